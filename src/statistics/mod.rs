//! Monte Carlo errors and intervals. Knows numbers only, not what they measure.

/// The standard error of a mean of `n` independent trials with standard deviation `sd`.
pub fn mean_error(sd: f64, n: u64) -> f64 {
    if n == 0 { 0.0 } else { sd / libm::sqrt(n as f64) }
}

/// The standard error of the quantile at `p` of `n` independent trials: the rank is binomial with standard
/// deviation `sqrt(n p (1 - p))`, and `quantile` says how far apart values lie there.
pub fn quantile_error(p: f64, n: u64, quantile: impl Fn(f64) -> f64) -> f64 {
    if n < 2 {
        return 0.0;
    }
    let rank = libm::sqrt(p * (1.0 - p) / n as f64);
    0.5 * (quantile((p + rank).min(1.0)) - quantile((p - rank).max(0.0)))
}

/// The standard error of the mean of independent replicates: their standard deviation over the root of their number.
pub fn replicate_error(replicates: &[f64]) -> f64 {
    let n = replicates.len() as f64;
    if replicates.len() < 2 {
        return 0.0;
    }
    let mean = replicates.iter().sum::<f64>() / n;
    let squares: f64 = replicates.iter().map(|value| (value - mean) * (value - mean)).sum();
    libm::sqrt(squares / (n - 1.0) / n)
}

/// The 95 % Wilson score interval of a probability, `met` of `n` trials (Wilson 1927).
pub fn wilson_interval(met: u64, n: u64) -> (f64, f64) {
    const Z: f64 = 1.959_963_984_540_054;
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

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn wilsons_interval_is_the_textbooks() {
        // Newcombe (1998), table I: 81 of 263, Wilson's method without continuity correction.
        let (low, high) = wilson_interval(81, 263);
        assert_eq!(((low * 1e4).round(), (high * 1e4).round()), (2553.0, 3662.0));
        // 0 of n: 0 to z^2 / (n + z^2).
        let z2 = 1.959_963_984_540_054_f64 * 1.959_963_984_540_054;
        close(wilson_interval(0, 20).0, 0.0);
        close(wilson_interval(0, 20).1, z2 / (20.0 + z2));
    }

    #[test]
    fn a_uniforms_quantiles_have_the_error_of_their_rank() {
        close(quantile_error(0.1, 900, |p| 1000.0 * p), 1000.0 * 0.01);
    }

    #[test]
    fn replicates_have_the_error_of_a_mean() {
        close(replicate_error(&[1.0, 2.0, 3.0, 4.0]), libm::sqrt(5.0 / 3.0 / 4.0));
        close(replicate_error(&[7.0]), 0.0);
    }
}
