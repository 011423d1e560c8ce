//! Columns of figures to the right of rows.

use super::super::data::{RowColumn, Rows};
use super::geometry::Point;
use super::sheet::{Anchor, Sheet};
use super::ticks::MIDDLE;
use super::typeface::Letters;

/// Space to the left of a column.
const GAP: f64 = 12.0;

/// From one line of a heading to the next.
const LINE: f64 = 16.0;

/// The narrowest a column may be.
const LEAST: f64 = 44.0;

/// Columns, each with its heading in lines and its width.
pub struct Columns<'c> {
    columns: Vec<(&'c RowColumn, Vec<String>, f64)>,
    /// Whether headings stand a line higher than the labels of the scale, which would run into them.
    is_raised: bool,
}

impl<'c> Columns<'c> {
    /// The columns of `rows`: as wide as their figures and the longest word of their headings.
    pub fn of(rows: &'c Rows) -> Self {
        let column = |column: &'c RowColumn| {
            let words = column.heading.split_whitespace().map(|word| Letters::STRONG.width(word));
            let width = words.fold(Letters::BODY.widest(&column.cells).max(LEAST), f64::max);
            (column, Letters::STRONG.wrapped(&column.heading, width, 4), width)
        };
        Columns { columns: rows.columns.iter().map(column).collect(), is_raised: false }
    }

    /// The width of all.
    pub fn width(&self) -> f64 {
        self.columns.iter().map(|(_, _, width)| GAP + width).fold(4.0, |sum, width| sum + width)
    }

    /// The height of the headings.
    pub fn height(&self) -> f64 {
        let lines = self.columns.iter().map(|(_, heading, _)| heading.len()).max().unwrap_or(0);
        LINE * (lines + usize::from(self.is_raised)) as f64
    }

    /// Puts the headings above labels of the scale that reach so far to the right of the plane, where they would run
    /// into each other.
    pub fn keep_clear_of(&mut self, reach: f64) {
        let mut left = 0.0;
        for (_, heading, width) in &self.columns {
            left += GAP + width;
            let widest = heading.last().map_or(0.0, |line| Letters::STRONG.width(line));
            self.is_raised |= !heading.is_empty() && reach + 4.0 > left - widest;
        }
    }

    /// Writes the headings, the last line of each at the baseline of `corner`, to the right of it.
    pub fn draw_headings(&self, sheet: &mut Sheet<'_>, corner: Point) {
        let mut right = corner.x;
        for (_, heading, width) in &self.columns {
            right += GAP + width;
            for (place, line) in heading.iter().rev().enumerate() {
                let up = LINE * (place + usize::from(self.is_raised)) as f64;
                sheet.write(line, Point::new(right, corner.y - up), Anchor::End, Letters::STRONG);
            }
        }
    }

    /// Writes the figures of a row to the right of `edge`.
    pub fn draw_row(&self, sheet: &mut Sheet<'_>, row: usize, edge: Point) {
        let mut right = edge.x;
        for (column, _, width) in &self.columns {
            right += GAP + width;
            let cell = column.cells.get(row).map_or("", String::as_str);
            sheet.write_body(cell, Point::new(right, edge.y + MIDDLE), Anchor::End);
        }
    }
}
