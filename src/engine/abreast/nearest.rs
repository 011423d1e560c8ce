//! Numbers rounded to the nearest whole, in sixteen bits: how values find bins of one width.
//!
//! Adding 2^52 leaves the nearest whole number in the last bits of the sum. Where one lies outside what is allowed, or
//! is no number, bits above the last eleven differ from those of 2^52.

/// Whole numbers from `-NEAR` to `NEAR - 1` are stored.
pub const NEAR: usize = 1024;
/// Added to a number, so that the least of those is 2^52.
const SHIFT: f64 = WHOLE + NEAR as f64;
const WHOLE: f64 = 4_503_599_627_370_496.0;
/// What numbers within have no bits outside of.
const WITHIN: u64 = 2 * NEAR as u64 - 1;

/// The nearest whole number plus [`NEAR`]: below twice that where it is allowed.
#[inline(always)]
pub fn nearest(number: f64) -> u64 {
    (number + SHIFT).to_bits() ^ WHOLE.to_bits()
}

/// Stores four numbers, plus `first`; says whether they are all allowed.
#[inline(always)]
pub(super) fn store_four(numbers: [f64; 4], first: u16, to: &mut [u16]) -> bool {
    let nearest = numbers.map(nearest);
    to.iter_mut().zip(nearest).for_each(|(to, nearest)| *to = (nearest as u16).wrapping_add(first));
    nearest.iter().all(|nearest| *nearest <= WITHIN)
}

#[cfg(target_arch = "x86_64")]
pub(super) use x86::{store_eight, store_sixteen, store_thirty_two};

#[cfg(target_arch = "x86_64")]
mod x86 {
    //! The same of four registers.

    use super::{SHIFT, WHOLE, WITHIN};
    #[allow(clippy::wildcard_imports, reason = "three families of one set of operations")]
    use core::arch::x86_64::*;

    /// # Safety
    /// `to` has room for eight.
    #[inline(always)]
    pub unsafe fn store_eight(registers: [__m128d; 4], first: u16, to: *mut u16) -> bool {
        // SAFETY: every such processor has the instructions; the caller's.
        unsafe {
            let whole = _mm_set1_epi64x(WHOLE.to_bits() as i64);
            let shift = _mm_set1_pd(SHIFT);
            let nearest = registers.map(|numbers| _mm_xor_si128(_mm_castpd_si128(_mm_add_pd(numbers, shift)), whole));
            let low_halves = |a, b| {
                let halves = _mm_shuffle_ps::<0b10_00_10_00>(_mm_castsi128_ps(a), _mm_castsi128_ps(b));
                _mm_castps_si128(halves)
            };
            let [a, b, c, d] = nearest;
            let packed = _mm_packs_epi32(low_halves(a, b), low_halves(c, d));
            _mm_storeu_si128(to.cast(), _mm_add_epi16(packed, _mm_set1_epi16(first as i16)));
            let any = _mm_or_si128(_mm_or_si128(a, b), _mm_or_si128(c, d));
            let outside = _mm_andnot_si128(_mm_set1_epi64x(WITHIN as i64), any);
            _mm_movemask_epi8(_mm_cmpeq_epi32(outside, _mm_setzero_si128())) == 0xFFFF
        }
    }

    /// # Safety
    /// The processor has AVX2; `to` has room for sixteen.
    #[inline(always)]
    pub unsafe fn store_sixteen(registers: [__m256d; 4], first: u16, to: *mut u16) -> bool {
        // SAFETY: the caller's.
        unsafe {
            let whole = _mm256_set1_epi64x(WHOLE.to_bits() as i64);
            let shift = _mm256_set1_pd(SHIFT);
            let [a, b, c, d] = [
                _mm256_xor_si256(_mm256_castpd_si256(_mm256_add_pd(registers[0], shift)), whole),
                _mm256_xor_si256(_mm256_castpd_si256(_mm256_add_pd(registers[1], shift)), whole),
                _mm256_xor_si256(_mm256_castpd_si256(_mm256_add_pd(registers[2], shift)), whole),
                _mm256_xor_si256(_mm256_castpd_si256(_mm256_add_pd(registers[3], shift)), whole),
            ];
            let first_pair = _mm256_shuffle_ps::<0b10_00_10_00>(_mm256_castsi256_ps(a), _mm256_castsi256_ps(b));
            let next_pair = _mm256_shuffle_ps::<0b10_00_10_00>(_mm256_castsi256_ps(c), _mm256_castsi256_ps(d));
            let packed = _mm256_packus_epi32(_mm256_castps_si256(first_pair), _mm256_castps_si256(next_pair));
            // Packing has left the first two of each register in one half, the others in the other.
            let in_order = _mm256_permutevar8x32_epi32(packed, _mm256_setr_epi32(0, 4, 1, 5, 2, 6, 3, 7));
            _mm256_storeu_si256(to.cast(), _mm256_add_epi16(in_order, _mm256_set1_epi16(first as i16)));
            let any = _mm256_or_si256(_mm256_or_si256(a, b), _mm256_or_si256(c, d));
            _mm256_testc_si256(_mm256_set1_epi64x(WITHIN as i64), any) == 1
        }
    }

