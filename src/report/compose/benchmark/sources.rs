//! What was compared, how far the cases are alike, and the documents that they are from.

use super::table;
use crate::analysis::benchmark::{Benchmark, Class};
use crate::programme::Comparator;
use crate::report::benchmark::{CaseNumbers, Words};
use crate::report::document::{Section, Sentence, name};
use crate::report::words::capital;
use std::collections::BTreeMap;

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

/// What was compared, and with what, each with the numbers of its documents.
pub(super) fn compared(benchmark: &Benchmark) -> Section {
    let mut section = Section::new("compared", "What was compared, and with what");
    section.list(None, told(benchmark, &mut Documents::default()));
    section
}

fn told(benchmark: &Benchmark, documents: &mut Documents) -> Vec<Sentence> {
    let of_comparison = benchmark.comparisons.iter().map(|made| {
        let subject =
            if made.subject.is_empty() { Sentence::new() } else { Sentence::from(", ") + name(&made.subject) };
        let (alike, numbers) = (made.class.alike_in_words(), documents.of(&made.class));
        Sentence::from(capital(made.quantity.heading()))
            + subject
            + format!(": {}. Cases: {alike}{}; {numbers}", made.basis, others(&made.class))
    });
    let mut told: Vec<Sentence> = of_comparison.collect();
    if let Some(view) = &benchmark.outside {
        for (what, class) in [("realisation", &view.realisation), ("delay", &view.slippage), ("share late", &view.late)]
        {
            let numbers = documents.of(class);
            told.push(format!("Outside view, {what}: {}{}; {numbers}", class.alike_in_words(), others(class)).into());
        }
    }
    told
}

/// The cases that are too many for the table, by the numbers that they have in the charts.
pub(super) fn cases(benchmark: &Benchmark, numbers: &CaseNumbers) -> Section {
    let mut section = Section::new("cases", "The cases of the percentiles");
    let of_comparison = benchmark.comparisons.iter().filter(|made| !table::is_shown(made));
    let cases = of_comparison.flat_map(|made| numbers.of_comparison(made));
    let cases: BTreeMap<usize, &Comparator> = cases.collect();
    let told =
        |(number, case): (usize, &Comparator)| table::numbered(number, case) + format!(" ({})", case.alike.in_words());
    section.list(None, cases.into_iter().map(told).collect());
    section
}

/// How many cases of other sectors there are.
fn others(class: &Class) -> String {
    match class.others.len() {
        0 => String::new(),
        count => format!(" ({count} of other sectors are in benchmark_cases.csv and count for nothing)"),
    }
}

/// The documents by number, and how much of them could not be known at the data date.
pub(super) fn documents(benchmark: &Benchmark) -> Section {
    let mut section = Section::new("documents", "Documents");
    let mut documents = Documents::default();
    told(benchmark, &mut documents);
    if documents.names.is_empty() {
        return section;
    }
    section.paragraph([
        "Each with its year, and whether the figure is published there, quoted there of another, or derived.".into(),
    ]);
    let numbered = documents.names.iter().enumerate();
    section.list(None, numbered.map(|(place, of)| Sentence::from(format!("[{}] ", place + 1)) + name(of)).collect());
    let as_of = benchmark.inside.as_of;
    let later = documents.years.iter().flatten().filter(|year| **year > as_of.year()).count();
    if later > 0 {
        let (all, date) = (documents.names.len(), as_of.in_words());
        section.paragraph([format!(
            "{later} of these {all} documents are of later years than the scenario's data date, {date}: hindsight, which \
             nobody had then."
        )
        .into()]);
    }
    section
}
