//! Targets as charts mark them.
//!
//! A chart marks only targets on exactly the measure that it shows: beside the plan of another
//! measure a target would look missed where it is met.

use super::geometry::Point;
use super::mark::{self, LEADER};
use super::other_targets::verdict;
use super::placement::Room;
use super::sheet::Sheet;
use super::tag::Tag;
use super::typeface::Letters;
use crate::fiscal::FinancialYear;
use crate::forecast::{Forecast, TargetForecast};
use crate::money::Pounds;
use crate::programme::{Direction, Flow, Measure, TargetPart, Threshold, Whole};
use crate::report::figures::{Notation, share_of_trials};

/// A target on a net saving of the whole programme.
#[derive(Clone, Debug)]
pub struct Goal {
    /// Its position among the targets of the forecast.
    pub position: usize,
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
    /// Whether it is about a single year rather than all up to it.
    is_yearly: bool,
    plan_meets: Option<bool>,
    at_most: bool,
    letter: Option<String>,
}

/// The widest a label may be.
const TAG_WIDTH: f64 = 148.0;

/// The most lines that a label gives to a name. A longer one is cut, and stands in full below the chart.
const NAME_LINES: usize = 4;

/// More targets than this are named by letters and listed below the chart.
const MOST_NAMED: usize = 4;

/// The most targets that a chart marks.
const MOST_MARKED: usize = 12;

impl Goal {
    /// `£10.6m`, `at most £10.6m`.
    pub fn figure(&self, notation: &Notation) -> String {
        let bound = if self.at_most { "at most " } else { "" };
        format!("{bound}{}", notation.stated(self.amount))
    }

    /// Its label: its figure, chance and name, or its letter alone.
    pub fn tag(&self, notation: &Notation) -> Tag {
        match &self.letter {
            Some(letter) => Tag::strong(letter.as_str()),
            None => {
                let chance = format!("met in {}", share_of_trials(self.probability));
                let first = Letters::STRONG.wrapped(&format!("Target {}", self.figure(notation)), TAG_WIDTH, 2);
                Tag::strong_lines(first).with(&self.name, TAG_WIDTH, NAME_LINES).with(&chance, TAG_WIDTH, 2)
            }
        }
    }

    /// Whether its label finds no free space near `at`. Takes the space that it finds.
    pub fn is_crowded_out(&self, at: Point, room: &mut Room, notation: &Notation) -> bool {
        let tag = self.tag(notation);
        room.near(at, tag.width(), tag.height()).is_none()
    }

    /// Writes its label near `at` where there is room, with a line to it.
    pub fn write_near(&self, at: Point, room: &mut Room, sheet: &mut Sheet<'_>, notation: &Notation) {
        let tag = self.tag(notation);
        if let Some(bounds) = room.near_or_over_data(at, tag.width(), tag.height()) {
            let edge = Point::new(at.x.clamp(bounds.left, bounds.right), at.y.clamp(bounds.top, bounds.bottom));
            sheet.line(&[at, edge], LEADER);
            tag.write(sheet, bounds);
        }
        mark::target(sheet, at);
    }

    /// Whether it is named by a letter.
    pub fn has_letter(&self) -> bool {
        self.letter.is_some()
    }

    /// Whether its label cuts its name.
    pub fn is_cut(&self) -> bool {
        Letters::BODY.wrapped(&self.name, TAG_WIDTH, usize::MAX).len() > NAME_LINES
    }

    /// Its entry in the list below the chart, where it is named by a letter.
    pub fn note(&self, notation: &Notation) -> Option<String> {
        let letter = self.letter.as_ref()?;
        let (figure, chance) = (self.figure(notation), share_of_trials(self.probability));
        let (when, verdict) = (self.when(), verdict(self.plan_meets));
        Some(format!("{letter}: target {figure} {when}, met in {chance}{verdict} ({})", self.name))
    }

