//! The kernel compiled for several instruction sets, of which the widest that the machine has is used.
//!
//! The source is one, and uses only operations that give the same bits on all of them: no fused
//! multiply-add is formed, and sums are taken in a stated order.

use super::design::ChunkId;
use super::accumulate::{self, Bins, PLACES, Sums};
use super::kernel::{Chunk, Machine};
use crate::plan::Plan;

/// An instruction set that the kernel is compiled for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// What every machine of its kind has.
    Baseline,
    /// x86-64 with AVX2.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// x86-64 with AVX-512 F, DQ, BW, VL and CD.
    #[cfg(target_arch = "x86_64")]
    Avx512,
}

impl Level {
    /// The levels that this machine has, the widest last.
    pub fn available() -> Vec<Level> {
        let mut levels = vec![Level::Baseline];
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx2") {
                levels.push(Level::Avx2);
            }
            let wide = std::arch::is_x86_feature_detected!("avx512f")
                && std::arch::is_x86_feature_detected!("avx512dq")
                && std::arch::is_x86_feature_detected!("avx512bw")
                && std::arch::is_x86_feature_detected!("avx512vl")
                && std::arch::is_x86_feature_detected!("avx512cd");
            if wide {
                levels.push(Level::Avx512);
            }
        }
        levels
    }

    /// The widest level that this machine has.
    pub fn widest() -> Level {
        Level::available().pop().unwrap_or(Level::Baseline)
    }
}

/// Computes a chunk at a level that the machine has.
pub(super) fn run(machine: &Machine, level: Level, at: ChunkId, chunk: &mut Chunk) {
    match level {
        Level::Baseline => machine.trial(at, chunk),
        // SAFETY: `Level::available` gives a level only where the processor has its instructions.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { avx2(machine, at, chunk) },
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { avx512(machine, at, chunk) },
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn avx2(machine: &Machine, at: ChunkId, chunk: &mut Chunk) {
    machine.trial(at, chunk);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512cd,avx2")]
fn avx512(machine: &Machine, at: ChunkId, chunk: &mut Chunk) {
    machine.trial(at, chunk);
}

/// Counts a chunk's trials in every row, at a level that the machine has.
pub(super) fn count(
    level: Level,
    plan: &Plan,
    bins: &[Bins],
    (chunk, trials): (&Chunk, usize),
    (counts, sums): (&mut [u32], &mut [Sums]),
) {
    match level {
        Level::Baseline => count_rows(plan, bins, (chunk, trials), (counts, sums)),
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { count_avx2(plan, bins, (chunk, trials), (counts, sums)) },
        #[cfg(target_arch = "x86_64")]
        Level::Avx512 => unsafe { count_avx512(plan, bins, (chunk, trials), (counts, sums)) },
    }
}

#[inline(always)]
fn count_rows(
    plan: &Plan,
    bins: &[Bins],
    (chunk, trials): (&Chunk, usize),
    (counts, sums): (&mut [u32], &mut [Sums]),
) {
    let rows = plan.rows.shown.iter().zip(bins).zip(counts.chunks_exact_mut(PLACES)).zip(sums);
    for ((((slot, _), bins), counts), sums) in rows {
        let values = chunk.slot(*slot);
        accumulate::count(bins, values, trials, counts);
        accumulate::sum(bins, values, trials, sums);
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn count_avx2(plan: &Plan, bins: &[Bins], chunk: (&Chunk, usize), into: (&mut [u32], &mut [Sums])) {
    count_rows(plan, bins, chunk, into);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx512cd,avx2")]
fn count_avx512(plan: &Plan, bins: &[Bins], chunk: (&Chunk, usize), into: (&mut [u32], &mut [Sums])) {
    count_rows(plan, bins, chunk, into);
}
