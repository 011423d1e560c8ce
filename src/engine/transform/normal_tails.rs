//! Normal scores to tails: the normal distribution function.

use super::super::instructions::Level;
use super::super::lanes::{LANES, Lanes, Words};
use super::polynomial::{TERMS, interpolate, value_of};
use super::register_table::RegisterScores;
use super::uniform;
use crate::distribution::normal;

/// Normal scores to signed tails: the distribution function, to a relative error of 1e-9 in both tails.
#[derive(Debug)]
pub struct NormalTails {
    registers: RegisterScores,
    /// As many cells as a place can name, so that none lies outside.
    coefficients: Box<[[f64; STRIDE]; CELLS]>,
}

/// Scores beyond this lie in tails of less than 1e-300 and are kept at it.
const FURTHEST: f64 = 37.0;
const CELLS_PER_UNIT: f64 = 8.0;
const CELLS: usize = 512;
/// A cell takes one cache line.
const STRIDE: usize = 8;

/// Where scores `mean + weight own` lie.
#[derive(Clone, Copy, Debug)]
pub struct Narrowing {
    /// Of the own part.
    pub weight: f64,
    /// The least score; it may be infinite.
    pub low: f64,
    /// The greatest.
    pub high: f64,
}

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
            coefficients[cell][..TERMS].copy_from_slice(&interpolate(-0.25, 0.25, tail));
        }
        NormalTails { registers: RegisterScores::new(), coefficients }
    }

    /// The probability above `z`, for `z >= 0`.
    #[inline(always)]
    pub fn above(&self, z: f64) -> f64 {
        let place = if z < FURTHEST { z } else { FURTHEST } * CELLS_PER_UNIT;
        let cell = place as usize;
        let x = (place - cell as f64 - 0.5) * 0.5;
        let (coefficients, _) = self.coefficients[cell % CELLS].split_first_chunk().expect("a cell has room for them");
        value_of(coefficients, x)
    }

    /// The words of scores: their uniforms to 32 bits.
    #[inline(always)]
    pub fn words(&self, level: Level, scores: &Lanes, words: &mut Words) {
        for lane in self.registers.words(level, scores, words).lanes() {
            let z = scores[lane];
            let distance = (4_294_967_296.0 * self.above(z.abs())) as u32;
            words.0[lane] = if z < 0.0 { distance } else { !distance };
        }
    }

    /// Narrows uniforms, given as signed tails, so that the scores `mean + weight own`, of whose own parts they are the
    /// uniforms, lie within bounds (section 8).
    #[inline(always)]
    pub fn narrow(&self, level: Level, mean: &Lanes, to: Narrowing, tau: &mut Lanes) {
        let Narrowing { weight, low, high } = to;
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
        for lane in self.registers.tails(level, scores, tau).lanes() {
            let z = scores[lane];
            let tail = self.above(z.abs());
            tau[lane] = if z < 0.0 { tail } else { -tail };
        }
    }
}
