//! What a forecast says.

mod certainty;
mod learnt;
mod position;
mod register;
mod targets;
mod workforce;
mod years;

pub(super) use register::standing;

use crate::forecast::Forecast;
use crate::programme::Terms;
use crate::report::document::{Document, Section, Sentence, name};
use crate::report::illustrative;
use crate::report::words::{Figures, years as in_years};

/// The sections that a terminal shows, in this order.
pub const TERMINAL: [&str; 7] = ["summary", "forecast", "confidence", "position", "workforce", "assumptions", "method"];

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
