//! Rows that have scales of their own: published cases stand above the line of the scale, each above another where they
//! would run into each other; the scenario stands below it.

use super::super::data::{Point as Value, Role, Rows, Scale, Series, Shape};
use super::frame::{EDGE, WIDTH};
use super::geometry::{Bounds, Point};
use super::palette::{GRID_LINE, SCALE_LINE, fill, stroke};
use super::sheet::{Anchor, Sheet};
use super::symbol::{small_case, symbol, whisker};
use super::typeface::Letters;

/// From the top of a strip to its line, when no case stands above another.
const ABOVE: f64 = 24.0;

/// From the line to the bottom of a strip.
const BELOW: f64 = 36.0;

/// From one case to the next above it, with their numbers and without.
const STACKED: f64 = 17.0;
const STACKED_SMALL: f64 = 9.0;

/// So many cases stand above each other at most; what more there are share the highest place, without their numbers.
const MOST_STACKED: usize = 12;

/// How wide a strip is about, to find how many cases stand above each other before it is laid out.
const ABOUT: f64 = WIDTH - 2.0 * EDGE - 345.0;

/// Where the line of a strip's scale is.
pub fn line(bounds: Bounds) -> f64 {
    bounds.bottom - BELOW
}

/// The height that a row's strip needs.
pub fn height(rows: &Rows, row: usize) -> f64 {
    let Some(scale) = &rows.rows[row].scale else { return 0.0 };
    let deepest = stacked(rows, row, |value| scale.share(value) * ABOUT).into_iter().map(|case| case.level).max();
    ABOVE + deepest.unwrap_or(0) as f64 * stacked_by(rows, row) + BELOW
}

/// How far cases of a row are apart.
fn stacked_by(rows: &Rows, row: usize) -> f64 {
    let is_numbered = rows.series.iter().flat_map(|series| of_row(series, row)).any(|value| value.number.is_some());
    if is_numbered { STACKED } else { STACKED_SMALL }
}

/// A case, or the range published for one, with the number of others below it.
struct Case<'c> {
    series: &'c Series,
    value: &'c Value,
    level: usize,
    /// Whether it may run into others.
    is_crowded: bool,
}

/// The cases of a row, from the line upwards: the symbol of a case stands on its range.
fn stacked(rows: &Rows, row: usize, at: impl Fn(f64) -> f64) -> Vec<Case<'_>> {
    let of_shape = |shape: Shape| {
        let series = rows.series.iter().filter(move |series| series.shape == shape);
        series.flat_map(move |series| of_row(series, row).map(move |value| (series, value)))
    };
    let mut cases: Vec<Case<'_>> = Vec::new();
    let apart = stacked_by(rows, row);
    for (series, value) in of_shape(Shape::Whiskers) {
        let level = free_level(&cases, (value, apart), &at);
        cases.push(Case::new(series, value, level));
    }
    let level = |case: &Case<'_>| (!case.is_crowded).then_some(case.level);
    let mut ranges: Vec<(f64, Option<usize>)> =
        cases.iter().filter_map(|case| Some((case.value.value?, level(case)))).collect();
    for (series, value) in of_shape(Shape::Symbols) {
        let own = ranges.iter().position(|(figure, _)| *figure == value.high);
        let level = own.map_or_else(|| free_level(&cases, (value, apart), &at), |place| ranges.swap_remove(place).1);
        cases.push(Case::new(series, value, level));
    }
    cases
}

impl<'c> Case<'c> {
    /// A case at a level of its own, or at the highest.
    fn new(series: &'c Series, value: &'c Value, free: Option<usize>) -> Self {
        Case { series, value, level: free.unwrap_or(MOST_STACKED - 1), is_crowded: free.is_none() }
    }
}

