//! What a benchmark says: its verdict, the table, the outside view, what was not compared, and the sources.

mod outside;
mod sources;
mod table;
mod verdict;

use crate::analysis::benchmark::Benchmark;
use crate::report::benchmark::CaseNumbers;
use crate::report::document::{Document, Section, Sentence, name};

/// What a benchmark says.
pub fn benchmark(benchmark: &Benchmark) -> Document {
    let title = Sentence::from(name(&benchmark.inside.title)) + " beside what was published";
    let mut standing = Section::new("assumptions", "What the scenario's figures stand on");
    standing.paragraph(super::forecast::standing(&benchmark.inside));
    let numbers = CaseNumbers::of(benchmark);
    let sections = vec![
        verdict::section(benchmark),
        table::section(benchmark, &numbers),
        outside::section(benchmark),
        not_made(benchmark),
        sources::compared(benchmark),
        sources::cases(benchmark, &numbers),
        sources::documents(benchmark),
        standing,
    ];
    Document::new(title, sections)
}

fn not_made(benchmark: &Benchmark) -> Section {
    let mut section = Section::new("not_compared", "Not compared");
    let excluded = (!benchmark.left_out.is_empty()).then(|| {
        let names = benchmark.left_out.iter().map(|left_out| name(left_out).into());
        Sentence::from("Left out of the evidence by the scenario (`exclude`): ") + Sentence::joined(names, "; ")
    });
    let reasons = benchmark.not_made.iter().map(|made| Sentence::from(name(&made.what)) + ": " + name(&made.reason));
    section.list(None, excluded.into_iter().chain(reasons).collect());
    section
}
