//! Past forecasts beside what came, for people and programs.

mod records;
mod to_json;

use super::{Records, Results};
use crate::analysis::score::Score;

/// The format that `score.json` states, by which a folder of results is recognised.
pub(super) const SCORE_MARK: &str = "foresave score, format 1";

/// Past forecasts beside what came, for programs.
pub fn score_results(score: &Score) -> Results {
    Results {
        marker: "score.json",
        json: to_json::score_to_json(score),
        tables: vec![("score", Records::score(score)), ("calibration", Records::calibration(score))],
    }
}
