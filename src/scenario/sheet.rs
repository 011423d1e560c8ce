//! Sheets of a workbook: rows of typed cells, as a spreadsheet stores them, and what lies over them.

use super::block::Block;

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Its cells in order, row by row.
    cells: Vec<(u32, u32, SheetValue)>,
    /// What lies over the cells.
    pub(crate) layout: Layout,
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
    /// A date with a time of day: year, month, day, hour and minute.
    Moment([u16; 5]),
    /// A truth value.
    Boolean(bool),
    /// An error, such as `#DIV/0!`.
    Error(String),
    /// A formula whose result nobody has computed.
    Uncalculated,
}

/// What lies over the cells of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Layout {
    /// Whether the sheet itself is hidden.
    pub is_hidden: bool,
    /// Whether its days are counted from 1904.
    pub is_from_1904: bool,
    /// Rows that are hidden or filtered out.
    pub hidden_rows: Vec<u32>,
    /// Stretches of hidden columns, first and last.
    pub hidden_columns: Vec<(u32, u32)>,
    /// Cells that are merged.
    pub merged: Vec<Block>,
    /// Excel's tables.
    pub tables: Vec<ListObject>,
}

/// One of Excel's tables, as Ctrl+T makes them.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ListObject {
    /// Its name.
    pub name: String,
    /// Its headings and rows, without the row of totals.
    pub block: Block,
}

impl Sheet {
    /// A sheet without cells.
    pub fn new(name: impl Into<String>) -> Self {
        Sheet { name: name.into(), ..Sheet::default() }
    }

    /// Fills the cell of a row and a column, both from 1: `D14` is (14, 4).
    pub fn set(&mut self, row: u32, column: u32, value: SheetValue) {
        let is_behind = self.cells.last().is_none_or(|&(last, right, _)| (last, right) < (row, column));
        if is_behind {
            return self.cells.push((row, column, value));
        }
        match self.cells.binary_search_by_key(&(row, column), |&(row, column, _)| (row, column)) {
            Ok(at) => self.cells[at].2 = value,
            Err(at) => self.cells.insert(at, (row, column, value)),
        }
    }

    /// Fills a sheet without cells with these, whatever their order; of two in one place the later counts.
    pub(crate) fn fill(&mut self, mut cells: Vec<(u32, u32, SheetValue)>) {
        let place = |&(row, column, _): &(u32, u32, SheetValue)| (row, column);
        // Cell by cell, those in reverse would take their number squared.
        cells.sort_by_key(place);
        cells.dedup_by(|later, kept| {
            let is_same = place(later) == place(kept);
            if is_same {
                std::mem::swap(later, kept);
            }
            is_same
        });
        self.cells = cells;
    }

    /// The cells that are filled, row by row: row, column and value.
    pub fn cells(&self) -> &[(u32, u32, SheetValue)] {
        &self.cells
    }
}
