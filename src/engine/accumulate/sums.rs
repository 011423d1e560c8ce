//! Sums and squares of rows.

use super::super::abreast::{Abreast, Columns, Packed, Plain};

/// Sums of all rows over some trials.
#[derive(Clone, Debug)]
pub struct RowSums {
    columns: Vec<Columns>,
    /// By row: trials without a value.
    blanks: Vec<u64>,
    /// Trials that rows with a value in each would have.
    trials: u64,
}

impl RowSums {
    /// Nothing summed yet.
    pub fn new(rows: usize) -> Self {
        RowSums { columns: vec![Columns::default(); rows], blanks: vec![0; rows], trials: 0 }
    }

    /// To be called when all rows have been given so many trials.
    pub fn close_chunk(&mut self, trials: usize) {
        self.trials += trials as u64;
    }

    /// The sums over all columns, by row.
    pub fn totals(&self) -> Vec<Sums> {
        let total = |(columns, blanks): (&Columns, &u64)| {
            let (sums, squares) = columns.0.split_at(4);
            Sums { count: self.trials - blanks, sum: sums.iter().sum(), squares: squares.iter().sum() }
        };
        self.columns.iter().zip(&self.blanks).map(total).collect()
    }

    /// Adds what 32 trials of a row lie above the middle of its bins; of `blanks` of them, which have no value, that is
    /// zero.
    #[inline(always)]
    pub(super) fn add_all<E: Abreast>(&mut self, row: usize, offsets: E, blanks: usize) {
        offsets.add_to_columns(offsets * offsets, &mut self.columns[row]);
        if blanks > 0 {
            self.blanks[row] += blanks as u64;
        }
    }

    /// Adds those of the first `trials` of 32 values of a row that are numbers, in the same order.
    pub(super) fn add(&mut self, row: usize, middle: f64, (values, trials): (&Packed, usize)) {
        let mut offsets = Packed::ZERO;
        let mut blanks = 0;
        for lane in 0..trials {
            if values.0[lane].is_nan() {
                blanks += 1;
            } else {
                offsets.0[lane] = values.0[lane] - middle;
            }
        }
        self.add_all(row, Plain::load(&offsets.0), blanks);
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
