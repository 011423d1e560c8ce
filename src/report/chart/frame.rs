//! What surrounds every chart: title, programme, key, notes and source.

use super::geometry::{Bounds, Point};
use super::mark::Mark;
use super::other_targets::Others;
use super::palette::INK;
use super::sheet::{Anchor, Sheet, Words};
use super::typeface::Letters;
use crate::forecast::Forecast;
use crate::money::group_thousands;
use crate::programme::{self as register, Terms};
use crate::report::illustrative::{ILLUSTRATIVE, is_illustrative};

/// Width of every chart: 180 mm at 96 units to the inch, the text width of an A4 page.
pub const WIDTH: f64 = 680.0;

/// Space between the chart's edge and everything else.
pub const EDGE: f64 = 12.0;

/// The text around a chart and the space that its picture gets.
#[derive(Clone, Debug)]
pub struct Frame {
    title: String,
    subtitle: String,
    warning: Option<&'static str>,
    source: Vec<String>,
    key: Vec<(Mark, String)>,
    notes: Vec<String>,
    margins: Margins,
    height: f64,
}

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

/// A line of text with what stands before it in the key, if anything.
type Line = (Vec<(Option<Mark>, String)>, Letters);

impl Frame {
    /// A frame with a title such as `Net saving by year, £m, cash terms`.
    pub fn new(forecast: &Forecast, subject: &str, unit: &str) -> Self {
        let run = &forecast.run;
        let trials = group_thousands(&run.trials.to_string());
        Frame {
            title: format!("{subject}, {unit}{}", terms(forecast, unit)),
            subtitle: format!("{}. {trials} trials, seed {}", forecast.title.trim().trim_end_matches('.'), run.seed),
            warning: is_illustrative(forecast).then_some(ILLUSTRATIVE),
            source: source(forecast),
            key: Vec::new(),
            notes: Vec::new(),
            margins: Margins::default(),
            height: 300.0,
        }
    }

    /// The chart's title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Explains `mark` in the key.
    pub fn explain(&mut self, mark: Mark, text: impl Into<String>) {
        self.key.push((mark, text.into()));
    }

    /// Adds a sentence below the picture.
    pub fn note(&mut self, text: impl Into<String>) {
        self.notes.push(text.into());
    }

    /// Lists the targets that are not marked in the picture.
    pub fn list_targets(&mut self, others: &Others) {
        self.notes.extend(others.lines());
    }

    /// Sets the height of the plane and the space around it.
    pub fn set_plane(&mut self, height: f64, margins: Margins) {
        self.height = height;
        self.margins = margins;
    }

    /// Width of the plane.
    pub fn plane_width(&self) -> f64 {
        WIDTH - 2.0 * EDGE - self.margins.left - self.margins.right
    }

