//! `sensitivity.json`: every table in one document.

use super::super::Records;
use super::super::manifest::Manifest;
use super::super::records::FigureAsked;
use super::super::to_json::{Rows, written};
use super::super::words_of_figure::part_name;
use super::SENSITIVITY_MARK;
use crate::analysis::sensitivity::Sensitivity;

/// The document, with keys in a fixed order and rows with the columns of the CSV files.
pub fn sensitivity_to_json(sensitivity: &Sensitivity) -> String {
    let programme = &sensitivity.basis.programme;
    let part = part_name(programme, &sensitivity.figure.part);
    written(&Document {
        format: SENSITIVITY_MARK,
        manifest: Manifest::of_basis(&sensitivity.basis),
        figure: FigureAsked::of(&sensitivity.figure, part),
        indices: Rows(&Records::indices(sensitivity)),
        tornado: Rows(&Records::tornado(sensitivity)),
        without: Rows(&Records::without(sensitivity)),
        switching_figure: FigureAsked::of(&sensitivity.switching_figure, part),
        switching: Rows(&Records::switching(sensitivity)),
    })
}

#[derive(serde::Serialize)]
struct Document<'a> {
    format: &'static str,
    manifest: Manifest<'a>,
    figure: FigureAsked<'a>,
    indices: Rows<'a>,
    tornado: Rows<'a>,
    without: Rows<'a>,
    switching_figure: FigureAsked<'a>,
    switching: Rows<'a>,
}
