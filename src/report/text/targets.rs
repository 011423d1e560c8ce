//! Each target: how many simulated futures meet it, and what the plan says.

use super::super::figures::exact;
use super::super::figures::plain;
use super::amounts::stated;
use super::odds::{futures, interval};
use super::wording::{goal, goal_itself, per};
use super::wrap::paragraph;
use crate::forecast::{Forecast, TargetForecast, TargetPlan};
use crate::programme::{Measure, Payback, Threshold, Whole};
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// All targets; nothing where there are none.
pub fn section(forecast: &Forecast) -> String {
    if forecast.targets.is_empty() {
        return String::new();
    }
    let mut text = "Targets\n".to_string();
    for target in &forecast.targets {
        text.push_str(&paragraph(&target.name, 2));
        let counted = counted_from(forecast, target);
        text.push_str(&paragraph(&format!("{} {}{counted}", chance(forecast, target), plan(target)), 4));
    }
    text
}

/// What payback leaves out, where that is not only what lies before the horizon.
fn counted_from(forecast: &Forecast, target: &TargetForecast) -> String {
    let year = forecast.as_of.financial_year();
    match target.measure {
        Measure::Whole(Whole::PaybackYear) if year > forecast.horizon.first() => {
            format!(" Payback is counted from {year} on: what was saved and spent before is not in it.")
        }
        _ => String::new(),
    }
}

fn chance(forecast: &Forecast, target: &TargetForecast) -> String {
    if target.is_certain {
        let met = if target.probability > 0.5 { "met" } else { "missed" };
        let target_of = format!("the target of {}", goal_itself(forecast, target));
        return match target.measure {
            Measure::Whole(Whole::CurrentRunRate) => {
                let date = forecast.as_of.in_words();
                format!("A fact of 1 {date}, not a chance: {target_of} is {met}.")
            }
            Measure::Whole(Whole::PaybackYear) => format!("Certain, not a chance: the target is {met}."),
            _ => format!("Certain, not a chance: {target_of} is {met}."),
        };
    }
    let futures = futures(target.probability, forecast.run.trials);
    format!("{futures} {}{}.", goal(forecast, target), interval(target.interval))
}

fn plan(target: &TargetForecast) -> String {
    let verdict = match target.plan_meets {
        Some(true) => ", which meets it",
        Some(false) => ", which does not meet it",
        None => "",
    };
    match target.plan {
        TargetPlan::Amount(amount) => format!("The plan says {}{verdict}.", planned(target, amount)),
        TargetPlan::Payback(Payback::Year(year)) => format!("The plan pays back in {year}{verdict}."),
        TargetPlan::Payback(Payback::Never) => format!("The plan never pays back{verdict}."),
        TargetPlan::Blank => "The plan has no figure for it.".into(),
    }
}

/// The plan's amount, with three digits unless that would make it look like the target, which it is not.
fn planned(target: &TargetForecast, amount: f64) -> String {
    let full = Decimal::from_f64(amount).unwrap_or_default();
    if !target.measure.is_money() {
        return plain(full.round_dp(3));
    }
    let threshold = match target.threshold {
        Threshold::Amount(threshold) => threshold,
        Threshold::Year(_) => Decimal::ZERO,
    };
    let is_near = exact(amount) == exact(threshold.to_f64().unwrap_or(0.0));
    let shown = if is_near { stated(full.round_dp(2)) } else { exact(amount) };
    format!("{shown}{}", per(target.measure))
}
