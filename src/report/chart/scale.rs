//! What is written along the edges of a plane: amounts, years and the data date.

use super::axis::Axis;
use super::geometry::{Bounds, Point};
use super::mark::DATE_LINE;
use super::palette::{GRID, INK};
use super::sheet::{Anchor, Plane, Sheet, Stroke};
use super::typeface::Letters;
use crate::fiscal::{FinancialYear, Horizon};
use crate::forecast::Forecast;

/// Grid lines.
pub const GRID_LINE: Stroke = Stroke::solid(GRID, 1.0);
/// The line of nil.
pub const ZERO_LINE: Stroke = Stroke::solid(INK, 1.2);

/// How far a baseline is below the middle of small letters and digits.
pub const MIDDLE: f64 = 4.6;

/// Space that the labels of an axis of amounts need to the left of a plane.
pub fn width_of_amounts(axis: &Axis) -> f64 {
    Letters::BODY.widest(&axis.money_labels()) + 8.0
}

/// Writes amounts to the left of a plane and draws the line of nil.
pub fn amounts_left(sheet: &mut Sheet<'_>, plane: &Plane<'_>, axis: &Axis) {
    let bounds = plane.bounds;
    for (tick, label) in axis.ticks.iter().zip(axis.money_labels()) {
        let y = plane.at(0.0, *tick).y;
        sheet.write_body(label, Point::new(bounds.left - 8.0, y + MIDDLE), Anchor::End);
    }
    if axis.from <= 0.0 && axis.to >= 0.0 {
        let y = plane.at(0.0, 0.0).y;
        sheet.line(&[Point::new(bounds.left, y), Point::new(bounds.right, y)], ZERO_LINE);
    }
}

/// Writes amounts at `baseline`, above or below a plane; some are left out where they would collide.
pub fn amounts_across(sheet: &mut Sheet<'_>, plane: &Plane<'_>, axis: &Axis, baseline: f64) {
    let labels = axis.money_labels();
    let spacing = plane.bounds.width() / (axis.ticks.len().max(2) - 1) as f64;
    let every = thinning(Letters::BODY.widest(&labels) + 16.0, spacing);
    for (tick, label) in axis.ticks.iter().zip(labels) {
        if ((tick / axis.step).round() as i64).rem_euclid(every as i64) == 0 {
            sheet.write_body(label, Point::new(plane.at(*tick, 0.0).x, baseline), Anchor::Middle);
        }
    }
}

/// `2017/18 to 2022/23`, or the only year.
pub fn in_words(horizon: Horizon) -> String {
    if horizon.len() == 1 { horizon.first().to_string() } else { format!("{} to {}", horizon.first(), horizon.last()) }
}

/// Writes financial years at `baseline`, each centred at its x; every second, fifth, tenth or
/// twentieth where there is no room for all.
pub fn years_across(sheet: &mut Sheet<'_>, years: &[(f64, FinancialYear)], baseline: f64) {
    for (x, year) in shown_years(years) {
        sheet.write_body(year.to_string(), Point::new(x, baseline), Anchor::Middle);
    }
}

/// Draws a tick below `bottom` at each of `years`.
pub fn year_ticks(sheet: &mut Sheet<'_>, years: &[(f64, FinancialYear)], bottom: f64) {
    for &(x, _) in years {
        sheet.line(&[Point::new(x, bottom), Point::new(x, bottom + 5.0)], ZERO_LINE);
    }
}

/// Those of `years` that are labelled: in equal steps back from the last.
fn shown_years(years: &[(f64, FinancialYear)]) -> Vec<(f64, FinancialYear)> {
    let spacing = match years {
        [first, .., last] => (last.0 - first.0) / (years.len() - 1) as f64,
        _ => f64::INFINITY,
    };
    let width = Letters::BODY.width("2017/18") + 8.0;
    let every = thinning(width, spacing);
    let mut shown: Vec<_> = years.iter().rev().step_by(every).copied().collect();
    shown.reverse();
    shown
}

/// Draws the line of the data date at `x` and writes it above the plane.
pub fn data_date(sheet: &mut Sheet<'_>, forecast: &Forecast, plane: Bounds, x: f64) {
    sheet.line(&[Point::new(x, plane.top - 6.0), Point::new(x, plane.bottom)], DATE_LINE);
    let text = format!("Forecast from {}", forecast.as_of.in_words());
    let anchor = if x + Letters::BODY.width(&text) <= plane.right { Anchor::Start } else { Anchor::End };
    sheet.write_body(text, Point::new(x, plane.top - 11.0), anchor);
}

/// Every how many labels one is shown, so that labels of `width` fit where they come at `spacing`.
fn thinning(width: f64, spacing: f64) -> usize {
    let every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    every.into_iter().find(|&every| width <= spacing * every as f64).unwrap_or(2000)
}
