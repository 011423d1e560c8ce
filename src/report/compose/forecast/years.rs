//! Net saving by year and in total so far: plan, mean, P10, P50 and P90.

use crate::forecast::{Forecast, MeasureForecast, Spread, Summary};
use crate::programme::{Flow, Measure};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value};
use crate::report::words::{Figures, RowFigures, TOO_FEW};

/// The tables, and how they are read.
pub(super) fn section(forecast: &Forecast, figures: &Figures) -> Section {
    let mut section = Section::new("forecast", "Forecast");
    let tables = [
        ("net_saving", "Net saving by year", Measure::Flow(Flow::NetSaving)),
        ("cumulative_net_saving", "Cumulative net saving by year", Measure::Cumulative(Flow::NetSaving)),
    ];
    for (id, caption, measure) in tables {
        section.table(table((id, caption), figures, forecast.programme.rows_of(measure)));
    }
    section.paragraph(reading(forecast));
    section
}

fn table<'r>(
    (id, caption): (&'static str, &'static str),
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

/// How the tables are read.
fn reading(forecast: &Forecast) -> Vec<Sentence> {
    let are_enough = forecast.run.trials >= TOO_FEW;
    if forecast.programme.rows_of(Measure::Flow(Flow::NetSaving)).next().is_none() {
        return Vec::new();
    }
    let summaries = || forecast.programme.rows_of(Measure::Flow(Flow::NetSaving)).filter_map(MeasureForecast::summary);
    let is_certain = |summary: &Summary| summary.spread == Spread::Certain && summary.mean.value.is_finite();
    if are_enough && summaries().all(is_certain) {
        return vec!["Nothing is uncertain in these figures: every simulated future has the same.".into()];
    }
    let mut sentences = vec![Sentence::from("Net saving is gross saving and grants less all costs.")];
    if are_enough {
        sentences
            .push("1 in 10 simulated futures save at most P10, half of them at most P50, 9 in 10 at most P90.".into());
    }
    if forecast.as_of > forecast.horizon.first().april() {
        sentences.push(format!("Nothing before 1 {} is simulated.", forecast.as_of.in_words()).into());
    }
    sentences
}
