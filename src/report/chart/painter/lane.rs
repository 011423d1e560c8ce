//! Series in rows that share a scale.

use super::super::data::{Lane, Point as Value, Scale, Series, Shape};
use super::geometry::{Bounds, Point};
use super::palette::{fill, stroke};
use super::sheet::Sheet;
use super::symbol::{broken, knot, symbol, tip, whisker};

/// The highest a lane is.
const HIGHEST: f64 = 19.0;

/// Rows with their places.
pub struct Lanes<'c> {
    /// From the left to the right of all.
    pub scale: &'c Scale,
    /// The position of each row, and its bounds.
    pub rows: Vec<(usize, Bounds)>,
    /// Whether symbols may hide what they stand on.
    pub may_hide: bool,
}

impl Lanes<'_> {
    /// Draws a series: each value in its row.
    pub fn draw(&self, sheet: &mut Sheet<'_>, series: &Series) {
        for value in &series.points {
            let row = self.rows.iter().find(|(row, _)| *row as f64 == value.at);
            if let Some((_, bounds)) = row {
                self.draw_value(sheet, series, value, lane(*bounds, series.lane));
            }
        }
    }

    fn draw_value(&self, sheet: &mut Sheet<'_>, series: &Series, value: &Value, lane: Bounds) {
        let middle = lane.centre().y;
        let at = |value: f64| Point::new(lane.left + lane.width() * self.scale.share(self.within(value)), middle);
        match series.shape {
            Shape::Bars(breadth) => {
                let bar = Bounds::about(lane.centre(), lane.width(), breadth * lane.height());
                self.draw_bar(sheet, series, value, bar);
            }
            Shape::Ticks(breadth) if self.scale.reaches(value.high) => {
                let half = breadth * lane.height() / 2.0;
                let ends = [at(value.high).moved(0.0, -half), at(value.high).moved(0.0, half)];
                sheet.line(&ends, stroke(series.role));
            }
            Shape::Whiskers => {
                whisker(sheet, [at(value.low), at(value.high)], [value.low, value.high].map(|end| self.cut(end)));
            }
            Shape::Symbols | Shape::Line if self.scale.reaches(value.high) => {
                let draw = if self.may_hide { knot } else { symbol };
                draw(sheet, at(value.high), series.role);
            }
            _ => {}
        }
    }

    /// A bar; one that begins at zero and goes beyond the scale is shown broken, another ends in a tip.
    fn draw_bar(&self, sheet: &mut Sheet<'_>, series: &Series, value: &Value, lane: Bounds) {
        let at = |value: f64| lane.left + lane.width() * self.scale.share(self.within(value));
        let (low, high) = (value.low.min(value.high), value.low.max(value.high));
        let (left, right) = (at(low), at(high).max(at(low) + 2.0));
        sheet.rectangle(Bounds { left, right, ..lane }, fill(series.role));
        let middle = lane.centre().y;
        for end in [low, high] {
            let edge = self.cut(end);
            let place = Point::new(at(end), middle);
            match edge != 0.0 {
                true if low == 0.0 || high == 0.0 => broken(sheet, place.moved(-24.0 * edge, 0.0)),
                true => tip(sheet, place, edge, series.role),
                false => {}
            }
        }
    }

    /// A value, or the end of the scale beyond which it lies.
    fn within(&self, value: f64) -> f64 {
        value.clamp(self.scale.from, self.scale.to)
    }

    /// Which edge cuts a value: -1 the left one, 1 the right one, 0 none.
    fn cut(&self, value: f64) -> f64 {
        f64::from(value > self.scale.to) - f64::from(value < self.scale.from)
    }
}

/// The part of a row that a lane takes.
fn lane(row: Bounds, lane: Lane) -> Bounds {
    let of = f64::from(lane.of.max(1));
    let height = (row.height() / of).min(HIGHEST);
    let centre = row.centre().moved(0.0, height * (f64::from(lane.place) + 0.5 - of / 2.0));
    Bounds::about(centre, row.width(), height)
}
