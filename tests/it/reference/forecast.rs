//! Holds the forecast against the reference's trials and plan.

use super::agreement::{Both, Pair};
use super::kernel::{Figure, Row, Said};
use super::model::{Outcome, Shares};
use foresave::programme::{Direction, Target, TargetPart, Threshold};
use rust_decimal::prelude::ToPrimitive;

/// What rounding to the penny may add to an amount: one that is part of a whole may have been given the odd penny.
const A_PENNY: f64 = 0.01 + 1e-9;

/// Every figure of the forecast that is not that of the reference.
pub fn differences(both: &Both, tolerance: f64) -> Vec<String> {
    let said = both.kernel.forecast();
    let plan = both.model.plan();
    let rows = said.rows.iter().flat_map(|row| of_row(both, &plan, (row, tolerance)));
    rows.chain(of_targets(both, &plan, &said)).chain(of_causes(both, &said)).collect()
}

fn of_row(both: &Both, plan: &Outcome, (row, tolerance): (&Row, f64)) -> Vec<String> {
    let Some(pair) = both.pairs.iter().find(|pair| pair.figure == row.figure) else { return Vec::new() };
    let trials = Trials::of(pair);
    let scale = pair.reference.iter().filter(|value| !value.is_nan()).fold(1.0f64, |most, value| most.max(value.abs()));
    let mut differences = Vec::new();
    let mut compare = |what: &str, said: Option<f64>, found: Option<f64>, allowed: f64| {
        let is_same = match (said, found) {
            (Some(said), Some(found)) => (said - found).abs() <= allowed,
            (None, None) => true,
            _ => false,
        };
        if !is_same {
            differences.push(format!("{:?}, {what}: forecast {said:?}, reference {found:?}", row.figure));
        }
    };
    if let Some(planned) = planned(both, plan, &row.figure) {
        let allowed = A_PENNY + 1e-9 * planned.unwrap_or(0.0).abs();
        compare("plan", row.plan, planned, allowed);
    }
    let has_mean = !matches!(&row.figure, Figure::Measure(_, measure, _) if !measure.has_mean());
    if has_mean {
        compare("mean", row.mean, trials.mean(), tolerance * scale);
    }
    if let Some(sd) = row.sd {
        compare("standard deviation", Some(sd), trials.sd(), tolerance * scale);
    }
    let is_label = is_payback(&row.figure);
    for (probability, value) in &row.quantiles {
        let found = if is_label { trials.label(*probability) } else { trials.quantile(*probability) };
        compare("percentile", Some(*value), found, tolerance * scale);
    }
    differences
}

fn is_payback(figure: &Figure) -> bool {
    matches!(figure, Figure::Measure(_, measure, _) if measure.is_label())
}

/// The plan's figure, `None` within where it is blank; `None` of what no plan has.
fn planned(both: &Both, plan: &Outcome, figure: &Figure) -> Option<Option<f64>> {
    let (part, measure, year) = match figure {
        Figure::Measure(part, measure, year) => (part.clone(), *measure, *year),
        Figure::Area(area, of) => (TargetPart::Area(*area), of.over_the_horizon()?, 0),
    };
    let value = both.model.measures(plan).value(&Shares::of(both.programme, &part), measure, year);
    Some((!value.is_nan()).then_some(value))
}

/// The values of a figure, sorted; blank ones left out.
struct Trials {
    sorted: Vec<f64>,
    /// Whether any is blank, and with it the figure: but for an area's lateness, which is that of the trials in which it goes
    /// ahead.
    is_blank: bool,
}

impl Trials {
    fn of(pair: &Pair) -> Self {
        let mut sorted: Vec<f64> = pair.reference.iter().copied().filter(|value| !value.is_nan()).collect();
        sorted.sort_by(f64::total_cmp);
        let of_part = matches!(pair.figure, Figure::Measure(..));
        Trials { is_blank: sorted.is_empty() || (of_part && sorted.len() < pair.reference.len()), sorted }
    }

    fn mean(&self) -> Option<f64> {
        (!self.is_blank).then(|| self.sorted.iter().sum::<f64>() / self.sorted.len() as f64)
    }

    fn sd(&self) -> Option<f64> {
        let mean = self.mean()?;
        let squares: f64 = self.sorted.iter().map(|value| (value - mean) * (value - mean)).sum();
        Some((squares / (self.sorted.len() - 1) as f64).sqrt())
    }

    /// Type 7.
    fn quantile(&self, p: f64) -> Option<f64> {
        let rank = p * (self.sorted.len() - 1) as f64;
        let (below, above) = (self.sorted[rank.floor() as usize], self.sorted[rank.ceil() as usize]);
        (!self.is_blank).then_some(below + rank.fract() * (above - below))
    }

    /// The smallest label that at least so many do not exceed.
    fn label(&self, p: f64) -> Option<f64> {
        let number = (p * self.sorted.len() as f64 - 1e-9).ceil() as usize;
        (!self.is_blank).then(|| self.sorted[number - 1])
    }
}

fn of_targets(both: &Both, plan: &Outcome, said: &Said) -> Vec<String> {
    let of = |(target, (plan_meets, probability)): (&Target, &(Option<bool>, f64))| {
        let year = target.by.map_or(0, |by| both.programme.horizon.index_of(by).expect("targets are of counted years"));
        let figure = Figure::Measure(target.part.clone(), target.measure, year);
        let pair = both.pairs.iter().find(|pair| pair.figure == figure).expect("every target's figure is compared");
        let met = pair.reference.iter().filter(|value| meets(both, target, **value)).count();
        let share = met as f64 / pair.reference.len() as f64;
        let planned = planned(both, plan, &figure).flatten().map(|value| meets(both, target, value));
        let is_same = *plan_meets == planned && (share - probability).abs() < 1e-9;
        (!is_same).then(|| {
            format!("target {}: forecast {plan_meets:?} {probability}, reference {planned:?} {share}", target.name)
        })
    };
    both.programme.targets.iter().zip(&said.targets).filter_map(of).collect()
}

/// Whether a value, rounded, meets a target. What is blank does not.
fn meets(both: &Both, target: &Target, value: f64) -> bool {
    let threshold = match target.threshold {
        Threshold::Amount(amount) => amount.to_f64().expect("thresholds fit into a number"),
        Threshold::Year(year) => f64::from(year.years_since(both.programme.horizon.first())),
    };
    let per_unit = if target.measure.is_money() { 100.0 } else { 1e6 };
    let (value, threshold) = ((per_unit * value).round(), (per_unit * threshold).round());
    match target.direction {
        Direction::AtLeast => value >= threshold,
        Direction::AtMost => value <= threshold,
    }
}

/// What common causes learnt.
fn of_causes(both: &Both, said: &Said) -> Vec<String> {
    let found = both.model.learnt();
    let is_same = |((mean, sd), (found, found_sd)): (&(f64, f64), &(f64, f64))| {
        (mean - found).abs() < 1e-6 && (sd - found_sd).abs() < 1e-6
    };
    let agree = said.learnt.len() == found.len() && said.learnt.iter().zip(&found).all(is_same);
    if agree { Vec::new() } else { vec![format!("learnt: forecast {:?}, reference {found:?}", said.learnt)] }
}
