//! How precisely the difference between two views of a programme is known.
//!
//! Both are simulated with the same random numbers, so that most of what chance did to the one it did to
//! the other. With the Monte Carlo standard errors `e1` and `e2` of the two figures, and `r` the correlation
//! between them, the error of their difference is `sqrt(e1^2 + e2^2 - 2 r e1 e2)`. For the mean `r` is the
//! correlation of the trials' values; for a quantile that of whether a trial lies at or below its view's quantile,
//! because to first order a sample quantile is the mean of just that (Bahadur 1966). It is estimated from the first
//! [`TRIALS`] trials. Of a stratified design these are no independent trials: there `r` counts as nil,
//! which overstates the error of views that rise and fall together.

use super::Simulation;
use crate::engine::{Drawing, Wanted};
use crate::forecast::{Summary, Trouble};
use crate::plan::{Plan, RowId};
use crate::programme::{Measure, Sampling};

/// The correlation is estimated from at most so many trials.
const TRIALS: u64 = 1 << 16;

/// The values of a measure over the trials, in both views.
pub(super) struct Pairs {
    measures: Vec<(Measure, [Vec<f64>; 2])>,
}

impl Pairs {
    /// The first trials of the plans of both views, of measures of the whole horizon.
    pub fn of(plans: [&Plan; 2], measures: &[Measure], simulation: Simulation) -> Result<Self, Trouble> {
        let Simulation { engine, drawing, watch } = simulation;
        if drawing.sampling != Sampling::Random {
            return Ok(Pairs { measures: Vec::new() });
        }
        let drawing = Drawing { trials: drawing.trials.min(TRIALS), ..drawing.clone() };
        let figure = |measure: &Measure| Wanted::Figure(RowId { part: 0, measure: *measure, year: 0 });
        let wanted: Vec<Wanted> = measures.iter().map(figure).collect();
        let [inside, outside] = plans.map(|plan| engine.sample(plan, &wanted, &drawing, watch));
        let pairs = inside?.columns.into_iter().zip(outside?.columns).map(|(one, other)| [one, other]);
        Ok(Pairs { measures: measures.iter().copied().zip(pairs).collect() })
    }

    /// The standard errors of the differences of mean, P10, P50 and P90 of a measure.
    pub fn errors(&self, measure: Measure, inside: &Summary, outside: &Summary) -> [f64; 4] {
        let of_it = self.measures.iter().find(|(of, _)| *of == measure).map(|(_, pair)| pair);
        let quantile = |one, other| of_it.map_or(0.0, |[a, b]| correlation(&at_most(a, one), &at_most(b, other)));
        [
            (inside.mean_error, outside.mean_error, of_it.map_or(0.0, |[a, b]| correlation(a, b))),
            (inside.p10_error, outside.p10_error, quantile(inside.p10(), outside.p10())),
            (inside.p50_error, outside.p50_error, quantile(inside.p50(), outside.p50())),
            (inside.p90_error, outside.p90_error, quantile(inside.p90(), outside.p90())),
        ]
        .map(|(one, other, together)| error_of_difference(one, other, together))
    }
}

fn error_of_difference(one: f64, other: f64, correlation: f64) -> f64 {
    (one * one + other * other - 2.0 * correlation * one * other).max(0.0).sqrt()
}

/// 1 for each value that is at most `bound`, else 0.
fn at_most(values: &[f64], bound: f64) -> Vec<f64> {
    values.iter().map(|&value| if value <= bound { 1.0 } else { 0.0 }).collect()
}

/// The correlation of values in pairs; 0 where either does not vary.
fn correlation(one: &[f64], other: &[f64]) -> f64 {
    let mean = |values: &[f64]| values.iter().sum::<f64>() / values.len() as f64;
    let (mean_one, mean_other) = (mean(one), mean(other));
    let (mut squares_one, mut squares_other, mut products) = (0.0, 0.0, 0.0);
    for (one, other) in one.iter().zip(other) {
        let (one, other) = (one - mean_one, other - mean_other);
        squares_one += one * one;
        squares_other += other * other;
        products += one * other;
    }
    let scale: f64 = (squares_one * squares_other).sqrt();
    if scale > 0.0 { products / scale } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_chance_moves_together_differ_more_precisely_than_either_is_known() {
        assert_eq!(error_of_difference(3.0, 4.0, 0.0), 5.0);
        assert_eq!(error_of_difference(3.0, 4.0, 1.0), 1.0);
        assert_eq!(error_of_difference(2.0, 2.0, 1.0), 0.0);
    }

    #[test]
    fn a_correlation_is_that_of_the_pairs() {
        assert!((correlation(&[1.0, 2.0, 3.0], &[10.0, 30.0, 50.0]) - 1.0).abs() < 1e-12);
        assert!((correlation(&[1.0, 2.0, 3.0], &[3.0, 2.0, 1.0]) + 1.0).abs() < 1e-12);
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), 0.0);
        assert_eq!(correlation(&[], &[]), 0.0);
    }
}
