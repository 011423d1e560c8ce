//! How the amounts of a chart are written: all in one unit and with the same decimals.

use super::data::{Scale, Unit};
use crate::forecast::{Estimate, Summary};
use crate::report::figures::{Notation, number_in, supported_step};

/// Below this error a share has a decimal in per cent.
const FINE: f64 = 0.000_5;

/// How the amounts of a chart are written.
#[derive(Clone, Copy, Debug)]
pub enum Amounts {
    /// Pounds.
    Money(Notation),
    /// Numbers, such as posts: those that are known in steps of this.
    Numbers(f64),
    /// Shares of 1 in per cent, in steps of this.
    Shares(f64),
}

impl Amounts {
    /// For a chart with the amounts of `scale` and of `summaries` and `plans`: with `digits` digits of the largest,
    /// and no more than the middle one of the errors of P10, P50 and P90 supports.
    pub fn new(scale: &Scale, digits: i32, summaries: &[Summary], plans: impl Iterator<Item = f64>) -> Self {
        let shown = || summaries.iter().flat_map(|summary| [summary.p10(), summary.p50(), summary.p90()]);
        let shown: Vec<_> = shown().chain(plans.map(Estimate::known)).collect();
        Amounts::of(scale, digits, &shown)
    }

    /// For a chart with these figures on `scale`: with `digits` digits of the largest, and no more than the middle one of
    /// the errors supports.
    pub fn of(scale: &Scale, digits: i32, shown: &[Estimate]) -> Self {
        let largest = shown.iter().map(|estimate| estimate.value.abs()).fold(0.0, f64::max);
        let errors = shown.iter().map(|estimate| estimate.error).filter(|error| error.is_finite() && *error > 0.0);
        let mut errors: Vec<f64> = errors.collect();
        errors.sort_by(f64::total_cmp);
        let error = errors.get(errors.len() / 2).copied().unwrap_or(0.0);
        match scale.unit {
            Unit::Money => Amounts::Money(Notation::new(scale.money(), largest, digits, error)),
            Unit::Share => Amounts::Shares(if error < FINE { 0.001 } else { 0.01 }),
            _ => Amounts::Numbers(if largest < 100.0 { 0.1 } else { 1.0 }),
        }
    }

    /// The same with a decimal more; pounds have as many as their worth asks for.
    pub fn finer(&self) -> Self {
        match self {
            Amounts::Money(notation) => Amounts::Money(*notation),
            Amounts::Numbers(step) => Amounts::Numbers(step / 10.0),
            Amounts::Shares(step) => Amounts::Shares(step / 10.0),
        }
    }

    /// The worth of the last digit of an estimate.
    fn step(&self) -> f64 {
        match self {
            Amounts::Money(notation) => notation.step(),
            Amounts::Numbers(step) | Amounts::Shares(step) => *step,
        }
    }

    /// A change with its sign and the digits that its Monte Carlo standard error supports; of shares in points.
    pub fn change(&self, change: Estimate) -> String {
        let steps = (change.value / self.step()).round();
        let sign = if steps > 0.0 { "+" } else { "" };
        match self {
            Amounts::Shares(step) => format!("{sign}{} points", share(steps * step, *step).trim_end_matches('%')),
            _ => format!("{sign}{}", self.estimate(change)),
        }
    }

    /// An amount that has no Monte Carlo error, such as the plan's.
    pub fn known(&self, value: f64) -> String {
        match self {
            Amounts::Money(notation) => notation.known(value),
            Amounts::Numbers(step) => number(value, *step),
            Amounts::Shares(step) => share(value, *step),
        }
    }

    /// An amount that somebody stated, with the decimals that it has.
    pub fn stated(&self, value: f64) -> String {
        match self {
            Amounts::Money(notation) => notation.stated(value),
            Amounts::Numbers(step) => number(value, *step),
            Amounts::Shares(step) => share(value, *step),
        }
    }

    /// An estimate with the digits that its Monte Carlo standard error supports.
    pub fn estimate(&self, estimate: Estimate) -> String {
        match self {
            Amounts::Money(notation) => notation.estimate_with(estimate),
            Amounts::Numbers(step) if estimate.error == 0.0 => number(estimate.value, *step),
            Amounts::Numbers(step) => number(estimate.value, step.max(supported_step(estimate.error))),
            Amounts::Shares(step) => share(estimate.value, *step),
        }
    }

    /// An estimate of which there is "at least so much", rounded down.
    pub fn at_least(&self, estimate: Estimate) -> String {
        match self {
            Amounts::Money(notation) => notation.at_least(estimate),
            Amounts::Numbers(_) | Amounts::Shares(_) => self.estimate(estimate),
        }
    }

    /// P10, P50 and P90, each with the digits that its Monte Carlo error supports.
    pub fn percentiles(&self, summary: &Summary) -> [String; 3] {
        [summary.p10(), summary.p50(), summary.p90()].map(|estimate| self.estimate(estimate))
    }
}

fn number(value: f64, step: f64) -> String {
    if value.is_finite() { number_in((value / step).round() * step, step, 1.0) } else { "not known".into() }
}

fn share(value: f64, step: f64) -> String {
    if value.is_finite() {
        format!("{}%", number_in((value / step).round() * step, step, 0.01))
    } else {
        "not known".into()
    }
}
