//! A chart as an SVG document: shapes drawn by plotters, words written beside them.
//!
//! Plotters knows whole pixels only, so shapes are drawn ten times too large and shown at a tenth,
//! which makes curves smooth. Words are written here and not by plotters, because their places are
//! computed from the widths of their letters.

use super::axis::Axis;
use super::geometry::{Bounds, Point};
use super::palette::{INK, PAPER};
use super::typeface::Letters;
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::prelude::*;
use std::fmt::Write;

/// How much larger shapes are drawn than shown.
const FINENESS: f64 = 10.0;

/// What a drawing in memory never does.
const DRAWN: &str = "a drawing in memory does not fail";

/// A chart that is being drawn.
pub struct Sheet<'a> {
    shapes: DrawingArea<SVGBackend<'a>, Shift>,
    words: Vec<Words>,
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
    /// Its colour.
    pub colour: RGBColor,
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

/// How a line is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Stroke {
    /// Its colour.
    pub colour: RGBColor,
    /// Its width in units of the chart.
    pub width: f64,
    /// Length of its dashes and of the gaps between them; `None` for a line without gaps.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    /// A line without gaps.
    pub const fn solid(colour: RGBColor, width: f64) -> Self {
        Stroke { colour, width, dash: None }
    }

    /// A dashed line.
    pub const fn dashed(colour: RGBColor, width: f64) -> Self {
        Stroke { colour, width, dash: Some((7.0, 4.0)) }
    }

    /// A dotted line.
    pub const fn dotted(colour: RGBColor, width: f64) -> Self {
        Stroke { colour, width, dash: Some((1.5, 3.0)) }
    }

    fn style(&self) -> ShapeStyle {
        self.colour.stroke_width((self.width * FINENESS).round().max(1.0) as u32)
    }
}

impl<'a> Sheet<'a> {
    /// The SVG document of `width` by `height` units that `paint` draws, with a title and a
    /// description for those who cannot see it.
    pub fn document(
        (width, height): (f64, f64),
        title: &str,
        description: &str,
        paint: impl FnOnce(&mut Sheet<'_>),
    ) -> String {
        let (width, height) = (width.ceil(), height.ceil());
        let mut buffer = String::new();
        let words = {
            let size = ((width * FINENESS) as u32, (height * FINENESS) as u32);
            let shapes = SVGBackend::with_string(&mut buffer, size).into_drawing_area();
            shapes.fill(&PAPER).expect(DRAWN);
            let mut sheet = Sheet { shapes, words: Vec::new() };
            paint(&mut sheet);
            sheet.shapes.present().expect(DRAWN);
            sheet.words
        };
        let mut svg = opening(width, height, title, description);
        let _ = writeln!(svg, "<g transform=\"scale({})\">", 1.0 / FINENESS);
        svg.push_str(inner(&buffer));
        svg.push_str("</g>\n<g font-family=\"Arial, Liberation Sans, Helvetica, sans-serif\">\n");
        words.iter().for_each(|words| words.write(&mut svg));
        svg.push_str("</g>\n</svg>\n");
        svg
    }

    /// Writes a line of text.
    pub fn write(&mut self, words: Words) {
        if !words.text.is_empty() {
            self.words.push(words);
        }
    }

    /// Writes a line of body text.
    pub fn write_body(&mut self, text: impl Into<String>, at: Point, anchor: Anchor) {
        self.write(Words { text: text.into(), at, anchor, letters: Letters::BODY, colour: INK });
    }

    /// A line through `points`.
    pub fn line(&mut self, points: &[Point], stroke: Stroke) {
        let points: Vec<_> = points.iter().map(|&point| pixel(point)).collect();
        match stroke.dash {
            None => self.shapes.draw(&PathElement::new(points, stroke.style())).expect(DRAWN),
            Some((dash, gap)) => {
                let (dash, gap) = (fine(dash), fine(gap));
                let series = DashedLineSeries::new(points, dash, gap, stroke.style());
                series.into_iter().for_each(|element| self.shapes.draw(&element).expect(DRAWN));
            }
        }
    }

    /// A filled rectangle.
    pub fn rectangle(&mut self, bounds: Bounds, colour: RGBColor) {
        let corners = [Point::new(bounds.left, bounds.top), Point::new(bounds.right, bounds.bottom)].map(pixel);
        self.shapes.draw(&Rectangle::new(corners, colour.filled())).expect(DRAWN);
    }

    /// A filled polygon with an outline.
    pub fn polygon(&mut self, corners: &[Point], fill: RGBColor, outline: Stroke) {
        let mut corners: Vec<_> = corners.iter().map(|&corner| pixel(corner)).collect();
        self.shapes.draw(&Polygon::new(corners.clone(), fill.filled())).expect(DRAWN);
        corners.extend_from_within(..corners.len().min(2));
        self.shapes.draw(&PathElement::new(corners, outline.style())).expect(DRAWN);
    }

    /// A filled circle with an outline.
    pub fn circle(&mut self, centre: Point, radius: f64, fill: RGBColor, outline: Stroke) {
        self.shapes.draw(&Circle::new(pixel(centre), fine(radius), fill.filled())).expect(DRAWN);
        self.ring(centre, radius, outline);
    }

    /// The outline of a circle.
    pub fn ring(&mut self, centre: Point, radius: f64, outline: Stroke) {
        self.shapes.draw(&Circle::new(pixel(centre), fine(radius), outline.style())).expect(DRAWN);
    }

    /// A plane with an x and a y axis that fills `bounds`.
    pub fn plane(&self, bounds: Bounds, x: Axis, y: Axis) -> Plane<'a> {
        let corner = (fine(bounds.left), fine(bounds.top));
        let area = self.shapes.clone().shrink(corner, (fine(bounds.width()), fine(bounds.height())));
        let chart = ChartBuilder::on(&area).build_cartesian_2d(x, y).expect(DRAWN);
        Plane { chart, bounds }
    }
}

