//! What past forecasts were worth: outturns beside the quantiles that had been forecast of them.
//!
//! Every outturn that a forecast has, and whose year had not ended at its data date, is scored by the quantile score,
//! by the ranges that held it, and by the errors of median and plan. Outturns of one forecast hang together: intervals
//! of shares are those of independent outturns, and are too narrow.

mod calibration;
mod past;
mod scored;

pub use calibration::{Calibration, Coverage};
pub use past::{Foretold, Key, Past};
pub use scored::{Fell, Scored};

use crate::programme::{InputFile, Measure};
use crate::scenario::{Outturn, Outturns};

/// Fewer outturns are no ground for a claim on ranges.
pub const FEWEST: usize = 10;

/// Forecasts beside outturns.
#[derive(Clone, Debug)]
pub struct Score {
    /// The forecasts, in the order named.
    pub forecasts: Vec<Past>,
    /// The table of outturns.
    pub file: InputFile,
    /// The outturns that were scored, by forecast.
    pub rows: Vec<Row>,
    /// By years ahead, and of all at the end.
    pub calibration: Vec<Calibration>,
    /// Outturns that were not scored, and why.
    pub left_out: Vec<LeftOut>,
}

impl Score {
    /// What its results are called: the title of the first forecast.
    pub fn title(&self) -> &str {
        self.forecasts.first().map_or("", |past| &past.title)
    }

    /// A measure in whose unit all outturns are; none where they are of several units.
    pub fn unit(&self) -> Option<Measure> {
        let first = self.rows.first()?.key.measure;
        let is_alike = |row: &Row| {
            row.key.measure.is_money() == first.is_money() && (first.is_money() || row.key.measure == first)
        };
        self.rows.iter().all(is_alike).then_some(first)
    }
}

/// An outturn beside a forecast of it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The position of the forecast.
    pub forecast: usize,
    /// The figure.
    pub key: Key,
    /// How many years ahead it was, counting from the year of the data date.
    pub years_ahead: i32,
    /// What came.
    pub actual: f64,
    /// What was foretold.
    pub foretold: Foretold,
    /// How that did.
    pub scored: Scored,
}

/// An outturn that no forecast was scored by.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftOut {
    /// The figure.
    pub key: Key,
    /// Why.
    pub reason: Reason,
}

/// Why an outturn is not scored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// No forecast has it.
    NotForecast,
    /// It had been reported before the data date of every forecast that has it.
    KnownBefore,
    /// It is a year, which has no score.
    Label,
}

impl Reason {
    /// In words that go on from "since".
    pub fn in_words(self) -> &'static str {
        match self {
            Reason::NotForecast => "no forecast has it",
            Reason::KnownBefore => "its year had ended before the data date",
            Reason::Label => "a year has no score",
        }
    }
}

/// Sets outturns beside forecasts of them.
pub fn score(forecasts: Vec<Past>, outturns: &Outturns) -> Score {
    let mut rows = Vec::new();
    for (forecast, past) in forecasts.iter().enumerate() {
        rows.extend(outturns.rows.iter().filter_map(|outturn| row(forecast, past, outturn)));
    }
    let left_out = (outturns.rows.iter())
        .filter(|outturn| !rows.iter().any(|row: &Row| row.key == key(outturn)))
        .map(|outturn| LeftOut { key: key(outturn), reason: reason(&forecasts, outturn) });
    let left_out = left_out.collect();
    let calibration = if rows.is_empty() { Vec::new() } else { calibration::calibrate(&rows) };
    Score { forecasts, file: outturns.file.clone(), rows, calibration, left_out }
}

fn key(outturn: &Outturn) -> Key {
    Key { part: outturn.partner.clone().unwrap_or_default(), measure: outturn.measure, year: outturn.year }
}

fn row(forecast: usize, past: &Past, outturn: &Outturn) -> Option<Row> {
    let (key, actual) = (key(outturn), outturn.actual?);
    let foretold = *past.of(&key)?;
    let years_ahead = past.years_ahead(key.year)?;
    Some(Row { forecast, key, years_ahead, actual, foretold, scored: Scored::of(actual, &foretold) })
}

fn reason(forecasts: &[Past], outturn: &Outturn) -> Reason {
    if outturn.measure.is_label() {
        return Reason::Label;
    }
    let is_forecast = forecasts.iter().any(|past| past.of(&key(outturn)).is_some());
    if is_forecast { Reason::KnownBefore } else { Reason::NotForecast }
}
