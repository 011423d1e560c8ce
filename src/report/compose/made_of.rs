//! What a report was made of, without anything that differs between two runs of the same inputs; and the report of an
//! analysis, which ends with it.

use crate::fiscal::Month;
use crate::money::group_thousands;
use crate::programme::{InputFile, Override, Programme};
use crate::report::document::{Block, Column, Document, Row, Section, Sentence, Table, name};
use crate::report::illustrative;

/// What a report was made of.
#[derive(Clone, Debug)]
pub struct MadeOf {
    /// What was read: titles of scenarios, or names of tables.
    pub subjects: Vec<String>,
    /// The data date; of what has none, nothing.
    pub as_of: Option<Month>,
    /// What was drawn, where anything was.
    pub drawn: Option<Drawn>,
    /// The files.
    pub files: Vec<InputFile>,
    /// What was put in the place of what these say.
    pub overrides: Vec<Override>,
    /// What must be known before any figure is used.
    pub warning: Option<&'static str>,
}

/// What was drawn.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    /// The seed.
    pub seed: u64,
    /// How many trials, and by which design; of samples that are no trials nothing.
    pub trials: Option<(u64, &'static str)>,
}

impl Drawn {
    /// `Seed 1, 20,000 trials, random sampling.`
    fn in_words(self) -> String {
        let trials = self.trials.map_or_else(String::new, |(trials, sampling)| {
            format!(", {} trials, {sampling} sampling", group_thousands(&trials.to_string()))
        });
        format!("Seed {}{trials}.", self.seed)
    }
}

impl MadeOf {
    /// Of programmes, whose data date is that of the last; simulated with independent trials from one seed.
    pub fn programmes(programmes: &[&Programme], (trials, seed): (u64, u64)) -> Self {
        let mut files: Vec<InputFile> = Vec::new();
        for file in programmes.iter().flat_map(|programme| &programme.files) {
            if !files.contains(file) {
                files.push(file.clone());
            }
        }
        MadeOf {
            subjects: programmes.iter().map(|programme| programme.title.clone()).collect(),
            as_of: programmes.last().map(|programme| programme.as_of),
            drawn: Some(Drawn { seed, trials: Some((trials, "random")) }),
            files,
            // The same for all.
            overrides: programmes.first().map(|first| first.overrides.clone()).unwrap_or_default(),
            warning: programmes.iter().find_map(|programme| illustrative::warning_of_programme(programme)),
        }
    }

    /// The appendix.
    pub(super) fn section(&self, heading: &'static str) -> Section {
        let mut section = Section::new("about", heading);
        let subjects = self.subjects.iter().map(|subject| name(subject).into()).collect();
        let made = Sentence::from(format!("Made by foresave {} from ", env!("CARGO_PKG_VERSION")));
        let made = made + Sentence::listed(subjects, "and") + ".";
        let again = "The same files, seed and version give the same figures.";
        let drawn = self.drawn.map(|drawn| drawn.in_words().into());
        section.paragraph([made].into_iter().chain(drawn).chain([again.into()]));
        let row = |file: &InputFile| Row::new(vec![name(&file.name).into(), name(&file.sha256).into()]);
        section.table(Table {
            id: "files",
            caption: "Files read".into(),
            unit: None,
            columns: vec![Column::text("name", "File"), Column::text("sha256", "SHA-256")],
            rows: self.files.iter().map(row).collect(),
        });
        if !self.overrides.is_empty() {
            let row = |set: &Override| Row::new(vec![name(&set.key).into(), name(&set.value).into()]);
            section.table(Table {
                id: "set",
                caption: "Set in the place of what these files say".into(),
                unit: None,
                columns: vec![Column::text("key", "Key"), Column::text("value", "Value")],
                rows: self.overrides.iter().map(row).collect(),
            });
        }
        section
    }
}

/// The report of an analysis: what it says with its charts, and what it was made of.
pub fn of_analysis(says: &Document, charts: Vec<Block>, made_of: &MadeOf) -> Document {
    let mut document = says.clone();
    if let Some(first) = document.sections.first_mut() {
        charts.into_iter().for_each(|chart| place(chart, first));
    }
    document.sections.push(made_of.section("Appendix A: About this report"));
    document.warning = made_of.warning.map(Sentence::from);
    document
}

/// Puts a chart behind the last table of the same file, or at the end.
fn place(chart: Block, section: &mut Section) {
    let is_of = |block: &Block| match (block, &chart) {
        (Block::Table(table), Block::Chart(chart)) => table.id == chart.drawing,
        _ => false,
    };
    let behind = section.blocks.iter().rposition(is_of).map_or(section.blocks.len(), |table| table + 1);
    section.blocks.insert(behind, chart);
}

/// What an analysis says as one section of a larger report, with its charts; the headings of its own sections stand
/// within.
pub fn as_section((id, heading): (&'static str, &'static str), says: &Document, mut charts: Vec<Block>) -> Section {
    let mut section = Section::new(id, heading);
    for own in &says.sections {
        if own.heading != section.heading {
            section.blocks.push(Block::Heading(own.heading.clone()));
        }
        section.blocks.extend(own.blocks.iter().cloned());
        std::mem::take(&mut charts).into_iter().for_each(|chart| place(chart, &mut section));
    }
    section
}
