//! The PERT law: a beta law whose shapes follow from its mode.

use super::affine::Affine;
use super::beta::Beta;
use super::error::{LawError, finite, ordered};
use super::from_quantiles::{ModeFamily, solve};
use super::law::Law;
use super::level::{Level, Tails};

/// A beta on `[min, max]` with `alpha = 1 + 4 (mode-min)/(max-min)`, `beta = 1 + 4 (max-mode)/(max-min)`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Pert {
    beta: Beta,
    mode: f64,
}

impl Pert {
    pub(super) fn new(min: f64, mode: f64, max: f64) -> Result<Self, LawError> {
        finite("pert", "minimum", min)?;
        finite("pert", "mode", mode)?;
        finite("pert", "maximum", max)?;
        ordered(("minimum", min), ("maximum", max))?;
        ordered(("minimum", min), ("mode", mode))?;
        ordered(("mode", mode), ("maximum", max))?;
        Ok(Pert::unchecked(min, mode, max))
    }

    /// The PERT law with this mode whose 10th and 90th percentiles these are.
    pub(super) fn from_quantiles(p10: f64, mode: f64, p90: f64) -> Result<Self, LawError> {
        let (min, max) = solve(&ModeFamily { law: "pert", unit_quantile }, p10, mode, p90)?;
        Ok(Pert::unchecked(min, mode, max))
    }

    fn unchecked(min: f64, mode: f64, max: f64) -> Self {
        let width = max - min;
        let alpha = 1.0 + 4.0 * ((mode - min) / width);
        let beta = 1.0 + 4.0 * ((max - mode) / width);
        Pert { beta: Beta::unchecked(alpha, beta, min, max), mode }
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        let (min, max) = self.support();
        Pert::unchecked(map.at(min), map.at(self.mode), map.at(max))
    }
}

/// The quantile of the PERT law on the unit interval.
fn unit_quantile(mode: f64, level: Level) -> f64 {
    Pert::unchecked(0.0, mode, 1.0).quantile(level)
}

impl Law for Pert {
    fn support(&self) -> (f64, f64) {
        self.beta.support()
    }

    fn quantile(&self, level: Level) -> f64 {
        self.beta.quantile(level)
    }

    fn around(&self, start: Level) -> Box<dyn Fn(Level) -> f64 + '_> {
        self.beta.around(start)
    }

    fn tails(&self, x: f64) -> Tails {
        self.beta.tails(x)
    }

    fn nodes(&self) -> Vec<f64> {
        self.beta.nodes()
    }

    fn mean(&self) -> f64 {
        self.beta.mean()
    }

    fn sd(&self) -> f64 {
        self.beta.sd()
    }

    fn stated_mode(&self) -> Option<f64> {
        Some(self.mode)
    }
}
