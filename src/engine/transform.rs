//! From a uniform to a value: closed forms where a law has one, tables of polynomials elsewhere.
//!
//! A uniform `u` is carried as its signed tail `tau`: `u` itself below one half, `u - 1` above, so that both
//! ends keep their digits. A table splits (0, 1) at the law's kinks into panels and each panel, from both its
//! ends inwards, into half-octaves: intervals that end at `1` and `1.5` times powers of two of the distance
//! from the end. Quantile functions behave like powers or logarithms of that distance there, so a polynomial of
//! degree five is as good in the tails as in the middle.

use super::lanes::{LANES, Lanes, Words};
use crate::distribution::{ClosedForm, Distribution};
use crate::plan::Learning;
use std::sync::Arc;

/// The largest `tau` of a lower and the least of an upper tail, in absolute value just below one half.
const BELOW_HALF: f64 = 0.499_999_999_999_999_94;
/// Octaves from either end of a panel: words reach down to 2^-33, scores a little further.
const OCTAVES: usize = 44;
const SEGMENTS: usize = 2 * OCTAVES;
/// Coefficients of a segment's polynomial.
const TERMS: usize = 6;
/// A segment takes one cache line.
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
    },
    /// Equally likely pieces between sorted values.
    PiecewiseLinear(Arc<[f64]>),
    /// Values with the cumulative probabilities at which they end.
    Steps {
        /// Ends, ascending; the last is one.
        upper: Arc<[f64]>,
        /// Values, ascending.
        values: Arc<[f64]>,
    },
    /// A table of polynomials, clamped to a range.
    Table(Arc<Table>, (f64, f64)),
}

/// Polynomials of a quantile function.
#[derive(Debug)]
pub struct Table {
    /// Ends of the panels, ascending, from 0 to 1.
    ends: Vec<f64>,
    /// For each panel, its lower and upper side, and their segments.
    coefficients: Vec<f64>,
}

impl Transform {
    /// The transform of a law whose draws are clamped to `range`.
    pub fn of(law: &Distribution, range: (f64, f64), table: impl FnOnce() -> Arc<Table>) -> Self {
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
            },
            Some(ClosedForm::PiecewiseLinear { values }) => Transform::PiecewiseLinear(values),
            Some(ClosedForm::Steps { upper, values }) => Transform::Steps { upper, values },
            None => Transform::Table(table(), range),
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
            Transform::Triangular { min, below_mode, rising, falling, max } => {
                for lane in 0..LANES {
                    let t = tau[lane];
                    let u = uniform(t);
                    let left = min + (rising * u).sqrt();
                    let right = max - (falling * uniform(-t)).sqrt();
                    values[lane] = if u < *below_mode { left } else { right };
                }
            }
            Transform::PiecewiseLinear(nodes) => piecewise_linear(nodes, tau, values),
            Transform::Steps { upper, values: outcomes } => steps(upper, outcomes, tau, values),
            Transform::Table(table, range) => table.values(*range, tau, values),
        }
    }
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
        let u = (f64::from(words.0[lane]) + 0.5) * (1.0 / 4_294_967_296.0);
        tau[lane] = if u < 0.5 { u } else { u - 1.0 };
    }
}

