//! Swift tables: quantile functions of smooth laws for words, sixteen trials at a time.
//!
//! A table has 32 segments, of the distance from either end of the unit interval half-octaves down to 2^-6 and octaves
//! down to 2^-12, each with a polynomial of degree five in single precision. 32 numbers are two registers of AVX-512,
//! so that a coefficient is found by one permutation instead of a gather from memory. The few words that lie further
//! out (one in 2,048; in 256 where a law's density ends abruptly) go to the full table. Single precision is enough because the polynomials give the law's standard form, whose
//! centre is 0 and whose spread is 1: an error of 1e-7 there moves a rank by less than a ten-thousandth of the
//! Monte Carlo error of a billion trials.
//!
//! The intrinsics of this module do what the plain code does, operation by operation; the bits are the same.

#[cfg(target_arch = "x86_64")]
use super::instructions::Instructions;
use super::instructions::Level;
use super::lanes::{LANES, Lanes, Words};
use super::transform::{interpolate, interpolate_between};
use crate::distribution::Probability::{self, Above, Below};
use crate::distribution::normal;

/// Segments of a side.
const SIDE: usize = 16;
/// As many of them from the middle outwards are half-octaves; the others are whole ones, which the Monte Carlo error,
/// the larger beside a rank the further out it is, leaves good enough.
const HALVES: usize = 10;
const SEGMENTS: usize = 2 * SIDE;
const TERMS: usize = 6;
/// `bits >> SHIFT` of a single-precision number is its half-octave.
const SHIFT: u32 = 22;
const MANTISSA: u32 = (1 << 23) - 1;
const ONE: u32 = 0x3F80_0000;
/// The half-octave just below 2^31, the largest distance of a word from its end.
const TOP: u32 = ((1u32 << 30) as f32 * 1.5).to_bits() >> SHIFT;

/// Polynomials of a quantile function in its standard form.
#[derive(Clone, Debug)]
pub struct SwiftTable {
    centre: f64,
    spread: f64,
    range: (f64, f64),
    /// Whether values may lie outside the range.
    clamps: bool,
    /// Words within this distance of either end are far out.
    far: u32,
    /// By term, then segment: the lower side from one half down, then the upper.
    terms: [[f32; SEGMENTS]; TERMS],
}

impl SwiftTable {
    /// The table of a smooth quantile function, given near any probability. `None` where its middle has no spread to
    /// speak of, or single precision is not enough.
    pub fn new<Near: Fn(Probability) -> f64>(near: impl Fn(Probability) -> Near, range: (f64, f64)) -> Option<Self> {
        let at = |level: Probability| near(level)(level);
        let (centre, spread) = (at(Below(0.5)), at(Above(0.25)) - at(Below(0.25)));
        if !(spread > 1e-9 * centre.abs() && spread.is_finite() && centre.is_finite()) {
            return None;
        }
        let mut octaves = OCTAVES;
        let mut table = SwiftTable { centre, spread, range, clamps: true, far: 0, terms: [[0.0; SEGMENTS]; TERMS] };
        for segment in 0..SEGMENTS {
            let (from, to) = span(segment % SIDE);
            // Of an octave each half by itself.
            let middle = if to - from > 0.5 { 0.0 } else { from };
            let [below, above] = [0.5 * (from + middle), 0.5 * (middle + to)].map(|x| near(level(segment, x)));
            let exact = |x: f64| if x < middle { below(level(segment, x)) } else { above(level(segment, x)) };
            let standard = |x: f64| (exact(x) - centre) / spread;
            for (term, coefficient) in interpolate_between(from, to, standard).into_iter().enumerate() {
                table.terms[term][segment] = coefficient as f32;
            }
            if !table.is_good(segment, standard) {
                octaves = octaves.min(octave_of(segment % SIDE));
            }
        }
        table.far = 1 << (31 - octaves);
        // Values are exact to far less than a thousandth of the spread.
        let furthest = libm::exp2(-(octaves as f64) - 1.0);
        let (least, greatest) = (at(Below(furthest)), at(Above(furthest)));
        table.clamps = least - 1e-3 * spread < range.0 || greatest + 1e-3 * spread > range.1;
        (octaves >= FEWEST_OCTAVES).then_some(table)
    }

