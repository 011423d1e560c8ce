//! From a correlation of ranks to one of normal scores.

use core::f64::consts::PI;

/// The correlation of normal scores under which Spearman's rank correlation is `rank`, from -1 to
/// 1: `2 sin(π rank/6)` (Pearson, 1907).
///
/// ```
/// use foresave::distribution::score_correlation;
/// assert_eq!(score_correlation(0.0), 0.0);
/// assert_eq!(score_correlation(1.0), 1.0);
/// assert!((score_correlation(0.5) - 0.517_638_090_205_041_5).abs() < 1e-15);
/// ```
pub fn score_correlation(rank: f64) -> f64 {
    if rank.abs() == 1.0 {
        return rank;
    }
    2.0 * libm::sin(PI * rank / 6.0)
}
