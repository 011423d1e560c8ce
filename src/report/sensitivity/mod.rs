//! What drives the spread of a figure, for people and programs.

mod records;
mod to_json;

use super::{Records, Results};
use crate::analysis::sensitivity::Sensitivity;

/// The format that `sensitivity.json` states, by which a folder of results is recognised.
pub(super) const SENSITIVITY_MARK: &str = "foresave sensitivity, format 1";

/// What drives the spread, for programs.
pub fn sensitivity_results(sensitivity: &Sensitivity) -> Results {
    Results {
        marker: "sensitivity.json",
        json: to_json::sensitivity_to_json(sensitivity),
        tables: vec![
            ("indices", Records::indices(sensitivity)),
            ("tornado", Records::tornado(sensitivity)),
            ("without", Records::without(sensitivity)),
            ("switching", Records::switching(sensitivity)),
        ],
    }
}
