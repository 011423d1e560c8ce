//! Targets that a chart does not mark, because they are not about what it shows.

use super::goal::Goal;
use super::scale;
use super::typeface::Letters;
use crate::forecast::{Forecast, TargetForecast};
use crate::money::Pounds;
use crate::programme::{Direction, Measure, Stock, TargetPart, Threshold, Whole};
use crate::report::figures::{plain, share_of_trials, stated};

/// The most targets that are listed; so many more are only counted.
const MOST_LISTED: usize = 6;

/// The most of them that a text alternative tells.
const MOST_TOLD: usize = 2;

/// The widest the name of a target may be: nearly a line and a half.
const TARGET_WIDTH: f64 = 900.0;

/// The widest the name of a part may be.
const PART_WIDTH: f64 = 330.0;

/// Targets that a chart does not mark.
#[derive(Clone, Debug, Default)]
pub struct Others {
    /// The first of them in words.
    listed: Vec<String>,
    /// How many there are.
    count: usize,
    /// Whether the chart marks others.
    some_are_marked: bool,
}

impl Others {
    /// The targets of `forecast` that are not among those that a chart marks.
    pub fn than(forecast: &Forecast, marked: &[Goal]) -> Self {
        let is_marked = |position: usize| marked.iter().any(|goal| goal.position == position);
        let others = forecast.targets.iter().enumerate().filter(|(position, _)| !is_marked(*position));
        let others: Vec<_> = others.map(|(_, target)| target).collect();
        let listed = others.iter().take(MOST_LISTED).map(|target| in_words(forecast, target)).collect();
        Others { listed, count: others.len(), some_are_marked: !marked.is_empty() }
    }

    /// The list: a heading, then a target on each line.
    pub fn lines(&self) -> Vec<String> {
        let heading = if self.some_are_marked { "Targets that are not marked above" } else { "Targets" };
        let mut lines: Vec<_> = self.listed.iter().map(|target| format!("\u{2013} {target}")).collect();
        if !lines.is_empty() {
            lines.insert(0, format!("{heading}:"));
        }
        if self.count > self.listed.len() {
            lines.push(format!("\u{2013} and {} more: targets.csv", self.count - self.listed.len()));
        }
        lines
    }

    /// The sentence on the first of them, with how many more there are.
    pub fn sentence(&self) -> Option<String> {
        let told = self.listed.get(..MOST_TOLD.min(self.listed.len())).filter(|told| !told.is_empty())?.join("; ");
        let more = match self.count.saturating_sub(MOST_TOLD) {
            0 => String::new(),
            more => format!("; and {more} more"),
        };
        Some(format!("Targets that are not marked: {told}{more}."))
    }
}

/// `‘Total saving’: cumulative gross saving of at least £10.6m by 2022/23: met in under 1% of trials; the plan meets it`.
fn in_words(forecast: &Forecast, target: &TargetForecast) -> String {
    let name = Letters::BODY.shortened(target.name.trim(), TARGET_WIDTH);
    let (what, met) = (what(forecast, target), met(target));
    format!("\u{2018}{name}\u{2019}: {what}{}: {met}{}", part(target), verdict(target.plan_meets))
}

/// In how many trials a target is met.
fn met(target: &TargetForecast) -> String {
    match (target.is_certain, target.probability > 0.5) {
        (true, true) => "met for certain".into(),
        (true, false) => "missed for certain".into(),
        (false, _) => format!("met in {}", share_of_trials(target.probability)),
    }
}

/// What the plan says of a target.
pub fn verdict(plan_meets: Option<bool>) -> &'static str {
    match plan_meets {
        Some(true) => "; the plan meets it",
        Some(false) => "; the plan does not meet it",
        None => "",
    }
}

/// What is to be reached, and when.
fn what(forecast: &Forecast, target: &TargetForecast) -> String {
    let amount = threshold(target);
    let bound = if target.direction == Direction::AtLeast { "at least" } else { "at most" };
    let year = target.by.map(|year| year.to_string()).unwrap_or_default();
    let years = scale::in_words(forecast.horizon);
    let noun = noun(target.measure);
    match target.measure {
        Measure::Whole(Whole::PaybackYear) if target.direction == Direction::AtMost => format!("payback by {amount}"),
        Measure::Whole(Whole::PaybackYear) => format!("payback not before {amount}"),
        Measure::Stock(Stock::PostsRemoved | Stock::AreasLive) => {
            format!("{bound} {amount} {noun} at the end of {year}")
        }
        Measure::Flow(_) => format!("{noun} of {bound} {amount} in {year}"),
        Measure::Cumulative(_) => format!("{noun} of {bound} {amount} by {year}"),
        Measure::Stock(_) | Measure::Staffing(_) => format!("{noun} of {bound} {amount} at the end of {year}"),
        Measure::Whole(Whole::CurrentRunRate) => format!("{noun} of {bound} {amount}"),
        Measure::Whole(_) => format!("{noun} of {bound} {amount} over {years}"),
    }
}

/// The threshold in the measure's unit.
fn threshold(target: &TargetForecast) -> String {
    let per = match target.measure {
        Measure::Stock(Stock::RunRate) | Measure::Whole(Whole::CurrentRunRate) => " a year",
        _ => "",
    };
    match target.threshold {
        Threshold::Year(year) => year.to_string(),
        Threshold::Amount(amount) if target.measure.is_money() => {
            format!("{}{per}", stated(Pounds::new(amount).to_f64()))
        }
        Threshold::Amount(amount) => plain(amount),
    }
}

fn noun(measure: Measure) -> String {
    match measure {
        Measure::Whole(Whole::Npv) => "net present value".into(),
        Measure::Whole(Whole::BenefitCostRatio) => "benefit-cost ratio".into(),
        measure => {
            let name = measure.name();
            name.strip_prefix("horizon_").unwrap_or(&name).replace('_', " ")
        }
    }
}

/// Whose part of the measure.
fn part(target: &TargetForecast) -> String {
    let named = |what: &str, name: &str| format!(" for {what}{}", Letters::BODY.shortened(name.trim(), PART_WIDTH));
    let name = target.part_name.as_deref().unwrap_or_default();
    match &target.part {
        TargetPart::Programme => String::new(),
        TargetPart::Partner(_) => named("", name),
        TargetPart::Portfolio(portfolio) => named("the portfolio ", portfolio),
        TargetPart::Area(_) => named("the area ", name),
        TargetPart::Workforce(_) => named("the workforce group ", name),
    }
}
