//! How certain: the chance of each target, the cautious figures, and what can be put into a budget.

use super::method;
use super::summary::loss_of;
use crate::forecast::{Forecast, MeasureForecast, Promise, Summary, TargetForecast, TargetPlan};
use crate::programme::{Flow, Measure, Payback, Threshold, Whole};
use crate::report::document::{Column, Item, Row, Section, Sentence, Table, Value, name};
use crate::report::figure::{Figure, Rounding, Scale, Unit};
use crate::report::words::{
    Figures, Goal, TOO_FEW, chance, futures, good_to, interval, is_too_wide, likelihood, noun, per, rating, same_in,
    years,
};
use rust_decimal::prelude::ToPrimitive;

/// The section; without targets the cautious figures alone.
pub(super) fn section(forecast: &Forecast, figures: &Figures) -> Section {
    let mut section = Section::new("confidence", "Confidence");
    section.table(targets(forecast, figures.scale));
    if !section.blocks.is_empty() {
        section.note("Ratings are simulated, not the responsible officer's.");
    }
    let entries = forecast.targets.iter().map(|target| entry(forecast, target, figures.scale)).collect();
    section.entries(Some("The targets in sentences".into()), entries);
    let cautious = cautious(forecast, figures);
    let are_several = cautious.len() > 1;
    section.list(Some(format!("The cautious reading, over {}:", years(forecast.horizon)).into()), cautious);
    if are_several {
        section
            .note("These lines do not add up: each is the cautious end of its own range, and not all are met at once.");
    }
    section.paragraph(promised(forecast, figures));
    let budget = budget(forecast, figures);
    if !budget.rows.is_empty() {
        section.table(budget);
        section.note(
            "At least so much reaches the budget in 80% of the simulated futures, each year by itself; grants and all costs \
             are in it.",
        );
    }
    section.paragraph(method::in_short(forecast, figures));
    section
}

// ---- targets

fn targets(forecast: &Forecast, scale: Scale) -> Table {
    let columns = [
        ("target", "Target"),
        ("asked", "Asked for"),
        ("plan", "Plan"),
        ("probability", "Chance"),
        ("words", "In words"),
        ("rating", "Rating"),
    ];
    Table {
        id: "targets",
        caption: "Targets".into(),
        unit: None,
        columns: columns.map(|(key, heading)| Column::text(key, heading)).into(),
        rows: forecast.targets.iter().map(|target| row(forecast, target, scale)).collect(),
    }
}

fn row(forecast: &Forecast, target: &TargetForecast, scale: Scale) -> Row {
    let plan = match target.plan {
        TargetPlan::Amount(amount) => Value::text(planned(target, amount, scale)),
        TargetPlan::Payback(Payback::Year(year)) => Value::Year(year),
        TargetPlan::Payback(Payback::Never) => Value::text("never"),
        TargetPlan::Blank => Value::Blank,
    };
    let mut cells =
        vec![name(&target.name).into(), Value::text(Goal::of_forecast(forecast, target, scale).asked()), plan];
    match target.is_certain {
        true => {
            cells.extend([Value::text(if target.probability > 0.5 { "met" } else { "missed" }), Value::text("a fact")]);
        }
        false => cells.extend([
            Value::Figure(chance(target)),
            Value::text(likelihood(target.probability)),
            Value::text(rating(target.interval.0)),
        ]),
    }
    Row::new(cells)
}

fn entry(forecast: &Forecast, target: &TargetForecast, scale: Scale) -> Item {
    let mut text = vec![met(forecast, target, scale), plan(target, scale)];
    text.extend(counted_from(forecast, target));
    Item { name: Some(name(&target.name).into()), text }
}

/// What payback leaves out, where that is not only what lies before the horizon.
fn counted_from(forecast: &Forecast, target: &TargetForecast) -> Option<Sentence> {
    let year = forecast.as_of.financial_year();
    let is_cut = target.measure == Measure::Whole(Whole::PaybackFromNow) && year > forecast.horizon.first();
    let said = || format!("Payback is counted from {year} on: what was saved and spent before is not in it.");
    is_cut.then(|| said().into())
}

