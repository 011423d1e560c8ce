//! Amounts of each year: bars with the plan and the targets, and their figures below.

use super::super::amounts::Amounts;
use super::super::data::{Figures, Mark, Panel, Role, Scale, Series, Shape, Side};
use super::{ByYear, Drawn, YearFigures};
use crate::forecast::{Forecast, Summary};

/// Width of a bar, in years.
const BREADTH: f64 = 0.6;

/// The years.
pub fn years(forecast: &Forecast) -> Scale {
    Scale::of_years(forecast.horizon.first(), forecast.horizon.len(), [0.5, 0.5])
}

/// Draws the bars of a part.
pub fn draw(part: &ByYear<'_>) -> Drawn {
    let y = part.scale(|summary| [summary.p10().value, summary.p90().value]);
    let summaries: Vec<_> = part.years.iter().filter_map(|figures| figures.summary).collect();
    let amounts = Amounts::new(&y, 3, &summaries, part.plans().map(|plan| plan.high));
    let targets = part.targets.iter();
    let mut marks: Vec<Mark> =
        targets.map(|target| target.mark((target.place as f64, target.amount), Side::Beside, &amounts)).collect();
    let date = f64::from(part.forecast.horizon.months(part.forecast.as_of)) / 12.0 - 0.5;
    let last = part.forecast.horizon.len() as f64 - 0.5;
    marks.extend((date > -0.5).then(|| part.data_date(date.min(last))));
    let mut findings = part.findings("In", &amounts);
    findings.splice(1.min(findings.len())..1.min(findings.len()), below_plan(part));
    let figures = if part.name.is_empty() { figures(part, &amounts) } else { Vec::new() };
    Drawn { panel: Panel { name: part.name.into(), y, series: series(part), marks, figures }, findings }
}

fn series(part: &ByYear<'_>) -> Vec<Series> {
    let bars =
        |name, role, ends: fn(&Summary) -> (f64, f64)| Series::new(name, Shape::Bars(BREADTH), role, part.ranges(ends));
    vec![
        bars("80% of trials (P10 to P90)", Role::Range80, |summary| (summary.p10().value, summary.p90().value)),
        bars("50% (P25 to P75)", Role::Range50, |summary| (summary.p25().value, summary.p75().value)),
        Series::new("P50 (middle)", Shape::Ticks(BREADTH), Role::Middle, part.middles()),
        Series::new("Plan", Shape::Symbols, Role::Plan, part.plans()),
    ]
}

/// The figures of each year of the horizon.
fn figures(part: &ByYear<'_>, amounts: &Amounts) -> Vec<Figures> {
    let cells = |figure: &dyn Fn(&YearFigures) -> Option<String>| {
        let of_year = |place: usize| part.years.iter().find(|figures| figures.place == place as f64).and_then(figure);
        (0..part.forecast.horizon.len()).map(|place| of_year(place).unwrap_or_else(|| "none".into())).collect()
    };
    let percentile =
        |place: usize| cells(&|figures| Some(amounts.percentiles(figures.summary.as_ref()?)[place].clone()));
    let row = |name: &str, cells| Figures { name: name.into(), is_first: name == "P50", cells };
    if part.years.is_empty() {
        return Vec::new();
    }
    vec![
        row("P90", percentile(2)),
        row("P50", percentile(1)),
        row("P10", percentile(0)),
        row("Plan", cells(&|figures| Some(amounts.known(figures.plan?)))),
    ]
}

/// In how many years the middle of the forecast is below the plan.
fn below_plan(part: &ByYear<'_>) -> Option<String> {
    let compared = part.years.iter().filter_map(|figures| Some((figures.summary?.p50().value, figures.plan?)));
    let compared: Vec<_> = compared.collect();
    let below = compared.iter().filter(|(middle, plan)| middle < plan).count();
    let years = if compared.len() == 1 { "year" } else { "years" };
    (!compared.is_empty())
        .then(|| format!("The middle of the forecast is below the plan in {below} of {} {years}.", compared.len()))
}
