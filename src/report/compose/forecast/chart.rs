//! Charts: where each stands, and the table behind it.

use super::{areas, partners, workforce, years};
use crate::fiscal::FinancialYear;
use crate::forecast::{Forecast, TargetForecast};
use crate::programme::{Flow, Measure};
use crate::report::document::{Chart, Column, Row, Table, Value, name};
use crate::report::figure::{Figure, Rounding, Unit};
use crate::report::words::{Figures, capital, noun};

/// Points of the curve that are shown: every twentieth.
const POINTS: usize = 20;

/// The section to which a drawing belongs.
pub(super) fn section_of(drawing: &str) -> &'static str {
    match drawing {
        "bridge" => "bridge",
        "distribution" | "targets" => "confidence",
        "go_live" | "areas" => "areas",
        "partners" => "partners",
        "headcount" => "workforce",
        "learning" => "position",
        _ => "forecast",
    }
}

/// The table behind which a drawing stands.
pub(super) fn table_of(drawing: &str) -> &'static str {
    match drawing {
        "annual" => "net_saving",
        "cumulative" => "cumulative_net_saving",
        _ => "",
    }
}

/// A chart with the table of this report that is behind it, where there is one; nothing where there are no figures.
pub(super) fn placed(chart: &Chart, forecast: &Forecast, figures: &Figures) -> Option<Chart> {
    let data = data(&chart.drawing, forecast, figures).unwrap_or_else(|| chart.data.clone());
    (!data.rows.is_empty()).then(|| Chart { data, ..chart.clone() })
}

fn data(drawing: &str, forecast: &Forecast, figures: &Figures) -> Option<Table> {
    let by_year = |measure: Measure| {
        let caption = format!("{} by year", capital(&noun(measure)));
        years::by_year(("chart", &caption), figures, forecast.programme.rows_of(measure))
    };
    Some(match drawing {
        "cumulative" => by_year(Measure::Cumulative(Flow::NetSaving)),
        "annual" => by_year(Measure::Flow(Flow::NetSaving)),
        "distribution" => curve(forecast, figures),
        "targets" => chances(forecast),
        "go_live" | "areas" => areas::table(forecast, figures),
        "partners" => partners::table(forecast, figures),
        "headcount" => workforce::tables(forecast, figures).into_iter().next()?,
        "promised" | "promised_annual" => by_year(promised(forecast, drawing == "promised")?),
        name => by_year(Measure::parse(name)?),
    })
}

/// The measure of the first target that has a year: its running total or level, or its amount in each year.
fn promised(forecast: &Forecast, is_running: bool) -> Option<Measure> {
    let target = forecast.targets.iter().find(|target| target.by.is_some())?;
    Some(match target.measure {
        Measure::Flow(flow) | Measure::Cumulative(flow) if is_running => Measure::Cumulative(flow),
        Measure::Flow(flow) | Measure::Cumulative(flow) => Measure::Flow(flow),
        level => level,
    })
}

/// The chance that each target's amount is met in each year.
fn chances(forecast: &Forecast) -> Table {
    let targets: Vec<&TargetForecast> = forecast.targets.iter().filter(|target| !target.by_year.is_empty()).collect();
    let chance = |target: &&TargetForecast, of: FinancialYear| {
        let (year, chance) = target.by_year.iter().find(|(year, _)| *year == of)?;
        let figure = Figure::chance(chance.probability, chance.interval);
        Some(figure.from("targets_by_year", format!("{}:{year}", target.name), "probability"))
    };
    let row = |year| {
        let chances = targets.iter().map(|target| Value::figure(chance(target, year)));
        Row::new([Value::Year(year)].into_iter().chain(chances).collect())
    };
    let columns = targets.iter().map(|target| Column::number("probability", name(&target.name)));
    Table {
        id: "targets_by_year",
        caption: "Chance of each target by year".into(),
        unit: None,
        columns: [Column::text("year", "Year")].into_iter().chain(columns).collect(),
        rows: forecast.horizon.iter().map(row).collect(),
    }
}

/// The chance of each amount or more.
fn curve(forecast: &Forecast, figures: &Figures) -> Table {
    let points = &forecast.net_saving_curve;
    let step = (points.len() / POINTS).max(1);
    let row = |&(below, amount): &(f64, f64)| {
        let reach = Figure::exact(1.0 - below, Unit::Share).rounded(Rounding::Decimals(1));
        let amount = Figure::exact(amount, Unit::Pounds(figures.scale));
        Row::new(vec![Value::Figure(amount), Value::Figure(reach)])
    };
    Table {
        id: "curve",
        caption: "Simulated futures that reach a net saving over the horizon of so much or more".into(),
        unit: Some(figures.scale.unit()),
        columns: vec![Column::number("net_saving", "Net saving"), Column::number("chance", "Futures")],
        rows: points.iter().step_by(step).map(row).collect(),
    }
}
