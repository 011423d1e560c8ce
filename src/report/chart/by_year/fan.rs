//! Levels and running totals at the ends of years: a fan with the plan and the targets.

use super::super::amounts::Amounts;
use super::super::data::{Label, Mark, Panel, Role, Scale, Series, Shape, Side};
use super::super::words;
use super::{ByYear, Drawn};
use crate::forecast::{Forecast, Summary};
use crate::programme::Measure;

/// The ends of the years.
pub fn years(forecast: &Forecast) -> Scale {
    let date = data_date(forecast);
    let before = if (-1.0..0.0).contains(&date) { 0.1 - date } else { 0.25 };
    let count = forecast.horizon.len();
    Scale::of_years(forecast.horizon.first(), count, [before, if count == 1 { 0.2 } else { 0.0 }])
}

/// Draws the fan of a part.
pub fn draw(part: &ByYear<'_>) -> Drawn {
    let y = part.scale(|summary| [summary.p5().value, summary.p95().value]);
    let last = part.years.iter().find(|figures| figures.place as usize + 1 == part.forecast.horizon.len());
    let (summary, plan) = (last.and_then(|last| last.summary), last.and_then(|last| last.plan));
    let amounts = Amounts::new(&y, 3, summary.as_slice(), plan.into_iter());
    let at = part.forecast.horizon.len() as f64 - 1.0;
    let mut marks: Vec<Mark> = summary.iter().flat_map(|summary| names(at, summary, &amounts)).collect();
    let figure = |plan| Label { figure: format!("Plan {}", amounts.known(plan)), ..Label::default() };
    marks.extend(plan.map(|plan| mark(at, plan, Role::Plan, figure(plan))));
    marks.extend(part.targets.iter().map(|target| {
        let side = if target.place as f64 == at { Side::Right } else { Side::Beside };
        target.mark((target.place as f64, target.amount), side, &amounts)
    }));
    let date = data_date(part.forecast);
    marks.extend((date > -1.0).then(|| part.data_date(date.min(at))));
    let when = if matches!(part.measure, Measure::Cumulative(_)) { "By the end of" } else { "At the end of" };
    let findings = part.findings(when, &amounts);
    let panel = Panel { name: part.name.into(), y, series: series(part), marks, figures: Vec::new() };
    Drawn { panel, findings }
}

fn series(part: &ByYear<'_>) -> Vec<Series> {
    let band = |name, role, ends: fn(&Summary) -> (f64, f64)| Series::new(name, Shape::Band, role, part.ranges(ends));
    vec![
        band("90% of trials (P5 to P95)", Role::Range90, |summary| (summary.p5().value, summary.p95().value)),
        band("80% (P10 to P90)", Role::Range80, |summary| (summary.p10().value, summary.p90().value)),
        band("50% (P25 to P75)", Role::Range50, |summary| (summary.p25().value, summary.p75().value)),
        Series::new("P50 (middle)", Shape::Line, Role::Middle, part.middles()),
        Series::new("Plan", Shape::Line, Role::Plan, part.plans()),
    ]
}

/// The names of the percentiles of the last year.
fn names(at: f64, summary: &Summary, amounts: &Amounts) -> Vec<Mark> {
    let [p10, p50, p90] = amounts.percentiles(summary);
    if let Some(alike) = words::alike(summary) {
        return vec![mark(at, summary.p50().value, Role::Middle, Label::new(format!("Forecast {p50}"), alike))];
    }
    vec![
        mark(at, summary.p90().value, Role::Range80, Label::new(format!("P90 {p90}"), "10% chance of more")),
        mark(at, summary.p50().value, Role::Middle, Label::new(format!("P50 {p50}"), "50% chance of more")),
        mark(at, summary.p10().value, Role::Range80, Label::new(format!("P10 {p10}"), "90% chance of more")),
    ]
}

fn mark(x: f64, y: f64, role: Role, label: Label) -> Mark {
    Mark { x, y: Some(y), role, side: Side::Right, label }
}

/// The data date, where the ends of years are whole numbers.
fn data_date(forecast: &Forecast) -> f64 {
    f64::from(forecast.horizon.months(forecast.as_of)) / 12.0 - 1.0
}
