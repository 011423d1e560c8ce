//! Sentences: each figure an element that names its place in the result files, each name in its own direction.

use super::super::document::{Sentence, Span, clean};
use super::super::figure::Figure;
use maud::{Markup, html};

/// The sentence; a figure that begins it has a capital.
pub(super) fn sentence(sentence: &Sentence) -> Markup {
    html! {
        @for (place, span) in sentence.0.iter().enumerate() {
            @match span {
                Span::Text(text) => (clean_within(text)),
                Span::Name(name) => bdi { (name.as_str()) },
                Span::Figure(of) if place == 0 => (figure(of, &capital(&of.to_string()))),
                Span::Figure(of) => (figure(of, &of.to_string())),
            }
        }
    }
}

/// A figure as it is written, with its place.
pub(super) fn figure(figure: &Figure, written: &str) -> Markup {
    let origin = figure.origin.as_ref().map(|origin| clean(&origin.to_string()));
    html! { span.figure data-figure=[origin] { (written) } }
}

/// Sentences of a paragraph.
pub(super) fn together(sentences: &[Sentence]) -> Markup {
    html! {
        @for (place, of) in sentences.iter().enumerate() {
            @if place > 0 { " " }
            (sentence(of))
        }
    }
}

/// Without characters that cannot be shown; spaces at its ends stay.
fn clean_within(text: &str) -> String {
    let (before, behind) = (text.starts_with(' '), text.ends_with(' ') && text.len() > 1);
    format!("{}{}{}", if before { " " } else { "" }, clean(text), if behind { " " } else { "" })
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
