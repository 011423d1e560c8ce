//! `compare.csv`, `compare_targets.csv` and `compare.json`.

use super::super::manifest::Manifest;
use super::super::to_json::{Rows, written};
use super::super::{Cell, Records, Results};
use super::{COMPARE_MARK, amount};
use crate::analysis::compare::{Compared, ComparedRow, ComparedValue, Comparison, Difference, Paybacks};
use crate::programme::Measure;

const COLUMNS: [&str; 30] = [
    "scenario",
    "part",
    "measure",
    "year",
    "base_plan",
    "plan",
    "base_mean",
    "mean",
    "base_p10",
    "p10",
    "base_p50",
    "p50",
    "base_p90",
    "p90",
    "mean_change_error",
    "p10_change_error",
    "p50_change_error",
    "p90_change_error",
    "difference_sd",
    "difference_p5",
    "difference_p10",
    "difference_p20",
    "difference_p25",
    "difference_p50",
    "difference_p75",
    "difference_p80",
    "difference_p90",
    "difference_p95",
    "chance_higher",
    "chance_equal",
];

/// Scenarios side by side, for programs.
pub fn comparison_results(comparison: &Comparison) -> Results {
    Results {
        marker: "compare.json",
        json: comparison_to_json(comparison),
        tables: vec![("compare", rows(comparison)), ("compare_targets", targets(comparison))],
    }
}

/// Every table of a comparison in one document, with the manifest of every scenario.
fn comparison_to_json(comparison: &Comparison) -> String {
    let manifest = |programme| Manifest::of_programme(programme, &comparison.run);
    written(&Document {
        format: COMPARE_MARK,
        manifest: manifest(&comparison.base.programme),
        others: comparison
            .others
            .iter()
            .map(|other| OtherFacts {
                scenario: &other.candidate.name,
                manifest: manifest(&other.candidate.programme),
                notes: &other.notes,
            })
            .collect(),
        compare: Rows(&rows(comparison)),
        targets: Rows(&targets(comparison)),
    })
}

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    manifest: Manifest<'a>,
    others: Vec<OtherFacts<'a>>,
    compare: Rows<'a>,
    targets: Rows<'a>,
}

#[derive(serde::Serialize)]
struct OtherFacts<'a> {
    scenario: &'a str,
    manifest: Manifest<'a>,
    notes: &'a [String],
}

fn rows(comparison: &Comparison) -> Records {
    let of = |other: &Compared| {
        let name = other.candidate.name.clone();
        other.rows.iter().map(move |compared| row(&name, compared)).collect::<Vec<_>>()
    };
    Records { columns: COLUMNS.map(String::from).to_vec(), rows: comparison.others.iter().flat_map(of).collect() }
}

fn row(scenario: &str, compared: &ComparedRow) -> Vec<Cell> {
    let part = compared.part.as_deref();
    let mut cells = vec![Cell::text(scenario), Cell::optional(part), Cell::text(compared.measure.name())];
    cells.push(Cell::optional(compared.year));
    match &compared.value {
        ComparedValue::Amounts { plans, difference } => {
            cells.extend(plans.map(|plan| amount(compared.measure, plan)));
            match difference {
                Some(difference) => cells.extend(amounts(compared.measure, difference)),
                None => cells.resize(COLUMNS.len(), Cell::Blank),
            }
        }
        ComparedValue::Paybacks { plans, paybacks } => {
            cells.extend(plans.map(Cell::optional));
            match paybacks {
                Some(paybacks) => cells.extend(labels(paybacks)),
                None => cells.resize(COLUMNS.len(), Cell::Blank),
            }
        }
    }
    cells
}

fn amounts(measure: Measure, difference: &Difference) -> Vec<Cell> {
    let cell = |value: f64| amount(measure, Some(value));
    let of_mean = |value: f64| amount(measure, measure.has_mean().then_some(value));
    let mut cells = vec![of_mean(difference.base[0]), of_mean(difference.other[0])];
    for at in 1..4 {
        cells.extend([cell(difference.base[at]), cell(difference.other[at])]);
    }
    cells.push(of_mean(difference.errors[0]));
    cells.extend(difference.errors[1..].iter().copied().map(cell));
    cells.push(of_mean(difference.sd));
    cells.extend(difference.quantiles.map(cell));
    cells.extend([difference.higher, difference.equal].map(Cell::Fraction));
    cells
}

fn labels(paybacks: &Paybacks) -> Vec<Cell> {
    let mut cells = vec![Cell::Blank; 2];
    for (base, other) in paybacks.base.iter().zip(&paybacks.other) {
        cells.extend([Cell::text(base), Cell::text(other)]);
    }
    cells.resize(COLUMNS.len() - 8, Cell::Blank);
    cells.extend([paybacks.higher, paybacks.equal].map(Cell::Fraction));
    cells
}

fn targets(comparison: &Comparison) -> Records {
    let columns = ["scenario", "target", "base_chance", "chance", "change_error"].map(String::from).to_vec();
    let of = |other: &Compared| {
        let name = other.candidate.name.clone();
        let row = move |target: &crate::analysis::compare::TargetChange| {
            let mut cells = vec![Cell::text(&name), Cell::text(&target.name)];
            cells.extend([target.base, target.other, target.error].map(Cell::Fraction));
            cells
        };
        other.targets.iter().map(row).collect::<Vec<_>>()
    };
    Records { columns, rows: comparison.others.iter().flat_map(of).collect() }
}
