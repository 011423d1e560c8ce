//! `run.json`: every table of a run in one document, and what the run was.

use super::compose::MadeOf;
use super::folder::RUN_MARK;
use super::manifest::{Analysis, Manifest};
use super::{Cell, Records, bridge_records};
use crate::analysis::bridge::PlanBridge;
use crate::diagnostic::{Diagnostics, Severity};
use crate::forecast::{Forecast, Learnt};
use serde::ser::{Serialize, SerializeMap, Serializer};

/// What `run.json` has beside the forecast.
#[derive(Clone, Copy, Debug, Default)]
pub struct Beside<'a> {
    /// From the plan to the forecast, where that was found.
    pub bridge: Option<&'a PlanBridge>,
    /// The analyses whose results stand in folders of their names, and what each was made of.
    pub analyses: &'a [(&'static str, &'a MadeOf)],
}

/// The document, with keys in a fixed order and rows with the columns of the CSV files; `found` are the warnings and notes
/// of reading the scenario.
pub fn to_json(forecast: &Forecast, found: &Diagnostics, beside: &Beside) -> String {
    let bridge = beside.bridge.map(bridge_records);
    let analyses = beside.analyses.iter().map(|(command, made_of)| Analysis::of(command, made_of)).collect();
    let document = Document {
        format: RUN_MARK,
        manifest: Manifest::of_forecast(forecast).beside(analyses),
        warnings: found.list_to_json(|severity| severity == Severity::Warning),
        notes: found.list_to_json(|severity| severity == Severity::Note),
        summary: Rows(&Records::summary(forecast)),
        partners: Rows(&Records::partners(forecast)),
        workforce: Rows(&Records::workforce(forecast)),
        areas: Rows(&Records::areas(forecast)),
        targets: Rows(&Records::targets(forecast)),
        targets_by_year: Rows(&Records::targets_by_year(forecast)),
        bridge: bridge.as_ref().map(Rows),
        net_saving_curve: forecast.net_saving_curve.iter().map(Point::of).collect(),
        learnt: forecast.learnt.iter().map(Lesson::of).collect(),
        register: forecast.register.as_ref().map(|marks| {
            let standing = |&(mark, figures): &(crate::programme::Mark, usize)| Standing { mark: mark.name(), figures };
            marks.iter().map(standing).collect()
        }),
        not_in_register: forecast.uncovered,
    };
    written(&document)
}

/// A document as indented JSON.
pub(super) fn written(document: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(document).expect("strings and numbers can be written as JSON");
    text.push('\n');
    text
}

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    manifest: Manifest<'a>,
    warnings: Vec<serde_json::Value>,
    notes: Vec<serde_json::Value>,
    summary: Rows<'a>,
    partners: Rows<'a>,
    workforce: Rows<'a>,
    areas: Rows<'a>,
    targets: Rows<'a>,
    targets_by_year: Rows<'a>,
    /// From the plan to the forecast; null where the programme is too large for it to be found on the way.
    bridge: Option<Rows<'a>>,
    net_saving_curve: Vec<Point>,
    learnt: Vec<Lesson<'a>>,
    register: Option<Vec<Standing>>,
    not_in_register: usize,
}

/// A point of the S-curve: the probability that the horizon's net saving is below so many pounds.
#[derive(serde::Serialize)]
struct Point {
    probability: Option<f64>,
    net_saving: Option<f64>,
}

impl Point {
    fn of(&(probability, net_saving): &(f64, f64)) -> Self {
        Point { probability: Cell::Fraction(probability).number(), net_saving: Cell::Pounds(net_saving).number() }
    }
}

#[derive(serde::Serialize)]
struct Lesson<'a> {
    column: &'static str,
    among: &'a str,
    observed: usize,
    not_yet: usize,
    observed_mean: Option<f64>,
    assumed_mean: Option<f64>,
    mean: Option<f64>,
    sd: Option<f64>,
}

impl<'a> Lesson<'a> {
    fn of(learnt: &'a Learnt) -> Self {
        Lesson {
            column: learnt.column,
            among: &learnt.among,
            observed: learnt.observed,
            not_yet: learnt.not_yet,
            observed_mean: learnt.seen.and_then(|(observed, _)| Cell::Fraction(observed).number()),
            assumed_mean: learnt.seen.and_then(|(_, assumed)| Cell::Fraction(assumed).number()),
            mean: Cell::Fraction(learnt.mean).number(),
            sd: Cell::Fraction(learnt.sd).number(),
        }
    }
}

/// How many figures of the scenario stand on a mark of the register.
#[derive(serde::Serialize)]
struct Standing {
    mark: &'static str,
    figures: usize,
}

/// Records as a list of objects.
pub(super) struct Rows<'a>(pub(super) &'a Records);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let columns = &self.0.columns;
        serializer.collect_seq(self.0.rows.iter().map(|cells| Row { columns, cells }))
    }
}

struct Row<'a> {
    columns: &'a [String],
    cells: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(self.cells) {
            object.serialize_entry(column, cell)?;
        }
        object.end()
    }
}

impl Serialize for Cell {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Cell::Text(text) => serializer.serialize_str(text),
            Cell::Yes(yes) => serializer.serialize_bool(*yes),
            Cell::Blank | Cell::Pounds(_) | Cell::Exact(_) | Cell::Number(_) | Cell::Fraction(_) => {
                self.number().serialize(serializer)
            }
        }
    }
}
