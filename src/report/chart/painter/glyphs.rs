//! Words in pictures: pictures of letters, each made once and then copied.

use super::palette::{INK, PAPER};
use super::sheet::{Anchor, Words};
use super::typeface::Letters;
use plotters::style::RGBColor;
use resvg::tiny_skia::{FillRule, LineJoin, Mask, Path, PathBuilder, PathStroker, PixmapMut, Stroke, Transform};
use skrifa::GlyphId;
use skrifa::outline::OutlinePen;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use unicode_bidi::{BidiInfo, Level};

/// How many places between two pixels a letter may start at.
const PHASES: f64 = 4.0;

/// How wide the edge is that sets words off from lines, in units of the chart.
const EDGE: f64 = 3.0;

/// Which picture of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    glyph: GlyphId,
    /// Size of the font in thousandths of a pixel.
    size: u32,
    is_bold: bool,
    /// Where it starts between two pixels.
    phase: u8,
    /// Width of the edge around it in thousandths of a pixel, of which this is the picture; nothing for the letter itself.
    edge: u32,
}

/// How much of each pixel a letter covers.
#[derive(Debug)]
struct Glyph {
    left: i32,
    top: i32,
    width: usize,
    coverage: Vec<u8>,
}

/// The pictures made so far. There are as many as the fonts have letters, in two or three sizes.
static MADE: LazyLock<Mutex<BTreeMap<Key, Arc<Glyph>>>> = LazyLock::new(Mutex::default);

/// Writes a line on a page that has `scale` pixels to the unit.
pub fn write(words: &Words, scale: f64, page: &mut PixmapMut<'_>) {
    let text = visual_order(&words.text);
    let letters = words.letters;
    let start = match words.anchor {
        Anchor::Start => words.at.x,
        Anchor::Middle => words.at.x - letters.width(&text) / 2.0,
        Anchor::End => words.at.x - letters.width(&text),
    };
    let edges = if words.has_edge { &[(EDGE, PAPER), (0.0, INK)][..] } else { &[(0.0, INK)] };
    for &(edge, colour) in edges {
        let mut x = scale * start;
        for letter in text.chars() {
            let glyph = letters.face().glyph(letter);
            let phase = ((x - x.floor()) * PHASES).floor();
            let key = Key {
                glyph,
                size: (1000.0 * scale * letters.size) as u32,
                is_bold: letters.bold,
                phase: phase as u8,
                edge: (1000.0 * scale * edge) as u32,
            };
            made(key).copy(page, (x.floor() as i32, (scale * words.at.y).round() as i32), colour);
            x += scale * letters.size * letters.face().width(glyph);
        }
    }
}

/// The picture of `key`.
fn made(key: Key) -> Arc<Glyph> {
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(key).or_insert_with(|| Arc::new(Glyph::make(key))).clone()
}

impl Glyph {
    /// Draws a letter, or its edge.
    fn make(key: Key) -> Self {
        let empty = Glyph { left: 0, top: 0, width: 0, coverage: Vec::new() };
        let letters = Letters { size: f64::from(key.size) / 1000.0, bold: key.is_bold };
        let mut pen = Pen { path: PathBuilder::new(), shift: f32::from(key.phase) / PHASES as f32 };
        letters.face().draw(key.glyph, letters.size as f32, &mut pen);
        let path = pen.path.finish().and_then(|path| if key.edge > 0 { edge(&path, key.edge) } else { Some(path) });
        let Some(path) = path else { return empty };
        let bounds = path.bounds();
        let (left, top) = (bounds.left().floor() as i32, bounds.top().floor() as i32);
        let (width, height) = (bounds.right().ceil() as i32 - left, bounds.bottom().ceil() as i32 - top);
        let Some(mut mask) = Mask::new(width.max(1) as u32, height.max(1) as u32) else { return empty };
        mask.fill_path(&path, FillRule::Winding, true, Transform::from_translate(-left as f32, -top as f32));
        Glyph { left, top, width: mask.width() as usize, coverage: mask.data().to_vec() }
    }

    /// Copies it in that colour to a page, where its baseline starts at the pixel `x`, `y`. What is outside is cut.
    fn copy(&self, page: &mut PixmapMut<'_>, (x, y): (i32, i32), colour: RGBColor) {
        let (width, height) = (page.width() as i32, page.height() as i32);
        let (left, top) = (x + self.left, y + self.top);
        let pixels = page.data_mut();
        for (row, coverage) in self.coverage.chunks(self.width.max(1)).enumerate() {
            let y = top + row as i32;
            let inside = (-left).clamp(0, coverage.len() as i32)..(width - left).clamp(0, coverage.len() as i32);
            if !(0..height).contains(&y) || inside.is_empty() {
                continue;
            }
            let start = 4 * (y * width + left + inside.start) as usize;
            let covered = &coverage[inside.start as usize..inside.end as usize];
            for (pixel, &covered) in pixels[start..].chunks_exact_mut(4).zip(covered) {
                if covered > 0 {
                    mix(pixel, colour, u32::from(covered));
                }
            }
        }
    }
}

/// Mixes so many parts in 255 of a colour into a pixel.
fn mix(pixel: &mut [u8], RGBColor(red, green, blue): RGBColor, parts: u32) {
    for (channel, ink) in pixel.iter_mut().zip([red, green, blue]) {
        *channel = ((u32::from(*channel) * (255 - parts) + u32::from(ink) * parts + 127) / 255) as u8;
    }
}

/// What is within an edge of that many thousandths of a pixel around a path.
fn edge(path: &Path, width: u32) -> Option<Path> {
    let stroke = Stroke { width: width as f32 / 1000.0, line_join: LineJoin::Round, ..Stroke::default() };
    PathStroker::new().stroke(path, &stroke, 1.0)
}

/// A text as it is read from left to right where parts of it run from right to left.
fn visual_order(text: &str) -> Cow<'_, str> {
    let bidi = BidiInfo::new(text, Some(Level::ltr()));
    match bidi.paragraphs.first() {
        Some(line) if bidi.has_rtl() => Cow::Owned(bidi.reorder_line(line, line.range.clone()).into_owned()),
        _ => Cow::Borrowed(text),
    }
}

/// Turns a font's outlines into paths, y downwards.
struct Pen {
    path: PathBuilder,
    shift: f32,
}

impl OutlinePen for Pen {
    fn move_to(&mut self, x: f32, y: f32) {
        self.path.move_to(x + self.shift, -y);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.path.line_to(x + self.shift, -y);
    }

    fn quad_to(&mut self, cx: f32, cy: f32, x: f32, y: f32) {
        self.path.quad_to(cx + self.shift, -cy, x + self.shift, -y);
    }

    fn curve_to(&mut self, a: f32, b: f32, c: f32, d: f32, x: f32, y: f32) {
        self.path.cubic_to(a + self.shift, -b, c + self.shift, -d, x + self.shift, -y);
    }

    fn close(&mut self) {
        self.path.close();
    }
}
