//! A density that rises in a straight line to the mode and falls in another to the maximum.

use super::ClosedForm;
use super::error::{LawError, finite, ordered};
use super::from_quantiles::{ModeFamily, solve};
use super::law::Law;
use super::level::{Level, Tails};

/// The triangular law, `min <= mode <= max`, `min < max`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Triangular {
    min: f64,
    mode: f64,
    max: f64,
}

impl Triangular {
    pub(super) fn new(min: f64, mode: f64, max: f64) -> Result<Self, LawError> {
        finite("triangular", "minimum", min)?;
        finite("triangular", "mode", mode)?;
        finite("triangular", "maximum", max)?;
        ordered(("minimum", min), ("maximum", max))?;
        ordered(("minimum", min), ("mode", mode))?;
        ordered(("mode", mode), ("maximum", max))?;
        Ok(Triangular { min, mode, max })
    }

    /// The triangular law with this mode whose 10th and 90th percentiles these are.
    pub(super) fn from_quantiles(p10: f64, mode: f64, p90: f64) -> Result<Self, LawError> {
        let family = ModeFamily { law: "triangular", unit_quantile };
        let (min, max) = solve(&family, p10, mode, p90)?;
        Ok(Triangular { min, mode, max })
    }

    fn width(&self) -> f64 {
        self.max - self.min
    }
}

/// The quantile of the triangular law on the unit interval.
fn unit_quantile(mode: f64, level: Level) -> f64 {
    Triangular { min: 0.0, mode, max: 1.0 }.quantile(level)
}

impl Law for Triangular {
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }

    fn quantile(&self, level: Level) -> f64 {
        let width = self.width();
        let (rising, falling) = ((self.mode - self.min) / width, (self.max - self.mode) / width);
        let is_rising = match level {
            Level::Below(p) => p <= rising,
            Level::Above(q) => q >= falling,
        };
        if is_rising {
            (self.min + width * (level.below() * rising).sqrt()).min(self.mode)
        } else {
            (self.max - width * (level.above() * falling).sqrt()).max(self.mode)
        }
    }

    fn tails(&self, x: f64) -> Tails {
        if x <= self.min {
            Tails::LEFT_OF_ALL
        } else if x >= self.max {
            Tails::RIGHT_OF_ALL
        } else if x <= self.mode {
            Tails::from_below((x - self.min) / self.width() * ((x - self.min) / (self.mode - self.min)))
        } else {
            Tails::from_above((self.max - x) / self.width() * ((self.max - x) / (self.max - self.mode)))
        }
    }

    fn nodes(&self) -> Vec<f64> {
        vec![self.min, self.mode, self.max]
    }

    fn mean(&self) -> f64 {
        (self.min + self.mode + self.max) / 3.0
    }

    fn sd(&self) -> f64 {
        let (a, b) = ((self.mode - self.min) / self.width(), (self.max - self.mode) / self.width());
        self.width() * ((a * a + b * b + a * b) / 18.0).sqrt()
    }

    fn stated_mode(&self) -> Option<f64> {
        Some(self.mode)
    }

    fn closed_form(&self) -> Option<ClosedForm> {
        Some(ClosedForm::Triangular { min: self.min, mode: self.mode, max: self.max })
    }
}
