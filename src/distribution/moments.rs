//! Expected values by integrating over the quantile function.

use super::law::Law;
use super::level::Tails;
use core::f64::consts::PI;

/// The expected value of `g(X)`: exact, up to rounding, for linear and quadratic `g` of a
/// piecewise uniform law; else by quadrature between the nodes.
pub(super) fn expectation(law: &dyn Law, g: impl Fn(f64) -> f64) -> f64 {
    if law.is_piecewise_uniform() { by_simpson(law, g) } else { by_double_exponential(law, g) }
}

/// Atoms at the nodes and uniform pieces between them, each by Simpson's rule.
fn by_simpson(law: &dyn Law, g: impl Fn(f64) -> f64) -> f64 {
    let mut total = 0.0;
    let mut left: Option<(f64, Tails)> = None;
    for x in law.nodes() {
        let (before, after) = (law.tails_before(x), law.tails(x));
        if let Some((start, tails)) = left {
            let average = (g(start) + 4.0 * g(0.5 * (start + x)) + g(x)) / 6.0;
            total += tails.mass_to(before) * average;
        }
        total += before.mass_to(after) * g(x);
        left = Some((x, after));
    }
    total
}

/// The double-exponential rule (Takahasi and Mori, 1974), which bears with singular ends.
fn by_double_exponential(law: &dyn Law, g: impl Fn(f64) -> f64) -> f64 {
    let abscissae = abscissae();
    let mut total = 0.0;
    for (start, end) in pieces(law) {
        let mass = start.mass_to(end);
        for &(left, right, weight) in &abscissae {
            let level = Tails { below: start.below + left * mass, above: end.above + right * mass }.level();
            let value = g(law.quantile(level));
            if value.is_finite() {
                total += mass * weight * value;
            }
        }
    }
    total
}

/// The intervals of probability between the nodes.
fn pieces(law: &dyn Law) -> Vec<(Tails, Tails)> {
    let mut pieces = Vec::new();
    let mut start = Tails::LEFT_OF_ALL;
    let ends = law.nodes().into_iter().flat_map(|x| [law.tails_before(x), law.tails(x)]);
    for end in ends.chain([Tails::RIGHT_OF_ALL]) {
        if start.mass_to(end) > 0.0 {
            pieces.push((start, end));
            start = end;
        }
    }
    pieces
}

/// Distances from either end of the unit interval, and weights.
fn abscissae() -> Vec<(f64, f64, f64)> {
    const STEPS_PER_UNIT: f64 = 32.0;
    const REACH: i32 = 195;
    let abscissa = |k: i32| {
        let t = f64::from(k) / STEPS_PER_UNIT;
        let odds = libm::exp(PI * libm::sinh(t));
        let (left, right) = (odds / (1.0 + odds), 1.0 / (1.0 + odds));
        let density = PI * libm::cosh(t) * left * right;
        (left, right, density / STEPS_PER_UNIT)
    };
    (-REACH..=REACH).map(abscissa).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_weights_of_the_double_exponential_rule_sum_to_one() {
        let total: f64 = abscissae().iter().map(|(_, _, weight)| weight).sum();
        assert!((total - 1.0).abs() < 1e-14);
    }
}
