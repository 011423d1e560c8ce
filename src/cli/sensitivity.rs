//! `foresave sensitivity`: what drives the spread of a figure.

use super::answer::Answer;
use super::figure::FigureOptions;
use super::inquiry::Inquiry;
use super::progress::Progress;
use super::source::Overrides;
use super::{Failure, confidence, tell_notice};
use crate::analysis::Asking;
use crate::analysis::figure::Asked;
use crate::analysis::sensitivity::{Question, sensitivity};
use crate::programme::{Measure, Programme, Whole};
use crate::report::compose::MadeOf;
use crate::report::{FolderKind, ResultsFolder, chart, compose, sensitivity_results};
use std::path::PathBuf;

/// How many trials each run has.
pub(super) const TRIALS: u64 = 16_384;
/// How surely a target must be met.
const CONFIDENCE: f64 = 0.8;

/// Find what drives the spread of a figure: indices, tornado, what taking things out would change, switching values
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave sensitivity alliance/scenario.toml
  foresave sensitivity alliance/scenario.toml --measure net_saving --year 2020/21 --partner \"Dorset Police\"
  foresave sensitivity alliance/scenario.toml --target \"Promised to the panel\" --confidence 80%")]
pub(super) struct Arguments {
    /// The scenario: a TOML file, a workbook, or `-` for standard input
    scenario: PathBuf,
    #[command(flatten)]
    overrides: Overrides,
    /// How sources of chance are gathered: by source, each alone; by default by kind and by area
    #[arg(long, value_name = "WAY", value_parser = ["source"])]
    by: Option<String>,
    /// With --target: the chance of the target at which a driver switches, for example 80%; by default 80%
    #[arg(long, value_name = "C", value_parser = confidence::parse, requires = "target")]
    confidence: Option<f64>,
    #[command(flatten)]
    figure: FigureOptions,
    #[command(flatten)]
    inquiry: Inquiry,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let reading = arguments.overrides.open(&arguments.scenario)?;
    let programme = &reading.programme;
    let question = Question {
        figure: arguments.figure.asked().of(programme, Measure::Whole(Whole::HorizonNetSaving))?,
        is_usual: !arguments.figure.has_measure() && !arguments.figure.has_target(),
        by_source: arguments.by.is_some(),
        confidence: arguments.confidence.unwrap_or(CONFIDENCE),
    };
    let drawing = arguments.inquiry.drawing(&[programme], TRIALS);
    let wanted = arguments.inquiry.wanted(false)?;
    let progress = Progress::begin(arguments.inquiry.quiet)?;
    let folder = arguments.inquiry.folder(&arguments.scenario, "-sensitivity");
    let folder = ResultsFolder::begin(&folder, FolderKind::SENSITIVITY, &programme.title, &progress.watch().stop)?;
    folder.notice().into_iter().for_each(tell_notice);
    let engine = arguments.inquiry.engine();
    let asking = Asking { engine: &engine, drawing: &drawing, watch: progress.watch() };
    let answer = answer(programme, question, asking)?;
    progress.finish();
    answer.publish(FolderKind::SENSITIVITY, folder, &wanted, &progress)
}

/// What drives the horizon's net saving, as `run` asks it.
pub(super) fn usual(programme: &Programme, asking: Asking) -> Result<Answer, Failure> {
    let question = Question {
        figure: Asked::default().of(programme, Measure::Whole(Whole::HorizonNetSaving))?,
        is_usual: true,
        by_source: false,
        confidence: CONFIDENCE,
    };
    answer(programme, question, asking)
}

fn answer(programme: &Programme, question: Question, asking: Asking) -> Result<Answer, Failure> {
    let (trials, seed) = (asking.drawing.trials, asking.drawing.seed);
    let found = sensitivity(programme, question, asking)?;
    Ok(Answer {
        results: sensitivity_results(&found),
        document: compose::sensitivity(&found),
        charts: chart::sensitivity_charts(&found),
        made_of: MadeOf::programmes(&[programme], (trials, seed)),
    })
}