#[inline(always)]
fn piecewise_linear(nodes: &[f64], tau: &Lanes, values: &mut Lanes) {
    let pieces = (nodes.len() - 1) as f64;
    for lane in 0..LANES {
        let place = pieces * uniform(tau[lane]);
        let piece = (place as usize).min(nodes.len() - 2);
        let (left, right) = (nodes[piece], nodes[piece + 1]);
        values[lane] = left + (place - piece as f64) * (right - left);
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
        Table::new(&law.kinks(), |p| law.quantile(p), |q| law.quantile_upper(q))
    }

    /// The table of a common cause's density after learning.
    pub fn of_learning(learning: &Learning) -> Self {
        Table::new(&[], |p| learning.quantile(p), |q| learning.upper_quantile(q))
    }

    /// The table of a quantile function that is smooth but at `kinks`: given by probability from below and from above.
    pub fn new(kinks: &[f64], lower: impl Fn(f64) -> f64, upper: impl Fn(f64) -> f64) -> Self {
        let mut ends = vec![0.0];
        ends.extend(kinks.iter().copied().filter(|kink| *kink > 1e-12 && *kink < 1.0 - 1e-12));
        ends.dedup_by(|b, a| *b - *a < 1e-12);
        ends.push(1.0);
        let mut table = Table { ends, coefficients: Vec::new() };
        let at = |panel: usize, from_top: bool, distance: f64, table: &Table| {
            let (low, high) = (table.ends[panel], table.ends[panel + 1]);
            let reach = distance * (high - low);
            match from_top {
                false if low + reach < 0.5 || high < 1.0 => lower(low + reach),
                false => upper(1.0 - low - reach),
                true if high == 1.0 => upper(reach),
                true => lower(high - reach),
            }
        };
        for panel in 0..table.ends.len() - 1 {
            for from_top in [false, true] {
                for segment in 0..SEGMENTS {
                    let polynomial = interpolate(|x| at(panel, from_top, distance(segment, x), &table));
                    table.coefficients.extend(polynomial);
                    table.coefficients.extend([0.0; STRIDE - TERMS]);
                }
            }
        }
        table
    }

    #[inline(always)]
    fn values(&self, range: (f64, f64), tau: &Lanes, values: &mut Lanes) {
        if self.ends.len() == 2 {
            for lane in 0..LANES {
                let t = tau[lane];
                let side = (t.to_bits() >> 63) as usize;
                values[lane] = self.value(side, t.abs()).max(range.0).min(range.1);
            }
        } else {
            for lane in 0..LANES {
                values[lane] = self.value_in_panels(tau[lane]).max(range.0).min(range.1);
            }
        }
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
    fn value(&self, side: usize, distance: f64) -> f64 {
        let bits = distance.min(BELOW_HALF).to_bits();
        let segment = (TOP - (bits >> SHIFT)).min(SEGMENTS as u64 - 1) as usize;
        let x = f64::from_bits((bits & MANTISSA) | ONE) - 1.25;
        let at = (side * SEGMENTS + segment) * STRIDE;
        let c: &[f64; STRIDE] = self.coefficients[at..at + STRIDE].try_into().expect("a segment has eight places");
        c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * c[5]))))
    }
}

const MANTISSA: u64 = (1 << SHIFT) - 1;
const ONE: u64 = 0x3FF0_0000_0000_0000;

/// The distance from a panel's end at offset `x` (-1/4 to 1/4) of a segment.
fn distance(segment: usize, x: f64) -> f64 {
    let half_octave = TOP - segment as u64;
    let start = f64::from_bits(half_octave << SHIFT);
    let octave = f64::from_bits((half_octave << SHIFT) & 0x7FF0_0000_0000_0000);
    start + octave * (x + 0.25)
}

/// The polynomial, in powers of `x`, through `value` at the Chebyshev points of -1/4 to 1/4.
fn interpolate(value: impl Fn(f64) -> f64) -> [f64; TERMS] {
    let mut nodes = [0.0; TERMS];
    let mut differences = [0.0; TERMS];
    for term in 0..TERMS {
        let angle = core::f64::consts::PI * (2 * term + 1) as f64 / (2 * TERMS) as f64;
        nodes[term] = 0.25 * libm::cos(angle);
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
    coefficients: Vec<[f64; STRIDE]>,
}

/// Scores beyond this lie in tails of 1e-16 and are kept at it.
const FURTHEST: f64 = 8.25;
const CELLS_PER_UNIT: f64 = 8.0;

impl NormalTails {
    /// The table.
    pub fn new() -> Self {
        let cells = (FURTHEST * CELLS_PER_UNIT) as usize + 1;
        let coefficients = (0..cells)
            .map(|cell| {
                let tail = |x: f64| crate::distribution::normal::upper_tail((cell as f64 + 0.5 + 2.0 * x) / CELLS_PER_UNIT);
                let [a, b, c, d, e, f] = interpolate(tail);
                [a, b, c, d, e, f, 0.0, 0.0]
            })
            .collect();
        NormalTails { coefficients }
    }

    /// The probability above `z`, for `z >= 0`.
    #[inline(always)]
    pub fn above(&self, z: f64) -> f64 {
        let place = z.min(FURTHEST) * CELLS_PER_UNIT;
        let cell = (place as usize).min(self.coefficients.len() - 1);
        let x = (place - cell as f64 - 0.5) * 0.5;
        let c = &self.coefficients[cell];
        c[0] + x * (c[1] + x * (c[2] + x * (c[3] + x * (c[4] + x * c[5]))))
    }

    /// The signed tails of scores.
    #[inline(always)]
    pub fn tails(&self, scores: &Lanes, tau: &mut Lanes) {
        for lane in 0..LANES {
            let z = scores[lane];
            let tail = self.above(z.abs());
            tau[lane] = if z < 0.0 { tail } else { -tail };
        }
    }
}
