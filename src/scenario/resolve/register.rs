//! The register of assumptions, checked against what there is, and what it leaves out.

use super::Known;
use super::areas::{needed, optional};
use super::names::Names;
use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::programme::{Mark, Register, RegisterEntry};
use crate::scenario::Scenario;
use crate::scenario::reader::Reader;
use crate::scenario::schema::{self, Section};
use crate::scenario::spelling::{heading, word};
use crate::scenario::table::Row;
use crate::scenario::toml::Value;
use crate::scenario::typed::Typed;

/// What the rows of a register can be about.
struct Entries<'a> {
    known: &'a Known,
    scenario: &'a Scenario,
}

const TABLES: [(&str, &[&str]); 3] =
    [("areas", schema::AREA_COLUMNS), ("risks", schema::RISK_COLUMNS), ("actuals", schema::ACTUAL_COLUMNS)];
/// All years of savings, and of costs, of the areas.
const BY_YEAR: [&str; 2] = [schema::SAVING, schema::COST];

/// Reads the register, as far as it could be read.
pub(super) fn read(scenario: &Scenario, known: &Known, reader: &mut Reader) -> Option<Register> {
    let table = scenario.register.as_deref()?;
    let entries = Entries { known, scenario };
    let entries: Vec<RegisterEntry> = table.rows().filter_map(|row| entry(row, &entries, reader)).collect();
    Some(Register { entries, uncovered: 0 })
}

fn entry(row: Row<'_>, entries: &Entries<'_>, reader: &mut Reader) -> Option<RegisterEntry> {
    if !row.is_sound() {
        return None;
    }
    let table = needed(row, "table", reader).map(|table| table.respelt(&word(&table.text)));
    let table = table.filter(|table| entries.is_table(table, reader));
    let column = needed(row, "column", reader).map(|column| column.respelt(&heading(&column.text)));
    if let (Some(table), Some(column)) = (&table, &column) {
        entries.check_column(table, column, reader);
    }
    if let (Some(table), Some(row)) = (&table, row.filled("row")) {
        entries.check_row(table, &row, reader);
    }
    let marks = Mark::ALL.map(|mark| (mark.name(), mark));
    let mark = needed(row, "mark", reader).and_then(|cell| reader.choice(&cell, "mark", &marks));
    let basis = needed(row, "basis", reader);
    let grade = optional(row, "grade", reader, |reader, cell| reader.whole(cell, "grade", 1, 6));
    let reviewed = optional(row, "reviewed", reader, |reader, cell| reader.month(cell));
    Some(RegisterEntry {
        table: table?.text,
        column: column?.text,
        row: row.filled("row").map(|row| row.as_seen().text),
        mark: mark?,
        basis: basis?.text,
        source: row.words("source"),
        owner: row.words("owner"),
        grade: grade?.map(|grade| grade as u8),
        reviewed: reviewed?,
    })
}

fn section(name: &str) -> Option<&'static Section> {
    schema::SECTIONS.into_iter().find(|section| section.name == name)
}

