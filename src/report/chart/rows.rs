//! Charts with one row for each area.

use super::geometry::{Bounds, Point};
use super::palette::{INK, tint};
use super::scale::MIDDLE;
use super::sheet::{Anchor, Sheet, Words};
use super::typeface::Letters;

/// The most areas that one chart shows.
pub const MOST: usize = 60;

/// The widest a name may be.
const NAME_WIDTH: f64 = 230.0;

/// A row of the chart.
#[derive(Clone, Debug)]
pub enum Row<T> {
    /// A heading of the areas below.
    Heading(String),
    /// An area's name and what is drawn of it.
    Area(String, T),
}

/// Height of a row in a chart of so many.
pub fn height(rows: usize) -> f64 {
    if rows > 45 { 16.0 } else { 19.0 }
}

/// Space that names need to the left of the plane.
pub fn width_of_names<'n>(names: impl IntoIterator<Item = &'n str>) -> f64 {
    let widths = names.into_iter().map(|name| Letters::BODY.width(name).min(NAME_WIDTH));
    widths.fold(Letters::STRONG.width("Approved"), f64::max) + 10.0
}

/// Gives the middle of each area's row to `draw`.
pub fn draw_marks<T>(plane: Bounds, rows: &[Row<T>], mut draw: impl FnMut(f64, &T)) {
    let height = plane.height() / rows.len().max(1) as f64;
    for (place, row) in rows.iter().enumerate() {
        if let Row::Area(_, content) = row {
            draw(plane.top + (place as f64 + 0.5) * height, content);
        }
    }
}

/// Writes names and headings to the left of `plane` and shades every second area.
pub fn draw_names<T>(sheet: &mut Sheet<'_>, plane: Bounds, rows: &[Row<T>]) {
    let height = plane.height() / rows.len().max(1) as f64;
    let mut shaded = false;
    for (place, row) in rows.iter().enumerate() {
        let y = plane.top + (place as f64 + 0.5) * height;
        let end = Point::new(plane.left - 10.0, y + MIDDLE);
        let (text, letters) = match row {
            Row::Heading(text) => (text.clone(), Letters::STRONG),
            Row::Area(name, _) => (Letters::BODY.shortened(name, NAME_WIDTH), Letters::BODY),
        };
        shaded = !shaded && matches!(row, Row::Area(..));
        if shaded {
            let stripe =
                Bounds { left: plane.left, top: y - height / 2.0, right: plane.right, bottom: y + height / 2.0 };
            sheet.rectangle(stripe, tint(INK, 4));
        }
        sheet.write(Words { text, at: end, anchor: Anchor::End, letters, colour: INK });
    }
}