/// A plane with an x and a y axis.
pub struct Plane<'a> {
    chart: ChartContext<'a, SVGBackend<'a>, Cartesian2d<Axis, Axis>>,
    /// Where it is on the chart.
    pub bounds: Bounds,
}

impl Plane<'_> {
    /// Grid lines at the ticks of both axes.
    pub fn grid(&mut self, stroke: Stroke) {
        let mut mesh = self.chart.configure_mesh();
        mesh.disable_axes().bold_line_style(stroke.style()).light_line_style(TRANSPARENT);
        mesh.draw().expect(DRAWN);
    }

    /// Where a pair of values is on the chart.
    pub fn at(&self, x: f64, y: f64) -> Point {
        let (x, y) = self.chart.plotting_area().map_coordinate(&(x, y));
        Point::new(f64::from(x) / FINENESS, f64::from(y) / FINENESS)
    }

    /// A line through pairs of values.
    pub fn line(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        let points = points.iter().copied();
        match stroke.dash {
            None => drop(self.chart.draw_series(LineSeries::new(points, stroke.style())).expect(DRAWN)),
            Some((dash, gap)) => {
                let series = DashedLineSeries::new(points, fine(dash), fine(gap), stroke.style());
                self.chart.draw_series(series).expect(DRAWN);
            }
        }
    }

    /// The area between two lines over the same x values: (x, lower, upper).
    pub fn band(&mut self, edges: &[(f64, f64, f64)], colour: RGBColor) {
        let lower = edges.iter().map(|&(x, lower, _)| (x, lower));
        let upper = edges.iter().rev().map(|&(x, _, upper)| (x, upper));
        let outline: Vec<_> = lower.chain(upper).collect();
        self.chart.draw_series([Polygon::new(outline, colour.filled())]).expect(DRAWN);
    }

    /// The area between a line and the x axis.
    pub fn area(&mut self, points: &[(f64, f64)], colour: RGBColor) {
        let series = AreaSeries::new(points.iter().copied(), 0.0, colour);
        self.chart.draw_series(series).expect(DRAWN);
    }

    /// A filled rectangle between two pairs of values.
    pub fn rectangle(&mut self, from: (f64, f64), to: (f64, f64), colour: RGBColor) {
        self.chart.draw_series([Rectangle::new([from, to], colour.filled())]).expect(DRAWN);
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
        let RGBColor(red, green, blue) = self.colour;
        let (x, y, size) = (self.at.x, self.at.y, self.letters.size);
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" font-size=\"{size}\"{weight} \
             fill=\"#{red:02X}{green:02X}{blue:02X}\" stroke=\"#FFFFFF\" stroke-width=\"3\" \
             stroke-linejoin=\"round\" paint-order=\"stroke\">{}</text>",
            escaped(&self.text)
        );
    }
}

/// The document's first lines.
fn opening(width: f64, height: f64, title: &str, description: &str) -> String {
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\">\n<title>{}</title>\n<desc>{}</desc>\n",
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

fn pixel(point: Point) -> (i32, i32) {
    (fine(point.x), fine(point.y))
}

/// A length of the chart in the pixels that plotters draws.
fn fine(length: f64) -> i32 {
    (length * FINENESS).round() as i32
}
