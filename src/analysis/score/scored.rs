//! One outturn beside what was foretold of it.

use super::past::Foretold;
use crate::statistics::PROBABILITIES;

/// Where an actual fell among the quantiles of its forecast.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fell {
    /// Below the lowest.
    Below,
    /// Above the highest.
    Above,
    /// At this probability.
    At(f64),
}

/// The positions in [`PROBABILITIES`] of the ends of the ranges of 50, 80 and 90 %.
const RANGES: [(usize, usize); 3] = [(3, 5), (1, 7), (0, 8)];

/// How a forecast of a figure did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Where the actual fell.
    pub fell: Fell,
    /// Whether the ranges of 50, 80 and 90 % held it, their ends included.
    pub held: [bool; 3],
    /// The quantile score, in the figure's unit: zero is best.
    pub quantile_score: f64,
    /// Actual less median.
    pub median_error: f64,
    /// Actual less plan.
    pub plan_error: f64,
}

impl Scored {
    /// An actual beside its forecast.
    pub fn of(actual: f64, foretold: &Foretold) -> Self {
        let quantiles = &foretold.quantiles;
        Scored {
            fell: fell(actual, quantiles),
            held: RANGES.map(|(low, high)| (quantiles[low]..=quantiles[high]).contains(&actual)),
            quantile_score: quantile_score(actual, quantiles),
            median_error: actual - quantiles[PROBABILITIES.len() / 2],
            plan_error: actual - foretold.plan,
        }
    }
}

/// Linear between the quantiles; the middle of those that it equals.
fn fell(actual: f64, quantiles: &[f64; PROBABILITIES.len()]) -> Fell {
    let below = quantiles.partition_point(|quantile| *quantile < actual);
    let up_to = quantiles.partition_point(|quantile| *quantile <= actual);
    if below < up_to {
        return Fell::At(0.5 * (PROBABILITIES[below] + PROBABILITIES[up_to - 1]));
    }
    match below {
        0 => Fell::Below,
        PROBABILITIES_COUNT => Fell::Above,
        _ => {
            let (low, high) = (quantiles[below - 1], quantiles[below]);
            let way = (actual - low) / (high - low);
            Fell::At(PROBABILITIES[below - 1] + way * (PROBABILITIES[below] - PROBABILITIES[below - 1]))
        }
    }
}

const PROBABILITIES_COUNT: usize = PROBABILITIES.len();

/// The sum of `w_p 2 (1{a < Q_p} - p) (Q_p - a)`, `w_p` the length of (0, 1) that is nearer to p than to another
/// stored probability. It approximates the continuous ranked probability score (Gneiting and Raftery 2007).
fn quantile_score(actual: f64, quantiles: &[f64; PROBABILITIES.len()]) -> f64 {
    let terms = PROBABILITIES.iter().zip(quantiles).enumerate().map(|(place, (probability, quantile))| {
        let is_below = if actual < *quantile { 1.0 } else { 0.0 };
        weight(place) * 2.0 * (is_below - probability) * (quantile - actual)
    });
    terms.sum()
}

fn weight(place: usize) -> f64 {
    let middle = |low: usize| 0.5 * (PROBABILITIES[low] + PROBABILITIES[low + 1]);
    let low = if place == 0 { 0.0 } else { middle(place - 1) };
    let high = if place + 1 == PROBABILITIES.len() { 1.0 } else { middle(place) };
    high - low
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foretold(quantiles: [f64; 9]) -> Foretold {
        Foretold { plan: 7.0, quantiles }
    }

    #[test]
    fn the_weights_are_the_lengths_that_are_nearest() {
        let weights: Vec<f64> = (0..9).map(|place| (1000.0 * weight(place)).round()).collect();
        assert_eq!(weights, [75.0, 75.0, 75.0, 150.0, 250.0, 150.0, 75.0, 75.0, 75.0]);
    }

    #[test]
    fn a_forecast_of_one_figure_scores_its_absolute_error() {
        let scored = Scored::of(4.0, &foretold([5.0; 9]));
        assert!((scored.quantile_score - 1.0).abs() < 1e-12);
        assert_eq!((scored.fell, scored.held), (Fell::Below, [false; 3]));
        assert_eq!((scored.median_error, scored.plan_error), (-1.0, -3.0));
        let exact = Scored::of(5.0, &foretold([5.0; 9]));
        assert_eq!((exact.fell, exact.held, exact.quantile_score), (Fell::At(0.5), [true; 3], 0.0));
    }

    #[test]
    fn where_an_actual_fell_is_linear_between_quantiles_and_the_middle_of_equal_ones() {
        let spread = foretold([1.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0, 8.0, 9.0]);
        let at = |actual: f64| match Scored::of(actual, &spread).fell {
            Fell::At(probability) => (1e6 * probability).round() / 1e6,
            other => panic!("{other:?}"),
        };
        assert_eq!([at(1.0), at(1.5), at(5.0), at(6.5), at(9.0)], [0.05, 0.075, 0.65, 0.85, 0.95]);
        assert_eq!(Scored::of(9.5, &spread).fell, Fell::Above);
        assert_eq!(Scored::of(4.0, &spread).held, [true; 3]);
        assert_eq!(Scored::of(1.0, &spread).held, [false, false, true]);
    }
}
