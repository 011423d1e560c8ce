//! Charts with two axes.

use super::{Mark, Scale, Series};

/// Years or amounts from left to right, amounts or chances upwards: one or more panels over one x scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Axes {
    /// The scale from left to right.
    pub x: Scale,
    /// The panels, from the top.
    pub panels: Vec<Panel>,
}

/// What is drawn over one y scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    /// What it is of; empty where there is one panel.
    pub name: String,
    /// The scale upwards.
    pub y: Scale,
    /// The series, in the order of drawing.
    pub series: Vec<Series>,
    /// Single values that are named.
    pub marks: Vec<Mark>,
    /// The figures below each place of the x scale, where there is room for them.
    pub figures: Vec<Figures>,
}

/// A row of figures below a panel, one for each tick of the x scale.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// What they are: `P50`.
    pub name: String,
    /// Whether they are to be read first.
    pub is_first: bool,
    /// The figures as they are written.
    pub cells: Vec<String>,
}

impl Panel {
    /// A panel that is alone.
    pub fn of(y: Scale, series: Vec<Series>, marks: Vec<Mark>) -> Self {
        Panel { name: String::new(), y, series, marks, figures: Vec::new() }
    }
}

impl Axes {
    /// A chart of one panel.
    pub fn of(x: Scale, panel: Panel) -> Self {
        Axes { x, panels: vec![panel] }
    }
}
