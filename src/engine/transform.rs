//! From a uniform to a value: closed forms where a law has one, tables of polynomials elsewhere.
//!
//! A uniform `u` is carried as its signed tail `tau`: `u` itself below one half, `u - 1` above, so that both
//! ends keep their digits. A table splits (0, 1) at the law's kinks into panels and each panel, from both its
//! ends inwards, into half-octaves: intervals that end at `1` and `1.5` times powers of two of the distance
//! from the end. Quantile functions behave like powers or logarithms of that distance there, so a polynomial of
//! degree five is as good in the tails as in the middle.

use super::instructions::{Level, prefetch};
use super::lanes::{LANES, Lanes, Words};
use super::swift::{Far, SwiftPieces, SwiftScores, SwiftTable};
use crate::distribution::Probability::{self, Above, Below};
use crate::distribution::{ClosedForm, Distribution, normal};
use crate::plan::Learning;
use std::sync::{Arc, OnceLock};

/// The largest `tau` of a lower and the least of an upper tail, in absolute value just below one half.
const BELOW_HALF: f64 = 0.499_999_999_999_999_94;
/// Octaves from either end of a panel: words reach down to 2^-33, scores a little further.
const OCTAVES: usize = 44;
/// Octaves of scores that are drawn from far out in a tail, as far as numbers go.
const ALL_OCTAVES: usize = 1020;
/// Coefficients of a segment's polynomial.
const TERMS: usize = 6;
/// A cell of the normal distribution function takes one cache line.
const STRIDE: usize = 8;
/// `bits >> SHIFT` of a number is its half-octave.
const SHIFT: u32 = 51;
/// The half-octave that begins at one quarter: the last below one half.
const TOP: u64 = (0.375_f64.to_bits()) >> SHIFT;

/// Turns uniforms into the values of a law.
#[derive(Clone, Debug)]
pub enum Transform {
    /// `low + width u`.
    Linear {
        /// At 0.
        low: f64,
        /// Up to 1.
        width: f64,
    },
    /// A triangular law.
    Triangular {
        /// Smallest value.
        min: f64,
        /// Probability below the mode.
        below_mode: f64,
        /// `(max - min)(mode - min)`.
        rising: f64,
        /// `(max - min)(max - mode)`.
        falling: f64,
        /// Largest value.
        max: f64,
        /// For words, where single precision is enough.
        swift: Option<SwiftTriangle>,
    },
    /// Equally likely pieces between sorted values, and where they are few a swift table of them.
    PiecewiseLinear(Arc<[f64]>, Option<Arc<SwiftPieces>>),
    /// Values with the cumulative probabilities at which they end.
    Steps {
        /// Ends, ascending; the last is one.
        upper: Arc<[f64]>,
        /// Values, ascending.
        values: Arc<[f64]>,
    },
    /// A table of polynomials, clamped to a range; for words a swift one where the law has it.
    Table(Arc<Table>, Option<Arc<SwiftTable>>, (f64, f64)),
}

/// Polynomials of a quantile function, each made, and held against the function, when it is first needed. Where one
/// is not good enough the function itself is computed.
#[derive(Debug)]
pub struct Table {
    source: Source,
    /// Ends of the panels, ascending, from 0 to 1.
    ends: Vec<f64>,
    /// Half-octaves of a side.
    segments: usize,
    /// For each panel, its lower and upper side, and their segments.
    polynomials: Box<[OnceLock<Option<[f64; TERMS]>>]>,
    /// The value at the end of each side.
    edges: Box<[OnceLock<f64>]>,
}

/// The quantile function behind a table.
#[derive(Debug)]
enum Source {
    /// Of a law.
    Law(Distribution),
    /// Of a common cause after learning.
    Learning(Box<Learning>),
}

impl Source {
    /// The quantile of a probability.
    fn quantile(&self, level: Probability) -> f64 {
        match (self, level) {
            (Source::Law(law), Below(p)) => law.quantile(p),
            (Source::Law(law), Above(q)) => law.quantile_upper(q),
            (Source::Learning(learning), Below(p)) => learning.quantile(p),
            (Source::Learning(learning), Above(q)) => learning.upper_quantile(q),
        }
    }

