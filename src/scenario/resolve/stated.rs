//! Everything that a scenario gives, as it was written.

use super::coverage::holds_figures;
use crate::programme::RegisterEntry;
use crate::scenario::Scenario;
use crate::scenario::schema::{self, Section};
use crate::scenario::table::Table;
use crate::scenario::toml::{self, Value};

/// A cell or key as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stated {
    /// `areas`, `risks`, `actuals`, or a table of the scenario file.
    pub table: String,
    /// The entry's name; `None` where a table has one entry only.
    pub entry: Option<String>,
    /// The column or key, dotted where it is nested.
    pub column: String,
    /// What was written.
    pub text: String,
    /// Whether it holds a figure, which a register should cover.
    pub is_figure: bool,
}

/// All cells and keys, in the order of the scenario; names of entries are not among them, as they say whose the others
/// are.
pub(in crate::scenario) fn stated(scenario: &Scenario) -> Vec<Stated> {
    let mut all = Vec::new();
    of_root(&scenario.root, &mut all);
    for (name, key, table) in
        [("areas", "area", &scenario.areas), ("risks", "risk", &scenario.risks), ("actuals", "area", &scenario.actuals)]
    {
        if let Some(table) = table {
            of_table((name, key), table, &mut all);
        }
    }
    for section in schema::SECTIONS {
        match scenario.root.get(section.name).map(|entry| &entry.value) {
            Some(Value::Table(table)) => of_section((section, None), table, "", &mut all),
            Some(Value::List(_, items)) => of_list(section, items, &mut all),
            _ => {}
        }
    }
    all
}

/// The keys outside of tables, and the files that the tables stand in.
fn of_root(root: &toml::Table, all: &mut Vec<Stated>) {
    let plain = root.entries.iter().filter(|key| matches!(key.value, Value::Plain(_)));
    all.extend(plain.map(|key| Stated {
        table: RegisterEntry::TOP_LEVEL.into(),
        entry: None,
        column: key.key.text.clone(),
        text: written(&key.value),
        is_figure: false,
    }));
}

fn of_table((name, key): (&str, &str), table: &Table, all: &mut Vec<Stated>) {
    for row in table.rows() {
        let entry = row.words(key).unwrap_or_else(|| "the programme".into());
        for column in table.names().filter(|column| &***column != key) {
            if let Some(cell) = row.filled(column) {
                let (is_figure, text) = (holds_figures(column), cell.text.clone());
                let (column, entry) = (column.to_string(), Some(entry.clone()));
                all.push(Stated { table: name.into(), entry, column, text, is_figure });
            }
        }
    }
}

fn of_section((section, entry): (&Section, Option<&str>), table: &toml::Table, prefix: &str, all: &mut Vec<Stated>) {
    let is_name = |key: &str| entry.is_some() && prefix.is_empty() && key == "name";
    for key in table.entries.iter().filter(|key| !is_name(&key.key.text)) {
        let column = format!("{prefix}{}", key.key.text);
        match &key.value {
            Value::Table(inner) => of_section((section, entry), inner, &format!("{column}."), all),
            value => {
                let (entry, text) = (entry.map(str::to_owned), written(value));
                let is_figure = !prefix.is_empty() || holds_figures(&key.key.text);
                all.push(Stated { table: section.name.into(), entry, column, text, is_figure });
            }
        }
    }
}

fn of_list(section: &Section, items: &[Value], all: &mut Vec<Stated>) {
    for (number, item) in items.iter().enumerate() {
        let Value::Table(table) = item else { continue };
        let name = match table.get("name").map(|entry| &entry.value) {
            Some(Value::Plain(typed)) => typed.text.clone(),
            _ => (number + 1).to_string(),
        };
        of_section((section, Some(&name)), table, "", all);
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::Plain(typed) => typed.text.clone(),
        Value::List(_, items) => items.iter().map(written).collect::<Vec<_>>().join("; "),
        Value::Table(table) => {
            let entries = table.entries.iter().map(|entry| format!("{} = {}", entry.key.text, written(&entry.value)));
            entries.collect::<Vec<_>>().join(", ")
        }
    }
}
