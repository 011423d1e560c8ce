//! Series: values with a name, a shape and a role.

use crate::programme::Alike;

/// Values that are drawn alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What they are, for the key: `80% of trials (P10 to P90)`.
    pub name: String,
    /// As what they are drawn.
    pub shape: Shape,
    /// What they stand for, which decides colour, stroke and symbol.
    pub role: Role,
    /// Which part of a row or of a step they take.
    pub lane: Lane,
    /// The values, in the order of the scale.
    pub points: Vec<Point>,
}

/// A value, or a range of values, at a place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// Where: a value of the x scale, or the position of a row.
    pub at: f64,
    /// The lower end, in the unit of the other scale.
    pub low: f64,
    /// The upper end; equal to `low` where it is a single value.
    pub high: f64,
    /// The figure that the range is about, where there is one.
    pub value: Option<f64>,
    /// The number by which a table names what it is.
    pub number: Option<u32>,
}

/// As what a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shape {
    /// The region between the lower and the upper ends.
    Band,
    /// A line through the values, with the role's symbol at each where there is room.
    Line,
    /// A bar from the lower to the upper end, as broad as this share of its lane.
    Bars(f64),
    /// A short line across at the value, as broad as this share of its lane.
    Ticks(f64),
    /// A line from the lower to the upper end, with a stop at both.
    Whiskers,
    /// The role's symbol at the value.
    Symbols,
}

/// What values stand for. Each role differs from the others in more than its colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// 90 % of the trials.
    Range90,
    /// 80 % of the trials.
    Range80,
    /// Half of the trials.
    Range50,
    /// The middle of the forecast, or its curve.
    Middle,
    /// What lies under a curve.
    Shade,
    /// A percentile that is named.
    Percentile,
    /// The plan.
    Plan,
    /// A target.
    Target,
    /// What has been achieved.
    Achieved,
    /// The data date, or today's value.
    Now,
    /// The spread about a value.
    Spread,
    /// A published case, by how far it is alike.
    Case(Alike),
    /// What adds to an amount.
    Gain,
    /// What takes from an amount.
    Loss,
    /// One of up to four things that are compared, from 0.
    Compared(u8),
    /// One of up to four curves, from 0.
    Curve(u8),
}

/// Which part of a row, or of a step of the x scale, a series takes: the `place`th of so many equal parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lane {
    /// Its position, from 0.
    pub place: u8,
    /// How many there are.
    pub of: u8,
}

impl Lane {
    /// All of it.
    pub const WHOLE: Lane = Lane { place: 0, of: 1 };
}

impl Point {
    /// A value at a place.
    pub const fn new(at: f64, value: f64) -> Self {
        Point { at, low: value, high: value, value: Some(value), number: None }
    }

    /// A range at a place.
    pub const fn range(at: f64, low: f64, high: f64) -> Self {
        Point { at, low, high, value: None, number: None }
    }

    /// A bar from zero to a value.
    pub const fn bar(at: f64, value: f64) -> Self {
        Point { at, low: value.min(0.0), high: value.max(0.0), value: Some(value), number: None }
    }

    /// A range of so much to either side of a value.
    pub const fn within(at: f64, value: f64, by: f64) -> Self {
        Point { at, low: value - by, high: value + by, value: None, number: None }
    }

    /// The same range, about a figure.
    pub const fn about(self, value: f64) -> Self {
        Point { value: Some(value), ..self }
    }

    /// The same, with its number in a table.
    pub const fn numbered(self, number: u32) -> Self {
        Point { number: Some(number), ..self }
    }

    /// Whether everything about it is a number.
    pub fn is_finite(&self) -> bool {
        self.at.is_finite() && self.low.is_finite() && self.high.is_finite()
    }
}

impl Series {
    /// A series that takes its whole row or step. Points that are no numbers are left out.
    pub fn new(name: &str, shape: Shape, role: Role, points: impl IntoIterator<Item = Point>) -> Self {
        let points = points.into_iter().filter(Point::is_finite).collect();
        Series { name: name.into(), shape, role, lane: Lane::WHOLE, points }
    }

    /// The same in a part of its row or step.
    pub fn in_lane(self, place: u8, of: u8) -> Self {
        Series { lane: Lane { place, of }, ..self }
    }
}
