//! Where the programme stands: areas by status, what they save now, what was reported, and what delivery so far has
//! taught about what is still to come.

use super::Subject;
use super::learnt::lesson;
use crate::forecast::Forecast;
use crate::programme::{Flow, Measure, Whole};
use crate::report::document::{Column, Row, Section, Sentence, Table, Value};
use crate::report::figure::{Figure, Unit};
use crate::report::words::{Figures, counted};

/// The section.
pub(super) fn section(subject: &Subject, figures: &Figures) -> Section {
    let forecast = subject.forecast;
    let mut section = Section::new("position", "Current position");
    section.paragraph([standing(forecast)].into_iter().chain(run_rate(forecast, figures)));
    section.table(reported(forecast, figures));
    section.list(Some("Delivery so far".into()), forecast.learnt.iter().map(lesson).collect());
    section
}

/// `At 1 September 2017 there are 36 areas: 17 live, 8 approved and 11 in design.`
fn standing(forecast: &Forecast) -> Sentence {
    let of = |status: &str| forecast.areas.iter().filter(|area| area.status == status).count();
    let counts = [("live", "live"), ("approved", "approved"), ("design", "in design")];
    let told: Vec<(&str, &str)> = counts.into_iter().filter(|(status, _)| of(status) > 0).collect();
    let (date, areas) = (forecast.as_of.in_words(), counted(forecast.areas.len(), "area", "areas"));
    if let ([(_, words)], true) = (told.as_slice(), forecast.areas.len() > 1) {
        return format!("At 1 {date} there are {areas}, all {words}.").into();
    }
    Sentence::from(format!("At 1 {date} there are {areas}: "))
        + Sentence::listed(told.iter().map(|(status, words)| format!("{} {words}", of(status)).into()).collect(), "and")
        + "."
}

/// What is saved a year at the data date, a fact; nothing where no area is live.
fn run_rate(forecast: &Forecast, figures: &Figures) -> Option<Sentence> {
    forecast.areas.iter().find(|area| area.status == "live")?;
    let row = forecast.programme.row(Measure::Whole(Whole::CurrentRunRate), None)?;
    let rate = figures.row(row).median()?;
    Some(Sentence::from("What is live saves ") + rate + " a year at that date.")
}

/// What was reported of each year, where anything was.
fn reported(forecast: &Forecast, figures: &Figures) -> Table {
    let unit = Unit::Pounds(figures.scale);
    let flows = [Flow::GrossSaving, Flow::TotalCost, Flow::Grant];
    let actual = |year, flow: Flow| {
        let row = forecast.programme.row(Measure::Flow(flow), Some(year))?;
        let key = format!("{}:{year}", flow.name());
        Some(Figure::exact(row.actual?, unit).from("summary", key, "actual"))
    };
    let row = |year| {
        let cells = flows.map(|flow| actual(year, flow));
        let cells = cells.iter().any(Option::is_some).then_some(cells)?;
        Some(Row::new([Value::Year(year)].into_iter().chain(cells.map(Value::figure)).collect()))
    };
    Table {
        id: "reported",
        caption: "Reported so far".into(),
        unit: Some(figures.scale.unit()),
        columns: vec![
            Column::text("year", "Year"),
            Column::number("gross_saving", "Gross saving"),
            Column::number("total_cost", "Total cost"),
            Column::number("grant", "Grants"),
        ],
        rows: forecast.horizon.iter().filter_map(row).collect(),
    }
    .filled()
}
