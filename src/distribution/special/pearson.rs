//! Quantile functions of Pearson's laws near a point, by Taylor series.
//!
//! The normal, beta and gamma densities `f` satisfy `f'/f = Q/P` with `Q` linear and `P` at most quadratic (Pearson,
//! 1895). With `x' = 1/f(x)` for the quantile function `x(p)` follows `P(x) x'' = -Q(x) x'^2`, from which the
//! coefficients of its Taylor series come one by one (Steinbrecher and Shaw, 2008). It converges as far as the
//! nearer end of (0, 1): a quarter of the way there it gains more than half a digit a term.

use crate::distribution::level::Level;

const TERMS: usize = 20;
/// The furthest step, as a share of the distance to the nearer end.
const REACH: f64 = 0.25;
/// The largest error in the rank of a value, relative to the distance to the nearer end.
const PRECISION: f64 = 1e-12;

/// A density at a point: its value, and `f'/f = (q0 + q1 h)/(p0 + p1 h + p2 h²)` at a distance `h` from there.
#[derive(Clone, Copy, Debug)]
pub(in crate::distribution) struct Density {
    pub(in crate::distribution) value: f64,
    /// `q0, q1`.
    pub(in crate::distribution) numerator: [f64; 2],
    /// `p0, p1, p2`.
    pub(in crate::distribution) denominator: [f64; 3],
}

/// How far the quantile moves as its level moves away from where the series starts.
#[derive(Clone, Copy, Debug)]
pub(in crate::distribution) struct Series {
    start: Level,
    /// The distance to the nearer end, in which levels are measured.
    unit: f64,
    /// How far the quantile would move over that distance at its slope at the start.
    first: f64,
    /// In units of that, from the first power on.
    terms: [f64; TERMS],
}

impl Series {
    /// The series of the quantile function around `start`, where the density is `density`. `None` where it does
    /// not converge quickly.
    pub(in crate::distribution) fn new(start: Level, density: Density) -> Option<Series> {
        let unit = start.smaller();
        let first = unit / density.value;
        let terms = coefficients(density, first);
        let furthest = (2..TERMS).fold(REACH, |power, _| power * REACH);
        let last = (terms[TERMS - 1].abs() * REACH + terms[TERMS - 2].abs()) * furthest;
        (last <= PRECISION && first.is_normal()).then_some(Series { start, unit, first, terms })
    }

    /// How far the quantile of `level` lies from that of the start; `None` where that is too far for the series.
    pub(in crate::distribution) fn step_to(&self, level: Level) -> Option<f64> {
        let step = match (self.start, level) {
            (Level::Below(start), Level::Below(p)) => p - start,
            (Level::Above(start), Level::Above(q)) => start - q,
            (start, level) => level.below() - start.below(),
        };
        let s = step / self.unit;
        (s.abs() <= REACH).then(|| self.first * s * self.terms.iter().rev().fold(0.0, |sum, term| term + s * sum))
    }
}

/// The coefficients of the first powers and up, in units of the first, so that none is too small for a number.
fn coefficients(density: Density, first: f64) -> [f64; TERMS] {
    let Density { numerator: [q0, q1], denominator: [p0, p1, p2], .. } = density;
    let unit = first / p0;
    let ([q0, q1], [p1, p2]) = ([q0 * unit, q1 * unit * first], [p1 * unit, p2 * unit * first]);
    let mut h = [0.0; TERMS + 1];
    // Of the slope, its square, and both polynomials.
    let (mut slope, mut square) = ([0.0; TERMS], [0.0; TERMS]);
    let (mut numerator, mut denominator) = ([0.0; TERMS], [0.0; TERMS]);
    (h[1], slope[0], numerator[0], denominator[0]) = (1.0, 1.0, q0, 1.0);
    for n in 0..TERMS - 1 {
        square[n] = convolution(&slope, &slope, n);
        if n > 0 {
            numerator[n] = q1 * h[n];
            denominator[n] = p1 * h[n] + p2 * convolution(&h, &h, n);
        }
        let known: f64 = (0..n).map(|i| denominator[n - i] * (i + 1) as f64 * slope[i + 1]).sum();
        slope[n + 1] = -(convolution(&numerator, &square, n) + known) / (n + 1) as f64;
        h[n + 2] = slope[n + 1] / (n + 2) as f64;
    }
    core::array::from_fn(|term| h[term + 1])
}

/// The coefficient of power `n` in a product.
fn convolution(a: &[f64], b: &[f64], n: usize) -> f64 {
    a[..=n].iter().zip(b[..=n].iter().rev()).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::distribution::normal;

    fn normal_at(p: f64) -> Series {
        let z = normal::quantile(p);
        let density = Density { value: normal::density(z), numerator: [-z, -1.0], denominator: [1.0, 0.0, 0.0] };
        Series::new(Level::Below(p), density).unwrap()
    }

    #[test]
    fn steps_from_a_normal_score_lead_to_its_neighbours() {
        for p in [1e-300, 1e-9, 0.01, 0.3, 0.45] {
            let series = normal_at(p);
            for share in [-0.2, -0.1, 1e-7, 0.05, 0.2] {
                let there = p + share * p;
                let step = series.step_to(Level::Below(there)).unwrap();
                let exact = normal::quantile(there) - normal::quantile(p);
                assert!((step - exact).abs() < 1e-13 * normal::quantile(p).abs(), "{p} and {share}: {step}");
            }
        }
    }

    #[test]
    fn steps_that_are_too_long_are_not_taken() {
        assert_eq!(normal_at(0.1).step_to(Level::Below(0.2)), None);
    }
}
