//! The simulation: named random streams, sampling designs, quantile tables, the trial kernel, batches on threads.
//!
//! A trial's values are a pure function of (plan, seed, design, trial). Trials are computed in chunks of
//! [`LANES`](lanes::LANES) side by side; counts are integers, sums are folded in order of the trials, so that the
//! same bits come out for any number of threads and at every instruction set.

mod abreast;
pub mod accumulate;
pub mod design;
pub mod instructions;
pub mod kernel;
pub mod lanes;
mod philox;
mod run;
mod swift;
pub mod transform;

pub use abreast::{Packed, SIDE};
pub use accumulate::{PROBABILITIES, Tally};
pub use run::{Interrupted, Outcomes, Settings, TrialSink, Watch, replay, simulate};
