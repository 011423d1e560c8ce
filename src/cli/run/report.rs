//! The reports of a run.

use super::Failure;
use crate::forecast::Forecast;
use crate::report::chart::{Chart, Picture};
use crate::report::document::Document;
use crate::report::{Drawn, compose, illustrative, to_docx, to_html, to_xlsx};
use std::collections::BTreeMap;

/// A kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Kind {
    /// A page, report.html
    Html,
    /// A workbook, report.xlsx
    Xlsx,
    /// A Word document, report.docx
    Docx,
    /// No report at all
    None,
}

/// What a document says of charts.
pub(super) fn drawings(charts: &[Chart]) -> Vec<compose::Drawing> {
    let drawing = |chart: &Chart| compose::Drawing {
        name: chart.stem.clone(),
        title: chart.title.clone(),
        finding: chart.finding().to_owned(),
        description: chart.description.clone(),
    };
    charts.iter().map(drawing).collect()
}

/// The reports of those kinds: name and content.
pub(super) fn files(
    (forecast, document): (&Forecast, &Document),
    (charts, pictures): (&[Chart], Vec<Picture>),
    kinds: &[Kind],
) -> Result<Vec<(&'static str, Vec<u8>)>, Failure> {
    let mut files = Vec::new();
    if kinds.contains(&Kind::None) {
        return Ok(files);
    }
    if kinds.contains(&Kind::Xlsx) {
        let report = to_xlsx(forecast, illustrative::warning(forecast))
            .map_err(|error| Failure::World(format!("report.xlsx cannot be made: {error}")))?;
        files.push(("report.xlsx", report));
    }
    if kinds.contains(&Kind::Docx) {
        let drawings = pictures.iter().map(|picture| (picture.stem.clone(), picture.png.clone())).collect();
        let report = to_docx(document, &drawings, forecast.as_of);
        files.push(("report.docx", report.map_err(|error| Failure::of_io("report.docx cannot be made", error))?));
    }
    let drawn = |(chart, picture): (&Chart, Picture)| {
        let places = chart.places();
        let drawn = Drawn { svg: picture.svg, is_down: places.are_down, places: places.of.into_iter().collect() };
        (picture.stem, drawn)
    };
    let drawings: BTreeMap<String, Drawn> = charts.iter().zip(pictures).map(drawn).collect();
    if kinds.contains(&Kind::Html) {
        files.push(("report.html", to_html(document, &drawings).into_bytes()));
    }
    Ok(files)
}
