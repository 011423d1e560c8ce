//! Scenarios beside a base: the ranges of the cumulative net saving by year, and how the horizon net saving differs.

use super::analysis::{self, Course, Courses, Differences};
use super::data::{Chart, Unit};
use super::subject::Subject;
use crate::analysis::Basis;
use crate::analysis::compare::{Compared, ComparedRow, Comparison, Difference};
use crate::forecast::Estimate;
use crate::programme::{Flow, Measure, Whole};
use crate::statistics::PROBABILITIES;

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
    let trials = comparison.run.trials;
    let course = |name: &str, other: &Compared, of: fn(&Difference) -> [f64; 4]| Course {
        name: name.to_owned(),
        years: other
            .rows
            .iter()
            .filter(|row| row.part.is_none() && row.measure == BY_YEAR)
            .filter_map(|row| year(row, of, trials))
            .collect(),
    };
    let base =
        comparison.others.first().map(|other| course(&comparison.base.name, other, |difference| difference.base));
    let others =
        comparison.others.iter().map(|other| course(&other.candidate.name, other, |difference| difference.other));
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
    let other = |other: &Compared| {
        let difference = other.row(IN_ALL, None)?.difference()?;
        let quantiles = difference.quantiles;
        let estimate = |at: usize| {
            let rise = |of: &[f64; 9]| of[at + 1] - of[at - 1];
            let slope = rise(&quantiles) / rise(&PROBABILITIES);
            Estimate { value: quantiles[at], error: error(PROBABILITIES[at], slope, comparison.run.trials) }
        };
        Some(analysis::Difference {
            name: other.candidate.name.clone(),
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
        base: comparison.base.name.clone(),
        others: comparison.others.iter().filter_map(other).collect(),
    }
}
