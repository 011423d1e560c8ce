//! Tables, of a CSV file or of a sheet, in which every cell knows its place.
//!
//! The header is the first row with the columns that are needed; what stands above it is left out. The delimiter
//! (`,` `;` or tab) is told from it, or from a first line `sep=;`. Lines end with LF, CRLF or CR;
//! cells in quotation marks may hold line breaks; rows without a filled cell are skipped.

mod columns;
mod delimited;
mod header;
mod mapping;
mod sheet;
mod splitter;
mod thousands;

pub(crate) use columns::report_twice;
pub(crate) use delimited::parse;
pub(crate) use header::{MOST_ROWS_LOOKED_AT, Wanted};
pub(crate) use mapping::Mapping;
pub(crate) use sheet::{Opened, of_sheet, too_long};

use super::typed::Typed;
use crate::diagnostic::{Place, SourceId};
use delimited::Delimited;
use sheet::SheetRows;
use std::collections::BTreeMap;
use std::fmt;
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
    /// The text or sheet that it was read from.
    pub source: SourceId,
    /// Its columns, in order.
    pub columns: Vec<Column>,
    store: Store,
    /// Cells that stand in the place of what is written, by row and column.
    set: BTreeMap<(usize, usize), Typed>,
}

/// What holds the rows.
#[derive(Clone)]
enum Store {
    Text(Delimited),
    Sheet(SheetRows),
}

/// A column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    /// Its heading as it was typed.
    pub heading: Typed,
    /// Its name, in one spelling for all; blank for a column that is not read.
    pub name: Arc<str>,
}

/// A row of a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row<'a> {
    table: &'a Table,
    at: usize,
}

/// Without the text, which may be long.
impl fmt::Debug for Table {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Table").field("columns", &self.columns).field("rows", &self.len()).finish_non_exhaustive()
    }
}

impl Table {
    /// How many rows it has, blank ones left out.
    fn len(&self) -> usize {
        match &self.store {
            Store::Text(text) => text.rows.len(),
            Store::Sheet(sheet) => sheet.rows.len(),
        }
    }

    /// Its rows in order, without blank ones.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        (0..self.len()).map(|at| Row { table: self, at })
    }

    /// The row at a position among these.
    pub fn row(&self, position: usize) -> Option<Row<'_>> {
        (position < self.len()).then_some(Row { table: self, at: position })
    }

    /// The position of a column.
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| &*column.name == name)
    }

    /// The names of the columns that are read.
    pub fn names(&self) -> impl Iterator<Item = &Arc<str>> {
        self.columns.iter().map(|column| &column.name).filter(|name| !name.is_empty())
    }

    /// A number of days of a sheet as it would be counted from 1900.
    pub fn counted_from_1900(&self, days: Typed) -> Typed {
        match &self.store {
            Store::Sheet(sheet) => sheet.counted_from_1900(days),
            Store::Text(_) => days,
        }
    }

    /// Adds a column of blank cells behind the others, and returns its position.
    pub fn add_column(&mut self, heading: Typed, name: &str) -> usize {
        self.columns.push(Column { heading, name: name.into() });
        self.columns.len() - 1
    }

    /// Puts a cell in the place of what is written.
    pub fn set(&mut self, row: usize, column: usize, cell: Typed) {
        self.set.insert((row, column), cell);
    }

    /// The header.
    pub fn header_place(&self) -> Place {
        let mut places = self.columns.iter().map(|column| &column.heading.place);
        let is_of_header = |place: &&Place| place.source() == self.source;
        let (first, last) = (places.clone().find(is_of_header).cloned(), places.rfind(is_of_header));
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
        if let Some(set) = self.table.set.get(&(self.at, column)) {
            return Some(set.clone());
        }
        let name = self.table.columns.get(column).map(|column| column.name.clone());
        match &self.table.store {
            Store::Text(text) => text.cell(self.table.source, self.at, column, name),
            Store::Sheet(sheet) if column >= sheet.places().len() => None,
            Store::Sheet(sheet) => Some(sheet.cell(self.table.source, self.at, column, name)),
        }
    }

    /// The table that it is a row of.
    pub fn table(&self) -> &'a Table {
        self.table
    }

    /// The row as a whole.
    pub fn place(&self) -> Place {
        match &self.table.store {
            Store::Text(text) => text.place(self.table.source, self.at),
            Store::Sheet(sheet) => sheet.cell(self.table.source, self.at, 0, None).place,
        }
    }

    /// Whether it has as many cells as the header and is one of the table's rows; if not, that has been reported.
    pub fn is_sound(&self) -> bool {
        match &self.table.store {
            Store::Text(text) => text.rows[self.at].sound,
            Store::Sheet(sheet) => sheet.rows[self.at].is_sound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Diagnostics, Source, Stretch};
    use crate::scenario::faults::Faults;
    use crate::scenario::schema::{self, Shape};

    const SHAPE: Shape = Shape { columns: &["a", "b"], needed: &[], dates: &[], ..schema::NO_COLUMNS };

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

    fn span(place: &Place) -> std::ops::Range<usize> {
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
