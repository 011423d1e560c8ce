//! Sums and squares of rows.

use super::super::lanes::{LANES, Lanes};
use super::bins::Bins;

/// Columns that are summed side by side, so that the order of the sum is the same at every level.
const COLUMNS: usize = 8;

/// Sums of a row over some trials, column by column.
#[derive(Clone, Copy, Debug, Default)]
pub struct Columns {
    count: u64,
    sum: [f64; COLUMNS],
    squares: [f64; COLUMNS],
}

impl Columns {
    /// The sums over all columns.
    pub fn total(&self) -> Sums {
        Sums { count: self.count, sum: self.sum.iter().sum(), squares: self.squares.iter().sum() }
    }
}

/// Sums of a row over some trials, relative to the middle of its bins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Trials with a value.
    pub count: u64,
    /// Sum.
    pub sum: f64,
    /// Sum of squares.
    pub squares: f64,
}

impl Sums {
    /// Adds the sums of later trials.
    pub fn add(&mut self, later: &Sums) {
        self.count += later.count;
        self.sum += later.sum;
        self.squares += later.squares;
    }
}

/// Adds all values of a chunk, which all are numbers, column by column.
#[inline(always)]
pub(super) fn sum_all(bins: &Bins, values: &Lanes, sums: &mut Columns) {
    let middle = bins.middle();
    let (mut first, mut second) = ([0.0; 2 * COLUMNS], [0.0; 2 * COLUMNS]);
    for row in values.chunks_exact(2 * COLUMNS) {
        for column in 0..2 * COLUMNS {
            let value = row[column] - middle;
            first[column] += value;
            second[column] += value * value;
        }
    }
    for column in 0..COLUMNS {
        sums.sum[column] += first[column] + first[column + COLUMNS];
        sums.squares[column] += second[column] + second[column + COLUMNS];
    }
    sums.count += LANES as u64;
}

/// Adds those of the first `trials` values of a chunk that are numbers, in the same order.
#[inline(always)]
pub(super) fn sum(bins: &Bins, values: &Lanes, trials: usize, sums: &mut Columns) {
    let mut counted = Lanes::all(bins.middle());
    for lane in 0..trials {
        if !values[lane].is_nan() {
            counted[lane] = values[lane];
            sums.count += 1;
        }
    }
    let count = sums.count;
    sum_all(bins, &counted, sums);
    sums.count = count;
}
