//! A density that rises in a straight line to the mode and falls in another to the maximum.

use super::ClosedForm;
use super::affine::Affine;
use super::error::{LawError, finite, ordered};
use super::from_quantiles::{ModeFamily, solve};
use super::law::Law;
use super::level::{Level, Tails};

/// The triangular law, `min <= mode <= max`, `min < max`.
#[derive(Clone, Copy, Debug, PartialEq)]
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

    /// The probability below the mode.
    fn rising(&self) -> f64 {
        (self.mode - self.min) / self.width()
    }

    /// The probability above the mode.
    fn falling(&self) -> f64 {
        (self.max - self.mode) / self.width()
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        Triangular { min: map.at(self.min), mode: map.at(self.mode), max: map.at(self.max) }
    }
}

/// `1 - √(1 - share)`, without cancellation.
fn distance_from_mode(share: f64) -> f64 {
    share / (1.0 + (1.0 - share).sqrt())
}

/// The quantile of the triangular law on the unit interval.
fn unit_quantile(mode: f64, level: Level) -> f64 {
    Triangular { min: 0.0, mode, max: 1.0 }.quantile(level)
}

impl Law for Triangular {
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }

    /// From the nearer end on its own side of the mode, from the mode on the other: a mode may be at an end.
    fn quantile(&self, level: Level) -> f64 {
        let (rising, falling) = (self.rising(), self.falling());
        match level {
            Level::Below(p) if p <= rising => (self.min + self.width() * (p * rising).sqrt()).min(self.mode),
            Level::Below(p) => self.mode + (self.max - self.mode) * distance_from_mode((p - rising) / falling),
            Level::Above(q) if q <= falling => (self.max - self.width() * (q * falling).sqrt()).max(self.mode),
            Level::Above(q) => self.mode - (self.mode - self.min) * distance_from_mode((q - falling) / rising),
        }
    }

    fn tails(&self, x: f64) -> Tails {
        let (rising, falling) = (self.rising(), self.falling());
        if x <= self.min {
            Tails::LEFT_OF_ALL
        } else if x >= self.max {
            Tails::RIGHT_OF_ALL
        } else if x <= self.mode {
            let (from_end, from_mode) =
                ((x - self.min) / (self.mode - self.min), (self.mode - x) / (self.mode - self.min));
            Tails { below: rising * from_end * from_end, above: falling + rising * from_mode * (2.0 - from_mode) }
        } else {
            let (from_end, from_mode) =
                ((self.max - x) / (self.max - self.mode), (x - self.mode) / (self.max - self.mode));
            Tails { below: rising + falling * from_mode * (2.0 - from_mode), above: falling * from_end * from_end }
        }
    }

    fn nodes(&self) -> Vec<f64> {
        vec![self.min, self.mode, self.max]
    }

    fn mean(&self) -> f64 {
        (self.min + self.mode + self.max) / 3.0
    }

    fn sd(&self) -> f64 {
        let (a, b) = (self.rising(), self.falling());
        self.width() * ((a * a + b * b + a * b) / 18.0).sqrt()
    }

    fn stated_mode(&self) -> Option<f64> {
        Some(self.mode)
    }

    fn closed_form(&self) -> Option<ClosedForm> {
        Some(ClosedForm::Triangular { min: self.min, mode: self.mode, max: self.max })
    }
}
