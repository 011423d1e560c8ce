//! A text or a sheet that faults are found in.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// The number of a [`Source`] among those read, in the order of reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceId(pub(super) usize);

/// A text or a sheet, with the name that a person knows it by.
#[derive(Clone)]
pub struct Source {
    name: String,
    sheet: Option<String>,
    is_option: bool,
    text: Arc<str>,
    line_starts: OnceLock<Vec<usize>>,
}

/// Without the text, which may be long.
impl fmt::Debug for Source {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Source")
            .field("name", &self.name)
            .field("sheet", &self.sheet)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

impl Source {
    /// `text`, called `name` in messages.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Source { name: name.into(), sheet: None, is_option: false, text: text.into(), line_starts: OnceLock::new() }
    }

    /// The sheet `sheet` of the workbook called `name`.
    pub fn of_sheet(name: impl Into<String>, sheet: impl Into<String>) -> Self {
        Source { sheet: Some(sheet.into()), ..Source::new(name, "") }
    }

    /// `text`, an option of the command line, called `name` in messages: it has no lines.
    pub fn of_option(name: impl Into<String>, text: impl Into<Arc<str>>) -> Self {
        Source { is_option: true, ..Source::new(name, text) }
    }

    /// Whether it is an option of the command line.
    pub fn is_option(&self) -> bool {
        self.is_option
    }

    /// Its name: the path by which a person would open it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The name of the sheet, where it is one.
    pub fn sheet(&self) -> Option<&str> {
        self.sheet.as_deref()
    }

    /// The text; empty for a sheet.
    pub fn text(&self) -> &Arc<str> {
        &self.text
    }

    /// Line and column of a byte, both from 1; columns count characters.
    pub fn position(&self, offset: usize) -> (usize, usize) {
        let line = self.line_of(offset);
        let start = self.line_starts()[line - 1];
        let before = self.text.get(start..offset).unwrap_or("");
        (line, before.chars().filter(|&c| c != '\u{feff}').count() + 1)
    }

    /// The line, from 1, that a byte is on.
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts().partition_point(|&start| start <= offset)
    }

    /// The bytes of a line, without its end.
    pub fn line(&self, number: usize) -> Range<usize> {
        let starts = self.line_starts();
        let start = starts[number - 1];
        let end = starts.get(number).copied().unwrap_or(self.text.len());
        start..start + self.text[start..end].trim_end_matches(['\r', '\n']).len()
    }

    /// Lines end with LF, CRLF or CR alone.
    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let bytes = self.text.as_bytes();
            let ends = bytes
                .iter()
                .enumerate()
                .filter(|&(at, &byte)| byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
            std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_whatever_ends_the_lines() {
        let source = Source::new("a", "\u{feff}£1\r\nb\rcd\n");
        assert_eq!(source.position(3), (1, 1));
        assert_eq!(source.position(5), (1, 2));
        assert_eq!(source.position(8), (2, 1));
        assert_eq!(source.position(11), (3, 2));
        assert_eq!(&source.text()[source.line(1)], "\u{feff}£1");
    }
}
