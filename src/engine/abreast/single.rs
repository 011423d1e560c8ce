//! Numbers in single precision, of which a register holds twice as many: how values find their bins.

/// Numbers in a register.
///
/// Its functions are inlined into functions that are compiled for the instructions that they use, and called only where
/// the processor has them (`instructions.rs`). Comparisons with what is no number hold nowhere.
pub trait Single: Copy {
    /// What holds for which of the numbers.
    type Mask: Copy;
    /// How many numbers a register holds.
    const WIDTH: usize;

    /// The same number everywhere.
    fn all(value: f32) -> Self;
    /// The first [`WIDTH`](Self::WIDTH) numbers of a slice.
    fn load(from: &[f32]) -> Self;
    /// Sum.
    fn add(self, other: Self) -> Self;
    /// Product.
    fn mul(self, other: Self) -> Self;
    /// This number where it is greater, else the other.
    fn max(self, other: Self) -> Self;
    /// This number where it is less, else the other.
    fn min(self, other: Self) -> Self;
    /// Where two numbers are equal.
    fn eq(self, other: Self) -> Self::Mask;
    /// Where two masks hold.
    fn both(mask: Self::Mask, other: Self::Mask) -> Self::Mask;
    /// `yes` where the mask holds, else `no`.
    fn select(mask: Self::Mask, yes: Self, no: Self) -> Self;
    /// Stores the whole parts of numbers that 2^23 has been added to, and of the next ones, to the beginning of a slice,
    /// if all of them are below `limit`; otherwise says so, and what it stores means nothing.
    fn store_whole_parts(self, next: Self, limit: u16, to: &mut [u16]) -> bool;
}

/// 2^23 has been added to a number: its whole part; what was negative, too large or no number is large.
#[inline(always)]
pub fn whole_part(number: f32) -> u32 {
    number.to_bits().wrapping_sub(WHOLE_FROM.to_bits())
}

/// 2^23: numbers from here on are whole.
pub const WHOLE_FROM: f32 = 8_388_608.0;

impl Single for [f32; 2] {
    type Mask = [bool; 2];
    const WIDTH: usize = 2;

    #[inline(always)]
    fn all(value: f32) -> Self {
        [value; 2]
    }

    #[inline(always)]
    fn load(from: &[f32]) -> Self {
        [from[0], from[1]]
    }

    #[inline(always)]
    fn add(self, other: Self) -> Self {
        [self[0] + other[0], self[1] + other[1]]
    }

    #[inline(always)]
    fn mul(self, other: Self) -> Self {
        [self[0] * other[0], self[1] * other[1]]
    }

    #[inline(always)]
    fn max(self, other: Self) -> Self {
        let larger = |a: f32, b: f32| if a > b { a } else { b };
        [larger(self[0], other[0]), larger(self[1], other[1])]
    }

    #[inline(always)]
    fn min(self, other: Self) -> Self {
        let smaller = |a: f32, b: f32| if a < b { a } else { b };
        [smaller(self[0], other[0]), smaller(self[1], other[1])]
    }

    #[inline(always)]
    fn eq(self, other: Self) -> [bool; 2] {
        [self[0] == other[0], self[1] == other[1]]
    }

    #[inline(always)]
    fn both(mask: [bool; 2], other: [bool; 2]) -> [bool; 2] {
        [mask[0] & other[0], mask[1] & other[1]]
    }

    #[inline(always)]
    fn select(mask: [bool; 2], yes: Self, no: Self) -> Self {
        [if mask[0] { yes[0] } else { no[0] }, if mask[1] { yes[1] } else { no[1] }]
    }

