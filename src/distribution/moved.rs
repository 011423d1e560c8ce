//! A law whose values are all so much larger, of a kind that begins at 0 by itself.

use super::affine::Affine;
use super::law::Law;
use super::level::{Level, Tails};
use super::{Distribution, Kind};

/// `inner` plus `by`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Moved {
    inner: Distribution,
    by: f64,
}

impl Moved {
    pub(super) fn behind(by: f64, inner: Distribution) -> Distribution {
        if by == 0.0 { inner } else { Kind::Moved(Moved { inner, by }).into() }
    }

    /// The law of `factor` times the value plus `shift`.
    pub(super) fn affine(&self, map: Affine) -> Distribution {
        let scaled = self.inner.scaled(map.factor);
        Moved::behind(map.at(self.by), scaled)
    }
}

impl Law for Moved {
    fn support(&self) -> (f64, f64) {
        let (low, high) = self.inner.support();
        (low + self.by, high + self.by)
    }

    fn quantile(&self, level: Level) -> f64 {
        self.inner.law().quantile(level) + self.by
    }

    fn around(&self, start: Level) -> Box<dyn Fn(Level) -> f64 + '_> {
        let near = self.inner.law().around(start);
        Box::new(move |level| near(level) + self.by)
    }

    fn tails(&self, x: f64) -> Tails {
        self.inner.law().tails(x - self.by)
    }

    fn tails_before(&self, x: f64) -> Tails {
        self.inner.law().tails_before(x - self.by)
    }

    fn nodes(&self) -> Vec<f64> {
        self.inner.law().nodes().into_iter().map(|x| x + self.by).collect()
    }

    fn mean(&self) -> f64 {
        self.inner.mean() + self.by
    }

    fn sd(&self) -> f64 {
        self.inner.sd()
    }

    fn median(&self) -> f64 {
        self.inner.law().median() + self.by
    }
}
