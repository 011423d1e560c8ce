//! When each area goes live: planned, achieved and forecast.

use super::data::{Chart, Label, Mark, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Side, Unit};
use super::{MOST_ROWS, NOT_IN_PLAN, subject, words};
use crate::fiscal::Month;
use crate::forecast::{AreaForecast, Forecast};
use crate::report::figures;
use std::cmp::Reverse;

/// How long after the last plan or the horizon's end ranges are still shown, in months.
const SIGHT: i32 = 36;

/// The groups of areas: status and heading.
const GROUPS: [(&str, &str); 3] = [("live", "Live"), ("approved", "Approved"), ("design", "In design")];

/// The chart.
pub fn chart(forecast: &Forecast) -> Chart {
    let areas = shown(forecast);
    let (from, to) = sight(forecast, &areas);
    let scale = Scale::plain(Unit::Month(from), -1.5, f64::from(to.months_since(from)) + 2.5).named("Go-live");
    let left_out = forecast.areas.len() - areas.len();
    let left_out = (left_out > 0)
        .then(|| format!("The {} areas with the widest ranges are shown; {left_out} more are not.", areas.len()));
    let is_cut = areas.iter().any(|area| area.go_live.is_some_and(|range| range[2] > to));
    let plane = Plane::Rows(Rows {
        rows: areas.iter().map(|area| row(forecast, &areas, area)).collect(),
        columns: chances(&areas),
        series: series(&areas, |month| f64::from(month.months_since(from))),
        marks: vec![data_date(forecast, from)],
        scale,
    });
    Chart::of(forecast, "go_live", "Go-live of each area, planned and forecast dates", plane)
        .describing(in_words(forecast))
        .saying(later_than_planned(forecast))
        .saying(widest(forecast))
        .noting(["Dates are over the trials in which the area goes ahead; the chance is that of going live within the years counted and before any exit.".into()])
        .noting(is_cut.then(|| format!("Ranges that end after {} are cut at the edge.", to.in_words())))
        .noting(left_out)
        .noting(subject::nothing_to_show(areas.is_empty(), "areas"))
}

/// The areas that are shown, by status and planned date: those with the widest ranges where there are too many.
fn shown(forecast: &Forecast) -> Vec<&AreaForecast> {
    let mut areas: Vec<_> = forecast.areas.iter().collect();
    areas.sort_by_key(|area| Reverse(range_in_months(area)));
    areas.truncate(MOST_ROWS);
    let place = |area: &AreaForecast| GROUPS.iter().position(|(status, _)| *status == area.status);
    areas.sort_by_key(|area| (place(area), area.planned_go_live));
    areas
}

/// The first and the last month that are shown.
fn sight(forecast: &Forecast, areas: &[&AreaForecast]) -> (Month, Month) {
    let dates = areas
        .iter()
        .flat_map(|area| area.go_live.into_iter().flatten().chain(area.went_live).chain([area.planned_go_live]));
    let dates: Vec<_> = dates.chain([forecast.as_of]).collect();
    let planned = areas.iter().map(|area| area.planned_go_live).max().unwrap_or(forecast.as_of);
    let sight = planned.max(forecast.horizon.last().plus(1).april()).plus(SIGHT);
    let from = dates.iter().min().copied().unwrap_or(forecast.as_of);
    let to = dates.iter().max().copied().unwrap_or(forecast.as_of).min(sight);
    (from, to.max(from))
}

fn row(forecast: &Forecast, areas: &[&AreaForecast], area: &AreaForecast) -> Row {
    let heading = GROUPS.iter().find(|(status, _)| *status == area.status).map_or("", |(_, heading)| heading);
    let shown = areas.iter().filter(|other| other.status == area.status).count();
    let all = count(forecast, area.status);
    let count = if shown == all { all.to_string() } else { format!("{shown} of {all}") };
    let aside = if area.in_plan { String::new() } else { format!("({NOT_IN_PLAN})") };
    Row { group: format!("{heading} ({count})"), name: area.name.trim().into(), aside, scale: None }
}

