//! How the trials of a run are divided for the threads.

use super::lanes::LANES;

/// Chunks of a unit of work, and of the order in which sums are taken.
pub(super) const UNIT: usize = 128;

/// Consecutive chunks of a replicate.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unit {
    pub(super) replicate: u32,
    pub(super) first: u32,
    /// Trials in it.
    pub(super) trials: usize,
}

impl Unit {
    /// The units of a replicate, of at most `chunks` chunks each.
    pub(super) fn of_replicate(replicate: u32, trials: u64, chunks: usize) -> impl Iterator<Item = Unit> {
        let size = (chunks * LANES) as u64;
        (0..trials.div_ceil(size)).map(move |unit| Unit {
            replicate,
            first: (unit * chunks as u64) as u32,
            trials: (trials - unit * size).min(size) as usize,
        })
    }

    /// The units of all replicates, by the number of their trials.
    pub(super) fn of_all(replicates: &[u64], chunks: usize) -> Vec<Unit> {
        let of = |(replicate, &trials)| Unit::of_replicate(replicate, trials, chunks);
        (0u32..).zip(replicates).flat_map(of).collect()
    }

    /// Its chunks, with how many of their trials count.
    pub(super) fn chunks(&self) -> impl Iterator<Item = (u32, usize)> + '_ {
        let of = |chunk: usize| (self.first + chunk as u32, (self.trials - chunk * LANES).min(LANES));
        (0..self.trials.div_ceil(LANES)).map(of)
    }
}
