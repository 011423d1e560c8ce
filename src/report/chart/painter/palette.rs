//! The colours and strokes of the charts.
//!
//! Colours are those that the Government Analysis Function recommends for charts. No meaning rests on a colour alone:
//! every role has its own shape, dash pattern or lightness too, and bands of one hue differ in lightness, so that they
//! survive printing in grey.

use super::super::data::Role;
use plotters::style::RGBColor;

/// Dark blue: the forecast and its bands.
const FORECAST: RGBColor = RGBColor(0x12, 0x43, 0x6D);
/// Dark pink: the plan, and losses.
const PLAN: RGBColor = RGBColor(0x80, 0x16, 0x50);
/// Orange: targets.
const TARGET: RGBColor = RGBColor(0xF4, 0x6A, 0x25);
/// Turquoise: what has been achieved, and gains.
const ACHIEVED: RGBColor = RGBColor(0x28, 0xA1, 0x97);
/// Dark grey: words, axes and the data date.
pub const INK: RGBColor = RGBColor(0x3D, 0x3D, 0x3D);
/// The page.
pub const PAPER: RGBColor = RGBColor(0xFF, 0xFF, 0xFF);
/// Cases for scale only.
pub const LOOSE: RGBColor = tint(INK, 16);
/// Every second row.
pub const STRIPE: RGBColor = tint(INK, 4);

/// Grid lines.
pub const GRID_LINE: Stroke = Stroke::solid(RGBColor(0xDD, 0xDD, 0xDD), 1.0);
/// The line of zero.
pub const ZERO_LINE: Stroke = Stroke::solid(INK, 1.2);
/// The line of a scale that is not at its zero.
pub const SCALE_LINE: Stroke = Stroke::solid(tint(INK, 60), 1.0);
/// The line from a label to what it names.
pub const LEADER: Stroke = Stroke::solid(RGBColor(0x9A, 0x9A, 0x9A), 0.8);
/// Whiskers and the outlines of symbols.
pub const OUTLINE: Stroke = Stroke::solid(INK, 1.4);

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

    /// A line with gaps.
    const fn dashed(colour: RGBColor, width: f64, dash: (f64, f64)) -> Self {
        Stroke { colour, width, dash: Some(dash) }
    }
}

/// The colour of what is filled in a role.
pub const fn fill(role: Role) -> RGBColor {
    match role {
        Role::Range90 => tint(FORECAST, 18),
        Role::Range80 => tint(FORECAST, 36),
        Role::Range50 => tint(FORECAST, 62),
        Role::Shade => tint(FORECAST, 14),
        Role::Middle | Role::Percentile => FORECAST,
        Role::Plan => tint(PLAN, 50),
        Role::Target => TARGET,
        Role::Achieved => ACHIEVED,
        Role::Now | Role::Spread | Role::Case(_) => INK,
        Role::Gain => tint(ACHIEVED, 75),
        Role::Loss => PLAN,
        Role::Compared(place) | Role::Curve(place) => match place % 4 {
            0 => tint(FORECAST, 70),
            1 => tint(TARGET, 80),
            2 => tint(ACHIEVED, 55),
            _ => tint(PLAN, 20),
        },
    }
}

/// The line of a role.
pub const fn stroke(role: Role) -> Stroke {
    match role {
        Role::Plan => Stroke::dashed(PLAN, 2.0, (7.0, 4.0)),
        Role::Target => Stroke::dashed(TARGET, 1.8, (2.5, 2.5)),
        Role::Now => Stroke::dashed(INK, 1.4, (1.5, 3.0)),
        Role::Percentile => Stroke::dashed(FORECAST, 1.2, (1.5, 3.0)),
        Role::Spread | Role::Case(_) => OUTLINE,
        Role::Compared(0) | Role::Curve(0) => Stroke::solid(FORECAST, 2.4),
        Role::Compared(1) | Role::Curve(1) => Stroke::dashed(TARGET, 2.4, (9.0, 3.0)),
        Role::Compared(2) | Role::Curve(2) => Stroke::dashed(ACHIEVED, 2.4, (4.0, 2.5)),
        Role::Compared(3) | Role::Curve(3) => Stroke::dashed(PLAN, 2.4, (1.5, 2.5)),
        role => Stroke::solid(fill(role), 2.4),
    }
}

/// `colour` mixed with the page: so many parts of it in a hundred.
const fn tint(colour: RGBColor, parts: u32) -> RGBColor {
    const fn mixed(channel: u8, parts: u32) -> u8 {
        ((channel as u32 * parts + 255 * (100 - parts)) / 100) as u8
    }
    RGBColor(mixed(colour.0, parts), mixed(colour.1, parts), mixed(colour.2, parts))
}
