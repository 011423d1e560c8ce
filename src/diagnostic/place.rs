//! Where in what a person wrote something stands: in a text, or in a cell of a sheet.

use super::SourceId;
use std::ops::Range;
use std::sync::Arc;

/// A stretch of a text, or a cell of a sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a text.
    Text(Stretch),
    /// In a sheet.
    Sheet(SheetCell),
}

/// A stretch of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The text.
    pub source: SourceId,
    /// Bytes from its beginning.
    pub span: Range<usize>,
    /// For a cell of a table, which one.
    pub cell: Option<Cell>,
}

/// Where a cell stands in its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The line, from 1, on which its row starts.
    pub line: usize,
    /// The name of its column; `None` for a row as a whole.
    pub column: Option<Arc<str>>,
}

/// A cell of a sheet, with what is shown of it: a sheet has no lines that could be underlined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// The sheet.
    pub source: SourceId,
    /// Its row, from 1.
    pub row: u32,
    /// Its column, from 1.
    pub column: u32,
    /// The name of its column in the table.
    pub heading: Option<Arc<str>>,
    /// What its row is called: the first cell of the row.
    pub row_name: Option<Arc<str>>,
    /// What it holds.
    pub content: Arc<str>,
}

impl Place {
    /// A stretch of a text that is no table.
    pub fn new(source: SourceId, span: Range<usize>) -> Self {
        Place::Text(Stretch { source, span, cell: None })
    }

    /// A stretch of the text of a table.
    pub fn in_table(source: SourceId, span: Range<usize>, cell: Cell) -> Self {
        Place::Text(Stretch { source, span, cell: Some(cell) })
    }

    /// The text or sheet.
    pub fn source(&self) -> SourceId {
        match self {
            Place::Text(stretch) => stretch.source,
            Place::Sheet(cell) => cell.source,
        }
    }

    /// The same place, narrowed by `narrow` to a part of its bytes; a cell of a sheet is shown as a whole.
    pub fn narrowed(&self, narrow: impl FnOnce(Range<usize>) -> Range<usize>) -> Self {
        match self {
            Place::Text(stretch) => Place::Text(Stretch { span: narrow(stretch.span.clone()), ..stretch.clone() }),
            Place::Sheet(cell) => Place::Sheet(cell.clone()),
        }
    }

    /// What orders the places of a source: the byte, or the row and the column, at which each begins.
    pub fn start(&self) -> (usize, usize) {
        match self {
            Place::Text(stretch) => (stretch.span.start, 0),
            Place::Sheet(cell) => (cell.row as usize, cell.column as usize),
        }
    }

    /// The name of the table's column, for a cell of a table.
    pub fn column(&self) -> Option<&Arc<str>> {
        match self {
            Place::Text(stretch) => stretch.cell.as_ref()?.column.as_ref(),
            Place::Sheet(cell) => cell.heading.as_ref(),
        }
    }
}

impl SheetCell {
    /// `D14`.
    pub fn address(&self) -> String {
        format!("{}{}", column_letters(self.column), self.row)
    }
}

/// `A` for 1, `Z` for 26, `AA` for 27.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        rest -= 1;
        letters.push(b'A' + (rest % 26) as u8);
        rest /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// The name of a sheet as a reference to it has it: in quotation marks where a spreadsheet needs them.
pub(super) fn sheet_reference(name: &str) -> String {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
    let begins_plainly = name.starts_with(|c: char| c.is_alphabetic() || c == '_');
    if begins_plainly && name.chars().all(plain) && !is_like_a_cell(name) {
        name.to_owned()
    } else {
        format!("'{}'", name.replace('\'', "''"))
    }
}

/// Whether a name could be read as a cell (`AB12`, `R1C1`) or a truth value.
fn is_like_a_cell(name: &str) -> bool {
    let upper = name.to_uppercase();
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let digits = upper.trim_start_matches(|c: char| c.is_ascii_uppercase());
    let letters = upper.len() - digits.len();
    let by_letters = (1..=3).contains(&letters) && !digits.is_empty() && is_number(digits);
    let by_numbers = upper.strip_prefix('R').is_some_and(|rest| {
        let (row, column) = rest.split_once('C').unwrap_or((rest, ""));
        is_number(row) && is_number(column)
    });
    let is_column = upper.strip_prefix('C').is_some_and(is_number);
    by_letters || by_numbers || is_column || matches!(upper.as_str(), "TRUE" | "FALSE")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_of_a_sheet_are_counted_in_letters() {
        let letters = [1, 26, 27, 52, 703, 16_384].map(column_letters);
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "AAA", "XFD"]);
    }

    #[test]
    fn a_sheets_name_is_quoted_where_a_spreadsheet_quotes_it() {
        for plain in ["Areas", "Risks_2", "Änderungen", "v1.2", "Programme"] {
            assert_eq!(sheet_reference(plain), plain);
        }
        for name in ["Programme costs", "2018", "A1", "ab12", "R1C1", "r", "C7", "True", "a-b", ""] {
            assert_eq!(sheet_reference(name), format!("'{name}'"));
        }
        assert_eq!(sheet_reference("Dorset's"), "'Dorset''s'");
    }
}
