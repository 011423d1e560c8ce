//! Registers of x86-64.

use super::nearest::{store_eight, store_sixteen, store_thirty_two};
use super::{Register, Side, Single, Task, add_halves};
#[allow(clippy::wildcard_imports, reason = "three families of one set of operations")]
use core::arch::x86_64::*;

/// With what every such processor has.
pub type Sse2 = Side<__m128d, 16>;
/// With AVX2.
pub type Avx2 = Side<__m256d, 8>;
/// With AVX-512.
pub type Avx512 = Side<__m512d, 4>;

/// `name(a, b) = instruction`, and what is not as regular.
macro_rules! register {
    ($register:ty, $mask:ty, $single:ty, $narrow:expr, $narrow_mask:expr, [$($name:ident $instruction:ident),*], $all:ident, $load:ident, $store:ident,
     $lt:expr, $le:expr, $select:expr, $any:expr, $count:expr, $columns:expr, $nearest:expr, $least:expr, $greatest:expr, $features:literal) => {
        // SAFETY: these are the instructions of the register.
        unsafe impl Register for $register {
            type Mask = $mask;
            type Single = $single;

            #[inline(always)]
            unsafe fn narrow(self, next: Self) -> $single {
                // SAFETY: the caller's.
                unsafe { $narrow(self, next) }
            }

            #[inline(always)]
            unsafe fn narrow_mask(mask: $mask, next: $mask) -> <$single as Single>::Mask {
                // SAFETY: the caller's.
                unsafe { $narrow_mask(mask, next) }
            }

            $(#[inline(always)]
            unsafe fn $name(self, other: Self) -> Self {
                // SAFETY: the caller's.
                unsafe { $instruction(self, other) }
            })*

            #[inline(always)]
            unsafe fn all(value: f64) -> Self {
                // SAFETY: the caller's.
                unsafe { $all(value) }
            }

            #[inline(always)]
            unsafe fn load(from: *const f64) -> Self {
                // SAFETY: the caller's.
                unsafe { $load(from) }
            }

            #[inline(always)]
            unsafe fn store(self, to: *mut f64) {
                // SAFETY: the caller's.
                unsafe { $store(to, self) }
            }

            #[inline(always)]
            unsafe fn lt(self, other: Self) -> $mask {
                // SAFETY: the caller's.
                unsafe { $lt(self, other) }
            }

            #[inline(always)]
            unsafe fn le(self, other: Self) -> $mask {
                // SAFETY: the caller's.
                unsafe { $le(self, other) }
            }

            #[inline(always)]
            unsafe fn select(mask: $mask, yes: Self, no: Self) -> Self {
                // SAFETY: the caller's.
                unsafe { $select(mask, yes, no) }
            }

            #[inline(always)]
            unsafe fn any(mask: $mask) -> bool {
                // SAFETY: the caller's.
                unsafe { $any(mask) }
            }

            #[inline(always)]
            unsafe fn count(mask: $mask) -> u32 {
                // SAFETY: the caller's.
                unsafe { $count(mask) }
            }

            #[inline(always)]
            unsafe fn least(self) -> f64 {
                // SAFETY: the caller's.
                unsafe { $least(self) }
            }

            #[inline(always)]
            unsafe fn greatest(self) -> f64 {
                // SAFETY: the caller's.
                unsafe { $greatest(self) }
            }

            #[inline(always)]
            unsafe fn add_to_columns(sums: &[Self], squares: &[Self], columns: *mut f64) {
                // SAFETY: the caller's.
                unsafe { $columns(sums, squares, columns) }
            }

            #[inline(always)]
            unsafe fn store_nearest(four: [Self; 4], first: u16, to: *mut u16) -> bool {
                // SAFETY: the caller's.
                unsafe { $nearest(four, first, to) }
            }

            #[inline(always)]
            unsafe fn call<T: Task>(task: T) -> T::Output {
                #[target_feature(enable = $features)]
                #[inline(never)]
                fn within<T: Task>(task: T) -> T::Output {
                    task.run()
                }
                // SAFETY: the caller's.
                unsafe { within(task) }
            }
        }
    };
}

register! {
    __m128d, __m128d, __m128, narrow_two, narrow_mask_of_two,
    [add _mm_add_pd, sub _mm_sub_pd, mul _mm_mul_pd, div _mm_div_pd, max _mm_max_pd, min _mm_min_pd],
    _mm_set1_pd, _mm_loadu_pd, _mm_storeu_pd, _mm_cmplt_pd, _mm_cmple_pd, select_by_bits, any_of_two, count_of_two, add_halves::<__m128d, 2>, store_eight, least_of_two,
    greatest_of_two, "sse2"
}

register! {
    __m256d, __m256d, __m256, narrow_four, narrow_mask_of_four,
    [add _mm256_add_pd, sub _mm256_sub_pd, mul _mm256_mul_pd, div _mm256_div_pd, max _mm256_max_pd, min _mm256_min_pd],
    _mm256_set1_pd, _mm256_loadu_pd, _mm256_storeu_pd, _mm256_cmp_pd::<_CMP_LT_OQ>, _mm256_cmp_pd::<_CMP_LE_OQ>,
    select_of_four, any_of_four, count_of_four, add_halves::<__m256d, 4>, store_sixteen, least_of_four, greatest_of_four, "avx2"
}

register! {
    __m512d, __mmask8, __m512, narrow_eight, narrow_mask_of_eight,
    [add _mm512_add_pd, sub _mm512_sub_pd, mul _mm512_mul_pd, div _mm512_div_pd, max _mm512_max_pd, min _mm512_min_pd],
    _mm512_set1_pd, _mm512_loadu_pd, _mm512_storeu_pd, _mm512_cmp_pd_mask::<_CMP_LT_OQ>,
    _mm512_cmp_pd_mask::<_CMP_LE_OQ>, select_of_eight, any_of_eight, count_of_eight, add_both_halves, store_thirty_two, _mm512_reduce_min_pd,
    _mm512_reduce_max_pd, "avx512f,avx512dq,avx512bw,avx512vl,avx512cd,avx2"
}

