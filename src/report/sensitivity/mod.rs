//! What drives the spread of a figure, for people and programs.

mod records;
mod to_json;

pub use to_json::sensitivity_to_json;

use super::{Records, to_csv};
use crate::analysis::sensitivity::Sensitivity;

/// The format that `sensitivity.json` states, by which a folder of results is recognised.
pub(super) const SENSITIVITY_MARK: &str = "foresave sensitivity, format 1";

/// The text files: name and content, in the order of writing; `sensitivity.json` marks a folder as one of results.
pub fn sensitivity_files(sensitivity: &Sensitivity) -> [(&'static str, String); 5] {
    [
        ("sensitivity.json", sensitivity_to_json(sensitivity)),
        ("indices.csv", to_csv(&Records::indices(sensitivity))),
        ("tornado.csv", to_csv(&Records::tornado(sensitivity))),
        ("without.csv", to_csv(&Records::without(sensitivity))),
        ("switching.csv", to_csv(&Records::switching(sensitivity))),
    ]
}
