//! `foresave compare`: scenarios side by side.

use super::answer::Answer;
use super::inquiry::Inquiry;
use super::progress::Progress;
use super::source::{self, Overrides};
use super::{Failure, tell_notice};
use crate::analysis::Asking;
use crate::analysis::compare::{Candidate, compare};
use crate::programme::Programme;
use crate::report::compose::MadeOf;
use crate::report::{FolderKind, ResultsFolder, chart, comparison_results, compose};
use std::path::{Path, PathBuf};

/// Trials where none are asked for.
pub(super) const TRIALS: u64 = 100_000;

/// Set scenarios beside a base, on the same random numbers
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave compare alliance/scenario.toml alliance/later.toml
  foresave compare base.toml cheaper.toml slower.toml -o results/options --trials 20000")]
pub(super) struct Arguments {
    /// The scenario that the others are compared with: a TOML file, a workbook, or `-` for standard input
    base: PathBuf,
    /// The others
    #[arg(required = true)]
    others: Vec<PathBuf>,
    #[command(flatten)]
    overrides: Overrides,
    #[command(flatten)]
    inquiry: Inquiry,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let paths: Vec<&Path> = [&arguments.base].into_iter().chain(&arguments.others).map(PathBuf::as_path).collect();
    source::refuse_twice(paths.iter().copied())?;
    let mut readings = Vec::new();
    for path in &paths {
        readings.push(arguments.overrides.open(path)?.programme);
    }
    let drawing = arguments.inquiry.drawing(&readings.iter().collect::<Vec<_>>(), TRIALS);
    let wanted = arguments.inquiry.wanted(true)?;
    let progress = Progress::begin(arguments.inquiry.quiet)?;
    let folder = arguments.inquiry.output.clone();
    let folder = folder.unwrap_or_else(|| super::places::default_folder(&arguments.base, "-compare"));
    let title = &readings[0].title;
    let folder = ResultsFolder::begin(&folder, FolderKind::COMPARE, title, &progress.watch().stop)?;
    folder.notice().into_iter().for_each(tell_notice);
    let engine = arguments.inquiry.engine();
    let asking = Asking { engine: &engine, drawing: &drawing, watch: progress.watch() };
    let scenarios: Vec<(&Path, &Programme)> = paths.iter().copied().zip(&readings).collect();
    let answer = answer(&scenarios, asking)?;
    progress.finish();
    answer.publish(FolderKind::COMPARE, folder, &wanted, &progress)
}

/// Scenarios beside the first.
pub(super) fn answer(scenarios: &[(&Path, &Programme)], asking: Asking) -> Result<Answer, Failure> {
    let alike = |title: &str| scenarios.iter().filter(|(_, other)| other.title == title).count() > 1;
    let mut candidates = scenarios.iter().map(|(path, programme)| Candidate {
        name: if alike(&programme.title) { path.display().to_string() } else { programme.title.clone() },
        programme: (*programme).clone(),
    });
    let base = candidates.next().expect("there is a base");
    let comparison = compare(base, candidates.collect(), asking.engine, (asking.drawing, asking.watch))?;
    // The data date is the base's, which is therefore named last.
    let programmes: Vec<&Programme> = scenarios.iter().rev().map(|(_, programme)| *programme).collect();
    Ok(Answer {
        results: comparison_results(&comparison),
        document: compose::comparison(&comparison),
        charts: chart::comparison_charts(&comparison),
        made_of: MadeOf::programmes(&programmes, (asking.drawing.trials, asking.drawing.seed)),
    })
}
