//! `foresave run`: simulates, writes the result files and prints what they say.

use super::progress::Progress;
use super::{Failure, print, tell_warnings};
use crate::analysis::staffing;
use crate::engine::{self, Interrupted, Outcomes, Settings, Watch};
use crate::forecast::{Forecast, summarise};
use crate::plan::{Plan, compile};
use crate::programme::{Programme, Sampling};
use crate::report::chart::charts;
use crate::report::{FolderKind, ResultsFolder, result_files, to_json, to_text};
use crate::scenario;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Simulate a scenario, write the result files and print the forecast
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  foresave run alliance/scenario.toml -o results/alliance --trials 20000")]
pub(super) struct Arguments {
    /// The scenario file (TOML)
    scenario: PathBuf,
    /// The folder for the result files; by default results/NAME
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    /// Number of trials, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000_000))]
    trials: Option<u64>,
    /// Seed of the random numbers, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(0..=i64::MAX as u64))]
    seed: Option<u64>,
    /// Sampling design, instead of the scenario's
    #[arg(long, value_name = "S", value_parser = ["random", "lhs", "sobol"])]
    sampling: Option<String>,
    /// Number of threads; by default one for each processor. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Print the forecast as JSON to standard output, instead of the tables
    #[arg(long)]
    json: bool,
    /// Show no progress
    #[arg(long)]
    quiet: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let started = Instant::now();
    let mut reading = scenario::read(&arguments.scenario)?;
    staffing::warn(&mut reading);
    tell_warnings(&reading.warnings);
    let programme = reading.programme;
    let settings = arguments.settings(&programme);
    let plan = compile(&programme).map_err(|error| Failure::World(error.to_string()))?;
    let progress = Progress::begin(arguments.quiet)?;
    let folder = arguments.output.clone().unwrap_or_else(|| default_folder(&arguments.scenario, ""));
    let folder = ResultsFolder::begin(&folder, FolderKind::RUN, &progress.watch().stop)?;
    let outcomes = simulate(&plan, settings, &progress)?;
    let run = (settings.seed, settings.sampling, started.elapsed().as_secs_f64());
    let forecast = summarise(&programme, &plan, &outcomes, run).map_err(|error| Failure::World(error.to_string()))?;
    progress.finish();
    let folder = write(&forecast, folder)?;
    if arguments.json { print(&to_json(&forecast)) } else { print(&to_text(&forecast, &folder)) }
}

impl Arguments {
    fn settings(&self, programme: &Programme) -> Settings {
        let simulation = programme.simulation;
        Settings {
            trials: self.trials.unwrap_or(simulation.trials),
            seed: self.seed.unwrap_or(simulation.seed),
            sampling: match self.sampling.as_deref() {
                Some("random") => Sampling::Random,
                Some("lhs") => Sampling::Lhs,
                Some("sobol") => Sampling::Sobol,
                _ => simulation.sampling,
            },
            threads: self.threads.map(usize::from),
            level: None,
        }
    }
}

fn simulate(plan: &Plan, settings: Settings, progress: &Progress) -> Result<Outcomes, Failure> {
    let watch: &Watch = progress.watch();
    engine::simulate(plan, settings, watch).map_err(|Interrupted| Failure::interrupted())
}

/// Writes the result files and the charts, and publishes the folder.
fn write(forecast: &Forecast, folder: ResultsFolder) -> Result<PathBuf, Failure> {
    for (name, content) in result_files(forecast) {
        folder.write(name, content)?;
    }
    for chart in charts(forecast) {
        folder.write(&format!("{}.svg", chart.stem), chart.to_svg())?;
        let picture = chart.to_png().map_err(|error| Failure::World(error.to_string()))?;
        folder.write(&format!("{}.png", chart.stem), picture)?;
    }
    Ok(folder.publish()?)
}

/// `results/`, the scenario's name and what is put behind it. The name is that of its file, or of its folder where the file is called `scenario`.
pub(super) fn default_folder(scenario: &Path, behind: &str) -> PathBuf {
    let stem = scenario.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name = match stem.strip_prefix("scenario") {
        Some(rest) if rest.is_empty() || rest.starts_with('-') => {
            let parent = scenario.canonicalize().ok().and_then(|path| Some(path.parent()?.file_name()?.to_owned()));
            parent.map_or(stem.clone(), |parent| format!("{}{rest}", parent.to_string_lossy()))
        }
        _ => stem,
    };
    Path::new("results").join(format!("{name}{behind}"))
}