/// The sentence on the chance of a target.
pub(super) fn chance_of_meeting(forecast: &Forecast, target: &TargetForecast, figures: &Figures) -> Sentence {
    met(forecast, target, figures.scale)
}

/// The same without its full stop, for a list.
pub(super) fn chance_within(forecast: &Forecast, target: &TargetForecast, figures: &Figures) -> Sentence {
    let goal = Goal::of_forecast(forecast, target, figures.scale);
    match target.is_certain {
        true => {
            Sentence::from("the target ")
                + name(&target.name)
                + if target.probability > 0.5 { " is met" } else { " is missed" }
        }
        false => futures(chance(target), forecast.run.trials) + " " + goal.reached() + " (" + name(&target.name) + ")",
    }
}

fn met(forecast: &Forecast, target: &TargetForecast, scale: Scale) -> Sentence {
    let goal = Goal::of_forecast(forecast, target, scale);
    if !target.is_certain {
        let futures = futures(chance(target), forecast.run.trials);
        return futures + " " + goal.reached() + interval(target.interval) + ".";
    }
    let met = if target.probability > 0.5 { " is met." } else { " is missed." };
    let certain = match target.measure {
        Measure::Whole(Whole::CurrentRunRate) => {
            format!("A fact of 1 {}, not a chance: the target", forecast.as_of.in_words())
        }
        _ => "Certain, not a chance: the target".into(),
    };
    match target.measure {
        measure if measure.is_label() => Sentence::from(certain) + met,
        _ => Sentence::from(certain) + " of " + goal.itself() + met,
    }
}

fn plan(target: &TargetForecast, scale: Scale) -> Sentence {
    let verdict = match target.plan_meets {
        Some(true) => ", which meets it.",
        Some(false) => ", which does not meet it.",
        None => ".",
    };
    match target.plan {
        TargetPlan::Amount(amount) => {
            Sentence::from("The plan says ") + planned(target, amount, scale) + per(target.measure) + verdict
        }
        TargetPlan::Payback(Payback::Year(year)) => format!("The plan pays back in {year}{verdict}").into(),
        TargetPlan::Payback(Payback::Never) => format!("The plan never pays back{verdict}").into(),
        TargetPlan::Blank => "The plan has no figure for it.".into(),
    }
}

/// The plan's amount, with three digits unless that would make it look like the target, which it is not.
fn planned(target: &TargetForecast, amount: f64, scale: Scale) -> Figure {
    let unit = Unit::of(target.measure, scale);
    let shown = Figure::exact(amount, unit).from("targets", target.name.as_str(), "plan");
    let threshold = match target.threshold {
        Threshold::Amount(threshold) => threshold.to_f64().unwrap_or(f64::NAN),
        Threshold::Year(_) => f64::NAN,
    };
    let is_near = amount != threshold && shown.number() == Figure::exact(threshold, unit).number();
    if is_near || !matches!(unit, Unit::Pounds(_)) { shown.rounded(Rounding::Stated) } else { shown }
}

// ---- the cautious figures

/// What is reached with a chance of 80% over the horizon: for savings the low percentile, for costs the high one.
fn cautious(forecast: &Forecast, figures: &Figures) -> Vec<Sentence> {
    if forecast.run.trials < TOO_FEW {
        return Vec::new();
    }
    let totals = [Whole::HorizonNetSaving, Whole::HorizonGrossSaving, Whole::HorizonCost];
    let rows = totals.into_iter().filter_map(|whole| forecast.programme.row(Measure::Whole(whole), None));
    rows.filter_map(|row| reading(row, row.summary()?, figures)).collect()
}

