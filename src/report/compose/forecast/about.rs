//! What made a report, without anything that differs between two runs of the same inputs.

use crate::forecast::Forecast;
use crate::report::document::{Column, Row, Section, Sentence, Table, name};

/// Program, seed and files.
pub(super) fn section(forecast: &Forecast) -> Section {
    let mut section = Section::new("about", "Appendix C: About this report");
    let run = &forecast.run;
    section.paragraph([
        Sentence::from(format!("Made by foresave {} of the scenario ", env!("CARGO_PKG_VERSION")))
            + name(&forecast.title)
            + ".",
        format!("Seed {}, {} trials, {} sampling.", run.seed, run.trials, run.sampling.name()).into(),
        "The same files, seed and version give the same figures.".into(),
    ]);
    section.table(Table {
        id: "files",
        caption: "Files read".into(),
        unit: None,
        columns: vec![Column::text("name", "File"), Column::text("sha256", "SHA-256")],
        rows: run.files.iter().map(|file| Row::new(vec![name(&file.name).into(), name(&file.sha256).into()])).collect(),
    });
    section
}
