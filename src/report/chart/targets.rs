//! Targets as charts mark them, and those that a chart does not mark.
//!
//! A chart marks only targets on exactly the measure that it shows: beside the plan of another
//! measure a target would look missed where it is met.

use super::amounts::Amounts;
use super::data::{Label, Mark, Role, Side};
use super::{subject, words};
use crate::forecast::{Forecast, TargetForecast};
use crate::money::Pounds;
use crate::programme::{Direction, Flow, Measure, Stock, TargetPart, Threshold, Whole};
use crate::report::figures::{plain, share_of_trials, stated};
use rust_decimal::prelude::ToPrimitive;

/// The most targets that a chart marks.
const MOST_MARKED: usize = 12;

/// The most targets that are listed below a chart; so many more are only counted.
const MOST_LISTED: usize = 6;

/// The most targets, marked or not, of which a text alternative speaks.
const MOST_TOLD: [usize; 2] = [3, 2];

/// The most letters of a name in a list: nearly a line and a half.
const NAME_LETTERS: usize = 140;

/// A target that a chart marks.
#[derive(Clone, Copy, Debug)]
pub struct Target<'f> {
    /// The target.
    pub target: &'f TargetForecast,
    /// Its threshold, in the measure's unit.
    pub amount: f64,
    /// The position of its year in the horizon.
    pub place: usize,
}

/// The targets that a chart of `measure` of a `part` marks.
pub fn of<'f>(forecast: &'f Forecast, part: &TargetPart, measure: Measure) -> Vec<Target<'f>> {
    let is_shown = |target: &&TargetForecast| target.part == *part && is_about(target.measure, measure);
    let found = forecast.targets.iter().filter(is_shown).filter_map(|target| Target::of(forecast, target));
    found.take(MOST_MARKED).collect()
}

/// Targets on the net saving of the whole horizon.
pub fn of_the_total(forecast: &Forecast) -> Vec<Target<'_>> {
    let last = forecast.horizon.len() - 1;
    let mut found = of(forecast, &TargetPart::Programme, Measure::Cumulative(Flow::NetSaving));
    found.retain(|target| target.place == last);
    found
}

/// Whether a target's measure is the one charted: the sum over the horizon is the last point of the running sum.
fn is_about(measure: Measure, charted: Measure) -> bool {
    let total = match charted {
        Measure::Cumulative(Flow::GrossSaving) => Some(Whole::HorizonGrossSaving),
        Measure::Cumulative(Flow::TotalCost) => Some(Whole::HorizonCost),
        Measure::Cumulative(Flow::NetSaving) => Some(Whole::HorizonNetSaving),
        Measure::Cumulative(Flow::BudgetEffect) => Some(Whole::HorizonBudgetEffect),
        _ => None,
    };
    measure == charted || total.is_some_and(|total| measure == Measure::Whole(total))
}

impl<'f> Target<'f> {
    fn of(forecast: &Forecast, target: &'f TargetForecast) -> Option<Self> {
        let Threshold::Amount(amount) = target.threshold else { return None };
        let amount = amount.to_f64().filter(|amount| amount.is_finite())?;
        let year = target.by.unwrap_or(forecast.horizon.last());
        Some(Target { target, amount, place: forecast.horizon.index_of(year)? })
    }

    /// Its mark: in words its figure, its chance and its name.
    pub fn mark(&self, (x, y): (f64, f64), side: Side, amounts: &Amounts) -> Mark {
        let (figure, chance) = (self.figure(amounts), met(self.target));
        let name = self.target.name.trim();
        let what = format!("Target {figure} {}, {chance}{}: {name}", self.when(), verdict(self.target.plan_meets));
        let label =
            Label { figure: format!("Target {figure}"), lines: vec![chance, name.to_owned()], in_full: Some(what) };
        Mark { x, y: Some(y), role: Role::Target, side, label }
    }

    /// Share of the trials at or above its amount.
    pub fn chance_of_more(&self) -> f64 {
        let probability = self.target.probability;
        if self.target.direction == Direction::AtMost { 1.0 - probability } else { probability }
    }

    /// `£10.6m`, `at most £10.6m`.
    fn figure(&self, amounts: &Amounts) -> String {
        let bound = if self.target.direction == Direction::AtMost { "at most " } else { "" };
        format!("{bound}{}", amounts.stated(self.amount))
    }

    /// `by 2022/23`, or `in 2022/23` of a single year.
    fn when(&self) -> String {
        match self.target.by {
            None => "over the whole period".into(),
            Some(year) if matches!(self.target.measure, Measure::Flow(_)) => format!("in {year}"),
            Some(year) => format!("by {year}"),
        }
    }

    fn in_words(&self, amounts: &Amounts) -> String {
        let (name, figure, chance) = (self.target.name.trim(), self.figure(amounts), met(self.target));
        format!("the target \u{201c}{name}\u{201d} of {figure} {} is {chance}", self.when())
    }
}

/// The sentence on the first of the targets that a chart marks, with how many more there are.
pub fn sentence(targets: &[Target<'_>], amounts: &Amounts) -> Option<String> {
    let most = MOST_TOLD[0];
    let mut told: Vec<_> = targets.iter().take(most).map(|target| target.in_words(amounts)).collect();
    if targets.len() > most {
        told.push(format!("{} more targets are marked", targets.len() - most));
    }
    (!told.is_empty()).then(|| format!("{}.", words::capital(&told.join("; "))))
}

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
    pub fn than(forecast: &Forecast, marked: &[Target<'_>]) -> Self {
        let is_marked = |target: &TargetForecast| marked.iter().any(|mark| std::ptr::eq(mark.target, target));
        let others: Vec<_> = forecast.targets.iter().filter(|target| !is_marked(target)).collect();
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
        let most = MOST_TOLD[1].min(self.listed.len());
        let told = self.listed[..most].join("; ");
        let more = if self.count > most { format!("; and {} more", self.count - most) } else { String::new() };
        (most > 0).then(|| format!("Targets that are not marked: {told}{more}."))
    }
}

/// `‘Total saving’: cumulative gross saving of at least £10.6m by 2022/23: met in under 1% of trials; the plan meets it`.
fn in_words(forecast: &Forecast, target: &TargetForecast) -> String {
    let name = shortened(&target.name);
    let (what, met) = (what(forecast, target), met(target));
    format!("\u{2018}{name}\u{2019}: {what}{}: {met}{}", part(target), verdict(target.plan_meets))
}

/// A name for a list.
fn shortened(name: &str) -> String {
    let name = name.trim();
    match name.char_indices().nth(NAME_LETTERS) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
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
fn verdict(plan_meets: Option<bool>) -> &'static str {
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
    let years = subject::years(forecast.horizon);
    let noun = words::noun(target.measure);
    match target.measure {
        measure if measure.is_label() && target.direction == Direction::AtMost => format!("payback by {amount}"),
        measure if measure.is_label() => format!("payback not before {amount}"),
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

/// Whose part of the measure.
fn part(target: &TargetForecast) -> String {
    let named = |what: &str, name: &str| format!(" for {what}{}", shortened(name));
    let name = target.part_name.as_deref().unwrap_or_default();
    match &target.part {
        TargetPart::Programme => String::new(),
        TargetPart::Partner(_) => named("", name),
        TargetPart::Portfolio(portfolio) => named("the portfolio ", portfolio),
        TargetPart::Area(_) => named("the area ", name),
        TargetPart::Workforce(_) => named("the workforce group ", name),
    }
}
