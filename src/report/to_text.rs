//! A forecast as a person reads it on a terminal.

use crate::forecast::Forecast;
use std::path::Path;

/// The summary table, the targets in words, and where the files are.
pub fn to_text(forecast: &Forecast, folder: &Path) -> String {
    format!("{}\nResults are in {}\n", forecast.title, folder.display())
}
