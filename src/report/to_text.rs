//! A forecast as a person reads it on a terminal: plain text of at most 80 columns, without colours.
//!
//! It says no more than the figures bear: amounts are rounded to their Monte Carlo errors, chances are
//! counted in simulated futures, and what is certain is not called a chance.

use super::text::{cautious, heading, learnt, precision, standing, table, targets, workforce};
use crate::forecast::Forecast;
use std::path::Path;

/// The forecast, and where its files are.
pub fn to_text(forecast: &Forecast, folder: &Path) -> String {
    format!("{}\nThe files are in {}\n", forecast_to_text(forecast), folder.display())
}

/// The tables, the targets in words and what the run was: the same forecast gives the same bytes.
pub fn forecast_to_text(forecast: &Forecast) -> String {
    let sections = [
        heading::section(forecast),
        table::section(forecast),
        cautious::section(forecast),
        targets::section(forecast),
        workforce::section(forecast),
        learnt::section(forecast),
        standing::section(forecast),
        precision::section(forecast),
    ];
    sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n")
}
