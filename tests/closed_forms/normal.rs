//! The standard normal law, from a crate that the program does not use.

use statrs::distribution::{Continuous, ContinuousCDF, Normal};

/// Its density.
pub fn density(z: f64) -> f64 {
    Normal::standard().pdf(z)
}

/// The probability above `z`.
pub fn above(z: f64) -> f64 {
    Normal::standard().sf(z)
}

/// The value below which it lies with probability `p`.
pub fn quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

/// The mean of a standard normal that is at least `z`.
pub fn mean_above(z: f64) -> f64 {
    density(z) / above(z)
}

/// The variance of a standard normal that is at least `z`.
pub fn variance_above(z: f64) -> f64 {
    let mean = mean_above(z);
    1.0 - mean * (mean - z)
}

/// The correlation of normal scores that gives this Spearman coefficient.
pub fn score_correlation(rank: f64) -> f64 {
    2.0 * (std::f64::consts::PI * rank / 6.0).sin()
}
