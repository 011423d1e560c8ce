//! What one of the independent replicates of a stratified design says of a row.
//!
//! Its percentiles are kept as places among the counts and not as values: read as ranks of all trials they tell
//! how far the ranks of the percentiles may be off, whatever the distribution looks like there.

use super::bins::{Bins, Counted};
use super::sums::Sums;
use crate::statistics::PROBABILITIES;
use std::ops::Range;

/// Where a quantile lies.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// The place that holds it.
    pub(super) place: u16,
    /// The share of the values counted there that lie below it.
    pub(super) share: f64,
}

/// Mean and percentiles of a row over the trials of a replicate.
#[derive(Clone, Copy, Debug)]
pub struct Replicate {
    /// Not a number where no trial has a value.
    pub(super) mean: f64,
    /// At [`PROBABILITIES`]; `None` where no trial has a value.
    pub(super) quantiles: [Option<At>; 9],
}

impl Replicate {
    /// Read from a row's sums and the counts of its places, added to others or summed.
    pub fn read_off(
        bins: &Bins,
        sums: &Sums,
        (add, sum): (impl Fn(Range<usize>, &mut [u64]), impl Fn(Range<usize>) -> u64),
    ) -> Self {
        Replicate {
            mean: bins.mean(sums),
            quantiles: bins.quantiles(Counted { total: sums.count, add, sum }, PROBABILITIES),
        }
    }
}
