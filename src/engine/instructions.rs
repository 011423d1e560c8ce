//! The kernel compiled for several instruction sets, of which the widest that the machine has is used.
//!
//! The source is one, and uses only operations that give the same bits on all of them: no fused
//! multiply-add is formed, and sums are taken in a stated order.

/// An instruction set that the kernel is compiled for and that this machine has: there is no other way to one than
/// through what the processor says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Level(Instructions);

/// The instruction sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Instructions {
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
        #[cfg_attr(not(target_arch = "x86_64"), allow(unused_mut))]
        let mut levels = vec![Level::baseline()];
        #[cfg(target_arch = "x86_64")]
        {
            if std::arch::is_x86_feature_detected!("avx2") {
                levels.push(Level(Instructions::Avx2));
            }
            let wide = std::arch::is_x86_feature_detected!("avx512f")
                && std::arch::is_x86_feature_detected!("avx512dq")
                && std::arch::is_x86_feature_detected!("avx512bw")
                && std::arch::is_x86_feature_detected!("avx512vl")
                && std::arch::is_x86_feature_detected!("avx512cd");
            if wide {
                levels.push(Level(Instructions::Avx512));
            }
        }
        levels
    }

    /// What every machine of its kind has.
    pub const fn baseline() -> Level {
        Level(Instructions::Baseline)
    }

    /// The widest level that this machine has.
    pub fn widest() -> Level {
        Level::available().pop().unwrap_or(Level::baseline())
    }

    /// Its instructions, which the machine has.
    #[inline(always)]
    pub(super) fn instructions(self) -> Instructions {
        self.0
    }
}

impl std::fmt::Debug for Level {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// Asks for something to be brought into the nearest cache, because it will be needed soon.
#[inline(always)]
pub fn prefetch<T>(of: &T) {
    #[cfg(target_arch = "x86_64")]
    for line in 0..size_of::<T>().div_ceil(CACHE_LINE) {
        use core::arch::x86_64::{_MM_HINT_T0, _mm_prefetch};
        // SAFETY: every such processor has the instruction, which reads nothing.
        unsafe { _mm_prefetch::<_MM_HINT_T0>(std::ptr::from_ref(of).cast::<i8>().wrapping_add(CACHE_LINE * line)) };
    }
    let _ = of;
}

#[cfg(target_arch = "x86_64")]
const CACHE_LINE: usize = 64;
