//! The three-term metalog law of Keelin, *The Metalog Distributions* (Decision Analysis, 2016).
//!
//! `M(p) = a1 + a2 L + a3 (p - 1/2) L` with `L = ln(p/(1-p))` runs through the three given percentiles,
//! of the quantity itself, of the logarithm of its distance from the one bound, or of the
//! logarithm of the ratio of its distances from two.

use super::affine::Affine;
use super::error::{LawError, finite};
use super::law::{Law, integrated_mean, integrated_sd};
use super::level::{Level, Tails};

/// `ln 9`, the log-odds of the 90th percentile.
const LOG_ODDS_90: f64 = 2.197_224_577_336_219_6;
/// The largest value of `(p - 1/2) + p (1-p) L`: `M` ascends where `|a3|` times it is at most `a2`.
const STEEPEST: f64 = 0.599_839_320_128_866_9;
/// Log-odds beyond which a probability is less than the smallest number.
const FARTHEST: f64 = 745.0;

/// A metalog through its 10th, 50th and 90th percentiles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Metalog {
    given: Percentiles,
    a1: f64,
    a2: f64,
    a3: f64,
    bounds: Bounds,
}

/// Where the quantity is bounded.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Bounds {
    None,
    Min(f64),
    Max(f64),
    Both(f64, f64),
}

/// The three percentiles that a metalog runs through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Percentiles {
    pub(super) p10: f64,
    pub(super) p50: f64,
    pub(super) p90: f64,
}

impl Metalog {
    pub(super) fn new(given: Percentiles, min: Option<f64>, max: Option<f64>) -> Result<Self, LawError> {
        let bounds = Bounds::new(min, max)?;
        check_order(given, min, max)?;
        let law = Metalog::through(given, bounds);
        if law.a3.abs() * STEEPEST > law.a2 {
            let [low, high] = [given.p10, given.p90].map(|x| bounds.stretch(x));
            // |low + high - 2 middle| may be at most this share of the spread
            let reach = 0.5 * (high - low) * (0.4 / STEEPEST);
            let centre = 0.5 * (low + high);
            let (lowest, highest) = (bounds.shrink(centre - reach), bounds.shrink(centre + reach));
            return Err(LawError::MedianOutOfReach { p50: given.p50, lowest, highest });
        }
        Ok(law)
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        let Percentiles { p10, p50, p90 } = self.given;
        let given = Percentiles { p10: map.at(p10), p50: map.at(p50), p90: map.at(p90) };
        Metalog::through(given, self.bounds.affine(map))
    }

    fn through(given: Percentiles, bounds: Bounds) -> Self {
        let [low, middle, high] = [given.p10, given.p50, given.p90].map(|x| bounds.stretch(x));
        let a2 = 0.5 * (high - low) / LOG_ODDS_90;
        let a3 = (low + high - 2.0 * middle) / (0.8 * LOG_ODDS_90);
        Metalog { given, a1: middle, a2, a3, bounds }
    }

    /// `M` at given log-odds, from the level they belong to.
    fn stretched(&self, log_odds: f64, level: Level) -> f64 {
        let offset = match level {
            Level::Below(p) => p - 0.5,
            Level::Above(q) => 0.5 - q,
        };
        self.a1 + (self.a2 + self.a3 * offset) * log_odds
    }

    /// The log-odds at which `M` has this value, by Newton's method within halving.
    fn log_odds(&self, value: f64) -> f64 {
        let (mut low, mut high) = (-FARTHEST, FARTHEST);
        let mut x = 0.0;
        for _ in 0..120 {
            let tails = tails_at(x);
            let excess = self.stretched(x, tails.level()) - value;
            if excess > 0.0 {
                high = x;
            } else {
                low = x;
            }
            let product = tails.below * tails.above;
            let slope = self.a2 + self.a3 * (0.5 * (tails.below - tails.above) + product * x);
            let next = x - excess / slope;
            if (next - x).abs() <= 2.0 * f64::EPSILON * x.abs() {
                return next.clamp(low, high);
            }
            x = if next > low && next < high { next } else { 0.5 * (low + high) };
            if x <= low || x >= high {
                break;
            }
        }
        x
    }

    /// The slopes of `M` in the logarithm of the probability left in the lower and upper tail. From 1 on the
    /// mean of a law that is unbounded there is infinite, from 1/2 on its variance.
    fn tail_slopes(&self) -> (f64, f64) {
        let (lower, upper) = (self.a2 - 0.5 * self.a3, self.a2 + 0.5 * self.a3);
        match self.bounds {
            Bounds::Min(_) => (0.0, upper),
            Bounds::Max(_) => (lower, 0.0),
            Bounds::None | Bounds::Both(..) => (0.0, 0.0),
        }
    }
}

