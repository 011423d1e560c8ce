//! `foresave run`: simulates, writes the result files and prints what they say.

pub(super) mod charts;
mod tolerance;
mod trials;

use super::draws::Draws;
use super::progress::Progress;
use super::reports::{self, Paper, ReportOptions};
use super::{Failure, print, tell_notice, tell_warnings, terminal_width, understood};
use crate::analysis::bridge::{PlanBridge, bridge_to};
use crate::analysis::check;
use crate::diagnostic::Diagnostics;
use crate::engine::{Drawing, Engine};
use crate::forecast::{Forecast, MeasureForecast, Run, forecast};
use crate::money::Pounds;
use crate::programme::{Measure, Programme, Sampling, Whole};
use crate::report::chart;
use crate::report::document::Document;
use crate::report::{FolderKind, Look, OfRun, ResultsFolder, compose, result_files, to_json, to_terminal};
use crate::scenario::Files;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The bridge from the plan to the forecast is found on the way for programmes of so many areas, with so many trials.
const MOST_BRIDGED: usize = 100;
const TRIALS_OF_BRIDGE: u64 = 1_024;

/// Simulate a scenario, write the result files and print the forecast
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  foresave run alliance/scenario.toml -o results/alliance --trials 20000")]
pub(super) struct Arguments {
    /// The scenario: a TOML file or a workbook
    scenario: PathBuf,
    /// The folder for the result files; by default results/NAME
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
    #[command(flatten)]
    draws: Draws,
    /// Write no charts
    #[arg(long)]
    no_charts: bool,
    /// Chart a further measure by year, for example gross_saving; may be given more than once
    #[arg(long, value_name = "MEASURE", value_parser = charts::measure, conflicts_with = "no_charts")]
    chart: Vec<Measure>,
    /// Go on, in doublings from --trials, until the standard errors of P10, P50 and P90 of the net saving are
    /// below so many pounds, for example £5k; random sampling only
    #[arg(long, value_name = "£", value_parser = tolerance::parse)]
    tolerance: Option<Pounds>,
    /// Write trials.parquet too: one row per trial with its total and yearly measures
    #[arg(long)]
    keep_trials: bool,
    /// Print the forecast as JSON to standard output, instead of the tables
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
    let started = Instant::now();
    let reading = check::open(&Files::at(&arguments.scenario))?;
    tell_warnings(&reading.warnings, &arguments.scenario);
    let programme = &reading.programme;
    let measures = charts::measures(programme, &arguments.chart)?;
    let drawing = arguments.draws.drawing(programme);
    let progress = &Progress::begin(arguments.quiet)?;
    let folder = arguments.output.clone().unwrap_or_else(|| default_folder(&arguments.scenario, ""));
    let folder = ResultsFolder::begin(&folder, FolderKind::RUN, &programme.title, &progress.watch().stop)?;
    folder.notice().into_iter().for_each(tell_notice);
    let simulation = Simulation { programme, engine: &arguments.draws.engine(), progress, started };
    let (run, said) = match arguments.tolerance {
        Some(tolerance) => tolerance::simulate(&simulation, drawing, tolerance)?,
        None => (simulation.run(&drawing)?, String::new()),
    };
    if arguments.keep_trials {
        trials::write(&simulation, &run, &folder)?;
    }
    let bridge = simulation.bridge(&run.forecast)?;
    progress.finish();
    let forecast = run.forecast;
    let mut drawn = if arguments.no_charts { Vec::new() } else { chart::charts(&forecast, &measures) };
    drawn.extend(bridge.iter().filter(|_| !arguments.no_charts).map(|bridge| chart::bridge_chart(bridge, "bridge")));
    let pictures = charts::write(&drawn, arguments.draws.threads(), (&folder, &progress.watch().stop))?;
    let inputs = understood::inputs(&reading);
    let subject = compose::Subject {
        programme,
        forecast: &forecast,
        inputs: &inputs,
        drawings: &drawings(&drawn),
        bridge: bridge.as_ref(),
        in_standard_errors: arguments.tolerance.is_some(),
    };
    let document = compose::forecast(&subject);
    let register = programme.register.as_ref();
    let paper = Paper {
        document: &document,
        as_of: forecast.as_of,
        run: Some(OfRun { forecast: &forecast, inputs: &inputs, register }),
        tables: &[],
        charts: &drawn,
        pictures,
    };
    let reports = reports::files(paper, &arguments.reports)?;
    let found = &reading.warnings;
    let results = Results { forecast: &forecast, document: &document, reports, found, bridge: bridge.as_ref() };
    let folder = write(&results, folder)?;
    if !said.is_empty() {
        // Where standard error is closed there is no one to tell.
        let _ = writeln!(io::stderr(), "{said}");
    }
    if arguments.json {
        return print(&to_json(&forecast, &reading.warnings, bridge.as_ref()));
    }
    print(&format!("{}\nThe files are in {}\n", shown(&document, terminal_width()), folder.display()))
}

