//! `targets.csv`: how likely each target is met.

use super::{Cell, Records};
use crate::fiscal::FinancialYear;
use crate::forecast::{Chance, Forecast, TargetForecast, TargetPlan};
use crate::programme::{Direction, TargetPart, Threshold};
use rust_decimal::prelude::ToPrimitive;

/// Columns of a target.
const COLUMNS: [&str; 14] = [
    "target",
    "partner",
    "portfolio",
    "area",
    "workforce",
    "measure",
    "by",
    "at_least",
    "at_most",
    "plan",
    "plan_meets",
    "probability",
    "ci_low",
    "ci_high",
];

impl Records {
    /// One row for each target.
    pub fn targets(forecast: &Forecast) -> Self {
        Records {
            columns: COLUMNS.map(String::from).to_vec(),
            rows: forecast.targets.iter().map(|target| row(target).to_vec()).collect(),
        }
    }
}

/// Columns of a target's chance in a year.
const BY_YEAR: [&str; 5] = ["target", "year", "probability", "ci_low", "ci_high"];

impl Records {
    /// One row for each target of a measure by year, and each year.
    pub fn targets_by_year(forecast: &Forecast) -> Self {
        let of_target = |target: &TargetForecast| {
            let row = |(year, chance): &(FinancialYear, Chance)| {
                let shares = [chance.probability, chance.interval.0, chance.interval.1].map(Cell::Fraction);
                [Cell::text(&target.name), Cell::text(year)].into_iter().chain(shares).collect()
            };
            target.by_year.iter().map(row).collect::<Vec<_>>()
        };
        Records {
            columns: BY_YEAR.map(String::from).to_vec(),
            rows: forecast.targets.iter().flat_map(of_target).collect(),
        }
    }
}

fn row(target: &TargetForecast) -> [Cell; 14] {
    let [partner, portfolio, area, workforce] = part(target);
    let (at_least, at_most) = match target.direction {
        Direction::AtLeast => (threshold(target), Cell::Blank),
        Direction::AtMost => (Cell::Blank, threshold(target)),
    };
    let (low, high) = target.interval;
    [
        Cell::text(&target.name),
        partner,
        portfolio,
        area,
        workforce,
        Cell::text(target.measure.name()),
        Cell::optional(target.by),
        at_least,
        at_most,
        plan(target),
        Cell::Yes(target.plan_meets.unwrap_or(false)),
        Cell::Fraction(target.probability),
        Cell::Fraction(low),
        Cell::Fraction(high),
    ]
}

/// Partner, portfolio, area and workforce group, of which at most one is filled.
fn part(target: &TargetForecast) -> [Cell; 4] {
    let name = || Cell::optional(target.part_name.as_ref());
    match &target.part {
        TargetPart::Programme => [const { Cell::Blank }; 4],
        TargetPart::Partner(_) => [name(), Cell::Blank, Cell::Blank, Cell::Blank],
        TargetPart::Portfolio(portfolio) => [Cell::Blank, Cell::text(portfolio), Cell::Blank, Cell::Blank],
        TargetPart::Area(_) => [Cell::Blank, Cell::Blank, name(), Cell::Blank],
        TargetPart::Workforce(_) => [Cell::Blank, Cell::Blank, Cell::Blank, name()],
    }
}

fn threshold(target: &TargetForecast) -> Cell {
    match target.threshold {
        Threshold::Amount(amount) => Cell::of_measure(target.measure, amount.to_f64()),
        Threshold::Year(year) => Cell::text(year),
    }
}

fn plan(target: &TargetForecast) -> Cell {
    match target.plan {
        TargetPlan::Amount(amount) => Cell::of_measure(target.measure, Some(amount)),
        TargetPlan::Payback(payback) => Cell::text(payback),
        TargetPlan::Blank => Cell::Blank,
    }
}
