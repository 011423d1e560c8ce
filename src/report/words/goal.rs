//! Targets in words.

use super::super::document::{Name, Sentence, Span, name};
use super::super::figure::{Figure, Scale, Unit};
use super::{capital, noun, per, with_article, years};
use crate::fiscal::{FinancialYear, Horizon};
use crate::forecast::{Forecast, TargetForecast};
use crate::programme::{Direction, Measure, Programme, Staffing, Stock, Target, TargetPart, Threshold, Whole};
use rust_decimal::prelude::ToPrimitive;

/// What a target asks for.
#[derive(Clone, Debug)]
pub struct Goal {
    /// What is measured.
    pub measure: Measure,
    /// At least or at most.
    pub direction: Direction,
    /// How much, or when.
    pub threshold: Threshold,
    /// The year.
    pub by: Option<FinancialYear>,
    /// Whose part.
    pub part: PartOf,
    horizon: Horizon,
    scale: Scale,
    /// The target's name, by which its file knows it.
    key: String,
}

/// Whose part of a measure.
#[derive(Clone, Debug, PartialEq)]
pub enum PartOf {
    /// Everything.
    Programme,
    /// A partner's.
    Partner(Name),
    /// A portfolio's.
    Portfolio(Name),
    /// An area's.
    Area(Name),
    /// A workforce group's.
    Workforce(Name),
}

impl Goal {
    /// What a target of a forecast asks for.
    pub fn of_forecast(forecast: &Forecast, target: &TargetForecast, scale: Scale) -> Self {
        let named = || name(target.part_name.as_deref().unwrap_or_default());
        Goal {
            measure: target.measure,
            direction: target.direction,
            threshold: target.threshold,
            by: target.by,
            part: match &target.part {
                TargetPart::Programme => PartOf::Programme,
                TargetPart::Partner(_) => PartOf::Partner(named()),
                TargetPart::Portfolio(portfolio) => PartOf::Portfolio(name(portfolio)),
                TargetPart::Area(_) => PartOf::Area(named()),
                TargetPart::Workforce(_) => PartOf::Workforce(named()),
            },
            horizon: forecast.horizon,
            scale,
            key: target.name.clone(),
        }
    }

    /// What a target of a scenario asks for, amounts in pounds.
    pub fn of_programme(programme: &Programme, target: &Target) -> Self {
        Goal {
            measure: target.measure,
            direction: target.direction,
            threshold: target.threshold,
            by: target.by,
            part: match &target.part {
                TargetPart::Programme => PartOf::Programme,
                TargetPart::Partner(partner) => PartOf::Partner(name(&programme.partners[*partner].name)),
                TargetPart::Portfolio(portfolio) => PartOf::Portfolio(name(portfolio)),
                TargetPart::Area(area) => PartOf::Area(name(&programme.areas[*area].name)),
                TargetPart::Workforce(group) => PartOf::Workforce(name(&programme.workforce[*group].name)),
            },
            horizon: programme.horizon,
            scale: Scale::POUNDS,
            key: target.name.clone(),
        }
    }

    /// What meeting it means: `reach a cumulative gross saving of £10.6m or more by the end of 2022/23`.
    pub fn reached(&self) -> Sentence {
        let verb = match (self.measure, self.direction) {
            (measure, Direction::AtMost) if measure.is_label() => "have paid back ",
            (measure, Direction::AtLeast) if measure.is_label() => "have not paid back ",
            (Measure::Stock(Stock::PostsRemoved | Stock::AreasLive), _) => "have ",
            (_, Direction::AtLeast) => "reach ",
            (_, Direction::AtMost) => "keep to ",
        };
        Sentence::from(verb) + self.itself()
    }

