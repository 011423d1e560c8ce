//! How certain: the cautious reading, and how many simulated futures meet each target.

use crate::forecast::{Forecast, MeasureForecast, Summary, TargetForecast, TargetPlan};
use crate::programme::{Measure, Payback, Threshold, Whole};
use crate::report::document::{Item, Section, Sentence, name};
use crate::report::figure::{Figure, Rounding, Scale, Unit};
use crate::report::words::{
    Figures, Goal, TOO_FEW, chance, futures, good_to, interval, is_too_wide, noun, per, same_in, years,
};
use rust_decimal::prelude::ToPrimitive;

/// The section; without targets the cautious reading alone.
pub(super) fn section(forecast: &Forecast, figures: &Figures) -> Section {
    let mut section = Section::new("confidence", "Confidence");
    section.list(
        Some(format!("The cautious reading, over {}:", years(forecast.horizon)).into()),
        cautious(forecast, figures),
    );
    let targets = forecast.targets.iter().map(|target| entry(forecast, target, figures.scale)).collect();
    section.entries(Some("Targets".into()), targets);
    section
}

// ---- the cautious reading

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
        _ if is_loss => {
            let loss = Figure { value: -cautious.value, ..cautious }.rounded(Rounding::AtMost);
            Sentence::from("80% chance of a net cost of at most ") + loss + ", or of a saving"
        }
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

// ---- targets

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
