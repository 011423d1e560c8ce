//! A scenario beside the evidence, as files; and its values in words.

mod numbers;
mod records;
mod to_json;
mod values;

pub(in crate::report) use numbers::CaseNumbers;
pub(in crate::report) use values::{Words, in_unit, percentile, range_in_unit};

use super::{Records, Results, to_csv};
use crate::analysis::benchmark::Benchmark;
use crate::programme::Comparator;

/// The format that `benchmark.json` states, by which a folder of results is recognised.
pub(super) const BENCHMARK_MARK: &str = "foresave benchmark, format 1";

/// A scenario beside the evidence, for programs.
pub fn benchmark_results(benchmark: &Benchmark) -> Results {
    Results {
        marker: "benchmark.json",
        json: to_json::benchmark_to_json(benchmark),
        tables: vec![
            ("benchmark", Records::comparisons(benchmark)),
            ("benchmark_cases", Records::cases(benchmark)),
            ("outside_view", Records::outside_view(benchmark)),
        ],
    }
}

/// Cases as CSV, in the columns in which a scenario may bring its own.
pub fn evidence_to_csv(cases: &[Comparator]) -> String {
    to_csv(&Records::evidence(cases))
}
