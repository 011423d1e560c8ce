//! A plane with an x and a y scale, and the series on it.

use super::super::data::{Lane, Point as Value, Scale, Series, Shape, Unit};
use super::geometry::{Bounds, Point};
use super::palette::{fill, stroke};
use super::placement::Room;
use super::sheet::Sheet;
use super::symbol::{has_symbol, knot, whisker};

/// Where symbols are nearer together than this, they are a line.
const NEAREST_SYMBOLS: f64 = 19.0;

/// A plane on the page, with its scales.
#[derive(Clone, Copy, Debug)]
pub struct View<'c> {
    /// Where it is on the page.
    pub bounds: Bounds,
    /// From left to right.
    pub x: &'c Scale,
    /// Upwards.
    pub y: &'c Scale,
}

impl View<'_> {
    /// Where a pair of values is on the page; what lies far outside is brought near.
    pub fn at(&self, x: f64, y: f64) -> Point {
        let near = |share: f64| if share.is_nan() { 0.0 } else { share.clamp(-0.5, 1.5) };
        self.bounds.at_shares(near(self.x.share(x)), near(self.y.share(y)))
    }

    /// From one value to the next.
    fn spacing(&self) -> f64 {
        let step = if matches!(self.x.unit, Unit::Year(_)) { 1.0 } else { self.x.step };
        self.bounds.width() * step / self.x.length()
    }

    /// Whether the symbols of a series would run into each other.
    pub fn is_dense(&self, series: &Series) -> bool {
        has_symbol(series.role)
            && matches!(series.shape, Shape::Line | Shape::Symbols)
            && self.spacing() < NEAREST_SYMBOLS
    }

    /// Draws what is filled.
    pub fn fill(&self, sheet: &mut Sheet<'_>, series: &Series) {
        match series.shape {
            Shape::Band => sheet.region(&self.outline(&series.points), fill(series.role)),
            Shape::Bars(breadth) => {
                series.points.iter().for_each(|value| {
                    sheet.rectangle(self.bar(value, breadth, series.lane), fill(series.role));
                });
            }
            Shape::Line | Shape::Ticks(_) | Shape::Whiskers | Shape::Symbols => {}
        }
    }

    /// Draws what is a line or a symbol.
    pub fn trace(&self, sheet: &mut Sheet<'_>, series: &Series) {
        let places = || series.points.iter().map(|value| self.at(value.at, value.high));
        match series.shape {
            Shape::Line => sheet.line(&places().collect::<Vec<_>>(), stroke(series.role)),
            Shape::Symbols if self.is_dense(series) => {
                sheet.line(&places().collect::<Vec<_>>(), stroke(series.role));
            }
            Shape::Ticks(breadth) => series.points.iter().for_each(|value| {
                let bar = self.bar(value, breadth, series.lane);
                sheet.line(&[Point::new(bar.left, bar.top), Point::new(bar.right, bar.top)], stroke(series.role));
            }),
            Shape::Whiskers => series.points.iter().for_each(|value| {
                let centre = self.bar(value, 1.0, series.lane);
                let [low, high] = [centre.bottom, centre.top].map(|y| Point::new(centre.centre().x, y));
                whisker(sheet, [low, high], [0.0; 2]);
            }),
            Shape::Band | Shape::Bars(_) | Shape::Symbols => {}
        }
        if matches!(series.shape, Shape::Line | Shape::Symbols) && !self.is_dense(series) {
            places().for_each(|place| knot(sheet, place, series.role));
        }
    }

    /// The edges of a band, there and back; a single value is as wide as a bar.
    fn outline(&self, points: &[Value]) -> Vec<Point> {
        let widened: Vec<Value>;
        let points = match *points {
            [single] => {
                widened = [-0.2, 0.2].map(|by| Value { at: single.at + by, ..single }).to_vec();
                &widened
            }
            _ => points,
        };
        let lower = points.iter().map(|value| self.at(value.at, value.low));
        lower.chain(points.iter().rev().map(|value| self.at(value.at, value.high))).collect()
    }

    /// A bar from the lower to the upper end of a value.
    fn bar(&self, value: &Value, breadth: f64, lane: Lane) -> Bounds {
        let (low, high) = (self.at(value.at, value.low), self.at(value.at, value.high));
        let of_lane = self.spacing() / f64::from(lane.of.max(1));
        let centre = low.x + of_lane * (f64::from(lane.place) + 0.5) - self.spacing() / 2.0;
        let half = breadth * of_lane / 2.0;
        Bounds { left: centre - half, top: high.y.min(low.y), right: centre + half, bottom: low.y.max(high.y) }
    }

    /// Takes the space of a series, on which no label may stand.
    pub fn take(&self, room: &mut Room, series: &Series) {
        let edges = |value: &Value| [self.at(value.at, value.low), self.at(value.at, value.high)];
        match series.shape {
            Shape::Band => {
                series.points.windows(2).for_each(|pair| room.take_band(edges(&pair[0]), edges(&pair[1])));
            }
            Shape::Line => {
                series.points.windows(2).for_each(|pair| room.take_line(edges(&pair[0])[1], edges(&pair[1])[1]));
            }
            Shape::Bars(breadth) => {
                series.points.iter().for_each(|value| room.take_data(self.bar(value, breadth, series.lane)));
            }
            Shape::Symbols | Shape::Whiskers => {
                series.points.iter().for_each(|value| room.take(Bounds::about(edges(value)[1], 11.0, 11.0)));
            }
            Shape::Ticks(_) => {}
        }
    }
}
