//! Charts with a row for each thing that is compared.

use super::{Mark, Scale, Series};

/// Rows from the top, values from left to right.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// The scale of all rows; where each has one of its own it names what they share.
    pub scale: Scale,
    /// The rows, those of a group together.
    pub rows: Vec<Row>,
    /// Columns of figures to the right.
    pub columns: Vec<RowColumn>,
    /// The series, in the order of drawing; their points are at positions of rows.
    pub series: Vec<Series>,
    /// Values of the scale that are marked through all rows.
    pub marks: Vec<Mark>,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// The heading above the first row of its group; empty where it has none.
    pub group: String,
    /// What it is of.
    pub name: String,
    /// What is said behind the name, and never cut: `(not in plan)`.
    pub aside: String,
    /// Its own scale, where rows have different units.
    pub scale: Option<Scale>,
}

/// A column of figures to the right of the rows.
#[derive(Clone, Debug, PartialEq)]
pub struct RowColumn {
    /// Its heading.
    pub heading: String,
    /// A figure for each row.
    pub cells: Vec<String>,
}

impl RowColumn {
    /// A column of that heading.
    pub fn new(heading: &str, cells: impl IntoIterator<Item = String>) -> Self {
        RowColumn { heading: heading.into(), cells: cells.into_iter().collect() }
    }
}

impl Row {
    /// A row of that name.
    pub fn of(name: &str) -> Self {
        Row { name: name.trim().into(), ..Row::default() }
    }
}
