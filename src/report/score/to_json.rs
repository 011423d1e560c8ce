//! `score.json`: every table of a score in one document.

use super::super::Records;
use super::super::manifest::File;
use super::super::to_json::{Rows, written};
use super::SCORE_MARK;
use crate::analysis::score::{LeftOut, Past, Score};

/// The document, with keys in a fixed order and rows with the columns of the CSV files.
pub fn score_to_json(score: &Score) -> String {
    written(&Document {
        format: SCORE_MARK,
        manifest: Manifest {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            title: score.title(),
            files: [File::of(&score.file)],
        },
        forecasts: score.forecasts.iter().map(Forecast::of).collect(),
        score: Rows(&Records::score(score)),
        calibration: Rows(&Records::calibration(score)),
        left_out: score.left_out.iter().map(Left::of).collect(),
    })
}

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    manifest: Manifest<'a>,
    forecasts: Vec<Forecast<'a>>,
    score: Rows<'a>,
    calibration: Rows<'a>,
    left_out: Vec<Left>,
}

#[derive(serde::Serialize)]
struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    title: &'a str,
    files: [File<'a>; 1],
}

/// A forecast that was scored.
#[derive(serde::Serialize)]
struct Forecast<'a> {
    results: &'a str,
    title: &'a str,
    as_of: String,
    end: String,
    terms: &'static str,
}

impl<'a> Forecast<'a> {
    fn of(past: &'a Past) -> Self {
        let terms = if past.is_real { "real" } else { "cash" };
        Forecast {
            results: &past.results,
            title: &past.title,
            as_of: past.as_of.to_string(),
            end: past.last.to_string(),
            terms,
        }
    }
}

/// An outturn that was not scored.
#[derive(serde::Serialize)]
struct Left {
    measure: String,
    year: Option<String>,
    partner: Option<String>,
    reason: &'static str,
}

impl Left {
    fn of(left: &LeftOut) -> Self {
        Left {
            measure: left.key.measure.name(),
            year: left.key.year.map(|year| year.to_string()),
            partner: Some(left.key.part.clone()).filter(|part| !part.is_empty()),
            reason: left.reason.in_words(),
        }
    }
}