    /// Whether a segment's ranks are good enough beside the Monte Carlo error of a billion trials: what single
    /// precision may move a value by, and what the polynomial misses where it misses most, over its slope.
    fn is_good(&self, segment: usize, exact: impl Fn(f64) -> f64) -> bool {
        let term = |term: usize| f64::from(self.terms[term][segment]);
        let (from, to) = span(segment % SIDE);
        let octave = distance(segment % SIDE, 0.5) - distance(segment % SIDE, -0.5);
        [from, from + 0.75 * (to - from)].into_iter().all(|x| {
            let from_end = distance(segment % SIDE, x);
            let value = (0..TERMS).rev().fold(0.0, |sum, power| term(power) + x * sum);
            let slope = (1..TERMS).rev().fold(0.0, |sum, power| power as f64 * term(power) + x * sum);
            let rounding = 1.2e-7 * (term(0).abs() + 0.5 * term(1).abs());
            let off = (value - exact(x)).abs() + rounding;
            off / slope.abs() * octave <= 0.1 * libm::sqrt(from_end / 1e9)
        })
    }

    /// The values of words; lanes whose word lies too far out are left to the caller, who is told how many there are
    /// in `far`, with their places.
    #[inline(always)]
    pub fn values(&self, level: Level, words: &Words, values: &mut Lanes, far: &mut Far) {
        #[cfg(target_arch = "x86_64")]
        if level.instructions() == Instructions::Avx512 {
            // SAFETY: the level is the machine's.
            unsafe { wide::values(self, words, values) };
            return far.find(words, self.far);
        }
        let _ = level;
        for lane in 0..LANES {
            values[lane] = self.value(words.0[lane]);
        }
        far.find(words, self.far);
    }

    /// The values at signed tails, likewise.
    #[inline(always)]
    pub fn values_of_tails(&self, level: Level, tau: &Lanes, values: &mut Lanes, far: &mut Far) {
        far.find_tails(tau, self.far);
        #[cfg(target_arch = "x86_64")]
        if level.instructions() == Instructions::Avx512 {
            // SAFETY: the level is the machine's.
            return unsafe { wide::values_of_tails(self, tau, values) };
        }
        let _ = level;
        for lane in 0..LANES {
            let t = tau[lane] as f32;
            values[lane] = self.value_at(t.abs() * WORDS, t.to_bits() >> 31);
        }
    }

    /// The value of a word.
    #[inline(always)]
    fn value(&self, word: u32) -> f64 {
        let upper = word >> 31;
        self.value_at(((word ^ 0u32.wrapping_sub(upper)) as i32 as f32) + 0.5, upper)
    }

    /// The value at a distance, in words, from the lower end (0) or the upper (1).
    #[inline(always)]
    fn value_at(&self, distance: f32, upper: u32) -> f64 {
        // The words next to one half round up to it.
        let distance = if distance < LARGEST_DISTANCE { distance } else { LARGEST_DISTANCE };
        let bits = distance.to_bits();
        let from_top = TOP.wrapping_sub(bits >> SHIFT);
        let within = from_top.min((from_top + HALVES as u32) >> 1).min(SIDE as u32 - 1);
        let segment = (within + upper * SIDE as u32) as usize;
        let x = f32::from_bits((bits & MANTISSA) | ONE) - 1.5;
        let term = |term: usize| self.terms[term][segment];
        let standard = term(0) + x * (term(1) + x * (term(2) + x * (term(3) + x * (term(4) + x * term(5)))));
        let value = self.centre + self.spread * f64::from(standard);
        if !self.clamps {
            return value;
        }
        let value = if value > self.range.0 { value } else { self.range.0 };
        if value < self.range.1 { value } else { self.range.1 }
    }
}

