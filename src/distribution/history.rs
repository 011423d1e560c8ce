//! The law of past values: a quantile function piecewise linear through them, sorted, at the probabilities
//! `(i - 1/2)/n`, and flat before the first and after the last (type 5), so that its mean and median are the data's.

use super::ClosedForm;
use super::affine::Affine;
use super::error::LawError;
use super::law::{Law, median_at_a_node};
use super::level::{Level, Tails};
use super::moments::expectation;
use super::weights::{all_finite, exact_sum};
use std::sync::Arc;

/// At least two values, ascending, not all the same.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct History {
    values: Arc<[f64]>,
}

impl History {
    pub(super) fn new(mut values: Vec<f64>) -> Result<Self, LawError> {
        all_finite("history", values.iter().copied())?;
        if values.is_empty() {
            return Err(LawError::NothingToDrawFrom { law: "history" });
        }
        values.sort_by(f64::total_cmp);
        Ok(History { values: values.into() })
    }

    /// The value, where there is only one.
    pub(super) fn single_value(&self) -> Option<f64> {
        let (low, high) = self.support();
        (low == high).then_some(low)
    }

    /// The mean excess over the 75th percentile of the values above it; 0 where there are none.
    pub(super) fn upper_mean_excess(&self) -> f64 {
        let threshold = self.quantile(Level::Above(0.25));
        let above = &self.values[self.values.partition_point(|value| *value <= threshold)..];
        if above.is_empty() {
            return 0.0;
        }
        exact_sum(above.iter().map(|value| value - threshold)) / above.len() as f64
    }

    /// How many values there are.
    fn count(&self) -> f64 {
        self.values.len() as f64
    }

    /// The tails at `x`, to the left of which lie the first `count` values.
    fn tails_after(&self, count: usize, x: f64) -> Tails {
        if count == 0 {
            return Tails::LEFT_OF_ALL;
        }
        if count == self.values.len() {
            return Tails::RIGHT_OF_ALL;
        }
        let (left, right) = (self.values[count - 1], self.values[count]);
        let to_left = count as f64 - 0.5;
        let from_right = self.count() - count as f64 - 0.5;
        Tails {
            below: (to_left + (x - left) / (right - left)) / self.count(),
            above: (from_right + (right - x) / (right - left)) / self.count(),
        }
    }

    /// The piece between two values that a tail reaches from its end, and the fraction of it passed.
    fn piece(&self, tail: f64) -> (usize, f64) {
        let pieces = self.count() - 1.0;
        let distance = (tail * self.count() - 0.5).clamp(0.0, pieces);
        let whole = libm::floor(distance).min(pieces - 1.0);
        (whole as usize, distance - whole)
    }

    /// The law of an affine function of the quantity.
    pub(super) fn affine(&self, map: Affine) -> Self {
        History { values: self.values.iter().map(|value| map.at(*value)).collect() }
    }
}

impl Law for History {
    fn support(&self) -> (f64, f64) {
        (self.values[0], self.values[self.values.len() - 1])
    }

    fn quantile(&self, level: Level) -> f64 {
        match level {
            Level::Below(p) => {
                let (index, fraction) = self.piece(p);
                let (left, right) = (self.values[index], self.values[index + 1]);
                (left + fraction * (right - left)).clamp(left, right)
            }
            Level::Above(q) => {
                let (from_top, fraction) = self.piece(q);
                let index = self.values.len() - 1 - from_top;
                let (left, right) = (self.values[index - 1], self.values[index]);
                (right - fraction * (right - left)).clamp(left, right)
            }
        }
    }

    fn tails(&self, x: f64) -> Tails {
        self.tails_after(self.values.partition_point(|value| *value <= x), x)
    }

    fn tails_before(&self, x: f64) -> Tails {
        self.tails_after(self.values.partition_point(|value| *value < x), x)
    }

    fn nodes(&self) -> Vec<f64> {
        let mut nodes = self.values.to_vec();
        nodes.dedup();
        nodes
    }

    fn mean(&self) -> f64 {
        expectation(self, |x| x)
    }

    fn sd(&self) -> f64 {
        let mean = self.mean();
        expectation(self, |x| (x - mean) * (x - mean)).sqrt()
    }

    fn median(&self) -> f64 {
        median_at_a_node(self, &self.values)
    }

    fn is_piecewise_uniform(&self) -> bool {
        true
    }

    fn closed_form(&self) -> Option<ClosedForm> {
        Some(ClosedForm::PiecewiseLinear { values: self.values.clone() })
    }
}
