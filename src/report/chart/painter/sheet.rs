//! A chart as an SVG document: shapes drawn by plotters, words written beside them.
//!
//! Plotters knows whole pixels only, so shapes are drawn ten times too large and shown at a tenth,
//! which makes curves smooth. Words are written here and not by plotters, because their places are
//! computed from the widths of their letters.

use super::geometry::{Bounds, Point};
use super::palette::{INK, Stroke};
use super::typeface::Letters;
use plotters::coord::Shift;
use plotters::prelude::*;
use std::fmt::Write;

/// How much larger shapes are drawn than shown.
pub const FINENESS: f64 = 10.0;

/// Where the typeface of the widths is not there, one as wide is.
const FAMILY: &str = "Arial, Liberation Sans, Helvetica, sans-serif";

/// Sets words off from the lines on which they stand.
const EDGE: &str = " stroke=\"#FFFFFF\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"";

/// What a drawing in memory never does.
const DRAWN: &str = "a drawing in memory does not fail";

/// A chart that is being drawn.
pub struct Sheet<'a> {
    shapes: DrawingArea<SVGBackend<'a>, Shift>,
    words: Vec<Words>,
}

/// A chart, drawn.
pub struct Drawing {
    /// Its width in units of the chart.
    pub width: f64,
    /// Its height.
    pub height: f64,
    /// Its height without the notes that a report says itself.
    pub height_in_reports: f64,
    /// Its shapes, as an SVG document [`FINENESS`] times as large.
    pub shapes: String,
    /// Its lines of text, which stand on the shapes.
    pub words: Vec<Words>,
}

/// One line of text.
#[derive(Clone, Debug)]
pub struct Words {
    /// The text.
    pub text: String,
    /// Where its baseline starts, is centred or ends.
    pub at: Point,
    /// Which of these.
    pub anchor: Anchor,
    /// How it is set.
    pub letters: Letters,
    /// Whether it stands on lines, from which an edge in the colour of the page sets it off.
    pub has_edge: bool,
}

/// Which part of a line stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its start.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Sheet<'_> {
    /// What `paint` draws on a page of `width` by `height` units.
    pub fn drawing((width, height): (f64, f64), paint: impl FnOnce(&mut Sheet<'_>)) -> Drawing {
        let (width, height) = (width.ceil(), height.ceil());
        let mut shapes = String::new();
        let words = {
            let size = ((width * FINENESS) as u32, (height * FINENESS) as u32);
            let mut sheet =
                Sheet { shapes: SVGBackend::with_string(&mut shapes, size).into_drawing_area(), words: Vec::new() };
            paint(&mut sheet);
            sheet.shapes.present().expect(DRAWN);
            sheet.words
        };
        Drawing { width, height, height_in_reports: height, shapes, words }
    }

    /// Writes a line of text.
    pub fn write(&mut self, text: impl Into<String>, at: Point, anchor: Anchor, letters: Letters) {
        self.add(Words { text: text.into(), at, anchor, letters, has_edge: false });
    }

    /// Writes a line of text that may stand on lines.
    pub fn write_over(&mut self, text: impl Into<String>, at: Point, anchor: Anchor, letters: Letters) {
        self.add(Words { text: text.into(), at, anchor, letters, has_edge: true });
    }

    /// Writes a line of body text.
    pub fn write_body(&mut self, text: impl Into<String>, at: Point, anchor: Anchor) {
        self.write(text, at, anchor, Letters::BODY);
    }

    fn add(&mut self, words: Words) {
        if !words.text.is_empty() {
            self.words.push(words);
        }
    }

    /// A line through `points`.
    pub fn line(&mut self, points: &[Point], stroke: Stroke) {
        let points: Vec<_> = points.iter().map(|&point| pixel(point)).collect();
        match stroke.dash {
            None => self.shapes.draw(&PathElement::new(points, style(stroke))).expect(DRAWN),
            Some((dash, gap)) => {
                let (dash, gap) = (fine(dash), fine(gap));
                let series = DashedLineSeries::new(points, dash, gap, style(stroke));
                series.into_iter().for_each(|element| self.shapes.draw(&element).expect(DRAWN));
            }
        }
    }

    /// A filled rectangle.
    pub fn rectangle(&mut self, bounds: Bounds, colour: RGBColor) {
        let corners = [Point::new(bounds.left, bounds.top), Point::new(bounds.right, bounds.bottom)].map(pixel);
        self.shapes.draw(&Rectangle::new(corners, colour.filled())).expect(DRAWN);
    }

    /// A filled polygon without an outline.
    pub fn region(&mut self, corners: &[Point], fill: RGBColor) {
        if corners.len() > 2 {
            let corners: Vec<_> = corners.iter().map(|&corner| pixel(corner)).collect();
            self.shapes.draw(&Polygon::new(corners, fill.filled())).expect(DRAWN);
        }
    }

    /// A filled polygon with an outline.
    pub fn polygon(&mut self, corners: &[Point], fill: RGBColor, outline: Stroke) {
        let mut corners: Vec<_> = corners.iter().map(|&corner| pixel(corner)).collect();
        self.shapes.draw(&Polygon::new(corners.clone(), fill.filled())).expect(DRAWN);
        corners.extend_from_within(..corners.len().min(2));
        self.shapes.draw(&PathElement::new(corners, style(outline))).expect(DRAWN);
    }

    /// A filled circle with an outline.
    pub fn circle(&mut self, centre: Point, radius: f64, fill: RGBColor, outline: Stroke) {
        self.shapes.draw(&Circle::new(pixel(centre), fine(radius), fill.filled())).expect(DRAWN);
        self.ring(centre, radius, outline);
    }

    /// The outline of a circle.
    pub fn ring(&mut self, centre: Point, radius: f64, outline: Stroke) {
        self.shapes.draw(&Circle::new(pixel(centre), fine(radius), style(outline))).expect(DRAWN);
    }
}

