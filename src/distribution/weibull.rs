//! The Weibull law.

use super::error::{LawError, above_zero, not_negative};
use super::law::{Law, integrated_sd};
use super::level::{Level, Tails};

/// The Weibull law: `P(X > x) = exp(-(x/scale)^shape)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Weibull {
    shape: f64,
    scale: f64,
}

impl Weibull {
    pub(super) fn new(shape: f64, scale: f64) -> Result<Self, LawError> {
        above_zero("weibull", "shape", shape)?;
        not_negative("weibull", "scale", scale)?;
        Ok(Weibull { shape, scale })
    }

    /// `ln E[(X/scale)^power]`.
    fn log_moment(&self, power: f64) -> f64 {
        libm::lgamma(1.0 + power / self.shape)
    }

    /// The law of `factor` times the quantity.
    pub(super) fn scaled(&self, factor: f64) -> Self {
        Weibull { shape: self.shape, scale: factor * self.scale }
    }
}

impl Law for Weibull {
    fn support(&self) -> (f64, f64) {
        (0.0, f64::INFINITY)
    }

    fn quantile(&self, level: Level) -> f64 {
        let hazard = match level {
            Level::Below(p) => -libm::log1p(-p),
            Level::Above(q) => -libm::log(q),
        };
        self.scale * libm::pow(hazard, 1.0 / self.shape)
    }

    fn tails(&self, x: f64) -> Tails {
        if x <= 0.0 {
            return Tails::LEFT_OF_ALL;
        }
        let hazard = libm::pow(x / self.scale, self.shape);
        Tails { below: -libm::expm1(-hazard), above: libm::exp(-hazard) }
    }

    fn nodes(&self) -> Vec<f64> {
        vec![0.0]
    }

    fn mean(&self) -> f64 {
        self.scale * libm::exp(self.log_moment(1.0))
    }

    fn sd(&self) -> f64 {
        let excess = self.log_moment(2.0) - 2.0 * self.log_moment(1.0);
        if excess < 1e-3 {
            return integrated_sd(self);
        }
        if !excess.is_finite() {
            return f64::INFINITY;
        }
        self.mean() * libm::expm1(excess).sqrt()
    }
}
