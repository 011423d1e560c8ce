//! The colours of the charts.
//!
//! They are those that the Government Analysis Function recommends for charts, at most four in a
//! picture. No meaning rests on a colour alone: every series has its own shape or dash pattern too,
//! and bands of one hue differ in lightness, so that they survive printing in grey.

use plotters::style::RGBColor;

/// Dark blue: the forecast and its bands.
pub const FORECAST: RGBColor = RGBColor(0x12, 0x43, 0x6D);
/// Dark pink: the plan.
pub const PLAN: RGBColor = RGBColor(0x80, 0x16, 0x50);
/// Orange: targets.
pub const TARGET: RGBColor = RGBColor(0xF4, 0x6A, 0x25);
/// Turquoise: what has been achieved.
pub const ACHIEVED: RGBColor = RGBColor(0x28, 0xA1, 0x97);
/// Dark grey: words, axes and the data date.
pub const INK: RGBColor = RGBColor(0x3D, 0x3D, 0x3D);
/// Light grey: grid lines.
pub const GRID: RGBColor = RGBColor(0xDD, 0xDD, 0xDD);
/// The page.
pub const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);

/// From the 5th to the 95th percentile: 90 % of trials.
pub const BAND_90: RGBColor = tint(FORECAST, 18);
/// From the 10th to the 90th percentile: 80 % of trials.
pub const BAND_80: RGBColor = tint(FORECAST, 36);
/// From the 25th to the 75th percentile: half of the trials.
pub const BAND_50: RGBColor = tint(FORECAST, 62);

/// `colour` mixed with the page: so many parts of it in a hundred.
pub const fn tint(colour: RGBColor, parts: u32) -> RGBColor {
    const fn mixed(channel: u8, parts: u32) -> u8 {
        ((channel as u32 * parts + 255 * (100 - parts)) / 100) as u8
    }
    RGBColor(mixed(colour.0, parts), mixed(colour.1, parts), mixed(colour.2, parts))
}
