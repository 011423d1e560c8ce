//! Probability laws: their parameters, support, moments, most likely value, distribution function and
//! quantile function.
//!
//! A [`Distribution`] is right by construction, immutable and cheap to clone. Trials are drawn through its
//! quantile function, so everything here holds in both tails: a probability comes as `p` from below or as `q`
//! from above, whichever is small, and neither is ever computed as one minus the other where that would lose
//! it. Quantile functions are generalised inverses, `inf { x : P(X <= x) >= p }`, and never descend by more
//! than rounding. All arithmetic goes through `libm`, so that results are the same on every platform.
//!
//! ```
//! use foresave::distribution::Distribution;
//! let slippage = Distribution::triangular(0.0, 3.0, 12.0)?.truncated(None, Some(9.0))?;
//! assert_eq!(slippage.most_likely(), 3.0);
//! assert_eq!(slippage.support(), (0.0, 9.0));
//! assert!((slippage.cdf(slippage.quantile(0.3)) - 0.3).abs() < 1e-15);
//! # Ok::<(), foresave::distribution::LawError>(())
//! ```

mod affine;
mod beta;
mod correlation;
mod discrete;
mod error;
mod exponential;
mod fixed;
mod from_quantiles;
mod gamma;
mod history;
mod law;
mod level;
mod lognormal;
mod metalog;
mod mixture;
mod moments;
mod moved;
pub mod normal;
mod pert;
mod special;
mod triangular;
mod truncated;
mod truncation;
mod uniform;
mod weibull;
mod weights;

pub use correlation::score_correlation;
pub use error::LawError;

use beta::Beta;
use discrete::Discrete;
use exponential::Exponential;
use fixed::Fixed;
use gamma::Gamma;
use history::History;
use law::Law;
use level::Level;
use lognormal::Lognormal;
use metalog::{Metalog, Percentiles};
use mixture::{Mixture, Part};
use moved::Moved;
use normal::Normal;
use pert::Pert;
use std::sync::Arc;
use triangular::Triangular;
use truncated::Truncated;
use uniform::Uniform;
use weibull::Weibull;

/// The most distributions in a mixture, plain numbers and discrete parts not counted.
const MOST_PARTS: usize = 1000;

/// A probability law of one real quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution {
    kind: Arc<Kind>,
}

/// The laws, one file each.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Fixed(Fixed),
    Uniform(Uniform),
    Triangular(Triangular),
    Pert(Pert),
    Normal(Normal),
    Lognormal(Lognormal),
    Beta(Beta),
    Gamma(Gamma),
    Weibull(Weibull),
    Exponential(Exponential),
    Metalog(Metalog),
    Moved(Moved),
    Discrete(Discrete),
    Mixture(Mixture),
    History(History),
    Truncated(Truncated),
}

/// A level of a quantile function, from the end at which it is small.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Probability {
    /// Of what is smaller.
    Below(f64),
    /// Of what is larger.
    Above(f64),
}

impl Probability {
    fn level(self) -> Level {
        match self {
            Probability::Below(p) => Level::from_below(p),
            Probability::Above(q) => Level::from_above(q),
        }
    }
}

/// A quantile function that is a matter of a few operations.
#[derive(Clone, Debug, PartialEq)]
pub enum ClosedForm {
    /// `low + p width`; a width of 0 for a fixed value.
    Linear {
        /// The value at 0.
        low: f64,
        /// The distance to the value at 1.
        width: f64,
    },
    /// A triangular law, `min <= mode <= max`, `min < max`.
    Triangular {
        /// The smallest value.
        min: f64,
        /// The most likely value.
        mode: f64,
        /// The largest value.
        max: f64,
    },
    /// Straight lines through values at the probabilities `(i - 1/2)/n`, flat before the first and after the last
    /// (type 5).
    PiecewiseLinear {
        /// At least two values, ascending.
        values: Arc<[f64]>,
    },
    /// The first value whose `upper` is at least `p`.
    Steps {
        /// The cumulative probability at which each value ends; ascending, the last is 1.
        upper: Arc<[f64]>,
        /// Distinct values, ascending, as many.
        values: Arc<[f64]>,
    },
}

