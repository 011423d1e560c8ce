//! The evidence itself: published cases by quantity, each with its source.

use crate::programme::{Comparator, Yardstick};
use crate::report::benchmark::Words;
use crate::report::document::{Document, Item, Section, Sentence, name};
use crate::report::words::{capital, counted};

/// The cases as a document with a section for each quantity.
pub fn evidence(cases: &[Comparator]) -> Document {
    let of_quantity = |quantity: Yardstick| {
        let of_it: Vec<&Comparator> = cases.iter().filter(|case| case.quantity == quantity).collect();
        let count = counted(of_it.len(), "case", "cases");
        let heading = format!("{} ({}): {count}", capital(quantity.heading()), quantity.name());
        let mut section = Section::new(quantity.name(), heading);
        section.entries(None, of_it.into_iter().map(entry).collect());
        section
    };
    if cases.is_empty() {
        return Document::new("The evidence has no such case.", Vec::new());
    }
    Document::new("Published cases", Yardstick::ALL.map(of_quantity).into())
}

fn entry(case: &Comparator) -> Item {
    let value =
        Sentence::from(case.value_in_words()) + ": " + name(&case.case) + format!(" ({})", case.alike.in_words());
    let source = Sentence::from("Source: ") + name(&case.source_in_words()) + ".";
    let note = case.note.as_deref().map(|note| name(note).into());
    Item { name: Some(value), text: [source].into_iter().chain(note).collect() }
}
