//! What the analyses answer, as files: one table for each question, and JSON with everything.

mod bridge;
mod compare;
mod explain;
mod rounding;

pub use bridge::{bridge_records, bridge_results};
pub use compare::comparison_results;
pub use explain::explanation_results;

/// The format that `compare.json` states, by which a folder of results is recognised.
pub(in crate::report) const COMPARE_MARK: &str = "foresave compare, format 1";
/// Likewise of `explain.json`.
pub(in crate::report) const EXPLAIN_MARK: &str = "foresave explain, format 1";

use super::Cell;
use crate::programme::Measure;

/// An amount in the unit of a measure: pounds with two decimals, all else with six.
fn amount(measure: Measure, amount: Option<f64>) -> Cell {
    match amount {
        None => Cell::Blank,
        Some(amount) if measure.is_money() => Cell::Pounds(amount),
        Some(amount) => Cell::Fraction(amount),
    }
}
