//! Tables as rows of a sheet.

use super::header::MOST_ROWS_LOOKED_AT;
use super::{Column, MOST_COLUMNS, MOST_ROWS, Store, Table, Wanted, columns};
use crate::diagnostic::{Code, Diagnostic, Place, SheetCell, SourceId};
use crate::scenario::faults::Faults;
use crate::scenario::sheet::{Sheet, SheetValue};
use crate::scenario::typed::{Form, Typed};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Rows of a sheet.
#[derive(Clone)]
pub(super) struct SheetRows {
    /// The sheet's column, from 1, at which the table begins.
    left: u32,
    /// The rows below the header, without blank ones.
    pub rows: Vec<SheetRow>,
}

/// A row.
#[derive(Clone)]
pub(super) struct SheetRow {
    /// Its number in the sheet, from 1.
    number: u32,
    /// Its cells by their column in the sheet; blank ones are left out.
    cells: BTreeMap<u32, Stored>,
}

/// A cell as the text that stands for it, and what it was.
#[derive(Clone)]
struct Stored {
    text: Arc<str>,
    form: Form,
}

impl SheetRows {
    /// A cell by the positions of its row and column, the latter called `name`.
    pub fn cell(&self, source: SourceId, row: usize, column: usize, name: Option<Arc<str>>) -> Typed {
        self.rows[row].cell(source, self.left, self.left + column as u32, name)
    }
}

impl SheetRow {
    /// The cell of a column of the sheet, in a table that begins at the column `left`.
    fn cell(&self, source: SourceId, left: u32, column: u32, heading: Option<Arc<str>>) -> Typed {
        let stored = self.cells.get(&column);
        let content = stored.map_or_else(|| Arc::from(""), |stored| stored.text.clone());
        let row_name = self.cells.get(&left).map(|stored| stored.text.trim().into());
        let place = SheetCell { source, row: self.number, column, heading, row_name, content: content.clone() };
        Typed::in_sheet(&content, stored.map_or(Form::Cell, |stored| stored.form), Place::Sheet(place))
    }
}

/// Reads a sheet, in which the header is looked for that is wanted. Faults are reported; `None` where there is none.
pub(crate) fn of_sheet(source: SourceId, sheet: &Sheet, wanted: &Wanted<'_>, faults: &mut Faults) -> Option<Table> {
    let mut rows = rows(sheet);
    let Some((header, left)) = header(&rows, wanted) else {
        let message = "this sheet has no table";
        let help = "its first row names the columns";
        faults.report(Diagnostic::error(Code::TableEmpty, message).at(corner(source)).help(help));
        return None;
    };
    let headings = rows.remove(header);
    let rows = rows.split_off(header);
    let right = headings.cells.keys().next_back().copied().unwrap_or(left);
    if rows.len() > MOST_ROWS || (right - left) as usize >= MOST_COLUMNS {
        let message =
            format!("this sheet has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns, more than are read");
        faults.report(Diagnostic::error(Code::TableTooLarge, message).at(corner(source)));
        return None;
    }
    let columns = (left..=right).map(|column| {
        // The header's first cell is not what its row is called.
        let heading = headings.cell(source, 0, column, None);
        Column { name: wanted.name(&heading.text).into(), heading }
    });
    let mut table = Table { source, columns: columns.collect(), store: Store::Sheet(SheetRows { left, rows }) };
    if let Wanted::Shape(shape, mapping) = wanted {
        columns::check(&mut table, shape, mapping, faults);
    }
    Some(table)
}

/// The first cell of a sheet.
fn corner(source: SourceId) -> Place {
    Place::Sheet(SheetCell { source, row: 1, column: 1, heading: None, row_name: None, content: "".into() })
}

/// The rows with a filled cell.
fn rows(sheet: &Sheet) -> Vec<SheetRow> {
    let mut rows: Vec<SheetRow> = Vec::new();
    for (number, column, value) in sheet.cells() {
        let stored = stored(value);
        if stored.text.trim().is_empty() {
            continue;
        }
        match rows.last_mut().filter(|row| row.number == number) {
            Some(row) => drop(row.cells.insert(column, stored)),
            None => rows.push(SheetRow { number, cells: BTreeMap::from([(column, stored)]) }),
        }
    }
    rows
}

/// The position of the header among the rows, and the column at which it begins.
fn header(rows: &[SheetRow], wanted: &Wanted<'_>) -> Option<(usize, u32)> {
    let judged = rows.iter().take(MOST_ROWS_LOOKED_AT).enumerate().map(|(at, row)| {
        let names: Vec<String> = row.cells.values().map(|cell| wanted.name(&cell.text)).collect();
        (at, wanted.judge(&names).1)
    });
    let (at, _) = judged.into_iter().find(|(_, known)| *known >= wanted.fewest())?;
    rows[at].cells.keys().next().map(|&left| (at, left))
}

/// What stands for a cell in a table of texts.
fn stored(value: &SheetValue) -> Stored {
    let (text, form) = match value {
        SheetValue::Text(text) => (text.clone(), Form::Cell),
        SheetValue::Number(number) => (digits(*number, Decimal::ONE), Form::Cell),
        SheetValue::Percentage(number) => (digits(*number, Decimal::ONE_HUNDRED) + "%", Form::Cell),
        SheetValue::Date([year, month, day]) => (format!("{year:04}-{month:02}-{day:02}"), Form::Date),
        SheetValue::Boolean(true) => ("TRUE".into(), Form::Boolean),
        SheetValue::Boolean(false) => ("FALSE".into(), Form::Boolean),
        SheetValue::Error(error) => (error.clone(), Form::Cell),
    };
    Stored { text: text.into(), form }
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
