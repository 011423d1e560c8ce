//! What the analyses share beside the figure: trials, seed and threads, the folder, and what is printed.

use super::answer::Wanted;
use super::reports::ReportOptions;
use super::{Failure, count, look, tell_notice};
use crate::engine::{Drawing, Engine};
use crate::programme::{Programme, Sampling};
use std::path::{Path, PathBuf};

/// The options of an analysis. Every run of one has the same seed, independent trials and the `random` design, so that
/// trial k of one is trial k of the other.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct Inquiry {
    /// The folder for the result files; by default results/NAME-COMMAND
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Number of trials
    #[arg(long, value_name = "N", value_parser = count::trials_in_memory)]
    trials: Option<u64>,
    /// Seed of the random numbers, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = count::seed)]
    seed: Option<u64>,
    /// Number of threads; by default one for each processor. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = count::threads)]
    threads: Option<usize>,
    /// Print the answer as JSON to standard output, instead of the tables
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reports: ReportOptions,
    /// Show no progress
    #[arg(long)]
    pub(super) quiet: bool,
}

impl Inquiry {
    /// The trials of every run: those asked for or else `trials`, with the seed asked for or else that of the first
    /// scenario. Says so where a scenario's own design is put aside.
    pub(super) fn drawing(&self, programmes: &[&Programme], trials: u64) -> Drawing {
        if let Some(other) = programmes.iter().find(|programme| programme.simulation.sampling != Sampling::Random) {
            let design = other.simulation.sampling.name();
            tell_notice(&format!(
                "the trials are independent here, and the scenario's `sampling = \"{design}\"` is put aside: the errors \
                 of differences hold for independent trials only"
            ));
        }
        let seed = self.seed.or(programmes.first().map(|first| first.simulation.seed)).unwrap_or_default();
        Drawing::new(self.trials.unwrap_or(trials), seed, Sampling::Random)
    }

    /// The folder for the results of an analysis of `scenario`: the one asked for, or `results/NAME` with what is put
    /// behind it.
    pub(super) fn folder(&self, scenario: &Path, behind: &str) -> PathBuf {
        self.output.clone().unwrap_or_else(|| super::places::default_folder(scenario, behind))
    }

    /// What is wanted of the answer.
    pub(super) fn wanted(&self, with_headings: bool) -> Result<Wanted<'_>, Failure> {
        let reports = self.reports.open()?;
        Ok(Wanted { reports, threads: self.threads, json: self.json, look: look(with_headings) })
    }

    /// An engine with as many threads as asked for.
    pub(super) fn engine(&self) -> Engine {
        Engine::new(self.threads)
    }
}
