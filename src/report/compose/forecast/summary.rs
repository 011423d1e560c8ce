//! What the paper is for, and the forecast in a few sentences and figures.

use super::{Subject, confidence, register};
use crate::forecast::Forecast;
use crate::programme::{Measure, Stock, Terms, Whole};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value, name};
use crate::report::figure::{Figure, Rounding};
use crate::report::words::{Figures, RowFigures, capital, noun, per, same_in, years};

/// The measures of the table of key figures.
const KEY: [Whole; 7] = [
    Whole::HorizonNetSaving,
    Whole::HorizonGrossSaving,
    Whole::HorizonCost,
    Whole::HorizonBudgetEffect,
    Whole::CurrentRunRate,
    Whole::Npv,
    Whole::BenefitCostRatio,
];

/// The section.
pub(super) fn section(subject: &Subject, figures: &Figures) -> Section {
    let forecast = subject.forecast;
    let mut section = Section::new("summary", "Purpose and summary");
    section.paragraph(purpose(forecast));
    for (label, words) in [("Source: ", &forecast.source), ("Note: ", &forecast.notes)] {
        if let Some(words) = words.as_deref().filter(|words| !words.trim().is_empty()) {
            section.paragraph([Sentence::from(label) + name(words)]);
        }
    }
    let mut sentences: Vec<Sentence> = main_figure(forecast, figures).into_iter().collect();
    let target = forecast.targets.iter().find(|target| !target.is_certain).or(forecast.targets.first());
    sentences.extend(target.map(|target| confidence::chance_of_meeting(forecast, target, figures)));
    sentences.extend(register::in_short(forecast));
    section.paragraph(sentences);
    section.table(key_figures(forecast, figures));
    section
}

/// What is forecast, as at when, in which pounds.
fn purpose(forecast: &Forecast) -> [Sentence; 1] {
    let terms = match forecast.terms {
        Terms::Cash => "in cash terms".to_string(),
        Terms::Real => format!("in real terms, {} prices", forecast.price_base),
    };
    let (years, date) = (years(forecast.horizon), forecast.as_of.in_words());
    [format!(
        "This report forecasts the savings of the programme for {years} as at 1 {date}, {terms}, and says how far they can be \
         relied on and what they rest on."
    )
    .into()]
}

/// The net saving over the horizon: half of the futures, and the cautious figure beside the plan.
fn main_figure(forecast: &Forecast, figures: &Figures) -> Option<Sentence> {
    let row = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None)?;
    let summary = row.summary().filter(|summary| summary.mean.value.is_finite())?;
    let (of_row, over) = (figures.row(row), years(forecast.horizon));
    let plan = |plan: Figure| match plan.value < 0.0 {
        true => Sentence::from("; the plan is a net cost of ") + Figure { value: -plan.value, ..plan },
        false => Sentence::from("; the plan is ") + plan,
    };
    let plan = of_row.plan().map_or_else(Sentence::new, plan);
    if let Some(futures) = same_in(summary.spread, figures.trials) {
        return Some(
            Sentence::from(format!("The net saving over {over} is ")) + of_row.median()? + " " + futures + plan + ".",
        );
    }
    let (middle, cautious) = (of_row.median()?, of_row.cautious()?);
    let (more, net_cost) = (" or more", middle.value < 0.0);
    let half = match middle.value < 0.0 {
        true => Sentence::from("have a net cost of at most ") + loss_of(middle) + " or a saving",
        false => Sentence::from("reach a net saving of ") + middle + more,
    };
    let most = match cautious.value < 0.0 {
        true if net_cost => Sentence::from("at most ") + loss_of(cautious),
        true => Sentence::from("have a net cost of at most ") + loss_of(cautious) + " or a saving",
        false => Sentence::from("reach ") + cautious + more,
    };
    Some(
        Sentence::from("Half of the simulated futures ") + half + format!(" over {over}, and 80% ") + most + plan + ".",
    )
}

/// What a negative saving costs: at most so much.
pub(super) fn loss_of(saving: Figure) -> Figure {
    Figure { value: -saving.value, ..saving }.rounded(Rounding::AtMost)
}

fn key_figures(forecast: &Forecast, figures: &Figures) -> Table {
    let last = Some(forecast.horizon.last());
    let whole = KEY.iter().filter_map(|&whole| forecast.programme.row(Measure::Whole(whole), None));
    let at_the_end = forecast.programme.row(Measure::Stock(Stock::RunRate), last);
    let row = |row| {
        let of_row: RowFigures = figures.row(row);
        let median = of_row.percentiles().map(|[_, p50, _]| p50);
        let cells = [of_row.plan(), of_row.mean(), median, of_row.cautious()].map(Value::figure);
        Row::new([Value::text(called(row.measure, row.year))].into_iter().chain(cells).collect())
    };
    Table {
        id: "key_figures",
        caption: format!("Key figures, {}", years(forecast.horizon)).into(),
        unit: Some(figures.scale.unit()),
        columns: vec![
            Column::text("measure", "Figure"),
            Column::number("plan", "Plan"),
            Column::number("mean", "Mean"),
            Column::number("p50", "P50"),
            Column::number("cautious", "Cautious figure"),
        ],
        rows: whole.chain(at_the_end).map(row).collect(),
    }
}

fn called(measure: Measure, year: Option<crate::fiscal::FinancialYear>) -> String {
    let when = year.map_or_else(String::new, |year| format!(" at the end of {year}"));
    format!("{}{}{when}", capital(&noun(measure)), per(measure))
}
