//! Trials side by side, in registers.
//!
//! The areas of a plan are computed for 32 trials at a time, so that nothing between the draws and the year's
//! amounts goes through memory, and what is the same for all of them is decided once. An [`Abreast`] is a number of each
//! trial, in as many registers as the instruction set needs. The bits are the same at every level.
//!
//! The types of the instruction sets are private to this folder. Code elsewhere meets them as the type parameter of a
//! [`Work`] alone, that is through [`at_level`], and there is no [`Level`] that the processor does not have. This is why
//! [`Abreast`] is safe to use, and what the comments on safety in this folder refer to as *reached through `at_level`*.

mod registers;
mod whole;
#[cfg(target_arch = "x86_64")]
mod x86;

use super::instructions::{Instructions, Level};
use std::ops::{Add, Div, Mul, Sub};

pub use registers::Plain;
pub use whole::{WHOLE, whole_part};

/// How many trials are computed side by side.
pub const ABREAST: usize = 32;

/// Their numbers as they lie in memory.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub struct Packed(pub [f64; ABREAST]);

impl Packed {
    /// 0 in every trial.
    pub const ZERO: Packed = Packed([0.0; ABREAST]);
}

/// Four columns of sums, then four of squares.
#[derive(Clone, Copy, Debug, Default)]
#[repr(align(64))]
pub struct Columns(pub [f64; 8]);

/// Work that is compiled for every instruction set.
pub trait Work {
    /// What comes of it.
    type Output;

    /// Does it with the numbers of an instruction set; to be inlined always.
    fn run<E: Abreast>(self) -> Self::Output;
}

/// Does a piece of work with the instructions of a level.
pub fn at_level<W: Work>(level: Level, work: W) -> W::Output {
    match level.instructions() {
        #[cfg(target_arch = "x86_64")]
        Instructions::Baseline => run::<W, x86::Sse2>(work),
        #[cfg(not(target_arch = "x86_64"))]
        Instructions::Baseline => run::<W, Plain>(work),
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx2 => run::<W, x86::Avx2>(work),
        #[cfg(target_arch = "x86_64")]
        Instructions::Avx512 => run::<W, x86::Avx512>(work),
    }
}

fn run<W: Work, E: Abreast>(work: W) -> W::Output {
    E::apart(
        #[inline(always)]
        || work.run::<E>(),
    )
}

/// A number of each of [`ABREAST`] trials.
pub trait Abreast: Copy + Add<Output = Self> + Sub<Output = Self> + Mul<Output = Self> + Div<Output = Self> {
    /// What holds in which of the trials.
    type Mask: Copy;

    /// The same number in every trial.
    fn all(value: f64) -> Self;
    /// Numbers from memory.
    fn load(from: &[f64; ABREAST]) -> Self;
    /// Numbers to memory.
    fn store(self, to: &mut [f64; ABREAST]);
    /// This number where it is greater, else the other.
    fn max(self, other: Self) -> Self;
    /// This number where it is less, else the other.
    fn min(self, other: Self) -> Self;
    /// Where this number is less; nowhere where one is not a number.
    fn lt(self, other: Self) -> Self::Mask;
    /// Where this number is less or equal; nowhere where one is not a number.
    fn le(self, other: Self) -> Self::Mask;
    /// `yes` where the mask holds, else `no`.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Whether a mask holds anywhere.
    fn any(mask: Self::Mask) -> bool;
    /// In how many trials a mask holds.
    fn count(mask: Self::Mask) -> usize;
    /// The smallest, where all are numbers.
    fn least(self) -> f64;
    /// The largest, where all are numbers.
    fn greatest(self) -> f64;
    /// Adds the numbers, and their squares, to columns: those of trials `t` with the same `t % 8` in their order, then
    /// those of `t % 4`.
    fn add_to_columns(self, squares: Self, columns: &mut Columns);
    /// Stores the whole parts of numbers to which [`WHOLE`] has been added, plus `first`; says whether all of them are
    /// below 2^`BITS`. Where one is not, or is not a number, what is stored means nothing.
    fn store_whole<const BITS: u32>(self, first: u16, to: &mut [u16; ABREAST]) -> bool;
    /// Does a piece of work, which is to be inlined always, in a function of its own that is compiled for the
    /// instruction set.
    fn apart<T>(work: impl FnOnce() -> T) -> T;

    /// The number where the mask holds, else 0.
    #[inline(always)]
    fn only(self, mask: Self::Mask) -> Self {
        Self::select(mask, self, Self::all(0.0))
    }

    /// The numbers as an array.
    #[inline(always)]
    fn array(self) -> [f64; ABREAST] {
        let mut array = Packed::ZERO;
        self.store(&mut array.0);
        array.0
    }
}