    #[inline(always)]
    fn store_whole_parts(self, next: Self, limit: u16, to: &mut [u16]) -> bool {
        let whole = [self[0], self[1], next[0], next[1]].map(whole_part);
        to[..4].iter_mut().zip(whole).for_each(|(to, whole)| *to = whole as u16);
        whole.iter().all(|&whole| whole < u32::from(limit))
    }
}

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! Registers of x86-64.

    use super::{Single, WHOLE_FROM};
    #[allow(clippy::wildcard_imports, reason = "three families of one set of operations")]
    use core::arch::x86_64::*;

    /// `name(a, b) = instruction`, and what is not as regular.
    macro_rules! single {
        ($register:ty, $mask:ty, $width:literal, [$($name:ident $instruction:ident),*], $all:ident, $load:ident,
         $eq:expr, $both:expr, $select:expr, $store:expr) => {
            impl Single for $register {
                type Mask = $mask;
                const WIDTH: usize = $width;

                $(#[inline(always)]
                fn $name(self, other: Self) -> Self {
                    // SAFETY: see the trait.
                    unsafe { $instruction(self, other) }
                })*

                #[inline(always)]
                fn all(value: f32) -> Self {
                    // SAFETY: see the trait.
                    unsafe { $all(value) }
                }

                #[inline(always)]
                fn load(from: &[f32]) -> Self {
                    // SAFETY: see the trait; there are as many numbers.
                    unsafe { $load(from[..$width].as_ptr()) }
                }

                #[inline(always)]
                fn eq(self, other: Self) -> $mask {
                    // SAFETY: see the trait.
                    unsafe { $eq(self, other) }
                }

                #[inline(always)]
                fn both(mask: $mask, other: $mask) -> $mask {
                    // SAFETY: see the trait.
                    unsafe { $both(mask, other) }
                }

                #[inline(always)]
                fn select(mask: $mask, yes: Self, no: Self) -> Self {
                    // SAFETY: see the trait.
                    unsafe { $select(mask, yes, no) }
                }

                #[inline(always)]
                fn store_whole_parts(self, next: Self, limit: u16, to: &mut [u16]) -> bool {
                    // SAFETY: see the trait; there is room for as many numbers.
                    unsafe { $store([self, next], limit, to[..2 * $width].as_mut_ptr()) }
                }
            }
        };
    }

    single! {
        __m128, __m128, 4,
        [add _mm_add_ps, mul _mm_mul_ps, max _mm_max_ps, min _mm_min_ps],
        _mm_set1_ps, _mm_loadu_ps, _mm_cmpeq_ps, _mm_and_ps, select_by_bits, store_eight
    }

    single! {
        __m256, __m256, 8,
        [add _mm256_add_ps, mul _mm256_mul_ps, max _mm256_max_ps, min _mm256_min_ps],
        _mm256_set1_ps, _mm256_loadu_ps, _mm256_cmp_ps::<_CMP_EQ_OQ>, _mm256_and_ps, select_of_eight, store_sixteen
    }

    single! {
        __m512, __mmask16, 16,
        [add _mm512_add_ps, mul _mm512_mul_ps, max _mm512_max_ps, min _mm512_min_ps],
        _mm512_set1_ps, _mm512_loadu_ps, _mm512_cmp_ps_mask::<_CMP_EQ_OQ>, both_of_sixteen, select_of_sixteen,
        store_all
    }

    #[inline(always)]
    unsafe fn select_by_bits(mask: __m128, yes: __m128, no: __m128) -> __m128 {
        // SAFETY: the caller's.
        unsafe { _mm_or_ps(_mm_and_ps(mask, yes), _mm_andnot_ps(mask, no)) }
    }

    #[inline(always)]
    unsafe fn select_of_eight(mask: __m256, yes: __m256, no: __m256) -> __m256 {
        // SAFETY: the caller's.
        unsafe { _mm256_blendv_ps(no, yes, mask) }
    }

    #[inline(always)]
    unsafe fn select_of_sixteen(mask: __mmask16, yes: __m512, no: __m512) -> __m512 {
        // SAFETY: the caller's.
        unsafe { _mm512_mask_blend_ps(mask, no, yes) }
    }

    #[inline(always)]
    unsafe fn both_of_sixteen(mask: __mmask16, other: __mmask16) -> __mmask16 {
        mask & other
    }

    /// Unsigned numbers are compared as signed ones with the highest bit turned; the last sixteen bits are packed with
    /// the sign that packing keeps.
    #[inline(always)]
    unsafe fn store_eight(registers: [__m128; 2], limit: u16, to: *mut u16) -> bool {
        // SAFETY: the caller's.
        unsafe {
            let from = _mm_set1_epi32(WHOLE_FROM.to_bits() as i32);
            let limit = _mm_set1_epi32(i32::from(limit) ^ i32::MIN);
            let sign = _mm_set1_epi32(i32::MIN);
            let low = _mm_sub_epi32(_mm_castps_si128(registers[0]), from);
            let high = _mm_sub_epi32(_mm_castps_si128(registers[1]), from);
            let low_within = _mm_cmplt_epi32(_mm_xor_si128(low, sign), limit);
            let high_within = _mm_cmplt_epi32(_mm_xor_si128(high, sign), limit);
            let low = _mm_srai_epi32::<16>(_mm_slli_epi32::<16>(low));
            let high = _mm_srai_epi32::<16>(_mm_slli_epi32::<16>(high));
            _mm_storeu_si128(to.cast(), _mm_packs_epi32(low, high));
            _mm_movemask_epi8(_mm_and_si128(low_within, high_within)) == 0xFFFF
        }
    }

    #[inline(always)]
    unsafe fn store_sixteen(registers: [__m256; 2], limit: u16, to: *mut u16) -> bool {
        // SAFETY: the caller's.
        unsafe {
            let from = _mm256_set1_epi32(WHOLE_FROM.to_bits() as i32);
            let low = _mm256_sub_epi32(_mm256_castps_si256(registers[0]), from);
            let high = _mm256_sub_epi32(_mm256_castps_si256(registers[1]), from);
            let packed = _mm256_packus_epi32(low, high);
            _mm256_storeu_si256(to.cast(), _mm256_permute4x64_epi64::<0b11_01_10_00>(packed));
            let largest = _mm256_max_epu32(low, high);
            let most = _mm256_min_epu32(largest, _mm256_set1_epi32(i32::from(limit) - 1));
            _mm256_movemask_epi8(_mm256_cmpeq_epi32(most, largest)) == -1
        }
    }

    /// Packed by hand: the conversion that stores at once is several times slower on some processors.
    #[inline(always)]
    unsafe fn store_all(registers: [__m512; 2], limit: u16, to: *mut u16) -> bool {
        // SAFETY: the caller's.
        unsafe {
            let from = _mm512_set1_epi32(WHOLE_FROM.to_bits() as i32);
            let low = _mm512_sub_epi32(_mm512_castps_si512(registers[0]), from);
            let high = _mm512_sub_epi32(_mm512_castps_si512(registers[1]), from);
            let packed = _mm512_packus_epi32(low, high);
            let in_order = _mm512_setr_epi64(0, 2, 4, 6, 1, 3, 5, 7);
            _mm512_storeu_si512(to.cast(), _mm512_permutexvar_epi64(in_order, packed));
            let largest = _mm512_max_epu32(low, high);
            _mm512_cmplt_epu32_mask(largest, _mm512_set1_epi32(i32::from(limit))) == __mmask16::MAX
        }
    }
}
