//! Register tables: quantile functions of smooth laws for words, and the normal distribution function for scores, sixteen
//! trials at a time.
//!
//! A table has 32 segments, of the distance from either end of the unit interval half-octaves down to 2^-6 and octaves
//! down to 2^-12, each with a polynomial of degree five in single precision. 32 numbers are two registers of AVX-512,
//! so that a coefficient is found by one permutation instead of a gather from memory. The few words that lie further
//! out (one in 2,048; in 256 where a law's density ends abruptly) go to the full table. Single precision is enough
//! because the polynomials give the law's standard form, whose centre is 0 and whose spread is 1: an error of 1e-7 there
//! moves a rank by less than a ten-thousandth of the Monte Carlo error of a billion trials.
//!
//! The intrinsics of `wide.rs` (AVX-512) and `eights.rs` (AVX2, where four permutations and three blends find a
//! coefficient) do what the plain code here does, operation by operation; the bits are the same.

use super::super::instructions::{Instructions, Level};
use super::super::lanes::{LANES, Lanes, Words};
use super::polynomial::{TERMS, interpolate};
#[cfg(target_arch = "x86_64")]
use super::{eights, wide};
use crate::distribution::Probability::{self, Above, Below};
use crate::distribution::normal;

/// Segments of a side: from one end of the unit interval to its middle.
pub(super) const SIDE: usize = 16;
/// As many of them from the middle outwards are half-octaves; the others are whole ones, which the Monte Carlo error,
/// the larger beside a rank the further out it is, leaves good enough.
pub(super) const HALVES: usize = 10;
pub(super) const SEGMENTS: usize = 2 * SIDE;
/// Octaves of a side, and as many of them as must be good enough: one word in 256 is further out.
const OCTAVES: usize = SIDE - HALVES / 2;
const FEWEST_OCTAVES: usize = 8;
/// `bits >> SHIFT` of a single-precision number is its half-octave.
pub(super) const SHIFT: u32 = 22;
pub(super) const MANTISSA: u32 = (1 << 23) - 1;
pub(super) const ONE: u32 = 0x3F80_0000;
/// The half-octave just below 2^31, the largest distance of a word from its end.
pub(super) const TOP: u32 = ((1u32 << 30) as f32 * 1.5).to_bits() >> SHIFT;
/// How many words there are.
pub(super) const WORDS: f32 = 4_294_967_296.0;
/// The largest distance of a word from its end in single precision.
pub(super) const LARGEST_DISTANCE: f32 = 2_147_483_520.0;
/// Scores from here on, on either side, lie too far out.
const FURTHEST: f64 = 4.0;
pub(super) const CELLS_PER_UNIT: f32 = 8.0;
/// Just within the last cell of scores.
pub(super) const LAST_PLACE: f32 = 31.999_998;

/// Coefficients by term, then segment.
pub(super) type Terms = [[f32; SEGMENTS]; TERMS];

/// The polynomial of a segment at an offset.
#[inline(always)]
fn polynomial(terms: &Terms, segment: usize, x: f32) -> f32 {
    let term = |term: usize| terms[term][segment];
    term(0) + x * (term(1) + x * (term(2) + x * (term(3) + x * (term(4) + x * term(5)))))
}

/// Polynomials of a quantile function in its standard form.
#[derive(Clone, Debug)]
pub struct RegisterTable {
    pub(super) centre: f64,
    pub(super) spread: f64,
    pub(super) range: (f64, f64),
    /// Whether values may lie outside the range.
    pub(super) clamps: bool,
    /// Words within this distance of either end are far out.
    far: u32,
    /// By term, then segment: the lower side from one half down, then the upper.
    pub(super) terms: Terms,
}

