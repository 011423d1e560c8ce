//! What is said, as documents: one file for each kind of report.

mod analyses;
mod benchmark;
mod evidence;
mod fit;
mod forecast;
mod rows;
mod sensitivity;
mod solve;
mod score;

pub use analyses::{comparison, explanation, plan_bridge};
pub use benchmark::benchmark;
pub use evidence::evidence;
pub use fit::fit;
pub use forecast::{TERMINAL, forecast, forecast_with_bridge};
pub use sensitivity::sensitivity;
pub use solve::{contingency, promise, solved};
pub use score::score;
