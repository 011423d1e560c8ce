//! The reports of a run.

use crate::report::chart::{Chart, Picture};
use crate::report::document::Document;
use crate::report::{Drawn, compose, to_html};
use std::collections::BTreeMap;

/// A kind of report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Kind {
    /// A page, report.html
    Html,
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
    document: &Document,
    (charts, pictures): (&[Chart], Vec<Picture>),
    kinds: &[Kind],
) -> Vec<(&'static str, String)> {
    if kinds.contains(&Kind::None) {
        return Vec::new();
    }
    let drawn = |(chart, picture): (&Chart, Picture)| {
        let places = chart.places();
        let drawn = Drawn { svg: picture.svg, is_down: places.are_down, places: places.of.into_iter().collect() };
        (picture.stem, drawn)
    };
    let drawings: BTreeMap<String, Drawn> = charts.iter().zip(pictures).map(drawn).collect();
    let html = kinds.contains(&Kind::Html).then(|| ("report.html", to_html(document, &drawings)));
    html.into_iter().collect()
}
