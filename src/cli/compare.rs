//! `foresave compare`: scenarios side by side.

use super::inquiry::Inquiry;
use super::progress::Progress;
use super::{Failure, print, print_document, tell_notice, tell_warnings};
use crate::analysis::check;
use crate::analysis::compare::{Candidate, compare};
use crate::report::{FolderKind, ResultsFolder, chart, comparison_files, comparison_to_json, compose};
use crate::scenario::Files;
use std::path::{Path, PathBuf};

/// Trials where none are asked for.
const TRIALS: u64 = 100_000;

/// Set scenarios beside a base, on the same random numbers
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave compare alliance/scenario.toml alliance/later.toml
  foresave compare base.toml cheaper.toml slower.toml -o results/options --trials 20000")]
pub(super) struct Arguments {
    /// The scenario that the others are compared with (TOML)
    base: PathBuf,
    /// The others
    #[arg(required = true)]
    others: Vec<PathBuf>,
    #[command(flatten)]
    inquiry: Inquiry,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let paths: Vec<&Path> = [&arguments.base].into_iter().chain(&arguments.others).map(PathBuf::as_path).collect();
    let mut readings = Vec::new();
    for path in &paths {
        let reading = check::open(&Files::at(path))?;
        tell_warnings(&reading.warnings, path);
        readings.push(reading.programme);
    }
    let drawing = arguments.inquiry.drawing(&readings.iter().collect::<Vec<_>>(), TRIALS);
    let progress = Progress::begin(arguments.inquiry.quiet)?;
    let folder = arguments.inquiry.output.clone();
    let folder = folder.unwrap_or_else(|| super::run::default_folder(&arguments.base, "-compare"));
    let title = &readings[0].title;
    let folder = ResultsFolder::begin(&folder, FolderKind::COMPARE, title, &progress.watch().stop)?;
    folder.notice().into_iter().for_each(tell_notice);
    let titles: Vec<String> = readings.iter().map(|programme| programme.title.clone()).collect();
    let alike = |title: &String| titles.iter().filter(|other| *other == title).count() > 1;
    let mut candidates = paths.iter().zip(readings).map(|(path, programme)| Candidate {
        name: if alike(&programme.title) { path.display().to_string() } else { programme.title.clone() },
        programme,
    });
    let base = candidates.next().expect("there is a base");
    let comparison = compare(base, candidates.collect(), &arguments.inquiry.engine(), (&drawing, progress.watch()))?;
    progress.finish();
    for (name, content) in comparison_files(&comparison) {
        folder.write(name, content)?;
    }
    super::run::charts::write(
        &chart::comparison_charts(&comparison),
        arguments.inquiry.threads,
        (&folder, &progress.watch().stop),
    )?;
    let published = folder.publish()?;
    published.notice.as_deref().into_iter().for_each(tell_notice);
    if arguments.inquiry.json {
        return print(&comparison_to_json(&comparison));
    }
    print_document(&compose::comparison(&comparison), &published.folder)
}
