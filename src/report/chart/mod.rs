//! The charts of a forecast.
//!
//! There are five: the fan of the cumulative net saving, the net saving of each year, the chance of
//! saving at least so much, the go-live of each area, and the contribution of each area. Each is an
//! SVG document with a text alternative, and can be made into a PNG picture. They are drawn from
//! what a [`Forecast`] says and compute nothing of their own; amounts are rounded to what their Monte
//! Carlo errors support.
//!
//! Charts are 180 mm wide, for a page of A4; no text is smaller than 9 point there. They are made to
//! be read in grey and by colour-blind readers: whatever differs in colour differs in shape, dash
//! pattern or lightness too. No label covers another.

mod annual;
mod areas;
mod axis;
mod benchmark;
mod cumulative;
mod distribution;
#[cfg(test)]
pub(super) mod example;
mod frame;
mod geometry;
mod go_live;
mod goal;
mod mark;
mod other_targets;
mod palette;
mod placement;
mod png;
mod rows;
mod scale;
mod series;
mod sheet;
mod tag;
#[cfg(test)]
mod tests;
mod typeface;

pub use benchmark::chart as benchmark_chart;
pub use png::{PictureError, svg_to_png};

use crate::forecast::Forecast;

/// A chart, drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// The name of its files without ending: `cumulative`, `annual`, `distribution`, `go_live`, `areas`; `benchmark`.
    pub stem: &'static str,
    /// What it shows, in which unit and terms.
    pub title: String,
    /// What it says, in two to four sentences with the figures, for those who cannot see it.
    pub text_alternative: String,
    svg: String,
}

impl Chart {
    /// The SVG document; the same forecast gives the same bytes.
    pub fn to_svg(&self) -> String {
        self.svg.clone()
    }

    /// The PNG picture, at 288 pixels to the inch.
    ///
    /// # Errors
    /// Where the picture would be too large to be held.
    pub fn to_png(&self) -> Result<Vec<u8>, PictureError> {
        svg_to_png(&self.svg)
    }
}

/// The charts of `forecast`, in the order in which a report shows them.
pub fn charts(forecast: &Forecast) -> Vec<Chart> {
    vec![
        cumulative::chart(forecast),
        annual::chart(forecast),
        distribution::chart(forecast),
        go_live::chart(forecast),
        areas::chart(forecast),
    ]
}
