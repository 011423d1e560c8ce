//! Cells of a sheet that cannot be what their column holds, whatever is read of it.

use super::super::{Store, Table, Wanted};
use super::rows::SheetRows;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::scenario::block::Block;
use crate::scenario::faults::Faults;
use crate::scenario::schema::Shape;
use crate::scenario::sheet::SheetValue;
use crate::scenario::spelling;

/// What kind of cell a column of a shape takes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Dates or financial years.
    Time,
    /// Yes or no.
    Choice,
    /// What its setting is.
    Any,
    /// Anything else.
    Other,
}

fn kind(shape: &Shape, name: &str) -> Kind {
    match name {
        _ if shape.is_of_settings => Kind::Any,
        _ if shape.dates.contains(&name) || shape.years.contains(&name) => Kind::Time,
        _ if shape.choices.contains(&name) => Kind::Choice,
        _ => Kind::Other,
    }
}

/// Reports cells of the columns that are read which hold an error, no result, or what no such column takes, and cells
/// that are merged; nothing more is said of them.
pub(super) fn check(table: &mut Table, wanted: &Wanted<'_>, faults: &mut Faults) {
    let mut spoilt: Vec<(u32, u32)> = Vec::new();
    refuse_merged(table, &mut spoilt, faults);
    let source = table.source;
    let Store::Sheet(store) = &table.store else { return };
    for (column, name) in read(table, wanted) {
        let kind = match wanted {
            Wanted::Shape(shape, _) => kind(shape, &name),
            // Of a history, what is no number is reported as such.
            Wanted::Column(_) => Kind::Time,
        };
        for (row, of_sheet) in store.rows.iter().enumerate() {
            let at = (of_sheet.number, store.places()[column]);
            let Some(value) = store.value(at.0, at.1) else { continue };
            let Some((code, message, help)) = fault(value, kind, &name).filter(|_| !spoilt.contains(&at)) else {
                continue;
            };
            let place = store.cell(source, row, column, Some(table.columns[column].name.clone())).place;
            faults.fault(code, &place, message, help);
            spoilt.push(at);
        }
    }
    let Store::Sheet(store) = &mut table.store else { return };
    store.spoilt.extend(&spoilt);
    faults.note_spoilt(source, spoilt);
}

/// The columns that are read, with their names.
fn read(table: &Table, wanted: &Wanted<'_>) -> Vec<(usize, String)> {
    let is_read = |name: &str| match wanted {
        Wanted::Shape(..) => !name.is_empty(),
        Wanted::Column(column) => name == spelling::heading(column),
    };
    let columns = table.columns.iter().enumerate().filter(|(_, column)| is_read(&column.name));
    columns.map(|(at, column)| (at, column.name.to_string())).collect()
}

/// What is wrong with a cell, if anything is: code, message and help.
fn fault(value: &SheetValue, kind: Kind, column: &str) -> Option<(Code, String, String)> {
    let no_such = |what: &str, help: &str| {
        Some((Code::WrongKind, format!("this is {what}, which `{column}` cannot be"), help.to_owned()))
    };
    match value {
        SheetValue::Error(error) => Some((
            Code::ErrorValue,
            format!("this cell holds the error `{error}`"),
            "repair the formula, or type the value".into(),
        )),
        SheetValue::Uncalculated => Some((
            Code::NotCalculated,
            "this cell holds a formula that was never calculated".into(),
            "open the workbook in Excel, save it, and try again".into(),
        )),
        SheetValue::Date(_) | SheetValue::Moment(_) if !matches!(kind, Kind::Time | Kind::Any) => {
            no_such("a date", "format the cell as *General* or *Text*, and type the value again")
        }
        SheetValue::Boolean(_) if !matches!(kind, Kind::Choice | Kind::Any) => {
            no_such("TRUE or FALSE", "type the value itself")
        }
        _ => None,
    }
}

/// Reports merged cells of the table, its headings included.
fn refuse_merged(table: &Table, spoilt: &mut Vec<(u32, u32)>, faults: &mut Faults) {
    let Store::Sheet(store) = &table.store else { return };
    let Some(block) = extent(store) else { return };
    for merged in &store.sheet.layout.merged {
        let Some(common) = merged.and(block) else { continue };
        let columns: Vec<usize> =
            (0..store.places().len()).filter(|&at| common.contains(common.top, store.places()[at])).collect();
        let Some(&first) = columns.first() else { continue };
        let row = store.rows.iter().position(|row| row.number == common.top);
        let place = match row {
            Some(row) => store.cell(table.source, row, first, Some(table.columns[first].name.clone())).place,
            None => cell(store, table, common, first),
        };
        let message = format!("the cells {merged} are merged, so that it is not clear what each of them holds");
        let help = "choose *Unmerge Cells* in Excel, and fill each cell";
        faults.report(Diagnostic::error(Code::MergedCells, message).at(place).help(help));
        let rows = (common.top..=common.bottom).take(1_000);
        spoilt.extend(rows.flat_map(|row| columns.iter().map(move |&at| (row, store.places()[at]))));
    }
}

/// The first cell of a merged stretch that is no row of the table: a heading, or a blank row.
fn cell(store: &SheetRows, table: &Table, common: Block, column: usize) -> Place {
    let Place::Sheet(mut cell) = store.heading(table.source, column).place else {
        unreachable!("a heading of a sheet stands in a sheet")
    };
    if common.top != store.header {
        (cell.row, cell.content) = (common.top, "".into());
    }
    Place::Sheet(cell)
}

/// From the headings to the last row.
fn extent(store: &SheetRows) -> Option<Block> {
    let bottom = store.rows.last().map_or(store.header, |row| row.number);
    Some(Block { top: store.header, left: *store.places().first()?, bottom, right: *store.places().last()? })
}
