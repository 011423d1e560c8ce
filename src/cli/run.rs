//! `foresave run`: simulates, writes the result files and prints what they say.

mod tolerance;
mod trials;
mod with;

use super::draws::Draws;
use super::places::default_folder;
use super::progress::Progress;
use super::reports::{self, Paper, ReportOptions, Reports};
use super::source::Overrides;
use super::{Failure, charts, print, tell_notice, terminal_width, understood};
use crate::analysis::Asking;
use crate::analysis::bridge::{PlanBridge, bridge_to};
use crate::engine::{Drawing, Engine};
use crate::forecast::{Forecast, MeasureForecast, Run, forecast};
use crate::money::Pounds;
use crate::programme::{Measure, Programme, Sampling, Whole};
use crate::report::chart;
use crate::report::compose::{self, Input, MadeOf};
use crate::report::document::{Document, Section};
use crate::report::{Added, Beside, FolderKind, Look, OfRun, ResultsFolder, result_files, to_json, to_terminal};
use crate::scenario::Reading;
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::time::Instant;
use with::{Done, With};

/// The bridge from the plan to the forecast is found on the way for programmes of so many areas, with so many trials.
const MOST_BRIDGED: usize = 100;
const TRIALS_OF_BRIDGE: u64 = 1_024;

/// Simulate a scenario, write the result files and print the forecast
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave run alliance/scenario.toml -o results/alliance --trials 20000
  foresave run alliance/scenario.toml --set area.ICT.go_live=2027-09 --set simulation.seed=7
  foresave run alliance/scenario.toml --with sensitivity,solve,benchmark --since last-quarter/scenario.toml")]
pub(super) struct Arguments {
    /// The scenario: a TOML file, a workbook, or `-` for standard input
    scenario: PathBuf,
    #[command(flatten)]
    overrides: Overrides,
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
    #[command(flatten)]
    with: With,
    /// Show no progress
    #[arg(long)]
    quiet: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let started = Instant::now();
    let reading = arguments.overrides.open(&arguments.scenario)?;
    let programme = &reading.programme;
    let measures = charts::measures(programme, &arguments.chart)?;
    let others = arguments.with.open(&arguments.scenario, &arguments.overrides)?;
    let wanted = arguments.reports.open()?;
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
    let scenario = (arguments.scenario.as_path(), &reading);
    let asked_trials = arguments.draws.asked_trials();
    let mut done = arguments.with.answers(scenario, &others, (&simulation, &run), asked_trials)?;
    if arguments.no_charts {
        done.iter_mut().for_each(|done| done.answer.charts.clear());
    }
    progress.finish();
    let forecast = &run.forecast;
    let mut drawn = if arguments.no_charts { Vec::new() } else { chart::charts(forecast, &measures) };
    drawn.extend(bridge.iter().filter(|_| !arguments.no_charts).map(|bridge| chart::bridge_chart(bridge, "bridge")));
    let ran = Ran { reading: &reading, forecast, bridge: bridge.as_ref(), drawn, done };
    let (folder, text) = ran.write(folder, (arguments, &wanted), &progress.watch().stop)?;
    if !said.is_empty() {
        // Where standard error is closed there is no one to tell.
        let _ = writeln!(io::stderr(), "{said}");
    }
    if arguments.json {
        return print(&to_json(forecast, &reading.warnings, &ran.beside(&ran.analyses())));
    }
    print(&format!("{text}\nThe files are in {}\n", folder.display()))
}

/// What a run found.
struct Ran<'a> {
    reading: &'a Reading,
    forecast: &'a Forecast,
    bridge: Option<&'a PlanBridge>,
    drawn: Vec<chart::Chart>,
    done: Vec<Done>,
}

impl Ran<'_> {
    /// The analyses, and what each was made of.
    fn analyses(&self) -> Vec<(&'static str, &MadeOf)> {
        self.done.iter().map(|done| (done.kind.command, &done.answer.made_of)).collect()
    }

    fn beside<'b>(&'b self, analyses: &'b [(&'static str, &'b MadeOf)]) -> Beside<'b> {
        Beside { bridge: self.bridge, analyses }
    }

    /// Writes tables, charts, reports and the text, and publishes the folder; where that is, and what is printed.
    fn write(
        &self,
        folder: ResultsFolder,
        (arguments, wanted): (&Arguments, &Reports),
        stop: &AtomicBool,
    ) -> Result<(PathBuf, String), Failure> {
        let analyses = self.analyses();
        for (name, content) in result_files(self.forecast, &self.reading.warnings, &self.beside(&analyses)) {
            folder.write(name, content)?;
        }
        let threads = arguments.draws.threads();
        let mut pictures = charts::write(&self.drawn, threads, (&folder, stop), "")?;
        for done in &self.done {
            let within = format!("{}/", done.kind.command);
            pictures.extend(done.answer.write((&folder, stop), threads, &within)?);
        }
        let inputs = understood::inputs(self.reading);
        let document = self.document(&inputs, arguments.tolerance.is_some());
        for (name, content) in self.reports((&document, &inputs), pictures, wanted)? {
            folder.write(name, content)?;
        }
        let shown = |width| to_terminal(&document, Look { width, sections: &compose::TERMINAL, with_headings: true });
        folder.write("forecast.txt", shown(super::WIDTH))?;
        let published = folder.publish()?;
        published.notice.as_deref().into_iter().for_each(tell_notice);
        Ok((published.folder, shown(terminal_width())))
    }

    fn document(&self, inputs: &[Input], in_standard_errors: bool) -> Document {
        let analyses: Vec<Section> = self.done.iter().map(Done::section).collect();
        let drawings: Vec<_> = self.drawn.iter().map(chart::Chart::block).collect();
        compose::forecast(&compose::Subject {
            programme: &self.reading.programme,
            forecast: self.forecast,
            inputs,
            drawings: &drawings,
            bridge: self.bridge,
            analyses: &analyses,
            in_standard_errors,
        })
    }

    fn reports(
        &self,
        (document, inputs): (&Document, &[Input]),
        pictures: Vec<chart::Picture>,
        wanted: &Reports,
    ) -> Result<Vec<(&'static str, Vec<u8>)>, Failure> {
        let tables: Vec<Added> = self.done.iter().flat_map(Done::added).collect();
        let of_analyses = self.done.iter().flat_map(|done| &done.answer.charts);
        let charts: Vec<chart::Chart> = self.drawn.iter().chain(of_analyses).cloned().collect();
        let register = self.reading.programme.register.as_ref();
        let paper = Paper {
            document,
            as_of: self.forecast.as_of,
            run: Some(OfRun { forecast: self.forecast, inputs, register }),
            tables: &tables,
            charts: &charts,
            pictures,
        };
        reports::files(paper, wanted)
    }
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

    /// What an analysis is asked with.
    fn asking<'b>(&'b self, drawing: &'b Drawing) -> Asking<'b> {
        Asking { engine: self.engine, drawing, watch: self.progress.watch() }
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
