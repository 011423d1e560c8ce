//! Amounts that a comma between thousands splits into two cells.

use super::splitter::SplitRow;
use crate::diagnostic::{Cell, Code, Diagnostic, Place, SourceId};
use std::ops::Range;

/// An amount that stands in two cells or more.
pub(super) struct SplitAmount<'a> {
    span: Range<usize>,
    text: &'a str,
}

/// The first amount of a row with too many cells that its commas have split.
///
/// Without a pound sign two cells are one amount only where the second begins with a zero, as no number does.
pub(super) fn split_amount<'a>(text: &'a str, delimiter: u8, row: &SplitRow) -> Option<SplitAmount<'a>> {
    if delimiter != b',' || !row.overlong {
        return None;
    }
    row.cells.iter().filter(|cell| !cell.quoted).find_map(|cell| {
        let start = cell.span.start + (text[cell.span.clone()].len() - text[cell.span.clone()].trim_start().len());
        let length = length_of_amount(&text[start..row.span.end])?;
        Some(SplitAmount { span: start..start + length, text: &text[start..start + length] })
    })
}

/// The length of the amount with grouped thousands that `rest` begins with.
fn length_of_amount(rest: &str) -> Option<usize> {
    let unsigned = rest.trim_start_matches(['(', '-', '+']);
    let bare = unsigned.trim_start_matches(['£', '-']);
    let has_pound = unsigned.contains('£') && bare.len() < unsigned.len();
    let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let mut length = rest.len() - bare.len() + digits;
    let groups = std::iter::from_fn(|| {
        let group = rest[length..].strip_prefix(',')?.get(..3).filter(|group| is_group(group, &rest[length + 4..]))?;
        length += 4;
        Some(group)
    });
    let first = groups.take(3).collect::<Vec<_>>().first().copied()?;
    let end = rest[length..].find([',', '\r', '\n', '"']).unwrap_or(rest.len() - length);
    (has_pound || first.starts_with('0')).then(|| length + rest[length..length + end].trim_end().len())
}

/// Whether three letters are three digits, and no fourth follows.
fn is_group(group: &str, behind: &str) -> bool {
    group.bytes().all(|byte| byte.is_ascii_digit()) && !behind.starts_with(|c: char| c.is_ascii_digit())
}

impl SplitAmount<'_> {
    /// As a diagnostic about the row that starts on `line` of a table with so many columns.
    pub fn diagnostic(&self, source: SourceId, line: usize, columns: usize) -> Diagnostic {
        let text = self.text;
        let cells = 1 + text.matches(',').count();
        let message = format!(
            "`{text}` counts as {cells} cells here, so that the row that starts on line {line} has more than {columns}"
        );
        let place = Place::in_table(source, self.span.clone(), Cell { line, column: None });
        let help =
            format!("put it in quotation marks, `\"{text}\"`, or leave out the comma: `{}`", text.replace(',', ""));
        Diagnostic::error(Code::TableRow, message).at(place).help(help)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(rest: &str) -> Option<&str> {
        length_of_amount(rest).map(|length| &rest[..length])
    }

    #[test]
    fn an_amount_is_known_by_its_pound_sign_or_by_a_zero_that_no_number_begins_with() {
        assert_eq!(amount("£210,500,12,x"), Some("£210,500"));
        assert_eq!(amount("-£1,100,000.50 ,x"), Some("-£1,100,000.50"));
        assert_eq!(amount("(£5,000),x"), Some("(£5,000)"));
        assert_eq!(amount("210,000"), Some("210,000"));
        for other in ["6,120,x", "£210k,120", "£2100,120", "£210,1200", "HR,000", "£,000", "2016-04,000", "£1,é12"]
        {
            assert_eq!(amount(other), None, "{other}");
        }
    }
}
