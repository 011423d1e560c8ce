//! What the forecast was made from: its risks, and every input as it was written.

use super::sheet::{BLANKS, Sheet, Value, sheet};
use crate::programme::Register;
use crate::report::Cell;
use crate::report::compose::Input;
use crate::report::document::{Block, Document, Table};

/// The table of a document's section on risks.
pub(super) fn risks(document: &Document) -> Option<Sheet> {
    let blocks = &document.section("risks")?.blocks;
    let table = blocks.iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None })?;
    let about = format!("{}. A blank cell is a consequence that the risk does not have.", table.caption);
    Some(of_table(("Risks", "risks"), about, table))
}

/// A table of a document as it reads.
fn of_table((name, id): (&'static str, &'static str), about: String, table: &Table) -> Sheet {
    let mut sheet = sheet(name, id, about, &[]);
    sheet.headings = table.columns.iter().map(|column| column.heading.to_string()).collect();
    let cell = |row: &crate::report::document::Row, at: usize| match row.cells.get(at).map(|value| value.shown()) {
        Some(text) if !text.is_empty() => Value::from(text.as_str()),
        _ => Cell::Blank.into(),
    };
    sheet.rows = table.rows.iter().map(|row| (0..table.columns.len()).map(|at| cell(row, at)).collect()).collect();
    sheet
}

/// A row for every cell and key that was given.
pub(super) fn assumptions(inputs: &[Input], register: Option<&Register>) -> Sheet {
    let about = format!(
        "Every cell and key of the scenario as it was written, with what the register of assumptions says of it. The mark \
         of a name, a date or a setting that needs no source is blank. {BLANKS}"
    );
    let headings = ["Table", "Entry", "Input", "As written", "Mark", "Basis", "Source", "Owner"];
    let mut sheet = sheet("Assumptions", "assumptions", about, &headings);
    sheet.keys = 2;
    sheet.rows = inputs.iter().map(|input| row(input, register)).collect();
    sheet
}

fn row(input: &Input, register: Option<&Register>) -> Vec<Value> {
    let line = input.line(register);
    let text = |text: &str| if text.is_empty() { Cell::Blank.into() } else { Value::from(text) };
    let words = |words: Option<&String>| text(words.map_or("", String::as_str));
    vec![
        text(&input.table),
        words(input.entry.as_ref()),
        text(&input.column),
        text(&input.written),
        text(input.mark(register)),
        words(line.map(|line| &line.basis)),
        words(line.and_then(|line| line.source.as_ref())),
        words(line.and_then(|line| line.owner.as_ref())),
    ]
}
