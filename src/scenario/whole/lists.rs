//! Sheets with a row for each partner, grant, target and the like.

use super::filled;
use crate::diagnostic::Code;
use crate::scenario::reader::Reader;
use crate::scenario::schema::{LISTS, NO_COLUMNS, Section, Shape};
use crate::scenario::table::{Mapping, Row, Table};
use crate::scenario::toml::{self, Entry, Value};
use crate::scenario::typed::{Form, Typed};

pub(super) fn shape(section: &'static Section) -> Shape {
    let (dates, years, choices): (&[&str], &[&str], &[&str]) = match section.name {
        "programme_cost" => (&["from", "until"], &[], &[]),
        "workforce" => (&["as_at"], &[], &["redundancy_possible"]),
        "grant" => (&[], &["year"], &[]),
        // Of a payback, what is asked for is a year.
        "target" => (&[], &["by", "at_least", "at_most"], &[]),
        _ => (&[], &[], &[]),
    };
    Shape { columns: section.keys, needed: section.needed, dates, years, choices, ..NO_COLUMNS }
}

/// Reads the sheet of a section into `root`, where there is one.
pub(super) fn read(sheet: &str, section: &'static Section, root: &mut toml::Table, reader: &mut Reader) {
    let Some(table) = reader.own_table(sheet, &shape(section), &Mapping::default()) else { return };
    let Some(table) = table else {
        reader.note_misspelt(&root.place, section.name);
        return;
    };
    let unsound = table.rows().any(|row| !row.is_sound());
    let rows = table.rows().filter(Row::is_sound);
    let entries: Vec<Value> = rows.map(|row| Value::Table(entry(&table, row, section, reader))).collect();
    if unsound {
        reader.note_misspelt(&root.place, section.name);
    }
    let place = table.header_place();
    let key = Typed::in_sheet(section.name, Form::Key, place.clone());
    root.entries.push(Entry { key, value: Value::List(place, entries) });
}

/// A row as the table that a scenario file would have.
fn entry(table: &Table, row: Row<'_>, section: &Section, reader: &mut Reader) -> toml::Table {
    let place = row.place();
    for needed in section.needed {
        let is_blank = row.cell(needed).filter(Typed::is_blank);
        if let Some(cell) = is_blank {
            let message = format!("`{needed}` is blank, but every row needs it");
            reader.fault(Code::MissingValue, &cell.place, message, format!("fill the column `{needed}` of this row"));
        }
        if row.filled(needed).is_none() {
            // Said of the cell, or of the heading that is not there.
            reader.note_misspelt(&place, needed);
        }
    }
    let entries = filled(table, row).map(|(at, cell)| {
        let column = &table.columns[at];
        let key = column.heading.as_key(&column.name);
        let value = if LISTS.contains(&&*column.name) { Value::list_in(&cell) } else { Value::Plain(cell) };
        Entry { key, value }
    });
    toml::Table { place, entries: entries.collect() }
}
