//! What was compared, how far the cases are alike, and the documents that they are from.

use super::Words;
use super::to_text::wrapped;
use crate::analysis::benchmark::{Benchmark, Class};
use crate::fiscal::Month;
use crate::programme::Comparator;

/// Documents in the order of their first mention; their numbers begin with 1.
#[derive(Default)]
struct Documents {
    names: Vec<String>,
    years: Vec<Option<i32>>,
}

impl Documents {
    /// The numbers of the documents of a class: `[1] [3]`.
    fn of(&mut self, class: &Class) -> String {
        let mut numbers: Vec<usize> = class.cases.iter().map(|case| self.number(case)).collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.iter().map(|number| format!("[{number}]")).collect::<Vec<_>>().join(" ")
    }

    fn number(&mut self, case: &Comparator) -> usize {
        let name = case.source_in_words();
        let place = self.names.iter().position(|known| *known == name).unwrap_or_else(|| {
            self.names.push(name);
            self.years.push(case.source_year);
            self.names.len() - 1
        });
        place + 1
    }
}

/// What was compared, how far the cases are alike, and the documents that they are from, by number.
pub(super) fn sources(benchmark: &Benchmark, text: &mut String) {
    let mut documents = Documents::default();
    let mut told: Vec<String> = Vec::new();
    for made in &benchmark.comparisons {
        let subject = if made.subject.is_empty() { String::new() } else { format!(", {}", made.subject) };
        let (heading, alike) = (made.quantity.heading(), made.class.alike_in_words());
        told.push(format!("{heading}{subject}: {}. Cases: {alike}; {}", made.basis, documents.of(&made.class)));
    }
    if let Some(view) = &benchmark.outside {
        for (what, class) in [("realisation", &view.realisation), ("delay", &view.slippage), ("share late", &view.late)]
        {
            told.push(format!("outside view, {what}: {}; {}", class.alike_in_words(), documents.of(class)));
        }
    }
    if told.is_empty() {
        return;
    }
    text.push_str("\nWhat was compared, and with what\n");
    told.iter().for_each(|sentence| text.push_str(&wrapped(sentence, "  ")));
    text.push_str(
        "\nDocuments: the year, and whether the figure is published there, quoted there of another, or derived\n",
    );
    for (place, document) in documents.names.iter().enumerate() {
        text.push_str(&wrapped(&format!("[{}] {document}", place + 1), "  "));
    }
    later(&documents, benchmark.inside.as_of, text);
}

/// How much of the evidence could not be known at the data date.
fn later(documents: &Documents, as_of: Month, text: &mut String) {
    let later = documents.years.iter().flatten().filter(|year| **year > as_of.year()).count();
    if later > 0 {
        let all = documents.names.len();
        let hindsight = format!(
            "{later} of these {all} documents are of later years than the scenario's data date, {}: hindsight, which nobody had then",
            as_of.in_words()
        );
        text.push_str(&wrapped(&hindsight, "  "));
    }
}
