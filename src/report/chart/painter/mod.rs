//! The painter: lays a chart out and draws it.
//!
//! There are two layouts, [with axes](axes) and [with rows](rows); what surrounds the plane is the same for both.
//! Charts are 180 mm wide, for a page of A4; no text is smaller than 9 point there. They are made to be read in grey and
//! by colour-blind readers: whatever differs in colour differs in shape, dash pattern or lightness too. No label covers
//! another.

mod above;
mod axes;
mod calendar;
mod columns;
mod frame;
mod geometry;
mod glyphs;
mod indexed;
mod lane;
mod palette;
mod panel;
mod placement;
mod places;
mod png;
mod rows;
mod sheet;
mod strip;
mod symbol;
mod tag;
mod ticks;
mod typeface;
mod view;

#[cfg(test)]
pub use {geometry::Bounds, sheet::Anchor, sheet::Words};

pub use places::Places;
pub use png::{Canvas, PictureError};
pub use typeface::lacks;

use super::data::{Chart, Plane};
use sheet::Drawing;

impl Chart {
    /// The SVG document; the same chart gives the same bytes.
    pub fn to_svg(&self) -> String {
        self.drawn().to_svg(&self.title, &self.alternative())
    }

    /// The PNG picture, with 300 dots to the inch at a width of 18 cm; the same chart gives the same bytes.
    ///
    /// # Errors
    /// Where the picture would be too large to be held.
    pub fn to_png(&self) -> Result<Vec<u8>, PictureError> {
        Canvas::default().picture(&self.drawn())
    }

    pub(super) fn drawn(&self) -> Drawing {
        match &self.plane {
            Plane::Axes(axes) => frame::draw(self, &axes::Layout::of(axes)),
            Plane::Rows(rows) => frame::draw(self, &rows::Layout::of(rows)),
        }
    }
}
