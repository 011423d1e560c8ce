//! Where in a person's files the values of a programme stand.

use super::Scenario;
use super::schema::{self, ADDED, COST, SAVING};
use super::table::Table;
use super::toml::{self, Value};
use crate::diagnostic::Place;
use crate::programme::{At, EntryKind};

impl Scenario {
    /// Where a value is written; `None` where it is a default.
    pub fn written(&self, at: At) -> Option<Place> {
        match self.table_of(at.kind) {
            Some(table) => in_table(table, at),
            None if is_in_a_table(at.kind) => None,
            None => in_section(self.section_of(at)?, at),
        }
    }

    /// Where the default of a column stands that fills blank cells in rows of a status.
    pub fn default_of(&self, column: &str, status: &str) -> Option<Place> {
        let Value::Table(defaults) = &self.root.get(schema::DEFAULTS.name)?.value else { return None };
        let of_status = match defaults.get(status).map(|entry| &entry.value) {
            Some(Value::Table(table)) => table.get(column),
            _ => None,
        };
        of_status.or_else(|| defaults.get(column)).map(|entry| entry.value.place().clone())
    }

    /// Where a value is written, or what would hold it.
    pub fn place(&self, at: At) -> Place {
        let name = At { column: at.kind.name_column(), item: None, ..at };
        let is_row = self.table_of(at.kind).is_some();
        (self.written(at))
            .or_else(|| self.written(name).filter(|_| is_row))
            .or_else(|| self.written(At { column: "", item: None, ..at }))
            .unwrap_or_else(|| self.root.place.clone())
    }

    fn table_of(&self, kind: EntryKind) -> Option<&Table> {
        match kind {
            EntryKind::Area => self.areas.as_deref(),
            EntryKind::Risk => self.risks.as_deref(),
            EntryKind::Actual => self.actuals.as_deref(),
            EntryKind::Comparator => self.comparators.as_deref(),
            _ => None,
        }
    }

    fn section_of(&self, at: At) -> Option<&toml::Table> {
        if at.kind == EntryKind::Scenario {
            return Some(&self.root);
        }
        match &self.root.get(at.kind.table())?.value {
            Value::Table(table) => Some(table),
            Value::List(_, items) => match items.get(at.entry?)? {
                Value::Table(table) => Some(table),
                _ => None,
            },
            Value::Plain(_) => None,
        }
    }
}

const fn is_in_a_table(kind: EntryKind) -> bool {
    matches!(kind, EntryKind::Area | EntryKind::Risk | EntryKind::Actual | EntryKind::Comparator)
}

fn in_table(table: &Table, at: At) -> Option<Place> {
    let Some(entry) = at.entry else { return Some(table.header_place()) };
    let row = table.row(entry)?;
    if at.column.is_empty() {
        return Some(row.place());
    }
    if let Some(item) = at.item.filter(|_| [SAVING, COST].contains(&at.column)) {
        return by_year(table, at.column, item).and_then(|column| row.at(column)).map(|cell| cell.place);
    }
    row.filled(at.column).or_else(|| row.filled_behind(at.column)).map(|cell| cell.place)
}

/// The column of a year of a plan by year, by its position among them.
fn by_year(table: &Table, kind: &str, item: usize) -> Option<usize> {
    let mut years = table.years(kind);
    if years.is_empty() {
        years = table.years(ADDED);
    }
    years.get(item).map(|(_, column)| *column)
}

fn in_section(section: &toml::Table, at: At) -> Option<Place> {
    if at.column.is_empty() {
        return Some(section.place.clone());
    }
    let value = &section.get(at.column)?.value;
    match (value, at.item) {
        (Value::List(_, items), Some(item)) => items.get(item).map(|item| item.place().clone()),
        _ => Some(value.place().clone()),
    }
}
