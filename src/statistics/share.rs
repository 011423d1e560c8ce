//! The share of trials in which something happens.

use super::HALF_WIDTH;

/// The standard error of a share of `n` independent trials.
pub fn share_error(share: f64, n: u64) -> f64 {
    libm::sqrt((share * (1.0 - share) / n.max(1) as f64).max(0.0))
}

/// The 95 % Wilson score interval of a probability, `met` of `n` trials (Wilson 1927).
pub fn wilson_interval(met: u64, n: u64) -> (f64, f64) {
    const Z: f64 = HALF_WIDTH;
    if n == 0 {
        return (0.0, 1.0);
    }
    let n = n as f64;
    let share = met as f64 / n;
    let spread = Z * libm::sqrt(share * (1.0 - share) / n + Z * Z / (4.0 * n * n));
    let centre = share + Z * Z / (2.0 * n);
    let scale = 1.0 + Z * Z / n;
    (((centre - spread) / scale).max(0.0), ((centre + spread) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilsons_interval_is_the_textbooks() {
        // Newcombe (1998), table I: 81 of 263, Wilson's method without continuity correction.
        let (low, high) = wilson_interval(81, 263);
        assert_eq!(((low * 1e4).round(), (high * 1e4).round()), (2553.0, 3662.0));
        // 0 of n: 0 to z^2 / (n + z^2).
        let z2 = HALF_WIDTH * HALF_WIDTH;
        let (low, high) = wilson_interval(0, 20);
        assert!(low == 0.0 && (high - z2 / (20.0 + z2)).abs() < 1e-9, "{high}");
    }

    #[test]
    fn a_share_that_is_none_or_all_has_no_error() {
        assert_eq!([share_error(0.0, 100), share_error(1.0, 100), share_error(0.5, 100)], [0.0, 0.0, 0.05]);
    }
}
