//! The standard normal distribution: normal scores and their probabilities.

use crate::distribution::level::Level;
use core::f64::consts::{FRAC_1_SQRT_2, PI};

const SQRT_2PI: f64 = 2.506_628_274_631_000_5;

/// The density at `z`.
pub fn density(z: f64) -> f64 {
    libm::exp(-0.5 * z * z) / SQRT_2PI
}

/// P(Z <= z).
pub fn cumulative(z: f64) -> f64 {
    0.5 * libm::erfc(-z * FRAC_1_SQRT_2)
}

/// P(Z > z), without cancellation.
pub fn upper_tail(z: f64) -> f64 {
    cumulative(-z)
}

/// The score below which lies the probability `p`; infinite at 0 and 1, not a number outside.
pub fn quantile(p: f64) -> f64 {
    if p.is_nan() || !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    score(Level::from_below(p))
}

/// The score above which lies the probability `q`: `quantile(1 - q)` without cancellation.
pub fn upper_quantile(q: f64) -> f64 {
    -quantile(q)
}

/// The score of a level.
pub(in crate::distribution) fn score(level: Level) -> f64 {
    match level {
        Level::Below(p) => lower_score(p),
        Level::Above(q) => -lower_score(q),
    }
}

/// The score for `0 <= p <= 1/2`.
fn lower_score(p: f64) -> f64 {
    if p <= 0.0 {
        f64::NEG_INFINITY
    } else if p < 0.25 {
        tail_score(p)
    } else {
        central_score(p - 0.5)
    }
}

/// Around the middle: a Taylor series, then two Halley steps on the error function, whose
/// residual is exact near 0 where that of the distribution function is not.
fn central_score(offset: f64) -> f64 {
    let s = SQRT_2PI * offset;
    let mut z = s * (1.0 + s * s * (1.0 / 6.0 + s * s * (7.0 / 120.0)));
    for _ in 0..2 {
        let residual = (0.5 * libm::erf(z * FRAC_1_SQRT_2) - offset) / density(z);
        z -= residual / (1.0 + 0.5 * z * residual);
    }
    z
}

/// In the lower tail: the leading asymptotic form, then Newton steps on the logarithm of the
/// tail, which is nearly a parabola, and a last Halley step.
fn tail_score(p: f64) -> f64 {
    let log_p = libm::log(p);
    let square = -2.0 * log_p;
    let correction = libm::log(2.0 * PI * square.max(1.0));
    let mut z = -(square - correction).max(0.4).sqrt();
    for _ in 0..3 {
        let tail = cumulative(z);
        z -= (libm::log(tail) - log_p) * tail / density(z);
    }
    let residual = (cumulative(z) - p) / density(z);
    z - residual / (1.0 + 0.5 * z * residual)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_exactly_zero() {
        assert_eq!(quantile(0.5), 0.0);
        assert_eq!(cumulative(0.0), 0.5);
    }

    #[test]
    fn known_scores_are_met_in_the_middle_and_far_out() {
        let known = [
            (0.1, -1.281_551_565_544_600_4),
            (0.25, -0.674_489_750_196_081_7),
            (0.4, -0.253_347_103_135_799_8),
            (1e-12, -7.034_483_825_301_132),
            (1e-300, -37.047_096_299_361_2),
        ];
        for (p, z) in known {
            assert!((quantile(p) / z - 1.0).abs() < 1e-14, "{p}: {} instead of {z}", quantile(p));
            assert_eq!(upper_quantile(p), -quantile(p));
        }
    }

    #[test]
    fn scores_return_from_their_probabilities() {
        for step in -370..=370 {
            let z = f64::from(step) / 10.0;
            let back = if z < 0.0 { quantile(cumulative(z)) } else { upper_quantile(upper_tail(z)) };
            assert!((back - z).abs() <= 1e-14 * z.abs().max(1.0), "{z} came back as {back}");
        }
    }
}
