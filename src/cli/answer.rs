//! What an analysis answers: its files, charts and reports, and what is printed.

use super::progress::Progress;
use super::reports::{self, Paper, Reports};
use super::{Failure, charts, print, tell_notice};
use crate::fiscal::Month;
use crate::report::chart::{Chart, Picture};
use crate::report::compose::{self, MadeOf};
use crate::report::document::{Block, Document};
use crate::report::{Added, FolderKind, Look, Results, ResultsFolder, to_terminal};
use std::sync::atomic::AtomicBool;

/// What an analysis found.
pub(super) struct Answer {
    /// For programs.
    pub results: Results,
    /// What is said of it.
    pub document: Document,
    /// Its charts.
    pub charts: Vec<Chart>,
    /// What it was made of.
    pub made_of: MadeOf,
}

/// What is wanted of an answer.
pub(super) struct Wanted<'a> {
    /// Which reports.
    pub reports: Reports,
    /// Threads, where the command line says it.
    pub threads: Option<usize>,
    /// Whether the JSON document is printed instead of the text.
    pub json: bool,
    /// How the text looks.
    pub look: Look<'a>,
}

impl Answer {
    /// The charts as blocks of a document.
    pub(super) fn blocks(&self) -> Vec<Block> {
        self.charts.iter().map(|chart| Block::Chart(chart.block())).collect()
    }

    /// Writes tables and charts; `within` stands before the names of the files.
    pub(super) fn write(
        &self,
        place: (&ResultsFolder, &AtomicBool),
        threads: Option<usize>,
        within: &str,
    ) -> Result<Vec<Picture>, Failure> {
        for (name, content) in self.results.files() {
            place.0.write(&format!("{within}{name}"), content)?;
        }
        charts::write(&self.charts, threads, place, within)
    }

    /// The tables, as sheets of a workbook.
    pub(super) fn added(&self, analysis: &'static str) -> Vec<Added<'_>> {
        self.results.tables.iter().map(|(stem, records)| Added { analysis, stem, records }).collect()
    }

    /// Writes everything into the folder, puts that in its place, and prints the answer.
    pub(super) fn publish(
        &self,
        kind: FolderKind,
        folder: ResultsFolder,
        wanted: &Wanted,
        progress: &Progress,
    ) -> Result<(), Failure> {
        let pictures = self.write((&folder, &progress.watch().stop), wanted.threads, "")?;
        let report = compose::of_analysis(&self.document, self.blocks(), &self.made_of);
        let paper = Paper {
            document: &report,
            as_of: self.made_of.as_of.unwrap_or(Month::new(1980, 1)),
            run: None,
            tables: &self.added(kind.command),
            charts: &self.charts,
            pictures,
        };
        for (name, content) in reports::files(paper, &wanted.reports)? {
            folder.write(name, content)?;
        }
        let published = folder.publish()?;
        published.notice.as_deref().into_iter().for_each(tell_notice);
        if wanted.json {
            return print(&self.results.json);
        }
        let text = to_terminal(&self.document, wanted.look);
        print(&format!("{text}\nThe files are in {}\n", published.folder.display()))
    }
}
