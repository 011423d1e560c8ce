//! Lines of a width, counted in columns of a terminal.

use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

/// How many columns a text takes.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// Lines of at most `width` columns, each indented by `indent` spaces.
pub(super) fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let indent = " ".repeat(indent);
    lines_of(text, options(width).initial_indent(&indent).subsequent_indent(&indent))
}

/// The same, with the lines behind the first indented a little more.
pub(super) fn hanging(text: &str, width: usize, indent: usize) -> String {
    let (first, others) = (" ".repeat(indent), " ".repeat(indent + 2));
    lines_of(text, options(width).initial_indent(&first).subsequent_indent(&others))
}

/// The lines themselves.
pub(super) fn pieces(text: &str, width: usize) -> Vec<String> {
    textwrap::wrap(text, options(width)).into_iter().map(|line| line.trim_end_matches(' ').to_owned()).collect()
}

fn lines_of(text: &str, options: Options<'_>) -> String {
    if text.is_empty() {
        return String::new();
    }
    textwrap::wrap(text, options).iter().map(|line| format!("{}\n", line.trim_end())).collect()
}

/// Lines are broken at spaces only, and within a word that is longer than a line.
fn options<'a>(width: usize) -> Options<'a> {
    Options::new(width.max(1)).word_separator(WordSeparator::AsciiSpace).word_splitter(WordSplitter::NoHyphenation)
}

/// Filled up with spaces to `width` columns, at the left of a number.
pub(super) fn padded(text: &str, width: usize, to_the_right: bool) -> String {
    let space = " ".repeat(width.saturating_sub(columns(text)));
    if to_the_right { format!("{space}{text}") } else { format!("{text}{space}") }
}
