//! Past forecasts beside what came, for people and programs.

mod records;
mod to_json;

pub use to_json::score_to_json;

use super::{Records, to_csv};
use crate::analysis::score::Score;

/// The format that `score.json` states, by which a folder of results is recognised.
pub(super) const SCORE_MARK: &str = "foresave score, format 1";

/// The text files of a score: name and content, in the order of writing. `score.json` comes first, because it marks a
/// folder as one of results.
pub fn score_files(score: &Score) -> [(&'static str, String); 3] {
    [
        ("score.json", score_to_json(score)),
        ("score.csv", to_csv(&Records::score(score))),
        ("calibration.csv", to_csv(&Records::calibration(score))),
    ]
}
