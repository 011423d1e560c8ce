//! The simulation: named random streams, sampling designs, quantile tables, the trial kernel, batches on threads.
//!
//! A trial's values are a pure function of (plan, seed, design, trial). Trials are computed in chunks of
//! 128 side by side; counts are integers, sums are folded in order of the trials, so that the
//! same bits come out for any number of threads and at every instruction set.

mod abreast;
mod accumulate;
mod block;
mod counting;
mod design;
mod drawing;
mod instructions;
mod kernel;
mod lanes;
mod pages;
mod philox;
mod run;
mod sample;
mod stream;
mod tables;
mod tests;
mod together;
mod transform;
mod units;
mod warm;
mod watch;

pub use accumulate::Tally;
pub use block::Column;
pub use drawing::Drawing;
pub use instructions::Level;
pub use run::Outcomes;
pub use sample::{Sample, Wanted};
pub use stream::Stream;
pub use together::Together;
pub use warm::Engine;
pub use watch::{Interrupted, Watch};
