//! Conditioning: a law given that its value lies in an interval.

use super::error::{LawError, finite, ordered};
use super::exponential::Exponential;
use super::history::History;
use super::mixture::Part;
use super::truncated::Truncated;
use super::{Distribution, Kind};

/// A probability below which an unbounded law is said to end.
const SMALLEST_PROBABILITY: f64 = 1e-300;

impl Distribution {
    /// The law given that the value lies in `[low, high]`, ends included; conditional, not clamped. An
    /// interval of one point inside the support leaves that value.
    ///
    /// Fails where the interval is outside the support or carries no probability.
    pub fn truncated(self, low: Option<f64>, high: Option<f64>) -> Result<Self, LawError> {
        for (name, end) in [("lower end", low), ("upper end", high)] {
            if let Some(end) = end {
                finite("a truncation", name, end)?;
            }
        }
        let (from, to) = (low.unwrap_or(f64::NEG_INFINITY), high.unwrap_or(f64::INFINITY));
        ordered(("lower end", from), ("upper end", to))?;
        let support = self.support();
        self.given_within(from, to).ok_or(LawError::NothingInside { low, high, support })
    }

    /// The law given that the value is at least `bound`: what has not happened yet is evidence.
    ///
    /// A plain history continues beyond its largest value with an exponential tail whose mean is the
    /// mean excess of its values over their 75th percentile. Any other law that gives the
    /// condition no probability is an error, which carries the largest value allowed.
    pub fn given_at_least(&self, bound: f64) -> Result<Self, LawError> {
        if bound.is_nan() {
            return Err(LawError::NotANumber { law: "a condition", parameter: "bound", value: bound });
        }
        if let Some(law) = self.given_within(bound, f64::INFINITY) {
            return Ok(law);
        }
        match &*self.kind {
            Kind::History(history) if bound.is_finite() => Ok(continued(history, bound)),
            _ => Err(LawError::NothingAtLeast { bound, largest: self.largest() }),
        }
    }

    /// The law given that the value lies in `[low, high]`; none where there is no probability.
    fn given_within(&self, low: f64, high: f64) -> Option<Self> {
        let (min, max) = self.support();
        if low <= min && max <= high {
            return Some(self.clone());
        }
        if low > max || high < min {
            return None;
        }
        if low == high {
            return self.surrounds(low).then(|| Self::fixed(low));
        }
        match &*self.kind {
            Kind::Exponential(law) if high == f64::INFINITY => {
                return Some(Kind::Exponential(law.given_at_least(low)).into());
            }
            Kind::Mixture(law) => return given_parts(law.parts(), low, high),
            _ if self.probability(low, high) <= 0.0 => return None,
            _ if low.max(min) == high.min(max) => return Some(Self::fixed(low.max(min))),
            _ => {}
        }
        Some(match &*self.kind {
            Kind::Uniform(law) => Kind::Uniform(law.within(low, high)).into(),
            Kind::Discrete(law) => Self::from_discrete(law.within(low, high)),
            Kind::Truncated(law) => Kind::Truncated(law.within(low, high)).into(),
            _ => Kind::Truncated(Truncated::new(self.clone(), low, high)).into(),
        })
    }

    /// P(low <= X <= high).
    fn probability(&self, low: f64, high: f64) -> f64 {
        self.law().tails_before(low).mass_to(self.law().tails(high))
    }

    /// Whether there is probability at `x` or next to it on either side.
    fn surrounds(&self, x: f64) -> bool {
        let spread = self.quantile_upper(0.25) - self.quantile(0.25);
        let reach = (1e-9 * x.abs()).max(1e-6 * spread);
        match &*self.kind {
            Kind::Discrete(_) => self.probability(x, x) > 0.0,
            _ => self.probability(x - reach, x + reach) > 0.0,
        }
    }

    /// The largest value that the law allows, for practical purposes where there is no bound.
    fn largest(&self) -> f64 {
        let (_, max) = self.support();
        if max.is_finite() { max } else { self.quantile_upper(SMALLEST_PROBABILITY) }
    }
}

/// Each part given the interval, with the weight that it has there.
fn given_parts(parts: &[Part], low: f64, high: f64) -> Option<Distribution> {
    let given = |part: &Part| {
        let weight = part.weight * part.law.probability(low, high);
        let law = part.law.given_within(low, high)?;
        (weight > 0.0).then_some(Part { law, weight })
    };
    let given: Vec<Part> = parts.iter().filter_map(given).collect();
    if given.is_empty() { None } else { Distribution::from_parts(given).ok() }
}

/// The exponential tail of a history beyond its largest value.
fn continued(history: &History, bound: f64) -> Distribution {
    match history.upper_mean_excess() {
        excess if excess > 0.0 => Kind::Exponential(Exponential::beyond(bound, excess)).into(),
        _ => Distribution::fixed(bound),
    }
}
