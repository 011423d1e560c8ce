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
    /// Whether the beginning of that line is left out.
    pub is_cut: bool,
}

/// Characters of a line that are shown before and after the stretch.
const AROUND: usize = 400;
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
        let is_cut = push_tail(&mut shown, &text[line_start..start]);
        let shown_start = shown.len();
        push_head(&mut shown, &text[start..end], LONGEST_STRETCH);
        let shown_end = shown.len();
        push_head(&mut shown, &text[end..line_end.max(end)], AROUND);
        Excerpt { text: shown, span: shown_start..shown_end, first_line, is_cut }
    }
}

/// The nearest boundary of characters at or before `offset`.
fn floor(text: &str, offset: usize) -> usize {
    text.floor_char_boundary(offset.min(text.len()))
}

/// Whether the beginning had to be left out.
fn push_tail(shown: &mut String, before: &str) -> bool {
    match before.char_indices().rev().nth(AROUND) {
        Some((at, _)) => {
            shown.push('…');
            shown.push_str(&visible(&before[at..]));
            true
        }
        None => {
            shown.push_str(&visible(before));
            false
        }
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

/// Without the byte-order mark and carriage returns, which no one sees, and with a sign for what would command the
/// terminal beyond the controls of ASCII, which have signs of their own, or turn the direction of what follows.
fn visible(text: &str) -> String {
    let commands =
        |letter: char| matches!(letter, '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\u{feff}', "").replace(commands, "\u{fffd}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_very_long_line_is_cut_on_both_sides() {
        let text = format!("{}here{}", "a".repeat(1_000_000), "b".repeat(1_000_000));
        let excerpt = Excerpt::new(&Source::new("x", text), 1_000_000..1_000_004);
        assert!(excerpt.text.len() < 1000);
        assert!(excerpt.is_cut);
        assert_eq!(&excerpt.text[excerpt.span.clone()], "here");
    }

    #[test]
    fn nothing_in_it_commands_the_terminal_or_turns_its_text() {
        let excerpt = Excerpt::new(&Source::new("x", "a\u{9b}31mb\u{85}\u{202e}c\u{7f}"), 4..6);
        assert_eq!(excerpt.text, "a\u{fffd}31mb\u{fffd}\u{fffd}c\u{fffd}");
        assert_eq!(&excerpt.text[excerpt.span.clone()], "1m");
    }

    #[test]
    fn a_stretch_at_the_end_of_the_text_is_empty_there() {
        let excerpt = Excerpt::new(&Source::new("x", "ab\n"), 3..3);
        assert_eq!(excerpt.first_line, 2);
        assert_eq!(excerpt.span, 0..0);
    }
}
