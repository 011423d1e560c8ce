//! Scenarios beside a base: the ranges of the cumulative net saving by year, and how the horizon net saving differs.

use super::analysis::{self, Course, Courses, Differences};
use super::data::{Chart, Unit};
use super::subject::Subject;
use crate::analysis::Basis;
use crate::analysis::compare::{Compared, ComparedRow, Comparison, Difference};
use crate::forecast::{Estimate, PROBABILITIES};
use crate::programme::{Flow, Measure, Whole};
use crate::report::words::capital;

const BY_YEAR: Measure = Measure::Cumulative(Flow::NetSaving);
const IN_ALL: Measure = Measure::Whole(Whole::HorizonNetSaving);

/// The charts: as many as there are figures for.
pub fn charts(comparison: &Comparison) -> Vec<Chart> {
    let (programme, run) = (comparison.base.programme.clone(), &comparison.run);
    let subject = &Subject::of_basis(&Basis { programme, trials: run.trials, seed: run.seed });
    let differences = differences(comparison);
    let is_there = !differences.others.is_empty();
    courses(comparison).chart(subject).into_iter().chain(is_there.then(|| differences.chart(subject))).collect()
}

fn courses(comparison: &Comparison) -> Courses {
    let (trials, names) = (comparison.run.trials, names(comparison));
    let course = |name: &str, other: &Compared, of: fn(&Difference) -> [f64; 4]| Course {
        name: name.to_owned(),
        years: other
            .rows
            .iter()
            .filter(|row| row.part.is_none() && row.measure == BY_YEAR)
            .filter_map(|row| year(row, of, trials))
            .collect(),
    };
    let base = comparison.others.first().map(|other| course(&names[0], other, |difference| difference.base));
    let others = comparison
        .others
        .iter()
        .zip(&names[1..])
        .map(|(other, name)| course(name, other, |difference| difference.other));
    Courses {
        stem: "compare".into(),
        measure: "Cumulative net saving".into(),
        unit: Unit::Money,
        courses: base.into_iter().chain(others).collect(),
    }
}

/// A year with P10, P50 and P90.
fn year(
    row: &ComparedRow,
    of: fn(&Difference) -> [f64; 4],
    trials: u64,
) -> Option<(crate::fiscal::FinancialYear, [Estimate; 3])> {
    let difference = row.difference()?;
    let [_, p10, p50, p90] = of(difference);
    let slope = (p90 - p10) / 0.8;
    let figures = [(0.1, p10), (0.5, p50), (0.9, p90)];
    Some((row.year?, figures.map(|(share, value)| Estimate { value, error: error(share, slope, trials) })))
}

/// About the error of a quantile where values rise by `slope` for each unit of probability.
fn error(share: f64, slope: f64, trials: u64) -> f64 {
    (share * (1.0 - share) / trials.max(1) as f64).sqrt() * slope
}

fn differences(comparison: &Comparison) -> Differences {
    let names = names(comparison);
    let other = |(other, name): (&Compared, &String)| {
        let difference = other.row(IN_ALL, None)?.difference()?;
        let quantiles = difference.quantiles;
        let estimate = |at: usize| {
            let rise = |of: &[f64; 9]| of[at + 1] - of[at - 1];
            let slope = rise(&quantiles) / rise(&PROBABILITIES);
            Estimate { value: quantiles[at], error: error(PROBABILITIES[at], slope, comparison.run.trials) }
        };
        Some(analysis::Difference {
            name: name.clone(),
            curve: PROBABILITIES.into_iter().zip(quantiles).collect(),
            percentiles: [1, 4, 7].map(estimate),
            higher: difference.higher,
            equal: difference.equal,
        })
    };
    Differences {
        stem: "difference".into(),
        figure: "net saving over the horizon".into(),
        unit: Unit::Money,
        base: names[0].clone(),
        others: comparison.others.iter().zip(&names[1..]).filter_map(other).collect(),
    }
}

/// What the base and the others are called, without the beginning up to a comma that all share, and not too long for a
/// chart's key.
fn names(comparison: &Comparison) -> Vec<String> {
    let others = comparison.others.iter().map(|other| other.candidate.name.as_str());
    let names: Vec<&str> = [comparison.base.name.as_str()].into_iter().chain(others).collect();
    let shared = names[0].match_indices(", ").map(|(at, comma)| at + comma.len());
    let shared = shared.filter(|end| names.iter().all(|name| name.starts_with(&names[0][..*end]))).last().unwrap_or(0);
    names.into_iter().map(|name| in_short(&capital(&name[shared..]))).collect()
}

/// A name of some thirty letters at most.
fn in_short(name: &str) -> String {
    const MOST: usize = 32;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    let begin: String = name.chars().take(MOST - 1).collect();
    format!("{}\u{2026}", begin.trim_end())
}
