//! The law of a positive quantity whose logarithm is normal.

use super::error::{LawError, above_zero, not_above, not_negative, ordered};
use super::law::Law;
use super::level::{Level, Tails};
use super::normal::{SCORE_90, cumulative, scores_around, upper_tail};
use super::special::standard_normal::score;

/// The largest standard deviation, as a multiple of the mean. Beyond it nearly all values are nearly 0.
const LARGEST_VARIATION: f64 = 1e9;

/// A lognormal law by its median and the standard deviation of its logarithm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Lognormal {
    median: f64,
    log_sd: f64,
}

impl Lognormal {
    /// From the mean and standard deviation of the quantity itself.
    pub(super) fn new(mean: f64, sd: f64) -> Result<Self, LawError> {
        above_zero("lognormal", "mean", mean)?;
        not_negative("lognormal", "standard deviation", sd)?;
        not_above("lognormal", "standard deviation", sd, mean * LARGEST_VARIATION)?;
        let variation = sd / mean;
        let log_sd = libm::log1p(variation * variation).sqrt();
        Ok(Lognormal { median: mean / libm::hypot(1.0, variation), log_sd })
    }

    /// The lognormal law whose 10th and 90th percentiles these are.
    pub(super) fn from_quantiles(p10: f64, p90: f64) -> Result<Self, LawError> {
        above_zero("lognormal", "10th percentile", p10)?;
        above_zero("lognormal", "90th percentile", p90)?;
        ordered(("10th percentile", p10), ("90th percentile", p90))?;
        let ratio = p90 / p10;
        let log_ratio = if ratio.is_finite() { libm::log(ratio) } else { libm::log(p90) - libm::log(p10) };
        let product = p10 * p90;
        let median = if product.is_normal() { product.sqrt() } else { p10.sqrt() * p90.sqrt() };
        Ok(Lognormal { median, log_sd: 0.5 * log_ratio / SCORE_90 })
    }

    /// The law of `factor` times the quantity.
    pub(super) fn scaled(&self, factor: f64) -> Self {
        Lognormal { median: factor * self.median, log_sd: self.log_sd }
    }
}

impl Law for Lognormal {
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn quantile(&self, level: Level) -> f64 {
        self.median * libm::exp(self.log_sd * score(level))
    }

    fn around(&self, start: Level) -> Box<dyn Fn(Level) -> f64 + '_> {
        let scores = scores_around(start);
        Box::new(move |level| self.median * libm::exp(self.log_sd * scores(level)))
    }

    fn tails(&self, x: f64) -> Tails {
        if x <= 0.0 {
            return Tails::LEFT_OF_ALL;
        }
        let z = libm::log(x / self.median) / self.log_sd;
        Tails { below: cumulative(z), above: upper_tail(z) }
    }

    fn nodes(&self) -> Vec<f64> {
        vec![0.0]
    }

    fn mean(&self) -> f64 {
        self.median * libm::exp(0.5 * self.log_sd * self.log_sd)
    }

    fn sd(&self) -> f64 {
        self.mean() * libm::expm1(self.log_sd * self.log_sd).sqrt()
    }
}