/// The standard normal distribution function, from scores to words: the upper tail in cells of an eighth up to 4.
#[derive(Clone, Debug)]
pub struct SwiftScores {
    /// By term, then cell, in words.
    terms: [[f32; SEGMENTS]; TERMS],
}

/// Scores from here on, on either side, lie too far out.
const FURTHEST: f64 = 4.0;
const CELLS_PER_UNIT: f32 = 8.0;
/// Straight lines through values that are equally spaced in probability, as many as registers hold.
#[derive(Clone, Debug)]
pub struct SwiftPieces {
    pieces: usize,
    /// By piece: its left end, and its rise to the right one.
    lefts: [f64; MOST_PIECES],
    rises: [f64; MOST_PIECES],
}

/// Four registers of AVX-512 for the left ends, four for the rises.
const MOST_PIECES: usize = 32;

impl SwiftPieces {
    /// The pieces between ascending values, of which there are at least two. `None` where there are too many.
    pub fn new(values: &[f64]) -> Option<Self> {
        let pieces = values.len() - 1;
        if pieces > MOST_PIECES {
            return None;
        }
        let (mut lefts, mut rises) = ([0.0; MOST_PIECES], [0.0; MOST_PIECES]);
        for (piece, ends) in values.windows(2).enumerate() {
            (lefts[piece], rises[piece]) = (ends[0], ends[1] - ends[0]);
        }
        Some(SwiftPieces { pieces, lefts, rises })
    }

    /// The values at uniforms, in place.
    #[inline(always)]
    pub fn values(&self, level: Level, uniforms: &mut Lanes) {
        #[cfg(target_arch = "x86_64")]
        if level.instructions() == Instructions::Avx512 {
            // SAFETY: the level is the machine's.
            return unsafe { wide::values_of_pieces(self, uniforms) };
        }
        let _ = level;
        for value in &mut uniforms.0 {
            let place = self.pieces as f64 * *value;
            let piece = (place as usize).min(self.pieces - 1);
            *value = self.lefts[piece] + (place - piece as f64) * self.rises[piece];
        }
    }
}

/// How many words there are.
const WORDS: f32 = 4_294_967_296.0;
/// The largest distance of a word from its end in single precision.
const LARGEST_DISTANCE: f32 = 2_147_483_520.0;

impl SwiftScores {
    /// The table.
    pub fn new() -> Self {
        let mut terms = [[0.0; SEGMENTS]; TERMS];
        for cell in 0..SEGMENTS {
            let tail = |x: f64| {
                let z = (cell as f64 + 0.5 + 2.0 * x) / f64::from(CELLS_PER_UNIT);
                4_294_967_296.0 * normal::upper_tail(z)
            };
            for (term, coefficient) in interpolate(tail).into_iter().enumerate() {
                terms[term][cell] = coefficient as f32;
            }
        }
        SwiftScores { terms }
    }

    /// The words of scores; `far` says which lanes are left to the caller.
    #[inline(always)]
    pub fn words(&self, level: Level, scores: &Lanes, words: &mut Words, far: &mut Far) {
        far.find_scores(scores);
        #[cfg(target_arch = "x86_64")]
        if level.instructions() == Instructions::Avx512 {
            // SAFETY: the level is the machine's.
            return unsafe { wide::words(self, scores, words) };
        }
        let _ = level;
        for lane in 0..LANES {
            words.0[lane] = self.word(scores[lane]);
        }
    }

