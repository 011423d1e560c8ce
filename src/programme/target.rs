//! What has been promised to whom.

use super::Measure;
use crate::fiscal::FinancialYear;
use rust_decimal::Decimal;

/// A figure that the programme is held to.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    /// Unique name.
    pub name: String,
    /// What is measured.
    pub measure: Measure,
    /// The year, for a measure that has one each year.
    pub by: Option<FinancialYear>,
    /// Whose part of it.
    pub part: TargetPart,
    /// Whether the threshold must be reached or not exceeded.
    pub direction: Direction,
    /// The threshold.
    pub threshold: Threshold,
}

/// Which side of the threshold is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Met at or above it.
    AtLeast,
    /// Met at or below it.
    AtMost,
}

/// What a target compares with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Threshold {
    /// Pounds, posts, areas or a ratio, by the measure.
    Amount(Decimal),
    /// A payback year.
    Year(FinancialYear),
}

/// Whose part of a measure a target looks at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TargetPart {
    /// The whole programme.
    Programme,
    /// A partner, by position.
    Partner(usize),
    /// The areas of a portfolio: their own savings and costs only.
    Portfolio(String),
    /// One area, by position: its own savings and costs only.
    Area(usize),
    /// A workforce group, by position: its posts only.
    Workforce(usize),
}
