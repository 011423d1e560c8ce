//! The plan of whole scenarios, to the penny.
//!
//! `tests/data/expected-plan.csv` (the scenarios that are shipped) and `tests/data/plan/expected.csv`
//! (one for each rule) were computed in exact fractions from the formulas of the model, and agree
//! with a second calculation, month by month.

use foresave::money::round_to_the_penny;
use foresave::plan::{Lines, Part, planned, whole};
use foresave::programme::{Measure, Programme};
use foresave::{
    fiscal::FinancialYear,
    scenario::{self, Files},
};
use rust_decimal::{Decimal, RoundingStrategy};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A figure that is expected of a scenario's plan.
struct Expected {
    measure: Measure,
    year: Option<FinancialYear>,
    plan: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// What is expected, by scenario.
fn expected(list: &Path) -> BTreeMap<String, Vec<Expected>> {
    let mut by_scenario: BTreeMap<String, Vec<Expected>> = BTreeMap::new();
    let mut rows = csv::Reader::from_path(list).unwrap();
    for row in rows.records().map(Result::unwrap) {
        let measure = Measure::parse(&row[1]).unwrap();
        let expected = Expected { measure, year: FinancialYear::parse(&row[2]), plan: row[3].into() };
        by_scenario.entry(row[0].into()).or_default().push(expected);
    }
    by_scenario
}

/// The plan's figure as it is shown: pounds to the penny, others to the places of the expectation.
fn shown(programme: &Programme, lines: &Lines, expected: &Expected) -> String {
    let amounts = lines.of(&Part::programme(programme));
    let amount = match expected.measure {
        Measure::Whole(measure) => {
            let whole = whole(&amounts, programme, &lines.price_index).unwrap();
            if Measure::Whole(measure).is_label() {
                return whole.payback(Measure::Whole(measure)).map_or(String::new(), |payback| payback.to_string());
            }
            whole.amount(measure)
        }
        measure => {
            let year = programme.horizon.index_of(expected.year.unwrap()).unwrap();
            amounts.yearly(measure).map(|years| years[year])
        }
    };
    amount.map_or(String::new(), |amount| to_text(expected.measure, amount))
}

fn to_text(measure: Measure, amount: Decimal) -> String {
    let rounded = |places| amount.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero);
    match measure {
        _ if measure.is_money() => format!("{:.2}", round_to_the_penny(amount)),
        Measure::Whole(_) => format!("{:.6}", rounded(6)),
        _ => rounded(4).normalize().to_string(),
    }
}

/// Compares every figure of a list with the plans of the scenarios in `folder`; returns how many.
fn compare(list: &str, folder: &str) -> usize {
    let mut compared = 0;
    let mut wrong = Vec::new();
    for (name, figures) in expected(&root().join(list)) {
        let reading = scenario::read(&Files::at(root().join(folder).join(&name)))
            .unwrap_or_else(|faults| panic!("{name}: {faults:?}"));
        let lines = planned(&reading.programme).unwrap();
        for figure in figures {
            let found = shown(&reading.programme, &lines, &figure);
            compared += 1;
            if found != figure.plan {
                let year = figure.year.map_or(String::new(), |year| year.to_string());
                wrong.push(format!("{name} {} {year}: {found}, expected {}", figure.measure.name(), figure.plan));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    compared
}

#[test]
fn the_plan_of_every_shipped_scenario_is_as_computed_on_paper() {
    assert_eq!(compare("tests/data/expected-plan.csv", "scenarios"), 864);
}

#[test]
fn the_plan_of_every_small_scenario_is_as_computed_on_paper() {
    assert_eq!(compare("tests/data/plan/expected.csv", "tests/data/plan"), 130);
}
