//! The numbers of the cases that are compared, which table and charts have in common.

use crate::analysis::benchmark::{Benchmark, Comparison};
use crate::programme::Comparator;

/// Cases in the order of the table; their numbers begin with 1. A case beside which two figures are set has one number.
pub struct CaseNumbers<'b>(Vec<&'b Comparator>);

impl<'b> CaseNumbers<'b> {
    /// Of all cases of a benchmark.
    pub fn of(benchmark: &'b Benchmark) -> Self {
        let mut numbers = CaseNumbers(Vec::new());
        for same in benchmark.comparisons.chunk_by(|one, other| one.quantity == other.quantity) {
            let first = numbers.0.len();
            for case in same.iter().flat_map(|made| &made.class.cases) {
                // Cases of one quantity stand together, so that no others need be looked at.
                if !numbers.0[first..].contains(&case) {
                    numbers.0.push(case);
                }
            }
        }
        numbers
    }

    /// The number of a case; 0 where it is not compared.
    pub fn number(&self, case: &Comparator) -> usize {
        self.0.iter().position(|numbered| *numbered == case).map_or(0, |place| place + 1)
    }

    /// The numbers of the cases of a comparison, in its order.
    pub fn of_comparison<'c>(&self, made: &'c Comparison) -> Vec<(usize, &'c Comparator)> {
        made.class.cases.iter().map(|case| (self.number(case), case)).collect()
    }
}
