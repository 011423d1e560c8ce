//! Every value of an interval equally likely.

use super::ClosedForm;
use super::affine::Affine;
use super::error::{LawError, finite, ordered};
use super::law::Law;
use super::level::{Level, Tails};

/// The uniform law on `[low, high]`, `low < high`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Uniform {
    low: f64,
    high: f64,
}

impl Uniform {
    pub(super) fn new(low: f64, high: f64) -> Result<Self, LawError> {
        finite("uniform", "low end", low)?;
        finite("uniform", "high end", high)?;
        ordered(("low end", low), ("high end", high))?;
        Ok(Uniform { low, high })
    }

    /// The law given that the value lies in `[low, high]`, which overlaps the support.
    pub(super) fn within(&self, low: f64, high: f64) -> Self {
        Uniform { low: self.low.max(low), high: self.high.min(high) }
    }

    fn width(&self) -> f64 {
        self.high - self.low
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        Uniform { low: map.at(self.low), high: map.at(self.high) }
    }
}

impl Law for Uniform {
    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    fn quantile(&self, level: Level) -> f64 {
        let middle = self.low + 0.5 * self.width();
        match level {
            Level::Below(p) => (self.low + p * self.width()).min(middle),
            Level::Above(q) => (self.high - q * self.width()).max(middle),
        }
    }

    fn tails(&self, x: f64) -> Tails {
        if x < self.low {
            Tails::LEFT_OF_ALL
        } else if x >= self.high {
            Tails::RIGHT_OF_ALL
        } else {
            Tails { below: (x - self.low) / self.width(), above: (self.high - x) / self.width() }
        }
    }

    fn nodes(&self) -> Vec<f64> {
        vec![self.low, self.high]
    }

    fn mean(&self) -> f64 {
        0.5 * (self.low + self.high)
    }

    fn sd(&self) -> f64 {
        self.width() / 12.0_f64.sqrt()
    }

    fn is_piecewise_uniform(&self) -> bool {
        true
    }

    fn closed_form(&self) -> Option<ClosedForm> {
        Some(ClosedForm::Linear { low: self.low, width: self.width() })
    }
}
