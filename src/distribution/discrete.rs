//! A list of outcomes with weights.

use super::ClosedForm;
use super::affine::Affine;
use super::error::LawError;
use super::law::{Law, median_at_a_node};
use super::level::{Level, Tails};
use super::weights::{all_finite, exact_sum, weighted};
use std::sync::Arc;

/// Distinct values, ascending, with the probabilities up to and beyond each.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Discrete {
    values: Arc<[f64]>,
    weights: Arc<[f64]>,
    below: Arc<[f64]>,
    above: Arc<[f64]>,
}

impl Discrete {
    pub(super) fn new(outcomes: Vec<(f64, f64)>) -> Result<Self, LawError> {
        all_finite("discrete", outcomes.iter().map(|(value, _)| *value))?;
        let mut outcomes = weighted("discrete", outcomes)?;
        outcomes.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
        outcomes.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 += next.1;
            }
            is_same
        });
        Ok(Discrete::from_ascending(&outcomes))
    }

    fn from_ascending(outcomes: &[(f64, f64)]) -> Self {
        let total = exact_sum(outcomes.iter().map(|(_, weight)| *weight));
        let below = running_shares(outcomes.iter().map(|(_, weight)| *weight), total);
        let mut above = running_shares(outcomes.iter().rev().map(|(_, weight)| *weight), total);
        above.reverse();
        above.remove(0);
        above.push(0.0);
        Discrete {
            values: outcomes.iter().map(|(value, _)| *value).collect(),
            weights: outcomes.iter().map(|(_, weight)| *weight).collect(),
            below: below.into(),
            above: above.into(),
        }
    }

    /// The law given that the value lies in `[low, high]`, in which there is an outcome.
    pub(super) fn within(&self, low: f64, high: f64) -> Self {
        let kept: Vec<(f64, f64)> = self.outcomes().filter(|(value, _)| (low..=high).contains(value)).collect();
        Discrete::from_ascending(&kept)
    }

    /// Values and weights, ascending.
    pub(super) fn outcomes(&self) -> impl Iterator<Item = (f64, f64)> + '_ {
        self.values.iter().copied().zip(self.weights.iter().copied())
    }

    /// The value, where there is only one.
    pub(super) fn single_value(&self) -> Option<f64> {
        (self.values.len() == 1).then(|| self.values[0])
    }

    /// The tails to the right of the first `count` values.
    fn tails_after(&self, count: usize) -> Tails {
        match count.checked_sub(1) {
            None => Tails::LEFT_OF_ALL,
            Some(last) => Tails { below: self.below[last], above: self.above[last] },
        }
    }

    fn probability(&self, index: usize) -> f64 {
        self.tails_after(index).mass_to(self.tails_after(index + 1))
    }

    fn expectation(&self, g: impl Fn(f64) -> f64) -> f64 {
        exact_sum(self.values.iter().enumerate().map(|(index, x)| self.probability(index) * g(*x)))
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        let outcomes: Vec<(f64, f64)> = self.outcomes().map(|(value, weight)| (map.at(value), weight)).collect();
        Discrete::from_ascending(&outcomes)
    }
}

/// Running sums of the weights over their total; the last is 1.
fn running_shares(weights: impl Iterator<Item = f64>, total: f64) -> Vec<f64> {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    let mut shares: Vec<f64> = weights
        .map(|weight| {
            let next = sum + weight;
            lost += if sum >= weight { (sum - next) + weight } else { (weight - next) + sum };
            sum = next;
            ((sum + lost) / total).min(1.0)
        })
        .collect();
    if let Some(last) = shares.last_mut() {
        *last = 1.0;
    }
    shares
}

impl Law for Discrete {
    fn support(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }

    fn quantile(&self, level: Level) -> f64 {
        let index = match level {
            Level::Below(p) => self.below.partition_point(|below| *below < p),
            Level::Above(q) => self.above.partition_point(|above| *above > q),
        };
        self.values[index.min(self.values.len() - 1)]
    }

    fn tails(&self, x: f64) -> Tails {
        self.tails_after(self.values.partition_point(|value| *value <= x))
    }

    fn tails_before(&self, x: f64) -> Tails {
        self.tails_after(self.values.partition_point(|value| *value < x))
    }

    fn nodes(&self) -> Vec<f64> {
        self.values.to_vec()
    }

    fn mean(&self) -> f64 {
        self.expectation(|x| x)
    }

    fn sd(&self) -> f64 {
        let mean = self.mean();
        self.expectation(|x| (x - mean) * (x - mean)).sqrt()
    }

    fn median(&self) -> f64 {
        median_at_a_node(self, &self.values)
    }

    fn closed_form(&self) -> Option<ClosedForm> {
        Some(ClosedForm::Steps { upper: self.below.clone(), values: self.values.clone() })
    }
}
