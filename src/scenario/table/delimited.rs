//! Tables as CSV by RFC 4180, in which every cell knows its place.

use super::splitter::{SplitRow, Splitter};
use super::{Column, MOST_CELLS, MOST_COLUMNS, MOST_ROWS, Store, Table, Wanted, columns, header, thousands};
use crate::diagnostic::{Cell, Code, Diagnostic, Place, SourceId};
use crate::scenario::faults::Faults;
use crate::scenario::typed::Typed;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// A table's text, and where its rows are.
#[derive(Clone)]
pub(super) struct Delimited {
    /// The text.
    pub text: Arc<str>,
    /// The rows below the header, without blank ones.
    pub rows: Vec<RawRow>,
}

/// A row.
#[derive(Clone, Debug)]
pub(super) struct RawRow {
    /// The line, from 1, on which it starts.
    pub line: usize,
    /// Where it stands.
    pub span: Range<usize>,
    /// Its cells.
    pub cells: Vec<RawCell>,
    /// Whether it has as many as the header.
    pub sound: bool,
}

/// What stands between delimiters, or between the quotation marks there.
#[derive(Clone, Debug)]
pub(super) struct RawCell {
    /// Where it stands.
    pub span: Range<usize>,
    /// Whether it stands in quotation marks.
    pub quoted: bool,
}

impl Delimited {
    /// A cell by the positions of its row and column, the latter called `name`.
    pub fn cell(&self, source: SourceId, row: usize, column: usize, name: Option<Arc<str>>) -> Option<Typed> {
        let row = &self.rows[row];
        let cell = row.cells.get(column)?;
        let place = Place::in_table(source, cell.span.clone(), Cell { line: row.line, column: name });
        Some(Typed::in_cell(&self.text[cell.span.clone()], cell.quoted, place))
    }

    /// A row as a whole.
    pub fn place(&self, source: SourceId, row: usize) -> Place {
        let row = &self.rows[row];
        Place::in_table(source, row.span.clone(), Cell { line: row.line, column: None })
    }
}

/// Reads the text of a source, in which the header is looked for that is wanted. Faults are reported; `None` where
/// not even a header can be read.
pub(crate) fn parse(source: SourceId, wanted: &Wanted<'_>, faults: &mut Faults) -> Option<Table> {
    let text = faults.diagnostics.source(source).text().clone();
    let start = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let mut reading = Reading { source, faults };
    let Some((mut splitter, header)) = header::find(&text, start, wanted) else {
        let message = "this table is empty";
        let place = Place::new(source, start..start);
        reading.report(Diagnostic::error(Code::TableEmpty, message).at(place).help("its first line names the columns"));
        return None;
    };
    let headings = reading.header(&text, header)?;
    let rows = reading.rows(&mut splitter, headings.len())?;
    let columns = headings.into_iter().map(|heading| Column { name: wanted.name(&heading.text).into(), heading });
    let store = Store::Text(Delimited { text: text.clone(), rows });
    let mut table = Table { source, columns: columns.collect(), store, set: BTreeMap::new() };
    if let Wanted::Shape(shape, mapping) = wanted {
        columns::check(&mut table, shape, mapping, reading.faults);
        reading.unnamed_columns(&table);
    }
    Some(table)
}

struct Reading<'a> {
    source: SourceId,
    faults: &'a mut Faults,
}

impl Reading<'_> {
    fn report(&mut self, fault: Diagnostic) {
        self.faults.report(fault);
    }

    fn header(&mut self, text: &str, row: SplitRow) -> Option<Vec<Typed>> {
        let whole = Place::new(self.source, row.span.clone());
        if row.overlong {
            let message = format!("this table has more than {MOST_COLUMNS} columns, more than are read");
            self.report(Diagnostic::error(Code::TableTooLarge, message).at(whole));
            return None;
        }
        if let Some(fault) = row.fault {
            self.report(fault.diagnostic(self.source, row.line));
            return None;
        }
        let cell = Cell { line: row.line, column: None };
        let cells = row.cells.iter().map(|raw| {
            let place = Place::in_table(self.source, raw.span.clone(), cell.clone());
            Typed::in_cell(&text[raw.span.clone()], raw.quoted, place)
        });
        Some(cells.collect())
    }

    fn rows(&mut self, splitter: &mut Splitter<'_>, columns: usize) -> Option<Vec<RawRow>> {
        let (mut rows, mut cells) = (Vec::new(), 0);
        while let Some(row) = splitter.next_filled_row(columns) {
            cells += row.cells.len();
            if rows.len() == MOST_ROWS || cells > MOST_CELLS {
                let message =
                    format!("this table has more than {MOST_ROWS} rows or {MOST_CELLS} cells, more than are read");
                self.report(Diagnostic::error(Code::TableTooLarge, message).at(Place::new(self.source, row.span)));
                return None;
            }
            let sound = row.fault.is_none() && !row.overlong && row.cells.len() == columns;
            if let Some(fault) = &row.fault {
                self.report(fault.diagnostic(self.source, row.line));
            } else if !sound {
                let fault = thousands::split_amount(splitter.text, splitter.delimiter, &row).map_or_else(
                    || self.ragged(&row, columns, splitter.delimiter),
                    |amount| amount.diagnostic(self.source, row.line, columns),
                );
                self.report(fault);
            }
            rows.push(RawRow { line: row.line, span: row.span, cells: row.cells, sound });
        }
        Some(rows)
    }

    fn ragged(&self, row: &SplitRow, columns: usize, delimiter: u8) -> Diagnostic {
        let place = Place::in_table(self.source, row.span.clone(), Cell { line: row.line, column: None });
        let (count, help) = if row.overlong {
            let help = format!("a value that contains `{}` must stand in quotation marks", shown(delimiter));
            (format!("more than {columns}"), help)
        } else {
            (format!("only {}", row.cells.len()), "leave cells blank, but keep their delimiters".to_owned())
        };
        let message =
            format!("the row that starts on line {} has {count} cells, but the table has {columns} columns", row.line);
        Diagnostic::error(Code::TableRow, message).at(place).help(help)
    }

    /// A column without a name may hold nothing.
    fn unnamed_columns(&mut self, table: &Table) {
        let headings = table.columns.iter().map(|column| &column.heading);
        for (column, name) in headings.enumerate().filter(|(_, name)| name.is_blank()) {
            let filled = table.rows().filter_map(|row| row.at(column)).find(|cell| !cell.is_blank());
            if let Some(cell) = filled {
                let message = format!("column {} has no name, but holds values", column + 1);
                let fault = Diagnostic::error(Code::TableHeader, message).at(name.place.clone());
                self.report(fault.also(cell.place, "this one, for example").help("name the column on the first line"));
            }
        }
    }
}

fn shown(delimiter: u8) -> String {
    if delimiter == b'\t' { "tab".into() } else { char::from(delimiter).to_string() }
}
