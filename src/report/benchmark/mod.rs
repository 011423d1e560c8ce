//! A scenario beside the evidence, for people and programs.

mod difference;
mod list;
mod outside;
mod records;
mod sources;
mod to_json;
mod to_text;
mod values;

pub use list::{evidence_to_csv, evidence_to_text};
pub use to_json::benchmark_to_json;
pub use to_text::benchmark_to_text;
pub(in crate::report) use values::{Words, in_unit, range_in_unit};

use super::Records;
use super::to_csv;
use crate::analysis::benchmark::Benchmark;

/// The format that `benchmark.json` states, by which a folder of results is recognised.
pub(super) const BENCHMARK_MARK: &str = "foresave benchmark, format 1";

/// The text files of a benchmark: name and content, in the order of writing. `benchmark.json` comes
/// first, because it marks a folder as one of results.
pub fn benchmark_files(benchmark: &Benchmark) -> [(&'static str, String); 4] {
    [
        ("benchmark.json", benchmark_to_json(benchmark)),
        ("benchmark.csv", to_csv(&Records::comparisons(benchmark))),
        ("benchmark_cases.csv", to_csv(&Records::cases(benchmark))),
        ("outside_view.csv", to_csv(&Records::outside_view(benchmark))),
    ]
}
