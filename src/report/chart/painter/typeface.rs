//! Letters: their widths, and text made to fit.
//!
//! Widths are those of Liberation Sans, which is as wide as Arial, so that what fits here fits
//! wherever the chart is shown. Kerning is ignored; it only ever makes these texts narrower.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::outline::{DrawSettings, OutlineGlyphCollection, OutlinePen};
use skrifa::{FontRef, GlyphId, MetadataProvider};
use std::sync::LazyLock;

/// Liberation Sans Regular 2.1.5.
const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/LiberationSans-Regular.ttf");
/// Liberation Sans Bold 2.1.5.
const BOLD: &[u8] = include_bytes!("../../../../assets/fonts/LiberationSans-Bold.ttf");

/// The embedded fonts, read once: regular and bold.
static FACES: LazyLock<[Face; 2]> = LazyLock::new(|| [REGULAR, BOLD].map(Face::read));

/// A font: which letters it has, how wide they are and what they look like.
pub struct Face {
    letters: Charmap<'static>,
    /// In units of the font's size.
    widths: GlyphMetrics<'static>,
    outlines: OutlineGlyphCollection<'static>,
}

impl Face {
    fn read(file: &'static [u8]) -> Self {
        let font = FontRef::new(file).expect("the embedded fonts are sound");
        let widths = font.glyph_metrics(Size::new(1.0), LocationRef::default());
        Face { letters: font.charmap(), widths, outlines: font.outline_glyphs() }
    }

    /// The picture of a letter; of one that the font lacks that of a box.
    pub fn glyph(&self, letter: char) -> GlyphId {
        self.letters.map(letter).unwrap_or_default()
    }

    /// The width of a picture, in units of the font's size.
    pub fn width(&self, glyph: GlyphId) -> f64 {
        self.widths.advance_width(glyph).map_or(1.0, f64::from)
    }

    /// Draws a picture with `pen`, in a font `size` units large, y upwards from the baseline.
    pub fn draw(&self, glyph: GlyphId, size: f32, pen: &mut impl OutlinePen) {
        if let Some(outline) = self.outlines.get(glyph) {
            // A picture that cannot be read stays empty.
            let _ = outline.draw(DrawSettings::unhinted(Size::new(size), LocationRef::default()), pen);
        }
    }
}

/// Whether the fonts have no picture of `letter`.
pub fn lacks(letter: char) -> bool {
    !letter.is_control() && !is_direction(letter) && FACES[0].letters.map(letter).is_none()
}

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letters {
    /// Size of the font in units of the chart.
    pub size: f64,
    /// Bold rather than regular.
    pub bold: bool,
}

/// The most letters of a line: marks without width could otherwise be as many as there are.
const MOST_LETTERS: usize = 400;

impl Letters {
    /// Everything but headings: 9.75 point where the chart is 180 mm wide.
    pub const BODY: Letters = Letters { size: 13.0, bold: false };
    /// Numbers within symbols: 7 point there.
    pub const SMALL: Letters = Letters { size: 9.5, bold: false };
    /// What should be read first.
    pub const STRONG: Letters = Letters { size: 13.0, bold: true };
    /// The chart's title.
    pub const TITLE: Letters = Letters { size: 18.0, bold: true };

    /// From one line's baseline to the next one's.
    pub fn leading(self) -> f64 {
        (1.27 * self.size).ceil()
    }

    /// Width of `text` on one line.
    pub fn width(self, text: &str) -> f64 {
        text.chars().map(|letter| self.width_of(letter)).sum()
    }

    fn width_of(self, letter: char) -> f64 {
        let face = self.face();
        self.size * face.width(face.glyph(letter))
    }

    /// Its font.
    pub fn face(self) -> &'static Face {
        &FACES[usize::from(self.bold)]
    }

    /// The greatest width among `lines`.
    pub fn widest<S: AsRef<str>>(self, lines: &[S]) -> f64 {
        lines.iter().map(|line| self.width(line.as_ref())).fold(0.0, f64::max)
    }

    /// `text`, cut with an ellipsis where it is wider than `width`.
    pub fn shortened(self, text: &str, width: f64) -> String {
        self.wrapped(text, width, 1).pop().unwrap_or_default()
    }

    /// `text` in at most `most` lines no wider than `width`; what does not fit is cut with an ellipsis. Words that
    /// are too long for a line are broken. Takes time for what it keeps, however long the text is.
    pub fn wrapped(self, text: &str, width: f64, most: usize) -> Vec<String> {
        let letters = one_line(text);
        let mut lines = Vec::new();
        let mut line = Line::default();
        for letter in letters {
            let wide = self.width_of(letter);
            if line.letters < MOST_LETTERS && line.width + wide <= width || line.text.is_empty() {
                line.push(letter, wide);
                continue;
            }
            if lines.len() + 1 >= most {
                lines.push(self.cut(line, width));
                return lines;
            }
            let next = line.break_before(letter);
            lines.push(std::mem::replace(&mut line, next).text);
            if letter != ' ' {
                line.push(letter, wide);
            }
            line.width = self.width(&line.text);
        }
        lines.extend(Some(line.text).filter(|text| !text.is_empty()));
        lines
    }

    /// The same, but lines are shorter where the last would be a word or two.
    pub fn balanced(self, text: &str, width: f64, most: usize) -> Vec<String> {
        const SHORT: f64 = 0.3;
        let mut best = self.wrapped(text, width, most);
        let count = best.len();
        let is_short = |lines: &[String]| lines.last().is_some_and(|line| self.width(line) < SHORT * width);
        for share in [0.95, 0.9, 0.85, 0.8] {
            if count < 2 || !is_short(&best) {
                break;
            }
            let narrower = self.wrapped(text, share * width, count + 1);
            if narrower.len() > count {
                break;
            }
            best = narrower;
        }
        best
    }

    /// A line that goes on, ended by an ellipsis that fits.
    fn cut(self, line: Line, width: f64) -> String {
        let mut kept = line.text;
        loop {
            let short = format!("{}…", kept.trim_end());
            if self.width(&short) <= width || kept.pop().is_none() {
                return short;
            }
        }
    }
}

