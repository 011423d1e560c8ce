//! The law of a positive quantity whose logarithm is normal.

use super::error::{LawError, above_zero, not_negative, ordered};
use super::law::Law;
use super::level::{Level, Tails};
use super::normal::{SCORE_90, cumulative, upper_tail};
use super::special::standard_normal::score;

/// A lognormal law by its median and the standard deviation of its logarithm.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lognormal {
    median: f64,
    log_sd: f64,
}

impl Lognormal {
    /// From the mean and standard deviation of the quantity itself.
    pub(super) fn new(mean: f64, sd: f64) -> Result<Self, LawError> {
        above_zero("lognormal", "mean", mean)?;
        not_negative("lognormal", "standard deviation", sd)?;
        let variation = sd / mean;
        let log_sd = if variation < 1e150 {
            libm::log1p(variation * variation).sqrt()
        } else {
            (2.0 * libm::log(variation)).sqrt()
        };
        Ok(Lognormal { median: mean / libm::hypot(1.0, variation), log_sd })
    }

    /// The lognormal law whose 10th and 90th percentiles these are.
    pub(super) fn from_quantiles(p10: f64, p90: f64) -> Result<Self, LawError> {
        above_zero("lognormal", "10th percentile", p10)?;
        above_zero("lognormal", "90th percentile", p90)?;
        ordered(("10th percentile", p10), ("90th percentile", p90))?;
        let log_sd = 0.5 * libm::log(p90 / p10) / SCORE_90;
        Ok(Lognormal { median: (p10 * p90).sqrt(), log_sd })
    }
}

impl Law for Lognormal {
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn quantile(&self, level: Level) -> f64 {
        self.median * libm::exp(self.log_sd * score(level))
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
