//! Everything there is to say about a scenario while it is read, and what follows from what was said.

use super::dates::could_be_two;
use super::open::Open;
use super::typed::Typed;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, SourceId, nearest, shortened};
use std::collections::HashSet;
use std::sync::Arc;

/// The faults found so far.
#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// What has been said.
    pub diagnostics: Diagnostics,
    /// What could not be read.
    pub open: Open,
    misspelt: Misspelt,
    /// Columns of tables with a date that can only be read with the month first.
    month_first: HashSet<(SourceId, Arc<str>)>,
    /// Cells of sheets of which a fault has been reported.
    spoilt: HashSet<(SourceId, (usize, usize))>,
}

/// Keys and columns that are not there, but are near to one that is there and not known: their absence is a
/// consequence of the misspelling.
#[derive(Debug, Default)]
struct Misspelt(HashSet<(SourceId, (usize, usize), String)>);

impl Faults {
    /// Says something, unless it is of a cell that is known to be faulty.
    pub fn report(&mut self, diagnostic: Diagnostic) {
        let place = diagnostic.place.as_ref().map(|place| (place.source(), place.start()));
        if !place.is_some_and(|place| self.spoilt.contains(&place)) {
            self.diagnostics.push(diagnostic);
        }
    }

    /// Remembers cells of a sheet, by row and column, of which nothing more is to be said.
    pub fn note_spoilt(&mut self, source: SourceId, cells: impl IntoIterator<Item = (u32, u32)>) {
        let places = cells.into_iter().map(|(row, column)| (source, (row as usize, column as usize)));
        self.spoilt.extend(places);
    }

    /// Takes back what was said of a cell of a sheet by itself, in whose place another value stands now.
    pub fn withdraw(&mut self, place: &Place) {
        const OF_A_CELL: [Code; 3] = [Code::ErrorValue, Code::NotCalculated, Code::WrongKind];
        let at = (place.source(), place.start());
        let is_of_it = |said: &Diagnostic| {
            OF_A_CELL.contains(&said.code)
                && said.place.as_ref().is_some_and(|place| (place.source(), place.start()) == at)
        };
        if self.spoilt.contains(&at) && self.diagnostics.withdraw(is_of_it) > 0 {
            self.spoilt.remove(&at);
        }
    }

    /// Says that something is wrong with `place`, and what to write instead.
    pub fn fault(&mut self, code: Code, place: &Place, message: impl Into<String>, help: impl Into<String>) {
        self.report(Diagnostic::error(code, message).at(place.clone()).help(help));
    }

    /// Says that nothing has the name typed, and which name is near.
    pub fn unknown_name<'a>(&mut self, typed: &Typed, what: &str, known: impl IntoIterator<Item = &'a str>) {
        let help = if self.diagnostics.is_full() { None } else { nearest(&typed.text, known).advice() };
        let message = format!("there is no {what} `{}`", shortened(&typed.text));
        self.report(Diagnostic::error(Code::UnknownName, message).at(typed.place.clone()).maybe_help(help));
    }

    /// Remembers that a column of a table has a date that can only be read with the month first.
    pub fn note_month_first(&mut self, source: SourceId, column: Arc<str>) {
        self.month_first.insert((source, column));
    }

    /// Whether a date could be read with the day first and with the month first, and its column has both kinds.
    pub fn is_of_two_meanings(&self, typed: &Typed) -> bool {
        let column = typed.place.column();
        let unclear = |column: &Arc<str>| self.month_first.contains(&(typed.place.source(), column.clone()));
        column.is_some_and(unclear) && could_be_two(&typed.text)
    }

    /// Remembers that a key or column of what stands at `place` was probably meant by another.
    pub fn note_misspelt(&mut self, place: &Place, name: &str) {
        self.misspelt.0.insert((place.source(), place.start(), name.to_owned()));
    }

    /// Whether a key or column that is not there was probably meant by one that was reported.
    pub fn is_misspelt(&self, place: &Place, name: &str) -> bool {
        self.misspelt.0.contains(&(place.source(), place.start(), name.to_owned()))
    }
}
