//! From a distribution's values to the distribution.

use super::forms::Kind;
use crate::distribution::{Distribution, LawError};

/// The values of a distribution, by the names of its parameters.
pub(super) struct Values(pub Vec<(&'static str, f64)>);

impl Values {
    fn get(&self, name: &str) -> Option<f64> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, value)| *value)
    }

    /// The value of a parameter that its form needs.
    fn at(&self, name: &str) -> f64 {
        self.get(name).expect("a form's needed values are all there")
    }
}

impl Kind {
    /// The distribution with these values.
    pub fn build(self, values: &Values) -> Result<Distribution, LawError> {
        let v = |name| values.at(name);
        match self {
            Kind::Uniform => Distribution::uniform(v("min"), v("max")),
            Kind::Triangular => Distribution::triangular(v("min"), v("mode"), v("max")),
            Kind::TriangularFromQuantiles => Distribution::triangular_from_quantiles(v("p10"), v("mode"), v("p90")),
            Kind::Pert => Distribution::pert(v("min"), v("mode"), v("max")),
            Kind::PertFromQuantiles => Distribution::pert_from_quantiles(v("p10"), v("mode"), v("p90")),
            Kind::Normal => Distribution::normal(v("mean"), v("sd")),
            Kind::NormalFromQuantiles => Distribution::normal_from_quantiles(v("p10"), v("p90")),
            Kind::Lognormal => Distribution::lognormal(v("mean"), v("sd")),
            Kind::LognormalFromQuantiles => Distribution::lognormal_from_quantiles(v("p10"), v("p90")),
            Kind::Beta => Distribution::beta(v("alpha"), v("beta"), v("min"), v("max")),
            Kind::Gamma => Distribution::gamma(v("shape"), v("scale")),
            Kind::Weibull => Distribution::weibull(v("shape"), v("scale")),
            Kind::Exponential => Distribution::exponential(v("mean")),
            Kind::Metalog => Distribution::metalog(v("p10"), v("p50"), v("p90"), values.get("min"), values.get("max")),
        }
    }
}
