//! Whole parts of numbers, in sixteen bits: how values find their bins.
//!
//! Adding 2^52 leaves the nearest whole number in the last bits of the sum. Where that is negative, too large or not a
//! number, bits above those that are allowed differ from those of 2^52.

/// 2^52: what is added to numbers.
pub const WHOLE: f64 = 4_503_599_627_370_496.0;

/// The whole part of a number to which [`WHOLE`] has been added: large where it was negative or not a number.
#[inline(always)]
pub fn whole_part(number: f64) -> u64 {
    number.to_bits() ^ WHOLE.to_bits()
}

/// Stores four whole parts, plus `first`; says whether all are below 2^`BITS`.
#[inline(always)]
pub(super) fn store_four<const BITS: u32>(numbers: [f64; 4], first: u16, to: &mut [u16]) -> bool {
    let whole = numbers.map(whole_part);
    to.iter_mut().zip(whole).for_each(|(to, whole)| *to = (whole as u16).wrapping_add(first));
    whole.iter().fold(0, |any, whole| any | whole) >> BITS == 0
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{store_eight, store_sixteen, store_thirty_two};

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! The same of four registers.

    use super::WHOLE;
    #[allow(clippy::wildcard_imports, reason = "three families of one set of operations")]
    use core::arch::x86_64::*;

    #[target_feature(enable = "sse2")]
    #[inline]
    pub fn store_eight<const BITS: u32>(registers: [__m128d; 4], first: u16, to: &mut [u16; 8]) -> bool {
        let from = _mm_set1_epi64x(WHOLE.to_bits() as i64);
        let [a, b, c, d] = registers;
        let (a, b) = (_mm_xor_si128(_mm_castpd_si128(a), from), _mm_xor_si128(_mm_castpd_si128(b), from));
        let (c, d) = (_mm_xor_si128(_mm_castpd_si128(c), from), _mm_xor_si128(_mm_castpd_si128(d), from));
        let low_halves = |a, b| {
            let halves = _mm_shuffle_ps::<0b10_00_10_00>(_mm_castsi128_ps(a), _mm_castsi128_ps(b));
            _mm_castps_si128(halves)
        };
        let packed = _mm_packs_epi32(low_halves(a, b), low_halves(c, d));
        let places = _mm_add_epi16(packed, _mm_set1_epi16(first as i16));
        // SAFETY: there is room for eight.
        unsafe { _mm_storeu_si128(to.as_mut_ptr().cast(), places) };
        let any = _mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d));
        let beyond = _mm_andnot_si128(_mm_set1_epi64x((1 << BITS) - 1), any);
        _mm_movemask_epi8(_mm_cmpeq_epi32(beyond, _mm_setzero_si128())) == 0xFFFF
    }

    #[target_feature(enable = "avx2")]
    #[inline]
    pub fn store_sixteen<const BITS: u32>(registers: [__m256d; 4], first: u16, to: &mut [u16; 16]) -> bool {
        let from = _mm256_set1_epi64x(WHOLE.to_bits() as i64);
        let [a, b, c, d] = registers;
        let (a, b) = (_mm256_xor_si256(_mm256_castpd_si256(a), from), _mm256_xor_si256(_mm256_castpd_si256(b), from));
        let (c, d) = (_mm256_xor_si256(_mm256_castpd_si256(c), from), _mm256_xor_si256(_mm256_castpd_si256(d), from));
        let low_halves = |a, b| {
            let halves = _mm256_shuffle_ps::<0b10_00_10_00>(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b));
            _mm256_castps_si256(halves)
        };
        let packed = _mm256_packus_epi32(low_halves(a, b), low_halves(c, d));
        // Packing has left the first two of each register in one half, the others in the other.
        let in_order = _mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
        let places = _mm256_add_epi16(in_order, _mm256_set1_epi16(first as i16));
        // SAFETY: there is room for sixteen.
        unsafe { _mm256_storeu_si256(to.as_mut_ptr().cast(), places) };
        let any = _mm256_or_si256(_mm256_or_si256(a, b), _mm256_or_si256(c, d));
        _mm256_testc_si256(_mm256_set1_epi64x((1 << BITS) - 1), any) == 1
    }

    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
    #[inline]
    pub fn store_thirty_two<const BITS: u32>(registers: [__m512d; 4], first: u16, to: &mut [u16; 32]) -> bool {
        let from = _mm512_set1_epi64(WHOLE.to_bits() as i64);
        let [a, b, c, d] = registers;
        let (a, b) = (_mm512_castpd_si512(a), _mm512_castpd_si512(b));
        let (c, d) = (_mm512_castpd_si512(c), _mm512_castpd_si512(d));
        // The first words of two registers, both in the lower and in the upper half.
        let words = _mm512_set_epi16(
            60, 56, 52, 48, 44, 40, 36, 32, 28, 24, 20, 16, 12, 8, 4, 0, 60, 56, 52, 48, 44, 40, 36, 32, 28, 24, 20,
            16, 12, 8, 4, 0,
        );
        let lower = _mm512_permutex2var_epi16(a, words, b);
        let upper = _mm512_permutex2var_epi16(c, words, d);
        let in_order = _mm512_mask_blend_epi64(0b1111_0000, lower, upper);
        let places = _mm512_add_epi16(in_order, _mm512_set1_epi16(first as i16));
        // SAFETY: there is room for thirty-two.
        unsafe { _mm512_storeu_si512(to.as_mut_ptr().cast(), places) };
        // any | (next ^ from)
        const OR_DIFFERENCE: i32 = 0b1111_0110;
        let any = _mm512_xor_si512(a, from);
        let any = _mm512_ternarylogic_epi64::<OR_DIFFERENCE>(any, b, from);
        let any = _mm512_ternarylogic_epi64::<OR_DIFFERENCE>(any, c, from);
        let any = _mm512_ternarylogic_epi64::<OR_DIFFERENCE>(any, d, from);
        _mm512_test_epi64_mask(any, _mm512_set1_epi64(!((1 << BITS) - 1))) == 0
    }
}
