//! Histories: each one column of a table of any columns, read once however many cells name it.

use super::field::{Pennies, Unit};
use super::files;
use super::law::{Histories, Stop};
use super::number::Commas;
use super::reader::Reader;
use super::spelling;
use super::table::{self, Table};
use super::typed::Typed;
use crate::diagnostic::{Code, Diagnostic, nearest, shortened};
use crate::distribution::Distribution;
use std::ops::Range;

/// A column of a history file, read as values of a unit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    file: String,
    column: String,
    unit: Unit,
}

/// The histories that a distribution's text names.
pub(crate) struct NamedIn<'a, 'f> {
    /// Reads the files.
    pub reader: &'a mut Reader<'f>,
    /// The distribution's text.
    pub typed: &'a Typed,
    /// Of what the values are.
    pub unit: Unit,
}

impl Histories for NamedIn<'_, '_> {
    fn law(&mut self, file: Range<usize>, column: Range<usize>) -> Result<Distribution, Stop> {
        let (file, column) = (self.typed.slice(file), self.typed.slice(column));
        // Amounts a year are read as all amounts are: the words behind them belong to the distribution's own cell.
        let unit = if self.unit.is_money() { Unit::Money } else { self.unit };
        let key = Key { file: files::plain_name(&file.text), column: spelling::heading(&column.text), unit };
        if let Some(known) = self.reader.histories.get(&key) {
            return known.clone().ok_or(Stop::Reported);
        }
        let law = self.reader.history(&file, &column, unit);
        self.reader.histories.insert(key, law.clone());
        law.ok_or(Stop::Reported)
    }
}

impl Reader<'_> {
    fn history(&mut self, file: &Typed, column: &Typed, unit: Unit) -> Option<Distribution> {
        let table = self.table_with(file, &column.text)?;
        let at = self.column_called(&table, &file.text, column)?;
        let values = self.column_of_history(&table, at, unit)?;
        match Distribution::history(values) {
            Ok(law) => Some(law),
            Err(error) => {
                let message = format!("such a `history` distribution is not possible: {error}");
                let name = &table.columns[at].heading;
                self.report(Diagnostic::error(Code::LawImpossible, message).at(name.place.clone()));
                None
            }
        }
    }

    /// The position of a column of a file's table by its heading; faults are reported.
    pub(super) fn column_called(&mut self, table: &Table, file: &str, column: &Typed) -> Option<usize> {
        let name = spelling::heading(&column.text);
        let mut places = (0..table.columns.len()).filter(|&at| *table.columns[at].name == *name);
        let Some(at) = places.next().filter(|_| !column.is_blank()) else {
            let names = table.columns.iter().map(|column| column.heading.text.as_str());
            let message = format!("`{}` has no column `{}`", shortened(file), shortened(&column.text));
            let help = nearest(&column.text, names).advice();
            self.report(Diagnostic::error(Code::UnknownColumn, message).at(column.place.clone()).maybe_help(help));
            return None;
        };
        if let Some(second) = places.next() {
            table::report_twice(&table.columns[at], &table.columns[second], self);
            return None;
        }
        Some(at)
    }

    fn column_of_history(&mut self, table: &Table, at: usize, unit: Unit) -> Option<Vec<f64>> {
        let (mut values, mut sound) = (Vec::new(), true);
        for row in table.rows() {
            sound &= row.is_sound();
            let Some(cell) = row.at(at).filter(|cell| !cell.is_blank()) else { continue };
            match self.plain_number(&cell, unit, Pennies::Parts, Commas::Group) {
                Some(value) => values.push(value.to_string().parse().unwrap_or(f64::NAN)),
                None => sound = false,
            }
        }
        if sound && values.is_empty() {
            let name = &table.columns[at].heading;
            let message = format!("the column `{}` holds no value", shortened(&name.text));
            self.fault(Code::HistoryEmpty, &name.place, message, "a history needs one value at least: fill the column");
            return None;
        }
        sound.then_some(values)
    }
}
