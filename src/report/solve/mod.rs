//! What would have to be true, and what can be promised, for people and programs.

mod records;
mod to_json;

pub use to_json::{contingency_to_json, promise_to_json, solved_to_json};

use super::{Records, to_csv};
use crate::analysis::solve::{Contingency, Promise, Solved};

/// The format that `solve.json` states, by which a folder of results is recognised.
pub(super) const SOLVE_MARK: &str = "foresave solve, format 1";

/// The text files of an answer: name and content, in the order of writing; `solve.json` marks a folder as one of results.
pub fn solved_files(solved: &Solved) -> Vec<(&'static str, String)> {
    vec![
        ("solve.json", solved_to_json(solved)),
        ("solve.csv", to_csv(&Records::answers(solved))),
        ("curve.csv", to_csv(&Records::curves(solved))),
    ]
}

/// Likewise, of what can be promised.
pub fn promise_files(promise: &Promise) -> Vec<(&'static str, String)> {
    vec![("solve.json", promise_to_json(promise)), ("promise.csv", to_csv(&Records::promised(promise)))]
}

/// Likewise, of what must stand beside the plan of a cost.
pub fn contingency_files(contingency: &Contingency) -> Vec<(&'static str, String)> {
    vec![
        ("solve.json", contingency_to_json(contingency)),
        ("contingency.csv", to_csv(&Records::contingency(contingency))),
    ]
}