/// The series; `at` is where a month is on the scale.
fn series(areas: &[&AreaForecast], at: impl Fn(Month) -> f64) -> Vec<Series> {
    let places = || areas.iter().enumerate().map(|(place, area)| (place as f64, *area));
    let point = |row: f64, month: Month| Point::new(row, at(month));
    let open = || places().filter(|(_, area)| area.went_live.is_none());
    let range = |[p10, _, p90]: [Month; 3], row| Point::range(row, at(p10) - 0.15, at(p90) + 0.15);
    vec![
        Series::new(
            "Went live",
            Shape::Symbols,
            Role::Achieved,
            places().filter_map(|(row, area)| Some(point(row, area.went_live?))),
        ),
        Series::new(
            "80% of trials (P10 to P90)",
            Shape::Bars(0.5),
            Role::Range80,
            open().filter_map(|(row, area)| Some(range(area.go_live?, row))),
        ),
        Series::new(
            "P50 (middle)",
            Shape::Ticks(0.7),
            Role::Middle,
            open().filter_map(|(row, area)| Some(point(row, area.go_live?[1]))),
        ),
        Series::new(
            "Planned",
            Shape::Symbols,
            Role::Plan,
            places().filter(|(_, area)| area.in_plan).map(|(row, area)| point(row, area.planned_go_live)),
        ),
    ]
}

/// The chance of going live, of areas that are not yet.
fn chances(areas: &[&AreaForecast]) -> Vec<RowColumn> {
    let cell = |area: &&AreaForecast| match area.went_live {
        Some(_) => String::new(),
        None => figures::percent(area.probability_live.value),
    };
    let cells: Vec<_> = areas.iter().map(cell).collect();
    let heading = "Chance of going live".into();
    if cells.iter().any(|cell| !cell.is_empty()) { vec![RowColumn { heading, cells }] } else { Vec::new() }
}

fn data_date(forecast: &Forecast, from: Month) -> Mark {
    let label = Label { figure: String::new(), lines: vec![words::forecast_from(forecast)], in_full: None };
    Mark { x: f64::from(forecast.as_of.months_since(from)), y: None, role: Role::Now, side: Side::Above, label }
}

fn in_words(forecast: &Forecast) -> String {
    format!(
        "Planned, achieved and forecast go-live of {} areas: {} are live, {} approved and {} in design.",
        forecast.areas.len(),
        count(forecast, "live"),
        count(forecast, "approved"),
        count(forecast, "design")
    )
}

/// How many areas have that status.
fn count(forecast: &Forecast, status: &str) -> usize {
    forecast.areas.iter().filter(|area| area.status == status).count()
}

fn later_than_planned(forecast: &Forecast) -> Option<String> {
    let open = forecast.areas.iter().filter(|area| area.went_live.is_none() && area.in_plan);
    let compared: Vec<_> = open.filter_map(|area| Some((area.go_live?[1], area.planned_go_live))).collect();
    let later = compared.iter().filter(|(middle, planned)| middle > planned).count();
    let all_are_planned = forecast.areas.iter().all(|area| area.in_plan);
    let which = if all_are_planned { "that are" } else { "of the plan that are" };
    let count = compared.len();
    let said =
        format!("The middle of the forecast is later than the plan for {later} of {count} {which} not yet live.");
    (count > 0).then_some(said)
}

fn widest(forecast: &Forecast) -> Option<String> {
    let area = forecast.areas.iter().rev().max_by_key(|area| range_in_months(area))?;
    let [p10, _, p90] = area.go_live.filter(|range| range[2] > range[0])?;
    let planned = if area.in_plan {
        format!("planned for {}", area.planned_go_live.in_words())
    } else {
        "which the plan does not count".into()
    };
    let (name, p10, p90) = (area.name.trim(), p10.in_words(), p90.in_words());
    Some(format!("The widest range is that of {name}: 80% of trials between {p10} and {p90}, {planned}."))
}

/// From the P10 to the P90 of an area's go-live.
fn range_in_months(area: &AreaForecast) -> i32 {
    area.go_live.map_or(0, |[p10, _, p90]| p90.months_since(p10))
}
