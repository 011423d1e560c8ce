//! Tables as rows of a sheet: where the table is, and what lies around and over it.

mod cells;
mod rows;
mod surroundings;
mod thousands;

pub(super) use rows::SheetRows;

use super::header::MOST_ROWS_LOOKED_AT;
use super::{Column, MOST_COLUMNS, MOST_ROWS, Store, Table, Wanted, columns};
use crate::diagnostic::{Code, Diagnostic, Place, SheetCell, SourceId, listed};
use crate::scenario::block::Block;
use crate::scenario::faults::Faults;
use crate::scenario::files::FileFault;
use crate::scenario::sheet::Sheet;
use rows::{RowOfSheet, text_of};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A sheet in which a table is looked for.
#[derive(Clone, Debug)]
pub(crate) struct Opened {
    /// Its source.
    pub source: SourceId,
    /// Its cells.
    pub sheet: Arc<Sheet>,
    /// Where the table is, if one of Excel's tables was named.
    pub block: Option<Block>,
}

/// Reads a sheet, in which the header is looked for that is wanted. Faults are reported; `None` where there is none.
pub(crate) fn of_sheet(opened: &Opened, wanted: &Wanted<'_>, faults: &mut Faults) -> Option<Table> {
    let (source, sheet) = (opened.source, &opened.sheet);
    let tables = &sheet.layout.tables;
    let block = opened.block.or_else(|| Some(tables.first()?.block).filter(|_| tables.len() == 1));
    let all = rows(sheet, block);
    let Some(header) = block.map_or_else(|| header(&all, sheet, wanted), |_| Some(0).filter(|_| !all.is_empty()))
    else {
        faults.report(no_header(source, wanted));
        return None;
    };
    let places: Vec<u32> = filled(&all[header], sheet).map(|(column, _)| column).collect();
    let mut rows: Vec<RowOfSheet> = all[header + 1..].to_vec();
    rows.retain(|row| filled(row, sheet).any(|(column, _)| places.binary_search(&column).is_ok()));
    if rows.len() > MOST_ROWS || places.len() > MOST_COLUMNS {
        faults.report(too_long().at(corner(source)));
        return None;
    }
    let mut store = SheetRows::new(sheet.clone(), places, all[header].number);
    let columns: Vec<Column> = (0..store.places().len())
        .map(|column| {
            let heading = store.heading(source, column);
            Column { name: wanted.name(&heading.text).into(), heading }
        })
        .collect();
    store.rows = rows;
    if let Wanted::Shape(shape, _) = wanted {
        store.dates = shape.dates;
    }
    let mut table = Table { source, columns, store: Store::Sheet(store), set: BTreeMap::new() };
    if let Wanted::Shape(shape, mapping) = wanted {
        columns::check(&mut table, shape, mapping, faults);
    }
    cells::check(&mut table, wanted, faults);
    surroundings::tell(&table, &all[header + 1..], block, faults);
    if let Wanted::Shape(shape, _) = wanted {
        thousands::refuse(&mut table, &all, header, faults);
        if !shape.is_of_settings {
            surroundings::refuse_strays(&mut table, shape, faults);
        }
    }
    Some(table)
}

/// Says that a sheet has more rows or columns than are read.
pub(crate) fn too_long() -> FileFault {
    let message = format!("this sheet has more than {MOST_ROWS} rows or {MOST_COLUMNS} columns, more than are read");
    FileFault::new(Code::TableTooLarge, message, "keep the table in a sheet of its own, without what does not belong")
}

/// The first cell of a sheet.
fn corner(source: SourceId) -> Place {
    Place::Sheet(SheetCell { source, row: 1, column: 1, heading: None, row_name: None, content: "".into() })
}

fn no_header(source: SourceId, wanted: &Wanted<'_>) -> Diagnostic {
    let (message, help) = match wanted {
        Wanted::Column(column) => {
            (format!("this sheet has no column `{column}`"), "a row of the first 30 must hold the headings".to_owned())
        }
        Wanted::Shape(shape, _) => {
            let quoted = |names: &[&str]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>();
            let others: Vec<&str> =
                shape.columns.iter().copied().filter(|column| !shape.needed.contains(column)).collect();
            let mut help =
                format!("name the columns in one of the first 30 rows: {}", listed(&quoted(shape.needed), "and"));
            if !others.is_empty() {
                help += &format!("; there may also be {}", listed(&quoted(&others), "and"));
            }
            ("this sheet has no row of headings".to_owned(), help)
        }
    };
    Diagnostic::error(Code::TableEmpty, message).at(corner(source)).help(help)
}

/// The rows with a filled cell, within a block where one is given.
fn rows(sheet: &Sheet, block: Option<Block>) -> Vec<RowOfSheet> {
    let mut rows: Vec<RowOfSheet> = Vec::new();
    for (at, (row, column, value)) in sheet.cells().iter().enumerate() {
        if block.is_some_and(|block| !block.contains(*row, *column)) || text_of(value).0.trim().is_empty() {
            continue;
        }
        match rows.last_mut().filter(|last| last.number == *row) {
            Some(last) => last.cells.end = at + 1,
            None => rows.push(RowOfSheet { number: *row, cells: at..at + 1, is_sound: true }),
        }
    }
    rows
}

/// The filled cells of a row: column and text.
fn filled<'s>(row: &RowOfSheet, sheet: &'s Sheet) -> impl Iterator<Item = (u32, String)> + use<'s> {
    let cells = &sheet.cells()[row.cells.clone()];
    cells.iter().map(|(_, column, value)| (*column, text_of(value).0)).filter(|(_, text)| !text.trim().is_empty())
}

/// The position of the header among the rows: the first of the sheet's first rows with enough names of columns.
fn header(rows: &[RowOfSheet], sheet: &Sheet, wanted: &Wanted<'_>) -> Option<usize> {
    let near = rows.iter().take_while(|row| row.number as usize <= MOST_ROWS_LOOKED_AT);
    near.enumerate().find_map(|(at, row)| {
        let names: Vec<String> = filled(row, sheet).map(|(_, text)| wanted.name(&text)).collect();
        (wanted.judge(&names).1 >= wanted.fewest()).then_some(at)
    })
}