impl Entries<'_> {
    fn is_table(&self, typed: &Typed, reader: &mut Reader) -> bool {
        let tables = || TABLES.iter().map(|(name, _)| *name);
        let sections = || schema::SECTIONS.iter().map(|section| section.name);
        let known = || tables().chain(sections()).chain([RegisterEntry::TOP_LEVEL]);
        let is_known = known().any(|name| name == typed.text);
        if !is_known {
            reader.unknown_name(typed, "table", known());
        } else if let Some(missing) = self.missing(&typed.text, reader) {
            let message = format!("the scenario has no {missing}, which this row is about");
            reader.fault(Code::UnknownName, &typed.place, message, "remove the row, or add what it is about");
        }
        is_known
    }

    /// What a table's name stands for, where the scenario has none and nothing stands for it either.
    fn missing(&self, table: &str, reader: &Reader) -> Option<String> {
        let root = &self.scenario.root;
        match table {
            _ if reader.is_misspelt(&root.place, table) => None,
            "risks" | "actuals" => root.get(table).is_none().then(|| format!("table `{table}`")),
            "partner" | "workforce" | "correlation" | "programme_cost" | "grant" | "target" | "exit" | "sharing" => {
                let section = section(table)?;
                root.get(table).is_none().then(|| section.heading())
            }
            _ => None,
        }
    }

    fn check_column(&self, table: &Typed, column: &Typed, reader: &mut Reader) {
        if table.text == RegisterEntry::TOP_LEVEL {
            return self.check_dotted_key(column, reader);
        }
        let known: Vec<&str> = match section(&table.text) {
            Some(section) => section.keys().collect(),
            None => {
                TABLES.iter().find(|(name, _)| *name == table.text).map_or(Vec::new(), |(_, columns)| columns.to_vec())
            }
        };
        let first = column.text.split('.').next().unwrap_or_default();
        let found = known.contains(&column.text.as_str())
            || (section(&table.text).is_some() && known.contains(&first))
            || (table.text == "areas" && (self.is_share(&column.text) || BY_YEAR.contains(&column.text.as_str())));
        if !found {
            let by_year = BY_YEAR.into_iter().filter(|_| table.text == "areas");
            reader.unknown_name(column, "column or key", known.into_iter().chain(by_year));
        }
    }

    fn check_dotted_key(&self, column: &Typed, reader: &mut Reader) {
        let first = column.text.split('.').next().unwrap_or_default();
        let found = match section(first) {
            Some(section) => match column.text[first.len()..].strip_prefix('.') {
                Some(rest) => section.keys().any(|key| key == rest.split('.').next().unwrap_or_default()),
                None => true,
            },
            None => schema::SCENARIO.contains(&column.text.as_str()),
        };
        if !found {
            reader.unknown_name(column, "key", schema::SCENARIO.iter().copied());
        }
    }

    fn is_share(&self, column: &str) -> bool {
        column.split_once(':').is_some_and(|(prefix, partner)| {
            matches!(prefix, "savings_share" | "costs_share")
                && (self.known.partners.get(partner).is_some() || self.known.partners.incomplete)
        })
    }

    fn names(&self, table: &str) -> Option<&Names> {
        Some(match table {
            "areas" | "actuals" => &self.known.areas,
            "risks" => &self.known.risks,
            "partner" => &self.known.partners,
            "workforce" => &self.known.workforce,
            "programme_cost" => &self.known.costs,
            "grant" => &self.known.grants,
            "target" => &self.known.targets,
            _ => return None,
        })
    }

    fn check_row(&self, table: &Typed, row: &Typed, reader: &mut Reader) {
        if table.text == "correlation" {
            return self.check_number(row, reader);
        }
        match self.names(&table.text) {
            Some(names) => {
                if self.missing(&table.text, reader).is_none() {
                    names.find(row, "entry", reader);
                }
            }
            None => {
                let message = format!("`{}` has one entry only, so that `row` must be blank", table.text);
                reader.fault(Code::ForbiddenValue, &row.place, message, "leave `row` blank");
            }
        }
    }

    fn check_number(&self, row: &Typed, reader: &mut Reader) {
        let count = match self.scenario.root.get("correlation").map(|entry| &entry.value) {
            Some(Value::List(_, items)) => items.len(),
            _ => return,
        };
        let number: Option<usize> = row.text.parse().ok();
        if number.is_none_or(|number| number == 0 || number > count) {
            let message = format!("there is no correlation `{}`", shortened(&row.text));
            let help = format!("write its number, from 1 to {count}");
            reader.report(Diagnostic::error(Code::UnknownName, message).at(row.place.clone()).help(help));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::nearest;

    #[test]
    fn every_column_of_a_table_has_a_near_name_for_itself() {
        for (_, columns) in TABLES {
            for column in columns {
                assert_eq!(nearest(column, columns.iter().copied()), crate::diagnostic::Suggestion::Nearest(column));
            }
        }
    }
}
