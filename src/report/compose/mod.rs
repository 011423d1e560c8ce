//! What is said, as documents: one file for each kind of report.

mod benchmark;
mod evidence;
mod forecast;

pub use benchmark::benchmark;
pub use evidence::evidence;
pub use forecast::{TERMINAL, forecast};
