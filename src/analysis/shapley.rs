//! Shapley values: what each of several steps contributes to the change that they make together.
//!
//! With `v(S)` a statistic where the steps in S are taken, the part of step i is the mean, over all orders in which steps
//! can be taken, of what the statistic changes by when i is: `sum over S without i of |S|! (m - |S| - 1)! / m! (v(S + i) -
//! v(S))` (Shapley 1953). The parts add up to `v(all) - v(none)`. For up to [`EXACT`] steps every set is looked at; beyond,
//! drawn orders, each with its reverse, whose spread adds to the error.

use crate::engine::Stream;
use crate::statistics::{Estimate, Statistic, error_of};
use rand_core::TryRng;
use std::collections::BTreeMap;

/// Up to so many steps all sets are looked at.
pub const EXACT: usize = 8;

/// Which steps are taken.
pub type Taken = Vec<bool>;

/// The sets to look at, and how each counts.
#[derive(Clone, Debug)]
pub struct Scheme {
    steps: usize,
    /// Of each set, how its statistic counts in the parts of some steps.
    weights: BTreeMap<Taken, Vec<(usize, f64)>>,
    /// Pairs of an order and its reverse, where they are drawn.
    pairs: Vec<[Vec<usize>; 2]>,
}

impl Scheme {
    /// For so many steps: all sets up to [`EXACT`], beyond so many `pairs` of orders drawn from the seed.
    pub fn new(steps: usize, pairs: usize, seed: u64) -> Self {
        if steps <= EXACT { Self::exact(steps) } else { Self::drawn(steps, pairs, seed) }
    }

    fn exact(steps: usize) -> Self {
        let factorial: Vec<f64> =
            (0..=steps).scan(1.0, |f, k| Some(std::mem::replace(f, *f * (k + 1) as f64))).collect();
        let mut scheme = Scheme { steps, weights: BTreeMap::new(), pairs: Vec::new() };
        for set in 0..1_usize << steps {
            let taken: Taken = (0..steps).map(|step| set >> step & 1 == 1).collect();
            let size = set.count_ones() as usize;
            let weight = |step: usize| match taken[step] {
                true => factorial[size - 1] * factorial[steps - size] / factorial[steps],
                false => -factorial[size] * factorial[steps - size - 1] / factorial[steps],
            };
            let weights = (0..steps).map(|step| (step, weight(step))).collect();
            scheme.weights.insert(taken, weights);
        }
        scheme
    }

    fn drawn(steps: usize, pairs: usize, seed: u64) -> Self {
        let order = |pair: usize| {
            let order = shuffled(steps, Stream::new(seed, "the order of steps", pair as u32));
            let reverse = order.iter().rev().copied().collect();
            [order, reverse]
        };
        let pairs: Vec<[Vec<usize>; 2]> = (0..pairs.max(1)).map(order).collect();
        let mut weights: BTreeMap<Taken, Vec<(usize, f64)>> = BTreeMap::new();
        let each = 0.5 / pairs.len() as f64;
        for order in pairs.iter().flatten() {
            let mut taken = vec![false; steps];
            for &step in order {
                weights.entry(taken.clone()).or_default().push((step, -each));
                taken[step] = true;
                weights.entry(taken.clone()).or_default().push((step, each));
            }
        }
        weights.values_mut().for_each(|weights| *weights = added_up(std::mem::take(weights)));
        Scheme { steps, weights, pairs }
    }

    /// The sets to look at.
    pub fn sets(&self) -> impl Iterator<Item = &Taken> {
        self.weights.keys()
    }

    /// How many pairs of orders were drawn; `None` where all sets are looked at.
    pub fn pairs(&self) -> Option<usize> {
        (!self.pairs.is_empty()).then_some(self.pairs.len())
    }

    /// The square of the error of having drawn so few orders, of what a step changes: the variance of the pairs' means
    /// over their number. Nothing where all sets are looked at.
    pub fn spread(&self, step: usize, change: &dyn Fn(&Taken, &Taken) -> Vec<f64>) -> Vec<f64> {
        let count = self.pairs.len() as f64;
        let of_order = |order: &Vec<usize>| {
            let mut taken = vec![false; self.steps];
            order.iter().take_while(|&&before| before != step).for_each(|&before| taken[before] = true);
            let without = taken.clone();
            taken[step] = true;
            change(&without, &taken)
        };
        let of_pair = |[one, other]: &[Vec<usize>; 2]| -> Vec<f64> {
            of_order(one).iter().zip(of_order(other)).map(|(one, other)| 0.5 * (one + other)).collect()
        };
        let pairs: Vec<Vec<f64>> = self.pairs.iter().map(of_pair).collect();
        let variance = |place: usize| {
            let mean = pairs.iter().map(|pair| pair[place]).sum::<f64>() / count;
            let squares: f64 = pairs.iter().map(|pair| (pair[place] - mean) * (pair[place] - mean)).sum();
            squares / (count - 1.0) / count
        };
        if pairs.len() < 2 { Vec::new() } else { (0..pairs[0].len()).map(variance).collect() }
    }

