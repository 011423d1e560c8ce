//! Charts with one row for each area.

use super::geometry::{Bounds, Point};
use super::palette::{INK, tint};
use super::sheet::{Anchor, Sheet, Words};
use super::typeface::Letters;

/// The most areas that one chart shows.
pub const MOST: usize = 60;

/// The widest a name may be.
const NAME_WIDTH: f64 = 225.0;

/// With more rows than this each has one line and less space.
const MANY: usize = 45;

/// Space between the names and the plane.
const GAP: f64 = 10.0;

/// The rows of a chart, from the top.
#[derive(Clone, Debug)]
pub struct Rows<T> {
    rows: Vec<Row<T>>,
}

/// A row: a heading, or an area with what is drawn of it.
#[derive(Clone, Debug)]
struct Row<T> {
    lines: Vec<String>,
    height: f64,
    content: Option<T>,
}

impl<T> Rows<T> {
    /// The rows of `groups`: each a heading, left out where empty, and the names and contents of its areas.
    pub fn new(groups: Vec<(String, Vec<(&str, T)>)>) -> Self {
        let count: usize = groups.iter().map(|(_, areas)| areas.len() + 1).sum();
        let (most, spare) = if count > MANY { (1, 0.0) } else { (2, 3.0) };
        let row = |lines: Vec<String>, content| {
            let height = lines.len().max(1) as f64 * 16.0 + spare;
            Row { lines, height, content }
        };
        let mut rows = Vec::new();
        for (heading, areas) in groups {
            if !heading.is_empty() {
                rows.push(row(vec![heading], None));
            }
            for (name, content) in areas {
                rows.push(row(Letters::BODY.wrapped(name, NAME_WIDTH, most), Some(content)));
            }
        }
        Rows { rows }
    }

    /// The height of all.
    pub fn height(&self) -> f64 {
        self.rows.iter().map(|row| row.height).sum::<f64>().max(20.0)
    }

    /// Space that names need to the left of the plane.
    pub fn width_of_names(&self) -> f64 {
        self.rows.iter().map(|row| Letters::BODY.widest(&row.lines)).fold(80.0, f64::max) + GAP
    }

    /// The middle of each area's row below `top`, its height and its content.
    pub fn areas(&self, top: f64) -> impl Iterator<Item = (f64, f64, &T)> {
        let mut bottom = top;
        self.rows.iter().filter_map(move |row| {
            bottom += row.height;
            Some((bottom - row.height / 2.0, row.height, row.content.as_ref()?))
        })
    }

    /// Shades every second area and writes names to the left of `plane`, headings from `edge`.
    pub fn draw_names(&self, sheet: &mut Sheet<'_>, plane: Bounds, edge: f64) {
        for (middle, height, _) in self.areas(plane.top).step_by(2) {
            let centre = Point::new(plane.centre().x, middle);
            sheet.rectangle(Bounds::about(centre, plane.width(), height), tint(INK, 4));
        }
        let mut top = plane.top;
        for row in &self.rows {
            let mut baseline = top + row.height / 2.0 - 8.0 * row.lines.len() as f64 - 3.5;
            for line in &row.lines {
                baseline += 16.0;
                let (x, anchor, letters) = match row.content {
                    Some(_) => (plane.left - GAP, Anchor::End, Letters::BODY),
                    None => (edge, Anchor::Start, Letters::STRONG),
                };
                sheet.write(Words { text: line.clone(), at: Point::new(x, baseline), anchor, letters, colour: INK });
            }
            top += row.height;
        }
    }
}