impl RegisterTable {
    /// The table of a smooth quantile function, given near any probability. `None` where its middle has no spread to
    /// speak of, or single precision is not enough.
    pub fn new<Near: Fn(Probability) -> f64>(near: impl Fn(Probability) -> Near, range: (f64, f64)) -> Option<Self> {
        let at = |level: Probability| near(level)(level);
        let (centre, spread) = (at(Below(0.5)), at(Above(0.25)) - at(Below(0.25)));
        if !(spread > 1e-9 * centre.abs() && spread.is_finite() && centre.is_finite()) {
            return None;
        }
        let mut octaves = OCTAVES;
        let mut table = RegisterTable { centre, spread, range, clamps: true, far: 0, terms: [[0.0; SEGMENTS]; TERMS] };
        for segment in 0..SEGMENTS {
            let (from, to) = span(segment % SIDE);
            // Of an octave each half by itself.
            let middle = if to - from > 0.5 { 0.0 } else { from };
            let [below, above] = [0.5 * (from + middle), 0.5 * (middle + to)].map(|x| near(level(segment, x)));
            let exact = |x: f64| if x < middle { below(level(segment, x)) } else { above(level(segment, x)) };
            let standard = |x: f64| (exact(x) - centre) / spread;
            for (term, coefficient) in interpolate(from, to, standard).into_iter().enumerate() {
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

    /// The values of words; those of words too far out, which are returned, mean nothing.
    #[inline(always)]
    pub fn values(&self, level: Level, words: &Words, values: &mut Lanes) -> Far {
        let far = Far::of(&words.0, |word| word.wrapping_add(self.far) < 2 * self.far);
        match level.instructions() {
            // SAFETY: there is a level only where the processor has its instructions.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => unsafe { wide::values(self, words, values) },
            // SAFETY: likewise.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => unsafe { eights::values(self, words, values) },
            Instructions::Baseline => {
                for lane in 0..LANES {
                    values[lane] = self.value(words.0[lane]);
                }
            }
        }
        far
    }

    /// The values at signed tails, likewise.
    #[inline(always)]
    pub fn values_of_tails(&self, level: Level, tau: &Lanes, values: &mut Lanes) -> Far {
        let least = f64::from(self.far) / f64::from(WORDS);
        let far = Far::of(tau, |tail| tail.is_nan() | (tail.abs() < least));
        match level.instructions() {
            // SAFETY: there is a level only where the processor has its instructions.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => unsafe { wide::values_of_tails(self, tau, values) },
            // SAFETY: likewise.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => unsafe { eights::values_of_tails(self, tau, values) },
            Instructions::Baseline => {
                for lane in 0..LANES {
                    let t = tau[lane] as f32;
                    values[lane] = self.value_at(t.abs() * WORDS, t.to_bits() >> 31);
                }
            }
        }
        far
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
        let value = self.centre + self.spread * f64::from(polynomial(&self.terms, segment, x));
        if !self.clamps {
            return value;
        }
        let value = if value > self.range.0 { value } else { self.range.0 };
        if value < self.range.1 { value } else { self.range.1 }
    }
}

/// The standard normal distribution function, from scores to words: the upper tail in cells of an eighth up to 4.
#[derive(Clone, Debug)]
pub struct RegisterScores {
    /// By term, then cell, in words.
    pub(super) terms: Terms,
}

impl RegisterScores {
    /// The table.
    pub fn new() -> Self {
        let mut terms = [[0.0; SEGMENTS]; TERMS];
        for cell in 0..SEGMENTS {
            let tail = |x: f64| {
                let z = (cell as f64 + 0.5 + 2.0 * x) / f64::from(CELLS_PER_UNIT);
                4_294_967_296.0 * normal::upper_tail(z)
            };
            for (term, coefficient) in interpolate(-0.25, 0.25, tail).into_iter().enumerate() {
                terms[term][cell] = coefficient as f32;
            }
        }
        RegisterScores { terms }
    }

    /// The words of scores; those of scores too far out, which are returned, mean nothing.
    #[inline(always)]
    pub fn words(&self, level: Level, scores: &Lanes, words: &mut Words) -> Far {
        let far = Far::of_scores(scores);
        match level.instructions() {
            // SAFETY: there is a level only where the processor has its instructions.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => unsafe { wide::words(self, scores, words) },
            // SAFETY: likewise.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => unsafe { eights::words(self, scores, words) },
            Instructions::Baseline => {
                for lane in 0..LANES {
                    words.0[lane] = self.word(scores[lane]);
                }
            }
        }
        far
    }

    /// The signed tails of scores, likewise.
    #[inline(always)]
    pub fn tails(&self, level: Level, scores: &Lanes, tau: &mut Lanes) -> Far {
        let far = Far::of_scores(scores);
        match level.instructions() {
            // SAFETY: there is a level only where the processor has its instructions.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512 => unsafe { wide::tails(self, scores, tau) },
            // SAFETY: likewise.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => unsafe { eights::tails(self, scores, tau) },
            Instructions::Baseline => {
                for lane in 0..LANES {
                    let z = scores[lane] as f32;
                    let tail = f64::from(self.distance(z)) * (1.0 / f64::from(WORDS));
                    tau[lane] = if z < 0.0 { tail } else { -tail };
                }
            }
        }
        far
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
        let distance = polynomial(&self.terms, cell as usize, x);
        if distance < LARGEST_DISTANCE { distance } else { LARGEST_DISTANCE }
    }
}

/// The lanes of a chunk that lie too far out for a register table.
#[derive(Clone, Debug)]
pub struct Far {
    lanes: [u8; LANES],
    count: usize,
}

impl Far {
    /// Their places.
    pub fn lanes(&self) -> impl Iterator<Item = usize> + '_ {
        self.lanes[..self.count].iter().map(|&lane| usize::from(lane))
    }

    #[inline(always)]
    fn of_scores(scores: &Lanes) -> Self {
        Far::of(scores, |score| score.is_nan() | (score.abs() >= FURTHEST))
    }

    #[inline(always)]
    fn of<T: Copy>(of_lanes: &[T; LANES], is_far: impl Fn(T) -> bool) -> Self {
        let mut far = Far { lanes: [0; LANES], count: 0 };
        for (group, sixteen) in of_lanes.chunks_exact(16).enumerate() {
            let mut any = 0;
            for of_lane in sixteen {
                any |= u32::from(is_far(*of_lane));
            }
            if any != 0 {
                for (lane, of_lane) in sixteen.iter().enumerate() {
                    if is_far(*of_lane) {
                        far.lanes[far.count] = (16 * group + lane) as u8;
                        far.count += 1;
                    }
                }
            }
        }
        far
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

#[cfg(test)]
mod tests {
    use super::*;

    fn standard_normal(range: (f64, f64)) -> RegisterTable {
        let quantile = |level: Probability| match level {
            Below(p) => normal::quantile(p),
            Above(q) => normal::upper_quantile(q),
        };
        RegisterTable::new(|_| quantile, range).unwrap()
    }

    fn words() -> Words {
        let mut words = Words::ZERO;
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
            let mut values = Lanes::ZERO;
            table.values(level, &words(), &mut values);
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
        let table = RegisterScores::new();
        let mut scores = Lanes::ZERO;
        for lane in 0..LANES {
            scores[lane] = (lane as f64 - 127.5) / 32.0;
        }
        let mut all = Vec::new();
        for level in Level::available() {
            let mut words = Words::ZERO;
            table.words(level, &scores, &mut words);
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
        let distance = 1u32 << 23;
        let far = Far::of(&words().0, |word| word.wrapping_add(distance) < 2 * distance);
        assert!(far.lanes().any(|lane| lane == 0) && far.lanes().any(|lane| lane == 1));
        assert!(!far.lanes().any(|lane| lane == 2 || lane == 3));
    }
}
