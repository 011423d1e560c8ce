//! Charts as pictures made of pixels.

use super::typeface;
use resvg::usvg::{self, fontdb};
use resvg::{render, tiny_skia};
use std::fmt;
use std::sync::{Arc, OnceLock};

/// Pixels for each unit of a chart: 288 to the inch.
const SCALE: f32 = 3.0;

/// The most pixels on one side.
const LARGEST: f32 = 20_000.0;

/// Why a picture could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureError(String);

impl fmt::Display for PictureError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the chart cannot be made into a PNG picture: {}", self.0)
    }
}

impl std::error::Error for PictureError {}

/// The SVG document `svg` as a PNG picture of three pixels for each of its units, with the embedded
/// fonts and no others, so that it is the same on every machine.
///
/// # Errors
/// Where `svg` is not a well-formed SVG document or is too large for a picture.
pub fn svg_to_png(svg: &str) -> Result<Vec<u8>, PictureError> {
    let options = usvg::Options { fontdb: fonts(), ..usvg::Options::default() };
    let tree = usvg::Tree::from_str(svg, &options).map_err(|error| PictureError(error.to_string()))?;
    let (width, height) = (SCALE * tree.size().width(), SCALE * tree.size().height());
    let too_large = || PictureError(format!("{width} by {height} pixels are too many"));
    if width.max(height) > LARGEST {
        return Err(too_large());
    }
    let mut pixels = tiny_skia::Pixmap::new(width.ceil() as u32, height.ceil() as u32).ok_or_else(too_large)?;
    render(&tree, tiny_skia::Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| PictureError(error.to_string()))
}

/// The embedded fonts, read once.
pub(super) fn fonts() -> Arc<fontdb::Database> {
    static FONTS: OnceLock<Arc<fontdb::Database>> = OnceLock::new();
    let read = || {
        let mut fonts = fontdb::Database::new();
        for font in [typeface::REGULAR, typeface::BOLD] {
            fonts.load_font_source(fontdb::Source::Binary(Arc::new(font)));
        }
        fonts.set_sans_serif_family("Liberation Sans");
        Arc::new(fonts)
    };
    FONTS.get_or_init(read).clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_is_not_svg_is_refused_with_the_reason() {
        let error = svg_to_png("<svg").unwrap_err().to_string();
        assert!(error.starts_with("the chart cannot be made into a PNG picture: "), "{error}");
        let huge = "<svg xmlns='http://www.w3.org/2000/svg' width='1000000' height='1000000'/>";
        assert!(svg_to_png(huge).unwrap_err().to_string().ends_with("pixels are too many"));
    }
}
