//! From the text of a table to rows and cells, by RFC 4180.

use super::delimited::RawCell;
use crate::diagnostic::{Cell, Code, Diagnostic, Place, SourceId};
use std::ops::Range;

/// A row as it was split.
pub(super) struct SplitRow {
    /// The line, from 1, on which it starts.
    pub line: usize,
    /// Where it stands.
    pub span: Range<usize>,
    /// Its cells, up to the number asked for.
    pub cells: Vec<RawCell>,
    /// Whether there are more that hold anything.
    pub overlong: bool,
    /// What is wrong with its first faulty cell.
    pub fault: Option<QuoteFault>,
    filled: bool,
}

/// What is wrong with a cell's quotation marks.
pub(super) struct QuoteFault {
    span: Range<usize>,
    message: &'static str,
    help: &'static str,
}

impl QuoteFault {
    /// As a diagnostic about the row that starts on `line`.
    pub fn diagnostic(&self, source: SourceId, line: usize) -> Diagnostic {
        let cell = Cell { line, column: None };
        let message = format!("{}, in the row that starts on line {line}", self.message);
        let place = Place::in_table(source, self.span.clone(), cell);
        Diagnostic::error(Code::TableQuote, message).at(place).help(self.help)
    }
}

/// Splits a text row by row.
#[derive(Clone)]
pub(super) struct Splitter<'a> {
    /// The whole text.
    pub text: &'a str,
    at: usize,
    line: usize,
    /// What stands between cells.
    pub delimiter: u8,
}

impl<'a> Splitter<'a> {
    /// Begins at byte `start` of `text`, where line `line` begins.
    pub fn new(text: &'a str, start: usize, line: usize, delimiter: u8) -> Self {
        Splitter { text, at: start, line, delimiter }
    }

    /// The next row with a filled cell, keeping at most `most` cells of it.
    pub fn next_filled_row(&mut self, most: usize) -> Option<SplitRow> {
        while self.at < self.text.len() {
            let row = self.row(most);
            if row.fault.is_some() || row.filled {
                return Some(row);
            }
        }
        None
    }

    fn row(&mut self, most: usize) -> SplitRow {
        let start = self.at;
        let span = start..start;
        let (overlong, filled, fault) = (false, false, None);
        let mut row = SplitRow { line: self.line, span, cells: Vec::new(), overlong, filled, fault };
        loop {
            let (cell, fault) = self.cell();
            row.fault = row.fault.or(fault);
            let filled = !self.text[cell.span.clone()].trim().is_empty();
            row.filled |= filled;
            if row.cells.len() < most {
                row.cells.push(cell);
            } else {
                row.overlong |= filled;
            }
            row.span.end = self.at;
            if self.peek() == Some(self.delimiter) {
                self.at += 1;
            } else {
                self.line_end();
                return row;
            }
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn line_end(&mut self) {
        let rest = &self.text.as_bytes()[self.at..];
        self.at += match rest {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => return,
        };
        self.line += 1;
    }

    fn cell(&mut self) -> (RawCell, Option<QuoteFault>) {
        if self.peek() == Some(b'"') {
            return self.quoted_cell();
        }
        let start = self.at;
        self.skip_to_end_of_cell();
        (RawCell { span: start..self.at, quoted: false }, None)
    }

    fn skip_to_end_of_cell(&mut self) {
        let delimiter = self.delimiter;
        let rest = &self.text.as_bytes()[self.at..];
        let length = rest.iter().position(|&byte| byte == delimiter || byte == b'\r' || byte == b'\n');
        self.at += length.unwrap_or(rest.len());
    }

    fn quoted_cell(&mut self) -> (RawCell, Option<QuoteFault>) {
        let opening = self.at;
        self.at += 1;
        let start = self.at;
        let bytes = self.text.as_bytes();
        loop {
            match bytes.get(self.at) {
                None => {
                    let span = opening..opening + 1;
                    let message = "a quotation mark is opened here and never closed";
                    let help = "close it; a quotation mark within a quoted cell is written twice";
                    return (RawCell { span: start..self.at, quoted: true }, Some(QuoteFault { span, message, help }));
                }
                Some(b'"') if bytes.get(self.at + 1) == Some(&b'"') => self.at += 2,
                Some(b'"') => break,
                Some(b'\n') => self.count_line(),
                Some(b'\r') if bytes.get(self.at + 1) != Some(&b'\n') => self.count_line(),
                Some(_) => self.at += 1,
            }
        }
        let cell = RawCell { span: start..self.at, quoted: true };
        self.at += 1;
        let after = self.at;
        self.skip_to_end_of_cell();
        let stray = !self.text[after..self.at].trim().is_empty();
        let fault = stray.then_some(QuoteFault {
            span: after..self.at,
            message: "text stands behind a closing quotation mark",
            help: "a quotation mark within a quoted cell is written twice",
        });
        (cell, fault)
    }

    fn count_line(&mut self) {
        self.at += 1;
        self.line += 1;
    }
}
