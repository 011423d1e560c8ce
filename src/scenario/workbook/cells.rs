//! A sheet's part, cell by cell: nothing is allocated for cells that are not there.

use super::days::{self, Days};
use super::formats::{Formats, Shown};
use super::package::{MOST_LISTED, Part, too_large, too_many};
use super::strings::{MOST_TEXT, Piece, Strings, unescaped};
use super::xml::{Element, Token};
use crate::scenario::block::{Block, LAST_COLUMN, LAST_ROW, address};
use crate::scenario::files::FileFault;
use crate::scenario::sheet::{Sheet, SheetValue};
use crate::scenario::table::{MOST_CELLS, too_long};

/// What the numbers in a sheet's part refer to.
#[derive(Debug)]
pub(super) struct Means {
    /// The workbook's name in messages.
    pub name: String,
    /// The texts.
    pub strings: Strings,
    /// The formats of numbers.
    pub formats: Formats,
    /// What days are counted from.
    pub days: Days,
}

/// Reads a sheet's part into `sheet`.
///
/// With more filled rows than `most_rows` no table on it could be read, and it is refused.
pub(super) fn read(
    part: &mut Part<'_>,
    (means, most_rows): (&Means, usize),
    sheet: &mut Sheet,
) -> Result<(), FileFault> {
    let mut reading = Reading { means, sheet, row: 0, column: 0, cells: Vec::new(), text: 0, filled: 0 };
    while let Some(token) = part.next()? {
        let Token::Start(element) = token else { continue };
        match element.name() {
            "row" => {
                let number = element.number("r").unwrap_or(reading.row + 1);
                (reading.row, reading.column) = (number, 0);
                if reading.filled > most_rows {
                    return Err(too_long());
                }
                if !(1..=LAST_ROW).contains(&number) {
                    return Err(part.damaged());
                }
                if element.says("hidden") {
                    reading.sheet.layout.hidden_rows.push(number);
                }
            }
            "c" => {
                let cell = reading.begin(&element);
                let cell = cell.ok_or_else(|| part.damaged())?;
                reading.finish(cell, part)?;
            }
            "col" if element.says("hidden") => {
                if let (Some(first), Some(last)) = (element.number("min"), element.number("max")) {
                    reading.sheet.layout.hidden_columns.push((first, last));
                }
            }
            "mergeCell" => {
                let block = element.attribute("ref").and_then(|text| Block::parse(&text));
                reading.sheet.layout.merged.extend(block);
                if reading.sheet.layout.merged.len() > MOST_LISTED {
                    return Err(too_many(&means.name));
                }
            }
            _ => {}
        }
    }
    reading.sheet.fill(std::mem::take(&mut reading.cells));
    Ok(())
}

/// A cell as its element begins.
struct Begun {
    row: u32,
    column: u32,
    /// `s`, `str`, `inlineStr`, `b`, `e`, `d` or `n`.
    kind: String,
    shown: Shown,
}

/// What stands within a cell.
#[derive(Default)]
struct Within {
    value: Option<String>,
    text: String,
    has_formula: bool,
}

struct Reading<'a> {
    means: &'a Means,
    sheet: &'a mut Sheet,
    row: u32,
    column: u32,
    cells: Vec<(u32, u32, SheetValue)>,
    /// How many bytes of text the sheet has so far.
    text: usize,
    /// How many of its rows hold something.
    filled: usize,
}

impl Reading<'_> {
    /// Where a cell stands: at its address, or else behind the cell before it. `None` where that is nowhere.
    fn begin(&mut self, element: &Element<'_>) -> Option<Begun> {
        let (row, column) = match element.attribute("r") {
            Some(text) => address(&text)?,
            None => (self.row, self.column + 1),
        };
        if row != self.row || column > LAST_COLUMN {
            return None;
        }
        self.column = column;
        let kind = element.attribute("t").map_or_else(|| "n".to_owned(), |kind| kind.into_owned());
        Some(Begun { row, column, kind, shown: self.means.formats.of(element.number("s")) })
    }

    fn finish(&mut self, cell: Begun, part: &mut Part<'_>) -> Result<(), FileFault> {
        let within = within(part)?;
        let Some(value) = self.value(&cell, within).ok_or_else(|| part.damaged())? else { return Ok(()) };
        if let SheetValue::Text(text) | SheetValue::Error(text) = &value {
            self.text += text.len();
        }
        let is_further = self.cells.last().is_none_or(|(row, ..)| *row != cell.row);
        self.filled += usize::from(is_further);
        self.cells.push((cell.row, cell.column, value));
        if self.cells.len() > MOST_CELLS || self.text > MOST_TEXT {
            return Err(too_large(&self.means.name));
        }
        Ok(())
    }

    /// The value of a cell; `Some(None)` for a blank one, `None` where it is none.
    fn value(&self, cell: &Begun, within: Within) -> Option<Option<SheetValue>> {
        let Within { value, text, has_formula } = within;
        let stored = value.filter(|value| !value.is_empty());
        let is_text = matches!(cell.kind.as_str(), "s" | "str" | "inlineStr");
        let Some(stored) = stored.or_else(|| Some(text).filter(|text| !text.is_empty())) else {
            return Some((has_formula && !is_text).then_some(SheetValue::Uncalculated));
        };
        let value = match cell.kind.as_str() {
            "s" => SheetValue::Text(self.means.strings.get(stored.trim().parse().ok()?)?.into_owned()),
            "str" | "inlineStr" => SheetValue::Text(unescaped(&stored).into_owned()),
            "b" => SheetValue::Boolean(matches!(stored.trim(), "1" | "true")),
            "e" => SheetValue::Error(stored),
            "d" => days::by_iso(stored.trim()).unwrap_or(SheetValue::Text(stored)),
            _ => {
                let number: f64 = stored.trim().parse().ok().filter(|number: &f64| number.is_finite())?;
                match cell.shown {
                    Shown::Number => SheetValue::Number(number),
                    Shown::Percentage => SheetValue::Percentage(number),
                    Shown::Date => self.means.days.date(number).unwrap_or(SheetValue::Number(number)),
                }
            }
        };
        Some(Some(value).filter(|value| !matches!(value, SheetValue::Text(text) if text.is_empty())))
    }
}

/// Reads up to the end of a cell.
fn within(part: &mut Part<'_>) -> Result<Within, FileFault> {
    let mut within = Within::default();
    let (mut depth, mut piece, mut is_value) = (0usize, Piece::default(), false);
    while let Some(token) = part.next()? {
        piece.take(&token, &mut within.text);
        match token {
            Token::Start(element) => {
                depth += 1;
                is_value = element.name() == "v" && depth == 1;
                within.has_formula |= element.name() == "f" && depth == 1;
                if is_value {
                    within.value = Some(String::new());
                }
            }
            Token::End(_) if depth == 0 => break,
            Token::End(_) => {
                depth -= 1;
                is_value = false;
            }
            Token::Text(text) if is_value => {
                if let Some(value) = &mut within.value {
                    value.push_str(&text);
                }
            }
            _ => {}
        }
    }
    Ok(within)
}