    /// The quantiles of probabilities near one.
    fn near(&self, start: Probability) -> Box<dyn Fn(Probability) -> f64 + '_> {
        match self {
            Source::Law(law) => Box::new(law.quantiles_near(start)),
            Source::Learning(_) => Box::new(|level| self.quantile(level)),
        }
    }
}

impl Transform {
    /// The transform of a law whose draws are clamped to `range`.
    pub fn of(law: &Distribution, range: (f64, f64)) -> Self {
        if let Some(value) = law.fixed_value() {
            return Transform::Linear { low: value.clamp(range.0, range.1), width: 0.0 };
        }
        match law.closed_form() {
            Some(ClosedForm::Linear { low, width }) => Transform::Linear { low, width },
            Some(ClosedForm::Triangular { min, mode, max }) => Transform::Triangular {
                min,
                below_mode: (mode - min) / (max - min),
                rising: (max - min) * (mode - min),
                falling: (max - min) * (max - mode),
                max,
                swift: SwiftTriangle::new(min, mode, max),
            },
            Some(ClosedForm::PiecewiseLinear { values }) => {
                let swift = SwiftPieces::new(&values).map(Arc::new);
                Transform::PiecewiseLinear(values, swift)
            }
            Some(ClosedForm::Steps { upper, values }) => Transform::Steps { upper, values },
            None => Transform::of_table(Arc::new(Table::of_law(law)), range),
        }
    }

    /// The transform of a table, clamped to a range.
    pub fn of_table(table: Arc<Table>, range: (f64, f64)) -> Self {
        let swift = table.swift(range).map(Arc::new);
        Transform::Table(table, swift, range)
    }

    /// Asks for what the values of words need, because they will be wanted soon.
    #[inline(always)]
    pub fn prefetch(&self) {
        if let Transform::Table(_, Some(swift), _) = self {
            prefetch(&**swift);
        }
    }

    /// The values of words. `tau` is scratch.
    #[inline(always)]
    pub fn values_of_words(&self, level: Level, words: &Words, tau: &mut Lanes, values: &mut Lanes) {
        match self {
            Transform::Triangular { swift: Some(swift), .. } => swift.values(words, values),
            Transform::Linear { low, width } => {
                for lane in 0..LANES {
                    values[lane] = low + width * uniform_of(words.0[lane]);
                }
            }
            Transform::Table(table, Some(swift), range) => {
                let mut far = Far::new();
                swift.values(level, words, values, &mut far);
                for lane in far.lanes() {
                    values[lane] = table.value_of_tail(tail(words.0[lane])).max(range.0).min(range.1);
                }
            }
            Transform::PiecewiseLinear(_, Some(swift)) => {
                for lane in 0..LANES {
                    values[lane] = uniform_of(words.0[lane]);
                }
                swift.values(level, values);
            }
            _ => {
                tails(words, tau);
                self.values(tau, values);
            }
        }
    }

    /// The values at signed tails `tau`, which may be smaller than those of words.
    #[inline(always)]
    pub fn values_of_tails(&self, level: Level, tau: &Lanes, values: &mut Lanes) {
        match self {
            Transform::Table(table, Some(swift), range) => {
                let mut far = Far::new();
                swift.values_of_tails(level, tau, values, &mut far);
                for lane in far.lanes() {
                    values[lane] = table.value_of_tail(tau[lane]).max(range.0).min(range.1);
                }
            }
            Transform::PiecewiseLinear(_, Some(swift)) => {
                for lane in 0..LANES {
                    values[lane] = uniform(tau[lane]);
                }
                swift.values(level, values);
            }
            _ => self.values(tau, values),
        }
    }

    /// The values at signed tails `tau`.
    #[inline(always)]
    pub fn values(&self, tau: &Lanes, values: &mut Lanes) {
        match self {
            Transform::Linear { low, width } => {
                for lane in 0..LANES {
                    values[lane] = low + width * uniform(tau[lane]);
                }
            }
            Transform::Triangular { min, below_mode, rising, falling, max, .. } => {
                for lane in 0..LANES {
                    let t = tau[lane];
                    let u = uniform(t);
                    let left = min + (rising * u).sqrt();
                    let right = max - (falling * uniform(-t)).sqrt();
                    values[lane] = if u < *below_mode { left } else { right };
                }
            }
            Transform::PiecewiseLinear(nodes, _) => piecewise_linear(nodes, tau, values),
            Transform::Steps { upper, values: outcomes } => steps(upper, outcomes, tau, values),
            Transform::Table(table, _, range) => table.values(*range, tau, values),
        }
    }
}

