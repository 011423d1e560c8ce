//! `foresave benchmark`: the scenario's assumptions beside what was published.

use super::answer::{Answer, Wanted};
use super::draws::Draws;
use super::progress::Progress;
use super::reports::ReportOptions;
use super::source::Overrides;
use super::{Failure, look, print, tell_notice};
use crate::analysis::Asking;
use crate::analysis::benchmark::{benchmark, shipped};
use crate::programme::{Comparator, Programme, Yardstick};
use crate::report::chart::benchmark_charts;
use crate::report::compose::{Drawn, MadeOf};
use crate::report::{FolderKind, ResultsFolder, benchmark_results, compose, evidence_to_csv, to_terminal};
use std::path::{Path, PathBuf};

/// Set a scenario's assumptions beside published comparators, and its forecast beside an outside view
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave benchmark alliance/scenario.toml
  foresave benchmark --list --quantity realisation
  foresave benchmark --list --sector police --csv > comparators.csv")]
pub(super) struct Arguments {
    /// The scenario: a TOML file, a workbook, or `-` for standard input
    #[arg(required_unless_present = "list")]
    scenario: Option<PathBuf>,
    #[command(flatten)]
    overrides: Overrides,
    /// The folder for the result files; by default results/NAME-benchmark
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    draws: Draws,
    /// Print the benchmark as JSON to standard output, instead of the tables
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    reports: ReportOptions,
    /// Show no progress
    #[arg(long)]
    quiet: bool,
    /// Print the shipped evidence itself, with its sources
    #[arg(long, conflicts_with_all = ["scenario", "output", "json"], conflicts_with_all = Draws::NAMES)]
    list: bool,
    /// Of the evidence, one quantity only
    #[arg(long, value_name = "Q", requires = "list", value_parser = quantity)]
    quantity: Option<Yardstick>,
    /// Of the evidence, one sector only: police, local government, nhs, fire, central government, ict or study
    #[arg(long, value_name = "S", requires = "list")]
    sector: Option<String>,
    /// Print the evidence as CSV, in the columns in which a scenario may bring its own
    #[arg(long, requires = "list")]
    csv: bool,
}

fn quantity(name: &str) -> Result<Yardstick, String> {
    let names = || Yardstick::ALL.map(Yardstick::name).join(", ");
    Yardstick::parse(name).ok_or_else(|| format!("it is one of {}", names()))
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.scenario {
        None => arguments.print_evidence(),
        Some(scenario) => {
            arguments.refuse_options_of_list()?;
            arguments.benchmark(scenario)
        }
    }
}

impl Arguments {
    /// What clap lets pass: `--list`, which they require, is excluded by the scenario.
    fn refuse_options_of_list(&self) -> Result<(), Failure> {
        let options =
            [("--quantity", self.quantity.is_some()), ("--sector", self.sector.is_some()), ("--csv", self.csv)];
        match options.iter().find(|(_, is_given)| *is_given) {
            None => Ok(()),
            Some((option, _)) => Err(Failure::Usage(format!(
                "{option} belongs to --list, which prints the shipped evidence and takes no scenario"
            ))),
        }
    }

    fn print_evidence(&self) -> Result<(), Failure> {
        let all = shipped();
        let mut sectors: Vec<&str> = all.iter().map(|case| case.sector.as_str()).collect();
        sectors.sort_unstable();
        sectors.dedup();
        if let Some(sector) = self.sector.as_ref().filter(|sector| !sectors.contains(&sector.as_str())) {
            return Err(Failure::World(format!("there is no sector `{sector}`: it is one of {}", sectors.join(", "))));
        }
        let wanted = |case: &Comparator| {
            self.quantity.is_none_or(|quantity| case.quantity == quantity)
                && self.sector.as_ref().is_none_or(|sector| case.sector == *sector)
        };
        let cases: Vec<Comparator> = all.iter().filter(|case| wanted(case)).cloned().collect();
        print(&if self.csv { evidence_to_csv(&cases) } else { to_terminal(&compose::evidence(&cases), look(true)) })
    }

    fn benchmark(&self, scenario: &Path) -> Result<(), Failure> {
        let reading = self.overrides.open(scenario)?;
        let programme = reading.programme;
        let reports = self.reports.open()?;
        let progress = Progress::begin(self.quiet)?;
        let folder = self.output.clone().unwrap_or_else(|| super::places::default_folder(scenario, "-benchmark"));
        let folder = ResultsFolder::begin(&folder, FolderKind::BENCHMARK, &programme.title, &progress.watch().stop)?;
        folder.notice().into_iter().for_each(tell_notice);
        let drawing = self.draws.drawing(&programme);
        let engine = self.draws.engine();
        let asking = Asking { engine: &engine, drawing: &drawing, watch: progress.watch() };
        let answer = answer(&programme, asking)?;
        progress.finish();
        let threads = self.draws.threads();
        let wanted = Wanted { reports, threads, json: self.json, look: look(true) };
        answer.publish(FolderKind::BENCHMARK, folder, &wanted, &progress)
    }
}

/// A programme beside what was published.
pub(super) fn answer(programme: &Programme, asking: Asking) -> Result<Answer, Failure> {
    let benchmark = benchmark(programme, asking.engine, asking.drawing, asking.watch)?;
    let drawing = asking.drawing;
    Ok(Answer {
        results: benchmark_results(&benchmark),
        document: compose::benchmark(&benchmark),
        charts: benchmark_charts(&benchmark),
        made_of: MadeOf {
            drawn: Some(Drawn { seed: drawing.seed, trials: Some((drawing.trials, drawing.sampling.name())) }),
            ..MadeOf::programmes(&[programme], (drawing.trials, drawing.seed))
        },
    })
}