/// Both tails at given log-odds.
fn tails_at(log_odds: f64) -> Tails {
    if log_odds <= 0.0 {
        let odds = libm::exp(log_odds);
        Tails { below: odds / (1.0 + odds), above: 1.0 / (1.0 + odds) }
    } else {
        tails_at(-log_odds).mirrored()
    }
}

/// `min < p10 < p50 < p90 < max`.
fn check_order(given: Percentiles, min: Option<f64>, max: Option<f64>) -> Result<(), LawError> {
    let named = [
        ("minimum", min),
        ("10th percentile", Some(given.p10)),
        ("50th percentile", Some(given.p50)),
        ("90th percentile", Some(given.p90)),
        ("maximum", max),
    ];
    let present: Vec<(&'static str, f64)> =
        named.iter().filter_map(|(name, value)| value.map(|v| (*name, v))).collect();
    for (name, value) in &present {
        finite("metalog", name, *value)?;
    }
    for pair in present.windows(2) {
        if pair[0].1 >= pair[1].1 {
            return Err(LawError::NotBelow { lower: pair[0], upper: pair[1] });
        }
    }
    Ok(())
}

impl Bounds {
    fn new(min: Option<f64>, max: Option<f64>) -> Result<Self, LawError> {
        Ok(match (min, max) {
            (None, None) => Bounds::None,
            (Some(min), None) => Bounds::Min(min),
            (None, Some(max)) => Bounds::Max(max),
            (Some(min), Some(max)) => Bounds::Both(min, max),
        })
    }

    fn affine(self, map: Affine) -> Self {
        match self {
            Bounds::None => Bounds::None,
            Bounds::Min(min) => Bounds::Min(map.at(min)),
            Bounds::Max(max) => Bounds::Max(map.at(max)),
            Bounds::Both(min, max) => Bounds::Both(map.at(min), map.at(max)),
        }
    }

    /// From the quantity to the unbounded scale.
    fn stretch(self, x: f64) -> f64 {
        match self {
            Bounds::None => x,
            Bounds::Min(min) => libm::log(x - min),
            Bounds::Max(max) => -libm::log(max - x),
            Bounds::Both(min, max) => libm::log((x - min) / (max - x)),
        }
    }

    /// From the unbounded scale back to the quantity.
    fn shrink(self, m: f64) -> f64 {
        match self {
            Bounds::None => m,
            Bounds::Min(min) => min + libm::exp(m),
            Bounds::Max(max) => max - libm::exp(-m),
            Bounds::Both(min, max) => {
                let share = tails_at(m);
                let middle = min + 0.5 * (max - min);
                if m <= 0.0 {
                    (min + (max - min) * share.below).min(middle)
                } else {
                    (max - (max - min) * share.above).max(middle)
                }
            }
        }
    }
}

impl Law for Metalog {
    fn support(&self) -> (f64, f64) {
        match self.bounds {
            Bounds::None => (f64::NEG_INFINITY, f64::INFINITY),
            Bounds::Min(min) => (min, f64::INFINITY),
            Bounds::Max(max) => (f64::NEG_INFINITY, max),
            Bounds::Both(min, max) => (min, max),
        }
    }

    fn quantile(&self, level: Level) -> f64 {
        let log_odds = libm::log(level.below()) - libm::log(level.above());
        self.bounds.shrink(self.stretched(log_odds, level))
    }

    fn tails(&self, x: f64) -> Tails {
        let (min, max) = self.support();
        if x <= min {
            Tails::LEFT_OF_ALL
        } else if x >= max {
            Tails::RIGHT_OF_ALL
        } else {
            tails_at(self.log_odds(self.bounds.stretch(x)))
        }
    }

    fn nodes(&self) -> Vec<f64> {
        let (min, max) = self.support();
        [min, max].into_iter().filter(|x| x.is_finite()).collect()
    }

    fn mean(&self) -> f64 {
        match self.tail_slopes() {
            (lower, _) if lower >= 1.0 => f64::NEG_INFINITY,
            (_, upper) if upper >= 1.0 => f64::INFINITY,
            _ => integrated_mean(self),
        }
    }

    fn sd(&self) -> f64 {
        let (lower, upper) = self.tail_slopes();
        if lower.max(upper) >= 0.5 { f64::INFINITY } else { integrated_sd(self) }
    }

    fn median(&self) -> f64 {
        self.given.p50
    }
}
