//! Sets what a scenario assumes beside what was published.

mod evidence;
mod table;

pub use evidence::shipped;
