//! The parts of the text that `run` prints, one file each, and how they speak.

mod amounts;
pub(super) mod cautious;
pub(super) mod heading;
pub(super) mod learnt;
mod odds;
pub(super) mod precision;
pub(super) mod standing;
pub(super) mod table;
pub(super) mod targets;
#[cfg(test)]
mod tests;
mod wording;
pub(super) mod workforce;
mod wrap;

/// Fewer trials than this say nothing of percentiles, nor that nothing is uncertain.
const TOO_FEW: u64 = 100;
