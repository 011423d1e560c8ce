//! Labels of one or more lines, and columns of them.

use super::geometry::{Bounds, Point};
use super::mark::LEADER;
use super::palette::INK;
use super::placement::spread;
use super::sheet::{Anchor, Sheet, Words};
use super::typeface::Letters;

/// A label of one or more lines.
#[derive(Clone, Debug, Default)]
pub struct Tag {
    lines: Vec<(String, Letters)>,
}

impl Tag {
    /// A label whose first line is bold.
    pub fn strong(first: impl Into<String>) -> Self {
        Tag { lines: vec![(first.into(), Letters::STRONG)] }
    }

    /// A label of bold lines.
    pub fn strong_lines(lines: Vec<String>) -> Self {
        Tag { lines: lines.into_iter().map(|line| (line, Letters::STRONG)).collect() }
    }

    /// The same label with further lines, no wider than `width`, at most `most` of them.
    pub fn with(mut self, text: &str, width: f64, most: usize) -> Self {
        self.lines.extend(Letters::BODY.wrapped(text, width, most).into_iter().map(|line| (line, Letters::BODY)));
        self
    }

    /// Its width.
    pub fn width(&self) -> f64 {
        self.lines.iter().map(|(line, letters)| letters.width(line)).fold(0.0, f64::max)
    }

    /// Its height.
    pub fn height(&self) -> f64 {
        self.lines.iter().map(|(_, letters)| letters.leading()).sum()
    }

    /// Writes it into `bounds`, lines starting at its left edge.
    pub fn write(&self, sheet: &mut Sheet<'_>, bounds: Bounds) {
        let mut bottom = bounds.centre().y - self.height() / 2.0;
        for (text, letters) in &self.lines {
            bottom += letters.leading();
            let at = Point::new(bounds.left, bottom - 0.31 * letters.size);
            sheet.write(Words { text: text.clone(), at, anchor: Anchor::Start, letters: *letters, colour: INK });
        }
    }
}

/// Labels to the right of a plane, each beside what it names.
#[derive(Clone, Debug, Default)]
pub struct Column {
    tags: Vec<(Tag, f64)>,
}

impl Column {
    /// From the plane's edge to the labels.
    const LEADER_LENGTH: f64 = 27.0;

    /// Space between two labels.
    const GAP: f64 = 3.0;

    /// Adds a label wanted at `y`.
    pub fn push(&mut self, tag: Tag, y: f64) {
        self.tags.push((tag, y));
    }

    /// The space that `tags` need to the right of a plane.
    pub fn width_of(tags: &[Tag]) -> f64 {
        tags.iter().map(Tag::width).fold(0.0, f64::max) + Self::LEADER_LENGTH + 2.0
    }

    /// The height that `tags` need together.
    pub fn height_of(tags: &[Tag]) -> f64 {
        tags.iter().map(|tag| tag.height() + Self::GAP).sum()
    }

    /// Writes the labels to the right of `plane`, with a line from each to its place at the edge.
    pub fn draw(&self, sheet: &mut Sheet<'_>, plane: Bounds) {
        let wanted: Vec<_> = self.tags.iter().map(|(tag, y)| (*y, tag.height() + Self::GAP)).collect();
        let placed = spread(&wanted, plane.top - 14.0, plane.bottom + 6.0);
        let left = plane.right + Self::LEADER_LENGTH;
        for ((tag, y), centre) in self.tags.iter().zip(placed) {
            let bends = [(1.0, *y), (4.0, *y), (20.0, centre), (24.0, centre)];
            let bends = bends.map(|(dx, y)| Point::new(plane.right + dx, y));
            sheet.line(&bends, LEADER);
            let middle = Point::new(left + tag.width() / 2.0, centre);
            tag.write(sheet, Bounds::about(middle, tag.width(), tag.height()));
        }
    }
}
