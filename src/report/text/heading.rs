//! What is forecast, as at when, in which pounds.

use super::wrap::paragraph;
use crate::forecast::Forecast;
use crate::programme::Terms;
use crate::report::illustrative::{ILLUSTRATIVE, is_illustrative};

/// Title, years, data date and terms; then the scenario's own source and notes.
pub fn section(forecast: &Forecast) -> String {
    let terms = match forecast.terms {
        Terms::Cash => "in cash terms".to_string(),
        Terms::Real => format!("in real terms, {} prices", forecast.price_base),
    };
    let as_at = format!("Forecast for {} as at 1 {}, {terms}.", years(forecast), forecast.as_of.in_words());
    let mut text = paragraph(&forecast.title, 0) + &paragraph(&as_at, 0);
    if is_illustrative(forecast) {
        text.push_str(&paragraph(ILLUSTRATIVE, 0));
    }
    for (label, words) in [("Source", &forecast.source), ("Note", &forecast.notes)] {
        if let Some(words) = words.as_deref().filter(|words| !words.trim().is_empty()) {
            text.push_str(&paragraph(&format!("{label}: {words}"), 0));
        }
    }
    text
}

/// `2017/18 to 2022/23`, or the one year.
pub fn years(forecast: &Forecast) -> String {
    let (first, last) = (forecast.horizon.first(), forecast.horizon.last());
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}
