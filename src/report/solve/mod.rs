//! What would have to be true, and what can be promised, for people and programs.

mod records;
mod to_json;

use super::{Records, Results};
use crate::analysis::solve::{Contingency, Promise, Solved};
use to_json::{contingency_to_json, promise_to_json, solved_to_json};

/// The format that `solve.json` states, by which a folder of results is recognised.
pub(super) const SOLVE_MARK: &str = "foresave solve, format 1";

/// The JSON document and tables of an answer; `solve.json` marks a folder as one of results.
fn results(json: String, tables: Vec<(&'static str, Records)>) -> Results {
    Results { marker: "solve.json", json, tables }
}

/// What would have to be true, for programs.
pub fn solved_results(solved: &Solved) -> Results {
    results(solved_to_json(solved), vec![("solve", Records::answers(solved)), ("curve", Records::curves(solved))])
}

/// Likewise, what can be promised.
pub fn promise_results(promise: &Promise) -> Results {
    results(promise_to_json(promise), vec![("promise", Records::promised(promise))])
}

/// Likewise, what must stand beside the plan of a cost.
pub fn contingency_results(contingency: &Contingency) -> Results {
    results(contingency_to_json(contingency), vec![("contingency", Records::contingency(contingency))])
}
