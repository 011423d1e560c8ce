//! Measures, thresholds and parts in words.

use super::super::figures::plain;
use super::amounts::stated;
use super::heading::years;
use crate::forecast::{Forecast, TargetForecast};
use crate::programme::{Direction, Measure, Staffing, Stock, TargetPart, Threshold, Whole};

/// What meeting a target means: `reach a cumulative gross saving of £10.6m or more by the end of 2022/23`.
pub fn goal(forecast: &Forecast, target: &TargetForecast) -> String {
    let verb = match (target.measure, target.direction) {
        (Measure::Whole(Whole::PaybackYear), Direction::AtMost) => "have paid back",
        (Measure::Whole(Whole::PaybackYear), Direction::AtLeast) => "have not paid back",
        (Measure::Stock(Stock::PostsRemoved | Stock::AreasLive), _) => "have",
        (_, Direction::AtLeast) => "reach",
        (_, Direction::AtMost) => "keep to",
    };
    format!("{verb} {}", goal_itself(forecast, target))
}

/// The target without its verb: `a cumulative gross saving of £10.6m or more by the end of 2022/23`.
pub fn goal_itself(forecast: &Forecast, target: &TargetForecast) -> String {
    let amount = threshold(target);
    let bound = match (target.direction, target.measure) {
        (Direction::AtLeast, _) => "or more",
        (Direction::AtMost, Measure::Stock(Stock::PostsRemoved | Stock::AreasLive) | Measure::Staffing(_)) => {
            "or fewer"
        }
        (Direction::AtMost, _) => "or less",
    };
    let when = when(forecast, target);
    let part = part(target);
    match target.measure {
        Measure::Whole(Whole::PaybackYear) if target.direction == Direction::AtMost => format!("by {amount}{part}"),
        Measure::Whole(Whole::PaybackYear) => format!("before {amount}{part}"),
        Measure::Stock(Stock::PostsRemoved) => format!("{amount} posts {bound} removed{when}{part}"),
        Measure::Stock(Stock::AreasLive) => format!("{amount} areas {bound} live{when}{part}"),
        measure => format!("{} of {amount} {bound}{when}{part}", with_article(&noun(measure))),
    }
}

/// The threshold in the measure's unit.
fn threshold(target: &TargetForecast) -> String {
    match target.threshold {
        Threshold::Year(year) => year.to_string(),
        Threshold::Amount(amount) if target.measure.is_money() => format!("{}{}", stated(amount), per(target.measure)),
        Threshold::Amount(amount) => plain(amount),
    }
}

/// ` a year` behind an amount that is a rate.
pub fn per(measure: Measure) -> &'static str {
    match measure {
        Measure::Stock(Stock::RunRate) | Measure::Whole(Whole::CurrentRunRate) => " a year",
        _ => "",
    }
}

/// A measure as a reader calls it.
pub fn noun(measure: Measure) -> String {
    match measure {
        Measure::Whole(Whole::HorizonGrossSaving) => "gross saving".into(),
        Measure::Whole(Whole::HorizonCost) => "total cost".into(),
        Measure::Whole(Whole::HorizonNetSaving) => "net saving".into(),
        Measure::Whole(Whole::HorizonBudgetEffect) => "effect on the budgets".into(),
        Measure::Whole(Whole::Npv) => "net present value".into(),
        Measure::Whole(Whole::BenefitCostRatio) => "benefit-cost ratio".into(),
        measure => measure.name().replace('_', " "),
    }
}

fn with_article(noun: &str) -> String {
    let article = if noun.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {noun}")
}

fn when(forecast: &Forecast, target: &TargetForecast) -> String {
    match (target.measure, target.by) {
        (Measure::Flow(_) | Measure::Staffing(Staffing::TurnoverNeeded | Staffing::TurnoverAvailable), Some(year)) => {
            format!(" in {year}")
        }
        (Measure::Cumulative(_), Some(year)) => format!(" by the end of {year}"),
        (Measure::Stock(_) | Measure::Staffing(Staffing::Headcount), Some(year)) => format!(" at the end of {year}"),
        (Measure::Whole(whole), _) if is_sum(whole) => format!(" over {}", years(forecast)),
        _ => String::new(),
    }
}

fn is_sum(whole: Whole) -> bool {
    matches!(
        whole,
        Whole::HorizonGrossSaving | Whole::HorizonCost | Whole::HorizonNetSaving | Whole::HorizonBudgetEffect
    )
}

/// Whose part of the measure.
fn part(target: &TargetForecast) -> String {
    let name = target.part_name.as_deref().unwrap_or_default();
    match &target.part {
        TargetPart::Programme => String::new(),
        TargetPart::Partner(_) => format!(" for {name}"),
        TargetPart::Portfolio(portfolio) => format!(" for the portfolio {portfolio}"),
        TargetPart::Area(_) => format!(" for the area {name}"),
        TargetPart::Workforce(_) => format!(" for the workforce group {name}"),
    }
}
