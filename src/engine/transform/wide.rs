//! Sixteen words at a time.

use super::super::lanes::{LANES, Lanes, Words};
use super::polynomial::TERMS;
use super::register_table::{
    CELLS_PER_UNIT, HALVES, LARGEST_DISTANCE, LAST_PLACE, MANTISSA, ONE, RegisterScores, RegisterTable, SEGMENTS,
    SHIFT, SIDE, TOP, Terms, WORDS,
};
#[allow(clippy::wildcard_imports, reason = "two score names of one family")]
use core::arch::x86_64::*;

#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
pub(super) fn values(table: &RegisterTable, words: &Words, values: &mut Lanes) {
    let terms = registers(&table.terms);
    for first in (0..LANES).step_by(16) {
        // SAFETY: sixteen words begin at `first`, which leaves room for as many.
        let word = unsafe { _mm512_loadu_si512(words.0.as_ptr().add(first).cast()) };
        let upper = _mm512_srai_epi32::<31>(word);
        let distance = _mm512_add_ps(_mm512_cvtepi32_ps(_mm512_xor_si512(word, upper)), _mm512_set1_ps(0.5));
        store(table, standard(&terms, distance, upper), first, values);
    }
}

#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
pub(super) fn values_of_tails(table: &RegisterTable, tau: &Lanes, values: &mut Lanes) {
    let terms = registers(&table.terms);
    for first in (0..LANES).step_by(16) {
        let tail = load(tau, first);
        let upper = _mm512_srai_epi32::<31>(_mm512_castps_si512(tail));
        let distance = _mm512_mul_ps(_mm512_abs_ps(tail), _mm512_set1_ps(WORDS));
        store(table, standard(&terms, distance, upper), first, values);
    }
}

/// The coefficients in registers.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
fn registers(terms: &Terms) -> [[__m512; 2]; TERMS] {
    core::array::from_fn(|term| {
        let of_term: &[f32; SEGMENTS] = &terms[term];
        // SAFETY: both halves lie within the 32 coefficients.
        unsafe { [_mm512_loadu_ps(of_term.as_ptr()), _mm512_loadu_ps(of_term.as_ptr().add(SIDE))] }
    })
}

/// Sixteen numbers from `first` on, in single precision.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
fn load(numbers: &Lanes, first: usize) -> __m512 {
    let sixteen: &[f64; 16] = numbers[first..].first_chunk().expect("chunks divide into sixteens");
    // SAFETY: there are sixteen.
    let [low, high] = unsafe {
        [_mm512_cvtpd_ps(_mm512_loadu_pd(sixteen.as_ptr())), _mm512_cvtpd_ps(_mm512_loadu_pd(sixteen[8..].as_ptr()))]
    };
    _mm512_insertf32x8::<1>(_mm512_castps256_ps512(low), high)
}

/// Brings values from their standard form into that of the law, and sixteen of them from `first` on into `values`.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
fn store(table: &RegisterTable, standard: __m512, first: usize, values: &mut Lanes) {
    let (centre, spread) = (_mm512_set1_pd(table.centre), _mm512_set1_pd(table.spread));
    let (least, greatest) = (_mm512_set1_pd(table.range.0), _mm512_set1_pd(table.range.1));
    let sixteen: &mut [f64; 16] = values[first..].first_chunk_mut().expect("chunks divide into sixteens");
    for half in 0..2 {
        let part = if half == 0 { _mm512_castps512_ps256(standard) } else { _mm512_extractf32x8_ps::<1>(standard) };
        let value = _mm512_add_pd(centre, _mm512_mul_pd(spread, _mm512_cvtps_pd(part)));
        let value = if table.clamps { _mm512_min_pd(_mm512_max_pd(value, least), greatest) } else { value };
        // SAFETY: there are sixteen.
        unsafe { _mm512_storeu_pd(sixteen[8 * half..].as_mut_ptr(), value) };
    }
}

