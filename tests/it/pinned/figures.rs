//! The figures of a forecast that are pinned: the only file that knows how a forecast holds them.

use foresave::forecast::{
    AreaAmount, AreaForecast, Forecast, Learnt, MeasureForecast, MeasureValue, PartForecast, Summary, TargetForecast,
    TargetPlan,
};

/// The rows of one table, for example a partner's.
pub struct Table {
    /// What it is of.
    pub name: String,
    pub rows: Vec<Row>,
}

/// A row of a table.
pub struct Row {
    /// Which it is within its table, for example `net_saving 2017/18`.
    pub key: String,
    /// The plan's figure first, where it has one.
    pub cells: Vec<Cell>,
}

/// A figure of a row.
pub struct Cell {
    pub name: &'static str,
    pub value: Value,
}

pub enum Value {
    /// In its unit.
    Number(f64),
    /// A standard deviation or error: 0 where the figure is known.
    Width(f64),
    /// A label, a month or a fact.
    Word(String),
    Blank,
}

/// Every table of a forecast.
pub fn of(forecast: &Forecast) -> Vec<Table> {
    let mut tables = vec![part("programme".into(), &forecast.programme)];
    tables.extend(forecast.partners.iter().map(|(name, of)| part(format!("partner {name}"), of)));
    tables.extend(forecast.workforce.iter().map(|(name, of)| part(format!("workforce {name}"), of)));
    tables.push(Table { name: "areas".into(), rows: forecast.areas.iter().flat_map(area).collect() });
    tables.push(Table { name: "targets".into(), rows: forecast.targets.iter().map(target).collect() });
    tables.push(Table { name: "learnt".into(), rows: forecast.learnt.iter().map(learnt).collect() });
    tables.retain(|table| !table.rows.is_empty());
    tables
}

fn part(name: String, part: &PartForecast) -> Table {
    Table { name, rows: part.rows.iter().map(measure).collect() }
}

fn measure(row: &MeasureForecast) -> Row {
    let key = match row.year {
        Some(year) => format!("{} {year}", row.measure.name()),
        None => row.measure.name(),
    };
    let mut cells = match &row.value {
        MeasureValue::Amount { plan, summary } => {
            let mut cells = vec![number("plan", *plan)];
            cells.extend(spread(summary.as_ref()));
            cells
        }
        MeasureValue::Payback { plan, quantiles } => {
            let mut cells = vec![word("plan", *plan)];
            cells.extend((0..9).map(|at| word(PERCENTILES[at], quantiles.map(|quantiles| quantiles[at]))));
            cells
        }
    };
    if row.actual.is_some() {
        cells.push(number("actual", row.actual));
    }
    Row { key, cells }
}

const PERCENTILES: [&str; 9] = ["P5", "P10", "P20", "P25", "P50", "P75", "P80", "P90", "P95"];

const ERRORS: [&str; 9] = [
    "error of P5",
    "error of P10",
    "error of P20",
    "error of P25",
    "error of P50",
    "error of P75",
    "error of P80",
    "error of P90",
    "error of P95",
];

/// The distribution of a measure over the trials.
fn spread(summary: Option<&Summary>) -> Vec<Cell> {
    let Some(summary) = summary else { return vec![number("mean", None)] };
    let mut cells = vec![number("mean", Some(summary.mean.value)), width("sd", summary.sd)];
    cells.extend(summary.quantiles.iter().zip(PERCENTILES).map(|(quantile, name)| number(name, Some(quantile.value))));
    cells.push(width("error of the mean", summary.mean.error));
    cells.extend(summary.quantiles.iter().zip(ERRORS).map(|(quantile, name)| width(name, quantile.error)));
    cells
}

fn area(area: &AreaForecast) -> Vec<Row> {
    let row = |key: &str, cells| Row { key: format!("{}: {key}", area.name), cells };
    let months = (0..3).map(|at| word(["P10", "P50", "P90"][at], area.go_live.map(|months| months[at])));
    let mut go_live = vec![
        word("status", Some(area.status)),
        word("planned", Some(area.planned_go_live)),
        word("achieved", area.went_live),
        word("in plan", Some(area.in_plan)),
        number("probability live", Some(area.probability_live.value)),
        number("mean lateness", area.lateness_mean_months.map(|months| months.value)),
    ];
    go_live.extend(months);
    vec![
        row("go-live", go_live),
        row("gross saving", amount(&area.gross_saving)),
        row("cost", amount(&area.cost)),
        row("net saving", amount(&area.net_saving)),
    ]
}

/// What an area saves or costs over the horizon.
fn amount(amount: &AreaAmount) -> Vec<Cell> {
    vec![
        number("plan", Some(amount.plan)),
        number("mean", Some(amount.mean.value)),
        number("P10", Some(amount.p10.value)),
        number("P50", Some(amount.p50.value)),
        number("P90", Some(amount.p90.value)),
        width("error of the mean", amount.mean.error),
        width("error of P10", amount.p10.error),
        width("error of P50", amount.p50.error),
        width("error of P90", amount.p90.error),
    ]
}

fn target(target: &TargetForecast) -> Row {
    let plan = match target.plan {
        TargetPlan::Amount(amount) => number("plan", Some(amount)),
        TargetPlan::Payback(payback) => word("plan", Some(payback)),
        TargetPlan::Blank => number("plan", None),
    };
    let cells = vec![
        plan,
        word("plan meets", target.plan_meets),
        number("probability", Some(target.probability)),
        number("from", Some(target.interval.0)),
        number("to", Some(target.interval.1)),
        word("certain", Some(target.is_certain)),
    ];
    Row { key: target.name.clone(), cells }
}

fn learnt(learnt: &Learnt) -> Row {
    let cells = vec![
        number("observed", Some(learnt.observed as f64)),
        number("not yet", Some(learnt.not_yet as f64)),
        number("seen", learnt.seen.map(|seen| seen.0)),
        number("assumed", learnt.seen.map(|seen| seen.1)),
        number("mean", Some(learnt.mean)),
        number("sd", Some(learnt.sd)),
    ];
    Row { key: format!("{} among {}", learnt.column, learnt.among), cells }
}

fn number(name: &'static str, value: Option<f64>) -> Cell {
    Cell { name, value: value.map_or(Value::Blank, Value::Number) }
}

fn width(name: &'static str, value: f64) -> Cell {
    Cell { name, value: Value::Width(value) }
}

fn word(name: &'static str, value: Option<impl ToString>) -> Cell {
    Cell { name, value: value.map_or(Value::Blank, |value| Value::Word(value.to_string())) }
}