/// The whole part of a number from 0 to 2^31, by the last bits of its sum with 2^52.
#[inline(always)]
fn whole_part(x: f64) -> usize {
    const SHIFT: f64 = 4_503_599_627_370_496.0;
    let nearest = x + SHIFT;
    let back = nearest - SHIFT;
    let bits = nearest.to_bits() & 0x7FFF_FFFF;
    (bits - u64::from(back > x)) as usize
}

/// The uniform of a signed tail; of `-tau`, one minus it.
#[inline(always)]
fn uniform(tau: f64) -> f64 {
    if tau > 0.0 { tau } else { 1.0 + tau }
}

/// The signed tails of words: exact.
#[inline(always)]
pub fn tails(words: &Words, tau: &mut Lanes) {
    for lane in 0..LANES {
        tau[lane] = tail(words.0[lane]);
    }
}

/// The signed tail of a word: exact.
#[inline(always)]
fn tail(word: u32) -> f64 {
    let u = uniform_of(word);
    if u < 0.5 { u } else { u - 1.0 }
}

/// The uniform of a word: exact.
#[inline(always)]
fn uniform_of(word: u32) -> f64 {
    (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// A triangular law of words, by one square root in single precision: exact to 1e-7 of the distance from an end.
#[derive(Clone, Debug)]
pub struct SwiftTriangle {
    min: f64,
    max: f64,
    /// The first word right of the mode.
    mode: u32,
    /// Squares of distances from an end in values over distances in words, left of the mode and right of it.
    rising: f32,
    falling: f32,
}

impl SwiftTriangle {
    /// `None` where the mode lies so near to an end that single precision would be too little for its small
    /// probabilities.
    fn new(min: f64, mode: f64, max: f64) -> Option<Self> {
        const WORDS: f64 = 4_294_967_296.0;
        let below_mode = (mode - min) / (max - min);
        let rising = (max - min) * (mode - min);
        let falling = (max - min) * (max - mode);
        (below_mode > 0.01 && below_mode < 0.99).then_some(SwiftTriangle {
            min,
            max,
            mode: (below_mode * WORDS) as u32,
            rising: (rising / WORDS) as f32,
            falling: (falling / WORDS) as f32,
        })
    }

    #[inline(always)]
    fn values(&self, words: &Words, values: &mut Lanes) {
        for lane in 0..LANES {
            let word = words.0[lane];
            // All ones right of the mode. Choosing by masks leaves one square root, where branches would make two.
            let right = 0u32.wrapping_sub(u32::from(word >= self.mode));
            let factor = f32::from_bits((self.rising.to_bits() & !right) | (self.falling.to_bits() & right));
            let reach = (((word ^ right) as f32 + 0.5) * factor).sqrt();
            let from_end = f32::from_bits(reach.to_bits() | (right & (1 << 31)));
            let far = u64::from(right) | (u64::from(right) << 32);
            let end = f64::from_bits((self.min.to_bits() & !far) | (self.max.to_bits() & far));
            values[lane] = end + f64::from(from_end);
        }
    }
}

#[inline(always)]
fn piecewise_linear(nodes: &[f64], tau: &Lanes, values: &mut Lanes) {
    let pieces = (nodes.len() - 1) as f64;
    let last = nodes.len() - 2;
    for lane in 0..LANES {
        let place = pieces * uniform(tau[lane]);
        let piece = whole_part(place).min(last);
        let (left, right) = (nodes[piece], nodes[piece + 1]);
        values[lane] = left + (place - f64::from(piece as u32)) * (right - left);
    }
}

#[inline(always)]
fn steps(upper: &[f64], outcomes: &[f64], tau: &Lanes, values: &mut Lanes) {
    for lane in 0..LANES {
        let u = uniform(tau[lane]);
        let outcome = upper.partition_point(|&end| end < u);
        values[lane] = outcomes[outcome.min(outcomes.len() - 1)];
    }
}

impl Table {
    /// The table of a law.
    pub fn of_law(law: &Distribution) -> Self {
        Table::new(Source::Law(law.clone()), &law.kinks(), OCTAVES)
    }

    /// The table of a common cause's density after learning.
    pub fn of_learning(learning: &Learning) -> Self {
        Table::new(Source::Learning(Box::new(learning.clone())), &[], OCTAVES)
    }

    /// The table of the standard normal law, from which scores may be drawn however far out in a tail.
    pub fn of_score() -> Self {
        let law = Distribution::normal(0.0, 1.0).expect("there is a standard normal law");
        Table::new(Source::Law(law), &[], ALL_OCTAVES)
    }

    /// The table of a quantile function that is smooth but at `kinks`, of as many octaves on each side.
    fn new(source: Source, kinks: &[f64], octaves: usize) -> Self {
        let mut ends = vec![0.0];
        ends.extend(kinks.iter().copied().filter(|kink| *kink > 1e-12 && *kink < 1.0 - 1e-12));
        ends.dedup_by(|b, a| *b - *a < 1e-12);
        ends.push(1.0);
        let segments = 2 * octaves;
        let polynomials = (0..2 * (ends.len() - 1) * segments).map(|_| OnceLock::new()).collect();
        let edges = (0..2 * (ends.len() - 1)).map(|_| OnceLock::new()).collect();
        Table { source, ends, segments, polynomials, edges }
    }

    /// The swift table of the same function, where it is one panel that does not reach far out.
    fn swift(&self, range: (f64, f64)) -> Option<SwiftTable> {
        if self.ends.len() > 2 {
            return None;
        }
        SwiftTable::new(|start| self.source.near(start), range)
    }

    /// The quantile function at a distance, relative to the panel, from the end of a side.
    fn at(&self, side: usize, distance: f64) -> f64 {
        self.source.quantile(self.level(side, distance))
    }

    /// The probability at a distance, relative to the panel, from the end of a side.
    fn level(&self, side: usize, distance: f64) -> Probability {
        let (low, high) = (self.ends[side / 2], self.ends[side / 2 + 1]);
        let reach = distance * (high - low);
        match side % 2 {
            0 if low + reach < 0.5 || high < 1.0 => Below(low + reach),
            0 => Above(1.0 - low - reach),
            _ if high == 1.0 => Above(reach),
            _ => Below(high - reach),
        }
    }

    #[inline(always)]
    fn values(&self, range: (f64, f64), tau: &Lanes, values: &mut Lanes) {
        if self.ends.len() == 2 {
            for lane in 0..LANES {
                values[lane] = self.value_of_tail(tau[lane]).max(range.0).min(range.1);
            }
        } else {
            for lane in 0..LANES {
                values[lane] = self.value_in_panels(tau[lane]).max(range.0).min(range.1);
            }
        }
    }

    /// The value at a signed tail, where there is one panel.
    #[inline(always)]
    fn value_of_tail(&self, tau: f64) -> f64 {
        self.value((tau.to_bits() >> 63) as usize, tau.abs())
    }

    #[inline(always)]
    fn value_in_panels(&self, tau: f64) -> f64 {
        let u = uniform(tau);
        let mut panel = 0;
        for end in &self.ends[1..self.ends.len() - 1] {
            panel += usize::from(u > *end);
        }
        let (low, high) = (self.ends[panel], self.ends[panel + 1]);
        let from_top = if high == 1.0 { uniform(-tau) } else { high - u };
        let width = high - low;
        let from_low = (u - low) / width;
        if from_low < 0.5 { self.value(2 * panel, from_low) } else { self.value(2 * panel + 1, from_top / width) }
    }

    /// The polynomial of a panel's side at a distance from its end, both relative to the panel.
    #[inline(always)]
    fn value(&self, side: usize, from_end: f64) -> f64 {
        let bits = from_end.min(BELOW_HALF).to_bits();
        let segment = (TOP - (bits >> SHIFT)).min(self.segments as u64 - 1) as usize;
        let x = f64::from_bits((bits & MANTISSA) | ONE) - 1.25;
        let polynomial = self.polynomials[side * self.segments + segment].get_or_init(|| self.fit(side, segment));
        match polynomial {
            Some(c) => c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * c[5])))),
            None => self.at(side, from_end),
        }
    }

    /// The polynomial of a segment, if its ranks are good enough everywhere.
    fn fit(&self, side: usize, segment: usize) -> Option<[f64; TERMS]> {
        let near = self.source.near(self.level(side, distance(segment, 0.0)));
        let polynomial = interpolate(|x| near(self.level(side, distance(segment, x))));
        let edge = *self.edges[side].get_or_init(|| self.at(side, f64::MIN_POSITIVE));
        let is_good = |x: f64| {
            let from_end = distance(segment, x);
            let exact = near(self.level(side, from_end));
            let off = (value_of(&polynomial, x) - exact).abs();
            // A value beyond the end of the law has no rank at all, however gentle the slope.
            if edge.is_finite() && off > 0.1 * (exact - edge).abs() {
                return false;
            }
            let width = self.ends[side / 2 + 1] - self.ends[side / 2];
            let rank_error = off / slope_of(&polynomial, x).abs() * octave_of(segment) * width;
            let below = self.ends[side / 2] + from_end * width;
            let from_nearer_end =
                if side.is_multiple_of(2) { below } else { 1.0 - self.ends[side / 2 + 1] + from_end * width };
            let from_nearer_end = from_nearer_end.min(1.0 - from_nearer_end);
            off == 0.0 || rank_error <= RANK_ERROR * libm::sqrt(from_nearer_end / LARGEST_RUN)
        };
        // Between the points of interpolation, where the error is largest, and at both ends.
        [-0.25, -0.2, -0.125, 0.0, 0.125, 0.2, 0.249].into_iter().all(is_good).then_some(polynomial)
    }
}