/// Constructors. Those that return a `Result` fail with the inequality that the parameters break, or
/// where one is not a finite number; parameters that leave one value only give [`Distribution::fixed`].
impl Distribution {
    /// One value with certainty.
    pub fn fixed(value: f64) -> Self {
        Kind::Fixed(Fixed(value)).into()
    }

    /// Every value of `[low, high]` equally likely.
    pub fn uniform(low: f64, high: f64) -> Result<Self, LawError> {
        let law = Uniform::new(low, high)?;
        Ok(Self::unless_fixed(low == high, low, Kind::Uniform(law)))
    }

    /// The triangular law. Its mode may be at an end.
    pub fn triangular(min: f64, mode: f64, max: f64) -> Result<Self, LawError> {
        let law = Triangular::new(min, mode, max)?;
        Ok(Self::unless_fixed(min == max, mode, Kind::Triangular(law)))
    }

    /// The PERT law: a beta on `[min, max]` with `alpha = 1 + 4 (mode-min)/(max-min)` and
    /// `beta = 1 + 4 (max-mode)/(max-min)`. Its mode may be at an end.
    pub fn pert(min: f64, mode: f64, max: f64) -> Result<Self, LawError> {
        let law = Pert::new(min, mode, max)?;
        Ok(Self::unless_fixed(min == max, mode, Kind::Pert(law)))
    }

    /// The normal law.
    pub fn normal(mean: f64, sd: f64) -> Result<Self, LawError> {
        let law = Normal::new(mean, sd)?;
        Ok(Self::unless_fixed(sd == 0.0, mean, Kind::Normal(law)))
    }

    /// The normal law whose 10th and 90th percentiles these are.
    pub fn normal_from_quantiles(p10: f64, p90: f64) -> Result<Self, LawError> {
        let law = Normal::from_quantiles(p10, p90)?;
        Ok(Self::unless_fixed(p10 == p90, p10, Kind::Normal(law)))
    }

    /// The lognormal law with this mean and standard deviation of the quantity, not of its logarithm.
    pub fn lognormal(mean: f64, sd: f64) -> Result<Self, LawError> {
        let law = Lognormal::new(mean, sd)?;
        Ok(Self::unless_fixed(sd == 0.0, mean, Kind::Lognormal(law)))
    }

    /// The lognormal law whose 10th and 90th percentiles these are.
    pub fn lognormal_from_quantiles(p10: f64, p90: f64) -> Result<Self, LawError> {
        let law = Lognormal::from_quantiles(p10, p90)?;
        Ok(Self::unless_fixed(p10 == p90, p10, Kind::Lognormal(law)))
    }

    /// The beta law with these shapes, up to ten million each, on `[min, max]`.
    pub fn beta(alpha: f64, beta: f64, min: f64, max: f64) -> Result<Self, LawError> {
        let law = Beta::new(alpha, beta, min, max)?;
        Ok(Self::unless_fixed(min == max, min, Kind::Beta(law)))
    }

    /// The gamma law, whose mean is `shape` times `scale`.
    pub fn gamma(shape: f64, scale: f64) -> Result<Self, LawError> {
        let law = Gamma::new(shape, scale)?;
        Ok(Self::unless_fixed(scale == 0.0, 0.0, Kind::Gamma(law)))
    }

    /// The Weibull law, `P(X > x) = exp(-(x/scale)^shape)`.
    pub fn weibull(shape: f64, scale: f64) -> Result<Self, LawError> {
        let law = Weibull::new(shape, scale)?;
        Ok(Self::unless_fixed(scale == 0.0, 0.0, Kind::Weibull(law)))
    }

    /// The exponential law with this mean.
    pub fn exponential(mean: f64) -> Result<Self, LawError> {
        let law = Exponential::new(mean)?;
        Ok(Self::unless_fixed(mean == 0.0, 0.0, Kind::Exponential(law)))
    }

    /// The triangular law with this mode whose 10th and 90th percentiles these are.
    pub fn triangular_from_quantiles(p10: f64, mode: f64, p90: f64) -> Result<Self, LawError> {
        if p10 == mode && mode == p90 {
            return Self::triangular(p10, mode, p90);
        }
        Ok(Kind::Triangular(Triangular::from_quantiles(p10, mode, p90)?).into())
    }

