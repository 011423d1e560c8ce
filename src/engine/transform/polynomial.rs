//! Polynomials through values of a function.

/// Coefficients of a polynomial.
pub(super) const TERMS: usize = 6;

/// The polynomial, in powers of `x`, through `value` at the Chebyshev points of an interval.
pub(super) fn interpolate(from: f64, to: f64, value: impl Fn(f64) -> f64) -> [f64; TERMS] {
    let mut nodes = [0.0; TERMS];
    let mut differences = [0.0; TERMS];
    for term in 0..TERMS {
        let angle = core::f64::consts::PI * (2 * term + 1) as f64 / (2 * TERMS) as f64;
        nodes[term] = 0.5 * (from + to) + 0.5 * (to - from) * libm::cos(angle);
        differences[term] = value(nodes[term]);
    }
    for order in 1..TERMS {
        for term in (order..TERMS).rev() {
            differences[term] = (differences[term] - differences[term - 1]) / (nodes[term] - nodes[term - order]);
        }
    }
    powers(&nodes, &differences)
}

/// Newton's form multiplied out.
fn powers(nodes: &[f64; TERMS], differences: &[f64; TERMS]) -> [f64; TERMS] {
    let mut polynomial = [0.0; TERMS];
    for term in (0..TERMS).rev() {
        for power in (1..TERMS).rev() {
            polynomial[power] = polynomial[power - 1] - nodes[term] * polynomial[power];
        }
        polynomial[0] = differences[term] - nodes[term] * polynomial[0];
    }
    polynomial
}

/// The value at `x`.
#[inline(always)]
pub(super) fn value_of(c: &[f64; TERMS], x: f64) -> f64 {
    c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * c[5]))))
}

/// The slope at `x`.
pub(super) fn slope_of(c: &[f64; TERMS], x: f64) -> f64 {
    (1..TERMS).rev().fold(0.0, |sum, power| power as f64 * c[power] + x * sum)
}
