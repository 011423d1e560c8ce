//! A law given that its value lies in an interval.

use super::Distribution;
use super::affine::Affine;
use super::law::{Law, integrated_mean, integrated_sd};
use super::level::{Level, Tails};

/// `inner` conditional on `[low, high]`. The conditional law, not a clamped one: an atom at an
/// end belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Truncated {
    inner: Distribution,
    low: f64,
    high: f64,
    start: Tails,
    end: Tails,
    mass: f64,
}

impl Truncated {
    /// The interval must overlap the support and carry probability.
    pub(super) fn new(inner: Distribution, low: f64, high: f64) -> Self {
        let (min, max) = inner.support();
        let (low, high) = (low.max(min), high.min(max));
        let (start, end) = (inner.law().tails_before(low), inner.law().tails(high));
        Truncated { mass: start.mass_to(end), inner, low, high, start, end }
    }

    /// The law given that the value also lies in `[low, high]`.
    pub(super) fn within(&self, low: f64, high: f64) -> Self {
        Truncated::new(self.inner.clone(), self.low.max(low), self.high.min(high))
    }

    /// The level of the law before truncation that a level has become.
    fn inner_level(&self, level: Level) -> Level {
        let below = self.start.below + level.below() * self.mass;
        let above = self.end.above + level.above() * self.mass;
        Tails { below, above }.level()
    }

    fn rescaled(&self, tails: Tails) -> Tails {
        let below = self.start.mass_to(tails) / self.mass;
        let above = tails.mass_to(self.end) / self.mass;
        Tails { below: below.min(1.0), above: above.min(1.0) }
    }

    /// Whether the end towards which an infinite mean points was cut off.
    fn is_bounded_towards(&self, mean: f64) -> bool {
        if mean > 0.0 { self.high.is_finite() } else { self.low.is_finite() }
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        Truncated::new(self.inner.affine_by(map), map.at(self.low), map.at(self.high))
    }
}

impl Law for Truncated {
    fn support(&self) -> (f64, f64) {
        (self.low, self.high)
    }

    fn quantile(&self, level: Level) -> f64 {
        self.inner.at(self.inner_level(level)).clamp(self.low, self.high)
    }

    fn around(&self, start: Level) -> Box<dyn Fn(Level) -> f64 + '_> {
        let near = self.inner.around(self.inner_level(start));
        Box::new(move |level| near(self.inner_level(level)).clamp(self.low, self.high))
    }

    fn tails(&self, x: f64) -> Tails {
        if x < self.low {
            Tails::LEFT_OF_ALL
        } else if x >= self.high {
            Tails::RIGHT_OF_ALL
        } else {
            self.rescaled(self.inner.law().tails(x))
        }
    }

    fn tails_before(&self, x: f64) -> Tails {
        if x <= self.low {
            Tails::LEFT_OF_ALL
        } else if x > self.high {
            Tails::RIGHT_OF_ALL
        } else {
            self.rescaled(self.inner.law().tails_before(x))
        }
    }

    fn nodes(&self) -> Vec<f64> {
        let inside = self.inner.law().nodes().into_iter().filter(|x| self.low < *x && *x < self.high);
        let ends = [self.low, self.high].into_iter().filter(|x| x.is_finite());
        let mut nodes: Vec<f64> = inside.chain(ends).collect();
        nodes.sort_by(f64::total_cmp);
        nodes
    }

    fn mean(&self) -> f64 {
        let inner = self.inner.mean();
        if inner.is_infinite() && !self.is_bounded_towards(inner) { inner } else { integrated_mean(self) }
    }

    fn sd(&self) -> f64 {
        if self.mean().is_infinite() { f64::INFINITY } else { integrated_sd(self) }
    }

    fn stated_mode(&self) -> Option<f64> {
        self.inner.law().stated_mode().map(|mode| mode.clamp(self.low, self.high))
    }

    fn is_piecewise_uniform(&self) -> bool {
        self.inner.law().is_piecewise_uniform()
    }
}
