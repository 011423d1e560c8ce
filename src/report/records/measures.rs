//! `summary.csv`, `partners.csv` and `workforce.csv`: measures by year.

use super::{Cell, Records, pennies};
use crate::forecast::{Forecast, MeasureForecast, MeasureValue, PartForecast, Summary};
use crate::programme::{Measure, Payback};

/// Columns of a measure.
const COLUMNS: [&str; 25] = [
    "measure",
    "year",
    "actual",
    "plan",
    "mean",
    "sd",
    "p5",
    "p10",
    "p20",
    "p25",
    "p50",
    "p75",
    "p80",
    "p90",
    "p95",
    "mean_error",
    "p5_error",
    "p10_error",
    "p20_error",
    "p25_error",
    "p50_error",
    "p75_error",
    "p80_error",
    "p90_error",
    "p95_error",
];

/// The place of the mean, behind the name of a part.
const MEAN: usize = 5;

/// How many of them are figures over the trials.
const FIGURES: usize = 21;

impl Records {
    /// Every measure of the programme, by year.
    pub fn summary(forecast: &Forecast) -> Self {
        Records { columns: COLUMNS.map(String::from).to_vec(), rows: forecast.programme.rows.iter().map(row).collect() }
    }

    /// Every measure of every partner's part, by year.
    pub fn partners(forecast: &Forecast) -> Self {
        let mut records = Self::named("partner", &forecast.partners);
        let mut first = 0;
        let starts: Vec<usize> = forecast.partners.iter().map(|(_, part)| start_of(part, &mut first)).collect();
        for (place, whole) in forecast.programme.rows.iter().enumerate() {
            let rows = forecast.partners.iter().map(|(_, part)| part.rows.get(place));
            let is_same = |row: &&MeasureForecast| (row.measure, row.year) == (whole.measure, whole.year);
            let means: Option<Vec<f64>> = rows.map(|row| mean(row.filter(is_same)?)).collect();
            let Some(means) = means.filter(|_| whole.measure.is_money()) else { continue };
            for (start, cell) in starts.iter().zip(pennies::of_parts(mean(whole), &means)) {
                records.rows[start + place][MEAN] = cell;
            }
        }
        records
    }

    /// Headcount, posts removed and turnover of every workforce group, by year.
    pub fn workforce(forecast: &Forecast) -> Self {
        Self::named("workforce", &forecast.workforce)
    }

    /// The measures of several parts, with a leading column for their names.
    fn named(column: &str, parts: &[(String, PartForecast)]) -> Self {
        let of_part = |(name, part): &(String, PartForecast)| {
            let named = |measure: &MeasureForecast| [vec![Cell::text(name)], row(measure)].concat();
            part.rows.iter().map(named).collect::<Vec<_>>()
        };
        Records {
            columns: [column].into_iter().chain(COLUMNS).map(String::from).collect(),
            rows: parts.iter().flat_map(of_part).collect(),
        }
    }
}

/// Where the rows of a part begin, and how many were before it.
fn start_of(part: &PartForecast, before: &mut usize) -> usize {
    let start = *before;
    *before += part.rows.len();
    start
}

fn mean(row: &MeasureForecast) -> Option<f64> {
    Some(row.summary()?.mean.value).filter(|_| row.measure.has_mean())
}

fn row(row: &MeasureForecast) -> Vec<Cell> {
    let amount = |amount: Option<f64>| Cell::of_measure(row.measure, amount);
    let mut cells = vec![Cell::text(row.measure.name()), Cell::optional(row.year), amount(row.actual)];
    match &row.value {
        MeasureValue::Amount { plan, summary } => {
            cells.push(row.planned.map_or_else(|| amount(*plan), Cell::Exact));
            cells.extend(figures(row.measure, summary.as_ref()).into_iter().map(amount));
        }
        MeasureValue::Payback { plan, quantiles } => {
            cells.push(Cell::optional(*plan));
            cells.extend(labels(quantiles.as_ref()));
        }
    }
    cells
}

/// Mean, standard deviation, quantiles and errors.
fn figures(measure: Measure, summary: Option<&Summary>) -> Vec<Option<f64>> {
    let Some(Summary { mean, sd, quantiles, .. }) = summary else { return vec![None; FIGURES] };
    let of_mean = |figure: f64| measure.has_mean().then_some(figure);
    let values = quantiles.iter().map(|quantile| Some(quantile.value));
    let errors = quantiles.iter().map(|quantile| Some(quantile.error));
    let mean_and_sd = [of_mean(mean.value), of_mean(*sd)];
    mean_and_sd.into_iter().chain(values).chain([of_mean(mean.error)]).chain(errors).collect()
}

/// The same columns for payback years, which have quantiles only.
fn labels(quantiles: Option<&[Payback; 9]>) -> [Cell; FIGURES] {
    let mut cells = [const { Cell::Blank }; FIGURES];
    if let Some(quantiles) = quantiles {
        for (cell, label) in cells[2..11].iter_mut().zip(quantiles) {
            *cell = Cell::text(label);
        }
    }
    cells
}
