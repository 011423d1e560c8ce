//! What a forecast says: the report of a run, section by section.

mod about;
mod areas;
mod chart;
mod confidence;
mod inputs;
mod learnt;
mod limits;
mod method;
mod partners;
mod position;
mod recommendations;
mod register;
mod risks;
mod summary;
mod workforce;
mod years;

pub use register::Input;
pub(super) use register::standing;

use super::analyses::plan_bridge_section;
use crate::analysis::bridge::PlanBridge;
use crate::forecast::Forecast;
use crate::programme::Programme;
use crate::report::document::{Block, Chart, Document, Section, name};
use crate::report::illustrative;
use crate::report::words::Figures;

/// The sections that a terminal shows, in this order.
pub const TERMINAL: [&str; 5] = ["summary", "forecast", "bridge", "confidence", "partners"];

/// What a report is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// What was simulated.
    pub programme: &'a Programme,
    /// What came of it.
    pub forecast: &'a Forecast,
    /// Every figure of the scenario as it was written.
    pub inputs: &'a [Input],
    /// The charts that were drawn, in their order.
    pub drawings: &'a [Chart],
    /// What makes the forecast differ from the plan, where that was found out.
    pub bridge: Option<&'a PlanBridge>,
    /// What analyses beside the run say, each a section.
    pub analyses: &'a [Section],
    /// Whether the run was asked for standard errors, so that its own are told as such.
    pub in_standard_errors: bool,
}

/// The report of a run.
pub fn forecast(subject: &Subject) -> Document {
    let figures = Figures { in_standard_errors: subject.in_standard_errors, ..Figures::of_forecast(subject.forecast) };
    let mut sections = vec![
        summary::section(subject, &figures),
        position::section(subject, &figures),
        years::section(subject, &figures),
        subject.bridge.map_or_else(ask_for_bridge, plan_bridge_section),
        confidence::section(subject.forecast, &figures),
        areas::section(subject.forecast, &figures),
        partners::section(subject.forecast, &figures),
        workforce::section(subject.forecast, &figures),
        risks::section(subject.programme),
    ];
    sections.extend(subject.analyses.iter().cloned());
    sections.extend([
        limits::section(subject, &figures),
        recommendations::section(subject, &figures),
        register::section(subject),
        method::section(subject.forecast, &figures),
        about::section(subject.forecast),
    ]);
    place_charts(&mut sections, subject, &figures);
    let document = Document::new(name(&subject.forecast.title), sections);
    match illustrative::warning(subject.forecast) {
        Some(warning) => document.warning(warning),
        None => document,
    }
}

fn ask_for_bridge() -> Section {
    let mut section = Section::new("bridge", "From the plan to the forecast");
    section.paragraph([
        "What makes the forecast differ from the plan was not analysed here: `foresave explain` does.".into()
    ]);
    section
}

/// Puts each chart behind the table of its figures, or at the end of its section.
fn place_charts(sections: &mut [Section], subject: &Subject, figures: &Figures) {
    for drawing in subject.drawings {
        let id = chart::section_of(&drawing.drawing);
        let chart = chart::placed(drawing, subject.forecast, figures);
        if let (Some(section), Some(chart)) = (sections.iter_mut().find(|section| section.id == id), chart) {
            let of_it =
                |block: &Block| matches!(block, Block::Table(table) if table.id == chart::table_of(&drawing.drawing));
            let place = section.blocks.iter().position(of_it).map_or(section.blocks.len(), |place| place + 1);
            section.blocks.insert(place, Block::Chart(chart));
        }
    }
}

#[cfg(test)]
mod tests;