impl Drawing {
    /// What stands in a report.
    pub fn in_reports(&self) -> Drawing {
        let (width, height) = (self.width, self.height_in_reports.min(self.height).ceil());
        let words = self.words.iter().filter(|words| words.at.y < height).cloned().collect();
        Drawing { width, height, height_in_reports: height, shapes: self.shapes.clone(), words }
    }

    /// The SVG document, with a title and a description for those who cannot see it.
    pub fn to_svg(&self, title: &str, description: &str) -> String {
        let mut svg = opening(self, title, description);
        let _ = writeln!(svg, "<g transform=\"scale({})\">", 1.0 / FINENESS);
        svg.push_str(inner(&self.shapes));
        let RGBColor(red, green, blue) = INK;
        let _ = writeln!(svg, "</g>\n<g font-family=\"{FAMILY}\" fill=\"#{red:02X}{green:02X}{blue:02X}\">");
        self.words.iter().for_each(|words| words.write(&mut svg));
        svg.push_str("</g>\n</svg>\n");
        svg
    }
}

impl Words {
    /// Appends the text element, with an edge in the colour of the page where it crosses lines.
    fn write(&self, svg: &mut String) {
        let anchor = match self.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let weight = if self.letters.bold { " font-weight=\"bold\"" } else { "" };
        let edge = if self.has_edge { EDGE } else { "" };
        let (x, y, size) = (self.at.x, self.at.y, self.letters.size);
        let text = escaped(&self.text);
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"{size}\"{weight}{edge}>{text}</text>"
        );
    }
}

/// The document's first lines, and the page.
fn opening(&Drawing { width, height, .. }: &Drawing, title: &str, description: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#FFFFFF\"/>\n",
        escaped(title),
        escaped(description)
    )
}

/// What plotters drew, without the document element around it.
fn inner(drawn: &str) -> &str {
    let start = drawn.find(">\n").map_or(0, |at| at + 2);
    let end = drawn.rfind("</svg>").unwrap_or(drawn.len());
    &drawn[start..end]
}

/// `text` as XML may carry it: characters that XML forbids become spaces.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&apos;"),
            '\u{FFFE}' | '\u{FFFF}' => safe.push(' '),
            control if control.is_control() => safe.push(' '),
            other => safe.push(other),
        }
    }
    safe
}

fn style(stroke: Stroke) -> ShapeStyle {
    stroke.colour.stroke_width((stroke.width * FINENESS).round().max(1.0) as u32)
}

fn pixel(point: Point) -> (i32, i32) {
    (fine(point.x), fine(point.y))
}

/// A length of the chart in the pixels that plotters draws.
fn fine(length: f64) -> i32 {
    (length * FINENESS).round() as i32
}
