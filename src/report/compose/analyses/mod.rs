//! What the analyses answer: a sentence first, then a table.

mod bridge;
mod compare;
mod explain;
mod parts;

pub use bridge::plan_bridge;
pub(super) use bridge::plan_bridge_section;
pub use compare::comparison;
pub use explain::explanation;
