//! Tables of words: of analyses, whose columns have figures of several units.

use crate::report::document::{Column, Row, Table, Value, name};

/// A table whose first column names the row.
pub(super) fn table(
    id: &'static str,
    caption: &str,
    columns: &[(&'static str, &'static str)],
    rows: Vec<Vec<String>>,
) -> Table {
    let column = |(place, (key, heading)): (usize, &(&'static str, &'static str))| match place {
        0 => Column::text(key, *heading),
        _ => Column::number(key, *heading),
    };
    let cells = |row: Vec<String>| Row::new(row.iter().map(|cell| Value::from(name(cell))).collect());
    Table {
        id,
        caption: caption.into(),
        unit: None,
        columns: columns.iter().enumerate().map(column).collect(),
        rows: rows.into_iter().map(cells).collect(),
    }
}
