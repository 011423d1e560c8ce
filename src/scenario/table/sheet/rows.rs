//! Rows of a sheet, and the text that stands for a cell.

use crate::diagnostic::{Place, SheetCell, SourceId};
use crate::scenario::sheet::{Sheet, SheetValue};
use crate::scenario::typed::{Form, Typed};
use crate::scenario::workbook::FROM_1904;
use rust_decimal::Decimal;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

/// Rows of a sheet.
#[derive(Clone)]
pub(in crate::scenario::table) struct SheetRows {
    /// The sheet that they are of.
    pub sheet: Arc<Sheet>,
    /// The row of the headings.
    pub header: u32,
    /// The sheet's columns that have a heading, ascending.
    places: Vec<u32>,
    /// The rows below the header, without blank ones.
    pub rows: Vec<RowOfSheet>,
    /// The names of columns that hold dates.
    pub dates: &'static [&'static str],
    /// Cells of which a fault has been reported.
    pub spoilt: HashSet<(u32, u32)>,
}

/// A row.
#[derive(Clone, Debug)]
pub(in crate::scenario::table) struct RowOfSheet {
    /// Its number in the sheet, from 1.
    pub number: u32,
    /// Its cells among those of the sheet.
    pub cells: Range<usize>,
    /// Whether it is one of the table's rows, so far as can be told.
    pub is_sound: bool,
}

impl SheetRows {
    /// No rows yet, below headings in some columns of a row.
    pub fn new(sheet: Arc<Sheet>, places: Vec<u32>, header: u32) -> Self {
        SheetRows { sheet, header, places, rows: Vec::new(), dates: &[], spoilt: HashSet::new() }
    }

    /// The sheet's columns that have a heading.
    pub fn places(&self) -> &[u32] {
        &self.places
    }

    /// A heading.
    pub fn heading(&self, source: SourceId, column: usize) -> Typed {
        let column = self.places[column];
        let (text, form) = self.value(self.header, column).map_or((String::new(), Form::Cell), text_of);
        // The header's first cell is not what its row is called.
        let place = SheetCell {
            source,
            row: self.header,
            column,
            heading: None,
            row_name: None,
            content: text.as_str().into(),
        };
        Typed::in_sheet(&text, form, Place::Sheet(place))
    }

    /// A cell by the positions of its row and column, the latter called `name`.
    pub fn cell(&self, source: SourceId, row: usize, column: usize, name: Option<Arc<str>>) -> Typed {
        let (row, column) = (self.rows[row].number, self.places[column]);
        let (text, form) = self.value(row, column).map_or((String::new(), Form::Cell), text_of);
        let row_name = self.value(row, self.places[0]).map(|value| text_of(value).0.trim().into());
        let is_date = name.as_deref().is_some_and(|name| self.dates.contains(&name));
        let form = if self.spoilt.contains(&(row, column)) { Form::Spoilt } else { form };
        let place = SheetCell { source, row, column, heading: name, row_name, content: text.as_str().into() };
        let typed = Typed::in_sheet(&text, form, Place::Sheet(place));
        if is_date { self.counted_from_1900(typed) } else { typed }
    }

    /// A number of days as it would be counted from 1900.
    pub fn counted_from_1900(&self, days: Typed) -> Typed {
        let number = days.text.parse().ok().filter(|_| days.form == Form::Stored && self.sheet.layout.is_from_1904);
        number.map_or_else(|| days.clone(), |number: i64| days.respelt(&(number + FROM_1904).to_string()))
    }

    /// What a cell of the sheet holds.
    pub fn value(&self, row: u32, column: u32) -> Option<&SheetValue> {
        let cells = self.sheet.cells();
        let at = cells.binary_search_by_key(&(row, column), |&(row, column, _)| (row, column)).ok()?;
        Some(&cells[at].2)
    }
}

/// What stands for a cell in a table of texts.
pub(super) fn text_of(value: &SheetValue) -> (String, Form) {
    match value {
        SheetValue::Text(text) => (text.clone(), Form::Cell),
        SheetValue::Number(number) => (digits(*number, Decimal::ONE), Form::Stored),
        SheetValue::Percentage(number) => (digits(*number, Decimal::ONE_HUNDRED) + "%", Form::Stored),
        SheetValue::Date([year, month, day]) => (format!("{year:04}-{month:02}-{day:02}"), Form::Date),
        SheetValue::Moment([year, month, day, hour, minute]) => {
            (format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"), Form::Date)
        }
        SheetValue::Boolean(true) => ("TRUE".into(), Form::Boolean),
        SheetValue::Boolean(false) => ("FALSE".into(), Form::Boolean),
        SheetValue::Error(error) => (error.clone(), Form::Cell),
        SheetValue::Uncalculated => ("a formula".into(), Form::Cell),
    }
}

/// A number at 15 significant digits, which is as exactly as a spreadsheet shows it, times `by`.
fn digits(number: f64, by: Decimal) -> String {
    let rounded = format!("{number:.14e}");
    let exact = Decimal::from_scientific(&rounded).ok().and_then(|exact| exact.checked_mul(by));
    exact.map_or(rounded, |exact| exact.normalize().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_as_exact_as_a_spreadsheet_shows_them() {
        assert_eq!(digits(0.1 + 0.2, Decimal::ONE), "0.3");
        assert_eq!(digits(0.07, Decimal::ONE_HUNDRED), "7");
        assert_eq!(digits(310_000.0, Decimal::ONE), "310000");
        assert_eq!(digits(-1e15, Decimal::ONE), "-1000000000000000");
    }
}
