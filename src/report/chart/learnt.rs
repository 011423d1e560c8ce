//! What delivery so far taught about common causes.

use super::analysis::{Belief, Learning};
use super::data::Chart;
use super::subject::Subject;
use crate::forecast::{Forecast, Learnt};

/// P90 of the standard normal law.
const P90: f64 = 1.281_551_565_544_600_4;

/// The chart; `None` where nothing was learnt.
pub fn chart(forecast: &Forecast) -> Option<Chart> {
    let learning = Learning { beliefs: forecast.learnt.iter().map(belief).collect() };
    learning.chart(&Subject::of(forecast))
}

/// Scores of common causes are normal, before delivery with mean 0 and standard deviation 1.
fn belief(learnt: &Learnt) -> Belief {
    let (what, more) = match learnt.column {
        "slippage_months" => ("Going live".into(), "later"),
        "realisation" => ("Saving what was planned".into(), "more"),
        column => (format!("The {}", column.replace('_', " ")), "higher"),
    };
    Belief {
        cause: format!("{what} ({})", learnt.among),
        more: more.into(),
        before: [-P90, 0.0, P90],
        after: [-P90, 0.0, P90].map(|score| learnt.mean + learnt.sd * score),
        areas: learnt.observed + learnt.not_yet,
    }
}