    /// The finished document: `paint` draws into the plane that it is given.
    pub fn document(&self, description: &str, paint: impl FnOnce(&mut Sheet<'_>, Bounds)) -> String {
        let (above, below) = (self.lines_above(), self.lines_below());
        let top = EDGE + height_of(&above) + self.margins.top;
        let plane = Bounds {
            left: EDGE + self.margins.left,
            top,
            right: WIDTH - EDGE - self.margins.right,
            bottom: top + self.height,
        };
        let notes_top = plane.bottom + self.margins.bottom;
        let height = notes_top + height_of(&below) + EDGE;
        Sheet::document((WIDTH, height), &self.title, description, |sheet| {
            paint(sheet, plane);
            write_lines(sheet, &above, EDGE);
            write_lines(sheet, &below, notes_top);
        })
    }

    fn lines_above(&self) -> Vec<Line> {
        let title = plain(Letters::TITLE.wrapped(&self.title, TEXT_WIDTH, 3), Letters::TITLE);
        let subtitle = plain(Letters::BODY.wrapped(&self.subtitle, TEXT_WIDTH, 3), Letters::BODY);
        let warning = plain(self.warning.map(String::from), Letters::STRONG);
        title.chain(subtitle).chain(warning).chain(self.key_lines()).collect()
    }

    fn lines_below(&self) -> Vec<Line> {
        let wrapped = |note: &String| Letters::BODY.wrapped(note, TEXT_WIDTH, NOTE_LINES);
        let notes = plain(self.notes.iter().flat_map(wrapped), Letters::BODY);
        notes.chain(plain(self.source.iter().cloned(), Letters::BODY)).collect()
    }

    /// The key's entries, as many on a line as fit.
    fn key_lines(&self) -> Vec<Line> {
        let mut lines: Vec<Line> = Vec::new();
        let mut used = f64::INFINITY;
        for (mark, text) in &self.key {
            let width = entry_width(text);
            if used + width > TEXT_WIDTH + KEY_GAP {
                lines.push((Vec::new(), Letters::BODY));
                used = 0.0;
            }
            used += width;
            if let Some((entries, _)) = lines.last_mut() {
                entries.push((Some(*mark), text.clone()));
            }
        }
        lines
    }
}

const TEXT_WIDTH: f64 = WIDTH - 2.0 * EDGE;

/// The most lines of a note below the picture.
const NOTE_LINES: usize = 4;

/// Space between two entries of the key.
const KEY_GAP: f64 = 18.0;

/// `, real terms (2017/18 prices)` where the unit is money.
fn terms(forecast: &Forecast, unit: &str) -> String {
    match forecast.terms {
        _ if !unit.starts_with('£') => String::new(),
        Terms::Cash => ", cash terms".into(),
        Terms::Real => format!(", real terms ({} prices)", forecast.price_base),
    }
}

/// The source, in at most three lines, with how much of the register is judgement and not of that source.
fn source(forecast: &Forecast) -> Vec<String> {
    let named = forecast.source.as_deref().map(str::trim).filter(|source| !source.is_empty());
    let source = match (named, &forecast.register) {
        (Some(source), Some(_)) => format!("Source: {source}"),
        (Some(source), None) => format!("Source: foresave forecast; figures of the scenario from {source}"),
        (None, _) => "Source: foresave forecast".into(),
    };
    let Some(assumptions) = forecast.register.as_deref().and_then(assumptions) else {
        return Letters::BODY.wrapped(&source, TEXT_WIDTH, 2);
    };
    let both = Letters::BODY.wrapped(&format!("{source}; {assumptions}"), TEXT_WIDTH, usize::MAX);
    if both.len() <= 3 {
        return both;
    }
    let mut lines = Letters::BODY.wrapped(&source, TEXT_WIDTH, 2);
    lines.push(assumptions);
    lines
}

/// `12 of 40 lines of the register are assumptions`.
fn assumptions(register: &[(register::Mark, usize)]) -> Option<String> {
    let lines: usize = register.iter().map(|(_, count)| count).sum();
    let assumed: usize =
        register.iter().filter(|(mark, _)| *mark == register::Mark::Assumption).map(|(_, count)| count).sum();
    let are = if assumed == 1 { "is an assumption" } else { "are assumptions" };
    let count = if assumed == 0 { "none".into() } else { assumed.to_string() };
    (lines > 0).then(|| format!("{count} of {lines} lines of the register {are}"))
}

fn plain(lines: impl IntoIterator<Item = String>, letters: Letters) -> impl Iterator<Item = Line> {
    lines.into_iter().map(move |line| (vec![(None, line)], letters))
}

fn entry_width(text: &str) -> f64 {
    Mark::WIDTH + 6.0 + Letters::BODY.width(text) + KEY_GAP
}

fn is_key(line: &Line) -> bool {
    line.0.iter().any(|(mark, _)| mark.is_some())
}

/// Height of a line with the space above it.
fn line_height(line: &Line) -> f64 {
    line.1.leading() + if is_key(line) { 4.0 } else { 1.0 }
}

fn height_of(lines: &[Line]) -> f64 {
    lines.iter().map(line_height).sum::<f64>() + 4.0
}

fn write_lines(sheet: &mut Sheet<'_>, lines: &[Line], top: f64) {
    let mut bottom = top;
    for line in lines {
        bottom += line_height(line);
        let letters = line.1;
        let mut left = EDGE;
        for (mark, text) in &line.0 {
            let baseline = bottom - 0.3 * letters.size;
            if let Some(mark) = mark {
                mark.draw(sheet, Point::new(left + Mark::WIDTH / 2.0, baseline - 0.36 * letters.size));
                sheet.write_body(text, Point::new(left + Mark::WIDTH + 6.0, baseline), Anchor::Start);
                left += entry_width(text);
            } else {
                let at = Point::new(left, baseline);
                sheet.write(Words { text: text.clone(), at, anchor: Anchor::Start, letters, colour: INK });
            }
        }
    }
}
