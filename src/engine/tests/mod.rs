//! From words to values to counts: the tables of quantile functions, the draws of the designs, that neither ever changes,
//! the percentiles that are read from counts, and the streams beside the trials.
#![cfg(test)]

mod counting;
mod draws;
mod exact;
mod laws;
mod ranks;
mod streams;
mod words;

use super::design::Design;
use crate::engine::Drawing;
use crate::programme::Sampling;

/// A design over so many draws.
fn design(sampling: Sampling, seed: u64, draws: usize) -> Design {
    Design::new(&Drawing::new(1, seed, sampling), &[draws])
}
