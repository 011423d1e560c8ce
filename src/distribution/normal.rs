//! The normal law, and the normal scores through which inputs are joined.

use super::affine::Affine;
use super::error::{LawError, finite, not_negative, ordered};
use super::law::Law;
use super::level::{Level, Tails};
use super::special::pearson::{Density, Series};
use super::special::standard_normal::score;
pub use super::special::standard_normal::{cumulative, density, quantile, upper_quantile, upper_tail};

/// The score of the 90th percentile.
pub(super) const SCORE_90: f64 = 1.281_551_565_544_600_4;

/// The normal law with a standard deviation above 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Normal {
    mean: f64,
    sd: f64,
}

impl Normal {
    pub(super) fn new(mean: f64, sd: f64) -> Result<Self, LawError> {
        finite("normal", "mean", mean)?;
        not_negative("normal", "standard deviation", sd)?;
        Ok(Normal { mean, sd })
    }

    /// The normal law whose 10th and 90th percentiles these are.
    pub(super) fn from_quantiles(p10: f64, p90: f64) -> Result<Self, LawError> {
        finite("normal", "10th percentile", p10)?;
        finite("normal", "90th percentile", p90)?;
        ordered(("10th percentile", p10), ("90th percentile", p90))?;
        Ok(Normal { mean: 0.5 * (p10 + p90), sd: 0.5 * (p90 - p10) / SCORE_90 })
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        Normal { mean: map.at(self.mean), sd: map.factor * self.sd }
    }
}

/// The scores of levels near a level.
pub(super) fn scores_around(start: Level) -> impl Fn(Level) -> f64 {
    let z = score(start);
    let series = Series::new(start, Density { value: density(z), numerator: [-z, -1.0], denominator: [1.0, 0.0, 0.0] });
    move |level| match series.and_then(|series| series.step_to(level)) {
        Some(step) => z + step,
        None => score(level),
    }
}

impl Law for Normal {
    fn support(&self) -> (f64, f64) {
        (f64::NEG_INFINITY, f64::INFINITY)
    }

    fn quantile(&self, level: Level) -> f64 {
        self.mean + self.sd * score(level)
    }

    fn around(&self, start: Level) -> Box<dyn Fn(Level) -> f64 + '_> {
        let scores = scores_around(start);
        Box::new(move |level| self.mean + self.sd * scores(level))
    }

    fn tails(&self, x: f64) -> Tails {
        let z = (x - self.mean) / self.sd;
        Tails { below: cumulative(z), above: upper_tail(z) }
    }

    fn nodes(&self) -> Vec<f64> {
        Vec::new()
    }

    fn mean(&self) -> f64 {
        self.mean
    }

    fn sd(&self) -> f64 {
        self.sd
    }
}
