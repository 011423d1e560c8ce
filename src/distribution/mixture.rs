//! One of several laws, picked by weight.

use super::Distribution;
use super::law::{Law, median_at_a_node};
use super::level::{Level, Tails};
use super::weights::exact_sum;
use std::sync::Arc;

/// A law that applies with a probability in proportion to its weight.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub(super) law: Distribution,
    pub(super) weight: f64,
}

/// At least two parts, none of them a mixture itself and at most one of them discrete.
#[derive(Clone, Debug)]
pub(super) struct Mixture {
    parts: Arc<[Part]>,
    total: f64,
}

impl Mixture {
    pub(super) fn new(parts: Vec<Part>) -> Self {
        let total = exact_sum(parts.iter().map(|part| part.weight));
        Mixture { parts: parts.into(), total }
    }

    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The smaller sum is the accurate one: the other is its complement.
    fn combined(&self, tails: impl Fn(&dyn Law) -> Tails) -> Tails {
        let (mut below, mut above) = (0.0, 0.0);
        for part in self.parts.iter() {
            let own = tails(part.law.law());
            below += part.weight * own.below;
            above += part.weight * own.above;
        }
        if below <= above { Tails::from_below(below / self.total) } else { Tails::from_above(above / self.total) }
    }

    /// The weighted mean of something.
    fn average(&self, of: impl Fn(&Distribution) -> f64) -> f64 {
        exact_sum(self.parts.iter().map(|part| part.weight * of(&part.law))) / self.total
    }
}

/// Floating-point numbers in order, as integers, so that halving between them ends in 64 steps.
fn ordinal(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 { i64::MIN.wrapping_sub(bits) } else { bits }
}

/// The number at a place in that order.
fn number(ordinal: i64) -> f64 {
    let bits = if ordinal < 0 { i64::MIN.wrapping_sub(ordinal) } else { ordinal };
    f64::from_bits(bits as u64)
}

/// The smallest number in `[-MAX, MAX]` at which `holds`, which stays true once it is.
///
/// The numbers tried are always the same, whatever is sought: a predicate that holds no later
/// for a lower level therefore never gives a larger result for it, even where rounding makes a
/// distribution function descend by a digit.
fn smallest_where(holds: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (ordinal(-f64::MAX), ordinal(f64::MAX));
    while low < high {
        let middle = (low & high) + ((low ^ high) >> 1);
        if holds(number(middle)) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    number(low)
}

impl Law for Mixture {
    fn support(&self) -> (f64, f64) {
        let supports = self.parts.iter().map(|part| part.law.support());
        supports.fold((f64::INFINITY, f64::NEG_INFINITY), |all, own| (all.0.min(own.0), all.1.max(own.1)))
    }

    /// The quantile of a mixture lies between the smallest and the largest of its parts'.
    fn quantile(&self, level: Level) -> f64 {
        let own = self.parts.iter().map(|part| part.law.at(level));
        let (lowest, highest) =
            own.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        smallest_where(|x| x >= highest || (x >= lowest && level.is_reached_by(self.tails(x))))
    }

    fn tails(&self, x: f64) -> Tails {
        self.combined(|law| law.tails(x))
    }

    fn tails_before(&self, x: f64) -> Tails {
        self.combined(|law| law.tails_before(x))
    }

    fn nodes(&self) -> Vec<f64> {
        let mut nodes: Vec<f64> = self.parts.iter().flat_map(|part| part.law.law().nodes()).collect();
        nodes.sort_by(f64::total_cmp);
        nodes.dedup();
        nodes
    }

    fn mean(&self) -> f64 {
        self.average(Distribution::mean)
    }

    fn sd(&self) -> f64 {
        let mean = self.mean();
        if !mean.is_finite() {
            return f64::INFINITY;
        }
        let square = |law: &Distribution| {
            let (sd, offset) = (law.sd(), law.mean() - mean);
            sd * sd + offset * offset
        };
        self.average(square).sqrt()
    }

    fn median(&self) -> f64 {
        median_at_a_node(self, &self.nodes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_numbers_survives_as_integers() {
        let ascending = [-f64::MAX, -1.0, -5e-324, 0.0, 5e-324, 1.0, f64::MAX];
        for pair in ascending.windows(2) {
            assert!(ordinal(pair[0]) < ordinal(pair[1]));
            assert_eq!(number(ordinal(pair[0])), pair[0]);
        }
    }

    #[test]
    fn the_smallest_number_from_which_something_holds_is_found_exactly() {
        for sought in [-7.25, 0.0, 1e-300, 0.1, 3e15] {
            assert_eq!(smallest_where(|x| x >= sought), sought);
        }
    }
}
