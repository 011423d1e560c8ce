//! Laws beside the values that they were fitted to, for people and programs.

mod records;
mod to_json;

pub use to_json::fit_to_json;

use super::{Records, to_csv};
use crate::analysis::fit::Fit;

/// The format that `fit.json` states, by which a folder of results is recognised.
pub(super) const FIT_MARK: &str = "foresave fit, format 1";

/// The text files of a fit: name and content, in the order of writing. `fit.json` comes first, because it marks a
/// folder as one of results.
pub fn fit_files(fit: &Fit) -> Vec<(&'static str, String)> {
    let mut files = vec![("fit.json", fit_to_json(fit)), ("fit.csv", to_csv(&Records::fit(fit)))];
    if !fit.survival.is_empty() {
        files.push(("survival.csv", to_csv(&Records::survival(fit))));
    }
    files
}
