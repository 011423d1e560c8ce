//! A value as it was typed, with its place.

use super::spelling::as_seen;
use crate::diagnostic::Place;
use std::ops::Range;

/// The text of a value, in a cell or in the scenario file.
#[derive(Clone, Debug)]
pub(crate) struct Typed {
    /// The text as it is meant: without quotation marks, trimmed.
    pub text: String,
    /// Where the whole value stands, without its quotation marks where they could be told apart.
    pub place: Place,
    /// What it was typed as.
    pub form: Form,
    /// How its letters stand in the file.
    spelling: Spelling,
}

/// What a value was typed as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A cell of a table.
    Cell,
    /// A string of the scenario file.
    String,
    /// A number of the scenario file, without quotation marks.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A date without quotation marks.
    Date,
    /// A key of the scenario file.
    Key,
    /// A number of a sheet.
    Stored,
    /// A cell of a sheet of which a fault has been reported.
    Spoilt,
}

/// How the letters of a value stand in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spelling {
    /// Letter for letter.
    Plain,
    /// With quotation marks doubled.
    DoubledQuotes,
    /// With escapes: parts have no place of their own.
    Escaped,
}

impl Typed {
    /// A value of the scenario file whose source text is `raw`, at `place`.
    pub fn in_toml(text: &str, form: Form, place: Place, raw: &str) -> Self {
        let quotes = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| raw.starts_with(quote)).unwrap_or("");
        let inner = raw.get(quotes.len()..raw.len().saturating_sub(quotes.len())).unwrap_or(raw);
        let place = place.narrowed(|span| span.start + quotes.len()..span.start + quotes.len() + inner.len());
        let spelling = if inner == text { Spelling::Plain } else { Spelling::Escaped };
        Self::trimmed(text, place, form, spelling)
    }

    /// A cell: `raw` is what stands between its delimiters, or between its quotation marks.
    pub fn in_cell(raw: &str, quoted: bool, place: Place) -> Self {
        if quoted && raw.contains("\"\"") {
            Self::trimmed(&raw.replace("\"\"", "\""), place, Form::Cell, Spelling::DoubledQuotes)
        } else {
            Self::trimmed(raw, place, Form::Cell, Spelling::Plain)
        }
    }

    /// A cell of a sheet, by the text that stands for it.
    pub fn in_sheet(text: &str, form: Form, place: Place) -> Self {
        Self::trimmed(text, place, form, Spelling::Escaped)
    }

    fn trimmed(text: &str, place: Place, form: Form, spelling: Spelling) -> Self {
        let inner = text.trim();
        let before = text.len() - text.trim_start().len();
        let after = text.len() - before - inner.len();
        let place = match spelling {
            Spelling::Escaped => place,
            _ if inner.is_empty() => place,
            _ => place.narrowed(|span| span.start + before..span.end - after),
        };
        Typed { text: inner.to_owned(), place, form, spelling }
    }

    /// The same value with its text in another spelling, of which no part has a place of its own.
    pub fn respelt(&self, text: &str) -> Typed {
        let spelling = if text == self.text { self.spelling } else { Spelling::Escaped };
        Typed { text: text.to_owned(), spelling, ..self.clone() }
    }

    /// The key of that name that stands here.
    pub fn as_key(&self, name: &str) -> Typed {
        Typed { form: Form::Key, ..self.respelt(name) }
    }

    /// A name as a person sees it.
    pub fn as_seen(&self) -> Typed {
        self.respelt(&as_seen(&self.text))
    }

    /// The place of a part of the text, given in bytes of it.
    pub fn part(&self, range: Range<usize>) -> Place {
        let letters = |end: usize| match self.spelling {
            Spelling::DoubledQuotes => end + self.text.as_bytes()[..end].iter().filter(|&&b| b == b'"').count(),
            Spelling::Plain | Spelling::Escaped => end,
        };
        match self.spelling {
            Spelling::Escaped => self.place.clone(),
            Spelling::Plain | Spelling::DoubledQuotes => {
                self.place.narrowed(|span| span.start + letters(range.start)..span.start + letters(range.end))
            }
        }
    }

    /// The value that a part of the text makes, trimmed, with its own place.
    pub fn slice(&self, range: Range<usize>) -> Typed {
        let text = &self.text[range.clone()];
        let inner = text.trim();
        let start = range.start + (text.len() - text.trim_start().len());
        let place = self.part(start..start + inner.len());
        Typed { text: inner.to_owned(), place, form: self.form, spelling: self.spelling }
    }

    /// Whether a spreadsheet took it for a date.
    pub fn is_date_of_a_sheet(&self) -> bool {
        self.form == Form::Date && matches!(self.place, Place::Sheet(_))
    }

    /// Whether nothing was typed.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty() && !self.is_spoilt()
    }

    /// Whether a fault of the cell has been reported, whatever is read of it.
    pub fn is_spoilt(&self) -> bool {
        self.form == Form::Spoilt
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Diagnostics, Source};

    fn place(span: Range<usize>) -> Place {
        Place::new(Diagnostics::default().add_source(Source::new("x", "")), span)
    }

    fn span(place: &Place) -> Range<usize> {
        let Place::Text(stretch) = place else { panic!("a stretch of a text") };
        stretch.span.clone()
    }

    #[test]
    fn a_part_of_a_string_has_its_place_within_the_quotation_marks() {
        let typed = Typed::in_toml(" abc", Form::String, place(10..16), "\" abc\"");
        assert_eq!(span(&typed.part(1..2)), 13..14);
    }

    #[test]
    fn a_part_of_a_cell_with_doubled_quotation_marks_has_its_exact_place() {
        let typed = Typed::in_cell(" history(\"\"a\"\")", true, place(100..115));
        assert_eq!(typed.text, "history(\"a\")");
        assert_eq!(span(&typed.part(9..10)), 111..112);
    }

    #[test]
    fn escapes_leave_the_whole_value_as_the_place() {
        let typed = Typed::in_toml("a\tb", Form::String, place(0..6), "\"a\\tb\"");
        assert_eq!(span(&typed.part(2..3)), 1..5);
    }
}
