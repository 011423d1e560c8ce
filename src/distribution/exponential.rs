//! The exponential law, which has no memory.

use super::affine::Affine;
use super::error::{LawError, not_negative};
use super::law::Law;
use super::level::{Level, Tails};

/// The exponential law: `start` plus a time whose mean is `mean_excess`, above 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Exponential {
    start: f64,
    mean_excess: f64,
}

impl Exponential {
    pub(super) fn new(mean: f64) -> Result<Self, LawError> {
        not_negative("exponential", "mean", mean)?;
        Ok(Exponential { start: 0.0, mean_excess: mean })
    }

    /// The tail beyond `start`.
    pub(super) fn beyond(start: f64, mean_excess: f64) -> Self {
        Exponential { start, mean_excess }
    }

    /// The law given that the value is at least `bound`: the same again from there on.
    pub(super) fn given_at_least(&self, bound: f64) -> Self {
        Exponential { start: self.start.max(bound), mean_excess: self.mean_excess }
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        Exponential { start: map.at(self.start), mean_excess: map.factor * self.mean_excess }
    }
}

impl Law for Exponential {
    fn support(&self) -> (f64, f64) {
        (self.start, f64::INFINITY)
    }

    fn quantile(&self, level: Level) -> f64 {
        let hazard = match level {
            Level::Below(p) => -libm::log1p(-p),
            Level::Above(q) => -libm::log(q),
        };
        self.start + self.mean_excess * hazard
    }

    fn tails(&self, x: f64) -> Tails {
        if x <= self.start {
            return Tails::LEFT_OF_ALL;
        }
        let hazard = (x - self.start) / self.mean_excess;
        Tails { below: -libm::expm1(-hazard), above: libm::exp(-hazard) }
    }

    fn nodes(&self) -> Vec<f64> {
        vec![self.start]
    }

    fn mean(&self) -> f64 {
        self.start + self.mean_excess
    }

    fn sd(&self) -> f64 {
        self.mean_excess
    }
}