/// The largest error of a rank, in units of the Monte Carlo error of the largest run there is.
const RANK_ERROR: f64 = 0.05;
const LARGEST_RUN: f64 = 1e9;

fn value_of(c: &[f64; TERMS], x: f64) -> f64 {
    c.iter().rev().fold(0.0, |sum, term| term + x * sum)
}

fn slope_of(c: &[f64; TERMS], x: f64) -> f64 {
    (1..TERMS).rev().fold(0.0, |sum, power| power as f64 * c[power] + x * sum)
}

/// The length of the octave that a segment is half of, relative to its panel.
fn octave_of(segment: usize) -> f64 {
    f64::from_bits(((TOP - segment as u64) << SHIFT) & 0x7FF0_0000_0000_0000)
}

const MANTISSA: u64 = (1 << SHIFT) - 1;
const ONE: u64 = 0x3FF0_0000_0000_0000;

/// The distance from a panel's end at offset `x` (-1/4 to 1/4) of a segment.
fn distance(segment: usize, x: f64) -> f64 {
    let half_octave = TOP - segment as u64;
    let start = f64::from_bits(half_octave << SHIFT);
    start + octave_of(segment) * (x + 0.25)
}

/// The polynomial, in powers of `x`, through `value` at the Chebyshev points of -1/4 to 1/4.
pub(super) fn interpolate(value: impl Fn(f64) -> f64) -> [f64; TERMS] {
    interpolate_between(-0.25, 0.25, value)
}