/// The lowest level at which a value runs into no other; `None` where there is none.
fn free_level(cases: &[Case<'_>], (value, apart): (&Value, f64), at: impl Fn(f64) -> f64) -> Option<usize> {
    let (from, to) = (at(value.low), at(value.high));
    let is_near = |other: &Value| from < at(other.high) + apart && at(other.low) < to + apart;
    let is_free = |level: &usize| cases.iter().all(|case| case.level != *level || !is_near(case.value));
    (0..MOST_STACKED).find(is_free)
}

fn of_row(series: &Series, row: usize) -> impl Iterator<Item = &Value> {
    series.points.iter().filter(move |value| value.at == row as f64)
}

/// Draws the strip of a row into `bounds`.
pub fn draw(sheet: &mut Sheet<'_>, rows: &Rows, row: usize, bounds: Bounds) {
    let Some(scale) = &rows.rows[row].scale else { return };
    let y = line(bounds);
    let at = |value: f64| bounds.left + bounds.width() * scale.share(value);
    draw_ticks(sheet, scale, bounds);
    for series in rows.series.iter().filter(|series| matches!(series.shape, Shape::Bars(_))) {
        for value in of_row(series, row) {
            let (left, right) = (at(value.low), at(value.high).max(at(value.low) + 2.0));
            sheet.rectangle(Bounds { left, right, top: y + 3.0, bottom: y + 14.0 }, fill(series.role));
        }
    }
    sheet.line(&[Point::new(bounds.left, y), Point::new(bounds.right, y)], SCALE_LINE);
    for series in rows.series.iter().filter(|series| matches!(series.shape, Shape::Ticks(_))) {
        for value in of_row(series, row) {
            let x = at(value.high);
            sheet.line(&[Point::new(x, y + 1.0), Point::new(x, y + 16.0)], stroke(series.role));
        }
    }
    for Case { series, value, level, is_crowded } in stacked(rows, row, |value| bounds.width() * scale.share(value)) {
        let centre = |value: f64| Point::new(at(value), y - 10.0 - level as f64 * stacked_by(rows, row));
        let number = value.number.filter(|_| !is_crowded);
        if series.shape == Shape::Whiskers {
            let ends = [centre(value.low), centre(value.high)];
            whisker(sheet, ends, [0.0; 2]);
            if let Some(number) = number {
                let middle = (ends[0].x + ends[1].x) / 2.0;
                write_number(sheet, number, Point::new(middle, ends[0].y - 3.0));
            }
        } else {
            let centre = centre(value.high);
            match (series.role, number) {
                (Role::Case(alike), None) => small_case(sheet, centre, alike),
                (role, _) => symbol(sheet, centre, role),
            }
            if let Some(number) = number {
                write_number(sheet, number, centre.moved(0.0, 3.4));
            }
        }
    }
}

/// Writes the number of a case, its baseline at a point.
fn write_number(sheet: &mut Sheet<'_>, number: u32, at: Point) {
    sheet.write(number.to_string(), at, Anchor::Middle, Letters::SMALL);
}

/// Ticks with their values, below the line.
fn draw_ticks(sheet: &mut Sheet<'_>, scale: &Scale, bounds: Bounds) {
    let (y, mut free_from) = (line(bounds), f64::NEG_INFINITY);
    for (&tick, label) in scale.ticks.iter().zip(scale.labels()) {
        let x = bounds.left + bounds.width() * scale.share(tick);
        sheet.line(&[Point::new(x, bounds.top + 4.0), Point::new(x, y + 18.0)], GRID_LINE);
        let half = Letters::BODY.width(&label) / 2.0;
        if x - half > free_from {
            sheet.write_body(label, Point::new(x, y + 31.0), Anchor::Middle);
            free_from = x + half + 4.0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::data::{Row, Unit};
    use super::*;
    use crate::programme::Alike;

    #[test]
    fn cases_that_lie_at_one_place_stand_above_each_other_up_to_a_height() {
        let heights = [1, 12, 13, 1000].map(|count| {
            let scale = Scale::plain(Unit::Share, 0.0, 1.0);
            let case = Value { at: 0.0, low: 0.9, high: 0.9, value: Some(0.9), number: Some(1) };
            let series = vec![Series::new("cases", Shape::Symbols, Role::Case(Alike::Partial), vec![case; count])];
            let row = Row { scale: Some(scale.clone()), ..Row::of("realisation") };
            let rows = Rows { scale, rows: vec![row], columns: Vec::new(), series, marks: Vec::new() };
            let crowded = stacked(&rows, 0, |value| 100.0 * value).iter().filter(|case| case.is_crowded).count();
            assert_eq!(crowded, count.saturating_sub(MOST_STACKED));
            height(&rows, 0)
        });
        assert_eq!(heights, [60.0, 60.0 + 11.0 * STACKED, 60.0 + 11.0 * STACKED, 60.0 + 11.0 * STACKED]);
    }
}
