//! Savings and costs by year: plan, mean, P10, P50 and P90.

use super::{Subject, risks};
use crate::forecast::{Forecast, MeasureForecast, Spread, Summary};
use crate::programme::{Flow, Measure};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value};
use crate::report::words::{Figures, RowFigures, TOO_FEW};

/// The tables, and how they are read.
pub(super) fn section(subject: &Subject, figures: &Figures) -> Section {
    let forecast = subject.forecast;
    let mut section = Section::new("forecast", "Forecast");
    let tables = [
        ("net_saving", "Net saving by year", Measure::Flow(Flow::NetSaving)),
        ("cumulative_net_saving", "Cumulative net saving by year", Measure::Cumulative(Flow::NetSaving)),
        ("gross_saving", "Gross saving by year", Measure::Flow(Flow::GrossSaving)),
        ("total_cost", "Total cost by year", Measure::Flow(Flow::TotalCost)),
    ];
    for (id, caption, measure) in tables {
        section.table(by_year((id, caption), figures, forecast.programme.rows_of(measure)));
    }
    section.paragraph(reading(forecast));
    if !is_certain(forecast) {
        section.paragraph(risks::rare_events(subject.programme));
    }
    section
}

/// A measure's figures by year.
pub(super) fn by_year<'r>(
    (id, caption): (&'static str, &str),
    figures: &Figures,
    rows: impl Iterator<Item = &'r MeasureForecast>,
) -> Table {
    let mut columns =
        vec![Column::text("year", "Year"), Column::number("plan", "Plan"), Column::number("mean", "Mean")];
    if figures.trials >= TOO_FEW {
        columns.extend([Column::number("p10", "P10"), Column::number("p50", "P50"), Column::number("p90", "P90")]);
    }
    let row = |row: &MeasureForecast| Row::new(cells(row, figures.row(row)));
    Table { id, caption: caption.into(), unit: Some(figures.scale.unit()), columns, rows: rows.map(row).collect() }
}

fn cells(row: &MeasureForecast, figures: RowFigures) -> Vec<Value> {
    let year = row.year.map_or(Value::Blank, Value::Year);
    let mut cells = vec![year, Value::figure(figures.plan()), Value::figure(figures.mean())];
    cells.extend(figures.percentiles().into_iter().flatten().map(Value::Figure));
    cells
}

/// Whether every future has the same net saving in each year.
fn is_certain(forecast: &Forecast) -> bool {
    let summaries = forecast.programme.rows_of(Measure::Flow(Flow::NetSaving)).filter_map(MeasureForecast::summary);
    let is_certain = |summary: &Summary| summary.spread == Spread::Certain && summary.mean.value.is_finite();
    forecast.run.trials >= TOO_FEW && summaries.into_iter().all(is_certain)
}

/// How the tables are read.
fn reading(forecast: &Forecast) -> Vec<Sentence> {
    if forecast.programme.rows_of(Measure::Flow(Flow::NetSaving)).next().is_none() {
        return Vec::new();
    }
    if is_certain(forecast) {
        return vec!["Nothing is uncertain in these figures: every simulated future has the same.".into()];
    }
    let mut sentences = vec![Sentence::from("Net saving is gross saving and grants less all costs.")];
    if forecast.run.trials >= TOO_FEW {
        sentences.push("1 in 10 simulated futures lie below P10, half of them below P50, 9 in 10 below P90.".into());
    }
    if forecast.as_of > forecast.horizon.first().april() {
        sentences.push(format!("Nothing before 1 {} is simulated.", forecast.as_of.in_words()).into());
    }
    sentences
}
