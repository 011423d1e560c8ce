//! `foresave score`: what past forecasts were worth.

use super::answer::{Answer, Wanted};
use super::progress::Progress;
use super::reports::ReportOptions;
use super::source;
use super::{Failure, look, tell_notice};
use crate::analysis::score::{Past, Score, score};
use crate::report::compose::MadeOf;
use crate::report::{FolderKind, ResultsFolder, chart, compose, score_results};
use crate::scenario;
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The largest `run.json` that is read, in bytes.
const LARGEST_RUN: u64 = 256 << 20;

/// Set past forecasts beside what came, and say what they were worth
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:
  foresave score results/2024 results/2025 results/2026 --outturn outturn.csv

The outturn is a table with the columns measure, year and actual, and partner where it is a partner's part:
  measure,year,actual,partner
  net_saving,2024/25,£1.2m,
  horizon_net_saving,,£9.4m,")]
pub(super) struct Arguments {
    /// Folders of earlier results of `foresave run`
    #[arg(required = true, value_name = "RESULTS")]
    results: Vec<PathBuf>,
    /// The table of what came: a CSV file, a sheet as programme.xlsx#Sheet, or `-` for standard input
    #[arg(long, value_name = "FILE")]
    outturn: PathBuf,
    /// The folder for the result files; by default results/NAME-score
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Print the score as JSON to standard output, instead of the text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reports: ReportOptions,
    /// Show no progress
    #[arg(long)]
    quiet: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let forecasts = forecasts(&arguments.results)?;
    let outturns = scenario::outturns(&source::files(&arguments.outturn)?)?;
    super::tell_all(&outturns.notes.notes_in_short());
    if outturns.blanks > 0 {
        tell_notice(&format!("{} rows of {} have no actual and are left out", outturns.blanks, outturns.file.name));
    }
    let score = score(forecasts, &outturns);
    if score.rows.is_empty() {
        return Err(Failure::World(nothing_scored(&score)));
    }
    let reports = arguments.reports.open()?;
    let progress = Progress::begin(arguments.quiet)?;
    let folder = arguments.output.clone().unwrap_or_else(|| default_folder(&arguments.results[0]));
    let folder = ResultsFolder::begin(&folder, FolderKind::SCORE, score.title(), &progress.watch().stop)?;
    folder.notice().into_iter().for_each(tell_notice);
    progress.finish();
    let answer = Answer {
        results: score_results(&score),
        document: compose::score(&score),
        charts: chart::score_chart(&score).into_iter().collect(),
        made_of: MadeOf {
            subjects: score.forecasts.iter().map(|past| past.title.clone()).collect(),
            as_of: score.forecasts.iter().map(|past| past.as_of).max(),
            drawn: None,
            overrides: Vec::new(),
            files: vec![score.file.clone()],
            warning: None,
        },
    };
    let wanted = Wanted { reports, threads: None, json: arguments.json, look: look(true) };
    answer.publish(FolderKind::SCORE, folder, &wanted, &progress)
}

/// The forecasts of folders of results, each named once.
fn forecasts(results: &[PathBuf]) -> Result<Vec<Past>, Failure> {
    let mut seen = BTreeSet::new();
    let mut forecasts = Vec::new();
    for folder in results {
        let shown = folder.display().to_string();
        if !seen.insert(folder.canonicalize().unwrap_or_else(|_| folder.clone())) {
            return Err(Failure::Usage(format!("{shown} is named twice: its forecast would count twice")));
        }
        let file = folder.join("run.json");
        let run = read(&file).map_err(|error| Failure::of_io(&not_read(&file), error))?;
        let name = shown.trim_end_matches(std::path::is_separator).to_owned();
        let past = Past::read(&name, &run).map_err(|fault| Failure::World(format!("{} {fault}", file.display())))?;
        forecasts.push(past);
    }
    Ok(forecasts)
}

fn not_read(file: &Path) -> String {
    format!("cannot read {}, which every folder of results of `foresave run` holds", file.display())
}

/// A regular file up to a size. It is looked at before it is opened: opening a pipe waits for its other end.
fn read(file: &Path) -> io::Result<String> {
    if !fs::metadata(file)?.is_file() {
        return Err(io::Error::other("it is no file"));
    }
    let mut text = String::new();
    let read = File::open(file)?.take(LARGEST_RUN + 1).read_to_string(&mut text)?;
    if read as u64 > LARGEST_RUN { Err(io::Error::other("it is larger than is read")) } else { Ok(text) }
}

fn nothing_scored(score: &Score) -> String {
    let reasons = score.left_out.iter().map(|left| left.reason.in_words()).collect::<BTreeSet<_>>();
    let reasons: Vec<&str> = reasons.into_iter().collect();
    match reasons.is_empty() {
        true => format!("there is no outturn in {}", score.file.name),
        false => format!("no outturn of {} can be scored: {}", score.file.name, reasons.join("; ")),
    }
}

/// `results/`, and what the first results are called.
fn default_folder(results: &Path) -> PathBuf {
    let mut name = results.file_name().unwrap_or_default().to_owned();
    name.push("-score");
    Path::new("results").join(name)
}
