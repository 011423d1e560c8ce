//! What is written along the edges of a plane.

use super::super::data::{Scale, Unit};
use super::calendar;
use super::geometry::{Bounds, Point};
use super::palette::{GRID_LINE, ZERO_LINE};
use super::sheet::{Anchor, Sheet};
use super::typeface::Letters;
use super::view::View;

/// How far a baseline is below the middle of small letters and digits.
pub const MIDDLE: f64 = 4.6;

/// The space between two labels that stand on one line.
const APART: f64 = 16.0;

/// Space that the labels of a y scale need to the left of a plane.
pub fn width_of(scale: &Scale) -> f64 {
    Letters::BODY.widest(&scale.labels()) + 8.0
}

/// Draws grid lines at the ticks; at those of an x scale of years none.
pub fn grid(sheet: &mut Sheet<'_>, view: &View<'_>) {
    let Bounds { left, right, top, bottom } = view.bounds;
    for &tick in &view.y.ticks {
        let y = view.at(view.x.from, tick).y;
        sheet.line(&[Point::new(left, y), Point::new(right, y)], GRID_LINE);
    }
    if !matches!(view.x.unit, Unit::Year(_)) {
        for x in Across::of(view.x, view.bounds).lines {
            sheet.line(&[Point::new(x, top), Point::new(x, bottom)], GRID_LINE);
        }
    }
}

/// Draws the lines of zero, and ticks below the plane at years.
pub fn zeros(sheet: &mut Sheet<'_>, view: &View<'_>) {
    let Bounds { left, right, top, bottom } = view.bounds;
    if view.y.reaches(0.0) {
        let y = view.at(view.x.from, 0.0).y;
        sheet.line(&[Point::new(left, y), Point::new(right, y)], ZERO_LINE);
    }
    if matches!(view.x.unit, Unit::Year(_)) {
        for &tick in &view.x.ticks {
            let x = view.at(tick, 0.0).x;
            sheet.line(&[Point::new(x, bottom), Point::new(x, bottom + 5.0)], ZERO_LINE);
        }
    } else if view.x.unit.has_zero() && view.x.from < 0.0 && view.x.to > 0.0 {
        let x = view.at(0.0, 0.0).x;
        sheet.line(&[Point::new(x, top), Point::new(x, bottom)], ZERO_LINE);
    }
}

/// Writes the labels of the y scale to the left of the plane.
pub fn labels_left(sheet: &mut Sheet<'_>, view: &View<'_>) {
    for (tick, label) in view.y.ticks.iter().zip(view.y.labels()) {
        let y = view.at(view.x.from, *tick).y;
        sheet.write_body(label, Point::new(view.bounds.left - 8.0, y + MIDDLE), Anchor::End);
    }
}

/// Writes the labels of `scale`, which is as wide as `bounds`, at `baseline`.
pub fn labels_across(sheet: &mut Sheet<'_>, bounds: Bounds, scale: &Scale, baseline: f64) {
    for (x, label) in Across::of(scale, bounds).labels {
        sheet.write_body(label, Point::new(x, baseline), Anchor::Middle);
    }
}

/// The labels for which there is room on a line, with their places. Where there is none for all, every second, fifth or
/// tenth stands there: of years counted back from the last, else those at rounder values.
fn shown_across(bounds: Bounds, scale: &Scale) -> Vec<(f64, String)> {
    let labels = scale.labels();
    let is_years = matches!(scale.unit, Unit::Year(_));
    let spacing = bounds.width() * scale.step / scale.length();
    let every = thinning(Letters::BODY.widest(&labels) + if is_years { APART / 2.0 } else { APART }, spacing);
    let count = labels.len();
    let is_shown = |place: usize| match scale.unit {
        Unit::Year(_) => (count - 1 - place).is_multiple_of(every),
        _ => ((scale.ticks[place] / scale.step).round() as i64).rem_euclid(every as i64) == 0,
    };
    let at = |tick: f64| bounds.left + bounds.width() * scale.share(tick);
    labels
        .into_iter()
        .enumerate()
        .filter(|(place, _)| is_shown(*place))
        .map(|(place, label)| (at(scale.ticks[place]), label))
        .collect()
}

/// What stands along a scale: where lines are drawn, and labels with their places.
pub struct Across {
    /// Places of lines.
    pub lines: Vec<f64>,
    /// Labels, centred at their places.
    pub labels: Vec<(f64, String)>,
}

impl Across {
    /// What stands along `scale`, which is as wide as `bounds`.
    pub fn of(scale: &Scale, bounds: Bounds) -> Self {
        if let Unit::Month(first) = scale.unit {
            return calendar::across(scale, first, bounds);
        }
        let lines = scale.ticks.iter().map(|&tick| bounds.left + bounds.width() * scale.share(tick)).collect();
        Across { lines, labels: shown_across(bounds, scale) }
    }

    /// How far to the right the labels reach.
    pub fn right(&self) -> f64 {
        self.labels.iter().map(|(x, label)| x + Letters::BODY.width(label) / 2.0).fold(f64::NEG_INFINITY, f64::max)
    }
}

/// Every how many labels one is shown, so that labels of `width` fit where they come at `spacing`.
pub fn thinning(width: f64, spacing: f64) -> usize {
    let every = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];
    every.into_iter().find(|&every| width <= spacing * every as f64).unwrap_or(2000)
}
