//! What a forecast says, for people: figures, charts and documents.
//!
//! Nothing here computes a result. Amounts are rounded to what their Monte Carlo errors support.

pub mod chart;
pub mod figures;
