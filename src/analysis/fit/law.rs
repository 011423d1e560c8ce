//! The laws that are fitted: their parameters, densities and draws.

use crate::distribution::{Distribution, LawError, normal};
use crate::engine::Stream;
use rand_core::Rng;

/// A family of laws.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Family {
    Normal,
    Exponential,
    Lognormal,
    Gamma,
    Weibull,
    Beta(Interval),
    Pert(Interval),
}

/// The interval that a law is on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub min: f64,
    /// Its upper end, above the lower.
    pub max: f64,
}

impl Interval {
    /// Where a value stands, from 0 at the lower end to 1 at the upper.
    pub(super) fn share(self, value: f64) -> f64 {
        (value - self.min) / self.width()
    }

    fn width(self) -> f64 {
        self.max - self.min
    }
}

/// A law of a family, by the parameters in which it is estimated: the logarithm's mean and standard deviation of a
/// lognormal, the mode of a PERT as a share of its interval, and those of its text for any other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Law {
    pub family: Family,
    pub first: f64,
    /// Not a number where there is only one.
    pub second: f64,
}

impl Family {
    /// Its name in a text.
    pub fn name(self) -> &'static str {
        match self {
            Family::Normal => "normal",
            Family::Exponential => "exponential",
            Family::Lognormal => "lognormal",
            Family::Gamma => "gamma",
            Family::Weibull => "weibull",
            Family::Beta(_) => "beta",
            Family::Pert(_) => "pert",
        }
    }

    /// How many parameters are estimated.
    pub fn parameters(self) -> usize {
        match self {
            Family::Exponential | Family::Pert(_) => 1,
            _ => 2,
        }
    }

    pub fn law(self, first: f64, second: f64) -> Law {
        Law { family: self, first, second }
    }

    /// The distribution with the values of its text, in their order.
    pub fn distribution(self, stated: &[f64]) -> Result<Distribution, LawError> {
        match (self, stated) {
            (Family::Normal, &[mean, sd]) => Distribution::normal(mean, sd),
            (Family::Exponential, &[mean]) => Distribution::exponential(mean),
            (Family::Lognormal, &[mean, sd]) => Distribution::lognormal(mean, sd),
            (Family::Gamma, &[shape, scale]) => Distribution::gamma(shape, scale),
            (Family::Weibull, &[shape, scale]) => Distribution::weibull(shape, scale),
            (Family::Beta(on), &[alpha, beta]) => Distribution::beta(alpha, beta, on.min, on.max),
            (Family::Pert(on), &[mode]) => Distribution::pert(on.min, mode, on.max),
            _ => unreachable!("a family has as many values as it has parameters"),
        }
    }
}

impl Law {
    /// The values that are estimated, as a text states them.
    pub fn stated(&self) -> Vec<f64> {
        match self.family {
            Family::Lognormal => {
                let variance = self.second * self.second;
                let mean = libm::exp(self.first + 0.5 * variance);
                vec![mean, mean * libm::sqrt(libm::expm1(variance))]
            }
            Family::Pert(on) => vec![(on.min + self.first * on.width()).clamp(on.min, on.max)],
            family => vec![self.first, self.second][..family.parameters()].to_vec(),
        }
    }

    /// The law itself.
    pub fn distribution(&self) -> Result<Distribution, LawError> {
        self.family.distribution(&self.stated())
    }

    /// The logarithm of its density at a value within its support.
    pub fn log_density(&self, value: f64) -> f64 {
        let (first, second) = (self.first, self.second);
        match self.family {
            Family::Normal => log_normal_density((value - first) / second) - libm::log(second),
            Family::Exponential => -libm::log(first) - value / first,
            Family::Lognormal => {
                let log = libm::log(value);
                log_normal_density((log - first) / second) - libm::log(second) - log
            }
            Family::Gamma => {
                let ratio = value / second;
                (first - 1.0) * libm::log(ratio) - ratio - libm::lgamma(first) - libm::log(second)
            }
            Family::Weibull => {
                let log_ratio = libm::log(value / second);
                libm::log(first / second) + (first - 1.0) * log_ratio - libm::exp(first * log_ratio)
            }
            Family::Beta(on) => log_beta_density((first, second), on.share(value)) - libm::log(on.width()),
            Family::Pert(on) => log_beta_density(pert_shapes(first), on.share(value)) - libm::log(on.width()),
        }
    }

    /// A value drawn from it.
    pub fn draw(&self, stream: &mut Stream) -> f64 {
        let (first, second) = (self.first, self.second);
        match self.family {
            Family::Normal => first + second * normal_draw(stream),
            Family::Exponential => -first * libm::log(uniform(stream)),
            Family::Lognormal => libm::exp(first + second * normal_draw(stream)),
            Family::Gamma => second * gamma_draw(first, stream),
            Family::Weibull => second * libm::pow(-libm::log(uniform(stream)), 1.0 / first),
            Family::Beta(on) => on.min + on.width() * beta_draw((first, second), stream),
            Family::Pert(on) => on.min + on.width() * beta_draw(pert_shapes(first), stream),
        }
    }
}

/// The shapes of the PERT on the unit interval with that mode.
pub(super) fn pert_shapes(mode: f64) -> (f64, f64) {
    (1.0 + 4.0 * mode, 5.0 - 4.0 * mode)
}

/// The logarithm of one over the beta function.
pub(super) fn log_beta_factor((alpha, beta): (f64, f64)) -> f64 {
    libm::lgamma(alpha + beta) - libm::lgamma(alpha) - libm::lgamma(beta)
}

fn log_beta_density(shapes: (f64, f64), share: f64) -> f64 {
    log_beta_factor(shapes) + (shapes.0 - 1.0) * libm::log(share) + (shapes.1 - 1.0) * libm::log1p(-share)
}

fn log_normal_density(score: f64) -> f64 {
    const HALF_LOG_2PI: f64 = 0.918_938_533_204_672_8;
    -0.5 * score * score - HALF_LOG_2PI
}

/// Uniform within (0, 1), never at its ends.
fn uniform(stream: &mut Stream) -> f64 {
    const STEP: f64 = 1.0 / (1u64 << 53) as f64;
    ((stream.next_u64() >> 11) as f64 + 0.5) * STEP
}

fn normal_draw(stream: &mut Stream) -> f64 {
    normal::quantile(uniform(stream))
}

/// From the gamma law of scale 1, by the cube of a normal (Marsaglia and Tsang 2000); a shape below 1 by that of the
/// shape above it.
fn gamma_draw(shape: f64, stream: &mut Stream) -> f64 {
    if shape < 1.0 {
        let larger = gamma_draw(shape + 1.0, stream);
        return (larger * libm::pow(uniform(stream), 1.0 / shape)).max(f64::MIN_POSITIVE);
    }
    let d = shape - 1.0 / 3.0;
    let c = 1.0 / libm::sqrt(9.0 * d);
    loop {
        let score = normal_draw(stream);
        let root = 1.0 + c * score;
        if root <= 0.0 {
            continue;
        }
        let cube = root * root * root;
        if libm::log(uniform(stream)) < 0.5 * score * score + d * (1.0 - cube + libm::log(cube)) {
            return d * cube;
        }
    }
}

/// From the beta law on the unit interval, never at its ends.
fn beta_draw((alpha, beta): (f64, f64), stream: &mut Stream) -> f64 {
    let (one, other) = (gamma_draw(alpha, stream), gamma_draw(beta, stream));
    (one / (one + other)).clamp(f64::MIN_POSITIVE, 1.0 - f64::EPSILON)
}
