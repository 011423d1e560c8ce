//! Quantiles of a sample, and how well they are known.
//!
//! The rank of the value below which a share `p` of the distribution lies is binomial among `n` independent trials
//! (David and Nagaraja, *Order Statistics*, 2003, section 7.1): with 99 % it is within [`REACH`] standard errors
//! `sqrt(n p (1 - p))` of `n p`. The order statistics at the ends of that interval of ranks tell how far the quantile
//! may be off. No density is assumed, so that a gap between two clusters of values shows as one.

/// Half the width of the interval of ranks, in standard errors: it misses 1 % of the quantiles.
pub const REACH: f64 = 2.575_829_303_548_901;

/// The probabilities at which quantiles are given of most figures: P10 is the value that 10 % of trials fall below.
pub const PROBABILITIES: [f64; 9] = [0.05, 0.10, 0.20, 0.25, 0.50, 0.75, 0.80, 0.90, 0.95];

/// Those at which they are given of an area's figures.
pub const TENTHS: [f64; 3] = [0.10, 0.50, 0.90];

/// Where the quantile at `p` lies among `n` sorted values (type 7 of Hyndman and Fan 1996): the rank below it,
/// counted from 0, and the share of the way to the next. At least one value is required.
pub fn rank(p: f64, n: u64) -> (u64, f64) {
    let position = (n - 1) as f64 * p;
    let below = position.floor();
    (below as u64, position - below)
}

/// The standard error of the share of `n` independent trials that lie below the quantile at `p`.
pub fn rank_error(p: f64, n: u64) -> f64 {
    if n == 0 { 0.0 } else { libm::sqrt(p * (1.0 - p) / n as f64) }
}

/// The 99 % interval of ranks, as shares of the trials, of the quantile at `p` whose rank has this standard error.
pub fn interval_of_ranks(p: f64, rank_error: f64) -> (f64, f64) {
    let reach = REACH * rank_error;
    ((p - reach).max(0.0), (p + reach).min(1.0))
}

/// The standard error of a quantile whose interval of ranks ends at the values `low` and `high`.
///
/// The farther of the two counts. In a smooth distribution both are equally far. Next to a gap the quantile may as
/// well lie on its other side, and [`REACH`] errors to either side of the estimate reach there; the estimate of a
/// quantile right at a gap has a standard deviation of half the gap, and this is two fifths of it.
pub fn quantile_error(quantile: f64, (low, high): (f64, f64)) -> f64 {
    (quantile - low).max(high - quantile).max(0.0) / REACH
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn a_uniforms_quantiles_have_the_error_of_their_rank() {
        let (low, high) = interval_of_ranks(0.1, rank_error(0.1, 900));
        close(quantile_error(100.0, (1000.0 * low, 1000.0 * high)), 1000.0 * 0.01);
    }

    #[test]
    fn next_to_a_gap_the_error_reaches_across_it() {
        let step = |p: f64| if p < 0.2 { 0.0 } else { 17.0 };
        let (low, high) = interval_of_ranks(0.2, rank_error(0.2, 20_000));
        close(REACH * quantile_error(17.0, (step(low), step(high))), 17.0);
        close(REACH * quantile_error(0.0, (step(low), step(high))), 17.0);
    }

    #[test]
    fn an_error_is_never_negative() {
        assert_eq!(quantile_error(5.0, (5.0, 5.0)), 0.0);
        assert_eq!(quantile_error(5.0, (6.0, 4.0)), 0.0);
        assert_eq!(quantile_error(f64::INFINITY, (f64::INFINITY, f64::INFINITY)), 0.0);
    }

    #[test]
    fn the_quantile_of_type_7_lies_between_two_values() {
        assert_eq!(rank(0.25, 5), (1, 0.0));
        assert_eq!(rank(0.5, 4), (1, 0.5));
        assert_eq!(rank(0.95, 1), (0, 0.0));
    }
}
