//! What is hidden of a table, what stands beside it without a heading, and rows that are none of its own.

use super::super::{Store, Table};
use super::rows::{RowOfSheet, SheetRows, text_of};
use crate::diagnostic::{Code, Diagnostic, Place, SheetCell, column_letters, listed, shortened};
use crate::scenario::block::Block;
use crate::scenario::faults::Faults;
use crate::scenario::schema::Shape;
use crate::scenario::spelling;
use std::collections::BTreeMap;

/// So many rows or columns are named.
const MOST_NAMED: usize = 8;

/// Warns of what is hidden and read all the same, and of columns without a heading that hold something and are not.
pub(super) fn tell(table: &Table, below: &[RowOfSheet], block: Option<Block>, faults: &mut Faults) {
    let Store::Sheet(store) = &table.store else { return };
    tell_hidden(table, store, faults);
    if block.is_none() {
        tell_unnamed(table, store, below, faults);
    }
}

fn tell_hidden(table: &Table, store: &SheetRows, faults: &mut Faults) {
    let layout = &store.sheet.layout;
    let mut tell = |message: String, place: Place| {
        let help = "delete what should not count";
        faults.report(Diagnostic::warning(Code::HiddenCells, message).at(place).help(help));
    };
    if layout.is_hidden {
        tell("this sheet is hidden, and is read all the same".into(), super::corner(table.source));
    }
    let is_hidden = |column: u32| layout.hidden_columns.iter().any(|&(first, last)| (first..=last).contains(&column));
    let columns: Vec<usize> = (0..store.places().len())
        .filter(|&at| is_hidden(store.places()[at]) && !table.columns[at].name.is_empty())
        .collect();
    if let Some(&first) = columns.first() {
        let names = columns.iter().map(|&at| column_letters(store.places()[at])).collect();
        tell(hidden(names, "column"), table.columns[first].heading.place.clone());
    }
    let rows: Vec<usize> =
        (0..store.rows.len()).filter(|&at| layout.hidden_rows.binary_search(&store.rows[at].number).is_ok()).collect();
    if let Some(&first) = rows.first() {
        let names = rows.iter().map(|&at| store.rows[at].number.to_string()).collect();
        tell(hidden(names, "row"), store.cell(table.source, first, 0, None).place);
    }
}

/// `rows 5 and 7 are hidden, and are read all the same`.
fn hidden(names: Vec<String>, what: &str) -> String {
    let (plural, verb) = if names.len() == 1 { ("", "is") } else { ("s", "are") };
    format!("{what}{plural} {} {verb} hidden, and {verb} read all the same", named(names))
}

fn named(mut names: Vec<String>) -> String {
    if names.len() > MOST_NAMED {
        let more = names.len() - MOST_NAMED;
        names.truncate(MOST_NAMED);
        names.push(format!("{more} more"));
    }
    listed(&names, "and")
}

/// Columns without a heading that hold something beside or below the table's rows.
fn tell_unnamed(table: &Table, store: &SheetRows, below: &[RowOfSheet], faults: &mut Faults) {
    let mut firsts: BTreeMap<u32, (u32, &str)> = BTreeMap::new();
    let cells = store.sheet.cells();
    let text = |value| shortened(text_of(value).0.trim());
    let mut shown = BTreeMap::new();
    for (row, column, value) in below.iter().flat_map(|row| &cells[row.cells.clone()]) {
        if store.places().binary_search(column).is_err() && !text(value).is_empty() {
            firsts.entry(*column).or_insert((*row, ""));
            shown.entry(*column).or_insert_with(|| text(value));
        }
    }
    let Some((&column, &(row, _))) = firsts.first_key_value() else { return };
    let content = shown[&column].as_str().into();
    let place = Place::Sheet(SheetCell { source: table.source, row, column, heading: None, row_name: None, content });
    let names: Vec<String> = firsts.keys().map(|&column| column_letters(column)).collect();
    let (plural, verb, has) = if names.len() == 1 { ("", "is", "has") } else { ("s", "are", "have") };
    let message = format!("column{plural} {} {has} no heading, and {verb} left out", named(names));
    let help = "give the column a heading in the row of headings, if it should be read";
    faults.report(Diagnostic::warning(Code::ColumnLeftOut, message).at(place).help(help));
}

/// Words with which a row of totals begins.
const TOTALS: [&str; 6] = ["total", "totals", "subtotal", "sub", "grand", "sum"];

/// Reports rows that are no entries: totals, headings between the rows, notes below them.
pub(super) fn refuse_strays(table: &mut Table, shape: &Shape, faults: &mut Faults) {
    let strays: Vec<(usize, Diagnostic)> =
        (0..table.len()).filter_map(|row| Some((row, stray(table, row, shape)?))).collect();
    let Store::Sheet(store) = &mut table.store else { return };
    for (row, fault) in strays {
        store.rows[row].is_sound = false;
        faults.report(fault);
    }
}

/// What is said of a row that lacks what is required and begins as totals do, or has a first cell alone.
fn stray(table: &Table, position: usize, shape: &Shape) -> Option<Diagnostic> {
    let row = table.row(position)?;
    let is_filled = |name: &str| row.filled(name).is_some();
    let lacking: Vec<&str> = shape
        .needed
        .iter()
        .copied()
        .filter(|needed| {
            table.column(needed).is_some()
                && !table.names().any(|name| shape.stands_for(name, needed) && is_filled(name))
        })
        .collect();
    if lacking.is_empty() {
        return None;
    }
    let cells: Vec<_> = (0..table.columns.len()).filter_map(|at| row.at(at)).filter(|cell| !cell.is_blank()).collect();
    let first = cells.first()?;
    let spelt = spelling::word(&first.text);
    let begins = spelt.split('_').next().is_some_and(|word| TOTALS.contains(&word)) || spelt.ends_with("_total");
    if !begins && (cells.len() > 1 || shape.needed.len() < 2) {
        return None;
    }
    let place = (0..table.columns.len())
        .filter(|&at| lacking.contains(&&*table.columns[at].name))
        .find_map(|at| row.at(at))
        .map(|cell| cell.place)?;
    let lacking: Vec<String> = lacking.iter().map(|name| format!("`{name}`")).collect();
    let message =
        format!("the row `{}` lacks {}, which every row needs", shortened(&first.text), listed(&lacking, "and"));
    let code = if begins { Code::TotalsRow } else { Code::MissingValue };
    let help = "leave totals, headings and notes out of the rows, or make the list an Excel table (Ctrl+T), around \
                which anything may stand";
    Some(Diagnostic::error(code, message).at(place).help(help))
}
