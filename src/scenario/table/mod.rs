//! CSV tables by RFC 4180, in which every cell knows its place.
//!
//! The header is the first row with the columns that are needed; what stands above it is left out. The delimiter
//! (`,` `;` or tab) is told from it, or from a first line `sep=;`. Lines end with LF, CRLF or CR;
//! cells in quotation marks may hold line breaks; rows without a filled cell are skipped.

mod columns;
mod header;
mod mapping;
mod splitter;
mod thousands;

pub(crate) use header::Wanted;
pub(crate) use mapping::Mapping;

use super::faults::Faults;
use super::typed::Typed;
use crate::diagnostic::{Cell, Code, Diagnostic, Place, SourceId};
use splitter::{SplitRow, Splitter};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A table has at most so many rows.
pub const MOST_ROWS: usize = 100_000;
/// A table has at most so many columns.
pub const MOST_COLUMNS: usize = 1_000;
/// A table has at most so many cells.
pub const MOST_CELLS: usize = 5_000_000;

/// A table as it was typed.
#[derive(Clone)]
pub(crate) struct Table {
    /// The text that it was read from.
    pub source: SourceId,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    text: Arc<str>,
    rows: Vec<RawRow>,
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its heading as it was typed.
    pub heading: Typed,
    /// Its name, in one spelling for all; blank for a column that is not read.
    pub name: Arc<str>,
}

#[derive(Clone, Debug)]
struct RawRow {
    line: usize,
    span: Range<usize>,
    cells: Vec<RawCell>,
    sound: bool,
}

/// What stands between delimiters, or between the quotation marks there.
#[derive(Clone, Debug)]
struct RawCell {
    span: Range<usize>,
    quoted: bool,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    row: &'a RawRow,
}

/// Without the text, which may be long.
impl fmt::Debug for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Table")
            .field("columns", &self.columns)
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

impl Table {
    /// Its rows in order, without blank ones.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|row| Row { table: self, row })
    }

    /// The row at a position among these.
    pub fn row(&self, position: usize) -> Option<Row<'_>> {
        self.rows.get(position).map(|row| Row { table: self, row })
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| &*column.name == name)
    }

    /// The names of the columns that are read.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.columns.iter().map(|column| &column.name).filter(|name| !name.is_empty())
    }

    /// The header.
    pub fn header_place(&self) -> Place {
        let of = |column: Option<&Column>| column.map(|column| column.heading.place.clone());
        let (first, last) = (of(self.columns.first()), of(self.columns.last()));
        let end = match last {
            Some(Place::Text(last)) => last.span.end,
            Some(Place::Sheet(_)) | None => 0,
        };
        first.map_or_else(|| Place::new(self.source, 0..0), |first| first.narrowed(|span| span.start..end))
    }
}

impl<'a> Row<'a> {
    /// The cell of a column; `None` where the table has no such column or the row does not reach it.
    pub fn cell(&self, name: &str) -> Option<Typed> {
        self.at(self.table.column(name)?)
    }

    /// The cell of the column at a position.
    pub fn at(&self, column: usize) -> Option<Typed> {
        let cell = self.row.cells.get(column)?;
        let name = self.table.columns.get(column).map(|column| column.name.clone());
        let place = Place::in_table(self.table.source, cell.span.clone(), self.named(name));
        Some(Typed::in_cell(&self.table.text[cell.span.clone()], cell.quoted, place))
    }

    /// The table that it is a row of.
    pub fn table(&self) -> &'a Table {
        self.table
    }

    /// The row as a whole.
    pub fn place(&self) -> Place {
        Place::in_table(self.table.source, self.row.span.clone(), self.named(None))
    }

    /// Whether it has as many cells as the header; if not, that has been reported.
    pub fn is_sound(&self) -> bool {
        self.row.sound
    }

    fn named(&self, column: Option<Arc<str>>) -> Cell {
        Cell { line: self.row.line, column }
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
    let mut table = Table { source, columns: columns.collect(), text: text.clone(), rows };
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Source, Stretch};
    use crate::scenario::schema::Shape;

    const SHAPE: Shape = Shape { columns: &["a", "b"], needed: &[], dates: &[], prefixes: &[] };

    fn read(text: &str) -> (Option<Table>, Diagnostics) {
        let mut faults = Faults::default();
        let source = faults.diagnostics.add_source(Source::new("areas.csv", text));
        let table = parse(source, &Wanted::Shape(&SHAPE, &Mapping::default()), &mut faults);
        (table, faults.diagnostics)
    }

    fn stretch(place: &Place) -> &Stretch {
        let Place::Text(stretch) = place else { panic!("a stretch of a text") };
        stretch
    }

    fn line(place: &Place) -> usize {
        stretch(place).cell.as_ref().unwrap().line
    }

    fn span(place: &Place) -> Range<usize> {
        stretch(place).span.clone()
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let (table, diagnostics) = read(text);
        assert!(diagnostics.is_empty(), "{}", diagnostics.to_terminal(false));
        let table = table.unwrap();
        table.rows().map(|row| (0..table.columns.len()).map(|c| row.at(c).unwrap().text).collect()).collect()
    }

    #[test]
    fn the_delimiter_is_told_from_the_header() {
        for text in
            ["a,b\n1,2\n", "a;b\n1;2\n", "a\tb\n1\t2\n", "\u{feff}a;b\r\n1;2", "\n\na,b\r1,2\r", "\"a\",b\n1,\"2\""]
        {
            assert_eq!(cells(text), [["1", "2"]], "{text:?}");
        }
    }

    #[test]
    fn blank_rows_are_skipped_and_rows_are_known_by_the_line_they_start_on() {
        let (table, _) = read("a,b\n\n,,\n , \n\"x\ny\",2\n3,4\n");
        let table = table.unwrap();
        let lines: Vec<usize> = table.rows().map(|row| line(&row.place())).collect();
        assert_eq!(lines, [5, 7]);
    }

    #[test]
    fn a_cell_knows_its_exact_place() {
        let text = "a,b\n\"a, \"\"b\"\"\", £5 \n";
        let (table, _) = read(text);
        let table = table.unwrap();
        let row = table.rows().next().unwrap();
        assert_eq!(row.cell("a").unwrap().text, "a, \"b\"");
        assert_eq!(&text[span(&row.cell("b").unwrap().place)], "£5");
        assert_eq!(row.cell("owner").map(|cell| cell.text), None);
    }

    #[test]
    fn rows_of_another_length_and_open_quotation_marks_are_reported() {
        for (text, code) in [
            ("a,b\n1\n", Code::TableRow),
            ("a,b\n1,2,3\n", Code::TableRow),
            ("a,b\n1,\"2\n", Code::TableQuote),
            ("a,b\n1,\"2\"3\n", Code::TableQuote),
            ("a,a\n1,2\n", Code::TableHeader),
            ("a,\n1,2\n", Code::TableHeader),
            ("", Code::TableEmpty),
            ("\n \n", Code::TableEmpty),
        ] {
            let (_, diagnostics) = read(text);
            let found: Vec<Code> = diagnostics.entries().iter().map(|entry| entry.code).collect();
            assert_eq!(found, [code], "{text:?}");
        }
    }
}
