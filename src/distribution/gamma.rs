//! The gamma law.

use super::error::{LawError, above_zero, not_above, not_negative};
use super::law::Law;
use super::level::{Level, Tails};
use super::special::incomplete_gamma::{quantile, quantiles_around, regularised};

/// Beyond this shape the spread is lost in the rounding of the mean.
const LARGEST_SHAPE: f64 = 1e15;

/// The gamma law with shape and scale above 0; its mean is their product.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Gamma {
    shape: f64,
    scale: f64,
}

impl Gamma {
    pub(super) fn new(shape: f64, scale: f64) -> Result<Self, LawError> {
        above_zero("gamma", "shape", shape)?;
        not_above("gamma", "shape", shape, LARGEST_SHAPE)?;
        not_negative("gamma", "scale", scale)?;
        Ok(Gamma { shape, scale })
    }

    /// The law of `factor` times the quantity.
    pub(super) fn scaled(&self, factor: f64) -> Self {
        Gamma { shape: self.shape, scale: factor * self.scale }
    }
}

impl Law for Gamma {
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn quantile(&self, level: Level) -> f64 {
        self.scale * quantile(self.shape, level)
    }

    fn around(&self, start: Level) -> Box<dyn Fn(Level) -> f64 + '_> {
        let near = quantiles_around(self.shape, start);
        Box::new(move |level| self.scale * near(level))
    }

    fn tails(&self, x: f64) -> Tails {
        regularised(self.shape, x / self.scale)
    }

    fn nodes(&self) -> Vec<f64> {
        vec![0.0]
    }

    fn mean(&self) -> f64 {
        self.shape * self.scale
    }

    fn sd(&self) -> f64 {
        self.shape.sqrt() * self.scale
    }
}