    /// The signed tails of scores, likewise.
    #[inline(always)]
    pub fn tails(&self, level: Level, scores: &Lanes, tau: &mut Lanes, far: &mut Far) {
        far.find_scores(scores);
        #[cfg(target_arch = "x86_64")]
        if level.instructions() == Instructions::Avx512 {
            // SAFETY: the level is the machine's.
            return unsafe { wide::tails(self, scores, tau) };
        }
        let _ = level;
        for lane in 0..LANES {
            let z = scores[lane] as f32;
            let tail = f64::from(self.distance(z)) * (1.0 / f64::from(WORDS));
            tau[lane] = if z < 0.0 { tail } else { -tail };
        }
    }

    #[inline(always)]
    fn word(&self, score: f64) -> u32 {
        let z = score as f32;
        let side = 0i32.wrapping_sub(i32::from(z >= 0.0));
        (self.distance(z) as i32 ^ side) as u32
    }

    /// The tail beyond a score, in words.
    #[inline(always)]
    fn distance(&self, z: f32) -> f32 {
        let place = z.abs() * CELLS_PER_UNIT;
        let place = if place < LAST_PLACE { place } else { LAST_PLACE };
        let cell = place as i32;
        let x = (place - cell as f32 - 0.5) * 0.5;
        let term = |term: usize| self.terms[term][cell as usize];
        let distance = term(0) + x * (term(1) + x * (term(2) + x * (term(3) + x * (term(4) + x * term(5)))));
        if distance < LARGEST_DISTANCE { distance } else { LARGEST_DISTANCE }
    }
}

/// Just within the last cell.
const LAST_PLACE: f32 = 31.999_998;

/// The lanes of a chunk whose words lie too far out for a swift table.
#[derive(Clone, Debug)]
pub struct Far {
    lanes: [u8; LANES],
    count: usize,
}

/// Octaves of a side, and as many of them as must be good enough: one word in 256 is further out.
const OCTAVES: usize = SIDE - HALVES / 2;
const FEWEST_OCTAVES: usize = 8;

impl Far {
    /// None.
    pub fn new() -> Self {
        Far { lanes: [0; LANES], count: 0 }
    }

    /// Their places.
    pub fn lanes(&self) -> impl Iterator<Item = usize> + '_ {
        self.lanes[..self.count].iter().map(|&lane| usize::from(lane))
    }

    #[inline(always)]
    fn find(&mut self, words: &Words, distance: u32) {
        self.find_where(&words.0, |word| word.wrapping_add(distance) < 2 * distance);
    }

    #[inline(always)]
    fn find_scores(&mut self, scores: &Lanes) {
        self.find_where(scores, |score| score.is_nan() | (score.abs() >= FURTHEST));
    }

    #[inline(always)]
    fn find_tails(&mut self, tau: &Lanes, distance: u32) {
        let least = f64::from(distance) / f64::from(WORDS);
        self.find_where(tau, |tail| tail.is_nan() | (tail.abs() < least));
    }

    #[inline(always)]
    fn find_where<T: Copy>(&mut self, of_lanes: &[T; LANES], is_far: impl Fn(T) -> bool) {
        self.count = 0;
        for (group, sixteen) in of_lanes.chunks_exact(16).enumerate() {
            let mut any = 0;
            for of_lane in sixteen {
                any |= u32::from(is_far(*of_lane));
            }
            if any != 0 {
                for (lane, of_lane) in sixteen.iter().enumerate() {
                    if is_far(*of_lane) {
                        self.lanes[self.count] = (16 * group + lane) as u8;
                        self.count += 1;
                    }
                }
            }
        }
    }
}

impl Default for Far {
    fn default() -> Self {
        Far::new()
    }
}

/// Where a segment begins and ends in its octave, whose middle is 0 and whose length is 1.
fn span(segment: usize) -> (f64, f64) {
    match segment {
        octave if octave >= HALVES => (-0.5, 0.5),
        half if half % 2 == 0 => (0.0, 0.5),
        _ => (-0.5, 0.0),
    }
}

