//! Charts of analyses.
//!
//! Each is a plain struct of names, values and errors, which says nothing of how they were found, and becomes a
//! [`Chart`](super::Chart) of its [`Subject`](super::Subject).

mod bridge;
mod courses;
mod difference;
mod fits;
mod indices;
mod learning;
mod moved;
mod outturns;
#[cfg(test)]
mod tests;
mod tornado;
mod without;

pub use bridge::{Bridge, Step};
pub use courses::{Course, Courses};
pub use difference::{Difference, Differences};
pub use fits::{Fit, Fits};
pub use indices::{Index, Indices};
pub use learning::{Belief, Learning};
pub use moved::{Answer, At, Moved};
pub use outturns::{Outturn, Outturns};
pub use tornado::{Swing, Tornado};
pub use without::{ALL_TOGETHER, Taken, Without};

use super::data::Row;
use crate::forecast::Estimate;

/// The most rows of a chart that shows what matters most.
const MOST_ROWS: usize = 20;

/// The most of them that a text alternative names.
const MOST_TOLD: usize = 3;

/// What is said below a chart that marks something as not clear.
const NOT_CLEAR: &str = "Not clear: less than two standard errors of the simulation.";

/// The name of whiskers.
const TWO_ERRORS: &str = "Two standard errors to either side";

/// Whether a difference is not merely the simulation's error.
fn is_clear(difference: Estimate) -> bool {
    difference.value.abs() >= 2.0 * difference.error
}

/// A row of that name, and what is said where its difference is not clear.
fn row(name: &str, difference: Estimate) -> Row {
    let aside = if is_clear(difference) { "" } else { "(not clear)" };
    Row { aside: aside.into(), ..Row::of(name) }
}

/// The note on what is not clear, where something is.
fn note_on_clarity(mut differences: impl Iterator<Item = Estimate>) -> Option<String> {
    differences.any(|difference| !is_clear(difference)).then(|| NOT_CLEAR.into())
}

/// How many of `all` a chart leaves out that shows the first [`MOST_ROWS`].
fn left_out(all: usize, what: &str, file: &str) -> Option<String> {
    (all > MOST_ROWS)
        .then(|| format!("The {MOST_ROWS} {what} that matter most are shown; {} more: {file}", all - MOST_ROWS))
}

/// `a, b and c`.
fn joined(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