/// What a document says of charts.
fn drawings(charts: &[chart::Chart]) -> Vec<compose::Drawing> {
    let drawing = |chart: &chart::Chart| compose::Drawing {
        name: chart.stem.clone(),
        title: chart.title.clone(),
        finding: chart.finding().to_owned(),
        description: chart.description.clone(),
    };
    charts.iter().map(drawing).collect()
}

/// What is written.
struct Results<'a> {
    forecast: &'a Forecast,
    document: &'a Document,
    /// Reports: name and content.
    reports: Vec<(&'static str, Vec<u8>)>,
    /// Warnings and notes of reading the scenario.
    found: &'a Diagnostics,
    bridge: Option<&'a PlanBridge>,
}

/// What is simulated, with what, and who watches.
struct Simulation<'a> {
    programme: &'a Programme,
    engine: &'a Engine,
    progress: &'a Progress,
    started: Instant,
}

impl Simulation<'_> {
    /// The forecast with the time that the command has taken so far.
    fn run(&self, drawing: &Drawing) -> Result<Run, Failure> {
        let mut run = forecast(self.programme, self.engine, drawing, self.progress.watch())?;
        run.forecast.run.elapsed_seconds = self.started.elapsed().as_secs_f64();
        Ok(run)
    }

    /// What makes the mean of the net saving differ from the plan; `None` for programmes of many areas.
    fn bridge(&self, forecast: &Forecast) -> Result<Option<PlanBridge>, Failure> {
        let total = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None);
        let Some(summary) = total.and_then(MeasureForecast::summary) else { return Ok(None) };
        if self.programme.areas.len() > MOST_BRIDGED {
            return Ok(None);
        }
        let drawing = Drawing::new(TRIALS_OF_BRIDGE.min(forecast.run.trials), forecast.run.seed, Sampling::Random);
        let bridge = bridge_to(summary.mean, self.programme, self.engine, (&drawing, self.progress.watch()))?;
        Ok(Some(bridge))
    }
}

/// What is printed of a forecast.
fn shown(document: &Document, width: usize) -> String {
    to_terminal(document, Look { width, sections: &compose::TERMINAL, with_headings: true })
}

/// Writes the tables, the reports and the text, and publishes the folder.
fn write(results: &Results, folder: ResultsFolder) -> Result<PathBuf, Failure> {
    let Results { forecast, document, reports, found, bridge } = results;
    for (name, content) in result_files(forecast, found, *bridge) {
        folder.write(name, content)?;
    }
    for (name, content) in reports {
        folder.write(name, content)?;
    }
    folder.write("forecast.txt", shown(document, super::WIDTH))?;
    let published = folder.publish()?;
    published.notice.as_deref().into_iter().for_each(tell_notice);
    Ok(published.folder)
}

/// `results/`, the scenario's name and what is put behind it. The name is that of its file, or of its folder where the file is called `scenario`.
pub(super) fn default_folder(scenario: &Path, behind: &str) -> PathBuf {
    // Names that are no Unicode stay as they are: two that look alike are two folders.
    let stem = scenario.file_stem().unwrap_or_default();
    let rest = stem.to_str().and_then(|stem| stem.strip_prefix("scenario"));
    let rest = rest.filter(|rest| rest.is_empty() || rest.starts_with('-'));
    let own = rest.and_then(|rest| Some((scenario.canonicalize().ok()?.parent()?.file_name()?.to_owned(), rest)));
    let mut name = match own {
        Some((mut parent, rest)) => {
            parent.push(rest);
            parent
        }
        None => stem.to_owned(),
    };
    name.push(behind);
    Path::new("results").join(name)
}
