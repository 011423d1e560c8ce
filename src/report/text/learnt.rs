//! What delivery so far has taught about what is still to come.

use super::super::figures::per_cent;
use super::wrap::paragraph;
use crate::forecast::{Forecast, Learnt};

/// A common cause whose score has moved less than this says nothing new.
const NEXT_TO_NOTHING: f64 = 0.1;
/// One that has moved by more than this has moved much: a standard deviation of what was thought before.
const MUCH: f64 = 1.0;

/// One paragraph for each common cause about which something was learnt.
pub fn section(forecast: &Forecast) -> String {
    if forecast.learnt.is_empty() {
        return String::new();
    }
    let mut text = "Delivery so far\n".to_string();
    for learnt in &forecast.learnt {
        text.push_str(&paragraph(&lesson(learnt), 2));
    }
    text
}

fn lesson(learnt: &Learnt) -> String {
    let degree = if learnt.mean.abs() > MUCH { "much " } else { "" };
    let is_more = learnt.mean > 0.0;
    // Each area is held against its own distribution, so that an average may say the opposite.
    let is_at_odds = learnt.seen.is_some_and(|(observed, assumed)| (observed > assumed) != is_more);
    let together = match learnt.not_yet {
        _ if learnt.observed == 0 => "That is",
        0 if is_at_odds => "Area by area that is",
        0 => "That is",
        _ => "Together that is",
    };
    let (finding, consequence) = match (learnt.column, is_more) {
        _ if learnt.mean.abs() < NEXT_TO_NOTHING => {
            return format!(
                "{}: {}. That is about what was assumed, so the forecast of the others hardly changes.",
                subject(learnt),
                evidence(learnt)
            );
        }
        ("slippage_months", true) => ("later", "the areas still to come are forecast later"),
        ("slippage_months", false) => ("earlier", "the areas still to come are forecast earlier"),
        ("realisation", true) => ("more", "the others are forecast to save more of their plan"),
        ("realisation", false) => ("less", "the others are forecast to save less of their plan"),
        (_, true) => ("higher", "the others are forecast higher"),
        (_, false) => ("lower", "the others are forecast lower"),
    };
    format!(
        "{}: {}. {together} {degree}{finding} than assumed, so {consequence} than the scenario says of them alone.",
        subject(learnt),
        evidence(learnt)
    )
}

/// What was looked at, and in which areas.
fn subject(learnt: &Learnt) -> String {
    let what = match learnt.column {
        "slippage_months" => "Going live".into(),
        "realisation" => "Saving what was planned".into(),
        column => format!("The {}", column.replace('_', " ")),
    };
    format!("{what} ({})", learnt.among)
}

fn evidence(learnt: &Learnt) -> String {
    let areas = |count: usize| if count == 1 { "1 area".into() } else { format!("{count} areas") };
    let done = format!("{} observed{}", areas(learnt.observed), beside_assumed(learnt));
    let waiting = format!("{} not live yet that could be", areas(learnt.not_yet));
    match (learnt.observed, learnt.not_yet) {
        (_, 0) => done,
        (0, _) => waiting,
        _ => format!("{done}; {waiting}"),
    }
}

/// What was observed beside what was assumed of the same areas, for what can be observed.
fn beside_assumed(learnt: &Learnt) -> String {
    let Some((observed, assumed)) = learnt.seen else {
        return String::new();
    };
    let average = if learnt.observed == 1 { "" } else { " on average" };
    match learnt.column {
        "slippage_months" => format!(", {}{average} (assumed: {})", lateness(observed), lateness(assumed)),
        "realisation" => format!(", {} of plan{average} (assumed: {})", percent(observed), percent(assumed)),
        _ => String::new(),
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

fn percent(share: f64) -> String {
    format!("{}%", per_cent(share, 0))
}
