//! `areas.csv`: what is forecast of each business area.

use super::{Cell, Records};
use crate::forecast::{AreaAmount, AreaForecast, Forecast};

impl Records {
    /// One row for each area.
    pub fn areas(forecast: &Forecast) -> Self {
        let dates = ["area", "status", "planned_go_live", "probability_live", "go_live_p10", "go_live_p50"];
        let rest = ["go_live_p90", "lateness_mean_months"];
        let mut columns: Vec<String> = dates.into_iter().chain(rest).map(String::from).collect();
        for amount in ["gross_saving", "cost", "net_saving"] {
            columns.extend(["plan", "mean", "p10", "p50", "p90"].map(|figure| format!("{amount}_{figure}")));
        }
        Records { columns, rows: forecast.areas.iter().map(row).collect() }
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
    let AreaAmount { plan, mean, p10, p50, p90 } = amount;
    [plan, mean.value, p10.value, p50.value, p90.value].map(Cell::Pounds)
}
