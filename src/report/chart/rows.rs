//! Charts with one row for each area.

use super::geometry::{Bounds, Point};
use super::palette::{INK, tint};
use super::sheet::{Anchor, Sheet, Words};
use super::typeface::Letters;

/// The most areas that one chart shows.
pub const MOST: usize = 60;

/// The widest a name may be.
const NAME_WIDTH: f64 = 225.0;

/// From one line of a name to the next.
const LINE: f64 = 16.0;

/// With more rows than this each has less space.
const MANY: usize = 45;

/// Where rows are higher together than this, no name has two lines.
const HIGHEST: f64 = 850.0;

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
    /// The rows of `groups`: each a heading, left out where empty, and the names and contents of its
    /// areas. Names take up to two lines where the chart does not become too high for it.
    pub fn new(groups: Vec<(String, Vec<(&str, T)>)>) -> Self {
        let count: usize = groups.iter().map(|(_, areas)| areas.len() + 1).sum();
        let spare = if count > MANY { 0.0 } else { 3.0 };
        let mut rows = Vec::new();
        for (heading, areas) in groups {
            if !heading.is_empty() {
                rows.push(Row { lines: vec![heading], height: LINE + spare, content: None });
            }
            rows.extend(areas.into_iter().map(|(name, content)| {
                let lines = Letters::BODY.wrapped(name, NAME_WIDTH, 2);
                Row { height: lines.len().max(1) as f64 * LINE + spare, lines, content: Some(content) }
            }));
        }
        let mut rows = Rows { rows };
        if rows.height() > HIGHEST {
            rows.shorten(LINE + spare);
        }
        rows
    }

    /// Puts every name on one line, in a row of that height.
    fn shorten(&mut self, height: f64) {
        for row in &mut self.rows {
            row.lines = vec![Letters::BODY.shortened(&row.lines.join(" "), NAME_WIDTH)];
            row.height = height;
        }
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
            let mut baseline = top + row.height / 2.0 - LINE / 2.0 * row.lines.len() as f64 - 3.5;
            for line in &row.lines {
                baseline += LINE;
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
