//! How precisely the difference between two views of a programme is known.
//!
//! Both are simulated with the same random numbers, so that most of what chance did to the one it did to
//! the other. With the Monte Carlo standard errors `e1` and `e2` of the two figures, and `r` the correlation
//! between them, the error of their difference is `sqrt(e1^2 + e2^2 - 2 r e1 e2)`. For the mean `r` is the
//! correlation of the trials' values; for a quantile that of whether a trial lies at or below its view's quantile,
//! because to first order a sample quantile is the mean of just that (Bahadur 1966). It is estimated from the first
//! [`TRIALS`] trials. Of a stratified design these are no independent trials: there `r` counts as zero,
//! which overstates the error of views that rise and fall together.

use super::Simulation;
use crate::engine::{Column, Drawing, Wanted};
use crate::forecast::{Estimate, Summary, Trouble};
use crate::plan::{Plan, RowId};
use crate::programme::{Measure, Sampling};
use crate::statistics::{correlation, error_of_difference};

/// The correlation is estimated from at most so many trials.
const TRIALS: u64 = 1 << 16;

/// The values of a measure over the trials, in both views.
pub(super) struct Pairs {
    measures: Vec<(Measure, [Column; 2])>,
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
        let quantile = |one: Estimate, other: Estimate| {
            let together = of_it.map_or(0.0, |[a, b]| correlation(&at_most(a, one.value), &at_most(b, other.value)));
            error_of_difference(one.error, other.error, together)
        };
        [
            error_of_difference(
                inside.mean.error,
                outside.mean.error,
                of_it.map_or(0.0, |[one, other]| correlation(one, other)),
            ),
            quantile(inside.p10(), outside.p10()),
            quantile(inside.p50(), outside.p50()),
            quantile(inside.p90(), outside.p90()),
        ]
    }
}

/// 1 for each value that is at most `bound`, else 0.
fn at_most(values: &[f64], bound: f64) -> Vec<f64> {
    values.iter().map(|&value| if value <= bound { 1.0 } else { 0.0 }).collect()
}
