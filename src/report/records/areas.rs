//! `areas.csv`: what is forecast of each business area.

use super::{Cell, Records, pennies};
use crate::forecast::{AreaAmount, AreaForecast, Forecast, MeasureForecast};
use crate::programme::{Measure, Whole};

/// The place of the mean gross saving.
const GROSS_MEAN: usize = 9;

impl Records {
    /// One row for each area.
    pub fn areas(forecast: &Forecast) -> Self {
        let dates = ["area", "status", "planned_go_live", "probability_live", "go_live_p10", "go_live_p50"];
        let rest = ["go_live_p90", "lateness_mean_months"];
        let mut columns: Vec<String> = dates.into_iter().chain(rest).map(String::from).collect();
        for amount in ["gross_saving", "cost", "net_saving"] {
            columns.extend(["plan", "mean", "p10", "p50", "p90"].map(|figure| format!("{amount}_{figure}")));
        }
        let mut rows: Vec<Vec<Cell>> = forecast.areas.iter().map(row).collect();
        let whole = forecast.programme.row(Measure::Whole(Whole::HorizonGrossSaving), None);
        let whole = whole.and_then(MeasureForecast::summary).map(|summary| summary.mean.value);
        let means: Vec<f64> = forecast.areas.iter().map(|area| area.gross_saving.mean.value).collect();
        for (row, mean) in rows.iter_mut().zip(pennies::of_parts(whole, &means)) {
            row[GROSS_MEAN] = mean;
        }
        Records { columns, rows }
    }
}

fn row(area: &AreaForecast) -> Vec<Cell> {
    let mut cells = vec![
        Cell::text(&area.name),
        Cell::text(area.status),
        Cell::text(area.planned_go_live),
        Cell::Fraction(area.probability_live.value),
    ];
    let go_live = area.go_live.map_or([None; 3], |dates| dates.map(Some));
    cells.extend(go_live.map(Cell::optional));
    cells.push(area.lateness_mean_months.map_or(Cell::Blank, |months| Cell::Number(months.value)));
    cells.extend([area.gross_saving, area.cost, area.net_saving].into_iter().flat_map(figures));
    cells
}

fn figures(amount: AreaAmount) -> [Cell; 5] {
    let AreaAmount { planned, mean, p10, p50, p90, .. } = amount;
    let [mean, p10, p50, p90] = [mean, p10, p50, p90].map(|figure| Cell::Pounds(figure.value));
    [Cell::Exact(planned), mean, p10, p50, p90]
}
