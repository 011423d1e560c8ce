//! Sheets of a workbook: rows of typed cells, as a spreadsheet stores them.

use std::collections::BTreeMap;

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    cells: BTreeMap<(u32, u32), SheetValue>,
}

/// What a cell of a sheet holds; of a formula, its result.
#[derive(Clone, Debug, PartialEq)]
pub enum SheetValue {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A number that is shown as a percentage: 0.8 for 80%.
    Percentage(f64),
    /// A date: year, month and day.
    Date([u16; 3]),
    /// A truth value.
    Boolean(bool),
    /// An error, such as `#DIV/0!`.
    Error(String),
}

impl Sheet {
    /// A sheet without cells.
    pub fn new(name: impl Into<String>) -> Self {
        Sheet { name: name.into(), cells: BTreeMap::new() }
    }

    /// Fills the cell of a row and a column, both from 1: `D14` is (14, 4).
    pub fn set(&mut self, row: u32, column: u32, value: SheetValue) {
        self.cells.insert((row, column), value);
    }

    /// The cells that are filled, row by row.
    pub fn cells(&self) -> impl Iterator<Item = (u32, u32, &SheetValue)> {
        self.cells.iter().map(|(&(row, column), value)| (row, column, value))
    }
}
