//! The marks of the charts, each with its own shape, and the key that explains them.

use super::geometry::{Bounds, Point};
use super::palette::{ACHIEVED, FORECAST, INK, PAPER, PLAN, TARGET};
use super::sheet::{Sheet, Stroke};
use crate::programme::Alike;
use plotters::style::RGBColor;

/// The line of the middle of the forecast.
pub const MIDDLE_LINE: Stroke = Stroke::solid(FORECAST, 2.4);
/// The plan's line.
pub const PLAN_LINE: Stroke = Stroke::dashed(PLAN, 2.0);
/// A target's line.
pub const TARGET_LINE: Stroke = Stroke { colour: TARGET, width: 1.8, dash: Some((2.5, 2.5)) };
/// The line of the data date.
pub const DATE_LINE: Stroke = Stroke::dotted(INK, 1.4);
/// The line from a label to what it names.
pub const LEADER: Stroke = Stroke::solid(RGBColor(0x9A, 0x9A, 0x9A), 0.8);

/// What stands for something in a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// A band of the forecast, by its colour.
    Band(RGBColor),
    /// The line of the middle of the forecast.
    Middle,
    /// A short line at the middle of the forecast.
    Tick,
    /// The plan's dashed line, with a ring.
    PlanLine,
    /// The plan's dashed line alone.
    PlanDash,
    /// The plan's ring.
    Plan,
    /// A target's diamond.
    Target,
    /// A square: achieved.
    Achieved,
    /// A line with bars at its ends: from P10 to P90.
    Whisker,
    /// A published case: a dot where it is like for like, a ring where in part, a cross where for scale only.
    Case(Alike),
}

impl Mark {
    /// Width that a key needs for it.
    pub const WIDTH: f64 = 24.0;

    /// Draws it about `centre`, as a key shows it.
    pub fn draw(self, sheet: &mut Sheet<'_>, centre: Point) {
        let across = [centre.moved(-12.0, 0.0), centre.moved(12.0, 0.0)];
        match self {
            Mark::Band(colour) => sheet.rectangle(Bounds::about(centre, 22.0, 12.0), colour),
            Mark::Middle => sheet.line(&across, MIDDLE_LINE),
            Mark::Tick => sheet.line(&[centre.moved(0.0, -7.0), centre.moved(0.0, 7.0)], MIDDLE_LINE),
            Mark::PlanLine => {
                sheet.line(&across, PLAN_LINE);
                plan(sheet, centre);
            }
            Mark::PlanDash => sheet.line(&across, PLAN_LINE),
            Mark::Plan => plan(sheet, centre),
            Mark::Target => target(sheet, centre),
            Mark::Achieved => achieved(sheet, centre),
            Mark::Whisker => whisker(sheet, across[0], across[1]),
            Mark::Case(alike) => case(sheet, centre, alike),
        }
    }
}

/// A published case.
pub fn case(sheet: &mut Sheet<'_>, centre: Point, alike: Alike) {
    match alike {
        Alike::LikeForLike => sheet.circle(centre, 3.6, INK, Stroke::solid(INK, 1.0)),
        Alike::Partial => sheet.circle(centre, 3.4, PAPER, Stroke::solid(INK, 1.4)),
        Alike::Loose => {
            for (dx, dy) in [(3.2, 3.2), (3.2, -3.2)] {
                sheet.line(&[centre.moved(-dx, -dy), centre.moved(dx, dy)], Stroke::solid(INK, 1.5));
            }
        }
    }
}

/// The plan's ring.
pub fn plan(sheet: &mut Sheet<'_>, centre: Point) {
    sheet.circle(centre, 3.8, PAPER, Stroke::solid(PLAN, 2.0));
}

/// The plan's ring where nothing may be hidden behind it.
pub fn open_plan(sheet: &mut Sheet<'_>, centre: Point) {
    sheet.ring(centre, 3.8, Stroke::solid(PLAN, 2.0));
}

/// A target's diamond.
pub fn target(sheet: &mut Sheet<'_>, centre: Point) {
    let corners = [(0.0, -6.5), (6.5, 0.0), (0.0, 6.5), (-6.5, 0.0)].map(|(x, y)| centre.moved(x, y));
    sheet.polygon(&corners, TARGET, Stroke::solid(INK, 1.2));
}

/// The square of what has been achieved: larger than the plan's ring, so that both are seen in one place.
pub fn achieved(sheet: &mut Sheet<'_>, centre: Point) {
    let corners = [(-7.0, -7.0), (7.0, -7.0), (7.0, 7.0), (-7.0, 7.0)].map(|(x, y)| centre.moved(x, y));
    sheet.polygon(&corners, ACHIEVED, Stroke::solid(INK, 1.0));
}

/// A level line with bars at its ends.
pub fn whisker(sheet: &mut Sheet<'_>, from: Point, to: Point) {
    let stroke = Stroke::solid(INK, 1.4);
    sheet.line(&[from, to], stroke);
    for end in [from, to] {
        sheet.line(&[end.moved(0.0, -3.5), end.moved(0.0, 3.5)], stroke);
    }
}

/// A level line with bars at its ends, but arrows where an edge cuts it. Of each end its place and which edge cuts it:
/// -1 the left one, 1 the right one, 0 none.
pub fn cut_whisker(sheet: &mut Sheet<'_>, ends: [(Point, f64); 2]) {
    let stroke = Stroke::solid(INK, 1.4);
    sheet.line(&ends.map(|(end, _)| end), stroke);
    for (end, edge) in ends {
        if edge == 0.0 {
            sheet.line(&[end.moved(0.0, -3.5), end.moved(0.0, 3.5)], stroke);
        } else {
            let tip = [(-9.0 * edge, -5.0), (0.0, 0.0), (-9.0 * edge, 5.0)].map(|(dx, dy)| end.moved(dx, dy));
            sheet.polygon(&tip, INK, stroke);
        }
    }
}

/// A gap across a bar that is shorter than what it shows.
pub fn broken(sheet: &mut Sheet<'_>, centre: Point) {
    for dx in [-3.5, 3.5] {
        let centre = centre.moved(dx, 0.0);
        sheet.line(&[centre.moved(-4.0, 9.0), centre.moved(4.0, -9.0)], Stroke::solid(PAPER, 3.0));
    }
}