    /// The PERT law with this mode whose 10th and 90th percentiles these are.
    pub fn pert_from_quantiles(p10: f64, mode: f64, p90: f64) -> Result<Self, LawError> {
        if p10 == mode && mode == p90 {
            return Self::pert(p10, mode, p90);
        }
        Ok(Kind::Pert(Pert::from_quantiles(p10, mode, p90)?).into())
    }

    /// The three-term metalog law through these percentiles, bounded where a bound is given
    /// (Keelin, 2016). Percentiles too lopsided for it are an error that names the possible medians.
    pub fn metalog(p10: f64, p50: f64, p90: f64, min: Option<f64>, max: Option<f64>) -> Result<Self, LawError> {
        Ok(Kind::Metalog(Metalog::new(Percentiles { p10, p50, p90 }, min, max)?).into())
    }

    /// Outcomes as `(value, weight)`. Weights need not sum to 1; outcomes of weight 0 do not count.
    pub fn discrete(outcomes: Vec<(f64, f64)>) -> Result<Self, LawError> {
        Ok(Self::from_discrete(Discrete::new(outcomes)?))
    }

    /// One of several laws, `(law, weight)`. Weights need not sum to 1; parts of weight 0 do not
    /// count. At most a thousand parts that are neither fixed nor discrete.
    pub fn mixture(parts: Vec<(Distribution, f64)>) -> Result<Self, LawError> {
        let parts = weights::weighted("mixture", parts)?;
        Self::from_parts(parts.into_iter().map(|(law, weight)| Part { law, weight }).collect())
    }

    /// The law of past values: its quantile function is piecewise linear through them, sorted, at the probabilities
    /// `(i - 1/2)/n`, and flat beyond (type 5), so that mean and median are the data's.
    pub fn history(values: Vec<f64>) -> Result<Self, LawError> {
        let law = History::new(values)?;
        let single = law.single_value();
        Ok(single.map_or_else(|| Kind::History(law).into(), Self::fixed))
    }

    fn unless_fixed(is_fixed: bool, value: f64, kind: Kind) -> Self {
        if is_fixed { Self::fixed(value) } else { kind.into() }
    }

    fn from_discrete(law: Discrete) -> Self {
        law.single_value().map_or_else(|| Kind::Discrete(law).into(), Self::fixed)
    }

    /// A mixture's parts: those of an inner mixture in its place, all outcomes in one discrete part.
    fn from_parts(parts: Vec<Part>) -> Result<Self, LawError> {
        let mut flat = Vec::new();
        let mut outcomes = Vec::new();
        for part in parts {
            match &*part.law.kind {
                Kind::Mixture(inner) => {
                    let total = weights::exact_sum(inner.parts().iter().map(|inner| inner.weight));
                    let scaled =
                        |inner: &Part| Part { law: inner.law.clone(), weight: part.weight * (inner.weight / total) };
                    flat.extend(inner.parts().iter().map(scaled));
                }
                _ => flat.push(part),
            }
        }
        flat.retain(|part| match &*part.law.kind {
            Kind::Fixed(Fixed(value)) => {
                outcomes.push((*value, part.weight));
                false
            }
            Kind::Discrete(law) => {
                let total = weights::exact_sum(law.outcomes().map(|(_, weight)| weight));
                outcomes.extend(law.outcomes().map(|(value, weight)| (value, part.weight * (weight / total))));
                false
            }
            _ => true,
        });
        if flat.len() > MOST_PARTS {
            return Err(LawError::TooManyParts { parts: flat.len(), limit: MOST_PARTS });
        }
        if !outcomes.is_empty() {
            let weight = weights::exact_sum(outcomes.iter().map(|(_, weight)| *weight));
            flat.push(Part { law: Self::discrete(outcomes)?, weight });
        }
        Ok(match flat.as_slice() {
            [single] => single.law.clone(),
            _ => Kind::Mixture(Mixture::new(flat)).into(),
        })
    }
}

/// What a law says.
impl Distribution {
    /// Which law it is while it lives: clones of it have the same number, equal laws that were made apart have not.
    pub fn identity(&self) -> usize {
        Arc::as_ptr(&self.kind).addr()
    }

    /// The value, where the parameters leave only one.
    pub fn fixed_value(&self) -> Option<f64> {
        match &*self.kind {
            Kind::Fixed(Fixed(value)) => Some(*value),
            _ => None,
        }
    }

