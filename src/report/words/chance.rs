//! Chances, counted in simulated futures.

use super::super::document::Sentence;
use super::super::figure::{Figure, one_in};
use crate::forecast::{Estimate, TargetForecast};
use crate::money::group_thousands;

/// Below so many futures on the rarer side the count itself is given.
const FEW: f64 = 30.0;

/// A chance of less has its natural frequency beside it.
const RARE: f64 = 0.1;

/// How likely a target is met, as a figure of its file.
pub fn chance(target: &TargetForecast) -> Figure {
    Figure::chance(target.probability, target.interval).from("targets", target.name.as_str(), "probability")
}

/// The share of so many futures that meet something.
pub fn chance_of(share: f64, trials: u64) -> Figure {
    Figure::chance_of(Estimate { value: share, error: (share * (1.0 - share) / trials as f64).sqrt() })
}

/// Which futures: `12% of the simulated futures`, `1.2% of the simulated futures (about 1 in 85)`, `None of the 100,000
/// simulated futures`.
pub fn futures(chance: Figure, trials: u64) -> Sentence {
    let (share, count) = (chance.value, chance.value * trials as f64);
    let all = group_thousands(&trials.to_string());
    match share {
        _ if share <= 0.0 => Sentence::from(chance) + format!(" of the {all} simulated futures"),
        _ if share >= 1.0 => Sentence::from(chance) + format!(" {all} simulated futures"),
        _ => {
            let beside = match share {
                _ if share < RARE && count < FEW => format!(" ({count:.0} of {all})"),
                _ if share < RARE => {
                    format!(" (about 1 in {})", one_in(share, (share * (1.0 - share) / trials as f64).sqrt()))
                }
                _ if (1.0 - share) * (trials as f64) < FEW && share > 1.0 - RARE => {
                    format!(" (all but {:.0} of {all})", trials as f64 - count)
                }
                _ => String::new(),
            };
            Sentence::from(chance) + " of the simulated futures" + beside
        }
    }
}

/// The 95 % interval of a chance where it is wider than a point: ` (95% interval: 8% to 19%)`.
pub fn interval((low, high): (f64, f64)) -> String {
    if high - low <= 0.01 {
        return String::new();
    }
    format!(" (95% interval: {:.0}% to {:.0}%)", (100.0 * low).floor(), (100.0 * high).ceil())
}
