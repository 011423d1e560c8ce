//! What surrounds every picture: title, programme, key and notes.

use super::super::data::{Chart, Role, Series, Shape};
use super::geometry::{Bounds, Point};
use super::sheet::{Anchor, Drawing, Sheet};
use super::symbol::{KEY_WIDTH, in_key};
use super::typeface::Letters;

/// Width of every chart: 180 mm at 96 units to the inch, the text width of an A4 page.
pub const WIDTH: f64 = 680.0;

/// Space between the chart's edge and everything else.
pub const EDGE: f64 = 12.0;

const TEXT_WIDTH: f64 = WIDTH - 2.0 * EDGE;

/// The most lines of the title and of the programme's name.
const HEAD_LINES: usize = 3;

/// The most lines of a note below the picture.
const NOTE_LINES: usize = 4;

/// Space between two entries of the key.
const KEY_GAP: f64 = 18.0;

/// Space around the plane for labels.
#[derive(Clone, Copy, Debug, Default)]
pub struct Margins {
    /// To its left.
    pub left: f64,
    /// To its right.
    pub right: f64,
    /// Above it.
    pub top: f64,
    /// Below it.
    pub bottom: f64,
}

impl Margins {
    /// Width of the plane between them.
    pub fn plane_width(&self) -> f64 {
        TEXT_WIDTH - self.left - self.right
    }
}

/// An entry of the key.
#[derive(Clone, Debug)]
pub struct Entry {
    /// As what it is drawn.
    pub shape: Shape,
    /// What it stands for.
    pub role: Role,
    /// Whether its symbols are too many for their room, so that they are a line.
    pub is_dense: bool,
    /// What it is called.
    pub name: String,
}

impl Entry {
    /// Adds a series to the key, unless it has no name or no values, or is there.
    pub fn add(entries: &mut Vec<Entry>, series: &Series, is_dense: bool) {
        let Series { shape, role, ref name, ref points, .. } = *series;
        if !name.is_empty() && !points.is_empty() && entries.iter().all(|entry| entry.name != *name) {
            entries.push(Entry { shape, role, is_dense, name: name.clone() });
        }
    }
}

/// A plane that was laid out.
pub trait Picture {
    /// What the key explains.
    fn key(&self) -> Vec<Entry>;
    /// What the plane's labels cannot say in full.
    fn notes(&self) -> Vec<String>;
    /// Space around the plane.
    fn margins(&self) -> Margins;
    /// Height of the plane.
    fn height(&self) -> f64;
    /// Draws the plane into `bounds` and its labels around it.
    fn draw(&self, sheet: &mut Sheet<'_>, bounds: Bounds);
}

/// Draws `chart`, whose plane was laid out as `picture`.
pub fn draw(chart: &Chart, picture: &impl Picture) -> Drawing {
    let (key, notes) = (picture.key(), picture.notes());
    let (above, below) = (lines_above(chart, &key), lines_below(chart, &notes, chart.notes.len()));
    let plane = plane_below(&above, picture);
    let notes_top = plane.bottom + picture.margins().bottom;
    let height = notes_top + height_of(&below) + EDGE;
    let of_report = lines_below(chart, &notes, chart.notes.len().saturating_sub(chart.said_in_reports));
    let drawing = Sheet::drawing((WIDTH, height), |sheet| {
        picture.draw(sheet, plane);
        draw_lines(sheet, &above, EDGE);
        draw_lines(sheet, &below, notes_top);
    });
    // No higher than where the letters of the next line begin.
    Drawing { height_in_reports: notes_top + height_of(&of_report) - 2.0, ..drawing }
}

/// Where the plane of `chart` lies in its picture.
pub fn plane(chart: &Chart, picture: &impl Picture) -> Bounds {
    plane_below(&lines_above(chart, &picture.key()), picture)
}

fn plane_below(above: &[Line<'_>], picture: &impl Picture) -> Bounds {
    let margins = picture.margins();
    let top = EDGE + height_of(above) + margins.top;
    Bounds { left: EDGE + margins.left, top, right: WIDTH - EDGE - margins.right, bottom: top + picture.height() }
}

/// A line of text, or of entries of the key.
enum Line<'c> {
    Text(String, Letters),
    Key(Vec<&'c Entry>),
}

impl Line<'_> {
    fn letters(&self) -> Letters {
        match self {
            Line::Text(_, letters) => *letters,
            Line::Key(_) => Letters::BODY,
        }
    }

    /// Its height with the space above it.
    fn height(&self) -> f64 {
        self.letters().leading() + if matches!(self, Line::Key(_)) { 4.0 } else { 1.0 }
    }
}

fn lines_above<'c>(chart: &Chart, key: &'c [Entry]) -> Vec<Line<'c>> {
    let title = wrapped(&chart.title, Letters::TITLE, HEAD_LINES);
    let programme = wrapped(&chart.programme, Letters::BODY, HEAD_LINES);
    let warning = chart.warning.iter().flat_map(|warning| wrapped(warning, Letters::STRONG, HEAD_LINES));
    title.chain(programme).chain(warning).chain(key_lines(key)).collect()
}

/// What labels cannot say in full, and the first of the chart's notes.
fn lines_below(chart: &Chart, cut: &[String], count: usize) -> Vec<Line<'static>> {
    cut.iter().chain(&chart.notes[..count]).flat_map(|note| wrapped(note, Letters::BODY, NOTE_LINES)).collect()
}

fn wrapped<'c>(text: &str, letters: Letters, most: usize) -> impl Iterator<Item = Line<'c>> + use<'c> {
    letters.balanced(text, TEXT_WIDTH, most).into_iter().map(move |line| Line::Text(line, letters))
}

/// The key's entries, as many on a line as fit.
fn key_lines(key: &[Entry]) -> Vec<Line<'_>> {
    let mut lines: Vec<Vec<&Entry>> = Vec::new();
    let mut used = f64::INFINITY;
    for entry in key {
        let width = entry_width(entry);
        if used + width > TEXT_WIDTH + KEY_GAP {
            lines.push(Vec::new());
            used = 0.0;
        }
        used += width;
        lines.last_mut().expect("the first entry begins a line").push(entry);
    }
    lines.into_iter().map(Line::Key).collect()
}

fn entry_width(entry: &Entry) -> f64 {
    KEY_WIDTH + 6.0 + Letters::BODY.width(&entry.name) + KEY_GAP
}

fn height_of(lines: &[Line<'_>]) -> f64 {
    lines.iter().map(Line::height).sum::<f64>() + 4.0
}

fn draw_lines(sheet: &mut Sheet<'_>, lines: &[Line<'_>], top: f64) {
    let mut bottom = top;
    for line in lines {
        bottom += line.height();
        let letters = line.letters();
        let at = Point::new(EDGE, bottom - 0.3 * letters.size);
        match line {
            Line::Text(text, letters) => sheet.write(text, at, Anchor::Start, *letters),
            Line::Key(entries) => draw_entries(sheet, entries, at),
        }
    }
}

fn draw_entries(sheet: &mut Sheet<'_>, entries: &[&Entry], mut at: Point) {
    for entry in entries {
        let centre = at.moved(KEY_WIDTH / 2.0, -0.36 * Letters::BODY.size);
        in_key(sheet, centre, entry);
        sheet.write_body(&entry.name, at.moved(KEY_WIDTH + 6.0, 0.0), Anchor::Start);
        at.x += entry_width(entry);
    }
}
