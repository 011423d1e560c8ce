//! `solve.json`: everything in one document.

use super::super::manifest::Manifest;
use super::super::records::FigureAsked;
use super::super::to_json::{Rows, written};
use super::super::words_of_figure::part_name;
use super::super::{Cell, Records};
use super::SOLVE_MARK;
use crate::analysis::Basis;
use crate::analysis::figure::Figure;
use crate::analysis::solve::{Contingency, Promise, Solved};
use crate::programme::Direction;

/// What would have to be true.
pub fn solved_to_json(solved: &Solved) -> String {
    let criterion = &solved.criterion;
    let threshold = Cell::amount(solved.figure.measure, criterion.threshold);
    let (at_least, at_most) = match criterion.direction {
        Direction::AtLeast => (threshold, Cell::Blank),
        Direction::AtMost => (Cell::Blank, threshold),
    };
    let mut document = Document::of(&solved.basis, &solved.figure);
    document.criterion = Some(Criterion { at_least, at_most, confidence: Cell::fraction(criterion.confidence) });
    let (answers, curves) = (Records::answers(solved), Records::curves(solved));
    document.solve = Some(Rows(&answers));
    document.curve = Some(Rows(&curves));
    written(&document)
}

/// What can be promised.
pub fn promise_to_json(promise: &Promise) -> String {
    let records = Records::promised(promise);
    written(&Document { promise: Some(Rows(&records)), ..Document::of(&promise.basis, &promise.figure) })
}

/// What must stand beside the plan of a cost.
pub fn contingency_to_json(contingency: &Contingency) -> String {
    let records = Records::contingency(contingency);
    let document = Document::of(&contingency.basis, &contingency.figure);
    written(&Document { contingency: Some(Rows(&records)), ..document })
}

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    manifest: Manifest<'a>,
    figure: FigureAsked<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    criterion: Option<Criterion>,
    #[serde(skip_serializing_if = "Option::is_none")]
    solve: Option<Rows<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    curve: Option<Rows<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    promise: Option<Rows<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contingency: Option<Rows<'a>>,
}

#[derive(serde::Serialize)]
struct Criterion {
    at_least: Cell,
    at_most: Cell,
    confidence: Cell,
}

impl<'a> Document<'a> {
    fn of(basis: &'a Basis, figure: &'a Figure) -> Self {
        Document {
            format: SOLVE_MARK,
            manifest: Manifest::of_basis(basis),
            figure: FigureAsked::of(figure, part_name(&basis.programme, &figure.part)),
            criterion: None,
            solve: None,
            curve: None,
            promise: None,
            contingency: None,
        }
    }
}