fn reading(row: &MeasureForecast, summary: &Summary, figures: &Figures) -> Option<Sentence> {
    let (of_row, noun) = (figures.row(row), noun(row.measure));
    let plan = of_row.plan().map_or_else(Sentence::new, |plan| Sentence::from(" (plan: ") + plan + ")");
    if !summary.mean.value.is_finite() {
        return Some(Sentence::from(format!("the {noun} is beyond all bounds in some simulated futures")) + plan);
    }
    if let Some(futures) = same_in(summary.spread, figures.trials) {
        return Some(Sentence::from(noun + " of ") + of_row.median()? + " " + futures + plan);
    }
    let cautious = of_row.cautious()?;
    let error = cautious.error;
    let is_loss = row.measure == Measure::Whole(Whole::HorizonNetSaving) && cautious.value < 0.0;
    let said = match cautious.rounding {
        _ if is_loss => Sentence::from("80% chance of a net cost of at most ") + loss_of(cautious) + ", or of a saving",
        Rounding::AtMost => Sentence::from(format!("80% chance of a {noun} of at most ")) + cautious,
        _ => Sentence::from(format!("80% chance of a {noun} of at least ")) + cautious,
    };
    let certainty = match is_too_wide(error, summary) {
        true => {
            let good_to = good_to(error, figures.scale);
            format!("; by sampling alone, this figure is only good to about {good_to} (95%)")
        }
        false => String::new(),
    };
    Some(said + plan + certainty)
}

/// What can be promised of the net saving, by how many of the futures reach it.
fn promised(forecast: &Forecast, figures: &Figures) -> Option<Sentence> {
    let total = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None)?;
    let summary = total.summary().filter(|summary| summary.mean.value.is_finite())?;
    if forecast.run.trials < TOO_FEW || same_in(summary.spread, figures.trials).is_some() {
        return None;
    }
    let promise = |Promise { confidence, amount }| {
        let figure = Figure::estimate(amount, Unit::Pounds(figures.scale)).rounded(Rounding::AtLeast);
        let column = format!("p{:.0}", 100.0 * (1.0 - confidence));
        let known = ["p5", "p10", "p20", "p50"].into_iter().find(|known| *known == column);
        let figure =
            known.into_iter().fold(figure, |figure, column| figure.from("summary", "horizon_net_saving:", column));
        let surely = if confidence == 0.5 { " with a chance of " } else { " with " };
        Sentence::from(figure) + format!("{surely}{:.0}%", 100.0 * confidence)
    };
    let over = years(forecast.horizon);
    // A net cost is nothing to promise.
    let promised = forecast.promised();
    let (savings, costs): (Vec<Promise>, Vec<Promise>) =
        promised.into_iter().partition(|promise| promise.amount.value > 0.0);
    let none_from = costs.iter().map(|promise| promise.confidence).reduce(f64::min);
    let none_from = none_from.map(|confidence| format!("{:.0}%", 100.0 * confidence));
    if savings.is_empty() {
        return none_from
            .map(|share| format!("No net saving over {over} can be promised with a chance of {share}.").into());
    }
    let said = Sentence::listed(savings.into_iter().map(promise).collect(), "and");
    let none = none_from.map_or_else(String::new, |share| format!("; none can be promised with {share} or more"));
    Some(Sentence::from(format!("The net saving over {over} that can be promised is at least ")) + said + none + ".")
}

/// What can be put into the budget of each year from the data date on.
fn budget(forecast: &Forecast, figures: &Figures) -> Table {
    let row = |row: &MeasureForecast| {
        let year = row.year.filter(|year| year.plus(1).april() > forecast.as_of)?;
        let of_row = figures.row(row);
        let cells = [of_row.plan(), of_row.cautious()].map(Value::figure);
        Some(Row::new([Value::Year(year)].into_iter().chain(cells).collect()))
    };
    let rows = forecast.programme.rows_of(Measure::Flow(Flow::BudgetEffect));
    Table {
        id: "budget_effect",
        caption: "What can be put into the budget of a year".into(),
        unit: Some(figures.scale.unit()),
        columns: vec![Column::text("year", "Year"), Column::number("plan", "Plan"), Column::number("p20", "At least")],
        rows: if figures.trials < TOO_FEW { Vec::new() } else { rows.filter_map(row).collect() },
    }
}
