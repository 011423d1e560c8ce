//! A panel of a chart with two axes: what is drawn over one y scale.

use super::super::data::{Panel, Role, Scale, Series, Side};
use super::above::Above;
use super::frame::EDGE;
use super::geometry::{Bounds, Point};
use super::palette::{LEADER, stroke};
use super::placement::Room;
use super::sheet::{Anchor, Sheet};
use super::symbol::{knot, symbol};
use super::tag::{Column, Named};
use super::ticks;
use super::typeface::Letters;
use super::view::View;

/// The least height of a panel that is alone.
pub const HEIGHT: f64 = 300.0;

/// The least height of one of several.
pub const SMALL_HEIGHT: f64 = 132.0;

/// Height of the name of a panel.
const NAME: f64 = 24.0;

/// Space above the highest tick.
const HEADROOM: f64 = 16.0;

/// A panel, laid out.
pub struct Laid<'c> {
    /// What is drawn.
    pub panel: &'c Panel,
    /// Marks that are named in the plane or at its right edge.
    names: Vec<Named<'c>>,
    above: Above<'c>,
    /// Height of its plane.
    pub height: f64,
}

impl<'c> Laid<'c> {
    /// Lays a panel out whose plane is at least so high, and in which values of the x scale are `at` these places.
    pub fn of(panel: &'c Panel, names: Vec<Named<'c>>, least: f64, at: impl Fn(f64) -> f64) -> Self {
        let (above, names): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| name.is_at(Side::Above));
        let right = names.iter().filter(|name| name.is_at(Side::Right)).map(|name| &name.tag);
        let height = (1.2 * Column::height_of(right)).max(least);
        Laid { panel, above: Above::of(above, at), names, height }
    }

    /// The space that it needs above its plane.
    pub fn headroom(&self) -> f64 {
        HEADROOM + self.above.height() + if self.panel.name.is_empty() { 0.0 } else { NAME }
    }

    /// What is said below the chart, because labels cannot say it.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        self.names.iter().filter_map(|name| name.note(false)).chain(self.above.notes())
    }

    fn at_side(&self, side: Side) -> impl Iterator<Item = &Named<'c>> {
        self.names.iter().filter(move |name| name.is_at(side))
    }

    /// Whether a label finds no free space near its mark.
    pub fn is_crowded(&self, view: &View<'_>) -> bool {
        let mut room = self.room(view);
        let mut labels = self.at_side(Side::Beside);
        labels.any(|name| room.near(place(name, view), name.tag.width(), name.tag.height()).is_none())
    }

    /// A plane as labels see it: what is drawn is taken, lines through the plane are better left free.
    fn room(&self, view: &View<'_>) -> Room {
        let mut room = Room::new(view.bounds);
        self.panel.series.iter().for_each(|series| view.take(&mut room, series));
        for mark in &self.panel.marks {
            match mark.y {
                Some(y) => room.take(Bounds::about(view.at(mark.x, y), 14.0, 14.0)),
                None => {
                    let x = view.at(mark.x, 0.0).x;
                    room.avoid_line(Point::new(x, view.bounds.top), Point::new(x, view.bounds.bottom));
                }
            }
        }
        room
    }

    /// Draws the panel with what stands to its left and right and above it.
    pub fn draw(&self, sheet: &mut Sheet<'_>, view: &View<'_>) {
        let (shades, others): (Vec<&Series>, Vec<&Series>) =
            self.panel.series.iter().partition(|series| series.role == Role::Shade);
        shades.iter().for_each(|series| view.fill(sheet, series));
        ticks::grid(sheet, view);
        others.iter().for_each(|series| view.fill(sheet, series));
        ticks::labels_left(sheet, view);
        ticks::zeros(sheet, view);
        self.draw_name(sheet, view);
        self.above.draw(sheet, view);
        self.panel.series.iter().for_each(|series| view.trace(sheet, series));
        self.draw_right(sheet, view);
        self.draw_beside(sheet, view);
        self.above.draw_symbols(sheet, view);
        self.uncover_plans(sheet, view);
    }

    /// Draws the plan's rings again where a target's symbol hides them.
    fn uncover_plans(&self, sheet: &mut Sheet<'_>, view: &View<'_>) {
        let targets = self.panel.marks.iter().filter(|mark| mark.role == Role::Target);
        let targets: Vec<Point> = targets.filter_map(|mark| Some(view.at(mark.x, mark.y?))).collect();
        let is_hidden = |at: &Point| targets.iter().any(|target| (target.x - at.x).hypot(target.y - at.y) < 6.5);
        let plans = self.panel.series.iter().filter(|series| series.role == Role::Plan && !view.is_dense(series));
        let rings = plans.flat_map(|series| &series.points).map(|value| view.at(value.at, value.high));
        rings.filter(is_hidden).for_each(|at| symbol(sheet, at, Role::Plan));
    }

    fn draw_name(&self, sheet: &mut Sheet<'_>, view: &View<'_>) {
        let baseline = view.bounds.top - HEADROOM - self.above.height() + 2.0;
        let name = Letters::STRONG.shortened(&self.panel.name, view.bounds.right - EDGE);
        sheet.write(name, Point::new(EDGE, baseline), Anchor::Start, Letters::STRONG);
    }

    /// Labels at the right edge, with a dotted line from what they name where that is inside the plane.
    fn draw_right(&self, sheet: &mut Sheet<'_>, view: &View<'_>) {
        let mut column = Column::reaching(if self.above.height() > 0.0 { 2.0 } else { 14.0 });
        for name in self.at_side(Side::Right) {
            let at = place(name, view);
            if at.x < view.bounds.right - 1.0 {
                sheet.line(&[at, Point::new(view.bounds.right, at.y)], stroke(name.mark.role));
            }
            column.push(name.tag.clone(), at.y);
        }
        column.draw(sheet, view.bounds);
        self.at_side(Side::Right).for_each(|name| knot(sheet, place(name, view), name.mark.role));
    }

    /// Labels near what they name, where there is room, with a line to it.
    fn draw_beside(&self, sheet: &mut Sheet<'_>, view: &View<'_>) {
        let mut room = self.room(view);
        for name in self.at_side(Side::Beside) {
            let (at, tag) = (place(name, view), &name.tag);
            if let Some(bounds) = room.near_or_over_data(at, tag.width(), tag.height()) {
                let edge = Point::new(at.x.clamp(bounds.left, bounds.right), at.y.clamp(bounds.top, bounds.bottom));
                sheet.line(&[at, edge], LEADER);
                tag.write(sheet, bounds);
            }
            symbol(sheet, at, name.mark.role);
        }
    }
}

/// Where what a label names is.
fn place(name: &Named<'_>, view: &View<'_>) -> Point {
    view.at(name.mark.x, name.mark.y.unwrap_or(view.y.from))
}

/// Space to the left of a panel's plane.
pub fn width_to_the_left(panel: &Panel) -> f64 {
    let names = panel.figures.iter().map(|row| Letters::STRONG.width(&row.name) + 8.0);
    names.fold(ticks::width_of(&panel.y), f64::max)
}

/// How far the last label of an x scale reaches to the right of its plane, at most.
pub fn overhang(x: &Scale) -> f64 {
    const NARROW: f64 = 400.0;
    let half = x.labels().last().map_or(0.0, |label| Letters::BODY.width(label) / 2.0);
    let space = x.ticks.last().map_or(half, |tick| (x.to - tick) / x.length() * NARROW);
    (half - space).max(4.0)
}
