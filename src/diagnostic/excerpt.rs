//! The piece of a text that is shown around a place, however long the text's lines are.

use super::Source;
use std::ops::Range;

/// A few lines around a stretch of text, cut to a width that a screen holds.
pub(super) struct Excerpt {
    /// What is shown.
    pub text: String,
    /// The stretch within it.
    pub span: Range<usize>,
    /// The number of its first line, from 1.
    pub first_line: usize,
}

/// Characters of a line that are shown before and after the stretch.
const AROUND: usize = 90;
/// Characters of the stretch itself that are shown.
const LONGEST_STRETCH: usize = 120;
/// Lines of the stretch that are shown.
const MOST_LINES: usize = 3;

impl Excerpt {
    /// The excerpt of `source` around `span`.
    pub fn new(source: &Source, span: Range<usize>) -> Self {
        let text = source.text();
        let start = floor(text, span.start);
        let first_line = source.line_of(start);
        let last_line = source.line_of(floor(text, span.end.max(start + 1) - 1)).min(first_line + MOST_LINES - 1);
        let line_start = source.line(first_line).start;
        let line_end = source.line(last_line).end;
        let end = floor(text, span.end).clamp(start, line_end.max(start));

        let mut shown = String::new();
        push_tail(&mut shown, &text[line_start..start]);
        let shown_start = shown.len();
        push_head(&mut shown, &text[start..end], LONGEST_STRETCH);
        let shown_end = shown.len();
        push_head(&mut shown, &text[end..line_end.max(end)], AROUND);
        Excerpt { text: shown, span: shown_start..shown_end, first_line }
    }
}

/// The nearest boundary of characters at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset.min(text.len()))
}

fn push_tail(shown: &mut String, before: &str) {
    match before.char_indices().rev().nth(AROUND) {
        Some((at, _)) => {
            shown.push('…');
            shown.push_str(&visible(&before[at..]));
        }
        None => shown.push_str(&visible(before)),
    }
}

fn push_head(shown: &mut String, after: &str, most: usize) {
    match after.char_indices().nth(most) {
        Some((at, _)) => {
            shown.push_str(&visible(&after[..at]));
            shown.push('…');
        }
        None => shown.push_str(&visible(after)),
    }
}

/// Without the byte-order mark and carriage returns, which no one sees.
fn visible(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\u{feff}', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_long_line_is_cut_on_both_sides() {
        let text = format!("{}here{}", "a".repeat(1_000_000), "b".repeat(1_000_000));
        let excerpt = Excerpt::new(&Source::new("x", text), 1_000_000..1_000_004);
        assert!(excerpt.text.len() < 300);
        assert_eq!(&excerpt.text[excerpt.span.clone()], "here");
    }

    #[test]
    fn a_stretch_at_the_end_of_the_text_is_empty_there() {
        let excerpt = Excerpt::new(&Source::new("x", "ab\n"), 3..3);
        assert_eq!(excerpt.first_line, 2);
        assert_eq!(excerpt.span, 0..0);
    }
}
