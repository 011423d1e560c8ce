//! Counts of the trials that one thread computes, and the values that quantiles need.

use super::super::instructions::{Level, at_each_level_fn};
use super::super::lanes::{LANES, Lanes};
use super::bins::{BLANK, Bins, PLACES};
use super::sums::{Columns, sum, sum_all};
use super::tally::Wanted;

/// How many chunks' places are gathered before they are counted: a row's counts stay close at hand meanwhile.
const GATHERED: usize = 32;
/// Narrow counts are widened before so many trials could have made one overflow.
const NARROW: usize = 65_535 / (GATHERED * LANES) * (GATHERED * LANES);
/// Narrow counts of a row: a power of two, so that no place can lie outside.
const NARROW_PLACES: usize = PLACES.next_power_of_two();

/// What a row of a [`Counter`] takes, bytes.
pub const BYTES_OF_ROW: usize = 2 * NARROW_PLACES + 4 * PLACES + 2 * GATHERED * LANES;

/// Counts rows over the trials that one thread computes.
#[derive(Debug)]
pub struct Counter<'a> {
    level: Level,
    bins: &'a [Bins],
    /// By row: its latest counts.
    narrow: Vec<[u16; NARROW_PLACES]>,
    /// Trials in them.
    narrow_trials: usize,
    /// By row: its counts before those.
    counts: Vec<[u32; PLACES]>,
    /// By row: places that have not been counted yet.
    gathered: Vec<[u16; GATHERED * LANES]>,
    /// How many of them there are.
    waiting: usize,
    /// By row: whether its values are counted.
    is_counted: Vec<bool>,
}

impl<'a> Counter<'a> {
    /// Nothing counted.
    pub fn new(level: Level, bins: &'a [Bins]) -> Self {
        Counter {
            level,
            bins,
            narrow: vec![[0; NARROW_PLACES]; bins.len()],
            narrow_trials: 0,
            counts: vec![[0; PLACES]; bins.len()],
            gathered: vec![[0; GATHERED * LANES]; bins.len()],
            waiting: 0,
            is_counted: vec![false; bins.len()],
        }
    }

    /// Takes a row's values of the next `trials` trials, a chunk at most, and adds them to `sums`.
    pub fn take(&mut self, row: usize, values: &Lanes, trials: usize, sums: &mut Columns) {
        self.is_counted[row] = true;
        let places = &mut self.gathered[row][self.waiting..].first_chunk_mut().expect("there is room for a chunk");
        place_and_sum(self.level, &self.bins[row], values, trials, places, sums);
    }

    /// Adds a row's values to `sums` without counting them, for rows of which the mean alone is wanted.
    pub fn sum(&self, row: usize, values: &Lanes, trials: usize, sums: &mut Columns) {
        sum_row(self.level, &self.bins[row], values, trials, sums);
    }

    /// To be called when all rows have taken a chunk.
    pub fn close_chunk(&mut self, trials: usize) {
        self.waiting += trials;
        if self.waiting + LANES > GATHERED * LANES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let rows = self.narrow.iter_mut().zip(&self.gathered).zip(&self.is_counted);
        for ((narrow, gathered), _) in rows.filter(|(_, is_counted)| **is_counted) {
            for &place in &gathered[..self.waiting] {
                narrow[usize::from(place) % NARROW_PLACES] += 1;
            }
        }
        self.narrow_trials += self.waiting;
        self.waiting = 0;
        if self.narrow_trials >= NARROW {
            self.widen();
        }
    }

    fn widen(&mut self) {
        for (counts, narrow) in self.counts.iter_mut().zip(&mut self.narrow) {
            counts.iter_mut().zip(narrow.iter()).for_each(|(wide, count)| *wide += u32::from(*count));
            narrow.fill(0);
        }
        self.narrow_trials = 0;
    }

    /// To be called before the counts of single rows are asked for.
    pub fn close(&mut self) {
        self.flush();
        self.widen();
    }

    /// Adds what was counted of a row to `sum`.
    pub fn add_row_to(&self, row: usize, sum: &mut [u64]) {
        sum.iter_mut().zip(&self.counts[row]).for_each(|(sum, own)| *sum += u64::from(*own));
    }
}

at_each_level_fn! {
    fn sum_row(bins: &Bins, values: &Lanes, trials: usize, sums: &mut Columns) = sum_row_at_level;
    fn place_and_sum(bins: &Bins, values: &Lanes, trials: usize, places: &mut [u16; LANES], sums: &mut Columns)
        = place_and_sum_at_level;
    fn pick(bins: &Bins, wanted: &Wanted, values: &Lanes, trials: usize, picked: &mut [Vec<f64>]) = pick_at_level;
}

#[inline(always)]
fn sum_row_at_level(bins: &Bins, values: &Lanes, trials: usize, sums: &mut Columns) {
    let blanks = values.iter().fold(false, |any, value| any | value.is_nan());
    if trials == LANES && !blanks {
        sum_all(bins, values, sums);
    } else {
        sum(bins, values, trials, sums);
    }
}

#[inline(always)]
fn place_and_sum_at_level(bins: &Bins, values: &Lanes, trials: usize, places: &mut [u16; LANES], sums: &mut Columns) {
    let within = bins.places(values, places);
    if trials == LANES && (within || !places.contains(&(BLANK as u16))) {
        sum_all(bins, values, sums);
    } else {
        sum(bins, values, trials, sums);
    }
}

/// Picks the values of a chunk that lie in wanted places.
#[inline(always)]
fn pick_at_level(bins: &Bins, wanted: &Wanted, values: &Lanes, trials: usize, picked: &mut [Vec<f64>]) {
    let mut places = [0u16; LANES];
    bins.places(values, &mut places);
    for lane in 0..trials {
        let which = wanted.which[places[lane] as usize];
        if which != u8::MAX {
            picked[which as usize].push(values[lane]);
        }
    }
}
