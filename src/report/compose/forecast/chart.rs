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

/// A chart that was drawn: its name and its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The name of its files without ending: `cumulative`.
    pub name: String,
    /// What it shows.
    pub title: String,
    /// What it says, in a sentence.
    pub finding: String,
    /// What kind of picture of what it is.
    pub description: String,
}

/// The section to which a drawing belongs.
pub(super) fn section_of(drawing: &Drawing) -> &'static str {
    match drawing.name.as_str() {
        "distribution" | "targets" => "confidence",
        "go_live" | "areas" => "areas",
        "partners" => "partners",
        "headcount" => "workforce",
        "learning" => "position",
        _ => "forecast",
    }
}

impl Drawing {
    /// As a block; nothing where no table of this report is behind it.
    pub(super) fn chart(&self, forecast: &Forecast, figures: &Figures) -> Option<Chart> {
        Some(Chart {
            drawing: self.name.clone(),
            caption: self.title.as_str().into(),
            finding: self.finding.as_str().into(),
            description: self.description.clone(),
            data: self.data(forecast, figures).filter(|table| !table.rows.is_empty())?,
        })
    }

    fn data(&self, forecast: &Forecast, figures: &Figures) -> Option<Table> {
        let by_year = |measure: Measure| {
            let caption = format!("{} by year", capital(&noun(measure)));
            years::by_year(("chart", &caption), figures, forecast.programme.rows_of(measure))
        };
        Some(match self.name.as_str() {
            "cumulative" => by_year(Measure::Cumulative(Flow::NetSaving)),
            "annual" => by_year(Measure::Flow(Flow::NetSaving)),
            "distribution" => curve(forecast, figures),
            "targets" => chances(forecast),
            "go_live" | "areas" => areas::table(forecast, figures),
            "partners" => partners::table(forecast, figures),
            "headcount" => workforce::tables(forecast, figures).into_iter().next()?,
            "promised" | "promised_annual" => by_year(promised(forecast, self.name == "promised")?),
            name => by_year(Measure::parse(name)?),
        })
    }
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