    /// The smallest interval that holds all the probability. Its ends may be infinite.
    pub fn support(&self) -> (f64, f64) {
        self.law().support()
    }

    /// The expected value. May be infinite.
    pub fn mean(&self) -> f64 {
        self.law().mean()
    }

    /// The standard deviation. May be infinite.
    pub fn sd(&self) -> f64 {
        self.law().sd()
    }

    /// The value in the plan: a triangular's or PERT's mode, moved to the nearer end where truncation
    /// excludes it; of anything else the lower median.
    pub fn most_likely(&self) -> f64 {
        self.law().stated_mode().unwrap_or_else(|| self.law().median())
    }

    /// The smallest value that at least the probability `p` does not exceed. The ends of the
    /// support at 0 and 1; not a number outside.
    pub fn quantile(&self, p: f64) -> f64 {
        if (0.0..=1.0).contains(&p) { self.at(Level::from_below(p)) } else { f64::NAN }
    }

    /// `quantile(1 - q)` without the cancellation.
    pub fn quantile_upper(&self, q: f64) -> f64 {
        if (0.0..=1.0).contains(&q) { self.at(Level::from_above(q)) } else { f64::NAN }
    }

    /// P(X <= x).
    pub fn cdf(&self, x: f64) -> f64 {
        if x.is_nan() { x } else { self.law().tails(x).below }
    }

    /// P(X < x).
    pub fn cdf_left(&self, x: f64) -> f64 {
        if x.is_nan() { x } else { self.law().tails_before(x).below }
    }

    /// P(X > x), without cancellation.
    pub fn survival(&self, x: f64) -> f64 {
        if x.is_nan() { x } else { self.law().tails(x).above }
    }

    /// P(X >= x), without cancellation.
    pub fn survival_left(&self, x: f64) -> f64 {
        if x.is_nan() { x } else { self.law().tails_before(x).above }
    }

    /// The probabilities in (0, 1), ascending, at which the quantile function is not analytic: jumps,
    /// ends of flat pieces, changes of slope. It is analytic in between.
    pub fn kinks(&self) -> Vec<f64> {
        law::kinks(self.law())
    }

    /// The quantile function in closed form, where it is a matter of a few operations.
    pub fn closed_form(&self) -> Option<ClosedForm> {
        self.law().closed_form()
    }

    /// The quantile function near the level `p`, for tables of it: as precise as they need, and much quicker than
    /// one quantile after the other. A level is a probability from below, or from above.
    pub fn quantiles_near(&self, start: Probability) -> impl Fn(Probability) -> f64 {
        let near = self.around(start.level());
        move |there| near(there.level())
    }

    /// The quantile function near a level, the ends of the support included.
    fn around(&self, start: Level) -> Box<dyn Fn(Level) -> f64 + '_> {
        let is_end = |level| matches!(level, Level::Below(p) | Level::Above(p) if p <= 0.0);
        if is_end(start) {
            return Box::new(|level| self.at(level));
        }
        let near = self.law().around(start);
        Box::new(move |level| if is_end(level) { self.at(level) } else { near(level) })
    }

    /// The quantile at a level, the ends of the support included.
    fn at(&self, level: Level) -> f64 {
        let law = self.law();
        match level {
            Level::Below(p) if p <= 0.0 => law.support().0,
            Level::Above(q) if q <= 0.0 => law.support().1,
            _ => law.quantile(level),
        }
    }

    fn law(&self) -> &dyn Law {
        match &*self.kind {
            Kind::Fixed(law) => law,
            Kind::Uniform(law) => law,
            Kind::Triangular(law) => law,
            Kind::Pert(law) => law,
            Kind::Normal(law) => law,
            Kind::Lognormal(law) => law,
            Kind::Beta(law) => law,
            Kind::Gamma(law) => law,
            Kind::Weibull(law) => law,
            Kind::Exponential(law) => law,
            Kind::Metalog(law) => law,
            Kind::Moved(law) => law,
            Kind::Discrete(law) => law,
            Kind::Mixture(law) => law,
            Kind::History(law) => law,
            Kind::Truncated(law) => law,
        }
    }
}

impl From<Kind> for Distribution {
    fn from(kind: Kind) -> Self {
        Distribution { kind: Arc::new(kind) }
    }
}
