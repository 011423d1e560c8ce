//! `explain.csv`, `delivery.csv`, `changes.csv` and `explain.json`.

use super::super::manifest::Manifest;
use super::super::to_json::{Rows, written};
use super::super::{Cell, Records, Results};
use super::EXPLAIN_MARK;
use super::rounding::Written;
use crate::analysis::explain::{ExplainedStep, Explanation};
use crate::forecast::Estimate;
use crate::programme::Measure;

/// The statistics, in the order of the columns.
const STATISTICS: [&str; 5] = ["mean", "p10", "p50", "p90", "chance"];
const CHANCE: usize = 4;

/// What moved a figure, for programs.
pub fn explanation_results(explanation: &Explanation) -> Results {
    let tables = [("explain", steps(explanation)), ("changes", changes(explanation))];
    let delivery = delivery(explanation).map(|records| ("delivery", records));
    let tables = tables.into_iter().chain(delivery).collect();
    Results { marker: "explain.json", json: explanation_to_json(explanation), tables }
}

/// Every table of an explanation in one document, with the manifests of both scenarios.
fn explanation_to_json(explanation: &Explanation) -> String {
    let manifest = |programme| Manifest::of_programme(programme, &explanation.run);
    written(&Document {
        format: EXPLAIN_MARK,
        before: manifest(&explanation.before),
        manifest: manifest(&explanation.after),
        measure: explanation.figure.measure.name(),
        year: explanation.figure.year.map(|year| year.to_string()),
        part: explanation.part_name.as_deref(),
        target: explanation.figure.target.as_ref().map(|target| target.name.as_str()),
        orders: explanation.pairs,
        explain: Rows(&steps(explanation)),
        delivery: delivery(explanation).as_ref().map(Rows),
        changes: Rows(&changes(explanation)),
    })
}

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    before: Manifest<'a>,
    manifest: Manifest<'a>,
    measure: String,
    year: Option<String>,
    part: Option<&'a str>,
    target: Option<&'a str>,
    /// Pairs of orders that were drawn; null where all mixtures were looked at.
    orders: Option<usize>,
    explain: Rows<'a>,
    delivery: Option<Rows<'a>>,
    changes: Rows<'a>,
}

/// The names of two ends, and what they are; the parts between, with the number of their entries.
pub(super) struct Bridge<'a> {
    pub(super) measure: Measure,
    pub(super) names: [&'static str; 2],
    pub(super) ends: &'a [Vec<Estimate>; 2],
    pub(super) steps: Vec<(String, Option<usize>, &'a [Estimate])>,
}

impl Bridge<'_> {
    /// The rows of `explain.csv`: rounded parts add up to what the rounded ends differ by.
    pub(super) fn records(&self) -> Records {
        let rounded = self.rounded();
        let mut rows = vec![self.end(0)];
        for (place, (name, entries, parts)) in self.steps.iter().enumerate() {
            let mut cells = vec![Cell::text(name), Cell::optional(*entries)];
            for statistic in 0..STATISTICS.len() {
                let cell = rounded.get(statistic).map(|parts| self.written(statistic).cell(parts[place]));
                cells.extend([cell.unwrap_or(Cell::Blank), self.error(statistic, parts.get(statistic))]);
            }
            rows.push(cells);
        }
        rows.push(self.end(1));
        Records { columns: columns(&["step", "entries"]), rows }
    }

    /// The parts as they are written, by statistic, then step.
    pub(super) fn rounded(&self) -> Vec<Vec<f64>> {
        let of = |statistic: usize| {
            let parts: Vec<f64> = self.steps.iter().map(|(_, _, parts)| parts[statistic].value).collect();
            let [from, to] = [0, 1].map(|end: usize| self.ends[end][statistic].value);
            self.written(statistic).parts(&parts, from, to)
        };
        (0..self.ends[0].len()).map(of).collect()
    }

    fn end(&self, end: usize) -> Vec<Cell> {
        let mut cells = vec![Cell::text(self.names[end]), Cell::Blank];
        for statistic in 0..STATISTICS.len() {
            let estimate = self.ends[end].get(statistic);
            let value = estimate.map(|estimate| self.written(statistic).cell(estimate.value));
            cells.extend([value.unwrap_or(Cell::Blank), self.error(statistic, estimate)]);
        }
        cells
    }

    fn error(&self, statistic: usize, estimate: Option<&Estimate>) -> Cell {
        estimate.map_or(Cell::Blank, |estimate| self.written(statistic).cell(estimate.error))
    }

    fn written(&self, statistic: usize) -> Written {
        written_as(self.measure, statistic)
    }
}

fn written_as(measure: Measure, statistic: usize) -> Written {
    if statistic == CHANCE { Written::Fraction } else { Written::of(measure) }
}

fn columns(first: &[&str]) -> Vec<String> {
    let of = |statistic: &str| [statistic.to_owned(), format!("{statistic}_error")];
    first.iter().map(|name| (*name).to_owned()).chain(STATISTICS.into_iter().flat_map(of)).collect()
}

pub(super) fn bridge(explanation: &Explanation) -> Bridge<'_> {
    let step = |step: &'_ ExplainedStep| (step.name.clone(), Some(step.changes.len()));
    let steps = explanation.steps.iter().map(|explained| {
        let (name, entries) = step(explained);
        (name, entries, explained.parts.as_slice())
    });
    Bridge {
        measure: explanation.figure.measure,
        names: ["before", "after"],
        ends: &explanation.ends,
        steps: steps.collect(),
    }
}

fn steps(explanation: &Explanation) -> Records {
    bridge(explanation).records()
}

/// What happened and what was learnt, which add up to the step as it is written.
fn delivery(explanation: &Explanation) -> Option<Records> {
    let of = explanation.delivery.as_ref()?;
    let place = explanation.delivery_step?;
    let whole = bridge(explanation).rounded();
    let measure = explanation.figure.measure;
    let rounded: Vec<Vec<f64>> = (0..of[0].len())
        .map(|statistic| {
            let parts = [of[0][statistic].value, of[1][statistic].value];
            written_as(measure, statistic).parts_of(&parts, whole[statistic][place])
        })
        .collect();
    let row = |side: usize, name: &str| {
        let mut cells = vec![Cell::text(name)];
        for statistic in 0..STATISTICS.len() {
            match of[side].get(statistic) {
                Some(estimate) => {
                    let written = written_as(measure, statistic);
                    cells.extend([written.cell(rounded[statistic][side]), written.cell(estimate.error)]);
                }
                None => cells.extend([Cell::Blank, Cell::Blank]),
            }
        }
        cells
    };
    Some(Records { columns: columns(&["step"]), rows: vec![row(0, "happened"), row(1, "learnt")] })
}

fn changes(explanation: &Explanation) -> Records {
    let columns = ["step", "entry", "column", "before", "after"].map(String::from).to_vec();
    let rows = explanation.steps.iter().flat_map(|step| {
        step.changes.iter().map(|change| {
            [&step.name, &change.entry, &change.column, &change.before, &change.after].map(Cell::text).to_vec()
        })
    });
    Records { columns, rows: rows.collect() }
}
