//! `[columns]`: headings of the areas table that are one's own.

use super::Table;
use crate::diagnostic::{Code, Diagnostic, nearest, shortened};
use crate::scenario::faults::Faults;
use crate::scenario::schema::Shape;
use crate::scenario::spelling;
use crate::scenario::toml;
use crate::scenario::typed::Typed;
use std::collections::HashMap;

/// What headings mean.
#[derive(Debug, Default)]
pub(crate) struct Mapping {
    entries: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    heading: Typed,
    /// The heading in one spelling for all.
    spelt: String,
    /// The column; blank where it is left out.
    column: String,
}

impl Mapping {
    /// Reads the table `[columns]`; faults are reported.
    pub fn read(table: &toml::Table, shape: &Shape, faults: &mut Faults) -> Self {
        let mut entries: Vec<Entry> = Vec::new();
        for entry in &table.entries {
            let Some(typed) = faults.plain_of(entry) else { continue };
            let column = spelling::heading(&typed.text);
            if !column.is_empty() && !shape.has(&column) {
                let message = format!("`{}` is not a column that this table can have", shortened(&typed.text));
                let help = nearest(&column, shape.columns.iter().copied()).advice();
                let fault = Diagnostic::error(Code::UnknownColumn, message).at(typed.place.clone());
                faults.report(fault.maybe_help(help));
                continue;
            }
            entries.push(Entry { spelt: spelling::heading(&entry.key.text), heading: entry.key.clone(), column });
        }
        let mapping = Mapping { entries };
        mapping.check_unique(faults);
        mapping
    }

    fn check_unique(&self, faults: &mut Faults) {
        let mut headings: HashMap<&str, &Typed> = HashMap::new();
        let mut columns: HashMap<&str, &Typed> = HashMap::new();
        for entry in &self.entries {
            if let Some(first) = headings.insert(&entry.spelt, &entry.heading) {
                let message = format!("the heading `{}` stands twice", shortened(&entry.heading.text));
                let fault = Diagnostic::error(Code::TableHeader, message).at(entry.heading.place.clone());
                faults.report(fault.also(first.place.clone(), "the first is here").help("remove one of them"));
            } else if !entry.column.is_empty()
                && let Some(first) = columns.insert(&entry.column, &entry.heading)
            {
                let message = format!("two headings are the column `{}`", entry.column);
                let fault = Diagnostic::error(Code::TableHeader, message).at(entry.heading.place.clone());
                let help = "leave one of them out: `\"…\" = \"\"`";
                faults.report(fault.also(first.place.clone(), "the first is here").help(help));
            }
        }
    }

    /// The column that a heading means, in the spelling of [`spelling::heading`]; blank for one that is left out.
    pub fn column(&self, spelt: &str) -> Option<&str> {
        self.entries.iter().find(|entry| entry.spelt == spelt).map(|entry| entry.column.as_str())
    }

    /// Reports headings that a table does not have.
    pub(super) fn check(&self, table: &Table, faults: &mut Faults) {
        let headings: Vec<String> =
            table.columns.iter().map(|column| spelling::heading(&column.heading.text)).collect();
        for entry in self.entries.iter().filter(|entry| !headings.contains(&entry.spelt)) {
            let message = format!("the table of areas has no heading `{}`", shortened(&entry.heading.text));
            let known = table.columns.iter().map(|column| column.heading.text.as_str());
            let help = nearest(&entry.heading.text, known.filter(|heading| !heading.is_empty())).advice();
            let fault = Diagnostic::error(Code::UnknownColumn, message).at(entry.heading.place.clone());
            faults.report(fault.maybe_help(help));
            faults.note_misspelt(&table.header_place(), &entry.column);
        }
    }
}