/// The polynomial, in powers of `x`, through `value` at the Chebyshev points of an interval.
pub(super) fn interpolate_between(from: f64, to: f64, value: impl Fn(f64) -> f64) -> [f64; TERMS] {
    let mut nodes = [0.0; TERMS];
    let mut differences = [0.0; TERMS];
    for term in 0..TERMS {
        let angle = core::f64::consts::PI * (2 * term + 1) as f64 / (2 * TERMS) as f64;
        nodes[term] = 0.5 * (from + to) + 0.5 * (to - from) * libm::cos(angle);
        differences[term] = value(nodes[term]);
    }
    for order in 1..TERMS {
        for term in (order..TERMS).rev() {
            differences[term] = (differences[term] - differences[term - 1]) / (nodes[term] - nodes[term - order]);
        }
    }
    powers(&nodes, &differences)
}

/// Newton's form multiplied out.
fn powers(nodes: &[f64; TERMS], differences: &[f64; TERMS]) -> [f64; TERMS] {
    let mut polynomial = [0.0; TERMS];
    for term in (0..TERMS).rev() {
        for power in (1..TERMS).rev() {
            polynomial[power] = polynomial[power - 1] - nodes[term] * polynomial[power];
        }
        polynomial[0] = differences[term] - nodes[term] * polynomial[0];
    }
    polynomial
}

