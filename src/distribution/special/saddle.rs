//! The parts of the gamma and beta densities that stay accurate for large shapes.
//!
//! Loader's saddle-point form (*Fast and accurate computation of binomial probabilities*, 2000):
//! the powers and gamma functions of a density are gathered into deviances, which are small where
//! the density is not, and the remainder of Stirling's formula.

use core::f64::consts::PI;

const HALF_LOG_2PI: f64 = 0.918_938_533_204_672_8;

/// The remainder of Stirling's formula, `ln Γ(a + 1) - [a ln a - a + ln(2πa)/2]`, for a > 0.
pub(super) fn stirling_remainder(a: f64) -> f64 {
    if a < 10.0 {
        return log_gamma_plus_one(a) - (a + 0.5) * libm::log(a) + a - HALF_LOG_2PI;
    }
    const COEFFICIENTS: [f64; 7] =
        [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0, 1.0 / 156.0];
    let inverse_square = 1.0 / (a * a);
    COEFFICIENTS.iter().rev().fold(0.0, |sum, c| sum * inverse_square + c) / a
}

/// `ln Γ(a + 1)`, with its relative precision near a = 0.
pub(super) fn log_gamma_plus_one(a: f64) -> f64 {
    if a > 0.02 {
        return libm::lgamma(a + 1.0);
    }
    // -γ a + sum of ζ(k) (-a)^k / k from k = 2
    const ZETA: [f64; 9] = [
        1.644_934_066_848_226_4,
        1.202_056_903_159_594_2,
        1.082_323_233_711_138_2,
        1.036_927_755_143_37,
        1.017_343_061_984_449_2,
        1.008_349_277_381_922_8,
        1.004_077_356_197_944_3,
        1.002_008_392_826_082_2,
        1.000_994_575_127_818,
    ];
    const EULER_GAMMA: f64 = 0.577_215_664_901_532_9;
    let series = (0..9).rev().fold(0.0, |sum, k| (sum + ZETA[k] / (k + 2) as f64) * -a);
    -a * (EULER_GAMMA + series)
}

/// `u - ln(1 + u)` for u > -1, given `ratio = 1 + u` too: near 0 only the former is precise, and
/// near -1 only the latter.
pub(super) fn log_deviance(u: f64, ratio: f64) -> f64 {
    if u.abs() > 0.4 {
        return u - libm::log(ratio);
    }
    // ln(1 + u) = 2 artanh(s) with s = u / (2 + u), and u - 2s = us
    let s = u / (2.0 + u);
    let square = s * s;
    let tail = (0..16).rev().fold(0.0, |sum, k| sum * square + 1.0 / f64::from(2 * k + 3));
    s * (u - 2.0 * square * tail)
}

/// `x^a e^-x / Γ(a + 1)`.
pub(super) fn poisson_term(a: f64, x: f64) -> f64 {
    if a < 10.0 {
        let half = libm::exp(-0.5 * x);
        libm::pow(x, a) * half * half * libm::exp(-log_gamma_plus_one(a))
    } else {
        libm::exp(-a * log_deviance((x - a) / a, x / a) - stirling_remainder(a)) / (2.0 * PI * a).sqrt()
    }
}

/// `x^a y^b / B(a, b)` where `y = 1 - x`; the factor is [`beta_factor`]'s.
pub(super) fn beta_term(a: f64, b: f64, factor: f64, x: f64, y: f64) -> f64 {
    let n = a + b;
    if n < 10.0 {
        return factor * libm::pow(x, a) * libm::pow(y, b);
    }
    let excess = x * b - y * a;
    let deviance = a * log_deviance(excess / a, x * n / a) + b * log_deviance(-excess / b, y * n / b);
    factor * libm::exp(-deviance)
}

/// What does not depend on the point in [`beta_term`].
pub(super) fn beta_factor(a: f64, b: f64) -> f64 {
    let n = a + b;
    if n < 10.0 {
        let log_factor = log_gamma_plus_one(n) - log_gamma_plus_one(a) - log_gamma_plus_one(b);
        return a * (b / n) * libm::exp(log_factor);
    }
    let remainder = stirling_remainder(n) - stirling_remainder(a) - stirling_remainder(b);
    libm::exp(remainder) * (a / (2.0 * PI)).sqrt() * (b / n).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(value: f64, expected: f64, tolerance: f64) {
        assert!((value - expected).abs() <= tolerance * expected.abs(), "{value} instead of {expected}");
    }

    #[test]
    fn the_remainder_of_stirlings_formula_is_continuous_at_the_change_of_method() {
        close(stirling_remainder(10.0), 0.008_330_563_433_362_87, 1e-14);
        close(stirling_remainder(10.0 - 1e-12), stirling_remainder(10.0), 1e-12);
    }

    #[test]
    fn the_log_gamma_function_keeps_its_precision_near_one() {
        close(log_gamma_plus_one(1e-10), -5.772_156_648_192_862e-11, 1e-15);
        close(log_gamma_plus_one(0.02), libm::lgamma(1.02), 1e-14);
    }

    #[test]
    fn the_deviance_is_half_a_square_near_zero() {
        close(log_deviance(1e-9, 1.0 + 1e-9), 0.5e-18 * (1.0 - 2e-9 / 3.0), 1e-15);
        close(log_deviance(0.4, 1.4), 0.4 - libm::log(1.4), 1e-14);
        close(log_deviance(-0.4, 0.6), -0.4 - libm::log(0.6), 1e-14);
    }
}
