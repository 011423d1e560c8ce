//! What is said, as documents: one file for each kind of report.

mod analyses;
mod benchmark;
mod evidence;
mod fit;
mod forecast;
mod made_of;
mod rows;
mod score;
mod sensitivity;
mod solve;

pub use analyses::{comparison, explanation, plan_bridge};
pub use benchmark::benchmark;
pub use evidence::evidence;
pub use fit::fit;
pub use forecast::{Input, Subject, TERMINAL, forecast};
pub use made_of::{Drawn, MadeOf, as_section, of_analysis};
pub use score::score;
pub use sensitivity::sensitivity;
pub use solve::{contingency, promise, solved};