/// The distance from the end, as a probability, at offset `x` (-1/2 to 1/2) of a segment's octave.
fn distance(segment: usize, x: f64) -> f64 {
    (1.5 + x) / f64::from(4u32 << octave_of(segment))
}

/// The octave of a segment, from the middle outwards.
fn octave_of(segment: usize) -> usize {
    if segment < HALVES { segment / 2 } else { segment - HALVES / 2 }
}

/// The probability at offset `x` of a segment of either side.
fn level(segment: usize, x: f64) -> Probability {
    let distance = distance(segment % SIDE, x);
    if segment < SIDE { Below(distance) } else { Above(distance) }
}

#[cfg(target_arch = "x86_64")]
mod wide {
    //! Sixteen words at a time.

    use super::{
        CELLS_PER_UNIT, HALVES, LANES, LARGEST_DISTANCE, LAST_PLACE, Lanes, MANTISSA, MOST_PIECES, ONE, SEGMENTS,
        SHIFT, SIDE, SwiftPieces, SwiftScores, SwiftTable, TERMS, TOP, WORDS, Words,
    };
    #[allow(clippy::wildcard_imports, reason = "two score names of one family")]
    use core::arch::x86_64::*;

    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
    pub(super) fn values(table: &SwiftTable, words: &Words, values: &mut Lanes) {
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
    pub(super) fn values_of_tails(table: &SwiftTable, tau: &Lanes, values: &mut Lanes) {
        let terms = registers(&table.terms);
        for first in (0..LANES).step_by(16) {
            let tail = load(tau, first);
            let upper = _mm512_srai_epi32::<31>(_mm512_castps_si512(tail));
            let distance = _mm512_mul_ps(_mm512_abs_ps(tail), _mm512_set1_ps(WORDS));
            store(table, standard(&terms, distance, upper), first, values);
        }
    }

    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
    pub(super) fn values_of_pieces(pieces: &SwiftPieces, uniforms: &mut Lanes) {
        let (lefts, rises) = (quarters(&pieces.lefts), quarters(&pieces.rises));
        let (count, last) = (_mm512_set1_pd(pieces.pieces as f64), _mm512_set1_epi64(pieces.pieces as i64 - 1));
        for first in (0..LANES).step_by(8) {
            let eight: &mut [f64; 8] = uniforms[first..].first_chunk_mut().expect("chunks divide into eights");
            // SAFETY: there are eight.
            let place = _mm512_mul_pd(count, unsafe { _mm512_loadu_pd(eight.as_ptr()) });
            let piece = _mm512_min_epi64(_mm512_cvttpd_epi64(place), last);
            let within = _mm512_sub_pd(place, _mm512_cvtepi64_pd(piece));
            let value = _mm512_add_pd(pick(&lefts, piece), _mm512_mul_pd(within, pick(&rises, piece)));
            // SAFETY: as above.
            unsafe { _mm512_storeu_pd(eight.as_mut_ptr(), value) };
        }
    }

    /// 32 numbers in registers.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
    fn quarters(numbers: &[f64; MOST_PIECES]) -> [__m512d; 4] {
        // SAFETY: each quarter lies within the 32 numbers.
        core::array::from_fn(|quarter| unsafe { _mm512_loadu_pd(numbers[8 * quarter..].as_ptr()) })
    }

    /// Of 32 numbers those at eight places.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
    fn pick(numbers: &[__m512d; 4], place: __m512i) -> __m512d {
        let low = _mm512_permutex2var_pd(numbers[0], place, numbers[1]);
        let high = _mm512_permutex2var_pd(numbers[2], place, numbers[3]);
        _mm512_mask_blend_pd(_mm512_test_epi64_mask(place, _mm512_set1_epi64(16)), low, high)
    }

    /// The coefficients in registers.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
    fn registers(terms: &[[f32; SEGMENTS]; TERMS]) -> [[__m512; 2]; TERMS] {
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
            [
                _mm512_cvtpd_ps(_mm512_loadu_pd(sixteen.as_ptr())),
                _mm512_cvtpd_ps(_mm512_loadu_pd(sixteen[8..].as_ptr())),
            ]
        };
        _mm512_insertf32x8::<1>(_mm512_castps256_ps512(low), high)
    }

