//! Names of values above a plane, each with a line down.

use super::frame::{EDGE, WIDTH};
use super::geometry::{Bounds, Point};
use super::palette::{LEADER, stroke};
use super::placement::spread;
use super::sheet::{Anchor, Sheet};
use super::symbol::symbol;
use super::tag::Named;
use super::typeface::Letters;
use super::view::View;
use std::iter::once;

/// Height of a line of text above the plane.
const ROW: f64 = 18.0;

/// The most lines of a label. A longer one is cut.
const MOST_ROWS: usize = 2;

/// Between a line and its label.
const GAP: f64 = 6.0;

/// Labels above a plane.
#[derive(Clone, Debug)]
pub struct Above<'c> {
    /// In words, values ascending.
    lines: Vec<Line<'c>>,
    /// By a letter.
    letters: Vec<Named<'c>>,
}

/// A label in words.
#[derive(Clone, Debug)]
struct Line<'c> {
    name: Named<'c>,
    rows: Vec<String>,
    letters: Letters,
    anchor: Anchor,
    is_cut: bool,
}

impl<'c> Above<'c> {
    /// The labels of `names` above a plane in which their values are `at` these places.
    pub fn of(names: Vec<Named<'c>>, at: impl Fn(f64) -> f64) -> Self {
        let (letters, words): (Vec<_>, Vec<_>) = names.into_iter().partition(Named::is_letter);
        let mut lines: Vec<_> = words.into_iter().map(|name| Line::of(at(name.mark.x), name)).collect();
        lines.sort_by(|a, b| a.name.mark.x.total_cmp(&b.name.mark.x));
        Above { lines, letters }
    }

    /// The height of all.
    pub fn height(&self) -> f64 {
        let rows: usize = self.lines.iter().map(|line| line.rows.len()).sum();
        ROW * rows as f64 + self.height_of_letters()
    }

    fn height_of_letters(&self) -> f64 {
        if self.letters.is_empty() { 0.0 } else { ROW }
    }

    /// What is said below the chart, because a label cannot say it.
    pub fn notes(&self) -> impl Iterator<Item = String> {
        let words = self.lines.iter().filter_map(|line| line.name.note(line.is_cut));
        words.chain(self.letters.iter().filter_map(|name| name.note(false)))
    }

    /// Draws lines and labels. The leftmost has the uppermost label, so that no line crosses a label.
    pub fn draw(&self, sheet: &mut Sheet<'_>, view: &View<'_>) {
        let top = view.bounds.top;
        let mut baseline = top - self.height() - 8.0 + ROW;
        for line in &self.lines {
            let mark = line.name.mark;
            let x = view.at(mark.x, 0.0).x;
            let upper = if line.rows.is_empty() { top } else { baseline - 11.0 };
            sheet.line(&[Point::new(x, upper), Point::new(x, view.bounds.bottom)], stroke(mark.role));
            let at = if line.anchor == Anchor::Start { x + GAP } else { x - GAP };
            for text in &line.rows {
                sheet.write(text, Point::new(at, baseline), line.anchor, line.letters);
                baseline += ROW;
            }
        }
        self.draw_letters(sheet, view);
    }

    /// Draws the symbols of those that have a place in the plane.
    pub fn draw_symbols(&self, sheet: &mut Sheet<'_>, view: &View<'_>) {
        for mark in self.lines.iter().map(|line| line.name.mark).chain(self.letters.iter().map(|name| name.mark)) {
            if let Some(y) = mark.y {
                symbol(sheet, view.at(mark.x, y), mark.role);
            }
        }
    }

    /// Letters stand in a row right above the plane.
    fn draw_letters(&self, sheet: &mut Sheet<'_>, view: &View<'_>) {
        let (top, bottom) = (view.bounds.top, view.bounds.bottom);
        let places: Vec<f64> = self.letters.iter().map(|name| view.at(name.mark.x, 0.0).x).collect();
        let wanted = places.iter().zip(&self.letters).map(|(x, name)| (*x, name.tag.width() + 6.0));
        let centres = spread(&wanted.collect::<Vec<_>>(), view.bounds.left, WIDTH - EDGE);
        for ((x, name), centre) in places.into_iter().zip(&self.letters).zip(centres) {
            let at = Point::new(centre, top - 14.0);
            sheet.line(&[Point::new(x, top), at.moved(0.0, 8.0)], LEADER);
            sheet.line(&[Point::new(x, top), Point::new(x, bottom)], stroke(name.mark.role));
            name.tag.write(sheet, Bounds::about(at, name.tag.width(), name.tag.height()));
        }
    }
}

impl<'c> Line<'c> {
    /// The label of a mark beside its line at `x`: to its right where there is room, else on the wider side.
    fn of(x: f64, name: Named<'c>) -> Self {
        let label = &name.mark.label;
        let letters = if label.figure.is_empty() { Letters::BODY } else { Letters::STRONG };
        let parts = once(&label.figure).chain(&label.lines).filter(|part| !part.is_empty());
        let text = parts.map(String::as_str).collect::<Vec<_>>().join(", ");
        let (right, left) = (WIDTH - EDGE - x - GAP, x - GAP - EDGE);
        let is_left = left > right && letters.wrapped(&text, right, 2).len() > 1;
        let (anchor, width) = if is_left { (Anchor::End, left) } else { (Anchor::Start, right) };
        let is_cut = letters.wrapped(&text, width, MOST_ROWS + 1).len() > MOST_ROWS;
        Line { rows: letters.wrapped(&text, width, MOST_ROWS), name, letters, anchor, is_cut }
    }
}
