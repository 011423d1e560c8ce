//! The beta law, stretched to an interval.

use super::affine::Affine;
use super::error::{LawError, above_zero, finite, not_above, ordered};
use super::law::Law;
use super::level::{Level, Tails};
use super::special::incomplete_beta::{LARGEST_SHAPE, Shapes, UnitPoint, quantile, quantiles_around, regularised};

/// The beta law with these shapes on `[min, max]`, `min < max`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Beta {
    shapes: Shapes,
    min: f64,
    max: f64,
}

impl Beta {
    pub(super) fn new(alpha: f64, beta: f64, min: f64, max: f64) -> Result<Self, LawError> {
        for (name, shape) in [("alpha", alpha), ("beta", beta)] {
            above_zero("beta", name, shape)?;
            not_above("beta", name, shape, LARGEST_SHAPE)?;
        }
        finite("beta", "minimum", min)?;
        finite("beta", "maximum", max)?;
        ordered(("minimum", min), ("maximum", max))?;
        Ok(Beta::unchecked(alpha, beta, min, max))
    }

    /// The same from parameters known to be right.
    pub(super) fn unchecked(alpha: f64, beta: f64, min: f64, max: f64) -> Self {
        Beta { shapes: Shapes::new(alpha, beta), min, max }
    }

    fn width(&self) -> f64 {
        self.max - self.min
    }

    /// A point of the unit interval in its place, from the nearer end.
    fn stretched(&self, point: UnitPoint) -> f64 {
        let middle = self.min + 0.5 * self.width();
        if point.x <= point.y {
            (self.min + point.x * self.width()).min(middle)
        } else {
            (self.max - point.y * self.width()).max(middle)
        }
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        Beta { shapes: self.shapes, min: map.at(self.min), max: map.at(self.max) }
    }
}

impl Law for Beta {
    fn support(&self) -> (f64, f64) {
        (self.min, self.max)
    }

    fn quantile(&self, level: Level) -> f64 {
        self.stretched(quantile(self.shapes, level))
    }

    fn around(&self, start: Level) -> Box<dyn Fn(Level) -> f64 + '_> {
        let near = quantiles_around(self.shapes, start);
        Box::new(move |level| self.stretched(near(level)))
    }

    fn tails(&self, x: f64) -> Tails {
        let point = UnitPoint { x: (x - self.min) / self.width(), y: (self.max - x) / self.width() };
        regularised(self.shapes, point)
    }

    fn nodes(&self) -> Vec<f64> {
        vec![self.min, self.max]
    }

    fn mean(&self) -> f64 {
        let Shapes { alpha, beta, .. } = self.shapes;
        self.min + self.width() * (alpha / (alpha + beta))
    }

    fn sd(&self) -> f64 {
        let Shapes { alpha, beta, .. } = self.shapes;
        let total = alpha + beta;
        self.width() * (alpha / total * (beta / total) / (total + 1.0)).sqrt()
    }
}
