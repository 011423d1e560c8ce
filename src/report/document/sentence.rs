//! Sentences: text with figures and names in it.
//!
//! A figure stays one, so that a page can lead from it to its file; a name from a scenario stays one, so that it can be
//! set apart from the text around it.

use super::super::figure::Figure;
use std::fmt::{self, Write};
use std::ops::Add;

/// A sentence, or a piece of one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence(pub Vec<Span>);

/// A run of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// Words of this program.
    Text(String),
    /// A number.
    Figure(Figure),
    /// Words of a scenario: data, whatever they look like.
    Name(Name),
}

/// Words of a scenario, without control characters and marks of direction, on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// The words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Words of a scenario as they may stand in a document.
pub fn name(words: &str) -> Name {
    Name(clean(words))
}

/// Text on one line, without control characters and the marks that turn the direction of what follows.
pub fn clean(text: &str) -> String {
    let is_break = |character: char| matches!(character, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let is_mark = |character: char| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let shown =
        text.trim().chars().filter(|&character| is_break(character) || !(character.is_control() || is_mark(character)));
    let mut cleaned = String::with_capacity(text.len());
    for character in shown {
        match is_break(character) {
            true if cleaned.ends_with(' ') => {}
            true => cleaned.push(' '),
            false => cleaned.push(character),
        }
    }
    cleaned
}

impl Sentence {
    /// Nothing yet.
    pub fn new() -> Self {
        Sentence::default()
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Pieces with a word between the last two and commas between the others.
    pub fn listed(pieces: Vec<Sentence>, word: &str) -> Self {
        let last = pieces.len().saturating_sub(1);
        let mut all = Sentence::new();
        for (place, piece) in pieces.into_iter().enumerate() {
            all = match place {
                0 => piece,
                _ if place == last => all + format!(" {word} ") + piece,
                _ => all + ", " + piece,
            };
        }
        all
    }

    /// Pieces with something between any two.
    pub fn joined(pieces: impl IntoIterator<Item = Sentence>, between: &str) -> Self {
        let all = pieces.into_iter().reduce(|all, piece| all + between + piece);
        all.unwrap_or_default()
    }
}

/// As plain text. A figure that begins a sentence has a capital.
impl fmt::Display for Sentence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, span) in self.0.iter().enumerate() {
            match span {
                Span::Text(text) => out.write_str(text)?,
                Span::Name(name) => out.write_str(name.as_str())?,
                Span::Figure(figure) if place == 0 => {
                    let text = figure.to_string();
                    let mut letters = text.chars();
                    letters.next().map_or(Ok(()), |first| out.write_char(first.to_ascii_uppercase()))?;
                    out.write_str(letters.as_str())?;
                }
                Span::Figure(figure) => write!(out, "{figure}")?,
            }
        }
        Ok(())
    }
}

impl<T: Into<Sentence>> Add<T> for Sentence {
    type Output = Sentence;

    /// The sentence with what follows; runs of text grow together.
    fn add(mut self, more: T) -> Sentence {
        for span in more.into().0 {
            match (self.0.last_mut(), span) {
                (Some(Span::Text(text)), Span::Text(more)) => text.push_str(&more),
                (_, Span::Text(more)) if more.is_empty() => {}
                (_, span) => self.0.push(span),
            }
        }
        self
    }
}

impl From<&str> for Sentence {
    fn from(text: &str) -> Self {
        Sentence(vec![Span::Text(text.into())])
    }
}

impl From<String> for Sentence {
    fn from(text: String) -> Self {
        Sentence(vec![Span::Text(text)])
    }
}

impl From<Figure> for Sentence {
    fn from(figure: Figure) -> Self {
        Sentence(vec![Span::Figure(figure)])
    }
}

impl From<Name> for Sentence {
    fn from(name: Name) -> Self {
        Sentence(vec![Span::Name(name)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_scenario_are_one_line_of_what_can_be_seen() {
        assert_eq!(clean("ICT\u{1b}[31m red\u{7}"), "ICT[31m red");
        assert_eq!(clean("two\r\nlines\u{2028} and\ttab "), "two lines  and tab");
        assert_eq!(clean("\u{202e}gnp.exe\u{2066}\u{9b}1m"), "gnp.exe1m");
        assert_eq!(clean("Zoë & Co, 東京 \u{200f}"), "Zoë & Co, 東京 \u{200f}");
    }

    #[test]
    fn pieces_are_listed_as_people_list_them() {
        let listed =
            |pieces: &[&str]| Sentence::listed(pieces.iter().map(|&piece| piece.into()).collect(), "and").to_string();
        assert_eq!(listed(&["a"]), "a");
        assert_eq!(listed(&["a", "b", "c"]), "a, b and c");
        assert_eq!(listed(&[]), "");
    }

    #[test]
    fn a_figure_that_begins_a_sentence_has_a_capital() {
        let none = Figure::chance(0.0, (0.0, 0.01));
        assert_eq!((Sentence::from(none.clone()) + " of them").to_string(), "None of them");
        assert_eq!((Sentence::from("Of them ") + none).to_string(), "Of them none");
    }
}
