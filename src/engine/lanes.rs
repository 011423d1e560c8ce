//! Blocks of trials that are computed side by side.

use super::abreast::ABREAST;
use std::ops::{Deref, DerefMut};

/// How many trials a chunk holds. Chunks begin at multiples of it, so that a trial's neighbours,
/// and with them its rounding, are the same in every run.
pub const LANES: usize = 128;

/// How many groups of trials computed side by side a chunk holds.
pub const GROUPS: usize = LANES / ABREAST;

/// One number for each trial of a chunk.
///
/// A cache line more than the numbers take, so that the same trials of many of them do not compete for the same places
/// of a cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
#[allow(dead_code, reason = "the second array only keeps the next numbers apart")]
pub struct Lanes(pub [f64; LANES], [f64; 8]);

impl Lanes {
    /// 0 in every trial.
    pub const ZERO: Lanes = Lanes::all(0.0);

    /// The same number in every trial.
    #[inline(always)]
    pub const fn all(value: f64) -> Self {
        Lanes([value; LANES], [0.0; 8])
    }

    /// Sets every trial to `value`.
    #[inline(always)]
    pub fn fill_with(&mut self, value: f64) {
        self.0 = [value; LANES];
    }

    /// The numbers of a group of trials.
    #[inline(always)]
    pub fn group(&self, group: usize) -> &[f64; ABREAST] {
        &self.0.as_chunks().0[group]
    }

    /// The numbers of a group of trials, to be set.
    #[inline(always)]
    pub fn group_mut(&mut self, group: usize) -> &mut [f64; ABREAST] {
        &mut self.0.as_chunks_mut().0[group]
    }
}

/// Room for so many quantities at least.
pub fn enlarge(room: &mut Vec<Lanes>, quantities: usize) {
    room.resize(room.len().max(quantities), Lanes::ZERO);
}

impl Deref for Lanes {
    type Target = [f64; LANES];

    #[inline(always)]
    fn deref(&self) -> &[f64; LANES] {
        &self.0
    }
}

impl DerefMut for Lanes {
    #[inline(always)]
    fn deref_mut(&mut self) -> &mut [f64; LANES] {
        &mut self.0
    }
}

/// The random words of a chunk.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub struct Words(pub [u32; LANES]);

impl Words {
    /// 0 in every trial.
    pub const ZERO: Words = Words([0; LANES]);
}
