//! Which figures of a scenario its register of assumptions leaves out.

use crate::programme::{Register, RegisterEntry};
use crate::scenario::Scenario;
use crate::scenario::schema::{self, Section};
use crate::scenario::table::{Row, Table};
use crate::scenario::toml::{self, Value};

/// A figure that no entry of the register covers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Uncovered {
    /// `areas`, `risks`, `actuals`, or a table of the scenario file.
    pub table: String,
    /// The column or key.
    pub column: String,
    /// The entries' names, in order; empty where a table has one entry only.
    pub rows: Vec<String>,
}

/// The figures of a scenario that its register does not cover, in the order of the scenario.
pub(super) fn uncovered(register: &Register, scenario: &Scenario) -> Vec<Uncovered> {
    let mut uncovered = Vec::new();
    for mut figure in figures(scenario) {
        let covering: Vec<&RegisterEntry> =
            register.entries.iter().filter(|entry| entry.is_about(&figure.table, &figure.column)).collect();
        if covering.iter().any(|entry| entry.row.is_none()) {
            continue;
        }
        let is_single = figure.rows.is_empty();
        figure.rows.retain(|row| !covering.iter().any(|entry| entry.row.as_ref() == Some(row)));
        if is_single || !figure.rows.is_empty() {
            uncovered.push(figure);
        }
    }
    uncovered
}

/// Columns and keys that hold no figure.
const NO_FIGURES: &[&str] = &[
    "area",
    "status",
    "risk",
    "owner",
    "source",
    "note",
    "portfolio",
    "collaboration_model",
    "after",
    "requires",
    "in_plan",
    "workforce",
    "redundancy_possible",
    "comparators",
    "replace",
    "exclude",
    "areas",
    "year",
    "name",
    "sampling",
    "trials",
    "seed",
    "terms",
    "base",
    "measure",
    "measures",
    "sector",
    "by",
    "partner",
    "across",
    "within",
    "pair",
    "among",
    "from",
    "until",
];

pub(super) fn holds_figures(column: &str) -> bool {
    !NO_FIGURES.contains(&column)
}

/// All figures that a scenario states.
fn figures(scenario: &Scenario) -> Vec<Uncovered> {
    let mut figures = Vec::new();
    for (name, key, table) in
        [("areas", "area", &scenario.areas), ("risks", "risk", &scenario.risks), ("actuals", "area", &scenario.actuals)]
    {
        if let Some(table) = table {
            table_figures(name, key, table, &mut figures);
        }
    }
    for section in schema::SECTIONS {
        match scenario.root.get(section.name).map(|entry| &entry.value) {
            Some(Value::Table(table)) => section_figures(section, table, "", &mut figures),
            Some(Value::List(_, items)) => list_figures(section, items, &mut figures),
            _ => {}
        }
    }
    figures
}

fn table_figures(name: &str, key: &str, table: &Table, figures: &mut Vec<Uncovered>) {
    let mut figure = |column: &str, is_filled: &dyn Fn(Row<'_>) -> bool| {
        let filled = table.rows().filter(|row| is_filled(*row));
        let rows: Vec<String> = filled.map(|row| row.words(key).unwrap_or_else(|| "the programme".into())).collect();
        if !rows.is_empty() {
            figures.push(Uncovered { table: name.into(), column: column.to_owned(), rows });
        }
    };
    let is_by_year =
        |column: &str| column.split_once(':').is_some_and(|(before, _)| schema::AREAS.by_year.contains(&before));
    for column in table.names().filter(|column| holds_figures(column) && !is_by_year(column)) {
        figure(column, &|row| row.filled(column).is_some());
    }
    // All years of a kind are one figure.
    let savings =
        |row: Row<'_>| row.filled_behind(schema::SAVING).or_else(|| row.filled_behind(schema::ADDED)).is_some();
    figure(schema::SAVING, &savings);
    figure(schema::COST, &|row| row.filled_behind(schema::COST).is_some());
}

/// Of `[defaults]` the tables by status hold figures of their own.
fn section_figures(section: &Section, table: &toml::Table, prefix: &str, figures: &mut Vec<Uncovered>) {
    for entry in table.entries.iter().filter(|entry| holds_figures(&entry.key.text)) {
        let column = format!("{prefix}{}", entry.key.text);
        match &entry.value {
            Value::Table(inner) if section.name == schema::DEFAULTS.name => {
                section_figures(section, inner, &format!("{column}."), figures);
            }
            _ => figures.push(Uncovered { table: section.name.into(), column, rows: Vec::new() }),
        }
    }
}

fn list_figures(section: &Section, items: &[Value], figures: &mut Vec<Uncovered>) {
    for key in section.keys().filter(|key| holds_figures(key)) {
        let mut rows = Vec::new();
        for (number, item) in items.iter().enumerate() {
            let Value::Table(table) = item else { continue };
            let name = match table.get("name").map(|entry| &entry.value) {
                Some(Value::Plain(typed)) => typed.text.clone(),
                _ => (number + 1).to_string(),
            };
            if table.get(key).is_some() {
                rows.push(name);
            }
        }
        if !rows.is_empty() {
            figures.push(Uncovered { table: section.name.into(), column: key.into(), rows });
        }
    }
}
