//! Laws scaled and shifted: of `factor` times a quantity, plus `shift`.

use super::error::{LawError, finite, not_negative};
use super::moved::Moved;
use super::{Distribution, Kind};

/// `x` becomes `factor x + shift`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Affine {
    /// Above 0.
    pub(super) factor: f64,
    pub(super) shift: f64,
}

impl Affine {
    /// Where a value comes to.
    pub(super) fn at(self, x: f64) -> f64 {
        self.factor * x + self.shift
    }
}

impl Distribution {
    /// The law of `factor` times the quantity plus `shift`, the same as if its parameters had been so written.
    ///
    /// # Errors
    /// Where `factor` is negative, or a value leaves what a floating-point number holds.
    pub fn affine(&self, factor: f64, shift: f64) -> Result<Self, LawError> {
        not_negative("a change", "factor", factor)?;
        finite("a change", "factor", factor)?;
        finite("a change", "shift", shift)?;
        if factor == 0.0 {
            return Ok(Self::fixed(shift));
        }
        if factor == 1.0 && shift == 0.0 {
            // What is moved by nothing is drawn bit for bit as before.
            return Ok(self.clone());
        }
        let map = Affine { factor, shift };
        for end in [self.support().0, self.support().1, self.quantile(0.5)] {
            if end.is_finite() {
                finite("a change", "value", map.at(end))?;
            }
        }
        Ok(self.affine_by(map))
    }

    /// The law of `factor` times the quantity, `factor` above 0.
    pub(super) fn scaled(&self, factor: f64) -> Self {
        self.affine_by(Affine { factor, shift: 0.0 })
    }

    pub(super) fn affine_by(&self, map: Affine) -> Self {
        let from_nil = |scaled: Kind| Moved::behind(map.shift, scaled.into());
        match &*self.kind {
            Kind::Fixed(law) => Self::fixed(map.at(law.0)),
            Kind::Uniform(law) => Kind::Uniform(law.affine(map)).into(),
            Kind::Triangular(law) => Kind::Triangular(law.affine(map)).into(),
            Kind::Pert(law) => Kind::Pert(law.affine(map)).into(),
            Kind::Normal(law) => Kind::Normal(law.affine(map)).into(),
            Kind::Beta(law) => Kind::Beta(law.affine(map)).into(),
            Kind::Exponential(law) => Kind::Exponential(law.affine(map)).into(),
            Kind::Metalog(law) => Kind::Metalog(law.affine(map)).into(),
            Kind::Lognormal(law) => from_nil(Kind::Lognormal(law.scaled(map.factor))),
            Kind::Gamma(law) => from_nil(Kind::Gamma(law.scaled(map.factor))),
            Kind::Weibull(law) => from_nil(Kind::Weibull(law.scaled(map.factor))),
            Kind::Moved(law) => law.affine(map),
            Kind::Discrete(law) => Kind::Discrete(law.affine(map)).into(),
            Kind::History(law) => Kind::History(law.affine(map)).into(),
            Kind::Truncated(law) => Kind::Truncated(law.affine(map)).into(),
            Kind::Mixture(law) => Kind::Mixture(law.affine(map)).into(),
        }
    }
}
