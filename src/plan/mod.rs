//! What a programme comes to, before and beside the simulation.
//!
//! [`planned`] is the plan line and [`past`] what lies before the data date, both in exact
//! decimals; a [`Part`] says how much of each area belongs to a partner, a portfolio or an area.

mod exact;
mod part;

pub use exact::{Amounts, Lines, PlanError, Reported, WholeAmounts, discount_factors, past, planned, reported, whole};
pub use part::Part;
