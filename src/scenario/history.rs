//! The values of a history: one column of a table of any columns.

use super::field::{Pennies, Unit};
use super::law::{Histories, Stop};
use super::number::Commas;
use super::reader::Reader;
use super::spelling;
use super::table::Table;
use super::typed::Typed;
use crate::diagnostic::{Code, Diagnostic, nearest, shortened};
use std::ops::Range;
use std::sync::Arc;

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
    fn values(&mut self, file: Range<usize>, column: Range<usize>) -> Result<Vec<f64>, Stop> {
        let (file, column) = (self.typed.slice(file), self.typed.slice(column));
        let key = Key { file: file.text.clone(), column: column.text.clone(), unit: self.unit };
        let values = match self.reader.histories.get(&key) {
            Some(known) => known.clone(),
            None => {
                let values = self.reader.history(&file, &column, self.unit);
                self.reader.histories.insert(key, values.clone());
                values
            }
        };
        values.map(|values| values.to_vec()).ok_or(Stop::Reported)
    }
}

impl Reader<'_> {
    fn history(&mut self, file: &Typed, column: &Typed, unit: Unit) -> Option<Arc<[f64]>> {
        let table = self.table_with(file, &column.text)?;
        let name = spelling::heading(&column.text);
        let Some(at) = table.column(&name).filter(|_| !column.is_blank()) else {
            let names = table.columns.iter().map(|column| column.heading.text.as_str());
            let message = format!("`{}` has no column `{}`", shortened(&file.text), shortened(&column.text));
            let help = nearest(&column.text, names).advice();
            self.report(Diagnostic::error(Code::UnknownColumn, message).at(column.place.clone()).maybe_help(help));
            return None;
        };
        self.column_of_history(&table, at, unit)
    }

    fn column_of_history(&mut self, table: &Table, at: usize, unit: Unit) -> Option<Arc<[f64]>> {
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
        sound.then(|| values.into())
    }
}