    /// # Safety
    /// The processor has AVX-512; `to` has room for thirty-two.
    #[inline(always)]
    pub unsafe fn store_thirty_two(registers: [__m512d; 4], first: u16, to: *mut u16) -> bool {
        // SAFETY: the caller's.
        unsafe {
            let whole = _mm512_set1_epi64(WHOLE.to_bits() as i64);
            let shift = _mm512_set1_pd(SHIFT);
            let [a, b, c, d] = [
                _mm512_castpd_si512(_mm512_add_pd(registers[0], shift)),
                _mm512_castpd_si512(_mm512_add_pd(registers[1], shift)),
                _mm512_castpd_si512(_mm512_add_pd(registers[2], shift)),
                _mm512_castpd_si512(_mm512_add_pd(registers[3], shift)),
            ];
            // The first words of two registers, both in the lower and in the upper half.
            let words = _mm512_set_epi16(
                60, 56, 52, 48, 44, 40, 36, 32, 28, 24, 20, 16, 12, 8, 4, 0, 60, 56, 52, 48, 44, 40, 36, 32, 28, 24,
                20, 16, 12, 8, 4, 0,
            );
            let lower = _mm512_permutex2var_epi16(a, words, b);
            let upper = _mm512_permutex2var_epi16(c, words, d);
            let in_order = _mm512_mask_blend_epi64(0b1111_0000, lower, upper);
            _mm512_storeu_si512(to.cast(), _mm512_add_epi16(in_order, _mm512_set1_epi16(first as i16)));
            // any | (next ^ whole)
            const OR_DIFFERENCE: i32 = 0b1111_0110;
            let any = _mm512_xor_si512(a, whole);
            let any = _mm512_ternarylogic_epi64::<OR_DIFFERENCE>(any, b, whole);
            let any = _mm512_ternarylogic_epi64::<OR_DIFFERENCE>(any, c, whole);
            let any = _mm512_ternarylogic_epi64::<OR_DIFFERENCE>(any, d, whole);
            _mm512_test_epi64_mask(any, _mm512_set1_epi64(!WITHIN as i64)) == 0
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Abreast, Plain, SIDE};
    use super::*;

    /// Halves, ends of what is allowed, and 32 numbers with one that is not.
    fn sides() -> Vec<[f64; SIDE]> {
        let near = NEAR as f64;
        let allowed: [f64; 8] = [-near, -1.5, -0.5, -0.0, 0.4999, 0.5, 1.5, near - 0.500_001];
        let mut sides: Vec<[f64; SIDE]> = vec![allowed.repeat(4).try_into().unwrap()];
        for outside in [near - 0.5, -near - 0.5, 1e9, -1e300, 4.5e15, f64::INFINITY, f64::NEG_INFINITY, f64::NAN] {
            for place in [0, 7, 8, 31] {
                let mut side = sides[0];
                side[place] = outside;
                sides.push(side);
            }
        }
        sides
    }

    fn stored<E: Abreast>(side: &[f64; SIDE]) -> (bool, Option<[u16; SIDE]>) {
        let mut places = [0; SIDE];
        let within = E::load(side).store_nearest(512, &mut places);
        (within, within.then_some(places))
    }

    #[test]
    fn what_lies_outside_is_told_and_halves_go_to_even_numbers() {
        let sides = sides();
        let (within, places) = stored::<Plain>(&sides[0]);
        assert!(within);
        assert_eq!(places.unwrap()[..8], [512, 1534, 1536, 1536, 1536, 1536, 1538, 2559]);
        assert!(sides[1..].iter().all(|side| !stored::<Plain>(side).0));
    }

    #[test]
    #[cfg(target_arch = "x86_64")]
    fn every_instruction_set_stores_what_plain_code_does() {
        use super::super::{Task, x86};
        use crate::engine::instructions::{Instructions, Level};

        struct All<E>(std::marker::PhantomData<E>);
        impl<E: Abreast> Task for All<E> {
            type Output = Vec<(bool, Option<[u16; SIDE]>)>;

            fn run(self) -> Self::Output {
                sides().iter().map(stored::<E>).collect()
            }
        }
        fn of<E: Abreast>() -> Vec<(bool, Option<[u16; SIDE]>)> {
            E::call(All::<E>(std::marker::PhantomData))
        }
        for level in Level::available() {
            let results = match level.instructions() {
                Instructions::Baseline => of::<x86::Sse2>(),
                Instructions::Avx2 => of::<x86::Avx2>(),
                Instructions::Avx512 => of::<x86::Avx512>(),
            };
            assert_eq!(results, of::<Plain>(), "{level:?}");
        }
    }
}
