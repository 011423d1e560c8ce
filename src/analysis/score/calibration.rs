//! Scores summed up: how often ranges held what came, and how far forecasts were from it.

use super::Row;
use crate::statistics::wilson_interval;

/// Of outturns that were so many years ahead, or of all.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    /// How many years; none for all.
    pub years_ahead: Option<i32>,
    /// How many outturns.
    pub outturns: usize,
    /// How often the ranges of 50, 80 and 90 % held them.
    pub held: [Coverage; 3],
    /// The mean quantile score.
    pub score: f64,
    /// The mean of actual less median.
    pub median_bias: f64,
    /// The mean of actual less plan.
    pub plan_bias: f64,
    /// How much nearer the forecasts were than the plans: 1 less the sum of scores over that of the plans' absolute
    /// errors; none where the plans were right to the penny.
    pub skill: Option<f64>,
}

/// How often a range held what came.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    /// How often.
    pub count: usize,
    /// As a share.
    pub share: f64,
    /// Wilson's 95 % interval of the share, were the outturns independent.
    pub interval: (f64, f64),
}

/// By years ahead, ascending, and of all at the end.
pub(super) fn calibrate(rows: &[Row]) -> Vec<Calibration> {
    let mut years: Vec<i32> = rows.iter().map(|row| row.years_ahead).collect();
    years.sort_unstable();
    years.dedup();
    years.into_iter().map(Some).chain([None]).map(|years| calibration(years, rows)).collect()
}

fn calibration(years_ahead: Option<i32>, rows: &[Row]) -> Calibration {
    let rows: Vec<&Row> = rows.iter().filter(|row| years_ahead.is_none_or(|years| row.years_ahead == years)).collect();
    let count = rows.len();
    let sum = |of: &dyn Fn(&Row) -> f64| rows.iter().map(|row| of(row)).sum::<f64>();
    let held = |range: usize| {
        let held = rows.iter().filter(|row| row.scored.held[range]).count();
        let interval = wilson_interval(held as u64, count as u64);
        Coverage { count: held, share: held as f64 / count as f64, interval }
    };
    let scores = sum(&|row| row.scored.quantile_score);
    let of_plans = sum(&|row| row.scored.plan_error.abs());
    Calibration {
        years_ahead,
        outturns: count,
        held: [0, 1, 2].map(held),
        score: scores / count as f64,
        median_bias: sum(&|row| row.scored.median_error) / count as f64,
        plan_bias: sum(&|row| row.scored.plan_error) / count as f64,
        skill: (of_plans > 0.0).then(|| 1.0 - scores / of_plans),
    }
}
