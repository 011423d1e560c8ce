//! What is kept of the trials: counts in bins, sums, and, for exact quantiles, the values around them.
//!
//! The first trials of a run are the pilot: they are kept, and fix for each row where its values lie. All trials
//! are then counted in 3,072 bins whose ends do not move; values that occur again and again (zero, above all) are
//! atoms with counts of their own; what lies outside the pilot's range is counted by the logarithm of its distance.
//! Memory does not depend on the number of trials.
//!
//! Up to some number of trials quantiles are exact: values in the bins that will all but surely hold the wanted ranks are
//! kept while they are counted, and a second run over the same trials picks what is missing.

mod atoms;
mod bins;
mod counter;
mod edges;
mod kept;
mod replicate;
mod sums;
mod tally;
mod zones;

pub use bins::{Bins, PLACES};
pub use counter::{BYTES_OF_ROW, Counter, NARROW, pick, pick_of_row, sums_of};
pub use kept::Kept;
pub use replicate::Replicate;
pub use sums::{RowSums, Sums};
pub use tally::{Tally, Wanted, reach, sort};
