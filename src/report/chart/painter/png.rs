//! Charts as pictures made of pixels.
//!
//! Shapes are drawn by resvg, words from pictures of the embedded fonts' letters and no others, so that a chart looks the
//! same on every machine.

use super::glyphs;
use super::indexed::Indexed;
use super::sheet::{Drawing, FINENESS};
use png::{BitDepth, ColorType, Compression, Encoder, EncodingError, Filter, PixelDimensions, Unit};
use resvg::tiny_skia::{Color, PixmapMut, Transform};
use resvg::{render, usvg};
use std::fmt;

/// Pixels to the metre: 300 to the inch.
const RESOLUTION: u32 = 11_811;

/// How wide a picture is on the page, in metres.
const WIDTH: f64 = 0.18;

/// The most pixels on one side.
const LARGEST: f64 = 20_000.0;

/// Why a picture could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PictureError(String);

impl fmt::Display for PictureError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the chart cannot be made into a PNG picture: {}", self.0)
    }
}

impl std::error::Error for PictureError {}

/// Where pictures are drawn, one after another: their pixels, each of four bytes.
#[derive(Debug, Default)]
pub struct Canvas {
    pixels: Vec<u8>,
}

impl Canvas {
    /// A drawing as a PNG picture that is 18 cm wide at 300 dots to the inch.
    ///
    /// # Errors
    /// Where the drawing is too large for a picture.
    pub fn picture(&mut self, drawing: &Drawing) -> Result<Vec<u8>, PictureError> {
        let scale = (f64::from(RESOLUTION) * WIDTH).round() / drawing.width;
        let (width, height) = ((scale * drawing.width).round(), (scale * drawing.height).ceil());
        if width.max(height) > LARGEST {
            return Err(PictureError(format!("{width} by {height} pixels are too many")));
        }
        let (width, height) = (width as u32, height as u32);
        self.pixels.resize(4 * width as usize * height as usize, 0);
        let mut page =
            PixmapMut::from_bytes(&mut self.pixels, width, height).expect("there are as many bytes as pixels");
        page.fill(Color::WHITE);
        let shapes = usvg::Tree::from_str(&drawing.shapes, &usvg::Options::default());
        let shapes = shapes.map_err(|error| PictureError(error.to_string()))?;
        let fine = (scale / FINENESS) as f32;
        render(&shapes, Transform::from_scale(fine, fine), &mut page);
        drawing.words.iter().for_each(|words| glyphs::write(words, scale, &mut page));
        let (indexed, size) = (Indexed::of(&self.pixels), (width, height));
        encoded(&indexed, size).map_err(|error| PictureError(error.to_string()))
    }
}

/// The PNG file. Most of a chart is one colour: what is fast here is small enough.
fn encoded(picture: &Indexed, (width, height): (u32, u32)) -> Result<Vec<u8>, EncodingError> {
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, width, height);
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_palette(picture.palette());
    encoder.set_pixel_dims(Some(PixelDimensions { xppu: RESOLUTION, yppu: RESOLUTION, unit: Unit::Meter }));
    encoder.set_compression(Compression::Fastest);
    encoder.set_filter(Filter::Up);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&picture.pixels)?;
    writer.finish()?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drawing_that_is_too_large_is_refused_with_the_reason() {
        let drawing =
            Drawing { width: 680.0, height: 1e6, height_in_reports: 1e6, shapes: String::new(), words: Vec::new() };
        let error = Canvas::default().picture(&drawing).unwrap_err().to_string();
        assert!(error.starts_with("the chart cannot be made into a PNG picture: "), "{error}");
        assert!(error.ends_with("pixels are too many"), "{error}");
    }
}
