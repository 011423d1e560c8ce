//! What a forecast says.

mod certainty;
mod learnt;
mod position;
mod register;
mod targets;
mod workforce;
mod years;

pub(super) use register::standing;

use super::analyses::plan_bridge_section;
use crate::analysis::bridge::PlanBridge;
use crate::forecast::Forecast;
use crate::programme::Terms;
use crate::report::document::{Document, Section, Sentence, name};
use crate::report::illustrative;
use crate::report::words::{Figures, years as in_years};

/// The sections that a terminal shows, in this order.
pub const TERMINAL: [&str; 8] =
    ["summary", "forecast", "bridge", "confidence", "position", "workforce", "assumptions", "method"];

/// The report of a forecast.
pub fn forecast(forecast: &Forecast) -> Document {
    let figures = Figures::of_forecast(forecast);
    let sections = vec![
        summary(forecast),
        position::section(forecast),
        years::section(forecast, &figures),
        targets::section(forecast, &figures),
        workforce::section(forecast, &figures),
        register::section(forecast),
        certainty::section(forecast, &figures),
    ];
    Document::new(name(&forecast.title), sections)
}

/// The report of a forecast with the bridge from the plan to it, or with a word on how to ask for it.
pub fn forecast_with_bridge(of: &Forecast, bridge: Option<&PlanBridge>) -> Document {
    let mut document = forecast(of);
    let section = bridge.map_or_else(ask_for_bridge, plan_bridge_section);
    let behind = document.sections.iter().position(|section| section.id == "forecast").map_or(0, |place| place + 1);
    document.sections.insert(behind, section);
    document
}

fn ask_for_bridge() -> Section {
    let mut section = Section::new("bridge", "From the plan to the forecast");
    section
        .paragraph(["What makes the forecast differ from the plan: ask `foresave explain` with this scenario.".into()]);
    section
}

/// What is forecast, as at when, in which pounds; then the scenario's own source and notes.
fn summary(forecast: &Forecast) -> Section {
    let mut section = Section::new("summary", "Purpose and summary");
    let terms = match forecast.terms {
        Terms::Cash => "in cash terms".to_string(),
        Terms::Real => format!("in real terms, {} prices", forecast.price_base),
    };
    let (years, date) = (in_years(forecast.horizon), forecast.as_of.in_words());
    section.paragraph([format!("Forecast for {years} as at 1 {date}, {terms}.").into()]);
    if let Some(warning) = illustrative::warning(forecast) {
        section.paragraph([warning.into()]);
    }
    for (label, words) in [("Source: ", &forecast.source), ("Note: ", &forecast.notes)] {
        if let Some(words) = words.as_deref().filter(|words| !words.trim().is_empty()) {
            section.paragraph([Sentence::from(label) + name(words)]);
        }
    }
    section
}

#[cfg(test)]
mod tests;
