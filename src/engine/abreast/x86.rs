//! Registers of x86-64.

use super::registers::{Register, Registers};
use super::whole;
#[allow(clippy::wildcard_imports, reason = "three families of one set of operations")]
use core::arch::x86_64::*;

/// With what every such processor has.
pub type Sse2 = Registers<__m128d, 16>;
/// With AVX2.
pub type Avx2 = Registers<__m256d, 8>;
/// With AVX-512.
pub type Avx512 = Registers<__m512d, 4>;

/// A register, its mask, how many numbers it holds and the features of its instructions; then, by the names of
/// [`Register`], instructions.
macro_rules! register {
    (
        $register:ty, $mask:ty, $width:literal, $features:literal;
        all $all:ident; load $load:ident; store $store:ident; binary [$($binary:ident $instruction:ident),*];
        lt $lt:expr; le $le:expr; select $select:expr; bits $bits:expr; store_whole $store_whole:ident;
    ) => {
        impl Register for $register {
            const WIDTH: usize = $width;
            type Mask = $mask;

            #[inline(always)]
            fn all(value: f64) -> Self {
                // SAFETY: the processor has the instruction, because this type is reached through `at_level`.
                unsafe { $all(value) }
            }

            #[inline(always)]
            fn load(from: &[f64]) -> Self {
                // SAFETY: as in `all`; as many numbers are read as are in the shorter slice.
                unsafe { $load(from[..$width].as_ptr()) }
            }

            #[inline(always)]
            fn store(self, to: &mut [f64]) {
                // SAFETY: as in `all`; as many numbers are written as are in the shorter slice.
                unsafe { $store(to[..$width].as_mut_ptr(), self) }
            }

            $(#[inline(always)]
            fn $binary(self, other: Self) -> Self {
                // SAFETY: as in `all`.
                unsafe { $instruction(self, other) }
            })*

            #[inline(always)]
            fn lt(self, other: Self) -> $mask {
                // SAFETY: as in `all`.
                unsafe { $lt(self, other) }
            }

            #[inline(always)]
            fn le(self, other: Self) -> $mask {
                // SAFETY: as in `all`.
                unsafe { $le(self, other) }
            }

            #[inline(always)]
            fn select(mask: $mask, yes: Self, no: Self) -> Self {
                // SAFETY: as in `all`.
                unsafe { $select(mask, yes, no) }
            }

            #[inline(always)]
            fn bits(mask: $mask) -> u32 {
                // SAFETY: as in `all`.
                unsafe { $bits(mask) }
            }

            #[inline(always)]
            fn store_whole<const BITS: u32>(four: [Self; 4], first: u16, to: &mut [u16]) -> bool {
                let to: &mut [u16; 4 * $width] = to.first_chunk_mut().expect("there is room for four registers");
                // SAFETY: as in `all`.
                unsafe { whole::$store_whole::<BITS>(four, first, to) }
            }

            #[inline(always)]
            fn apart<T>(work: impl FnOnce() -> T) -> T {
                #[target_feature(enable = $features)]
                #[inline(never)]
                fn within<T>(work: impl FnOnce() -> T) -> T {
                    work()
                }
                // SAFETY: as in `all`.
                unsafe { within(work) }
            }
        }
    };
}

register! {
    __m128d, __m128d, 2, "sse2";
    all _mm_set1_pd; load _mm_loadu_pd; store _mm_storeu_pd;
    binary [add _mm_add_pd, sub _mm_sub_pd, mul _mm_mul_pd, div _mm_div_pd, max _mm_max_pd, min _mm_min_pd];
    lt _mm_cmplt_pd; le _mm_cmple_pd; select select_of_two; bits bits_of_two; store_whole store_eight;
}

register! {
    __m256d, __m256d, 4, "avx2";
    all _mm256_set1_pd; load _mm256_loadu_pd; store _mm256_storeu_pd;
    binary [add _mm256_add_pd, sub _mm256_sub_pd, mul _mm256_mul_pd, div _mm256_div_pd, max _mm256_max_pd, min _mm256_min_pd];
    lt _mm256_cmp_pd::<_CMP_LT_OQ>; le _mm256_cmp_pd::<_CMP_LE_OQ>; select select_of_four; bits bits_of_four;
    store_whole store_sixteen;
}

register! {
    __m512d, __mmask8, 8, "avx512f,avx512dq,avx512bw,avx512vl,avx512cd,avx2";
    all _mm512_set1_pd; load _mm512_loadu_pd; store _mm512_storeu_pd;
    binary [add _mm512_add_pd, sub _mm512_sub_pd, mul _mm512_mul_pd, div _mm512_div_pd, max _mm512_max_pd, min _mm512_min_pd];
    lt _mm512_cmp_pd_mask::<_CMP_LT_OQ>; le _mm512_cmp_pd_mask::<_CMP_LE_OQ>; select select_of_eight; bits bits_of_eight;
    store_whole store_thirty_two;
}

#[target_feature(enable = "sse2")]
#[inline]
fn select_of_two(mask: __m128d, yes: __m128d, no: __m128d) -> __m128d {
    _mm_or_pd(_mm_and_pd(mask, yes), _mm_andnot_pd(mask, no))
}

#[target_feature(enable = "avx2")]
#[inline]
fn select_of_four(mask: __m256d, yes: __m256d, no: __m256d) -> __m256d {
    _mm256_blendv_pd(no, yes, mask)
}

#[target_feature(enable = "avx512f")]
#[inline]
fn select_of_eight(mask: __mmask8, yes: __m512d, no: __m512d) -> __m512d {
    _mm512_mask_blend_pd(mask, no, yes)
}

#[target_feature(enable = "sse2")]
#[inline]
fn bits_of_two(mask: __m128d) -> u32 {
    _mm_movemask_pd(mask) as u32
}

#[target_feature(enable = "avx2")]
#[inline]
fn bits_of_four(mask: __m256d) -> u32 {
    _mm256_movemask_pd(mask) as u32
}

#[target_feature(enable = "avx512f")]
#[inline]
fn bits_of_eight(mask: __mmask8) -> u32 {
    mask.into()
}
