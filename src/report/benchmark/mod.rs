//! A scenario beside the evidence, as files; and its values in words.

mod records;
mod to_json;
mod values;

pub use to_json::benchmark_to_json;
pub(in crate::report) use values::{Words, in_unit, percentile, range_in_unit};

use super::Records;
use super::to_csv;
use crate::analysis::benchmark::Benchmark;
use crate::programme::Comparator;

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

/// Cases as CSV, in the columns in which a scenario may bring its own.
pub fn evidence_to_csv(cases: &[Comparator]) -> String {
    to_csv(&Records::evidence(cases))
}