#[inline(always)]
unsafe fn select_by_bits(mask: __m128d, yes: __m128d, no: __m128d) -> __m128d {
    // SAFETY: the caller's.
    unsafe { _mm_or_pd(_mm_and_pd(mask, yes), _mm_andnot_pd(mask, no)) }
}

#[inline(always)]
unsafe fn any_of_two(mask: __m128d) -> bool {
    // SAFETY: the caller's.
    unsafe { _mm_movemask_pd(mask) != 0 }
}

#[inline(always)]
unsafe fn least_of_two(register: __m128d) -> f64 {
    // SAFETY: the caller's.
    unsafe { _mm_cvtsd_f64(_mm_min_sd(register, _mm_unpackhi_pd(register, register))) }
}

#[inline(always)]
unsafe fn greatest_of_two(register: __m128d) -> f64 {
    // SAFETY: the caller's.
    unsafe { _mm_cvtsd_f64(_mm_max_sd(register, _mm_unpackhi_pd(register, register))) }
}

#[inline(always)]
unsafe fn least_of_four(register: __m256d) -> f64 {
    // SAFETY: the caller's.
    unsafe { least_of_two(_mm_min_pd(_mm256_castpd256_pd128(register), _mm256_extractf128_pd::<1>(register))) }
}

#[inline(always)]
unsafe fn greatest_of_four(register: __m256d) -> f64 {
    // SAFETY: the caller's.
    unsafe { greatest_of_two(_mm_max_pd(_mm256_castpd256_pd128(register), _mm256_extractf128_pd::<1>(register))) }
}

#[inline(always)]
unsafe fn select_of_four(mask: __m256d, yes: __m256d, no: __m256d) -> __m256d {
    // SAFETY: the caller's.
    unsafe { _mm256_blendv_pd(no, yes, mask) }
}

#[inline(always)]
unsafe fn any_of_four(mask: __m256d) -> bool {
    // SAFETY: the caller's.
    unsafe { _mm256_movemask_pd(mask) != 0 }
}

#[inline(always)]
unsafe fn select_of_eight(mask: __mmask8, yes: __m512d, no: __m512d) -> __m512d {
    // SAFETY: the caller's.
    unsafe { _mm512_mask_blend_pd(mask, no, yes) }
}

#[inline(always)]
unsafe fn any_of_eight(mask: __mmask8) -> bool {
    mask != 0
}
#[inline(always)]
unsafe fn narrow_two(register: __m128d, next: __m128d) -> __m128 {
    // SAFETY: the caller's.
    unsafe { _mm_movelh_ps(_mm_cvtpd_ps(register), _mm_cvtpd_ps(next)) }
}

#[inline(always)]
unsafe fn narrow_four(register: __m256d, next: __m256d) -> __m256 {
    // SAFETY: the caller's.
    unsafe { _mm256_set_m128(_mm256_cvtpd_ps(next), _mm256_cvtpd_ps(register)) }
}

#[inline(always)]
unsafe fn narrow_eight(register: __m512d, next: __m512d) -> __m512 {
    // SAFETY: the caller's.
    unsafe {
        let first = _mm512_castps256_ps512(_mm512_cvtpd_ps(register));
        _mm512_insertf32x8::<1>(first, _mm512_cvtpd_ps(next))
    }
}

#[inline(always)]
unsafe fn narrow_mask_of_two(mask: __m128d, next: __m128d) -> __m128 {
    // SAFETY: the caller's.
    unsafe { _mm_shuffle_ps::<0b10_00_10_00>(_mm_castpd_ps(mask), _mm_castpd_ps(next)) }
}

#[inline(always)]
unsafe fn narrow_mask_of_four(mask: __m256d, next: __m256d) -> __m256 {
    // SAFETY: the caller's.
    unsafe {
        let mixed = _mm256_shuffle_ps::<0b10_00_10_00>(_mm256_castpd_ps(mask), _mm256_castpd_ps(next));
        _mm256_castpd_ps(_mm256_permute4x64_pd::<0b11_01_10_00>(_mm256_castps_pd(mixed)))
    }
}

#[inline(always)]
unsafe fn narrow_mask_of_eight(mask: __mmask8, next: __mmask8) -> __mmask16 {
    __mmask16::from(mask) | (__mmask16::from(next) << 8)
}

#[inline(always)]
unsafe fn count_of_two(mask: __m128d) -> u32 {
    // SAFETY: the caller's.
    unsafe { _mm_movemask_pd(mask).count_ones() }
}

#[inline(always)]
unsafe fn count_of_four(mask: __m256d) -> u32 {
    // SAFETY: the caller's.
    unsafe { _mm256_movemask_pd(mask).count_ones() }
}

#[inline(always)]
unsafe fn count_of_eight(mask: __mmask8) -> u32 {
    mask.count_ones()
}

#[inline(always)]
unsafe fn add_both_halves(sums: &[__m512d], squares: &[__m512d], columns: *mut f64) {
    // SAFETY: the caller's.
    unsafe {
        let low = _mm512_shuffle_f64x2::<0b01_00_01_00>(sums[0], squares[0]);
        let high = _mm512_shuffle_f64x2::<0b11_10_11_10>(sums[0], squares[0]);
        _mm512_storeu_pd(columns, _mm512_add_pd(_mm512_loadu_pd(columns), _mm512_add_pd(low, high)));
    }
}