    /// Brings values from their standard form into that of the law, and sixteen of them from `first` on into `values`.
    #[inline]
    #[target_feature(enable = "avx512f,avx512dq,avx512bw,avx512vl,avx2")]
    fn store(table: &SwiftTable, standard: __m512, first: usize, values: &mut Lanes) {
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
    pub(super) fn words(table: &SwiftScores, scores: &Lanes, words: &mut Words) {
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
    pub(super) fn tails(table: &SwiftScores, scores: &Lanes, tau: &mut Lanes) {
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
}

#[cfg(test)]
mod tests {
    use super::*;

    fn standard_normal(range: (f64, f64)) -> SwiftTable {
        let quantile = |level: Probability| match level {
            Below(p) => normal::quantile(p),
            Above(q) => normal::upper_quantile(q),
        };
        SwiftTable::new(|_| quantile, range).unwrap()
    }

    fn words() -> Words {
        let mut words = Words([0; LANES]);
        for (lane, word) in words.0.iter_mut().enumerate() {
            *word = (lane as u32).wrapping_mul(0x9E37_79B9) ^ 0x1234_5678;
        }
        words.0[..4].copy_from_slice(&[0, u32::MAX, 1 << 31, (1 << 31) - 1]);
        words
    }

    #[test]
    fn every_level_gives_the_same_bits() {
        let table = standard_normal((-2.0, 2.5));
        let mut all = Vec::new();
        for level in Level::available() {
            let mut values = Lanes::all(0.0);
            table.values(level, &words(), &mut values, &mut Far::new());
            all.push(values.0.map(f64::to_bits));
        }
        assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
    }

    #[test]
    fn the_middle_is_good_to_a_ten_thousandth_of_the_error_of_a_billion_trials() {
        let table = standard_normal((-9.0, 9.0));
        for step in 1..100_000u32 {
            let word = step.wrapping_mul(42_949);
            if word.wrapping_add(table.far) < 2 * table.far {
                continue;
            }
            let u = (f64::from(word) + 0.5) / 4_294_967_296.0;
            let off = (normal::cumulative(table.value(word)) - u).abs();
            let monte_carlo = libm::sqrt(u * (1.0 - u) / 1e9);
            assert!(off < 0.05 * monte_carlo, "{u}: {off} beside {monte_carlo}");
        }
    }

    #[test]
    fn scores_give_the_same_words_at_every_level_and_those_of_the_distribution_function() {
        let table = SwiftScores::new();
        let mut scores = Lanes::all(0.0);
        for lane in 0..LANES {
            scores[lane] = (lane as f64 - 127.5) / 32.0;
        }
        let mut all = Vec::new();
        for level in Level::available() {
            let mut words = Words([0; LANES]);
            table.words(level, &scores, &mut words, &mut Far::new());
            all.push(words.0);
        }
        assert!(all.windows(2).all(|pair| pair[0] == pair[1]));
        for lane in 0..LANES {
            let (u, tail) = (f64::from(all[0][lane]) / 4_294_967_296.0, normal::upper_tail(scores[lane].abs()));
            let off = if scores[lane] < 0.0 { u - tail } else { 1.0 - u - tail };
            assert!(off.abs() < 0.05 * libm::sqrt(tail / 1e9), "{}: {off}", scores[lane]);
        }
    }

    #[test]
    fn words_that_lie_far_out_are_found() {
        let mut far = Far::new();
        far.find(&words(), 1 << 23);
        assert!(far.lanes().any(|lane| lane == 0) && far.lanes().any(|lane| lane == 1));
        assert!(!far.lanes().any(|lane| lane == 2 || lane == 3));
    }
}
