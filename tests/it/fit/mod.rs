//! `fit` beside an independent fit of published samples, and what it says of columns that bear none.

mod errors;
mod published;
mod rules;

use foresave::analysis::fit::{Candidate, Fit, Interval, Question, fit};
use foresave::diagnostic::Diagnostics;
use foresave::engine::{Engine, Watch};
use foresave::scenario::{self, Cases, Files};

/// The column of a table.
fn cases(text: &str, column: &str, not_yet: Option<&str>) -> Result<Cases, Diagnostics> {
    let files = Files::in_memory("past.csv", [("past.csv", text.as_bytes().to_vec())]);
    scenario::cases(&files, column, not_yet)
}

/// A table of one column `months`.
fn column(values: &[f64]) -> String {
    let lines: Vec<String> = values.iter().map(f64::to_string).collect();
    format!("months\n{}\n", lines.join("\n"))
}

fn of(cases: &Cases, within: Option<(f64, f64)>) -> Fit {
    let question = Question { within: within.map(|(min, max)| Interval { min, max }), seed: 1 };
    fit(cases, question, &Engine::new(Some(2)), &Watch::default()).unwrap()
}

fn of_values(values: &[f64], within: Option<(f64, f64)>) -> Fit {
    of(&cases(&column(values), "months", None).unwrap(), within)
}

fn candidate<'f>(fit: &'f Fit, law: &str) -> &'f Candidate {
    fit.candidates.iter().find(|candidate| candidate.law == law).unwrap()
}

fn best(fit: &Fit) -> Option<&str> {
    fit.candidates.iter().find(|candidate| candidate.is_best).map(|candidate| candidate.law)
}
