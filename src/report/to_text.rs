//! A forecast as a person reads it on a terminal: plain text of at most 80 columns, without colours.
//!
//! It says no more than the figures bear: amounts are rounded to their Monte Carlo errors, chances are
//! counted in simulated futures, and what is certain is not called a chance.

use super::text::{cautious, heading, learnt, precision, standing, table, targets, workforce};
use crate::forecast::Forecast;
use std::path::Path;

/// The tables, the targets in words, what the run was, and where the files are.
pub fn to_text(forecast: &Forecast, folder: &Path) -> String {
    let sections = [
        heading::section(forecast),
        table::section(forecast),
        cautious::section(forecast),
        targets::section(forecast),
        workforce::section(forecast),
        learnt::section(forecast),
        standing::section(forecast),
        precision::section(forecast),
        format!("The files are in {}\n", folder.display()),
    ];
    sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n")
}