    /// What each set counts that has a step, in the part of that step.
    pub fn sets_with(&self, step: usize) -> impl Iterator<Item = (&Taken, f64)> {
        self.weights.iter().filter(move |(taken, _)| taken[step]).filter_map(move |(taken, weights)| {
            weights.iter().find(|(of, _)| *of == step).map(|(_, weight)| (taken, *weight))
        })
    }
}

/// The steps in an order in which each is as likely as any (Fisher and Yates).
fn shuffled(steps: usize, mut stream: Stream) -> Vec<usize> {
    let mut order: Vec<usize> = (0..steps).collect();
    for place in (1..steps).rev() {
        let Ok(word) = stream.try_next_u64();
        // The share of 2^64 that falls to one place more than to another is beyond notice.
        let other = ((u128::from(word) * (place as u128 + 1)) >> 64) as usize;
        order.swap(place, other);
    }
    order
}

/// Weights of one step added up, in the order of steps.
fn added_up(weights: Vec<(usize, f64)>) -> Vec<(usize, f64)> {
    let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
    weights.into_iter().for_each(|(step, weight)| *sums.entry(step).or_default() += weight);
    sums.into_iter().filter(|(_, weight)| *weight != 0.0).collect()
}

/// A sum of so much of several statistics, by statistic, with what each trial contributes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Combination {
    values: Vec<f64>,
    influence: Vec<Vec<f64>>,
    /// Squares of errors of another origin.
    squares: Vec<f64>,
}

impl Combination {
    /// Adds so much of each statistic.
    pub fn add(&mut self, weight: f64, statistics: &[Statistic]) {
        self.values.resize(statistics.len(), 0.0);
        self.squares.resize(statistics.len(), 0.0);
        self.influence.resize(statistics.len(), Vec::new());
        for (place, statistic) in statistics.iter().enumerate() {
            self.values[place] += weight * statistic.value;
            let sum = &mut self.influence[place];
            sum.resize(statistic.influence.len(), 0.0);
            sum.iter_mut().zip(&statistic.influence).for_each(|(sum, own)| *sum += weight * own);
        }
    }

    /// Adds so much of another combination.
    pub fn add_all(&mut self, weight: f64, other: &Combination) {
        let statistic =
            |(value, influence): (&f64, &Vec<f64>)| Statistic { value: *value, influence: influence.clone() };
        let statistics: Vec<Statistic> = other.values.iter().zip(&other.influence).map(statistic).collect();
        self.add(weight, &statistics);
    }

    /// Adds squares of errors of another origin, by statistic.
    pub fn add_spread(&mut self, squares: Vec<f64>) {
        self.squares.iter_mut().zip(squares).for_each(|(sum, square)| *sum += square);
    }

    /// The sums with their errors, by statistic.
    pub fn estimates(&self) -> Vec<Estimate> {
        let estimate = |place: usize| {
            let error = error_of(&self.influence[place]);
            let error = if self.squares[place] > 0.0 { libm::sqrt(error * error + self.squares[place]) } else { error };
            Estimate { value: self.values[place], error }
        };
        (0..self.values.len()).map(estimate).collect()
    }

    /// What each trial contributes to one of them.
    pub fn influence(&self, statistic: usize) -> &[f64] {
        self.influence.get(statistic).map_or(&[], Vec::as_slice)
    }
}

/// The parts of a change.
#[derive(Clone, Debug, PartialEq)]
pub struct Parts {
    /// Where no step is taken.
    pub none: Combination,
    /// Where all are.
    pub all: Combination,
    /// The part of each step.
    pub steps: Vec<Combination>,
    /// The statistics of each set that was looked at.
    pub values: BTreeMap<Taken, Vec<f64>>,
}

impl Parts {
    /// The parts, by the statistics of each set of the scheme: `look` looks at so many sets at a time, and `take` makes
    /// statistics of what it saw, one after the other.
    ///
    /// # Errors
    /// Where one of them cannot be had.
    pub fn of<T, E>(
        scheme: &Scheme,
        at_a_time: usize,
        look: impl Fn(&[&Taken]) -> Result<Vec<T>, E>,
        mut take: impl FnMut(&Taken, T) -> Vec<Statistic>,
    ) -> Result<Self, E> {
        let mut parts = Parts {
            none: Combination::default(),
            all: Combination::default(),
            steps: vec![Combination::default(); scheme.steps],
            values: BTreeMap::new(),
        };
        let sets: Vec<&Taken> = scheme.sets().collect();
        for wave in sets.chunks(at_a_time) {
            for (taken, seen) in wave.iter().zip(look(wave)?) {
                let statistics = take(taken, seen);
                parts.add(taken, &scheme.weights[*taken], &statistics);
            }
        }
        parts.add_spread_of_orders(scheme);
        Ok(parts)
    }