/// Normal scores to signed tails: the distribution function, to a relative error of 1e-9 in both tails.
#[derive(Debug)]
pub struct NormalTails {
    swift: SwiftScores,
    /// As many cells as a place can name, so that none lies outside.
    coefficients: Box<[[f64; STRIDE]; CELLS]>,
}

/// Scores beyond this lie in tails of less than 1e-300 and are kept at it.
const FURTHEST: f64 = 37.0;
const CELLS_PER_UNIT: f64 = 8.0;
const CELLS: usize = 512;

impl Default for NormalTails {
    fn default() -> Self {
        NormalTails::new()
    }
}

impl NormalTails {
    /// The table.
    pub fn new() -> Self {
        let mut coefficients = Box::new([[0.0; STRIDE]; CELLS]);
        for cell in 0..=(FURTHEST * CELLS_PER_UNIT) as usize {
            let tail = |x: f64| normal::upper_tail((cell as f64 + 0.5 + 2.0 * x) / CELLS_PER_UNIT);
            coefficients[cell][..TERMS].copy_from_slice(&interpolate(tail));
        }
        NormalTails { swift: SwiftScores::new(), coefficients }
    }

    /// The probability above `z`, for `z >= 0`.
    #[inline(always)]
    pub fn above(&self, z: f64) -> f64 {
        let place = if z < FURTHEST { z } else { FURTHEST } * CELLS_PER_UNIT;
        let cell = whole_part(place);
        let x = (place - f64::from(cell as u32) - 0.5) * 0.5;
        let c = &self.coefficients[cell % CELLS];
        c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * c[5]))))
    }

    /// The words of scores: their uniforms to 32 bits.
    #[inline(always)]
    pub fn words(&self, level: Level, scores: &Lanes, words: &mut Words) {
        let mut far = Far::new();
        self.swift.words(level, scores, words, &mut far);
        for lane in far.lanes() {
            let z = scores[lane];
            let distance = (4_294_967_296.0 * self.above(z.abs())) as u32;
            words.0[lane] = if z < 0.0 { distance } else { !distance };
        }
    }

    /// Narrows uniforms, given as signed tails, so that the scores `mean + weight own`, of whose own parts they are the
    /// uniforms, lie between `low` and `high` (section 8).
    #[inline(always)]
    pub fn narrow(&self, level: Level, mean: &Lanes, (weight, low, high): (f64, f64, f64), tau: &mut Lanes) {
        let (mut above_low, mut above_high) = (Lanes::all(1.0), Lanes::all(0.0));
        if low > f64::NEG_INFINITY {
            self.above_bound(level, mean, (weight, low), &mut above_low);
        }
        if high < f64::INFINITY {
            self.above_bound(level, mean, (weight, high), &mut above_high);
        }
        for lane in 0..LANES {
            let upper = (above_high[lane] + uniform(-tau[lane]) * (above_low[lane] - above_high[lane])).max(1e-300);
            tau[lane] = if upper < 0.5 { -upper } else { 1.0 - upper };
        }
    }

    /// The probability that `mean + weight own` lies above a bound.
    #[inline(always)]
    fn above_bound(&self, level: Level, mean: &Lanes, (weight, bound): (f64, f64), above: &mut Lanes) {
        let weight = weight.max(1e-9);
        let mut score = Lanes::all(0.0);
        for lane in 0..LANES {
            score[lane] = (bound - mean[lane]) / weight;
        }
        self.tails(level, &score, above);
        for lane in 0..LANES {
            above[lane] = uniform(-above[lane]);
        }
    }

    /// The signed tails of scores, however far out.
    #[inline(always)]
    pub fn tails(&self, level: Level, scores: &Lanes, tau: &mut Lanes) {
        let mut far = Far::new();
        self.swift.tails(level, scores, tau, &mut far);
        for lane in far.lanes() {
            let z = scores[lane];
            let tail = self.above(z.abs());
            tau[lane] = if z < 0.0 { tail } else { -tail };
        }
    }
}