/// A line that is being filled.
#[derive(Default)]
struct Line {
    text: String,
    width: f64,
    letters: usize,
    /// Where its last space is.
    space: Option<usize>,
}

impl Line {
    fn push(&mut self, letter: char, width: f64) {
        if letter == ' ' {
            self.space = Some(self.text.len());
        }
        self.text.push(letter);
        self.width += width;
        self.letters += 1;
    }

    /// Ends this line before `letter`, which did not fit: after its last whole word, else inside a word. The line that
    /// follows begins with what is left.
    fn break_before(&mut self, letter: char) -> Line {
        let mut next = Line::default();
        if let Some(space) = self.space.filter(|_| letter != ' ') {
            let rest = self.text.split_off(space);
            next.text = rest.trim_start().to_owned();
            next.letters = next.text.chars().count();
        }
        self.text.truncate(self.text.trim_end().len());
        next
    }
}

/// `text` with every run of spaces, line breaks and control characters as one space, and without the marks that turn
/// the direction of what follows.
fn one_line(text: &str) -> impl Iterator<Item = char> {
    let mut is_space = true;
    let spaced = text.chars().filter(|&letter| !is_direction(letter));
    let spaced = spaced.map(|letter| if letter.is_control() || letter.is_whitespace() { ' ' } else { letter });
    let mut letters = spaced.filter(move |&letter| {
        let is_kept = letter != ' ' || !is_space;
        is_space = letter == ' ';
        is_kept
    });
    // A space at the end is none.
    let mut held = letters.next();
    std::iter::from_fn(move || {
        let next = letters.next();
        std::mem::replace(&mut held, next).filter(|&letter| letter != ' ' || held.is_some())
    })
}

/// Marks that turn or isolate the direction of text.
const fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_font() {
        // Arial and Liberation Sans: a digit is 1139 and a capital M 1706 of 2048 units wide.
        let letters = Letters { size: 2048.0, bold: false };
        assert_eq!(letters.width("0"), 1139.0);
        assert_eq!(letters.width("M0"), 1706.0 + 1139.0);
        assert!(Letters::STRONG.width("forecast") > Letters::BODY.width("forecast"));
    }

    #[test]
    fn wrapped_text_keeps_its_words_and_its_width() {
        let text = "Audit, insurance and strategic risk management of both forces";
        let lines = Letters::BODY.wrapped(text, 150.0, 9);
        assert_eq!(lines.join(" "), text);
        assert!(Letters::BODY.widest(&lines) <= 150.0);
    }

    #[test]
    fn text_that_does_not_fit_ends_in_an_ellipsis() {
        let lines = Letters::BODY.wrapped("one two three four five six seven", 60.0, 2);
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with('…'));
        assert!(Letters::BODY.width(&lines[1]) <= 60.0);
        assert_eq!(Letters::BODY.shortened(" one\n two ", 60.0), "one two");
    }

    #[test]
    fn a_word_longer_than_a_line_is_broken() {
        let lines = Letters::BODY.wrapped(&"x".repeat(200), 100.0, 50);
        assert_eq!(lines.concat().len(), 200);
        assert!(Letters::BODY.widest(&lines) <= 100.0);
    }

    #[test]
    fn a_width_too_small_for_anything_still_ends() {
        assert_eq!(Letters::BODY.wrapped("abc", 0.0, 9).concat(), "abc");
        assert_eq!(Letters::BODY.shortened("abc", 0.0), "…");
        assert!(Letters::BODY.wrapped(" \n\t", 50.0, 3).is_empty());
    }

    #[test]
    fn only_what_is_kept_of_an_endless_text_is_looked_at() {
        let words = "word ".repeat(1_000_000);
        let accents = format!("e{}", "\u{301}".repeat(1_000_000));
        let lines = Letters::BODY.wrapped(&words, 600.0, 3);
        assert!(lines.len() == 3 && lines[2].ends_with('…'), "{lines:?}");
        assert!(Letters::BODY.wrapped(&accents, 600.0, 3).concat().len() < 3_000);
    }

    #[test]
    fn letters_without_a_picture_are_known() {
        let lacking: String =
            "Größe ŵ Ω д €, 中文 العربية 🙂\u{202E}".chars().filter(|&letter| lacks(letter)).collect();
        assert_eq!(lacking, "中文العربية🙂");
    }

    #[test]
    fn marks_that_turn_the_direction_of_text_are_left_out() {
        assert_eq!(Letters::BODY.wrapped("a\u{202E}b\u{2066}c", 90.0, 1), ["abc"]);
    }
}
