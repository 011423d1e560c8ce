//! The tables of a run's result files: columns and cells, without a file format.
//!
//! CSV and JSON are written from the same records, so that they have the same columns and say the
//! same numbers to the same places.

mod areas;
mod cell;
mod figure;
mod measures;
mod pennies;
mod targets;
#[cfg(test)]
mod tests;

pub use cell::Cell;
pub(in crate::report) use figure::FigureAsked;

/// A table for programs to read.
#[derive(Clone, Debug, PartialEq)]
pub struct Records {
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows, each with a cell for each column.
    pub rows: Vec<Vec<Cell>>,
}
