//! `fit.json`: every table of a fit in one document.

use super::super::Records;
use super::super::manifest::File;
use super::super::to_json::{Rows, written};
use super::FIT_MARK;
use crate::analysis::fit::{Fit, Verdict};

/// The document, with keys in a fixed order and rows with the columns of the CSV files.
pub fn fit_to_json(fit: &Fit) -> String {
    let seen = &fit.observations;
    written(&Document {
        format: FIT_MARK,
        manifest: Manifest {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            title: &fit.title(),
            column: &fit.column,
            min: fit.question.within.map(|on| on.min),
            max: fit.question.within.map(|on| on.max),
            seed: fit.question.seed,
            files: [File::of(&fit.file)],
        },
        verdict: match fit.verdict {
            Verdict::Law { .. } => "law",
            Verdict::NoneFits => "none fits",
            Verdict::TooFew => "too few values to choose",
            Verdict::Judgement => "judgement",
        },
        finished: seen.finished(),
        not_yet: seen.bounds.len(),
        nil: seen.nils,
        blank: seen.blanks,
        not_counted: seen.uncounted,
        fit: Rows(&Records::fit(fit)),
        survival: Rows(&Records::survival(fit)),
    })
}

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    manifest: Manifest<'a>,
    verdict: &'static str,
    finished: usize,
    not_yet: usize,
    /// Values that are exactly nil, where these are a share of their own.
    nil: usize,
    blank: usize,
    /// Bounds of nil or less, which say nothing beside a share of nil.
    not_counted: usize,
    fit: Rows<'a>,
    survival: Rows<'a>,
}

#[derive(serde::Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    title: &'a str,
    column: &'a str,
    min: Option<f64>,
    max: Option<f64>,
    seed: u64,
    files: [File<'a>; 1],
}
