//! What differs between pinned figures and today's, in words.

use super::figures::{Row, Table};
use super::lines::{cells, expanded, parse};
use std::collections::BTreeSet;

/// How many differing rows are shown.
const SHOWN: usize = 12;

/// What differs, row by row and cell by cell; `None` where nothing does.
pub fn differences(pinned: &str, now: &[Table]) -> Option<String> {
    let pinned = parse(pinned);
    let rows = || now.iter().flat_map(|table| table.rows.iter().map(|row| (table.name.as_str(), row)));
    let moved = rows().filter_map(|(table, row)| {
        let cells = difference(&expanded(pinned.get(&(table, row.key.as_str())).copied(), row), row)?;
        Some(format!("[{table}] {}: {cells}", row.key))
    });
    let known: BTreeSet<(&str, &str)> = rows().map(|(table, row)| (table, row.key.as_str())).collect();
    let gone = pinned.keys().filter(|key| !known.contains(*key));
    let all: Vec<String> = moved.chain(gone.map(|(table, row)| format!("[{table}] {row}: no longer there"))).collect();
    let shown = all.iter().take(SHOWN).fold(String::new(), |text, line| text + "\n  " + line);
    (!all.is_empty()).then(|| format!("{} rows differ from what is pinned, among them{shown}", all.len()))
}

/// The cells of a row that are not what they were.
fn difference(before: &[String], row: &Row) -> Option<String> {
    let after = cells(row);
    if before.len() != after.len() {
        return Some(format!("{} cells were pinned, {} are there", before.len(), after.len()));
    }
    let pairs = before.iter().zip(&after).zip(&row.cells);
    let moved = pairs.filter(|((was, is), _)| was != is);
    let said: Vec<String> = moved.map(|((was, is), cell)| format!("{} was {was}, is {is}", cell.name)).collect();
    (!said.is_empty()).then(|| said.join("; "))
}
