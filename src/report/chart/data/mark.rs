//! Marks: single values that are named on the chart.

use super::Role;

/// A value that is marked and named.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where on the x scale.
    pub x: f64,
    /// Where on the y scale; `None` where it is a value of the x scale alone.
    pub y: Option<f64>,
    /// What it stands for.
    pub role: Role,
    /// Where its name stands.
    pub side: Side,
    /// Its name.
    pub label: Label,
}

/// Where the name of a mark stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Near the mark, where there is room.
    Beside,
    /// At the right edge.
    Right,
    /// Above the plane, with a line down to the mark or through the whole plane.
    Above,
}

/// What is written at a mark.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// What is read first: the figure. May be empty.
    pub figure: String,
    /// What it means, line by line.
    pub lines: Vec<String>,
    /// All of it in a sentence, which stands below where the chart has room for a letter or a part only.
    pub in_full: Option<String>,
}

impl Mark {
    /// A value of the x scale with its name above the plane.
    pub fn above(x: f64, role: Role, figure: String) -> Self {
        Mark { x, y: None, role, side: Side::Above, label: Label { figure, ..Label::default() } }
    }
}

impl Label {
    /// A label of a figure and a line that explains it.
    pub fn new(figure: impl Into<String>, line: impl Into<String>) -> Self {
        Label { figure: figure.into(), lines: vec![line.into()], in_full: None }
    }
}
