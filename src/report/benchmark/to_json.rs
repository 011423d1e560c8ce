//! `benchmark.json`: every table of a benchmark in one document.

use super::super::Records;
use super::super::manifest::Manifest;
use super::super::to_json::{Rows, written};
use super::BENCHMARK_MARK;
use crate::analysis::benchmark::Benchmark;

/// The document, with keys in a fixed order and rows with the columns of the CSV files.
pub fn benchmark_to_json(benchmark: &Benchmark) -> String {
    written(&Document {
        format: BENCHMARK_MARK,
        manifest: Manifest::of_forecast(&benchmark.inside),
        comparisons: Rows(&Records::comparisons(benchmark)),
        cases: Rows(&Records::cases(benchmark)),
        left_out: &benchmark.left_out,
        outside_view: Rows(&Records::outside_view(benchmark)),
        outside_view_notes: benchmark.outside.as_ref().map(|view| view.notes.as_slice()).unwrap_or_default(),
    })
}

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    manifest: Manifest<'a>,
    comparisons: Rows<'a>,
    cases: Rows<'a>,
    left_out: &'a [String],
    outside_view: Rows<'a>,
    outside_view_notes: &'a [String],
}
