//! Cells of analyses: pounds to the penny, and all other numbers to six places.

use super::{Cell, Records};
use crate::analysis::figure::Figure;
use crate::forecast::Estimate;
use crate::programme::Measure;

impl Records {
    /// Records with columns as they stand in a file's first line.
    pub(in crate::report) fn with_columns(columns: &str, rows: Vec<Vec<Cell>>) -> Self {
        Records { columns: columns.split(',').map(str::to_owned).collect(), rows }
    }
}

impl Cell {
    /// An amount in the unit of `measure`.
    pub(in crate::report) fn amount(measure: Measure, amount: f64) -> Cell {
        if measure.is_money() { Cell::Pounds(amount) } else { Cell::Fraction(amount) }
    }

    /// A number, blank where there is none.
    pub(in crate::report) fn fraction(number: Option<f64>) -> Cell {
        number.map_or(Cell::Blank, Cell::Fraction)
    }

    /// An estimate in the unit of `measure` and its error; both blank where there is none.
    pub(in crate::report) fn estimate(measure: Measure, estimate: Option<Estimate>) -> [Cell; 2] {
        match estimate {
            Some(Estimate { value, error }) => [value, error].map(|number| Cell::amount(measure, number)),
            None => [Cell::Blank, Cell::Blank],
        }
    }

    /// A share or a correlation and its error, likewise.
    pub(in crate::report) fn share(estimate: Option<Estimate>) -> [Cell; 2] {
        [estimate.map(|share| share.value), estimate.map(|share| share.error)].map(Cell::fraction)
    }
}

/// A figure as a document for programs says it.
#[derive(serde::Serialize)]
pub(in crate::report) struct FigureAsked<'a> {
    measure: String,
    year: Option<String>,
    part: Option<&'a str>,
    target: Option<&'a str>,
}

impl<'a> FigureAsked<'a> {
    pub(in crate::report) fn of(figure: &'a Figure, part: Option<&'a str>) -> Self {
        FigureAsked {
            measure: figure.measure.name(),
            year: figure.year.map(|year| year.to_string()),
            part,
            target: figure.target.as_ref().map(|target| target.name.as_str()),
        }
    }
}
