//! The symbols of the charts, each with its own shape.

use super::super::data::{Role, Shape};
use super::frame::Entry;
use super::geometry::{Bounds, Point};
use super::palette::{INK, LOOSE, OUTLINE, PAPER, Stroke, fill, stroke};
use super::sheet::Sheet;
use crate::programme::Alike;
use plotters::style::RGBColor;

/// Width that the key needs for what it explains.
pub const KEY_WIDTH: f64 = 24.0;

/// Whether values of a role have a symbol of their own.
pub const fn has_symbol(role: Role) -> bool {
    matches!(role, Role::Plan | Role::Target | Role::Achieved | Role::Percentile | Role::Case(_) | Role::Compared(_))
}

/// Draws the symbol of `role`; none where it has none.
pub fn symbol(sheet: &mut Sheet<'_>, centre: Point, role: Role) {
    match role {
        Role::Plan => sheet.ring(centre, 3.8, Stroke::solid(stroke(role).colour, 2.0)),
        Role::Target => diamond(sheet, centre, Stroke::solid(INK, 1.2)),
        Role::Achieved => square(sheet, centre),
        Role::Percentile => sheet.circle(centre, 4.0, fill(role), Stroke::solid(PAPER, 1.2)),
        Role::Case(alike) => case(sheet, centre, alike),
        Role::Compared(place) => compared(sheet, centre, place, fill(role)),
        _ => {}
    }
}

/// The symbol of the plan on a line, which it hides.
pub fn knot(sheet: &mut Sheet<'_>, centre: Point, role: Role) {
    if role == Role::Plan {
        sheet.circle(centre, 3.8, PAPER, Stroke::solid(stroke(role).colour, 2.0));
    } else {
        symbol(sheet, centre, role);
    }
}

/// Draws a series about `centre` as the key shows it; where its symbols are too many for its room, as a line.
pub fn in_key(sheet: &mut Sheet<'_>, centre: Point, &Entry { shape, role, is_dense, .. }: &Entry) {
    let across = [centre.moved(-12.0, 0.0), centre.moved(12.0, 0.0)];
    match shape {
        Shape::Band | Shape::Bars(_) => sheet.rectangle(Bounds::about(centre, 22.0, 12.0), fill(role)),
        Shape::Line => {
            sheet.line(&across, stroke(role));
            if has_symbol(role) && !is_dense {
                knot(sheet, centre, role);
            }
        }
        Shape::Ticks(_) => sheet.line(&[centre.moved(0.0, -7.0), centre.moved(0.0, 7.0)], stroke(role)),
        Shape::Whiskers => whisker(sheet, [centre.moved(-12.0, 0.0), centre.moved(12.0, 0.0)], [0.0; 2]),
        Shape::Symbols if is_dense => sheet.line(&across, stroke(role)),
        Shape::Symbols => symbol(sheet, centre, role),
    }
}

/// A published case with room for its number: a strong ring where it is like for like, a ring where in part, a grey
/// square where for scale only.
fn case(sheet: &mut Sheet<'_>, centre: Point, alike: Alike) {
    sized_case(sheet, centre, alike, 1.0);
}

/// The same, half as large.
pub fn small_case(sheet: &mut Sheet<'_>, centre: Point, alike: Alike) {
    sized_case(sheet, centre, alike, 0.5);
}

fn sized_case(sheet: &mut Sheet<'_>, centre: Point, alike: Alike, size: f64) {
    let outline = |width: f64| Stroke::solid(INK, width * size.max(0.7));
    match alike {
        Alike::LikeForLike => sheet.circle(centre, 7.2 * size, PAPER, outline(2.6)),
        Alike::Partial => sheet.circle(centre, 7.5 * size, PAPER, outline(1.4)),
        Alike::Loose => sheet.rectangle(Bounds::about(centre, 15.0 * size, 14.0 * size), LOOSE),
    }
}

fn diamond(sheet: &mut Sheet<'_>, centre: Point, outline: Stroke) {
    let corners = [(0.0, -6.5), (6.5, 0.0), (0.0, 6.5), (-6.5, 0.0)].map(|(x, y)| centre.moved(x, y));
    sheet.polygon(&corners, fill(Role::Target), outline);
}

/// A circle, a square, a triangle or a triangle on its tip.
fn compared(sheet: &mut Sheet<'_>, centre: Point, place: u8, colour: RGBColor) {
    let outline = Stroke::solid(INK, 1.0);
    let corners: &[(f64, f64)] = match place % 4 {
        0 => return sheet.circle(centre, 3.8, colour, outline),
        1 => &[(-3.6, -3.6), (3.6, -3.6), (3.6, 3.6), (-3.6, 3.6)],
        2 => &[(0.0, -4.8), (4.6, 3.4), (-4.6, 3.4)],
        _ => &[(0.0, 4.8), (4.6, -3.4), (-4.6, -3.4)],
    };
    let corners: Vec<Point> = corners.iter().map(|&(x, y)| centre.moved(x, y)).collect();
    sheet.polygon(&corners, colour, outline);
}

/// Larger than the plan's ring, so that both are seen in one place.
fn square(sheet: &mut Sheet<'_>, centre: Point) {
    let corners = [(-7.0, -7.0), (7.0, -7.0), (7.0, 7.0), (-7.0, 7.0)].map(|(x, y)| centre.moved(x, y));
    sheet.polygon(&corners, fill(Role::Achieved), Stroke::solid(INK, 1.0));
}

/// A line with a stop at each end, but an arrow where an edge cuts it: -1 the left one, 1 the right one, 0 none.
pub fn whisker(sheet: &mut Sheet<'_>, ends: [Point; 2], edges: [f64; 2]) {
    sheet.line(&ends, OUTLINE);
    let is_level = (ends[0].y - ends[1].y).abs() < 0.01;
    for (end, edge) in ends.into_iter().zip(edges) {
        if edge != 0.0 {
            let tip = [(-9.0 * edge, -5.0), (0.0, 0.0), (-9.0 * edge, 5.0)].map(|(dx, dy)| end.moved(dx, dy));
            sheet.polygon(&tip, INK, OUTLINE);
        } else {
            let (dx, dy) = if is_level { (0.0, 3.5) } else { (3.5, 0.0) };
            sheet.line(&[end.moved(-dx, -dy), end.moved(dx, dy)], OUTLINE);
        }
    }
}

/// The tip of a bar that an edge cuts, 1 to the right of `end` or -1 to its left.
pub fn tip(sheet: &mut Sheet<'_>, end: Point, edge: f64, role: Role) {
    let corners = [(0.0, -6.5), (7.0 * edge, 0.0), (0.0, 6.5)].map(|(dx, dy)| end.moved(dx, dy));
    sheet.polygon(&corners, fill(role), Stroke::solid(fill(role), 0.5));
}

/// A gap across a bar that is shorter than what it shows.
pub fn broken(sheet: &mut Sheet<'_>, centre: Point) {
    for dx in [-3.5, 3.5] {
        let centre = centre.moved(dx, 0.0);
        sheet.line(&[centre.moved(-4.0, 9.0), centre.moved(4.0, -9.0)], Stroke::solid(PAPER, 3.0));
    }
}
