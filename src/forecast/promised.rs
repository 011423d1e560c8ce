//! What can be promised of the net saving over the horizon, more or less surely.

use super::{Estimate, Forecast, PROBABILITIES};
use crate::programme::{Measure, Whole};

/// How surely, as shares of the futures.
const CONFIDENCES: [f64; 6] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/// An amount and the share of the futures that reach it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Promise {
    /// The share of the futures.
    pub confidence: f64,
    /// The amount, £.
    pub amount: Estimate,
}

impl Forecast {
    /// The net saving over the horizon that 50 to 95 % of the futures reach, falling; nothing where there is none. What is
    /// no percentile of the summary lies on its curve, with the error of the less certain percentile beside it.
    pub fn promised(&self) -> Vec<Promise> {
        let total = self.programme.row(Measure::Whole(Whole::HorizonNetSaving), None);
        let Some(summary) = total.and_then(|row| row.summary()) else { return Vec::new() };
        let amount = |probability: f64| {
            let is_it = |known: &f64| (known - probability).abs() < 1e-9;
            if let Some(at) = PROBABILITIES.iter().position(is_it) {
                return Some(summary.quantiles[at]);
            }
            let above = PROBABILITIES.iter().position(|known| *known > probability)?;
            let error = summary.quantiles[above].error.max(summary.quantiles[above.checked_sub(1)?].error);
            Some(Estimate { value: on_curve(&self.net_saving_curve, probability)?, error })
        };
        let promise = |confidence: f64| Some(Promise { confidence, amount: amount(1.0 - confidence)? });
        CONFIDENCES.into_iter().filter_map(promise).collect()
    }
}

/// The amount at a probability, on the straight line between two points.
fn on_curve(curve: &[(f64, f64)], probability: f64) -> Option<f64> {
    let behind = curve.partition_point(|(below, _)| *below <= probability);
    let (low, high) = (curve.get(behind.checked_sub(1)?)?, curve.get(behind)?);
    Some(low.1 + (probability - low.0) / (high.0 - low.0) * (high.1 - low.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_two_points_the_curve_is_straight() {
        let curve = [(0.25, 100.0), (0.5, 200.0)];
        assert_eq!(on_curve(&curve, 0.3), Some(120.0));
        assert_eq!(on_curve(&curve, 0.25), Some(100.0));
        assert_eq!(on_curve(&curve, 0.1), None);
    }
}
