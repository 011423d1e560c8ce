//! Addresses of a sheet: `D14`, `A1:C9`.

use std::fmt;

/// A sheet has so many rows.
pub(crate) const LAST_ROW: u32 = 1_048_576;
/// A sheet has so many columns.
pub(crate) const LAST_COLUMN: u32 = 16_384;

/// A rectangle of cells; rows and columns are counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Block {
    /// Its first row.
    pub top: u32,
    /// Its first column.
    pub left: u32,
    /// Its last row.
    pub bottom: u32,
    /// Its last column.
    pub right: u32,
}

impl Block {
    /// `A1:C9`, or one cell; `None` for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once(':').unwrap_or((text, text));
        let ((top, left), (bottom, right)) = (address(first)?, address(last)?);
        (top <= bottom && left <= right).then_some(Block { top, left, bottom, right })
    }

    /// Whether a cell lies in it.
    pub fn contains(self, row: u32, column: u32) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }

    /// What it has in common with another.
    pub fn and(self, other: Block) -> Option<Block> {
        let common = Block {
            top: self.top.max(other.top),
            left: self.left.max(other.left),
            bottom: self.bottom.min(other.bottom),
            right: self.right.min(other.right),
        };
        (common.top <= common.bottom && common.left <= common.right).then_some(common)
    }
}

impl fmt::Display for Block {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cell = |row, column| format!("{}{row}", column_letters(column));
        write!(out, "{}:{}", cell(self.top, self.left), cell(self.bottom, self.right))
    }
}

pub(crate) use crate::diagnostic::column_letters;

/// Row and column of `D14` or `$D$14`; `None` for anything else, and beyond the last row or column of a sheet.
pub(crate) fn address(text: &str) -> Option<(u32, u32)> {
    let text = text.strip_prefix('$').unwrap_or(text);
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = text[letters..].strip_prefix('$').unwrap_or(&text[letters..]);
    if !(1..=3).contains(&letters) || digits.len() > 7 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let letter = |byte: u8| u32::from(byte.to_ascii_uppercase() - b'A' + 1);
    let column = text.bytes().take(letters).fold(0, |column, byte| 26 * column + letter(byte));
    let row = digits.parse().ok()?;
    ((1..=LAST_ROW).contains(&row) && column <= LAST_COLUMN).then_some((row, column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_up_to_the_last_cell_of_a_sheet() {
        assert_eq!(address("D14"), Some((14, 4)));
        assert_eq!(address("$aa$1"), Some((1, 27)));
        assert_eq!(address("XFD1048576"), Some((LAST_ROW, LAST_COLUMN)));
        for beyond in ["XFE1", "A1048577", "A0", "1", "A", "", "AAAA1", "A1B", "A99999999999"] {
            assert_eq!(address(beyond), None, "{beyond}");
        }
        assert_eq!(Block::parse("B2:D9").unwrap().to_string(), "B2:D9");
        assert_eq!(Block::parse("D9:B2"), None);
    }
}