#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
pub(super) fn words(table: &RegisterScores, scores: &Lanes, words: &mut Words) {
    let terms = registers(&table.terms);
    for first in (0..LANES).step_by(16) {
        let z = load(scores, first);
        let upper = _mm512_cmp_ps_mask::<_CMP_GE_OQ>(z, _mm512_setzero_ps());
        let distance = _mm512_cvttps_epi32(distance(&terms, z));
        let word = _mm512_mask_xor_epi32(distance, upper, distance, _mm512_set1_epi32(-1));
        // SAFETY: sixteen words begin at `first`, which leaves room for as many.
        unsafe { _mm512_storeu_si512(words.0.as_mut_ptr().add(first).cast(), word) };
    }
}

#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
pub(super) fn tails(table: &RegisterScores, scores: &Lanes, tau: &mut Lanes) {
    let terms = registers(&table.terms);
    let scale = _mm512_set1_pd(1.0 / f64::from(WORDS));
    for first in (0..LANES).step_by(16) {
        let z = load(scores, first);
        let lower = _mm512_cmp_ps_mask::<_CMP_LT_OQ>(z, _mm512_setzero_ps());
        let tail = distance(&terms, z);
        let signed = _mm512_mask_xor_ps(tail, !lower, tail, _mm512_set1_ps(-0.0));
        let sixteen: &mut [f64; 16] = tau[first..].first_chunk_mut().expect("chunks divide into sixteens");
        let halves = [_mm512_castps512_ps256(signed), _mm512_extractf32x8_ps::<1>(signed)];
        for (half, part) in halves.into_iter().enumerate() {
            let tails = _mm512_mul_pd(_mm512_cvtps_pd(part), scale);
            // SAFETY: there are sixteen.
            unsafe { _mm512_storeu_pd(sixteen[8 * half..].as_mut_ptr(), tails) };
        }
    }
}

/// The tails beyond scores, in words.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
fn distance(terms: &[[__m512; 2]; TERMS], z: __m512) -> __m512 {
    let place = _mm512_mul_ps(_mm512_abs_ps(z), _mm512_set1_ps(CELLS_PER_UNIT));
    let place = _mm512_min_ps(place, _mm512_set1_ps(LAST_PLACE));
    let cell = _mm512_cvttps_epi32(place);
    let within = _mm512_sub_ps(_mm512_sub_ps(place, _mm512_cvtepi32_ps(cell)), _mm512_set1_ps(0.5));
    let x = _mm512_mul_ps(within, _mm512_set1_ps(0.5));
    _mm512_min_ps(polynomial(terms, cell, x), _mm512_set1_ps(LARGEST_DISTANCE))
}

/// The polynomials of sixteen segments at sixteen offsets.
#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
fn polynomial(terms: &[[__m512; 2]; TERMS], segment: __m512i, x: __m512) -> __m512 {
    let term = |term: usize| _mm512_permutex2var_ps(terms[term][0], segment, terms[term][1]);
    let mut sum = term(TERMS - 1);
    for lower in (0..TERMS - 1).rev() {
        sum = _mm512_add_ps(term(lower), _mm512_mul_ps(x, sum));
    }
    sum
}

#[inline]
#[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
fn standard(terms: &[[__m512; 2]; TERMS], distance: __m512, upper: __m512i) -> __m512 {
    let distance = _mm512_min_ps(distance, _mm512_set1_ps(LARGEST_DISTANCE));
    let bits = _mm512_castps_si512(distance);
    let from_top = _mm512_sub_epi32(_mm512_set1_epi32(TOP as i32), _mm512_srli_epi32::<SHIFT>(bits));
    // The mean of two numbers, rounded up.
    let octaves = _mm512_avg_epu16(from_top, _mm512_set1_epi32(HALVES as i32 - 1));
    let within = _mm512_min_epu32(_mm512_min_epu32(from_top, octaves), _mm512_set1_epi32(SIDE as i32 - 1));
    let segment = _mm512_add_epi32(within, _mm512_and_si512(upper, _mm512_set1_epi32(SIDE as i32)));
    let mantissa = _mm512_and_si512(bits, _mm512_set1_epi32(MANTISSA as i32));
    let one = _mm512_castsi512_ps(_mm512_or_si512(mantissa, _mm512_set1_epi32(ONE as i32)));
    let x = _mm512_sub_ps(one, _mm512_set1_ps(1.5));
    polynomial(terms, segment, x)
}
