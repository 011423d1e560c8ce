//! The guide and the model name everything that a scenario can hold.

use super::schema::{self, SECTIONS};
use crate::diagnostic::Code;
use crate::programme::Measure;

const SCENARIO_FILES: &str = include_str!("../../docs/guide/scenario-files.md");
const RESULTS: &str = include_str!("../../docs/guide/results.md");
const ERRORS: &str = include_str!("../../docs/guide/errors.md");

/// The names that do not stand in code quotes in `text`.
fn missing<'a>(names: impl IntoIterator<Item = &'a str>, text: &str) -> Vec<&'a str> {
    names.into_iter().filter(|name| !text.contains(&format!("`{name}`"))).collect()
}

#[test]
fn the_guide_names_every_key_and_every_column() {
    let keys = SECTIONS.iter().flat_map(|section| section.keys()).chain(schema::SCENARIO.iter().copied());
    let columns = [schema::AREA_COLUMNS, schema::RISK_COLUMNS, schema::ACTUAL_COLUMNS, schema::REGISTER_COLUMNS];
    let columns = columns.into_iter().flatten().copied();
    assert_eq!(missing(keys.chain(columns), SCENARIO_FILES), Vec::<&str>::new());
    for section in SECTIONS {
        let heading = section.heading();
        assert!(SCENARIO_FILES.contains(&format!("`{heading}`")), "{heading}");
    }
}

#[test]
fn the_guide_names_every_measure() {
    let yearly_sums = |name: &String| name.starts_with("cumulative_");
    let all = Measure::all().chain(Measure::of_workforce());
    let names: Vec<String> = all.map(Measure::name).filter(|name| !yearly_sums(name)).collect();
    assert_eq!(missing(names.iter().map(String::as_str), RESULTS), Vec::<&str>::new());
}

#[test]
fn the_guide_names_every_column_of_comparators() {
    assert_eq!(missing(schema::COMPARATOR_COLUMNS.iter().copied(), SCENARIO_FILES), Vec::<&str>::new());
}

#[test]
fn the_guide_says_of_every_fault_what_to_do() {
    assert_eq!(missing(Code::ALL.iter().map(|code| code.name()), ERRORS), Vec::<&str>::new());
}
