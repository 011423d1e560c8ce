//! Letters: their widths, and text made to fit.
//!
//! Widths are those of Liberation Sans, which is as wide as Arial, so that what fits here fits
//! wherever the chart is shown. Kerning is ignored; it only ever makes these texts narrower.

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider};

/// Liberation Sans Regular 2.1.5.
pub const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Regular.ttf");
/// Liberation Sans Bold 2.1.5.
pub const BOLD: &[u8] = include_bytes!("../../../assets/fonts/LiberationSans-Bold.ttf");

/// How text is set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Letters {
    /// Size of the font in units of the chart.
    pub size: f64,
    /// Bold rather than regular.
    pub bold: bool,
}

impl Letters {
    /// Everything but headings: 9.75 point where the chart is 180 mm wide.
    pub const BODY: Letters = Letters { size: 13.0, bold: false };
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
        let file = if self.bold { BOLD } else { REGULAR };
        let font = FontRef::new(file).expect("the embedded fonts are sound");
        let letters = font.charmap();
        let metrics = font.glyph_metrics(Size::new(self.size as f32), LocationRef::default());
        let advance = |letter| letters.map(letter).and_then(|glyph| metrics.advance_width(glyph));
        text.chars().map(|letter| advance(letter).map_or(self.size, f64::from)).sum()
    }

    /// The greatest width among `lines`.
    pub fn widest<S: AsRef<str>>(self, lines: &[S]) -> f64 {
        lines.iter().map(|line| self.width(line.as_ref())).fold(0.0, f64::max)
    }

    /// `text`, cut with an ellipsis where it is wider than `width`.
    pub fn shortened(self, text: &str, width: f64) -> String {
        let text = one_line(text);
        if self.width(&text) <= width {
            return text;
        }
        let mut kept = text;
        while kept.pop().is_some() {
            let short = format!("{}…", kept.trim_end());
            if self.width(&short) <= width {
                return short;
            }
        }
        "…".into()
    }

    /// `text` in at most `most` lines no wider than `width`; what does not fit is cut with an
    /// ellipsis. Words that are too long for a line are broken.
    pub fn wrapped(self, text: &str, width: f64, most: usize) -> Vec<String> {
        let text = one_line(text);
        let mut rest = text.as_str();
        let mut lines = Vec::new();
        while !rest.is_empty() {
            if lines.len() + 1 >= most {
                lines.push(self.shortened(rest, width));
                break;
            }
            let end = self.line_end(rest, width);
            lines.push(rest[..end].trim_end().to_owned());
            rest = rest[end..].trim_start();
        }
        lines
    }

    /// Where the first line of `text` ends: after its last whole word that fits, else inside a word.
    fn line_end(self, text: &str, width: f64) -> usize {
        if self.width(text) <= width {
            return text.len();
        }
        let breaks = text.match_indices(' ').map(|(at, _)| at);
        if let Some(end) = breaks.take_while(|&at| self.width(&text[..at]) <= width).last() {
            return end;
        }
        let ends = text.char_indices().map(|(at, letter)| at + letter.len_utf8());
        let first = text.chars().next().map_or(0, char::len_utf8);
        ends.take_while(|&at| self.width(&text[..at]) <= width).last().unwrap_or(first)
    }
}

/// `text` with every run of spaces, line breaks and control characters as one space.
fn one_line(text: &str) -> String {
    let spaced: String = text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
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
}
