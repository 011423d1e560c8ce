//! Eight words at a time, with AVX2: as `wide.rs`, but that a coefficient is picked from four registers.

use super::super::lanes::{LANES, Lanes, Words};
use super::polynomial::TERMS;
use super::register_table::{
    CELLS_PER_UNIT, HALVES, LARGEST_DISTANCE, LAST_PLACE, MANTISSA, ONE, RegisterScores, RegisterTable, SEGMENTS,
    SHIFT, SIDE, TOP, Terms, WORDS,
};
#[allow(clippy::wildcard_imports, reason = "two score names of one family")]
use core::arch::x86_64::*;

#[target_feature(enable = "avx2")]
pub(super) fn values(table: &RegisterTable, words: &Words, values: &mut Lanes) {
    for first in (0..LANES).step_by(8) {
        // SAFETY: eight words begin at `first`, which leaves room for as many.
        let word = unsafe { _mm256_loadu_si256(words.0.as_ptr().add(first).cast()) };
        let upper = _mm256_srai_epi32::<31>(word);
        let distance = _mm256_add_ps(_mm256_cvtepi32_ps(_mm256_xor_si256(word, upper)), _mm256_set1_ps(0.5));
        store(table, standard(&table.terms, distance, upper), first, values);
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn values_of_tails(table: &RegisterTable, tau: &Lanes, values: &mut Lanes) {
    for first in (0..LANES).step_by(8) {
        let tail = load(tau, first);
        let upper = _mm256_srai_epi32::<31>(_mm256_castps_si256(tail));
        let distance = _mm256_mul_ps(absolute(tail), _mm256_set1_ps(WORDS));
        store(table, standard(&table.terms, distance, upper), first, values);
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn words(table: &RegisterScores, scores: &Lanes, words: &mut Words) {
    for first in (0..LANES).step_by(8) {
        let z = load(scores, first);
        let upper = _mm256_castps_si256(_mm256_cmp_ps::<_CMP_GE_OQ>(z, _mm256_setzero_ps()));
        let word = _mm256_xor_si256(_mm256_cvttps_epi32(distance(&table.terms, z)), upper);
        // SAFETY: eight words begin at `first`, which leaves room for as many.
        unsafe { _mm256_storeu_si256(words.0.as_mut_ptr().add(first).cast(), word) };
    }
}

#[target_feature(enable = "avx2")]
pub(super) fn tails(table: &RegisterScores, scores: &Lanes, tau: &mut Lanes) {
    let scale = _mm256_set1_pd(1.0 / f64::from(WORDS));
    for first in (0..LANES).step_by(8) {
        let z = load(scores, first);
        let lower = _mm256_cmp_ps::<_CMP_LT_OQ>(z, _mm256_setzero_ps());
        let signed = _mm256_xor_ps(distance(&table.terms, z), _mm256_andnot_ps(lower, _mm256_set1_ps(-0.0)));
        let eight: &mut [f64; 8] = tau[first..].first_chunk_mut().expect("chunks divide into eights");
        for (half, part) in halves(signed).into_iter().enumerate() {
            let tails = _mm256_mul_pd(_mm256_cvtps_pd(part), scale);
            // SAFETY: there are eight.
            unsafe { _mm256_storeu_pd(eight[4 * half..].as_mut_ptr(), tails) };
        }
    }
}

/// Eight numbers from `first` on, in single precision.
#[inline]
#[target_feature(enable = "avx2")]
fn load(numbers: &Lanes, first: usize) -> __m256 {
    let eight: &[f64; 8] = numbers[first..].first_chunk().expect("chunks divide into eights");
    // SAFETY: there are eight.
    let [low, high] = unsafe {
        [_mm256_cvtpd_ps(_mm256_loadu_pd(eight.as_ptr())), _mm256_cvtpd_ps(_mm256_loadu_pd(eight[4..].as_ptr()))]
    };
    _mm256_set_m128(high, low)
}

#[inline]
#[target_feature(enable = "avx2")]
fn halves(numbers: __m256) -> [__m128; 2] {
    [_mm256_castps256_ps128(numbers), _mm256_extractf128_ps::<1>(numbers)]
}

#[inline]
#[target_feature(enable = "avx2")]
fn absolute(numbers: __m256) -> __m256 {
    _mm256_andnot_ps(_mm256_set1_ps(-0.0), numbers)
}

/// Brings values from their standard form into that of the law, and eight of them from `first` on into `values`.
#[inline]
#[target_feature(enable = "avx2")]
fn store(table: &RegisterTable, standard: __m256, first: usize, values: &mut Lanes) {
    let (centre, spread) = (_mm256_set1_pd(table.centre), _mm256_set1_pd(table.spread));
    let (least, greatest) = (_mm256_set1_pd(table.range.0), _mm256_set1_pd(table.range.1));
    let eight: &mut [f64; 8] = values[first..].first_chunk_mut().expect("chunks divide into eights");
    for (half, part) in halves(standard).into_iter().enumerate() {
        let value = _mm256_add_pd(centre, _mm256_mul_pd(spread, _mm256_cvtps_pd(part)));
        let value = if table.clamps { _mm256_min_pd(_mm256_max_pd(value, least), greatest) } else { value };
        // SAFETY: there are eight.
        unsafe { _mm256_storeu_pd(eight[4 * half..].as_mut_ptr(), value) };
    }
}

/// The tails beyond scores, in words.
#[inline]
#[target_feature(enable = "avx2")]
fn distance(terms: &Terms, z: __m256) -> __m256 {
    let place = _mm256_mul_ps(absolute(z), _mm256_set1_ps(CELLS_PER_UNIT));
    let place = _mm256_min_ps(place, _mm256_set1_ps(LAST_PLACE));
    let cell = _mm256_cvttps_epi32(place);
    let within = _mm256_sub_ps(_mm256_sub_ps(place, _mm256_cvtepi32_ps(cell)), _mm256_set1_ps(0.5));
    let x = _mm256_mul_ps(within, _mm256_set1_ps(0.5));
    _mm256_min_ps(polynomial(terms, cell, x), _mm256_set1_ps(LARGEST_DISTANCE))
}

/// The polynomials of eight segments at eight offsets.
#[inline]
#[target_feature(enable = "avx2")]
fn polynomial(terms: &Terms, segment: __m256i, x: __m256) -> __m256 {
    // The bits that tell which of the four registers it is, where blending looks for them.
    let odd = _mm256_castsi256_ps(_mm256_slli_epi32::<28>(segment));
    let high = _mm256_castsi256_ps(_mm256_slli_epi32::<27>(segment));
    let pick = |of_term: &[f32; SEGMENTS]| {
        let part = |register: usize| {
            // SAFETY: four times eight coefficients make the 32.
            let coefficients = unsafe { _mm256_loadu_ps(of_term[8 * register..].as_ptr()) };
            _mm256_permutevar8x32_ps(coefficients, segment)
        };
        let [low_half, high_half] = [0, 2].map(|first| _mm256_blendv_ps(part(first), part(first + 1), odd));
        _mm256_blendv_ps(low_half, high_half, high)
    };
    let mut sum = pick(&terms[TERMS - 1]);
    for of_term in terms[..TERMS - 1].iter().rev() {
        sum = _mm256_add_ps(pick(of_term), _mm256_mul_ps(x, sum));
    }
    sum
}

#[inline]
#[target_feature(enable = "avx2")]
fn standard(terms: &Terms, distance: __m256, upper: __m256i) -> __m256 {
    let distance = _mm256_min_ps(distance, _mm256_set1_ps(LARGEST_DISTANCE));
    let bits = _mm256_castps_si256(distance);
    let from_top = _mm256_sub_epi32(_mm256_set1_epi32(TOP as i32), _mm256_srli_epi32::<{ SHIFT as i32 }>(bits));
    // The mean of two numbers, rounded up.
    let octaves = _mm256_avg_epu16(from_top, _mm256_set1_epi32(HALVES as i32 - 1));
    let within = _mm256_min_epu32(_mm256_min_epu32(from_top, octaves), _mm256_set1_epi32(SIDE as i32 - 1));
    let segment = _mm256_add_epi32(within, _mm256_and_si256(upper, _mm256_set1_epi32(SIDE as i32)));
    let mantissa = _mm256_and_si256(bits, _mm256_set1_epi32(MANTISSA as i32));
    let one = _mm256_castsi256_ps(_mm256_or_si256(mantissa, _mm256_set1_epi32(ONE as i32)));
    let x = _mm256_sub_ps(one, _mm256_set1_ps(1.5));
    polynomial(terms, segment, x)
}
