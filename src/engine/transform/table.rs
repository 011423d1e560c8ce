//! Quantile functions as tables of polynomials in double precision.
//!
//! A table splits (0, 1) at the law's kinks into panels and each panel, from both its ends inwards, into half-octaves:
//! intervals that end at `1` and `1.5` times powers of two of the distance from the end. Quantile functions behave like
//! powers or logarithms of that distance there, so a polynomial of degree five is as good in the tails as in the middle.

use super::super::lanes::{LANES, Lanes};
use super::polynomial::{TERMS, interpolate, slope_of, value_of};
use super::register_table::RegisterTable;
use super::uniform;
use crate::distribution::Distribution;
use crate::distribution::Probability::{self, Above, Below};
use crate::plan::Learning;
use std::sync::{Arc, OnceLock};

/// The largest `tau` of a lower and the least of an upper tail, in absolute value just below one half.
const BELOW_HALF: f64 = 0.499_999_999_999_999_94;
/// Octaves from either end of a panel: words reach down to 2^-33, scores a little further.
const OCTAVES: usize = 44;
/// Octaves of scores that are drawn from far out in a tail, as far as numbers go.
const ALL_OCTAVES: usize = 1020;
/// `bits >> SHIFT` of a number is its half-octave.
const SHIFT: u32 = 51;
/// The half-octave that begins at one quarter: the last below one half.
const TOP: u64 = (0.375_f64.to_bits()) >> SHIFT;
const MANTISSA: u64 = (1 << SHIFT) - 1;
const ONE: u64 = 0x3FF0_0000_0000_0000;

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
    Learning(Arc<Learning>),
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

impl Table {
    /// The table of a law.
    pub fn of_law(law: &Distribution) -> Self {
        Table::new(Source::Law(law.clone()), &law.kinks(), OCTAVES)
    }

    /// The table of a common cause's density after learning.
    pub fn of_learning(learning: Arc<Learning>) -> Self {
        Table::new(Source::Learning(learning), &[], OCTAVES)
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

    /// The register table of the same function, where it is one panel and smooth enough.
    pub(super) fn in_registers(&self, range: (f64, f64)) -> Option<RegisterTable> {
        if self.ends.len() > 2 {
            return None;
        }
        RegisterTable::new(|start| self.source.near(start), range)
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

    /// The values at signed tails, clamped to a range.
    #[inline(always)]
    pub(super) fn values(&self, range: (f64, f64), tau: &Lanes, values: &mut Lanes) {
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
    pub(super) fn value_of_tail(&self, tau: f64) -> f64 {
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
            Some(polynomial) => value_of(polynomial, x),
            None => self.at(side, from_end),
        }
    }

    /// The polynomial of a segment, if its ranks are good enough everywhere.
    fn fit(&self, side: usize, segment: usize) -> Option<[f64; TERMS]> {
        let near = self.source.near(self.level(side, distance(segment, 0.0)));
        let polynomial = interpolate(-0.25, 0.25, |x| near(self.level(side, distance(segment, x))));
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

/// The length of the octave that a segment is half of, relative to its panel.
fn octave_of(segment: usize) -> f64 {
    f64::from_bits(((TOP - segment as u64) << SHIFT) & 0x7FF0_0000_0000_0000)
}

/// The distance from a panel's end at offset `x` (-1/4 to 1/4) of a segment.
fn distance(segment: usize, x: f64) -> f64 {
    let half_octave = TOP - segment as u64;
    let start = f64::from_bits(half_octave << SHIFT);
    start + octave_of(segment) * (x + 0.25)
}
