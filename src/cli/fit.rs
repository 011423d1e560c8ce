//! `foresave fit`: from what happened before to the distribution to write.

use super::answer::{Answer, Wanted};
use super::count;
use super::progress::Progress;
use super::reports::ReportOptions;
use super::source;
use super::{Failure, look, tell_notice};
use crate::analysis::fit::{Fit, Interval, Question, fit};
use crate::engine::Engine;
use crate::report::compose::{Drawn, MadeOf};
use crate::report::{FolderKind, ResultsFolder, chart, compose, fit_results};
use crate::scenario;
use rust_decimal::prelude::ToPrimitive;
use std::path::PathBuf;

/// Fit distributions to a column of past values, and say which to write in a scenario
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave fit delays.csv months
  foresave fit delays.csv months --not-yet waiting
  foresave fit past-savings.csv realisation --min 0 --max 1.2")]
pub(super) struct Arguments {
    /// The table with the values: a CSV file, a sheet as programme.xlsx#Sheet, or `-` for standard input
    file: PathBuf,
    /// The heading of their column
    column: String,
    /// The column that says which rows are not finished, so that their value is a lower bound: `yes`, or blank where it
    /// holds dates
    #[arg(long, value_name = "COLUMN")]
    not_yet: Option<String>,
    /// The least value that is possible; with --max, to fit beta and pert too
    #[arg(long, value_name = "X", requires = "max", value_parser = end, allow_hyphen_values = true)]
    min: Option<f64>,
    /// The greatest value that is possible
    #[arg(long, value_name = "X", requires = "min", value_parser = end, allow_hyphen_values = true)]
    max: Option<f64>,
    /// The folder for the result files; by default results/NAME-fit
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Seed of the samples by which the fit is judged
    #[arg(long, value_name = "N", default_value = "1", value_parser = count::seed)]
    seed: u64,
    /// Number of threads; by default one for each processor. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = count::threads)]
    threads: Option<usize>,
    /// Print the fit as JSON to standard output, instead of the text
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reports: ReportOptions,
    /// Show no progress
    #[arg(long)]
    quiet: bool,
}

fn end(text: &str) -> Result<f64, String> {
    scenario::any_number(text)?.to_f64().ok_or_else(|| "write a number".to_owned())
}

impl Arguments {
    fn question(&self) -> Result<Question, Failure> {
        let within = self.min.zip(self.max).map(|(min, max)| Interval { min, max });
        match within {
            Some(on) if on.min >= on.max => {
                Err(Failure::Usage(format!("--min must be below --max, and {} is not below {}", on.min, on.max)))
            }
            within => Ok(Question { within, seed: self.seed }),
        }
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let question = arguments.question()?;
    let cases = scenario::cases(&source::files(&arguments.file)?, &arguments.column, arguments.not_yet.as_deref())?;
    super::tell_all(&cases.notes.notes_in_short());
    let reports = arguments.reports.open()?;
    let progress = Progress::begin(arguments.quiet)?;
    let stop = &progress.watch().stop;
    let folder = arguments.output.clone().unwrap_or_else(|| super::places::default_folder(&arguments.file, "-fit"));
    let folder = ResultsFolder::begin(&folder, FolderKind::FIT, &Fit::title_of(&cases), stop)?;
    folder.notice().into_iter().for_each(tell_notice);
    let engine = Engine::new(arguments.threads);
    let fit = fit(&cases, question, &engine, progress.watch()).map_err(|_| Failure::Interrupted)?;
    progress.finish();
    let answer = Answer {
        results: fit_results(&fit),
        document: compose::fit(&fit),
        charts: chart::fit_charts(&fit),
        made_of: MadeOf {
            subjects: vec![fit.title()],
            as_of: None,
            drawn: Some(Drawn { seed: arguments.seed, trials: None }),
            overrides: Vec::new(),
            files: vec![fit.file.clone()],
            warning: None,
        },
    };
    let wanted = Wanted { reports, threads: arguments.threads, json: arguments.json, look: look(false) };
    answer.publish(FolderKind::FIT, folder, &wanted, &progress)
}
