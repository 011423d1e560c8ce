//! Targets as charts show them.

use super::tag::Tag;
use super::typeface::Letters;
use crate::fiscal::FinancialYear;
use crate::forecast::{Forecast, TargetForecast};
use crate::money::Pounds;
use crate::programme::{Direction, Flow, Measure, TargetPart, Threshold, Whole};
use crate::report::figures;

/// A target on an amount of the whole programme.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Its name.
    pub name: String,
    /// The threshold, £.
    pub amount: f64,
    /// The position of its year in the horizon.
    pub place: usize,
    /// Its year.
    pub year: FinancialYear,
    /// Share of the trials that meet it.
    pub probability: f64,
    /// Which saving it is about, in a word.
    what: &'static str,
    at_most: bool,
    letter: Option<String>,
}

/// More targets than this are named by letters and listed below the chart.
const MOST_NAMED: usize = 4;

impl Goal {
    /// `£10.6m gross`.
    pub fn figure(&self) -> String {
        let bound = if self.at_most { "at most " } else { "" };
        format!("{bound}{} {}", figures::exact(self.amount), self.what)
    }

    /// Its label, no wider than about `width`: its figure, chance and name, or its letter alone.
    pub fn tag(&self, width: f64) -> Tag {
        match &self.letter {
            Some(letter) => Tag::strong(letter.as_str()),
            None => {
                let chance = format!("met in {} of trials", figures::percent(self.probability));
                let first = Letters::STRONG.wrapped(&format!("Target {}", self.figure()), width, 2);
                Tag::strong_lines(first).with(&self.name, width, 2).with(&chance, width, 2)
            }
        }
    }

    /// Its entry in the list below the chart, where it is named by a letter.
    pub fn note(&self) -> Option<String> {
        let letter = self.letter.as_ref()?;
        let chance = figures::percent(self.probability);
        Some(format!("{letter}: {} by {}, met in {chance} of trials ({})", self.figure(), self.year, self.name))
    }

    /// Share of the trials at or above its amount.
    pub fn chance_of_more(&self) -> f64 {
        if self.at_most { 1.0 - self.probability } else { self.probability }
    }

    /// What a text alternative says of it.
    pub fn in_words(&self) -> String {
        let (name, figure, chance) = (&self.name, self.figure(), figures::percent(self.probability));
        format!("the target \u{201c}{name}\u{201d} of {figure} by {} is met in {chance} of trials", self.year)
    }
}

/// Targets on cumulative savings: running sums up to a year's end, and those of the horizon.
pub fn cumulative(forecast: &Forecast) -> Vec<Goal> {
    goals(forecast, |measure| match measure {
        Measure::Cumulative(flow) => saving(flow),
        Measure::Whole(whole) => horizon_saving(whole),
        Measure::Flow(_) | Measure::Stock(_) | Measure::Staffing(_) => None,
    })
}

/// Targets on the savings of a single year.
pub fn yearly(forecast: &Forecast) -> Vec<Goal> {
    goals(forecast, |measure| match measure {
        Measure::Flow(flow) => saving(flow),
        Measure::Cumulative(_) | Measure::Whole(_) | Measure::Stock(_) | Measure::Staffing(_) => None,
    })
}

/// Targets on the net saving of the whole horizon.
pub fn of_the_total(forecast: &Forecast) -> Vec<Goal> {
    let last = forecast.horizon.len() - 1;
    let mut found = goals(forecast, |measure| match measure {
        Measure::Cumulative(Flow::NetSaving) | Measure::Whole(Whole::HorizonNetSaving) => Some("net"),
        _ => None,
    });
    found.retain(|goal| goal.place == last);
    name_by_letters(found)
}

/// The sentence on up to three of `goals`, with how many more there are.
pub fn sentence(goals: &[Goal]) -> Option<String> {
    const TOLD: usize = 3;
    let mut told: Vec<_> = goals.iter().take(TOLD).map(Goal::in_words).collect();
    if goals.len() > TOLD {
        told.push(format!("{} more targets are marked", goals.len() - TOLD));
    }
    let sentence = told.join("; ");
    let mut letters = sentence.chars();
    let first = letters.next()?;
    Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn saving(flow: Flow) -> Option<&'static str> {
    match flow {
        Flow::GrossSaving => Some("gross"),
        Flow::CashableSaving => Some("cashable"),
        Flow::NetSaving => Some("net"),
        Flow::BudgetEffect => Some("effect on budgets"),
        _ => None,
    }
}

fn horizon_saving(whole: Whole) -> Option<&'static str> {
    match whole {
        Whole::HorizonGrossSaving => Some("gross"),
        Whole::HorizonNetSaving => Some("net"),
        Whole::HorizonBudgetEffect => Some("effect on budgets"),
        _ => None,
    }
}

fn goals(forecast: &Forecast, about: impl Fn(Measure) -> Option<&'static str>) -> Vec<Goal> {
    let of_programme = forecast.targets.iter().filter(|target| target.part == TargetPart::Programme);
    let found = of_programme.filter_map(|target| goal(forecast, target, about(target.measure)?));
    name_by_letters(found.collect())
}

fn goal(forecast: &Forecast, target: &TargetForecast, what: &'static str) -> Option<Goal> {
    let Threshold::Amount(amount) = target.threshold else { return None };
    let year = target.by.unwrap_or(forecast.horizon.last());
    let amount = Pounds::new(amount).to_f64();
    Some(Goal {
        name: target.name.trim().to_owned(),
        amount: amount.is_finite().then_some(amount)?,
        place: forecast.horizon.index_of(year)?,
        year,
        probability: target.probability,
        what,
        at_most: target.direction == Direction::AtMost,
        letter: None,
    })
}

/// `goals` with letters where there are too many for their names.
fn name_by_letters(mut goals: Vec<Goal>) -> Vec<Goal> {
    let many = goals.len() > MOST_NAMED;
    for (place, goal) in goals.iter_mut().enumerate() {
        goal.letter = many.then(|| letter(place));
    }
    goals
}

/// A to Z, then AA to ZZ and so on.
fn letter(place: usize) -> String {
    let last = char::from(b'A' + (place % 26) as u8);
    if place < 26 { last.into() } else { format!("{}{last}", letter(place / 26 - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_go_on_after_z() {
        assert_eq!([0, 25, 26, 52, 701].map(letter), ["A", "Z", "AA", "BA", "ZZ"]);
    }
}
