//! Tables of words: of analyses, whose columns have figures of several units.

use crate::report::document::{Column, Row, Table, Value, name};

/// A table whose first column names the row; each row behind what it is called in the table's file.
pub(super) fn table(
    id: &'static str,
    caption: &str,
    columns: &[(&'static str, &'static str)],
    rows: Vec<(String, Vec<String>)>,
) -> Table {
    let column = |(place, (key, heading)): (usize, &(&'static str, &'static str))| match place {
        0 => Column::text(key, *heading),
        _ => Column::number(key, *heading),
    };
    let row = |(key, cells): (String, Vec<String>)| {
        Row::new(cells.iter().map(|cell| Value::from(name(cell))).collect()).keyed(key)
    };
    Table {
        id,
        caption: caption.into(),
        unit: None,
        columns: columns.iter().enumerate().map(column).collect(),
        rows: rows.into_iter().map(row).collect(),
    }
}
