//! One of several laws, picked by weight.

use super::Distribution;
use super::affine::Affine;
use super::law::{Law, median_at_a_node};
use super::level::{Level, Tails};
use super::weights::exact_sum;
use std::sync::Arc;

/// A law that applies with a probability in proportion to its weight.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    pub(super) law: Distribution,
    pub(super) weight: f64,
}

/// At least two parts, none of them a mixture itself and at most one of them discrete.
#[derive(Clone, Debug, PartialEq)]
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

    /// The quantile of a mixture lies between the smallest and the largest of its parts'.
    fn bracket(&self, level: Level) -> (f64, f64) {
        let own = self.parts.iter().map(|part| part.law.at(level));
        own.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)))
    }

    /// The quantile by false position in its bracket (the Illinois method of Dowell and Jarratt, 1971): what
    /// [`Law::quantile`] gives, but for the promise that rounding breaks no order.
    fn sought(&self, level: Level) -> f64 {
        let excess = |x: f64| level.excess_of(self.tails(x));
        let (mut low, mut high) = self.bracket(level);
        let (mut lack, mut surplus) = (excess(low), excess(high));
        let mut was_low = None;
        for _ in 0..MOST_STEPS {
            if !(lack < 0.0 && surplus > 0.0) {
                break;
            }
            let x = low + (high - low) * (lack / (lack - surplus));
            let there = excess(x);
            if there.abs() <= PRECISION * level.smaller() {
                return x;
            }
            let is_low = there < 0.0;
            if is_low {
                (low, lack) = (x, there);
            } else {
                (high, surplus) = (x, there);
            }
            if was_low.replace(is_low) == Some(is_low) {
                // The end that stays pulls too strongly.
                *if is_low { &mut surplus } else { &mut lack } *= 0.5;
            }
        }
        self.quantile(level)
    }

    /// What there is around a level.
    fn surroundings(&self, level: Level) -> Surroundings<'_> {
        let nodes = self.nodes();
        let next = nodes.partition_point(|x| !level.is_reached_by(self.tails(*x)));
        if let Some(x) = nodes.get(next).filter(|x| !level.is_reached_by(self.tails_before(**x))) {
            return Surroundings::Jump(*x);
        }
        let mut alone = None;
        let mut others = Tails { below: 0.0, above: 0.0 };
        for part in self.parts.iter() {
            let law = part.law.law();
            let start = next.checked_sub(1).map_or(Tails::LEFT_OF_ALL, |last| law.tails(nodes[last]));
            let end = nodes.get(next).map_or(Tails::RIGHT_OF_ALL, |x| law.tails_before(*x));
            if start.mass_to(end) <= 0.0 {
                others.below += part.weight * start.below;
                others.above += part.weight * end.above;
            } else if alone.replace((part, start, end)).is_some() {
                return Surroundings::SeveralParts;
            }
        }
        let Some((part, start, end)) = alone else { return Surroundings::SeveralParts };
        Surroundings::Part { part, start, end, others }
    }

    /// The weighted mean of something.
    fn average(&self, of: impl Fn(&Distribution) -> f64) -> f64 {
        exact_sum(self.parts.iter().map(|part| part.weight * of(&part.law))) / self.total
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        let part = |part: &Part| Part { law: part.law.affine_by(map), weight: part.weight };
        Mixture::new(self.parts.iter().map(part).collect())
    }
}

/// More than false position takes where the distribution function is smooth.
const MOST_STEPS: u32 = 40;
/// The largest error of a rank that false position leaves, relative to the smaller tail.
const PRECISION: f64 = 1e-13;

/// What a mixture has around a level.
enum Surroundings<'a> {
    /// A value with a probability of its own.
    Jump(f64),
    /// One part, with its tails where it begins to be alone and where that ends, and the weight of the others beyond.
    Part { part: &'a Part, start: Tails, end: Tails, others: Tails },
    /// Several parts, or a gap.
    SeveralParts,
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

    fn quantile(&self, level: Level) -> f64 {
        let (lowest, highest) = self.bracket(level);
        smallest_where(|x| x >= highest || (x >= lowest && level.is_reached_by(self.tails(x))))
    }

    /// Where one part alone has probability, its quantiles; elsewhere they are sought.
    fn around(&self, start: Level) -> Box<dyn Fn(Level) -> f64 + '_> {
        match self.surroundings(start) {
            Surroundings::SeveralParts => Box::new(|level| self.sought(level)),
            Surroundings::Jump(x) => {
                let (before, after) = (self.tails_before(x), self.tails(x));
                Box::new(move |level| if level.lies_between(before, after) { x } else { self.sought(level) })
            }
            Surroundings::Part { part, start: from, end: to, others } => {
                let own = move |level: Level| {
                    let below = (level.below() * self.total - others.below) / part.weight;
                    let above = (level.above() * self.total - others.above) / part.weight;
                    Tails { below, above }.level()
                };
                let near = part.law.around(own(start));
                Box::new(move |level| {
                    let own = own(level);
                    if own.lies_between(from, to) { near(own) } else { self.sought(level) }
                })
            }
        }
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