    /// The whole change.
    pub fn change(&self) -> Combination {
        let mut change = self.all.clone();
        change.add_all(-1.0, &self.none);
        change
    }

    fn add(&mut self, taken: &Taken, weights: &[(usize, f64)], statistics: &[Statistic]) {
        if !taken.contains(&true) {
            self.none.add(1.0, statistics);
        }
        if !taken.contains(&false) {
            self.all.add(1.0, statistics);
        }
        weights.iter().for_each(|&(step, weight)| self.steps[step].add(weight, statistics));
        self.values.insert(taken.clone(), statistics.iter().map(|statistic| statistic.value).collect());
    }

    fn add_spread_of_orders(&mut self, scheme: &Scheme) {
        for step in 0..self.steps.len() {
            let change = |without: &Taken, with: &Taken| -> Vec<f64> {
                self.values[without].iter().zip(&self.values[with]).map(|(one, other)| other - one).collect()
            };
            let spread = scheme.spread(step, &change);
            self.steps[step].add_spread(spread);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;

    /// The product of factors that steps change, in one trial.
    fn product(from: &[f64], to: &[f64], scheme: &Scheme) -> Parts {
        let factors = |taken: &&Taken| {
            let factors =
                taken.iter().zip(from.iter().zip(to)).map(|(taken, (from, to))| if *taken { to } else { from });
            vec![Statistic { value: factors.product(), influence: vec![0.0; 4] }]
        };
        let look = |sets: &[&Taken]| Ok::<_, Infallible>(sets.iter().map(factors).collect());
        Parts::of(scheme, 3, look, |_, seen| seen).unwrap_or_else(|never| match never {})
    }

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "{a} is not {b}");
    }

    #[test]
    fn two_factors_share_what_they_do_together() {
        let parts = product(&[18.0, 1.0], &[12.0, 0.8], &Scheme::new(2, 64, 1));
        // (12 - 18) (1 + 0.8) / 2 and (0.8 - 1) (18 + 12) / 2.
        close(parts.steps[0].estimates()[0].value, -5.4);
        close(parts.steps[1].estimates()[0].value, -3.0);
        close(parts.none.estimates()[0].value, 18.0);
        close(parts.all.estimates()[0].value, 9.6);
    }

    #[test]
    fn the_parts_add_up_whether_all_sets_or_drawn_orders_are_looked_at() {
        for steps in [0, 1, 5, 8, 9, 12] {
            let from = vec![1.0; steps];
            let to: Vec<f64> = (0..steps).map(|step| 1.0 + 0.1 * step as f64).collect();
            let scheme = Scheme::new(steps, 3, 7);
            assert_eq!(scheme.pairs(), (steps > EXACT).then_some(3));
            let parts = product(&from, &to, &scheme);
            let sum: f64 = parts.steps.iter().map(|part| part.estimates()[0].value).sum();
            close(sum, to.iter().product::<f64>() - 1.0);
        }
    }

    #[test]
    fn drawn_orders_come_as_near_as_they_say() {
        let (from, to): (Vec<f64>, Vec<f64>) = (vec![1.0; 9], (0..9).map(|step| 1.0 + 0.2 * step as f64).collect());
        let (exact, drawn) = (product(&from, &to, &Scheme::exact(9)), product(&from, &to, &Scheme::drawn(9, 200, 3)));
        for (exact, drawn) in exact.steps.iter().zip(&drawn.steps) {
            let (exact, drawn) = (exact.estimates()[0], drawn.estimates()[0]);
            // Of nine parts at 4.5 standard errors each, a false alarm in 16,000.
            assert!((exact.value - drawn.value).abs() <= 4.5 * drawn.error + 1e-9, "{exact:?} {drawn:?}");
            assert!(drawn.error < 0.05 * exact.value.max(1.0));
        }
    }

    #[test]
    fn errors_are_those_of_the_combination_not_of_its_terms() {
        // Both sets have the same noise, which cancels in the part of the only step.
        let noise = vec![1.0, -1.0, 2.0, -2.0];
        let statistics = |taken: &&Taken| {
            let value = if taken[0] { 5.0 } else { 3.0 };
            vec![Statistic { value, influence: noise.clone() }]
        };
        let look = |sets: &[&Taken]| Ok::<_, Infallible>(sets.iter().map(statistics).collect());
        let parts = Parts::of(&Scheme::new(1, 1, 1), 1, look, |_, seen| seen).unwrap_or_else(|never| match never {});
        assert_eq!(parts.steps[0].estimates(), [Estimate { value: 2.0, error: 0.0 }]);
        close(parts.all.estimates()[0].error, 10f64.sqrt() / 4.0);
    }
}
