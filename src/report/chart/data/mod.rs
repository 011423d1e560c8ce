//! A chart as data: what it shows, in pounds, years, months and chances, with every word that stands on it.
//!
//! Nothing here knows pixels or a file format. The painter makes a picture of it; a native chart
//! of a spreadsheet and a page that shows values on demand are made from the same series.

mod axes;
mod mark;
mod rows;
mod scale;
mod series;

pub use axes::{Axes, Figures, Panel};
pub use mark::{Label, Mark, Side};
pub use rows::{Row, RowColumn, Rows};
pub(super) use scale::short_name;
pub use scale::{Scale, Unit};
pub use series::{Lane, Point, Role, Series, Shape};

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The name of its files without ending: `cumulative`.
    pub stem: String,
    /// What it shows, in which unit and terms: `Cumulative net saving, £m, cash terms`.
    pub title: String,
    /// Whose figures these are, and how many trials made them.
    pub programme: String,
    /// What must be known before any figure is used: that the scenario is illustrative.
    pub warning: Option<String>,
    /// What kind of picture of what it is, in a sentence, for those who cannot see it.
    pub description: String,
    /// What it says, in sentences with the figures, the most important first.
    pub findings: Vec<String>,
    /// Scales, series, marks and labels.
    pub plane: Plane,
    /// What stands below the picture: explanations, targets that are not marked, the source and what it rests on.
    pub notes: Vec<String>,
    /// How many of the last notes a report says itself, so that its picture of the chart leaves them out.
    pub said_in_reports: usize,
}

/// What a chart draws, by its layout.
#[derive(Clone, Debug, PartialEq)]
pub enum Plane {
    /// Years or amounts from left to right, amounts or chances upwards.
    Axes(Axes),
    /// A row for each thing that is compared, values from left to right.
    Rows(Rows),
}

impl Chart {
    /// What it says, in a sentence.
    pub fn finding(&self) -> &str {
        self.findings.first().unwrap_or(&self.description)
    }

    /// The whole of it in words, for those who cannot see it.
    pub fn alternative(&self) -> String {
        let findings = self.findings.iter().map(String::as_str);
        std::iter::once(self.description.as_str()).chain(findings).collect::<Vec<_>>().join(" ")
    }
}
