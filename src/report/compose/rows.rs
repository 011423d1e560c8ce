//! Tables of words: of analyses, whose columns have figures of several units.

use crate::report::document::{Column, Row, Table, Value, name};
use crate::report::figure::Scale;

/// Cells of words.
pub(super) fn words(cells: Vec<String>) -> Vec<Value> {
    cells.iter().map(|cell| Value::from(name(cell))).collect()
}

/// The unit in which a table of such amounts is written.
pub(super) fn scale_of(amounts: impl IntoIterator<Item = f64>) -> Scale {
    Scale::of(amounts.into_iter().fold(0.0, |most: f64, amount| most.max(amount.abs())))
}

/// A table whose first column names the row; each row behind what it is called in the table's file.
pub(super) fn table(
    id: &'static str,
    (caption, unit): (&str, Option<String>),
    columns: &[(&'static str, &'static str)],
    rows: Vec<(String, Vec<Value>)>,
) -> Table {
    let column = |(place, (key, heading)): (usize, &(&'static str, &'static str))| match place {
        0 => Column::text(key, *heading),
        _ => Column::number(key, *heading),
    };
    let row = |(key, cells): (String, Vec<Value>)| Row::new(cells).keyed(key);
    Table {
        id,
        caption: caption.into(),
        unit,
        columns: columns.iter().enumerate().map(column).collect(),
        rows: rows.into_iter().map(row).collect(),
    }
}