    /// The target without a verb: `a cumulative gross saving of £10.6m or more by the end of 2022/23`.
    pub fn itself(&self) -> Sentence {
        let is_count =
            matches!(self.measure, Measure::Stock(Stock::PostsRemoved | Stock::AreasLive) | Measure::Staffing(_));
        let bound = match self.direction {
            Direction::AtLeast => " or more",
            Direction::AtMost if is_count => " or fewer",
            Direction::AtMost => " or less",
        };
        let amount = self.bound();
        let what = match self.measure {
            measure if measure.is_label() && self.direction == Direction::AtMost => Sentence::from("by ") + amount,
            measure if measure.is_label() => Sentence::from("before ") + amount,
            Measure::Stock(Stock::PostsRemoved) => amount + " posts" + bound + " removed",
            Measure::Stock(Stock::AreasLive) => amount + " areas" + bound + " live",
            measure => Sentence::from(with_article(&noun(measure)) + " of ") + amount + bound,
        };
        what + self.when() + self.part.in_words()
    }

    /// The target as it stands in a table: `gross saving of £2.6m or more in 2022/23`.
    pub fn asked(&self) -> Sentence {
        let mut itself = self.itself();
        if let Some(Span::Text(text)) = itself.0.first_mut() {
            let without = text.strip_prefix("an ").or_else(|| text.strip_prefix("a "));
            if let Some(without) = without {
                *text = capital(without);
            }
        }
        itself
    }

    /// The threshold, with ` a year` where it is a rate.
    pub fn bound(&self) -> Sentence {
        match self.threshold {
            Threshold::Year(year) => year.to_string().into(),
            Threshold::Amount(amount) => {
                let column = if self.direction == Direction::AtLeast { "at_least" } else { "at_most" };
                let unit = Unit::of(self.measure, self.scale);
                let figure = Figure::stated(amount.to_f64().unwrap_or(f64::NAN), unit);
                Sentence::from(figure.from("targets", self.key.as_str(), column)) + per(self.measure)
            }
        }
    }

    /// ` in 2022/23`, ` by the end of 2022/23`; with the years of the horizon for a sum over it.
    pub fn when(&self) -> String {
        let is_of_a_year = matches!(
            self.measure,
            Measure::Flow(_) | Measure::Staffing(Staffing::TurnoverNeeded | Staffing::TurnoverAvailable)
        );
        let is_sum = matches!(
            self.measure,
            Measure::Whole(
                Whole::HorizonGrossSaving | Whole::HorizonCost | Whole::HorizonNetSaving | Whole::HorizonBudgetEffect
            )
        );
        match (self.measure, self.by) {
            (_, Some(year)) if is_of_a_year => format!(" in {year}"),
            (Measure::Cumulative(_), Some(year)) => format!(" by the end of {year}"),
            (Measure::Stock(_) | Measure::Staffing(_), Some(year)) => format!(" at the end of {year}"),
            _ if is_sum => format!(" over {}", years(self.horizon)),
            _ => String::new(),
        }
    }
}

/// A figure in words: `net saving over 2017/18 to 2022/23 for the area ICT`.
pub fn figure_in_words(
    programme: &Programme,
    (measure, by): (Measure, Option<FinancialYear>),
    part: &TargetPart,
) -> Sentence {
    let target = Target {
        name: String::new(),
        measure,
        by,
        part: part.clone(),
        direction: Direction::AtLeast,
        threshold: Threshold::Amount(rust_decimal::Decimal::ZERO),
    };
    let goal = Goal::of_programme(programme, &target);
    Sentence::from(noun(measure)) + goal.when() + goal.part.in_words()
}

impl PartOf {
    /// ` for the area ICT`; nothing for the whole programme.
    pub fn in_words(&self) -> Sentence {
        match self {
            PartOf::Programme => Sentence::new(),
            PartOf::Partner(name) => Sentence::from(" for ") + name.clone(),
            PartOf::Portfolio(name) => Sentence::from(" for the portfolio ") + name.clone(),
            PartOf::Area(name) => Sentence::from(" for the area ") + name.clone(),
            PartOf::Workforce(name) => Sentence::from(" for the workforce group ") + name.clone(),
        }
    }
}
