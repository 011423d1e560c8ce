//! Bins between values of the pilot, for rows that no bins of a few widths resolve: most trials in a narrow cluster, and
//! the others far away.

use super::super::abreast::{ABREAST, Packed, WHOLE};
use super::zones::BINS;

/// Room for edges: a power of two, for a search that halves it.
const ROOM: usize = 4096;
/// At most so many edges near the quantiles that are asked for, and so many elsewhere.
const MOST_NEAR: usize = BINS * 5 / 8;
const MOST_FAR: usize = BINS / 4;
/// Around each quantile so many of its standard errors in the pilot have an edge at every value of it.
const DEVIATIONS: f64 = 4.0;

/// The ends of bins, ascending; what is left of the room is infinite.
#[derive(Clone, Debug)]
pub(super) struct Edges(Box<[f64; ROOM]>);

impl Edges {
    /// Edges at `low`, at values of the pilot, which is sorted and lies between, and at `high`: at all of its values near the
    /// quantiles that are asked for, if there is room, and at some elsewhere.
    pub(super) fn from_pilot(sorted: &[f64], (low, high): (f64, f64), asked: &[f64]) -> Self {
        let is_near = |rank: usize| is_near_quantile((rank as f64 + 0.5, sorted.len() as f64), asked);
        let near = (0..sorted.len()).filter(|&rank| is_near(rank)).count();
        let [every_near, every_far] = [near.div_ceil(MOST_NEAR), (sorted.len() - near).div_ceil(MOST_FAR)];
        let mut edges = vec![low];
        for (rank, &value) in sorted.iter().enumerate() {
            let every = if is_near(rank) { every_near } else { every_far };
            if rank % every == 0 && value > edges[edges.len() - 1] {
                edges.push(value);
            }
        }
        edges.push(high);
        edges.resize(ROOM, f64::INFINITY);
        Edges(edges.into_boxed_slice().try_into().expect("there are so many"))
    }

    /// Where a bin begins.
    pub(super) fn edge(&self, bin: usize) -> f64 {
        self.0[bin]
    }

    /// The bins of values, plus 2^52; of those that lie outside or are not numbers, [`BINS`].
    pub(super) fn bins_of(&self, values: &Packed) -> Packed {
        // How many edges do not exceed each value, by halving for all of them at a time, without a branch.
        let mut counts = [0usize; ABREAST];
        let mut half = ROOM / 2;
        while half > 0 {
            for (count, value) in counts.iter_mut().zip(&values.0) {
                *count += half * usize::from(self.0[(*count + half - 1) % ROOM] <= *value);
            }
            half /= 2;
        }
        let is_inside = |count: usize| count > 0 && self.0[count % ROOM] < f64::INFINITY;
        Packed(counts.map(|count| WHOLE + if is_inside(count) { count - 1 } else { BINS } as f64))
    }
}

/// Whether a rank of the pilot may be that of a quantile over all trials.
fn is_near_quantile((rank, len): (f64, f64), asked: &[f64]) -> bool {
    asked.iter().any(|p| (rank / len - p).abs() <= DEVIATIONS * libm::sqrt(p * (1.0 - p) / len))
}
