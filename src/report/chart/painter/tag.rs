//! Labels of one or more lines, and columns of them.

use super::super::data::{Label, Mark, Role, Side};
use super::geometry::{Bounds, Point};
use super::palette::LEADER;
use super::placement::spread;
use super::sheet::{Anchor, Sheet};
use super::typeface::Letters;

/// The widest a label may be.
const WIDEST: f64 = 148.0;

/// The most lines that a label gives to its figure.
const FIGURE_LINES: usize = 2;

/// The most lines that a label gives to a line of what it says.
const TEXT_LINES: usize = 4;

/// A mark with its label: in words, or a letter where there are many or no room.
#[derive(Clone, Debug)]
pub struct Named<'c> {
    /// The mark.
    pub mark: &'c Mark,
    /// The letter that stands for it.
    letter: Option<char>,
    /// What is written.
    pub tag: Tag,
}

impl<'c> Named<'c> {
    /// The labels of `marks`; targets have the next of `letters` where `by_letters`.
    pub fn all(marks: &'c [Mark], by_letters: bool, letters: &mut impl Iterator<Item = char>) -> Vec<Self> {
        let name = |mark: &'c Mark| {
            let letter = if by_letters && mark.role == Role::Target { letters.next() } else { None };
            Named { mark, letter, tag: letter.map_or_else(|| Tag::of(&mark.label), Tag::letter) }
        };
        marks.iter().map(name).collect()
    }

    /// Whether it stands on that side.
    pub fn is_at(&self, side: Side) -> bool {
        self.mark.side == side
    }

    /// Whether a letter stands for it.
    pub fn is_letter(&self) -> bool {
        self.letter.is_some()
    }

    /// What stands below the chart: what its letter means, or all of it where its label is cut.
    pub fn note(&self, is_cut: bool) -> Option<String> {
        let full = self.mark.label.in_full.as_deref()?;
        match self.letter {
            Some(letter) => Some(format!("{letter}: {full}")),
            None => (is_cut || self.tag.is_cut).then(|| full.to_owned()),
        }
    }
}

/// A label of one or more lines.
#[derive(Clone, Debug, Default)]
pub struct Tag {
    lines: Vec<(String, Letters)>,
    is_cut: bool,
}

impl Tag {
    /// A label that is a single letter.
    fn letter(letter: char) -> Self {
        Tag { lines: vec![(letter.into(), Letters::STRONG)], is_cut: false }
    }

    /// A label in words.
    fn of(label: &Label) -> Self {
        let mut tag = Tag::default();
        tag.add(&label.figure, Letters::STRONG, FIGURE_LINES);
        label.lines.iter().for_each(|line| tag.add(line, Letters::BODY, TEXT_LINES));
        tag
    }

    fn add(&mut self, text: &str, letters: Letters, most: usize) {
        let mut lines = letters.wrapped(text, WIDEST, most + 1);
        if lines.len() > most {
            lines = letters.wrapped(text, WIDEST, most);
            self.is_cut = true;
        }
        self.lines.extend(lines.into_iter().map(|line| (line, letters)));
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
            sheet.write_over(text, at, Anchor::Start, *letters);
        }
    }
}

/// Labels to the right of a plane, each beside what it names.
#[derive(Clone, Debug)]
pub struct Column {
    tags: Vec<(Tag, f64)>,
    above: f64,
}

impl Column {
    /// From the plane's edge to the labels.
    const LEADER_LENGTH: f64 = 27.0;

    /// Space between two labels.
    const GAP: f64 = 3.0;

    /// No labels, that may stand so far above their plane.
    pub fn reaching(above: f64) -> Self {
        Column { tags: Vec::new(), above }
    }

    /// Adds a label wanted at `y`.
    pub fn push(&mut self, tag: Tag, y: f64) {
        self.tags.push((tag, y));
    }

    /// The space that `tags` need to the right of a plane.
    pub fn width_of<'t>(tags: impl Iterator<Item = &'t Tag>) -> f64 {
        tags.map(|tag| tag.width() + Self::LEADER_LENGTH + 2.0).fold(0.0, f64::max)
    }

    /// The height that `tags` need together.
    pub fn height_of<'t>(tags: impl Iterator<Item = &'t Tag>) -> f64 {
        tags.map(|tag| tag.height() + Self::GAP).sum()
    }

    /// Writes the labels to the right of `plane`, with a line from each to its place at the edge.
    pub fn draw(&self, sheet: &mut Sheet<'_>, plane: Bounds) {
        let wanted: Vec<_> = self.tags.iter().map(|(tag, y)| (*y, tag.height() + Self::GAP)).collect();
        let placed = spread(&wanted, plane.top - self.above, plane.bottom + 6.0);
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