    /// Its name in full with its figure, for below a chart whose label cuts it.
    pub fn in_full(&self, notation: &Notation) -> Option<String> {
        (!self.has_letter()).then(|| format!("Target {} {}: {}", self.figure(notation), self.when(), self.name))
    }

    /// `by 2022/23`, or `in 2022/23` of a single year.
    fn when(&self) -> String {
        format!("{} {}", if self.is_yearly { "in" } else { "by" }, self.year)
    }

    /// Share of the trials at or above its amount.
    pub fn chance_of_more(&self) -> f64 {
        if self.at_most { 1.0 - self.probability } else { self.probability }
    }

    /// What a text alternative says of it.
    fn in_words(&self, notation: &Notation) -> String {
        let (name, figure, chance) = (&self.name, self.figure(notation), share_of_trials(self.probability));
        format!("the target \u{201c}{name}\u{201d} of {figure} {} is met in {chance}", self.when())
    }
}

/// Targets on the cumulative net saving up to a year's end, and on that of the horizon.
pub fn cumulative(forecast: &Forecast) -> Vec<Goal> {
    goals(forecast, |target| is_cumulative(target.measure))
}

/// Targets on the net saving of a single year.
pub fn yearly(forecast: &Forecast) -> Vec<Goal> {
    goals(forecast, |target| target.measure == Measure::Flow(Flow::NetSaving))
}

/// Targets on the net saving of the whole horizon.
pub fn of_the_total(forecast: &Forecast) -> Vec<Goal> {
    let last = forecast.horizon.last();
    goals(forecast, |target| is_cumulative(target.measure) && target.by.is_none_or(|year| year == last))
}

/// The sentence on up to three of `goals`, with how many more there are.
pub fn sentence(goals: &[Goal], notation: &Notation) -> Option<String> {
    const TOLD: usize = 3;
    let mut told: Vec<_> = goals.iter().take(TOLD).map(|goal| goal.in_words(notation)).collect();
    if goals.len() > TOLD {
        told.push(format!("{} more targets are marked", goals.len() - TOLD));
    }
    let sentence = told.join("; ");
    let mut letters = sentence.chars();
    let first = letters.next()?;
    Some(format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

fn is_cumulative(measure: Measure) -> bool {
    matches!(measure, Measure::Cumulative(Flow::NetSaving) | Measure::Whole(Whole::HorizonNetSaving))
}

fn goals(forecast: &Forecast, is_shown: impl Fn(&TargetForecast) -> bool) -> Vec<Goal> {
    let targets = forecast.targets.iter().enumerate();
    let of_programme = targets.filter(|(_, target)| target.part == TargetPart::Programme && is_shown(target));
    let found = of_programme.filter_map(|(position, target)| goal(forecast, position, target));
    let mut found: Vec<_> = found.take(MOST_MARKED).collect();
    if found.len() > MOST_NAMED {
        name_by_letters(&mut found);
    }
    found
}

fn goal(forecast: &Forecast, position: usize, target: &TargetForecast) -> Option<Goal> {
    let Threshold::Amount(amount) = target.threshold else { return None };
    let year = target.by.unwrap_or(forecast.horizon.last());
    let amount = Pounds::new(amount).to_f64();
    Some(Goal {
        position,
        name: target.name.trim().to_owned(),
        amount: amount.is_finite().then_some(amount)?,
        place: forecast.horizon.index_of(year)?,
        year,
        probability: target.probability,
        is_yearly: matches!(target.measure, Measure::Flow(_)),
        plan_meets: target.plan_meets,
        at_most: target.direction == Direction::AtMost,
        letter: None,
    })
}

/// Names `goals` by letters, for charts that have no room for their names.
pub fn name_by_letters(goals: &mut [Goal]) {
    for (place, goal) in goals.iter_mut().enumerate() {
        goal.letter = Some(char::from(b'A' + (place % 26) as u8).into());
    }
}
