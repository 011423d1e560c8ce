//! The chance of each target over the years.

use super::data::{Axes, Chart, Label, Mark, Panel, Plane, Point, Role, Scale, Series, Shape, Side, Unit};
use super::subject;
use crate::fiscal::FinancialYear;
use crate::forecast::{Chance, Forecast, TargetForecast};
use crate::programme::Measure;
use crate::report::figure::Figure;

/// The most targets that the chart shows: there are so many roles to tell them apart.
const MOST: usize = 4;
/// The most letters of a name beside its line, in the key, and where it is told.
const LETTERS: [usize; 2] = [28, 90];

/// The chart; `None` where no target is of a measure that has years.
pub fn chart(forecast: &Forecast) -> Option<Chart> {
    let all: Vec<&TargetForecast> = forecast.targets.iter().filter(|target| !target.by_year.is_empty()).collect();
    let shown = &all[..all.len().min(MOST)];
    if shown.is_empty() {
        return None;
    }
    let first = forecast.horizon.first();
    let x = Scale::of_years(first, forecast.horizon.len(), [0.25, 0.2]);
    let y = Scale::covering(Unit::Share, [0.0, 1.0], 5).named("Chance");
    let series = shown.iter().enumerate().map(|(place, target)| {
        let points = target.by_year.iter().map(|(year, chance)| Point::new(at(first, *year), chance.probability));
        let name = shortened(&target.name, LETTERS[1]);
        Series::new(&name, Shape::Line, Role::Compared(place as u8), points)
    });
    let marks = shown.iter().enumerate().filter_map(|(place, target)| mark(first, place, target));
    let panel = Panel::of(y, series.collect(), marks.collect());
    let years = subject::years(forecast.horizon);
    let left_out = all.len() - shown.len();
    let left_out = format!("The first {MOST} targets are shown; {left_out} more: targets_by_year.csv");
    let chart = Chart::of(forecast, "targets", "Chance of each target by year", Plane::Axes(Axes::of(x, panel)))
        .describing(format!("Lines of the chance that the amount of each target is met, by financial year, {years}."))
        .saying(shown.iter().filter_map(|target| finding(target)))
        .noting((all.len() > MOST).then_some(left_out));
    Some(chart)
}

fn at(first: FinancialYear, year: FinancialYear) -> f64 {
    f64::from(year.years_since(first))
}

/// The chance in the last year, by the target's name.
fn mark(first: FinancialYear, place: usize, target: &TargetForecast) -> Option<Mark> {
    let (year, chance) = target.by_year.last()?;
    let label = Label::new(shown(chance), shortened(&target.name, LETTERS[0]));
    let (x, y) = (at(first, *year), Some(chance.probability));
    Some(Mark { x, y, role: Role::Compared(place as u8), side: Side::Right, label })
}

/// `Promised to the panel: 1.2% in 2018/19, the year that was asked for, and 64% in 2022/23.`
fn finding(target: &TargetForecast) -> Option<String> {
    let (last, at_last) = target.by_year.last()?;
    let when = if matches!(target.measure, Measure::Cumulative(_)) { "by the end of" } else { "in" };
    let asked = target.by_year.iter().find(|(year, _)| target.by == Some(*year) && year != last);
    let asked =
        asked.map(|(year, chance)| format!("{} {when} {year}, the year that was asked for, and ", shown(chance)));
    let name = shortened(&target.name, LETTERS[1]);
    Some(format!("{name}: {}{} {when} {last}.", asked.unwrap_or_default(), shown(at_last)))
}

fn shown(chance: &Chance) -> String {
    Figure::chance(chance.probability, chance.interval).to_string()
}

fn shortened(name: &str, most: usize) -> String {
    let name = name.trim();
    match name.chars().count() > most {
        true => name.chars().take(most - 1).chain(['\u{2026}']).collect(),
        false => name.to_owned(),
    }
}
