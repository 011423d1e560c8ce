//! What delivery so far has taught about what is still to come.

use crate::forecast::Learnt;
use crate::report::document::{Sentence, name};
use crate::report::figure::{Figure, Unit};
use crate::report::words::counted;

/// A common cause whose score has moved less than this says nothing new.
const NEXT_TO_NOTHING: f64 = 0.1;
/// One that has moved by more than this has moved much: a standard deviation of what was thought before.
const MUCH: f64 = 1.0;

/// What was learnt about a common cause, and what follows from it.
pub(super) fn lesson(learnt: &Learnt) -> Sentence {
    let known = subject(learnt) + ": " + evidence(learnt);
    let is_more = learnt.mean > 0.0;
    let (finding, consequence) = match (learnt.column, is_more) {
        _ if learnt.mean.abs() < NEXT_TO_NOTHING => {
            return known + ". That is about what was assumed, so the forecast of the others hardly changes.";
        }
        ("slippage_months", true) => ("later", "the areas still to come are forecast later"),
        ("slippage_months", false) => ("earlier", "the areas still to come are forecast earlier"),
        ("realisation", true) => ("more", "the others are forecast to save more of their plan"),
        ("realisation", false) => ("less", "the others are forecast to save less of their plan"),
        (_, true) => ("higher", "the others are forecast higher"),
        (_, false) => ("lower", "the others are forecast lower"),
    };
    let degree = if learnt.mean.abs() > MUCH { "much " } else { "" };
    let together = together(learnt);
    known
        + format!(". {together} {degree}{finding} than assumed, so {consequence} than the scenario says of them alone.")
}

/// Each area is held against its own distribution, so that an average may say the opposite.
fn together(learnt: &Learnt) -> &'static str {
    let is_at_odds = learnt.seen.is_some_and(|(observed, assumed)| (observed > assumed) != (learnt.mean > 0.0));
    match learnt.not_yet {
        _ if learnt.observed == 0 => "That is",
        0 if is_at_odds => "Area by area that is",
        0 => "That is",
        _ => "Together that is",
    }
}

/// What was looked at, and in which areas.
fn subject(learnt: &Learnt) -> Sentence {
    let what = match learnt.column {
        "slippage_months" => "Going live".into(),
        "realisation" => "Saving what was planned".into(),
        column => format!("The {}", column.replace('_', " ")),
    };
    Sentence::from(what + " (") + name(&learnt.among) + ")"
}

fn evidence(learnt: &Learnt) -> Sentence {
    let areas = |count| counted(count, "area", "areas");
    let done = || Sentence::from(format!("{} observed", areas(learnt.observed))) + beside_assumed(learnt);
    let waiting = format!("{} not live yet that could be", areas(learnt.not_yet));
    match (learnt.observed, learnt.not_yet) {
        (_, 0) => done(),
        (0, _) => waiting.into(),
        _ => done() + "; " + waiting,
    }
}

/// What was observed beside what was assumed of the same areas, for what can be observed.
fn beside_assumed(learnt: &Learnt) -> Sentence {
    let Some((observed, assumed)) = learnt.seen else { return Sentence::new() };
    let average = if learnt.observed == 1 { "" } else { " on average" };
    let share = |share| Figure::exact(share, Unit::Share);
    match learnt.column {
        "slippage_months" => {
            Sentence::from(format!(", {}{average} (assumed: {})", lateness(observed), lateness(assumed)))
        }
        "realisation" => {
            Sentence::from(", ") + share(observed) + format!(" of plan{average} (assumed: ") + share(assumed) + ")"
        }
        _ => Sentence::new(),
    }
}

/// `2 months late`, `0.5 months early`, `on time`.
fn lateness(months: f64) -> String {
    let tenths = (10.0 * months.abs()).round() / 10.0;
    let months_in_words = if tenths == 1.0 { "1 month".into() } else { format!("{tenths} months") };
    match months {
        _ if tenths == 0.0 => "on time".into(),
        late if late > 0.0 => format!("{months_in_words} late"),
        _ => format!("{months_in_words} early"),
    }
}
