//! `foresave solve`: what would have to be true, and what can be promised.

use super::answer::Answer;
use super::figure::FigureOptions;
use super::inquiry::Inquiry;
use super::progress::Progress;
use super::source::Overrides;
use super::{Failure, confidence, tell_notice};
use crate::analysis::Asking;
use crate::analysis::figure::{Asked, Figure};
use crate::analysis::solve::{Criterion, Moving, contingency, promise, solve};
use crate::forecast::Forecast;
use crate::programme::{Direction, Measure, Programme, Way, Whole};
use crate::report::compose::MadeOf;
use crate::report::{FolderKind, ResultsFolder, chart, compose, contingency_results, promise_results, solved_results};
use crate::scenario;
use clap::ArgGroup;
use rust_decimal::prelude::ToPrimitive;
use std::path::PathBuf;

/// How many trials each run has.
pub(super) const TRIALS: u64 = 100_000;
/// How surely a criterion must hold.
const CONFIDENCE: f64 = 0.8;

/// Find what would have to be true for a target to be met, or what can be promised
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave solve alliance/scenario.toml --vary areas.annual_saving --at-least £8m --confidence 80%
  foresave solve alliance/scenario.toml --vary area.ICT.go_live --vary areas.slippage_months --target \"Promised to the panel\"
  foresave solve alliance/scenario.toml --promise --measure cumulative_net_saving --year 2020/21
  foresave solve alliance/scenario.toml --contingency 80%")]
#[command(group(ArgGroup::new("question").required(true).args(["vary", "promise", "contingency"])))]
pub(super) struct Arguments {
    /// The scenario: a TOML file, a workbook, or `-` for standard input
    scenario: PathBuf,
    #[command(flatten)]
    overrides: Overrides,
    /// What is moved: an input such as area.ICT.annual_saving, or a set such as areas.go_live; repeat it for others, each
    /// alone
    #[arg(long, value_name = "WHAT")]
    vary: Vec<String>,
    /// How it is moved: by a factor, a shift or to a value; by default as is usual for it
    #[arg(long = "as", value_name = "WAY", value_parser = way, requires = "vary")]
    way: Option<Way>,
    /// What the figure must reach
    #[arg(long, value_name = "£", requires = "vary", conflicts_with_all = ["at_most", "target"], allow_hyphen_values = true)]
    at_least: Option<String>,
    /// What it must not exceed
    #[arg(long, value_name = "£", requires = "vary", conflicts_with = "target", allow_hyphen_values = true)]
    at_most: Option<String>,
    /// How surely, for example 80%; by default 80%
    #[arg(long, value_name = "C", value_parser = confidence::parse, requires = "vary")]
    confidence: Option<f64>,
    /// Let the mean decide instead
    #[arg(long, requires = "vary", conflicts_with = "confidence")]
    mean: bool,
    /// Print what can be promised of the figure with 50, 60, 70, 80, 90 and 95%
    #[arg(long)]
    promise: bool,
    /// Print what must stand beside the plan of a cost so that it is covered so surely, for example 80%
    #[arg(long, value_name = "C", value_parser = confidence::parse)]
    contingency: Option<f64>,
    #[command(flatten)]
    figure: FigureOptions,
    #[command(flatten)]
    inquiry: Inquiry,
}

fn way(text: &str) -> Result<Way, String> {
    match text {
        "factor" => Ok(Way::Factor),
        "shift" => Ok(Way::Shift),
        "value" => Ok(Way::Value),
        _ => Err("write factor, shift or value".into()),
    }
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    arguments.refuse_no_threshold()?;
    let reading = arguments.overrides.open(&arguments.scenario)?;
    let question = arguments.question(&reading.programme)?;
    let drawing = arguments.inquiry.drawing(&[&reading.programme], TRIALS);
    let wanted = arguments.inquiry.wanted(false)?;
    let progress = Progress::begin(arguments.inquiry.quiet)?;
    let folder = arguments.inquiry.folder(&arguments.scenario, "-solve");
    let folder = ResultsFolder::begin(&folder, FolderKind::SOLVE, &reading.programme.title, &progress.watch().stop)?;
    folder.notice().into_iter().for_each(tell_notice);
    let engine = arguments.inquiry.engine();
    let asking = Asking { engine: &engine, drawing: &drawing, watch: progress.watch() };
    let answer = question.answer(&reading.programme, asking)?;
    progress.finish();
    answer.publish(FolderKind::SOLVE, folder, &wanted, &progress)
}

/// What would have to be true of the usual drivers, each alone, as `run` asks it: for the first target that is a chance
/// to be met with the usual confidence; without one for a net saving of zero or more.
pub(super) fn usual(forecast: &Forecast, programme: &Programme, asking: Asking) -> Result<Answer, Failure> {
    let target = forecast.targets.iter().find(|target| !target.is_certain && !target.measure.is_label());
    let asked = Asked { target: target.map(|target| target.name.clone()), ..Asked::default() };
    let figure = asked.of(programme, Measure::Whole(Whole::HorizonNetSaving))?;
    let criterion = Criterion::of_target(&figure, Some(CONFIDENCE));
    let zero = || Criterion::new(figure.measure, Direction::AtLeast, 0.0, Some(CONFIDENCE));
    let criterion = criterion.unwrap_or_else(zero);
    let drivers = ["areas.annual_saving", "areas.realisation", "areas.go_live", "areas.implementation_cost"];
    let drivers = drivers.into_iter().filter_map(|name| Moving::find(programme, name, None).ok()).collect();
    Question::Solve { figure, criterion, drivers }.answer(programme, asking)
}

/// What is asked.
enum Question {
    Solve { figure: Figure, criterion: Criterion, drivers: Vec<Moving> },
    Promise(Figure),
    Contingency { figure: Figure, confidence: f64 },
}

impl Question {
    fn answer(self, programme: &Programme, asking: Asking) -> Result<Answer, Failure> {
        let made_of = MadeOf::programmes(&[programme], (asking.drawing.trials, asking.drawing.seed));
        Ok(match self {
            Question::Solve { figure, criterion, drivers } => {
                let solved = solve(programme, (figure, criterion), drivers, asking)?;
                let charts = chart::solved_charts(&solved);
                Answer { results: solved_results(&solved), charts, document: compose::solved(&solved), made_of }
            }
            Question::Promise(figure) => {
                let found = promise(programme, figure, asking)?;
                let (results, document) = (promise_results(&found), compose::promise(&found));
                Answer { results, charts: Vec::new(), document, made_of }
            }
            Question::Contingency { figure, confidence } => {
                let found = contingency(programme, figure, confidence, asking)?;
                let (results, document) = (contingency_results(&found), compose::contingency(&found));
                Answer { results, charts: Vec::new(), document, made_of }
            }
        })
    }
}

impl Arguments {
    fn question(&self, programme: &Programme) -> Result<Question, Failure> {
        let default = if self.contingency.is_some() { Whole::HorizonCost } else { Whole::HorizonNetSaving };
        let figure = self.figure.asked().of(programme, Measure::Whole(default))?;
        if let Some(confidence) = self.contingency {
            refuse_no_cost(&figure)?;
            return Ok(Question::Contingency { figure, confidence });
        }
        if self.promise {
            return Ok(Question::Promise(figure));
        }
        let criterion = self.criterion(&figure)?;
        let mut drivers: Vec<Moving> = Vec::new();
        for name in &self.vary {
            let name = scenario::as_seen(name);
            if !drivers.iter().any(|known| known.name == name) {
                let found = Moving::find(programme, &name, self.way);
                drivers.push(found.map_err(|error| Failure::World(error.to_string()))?);
            }
        }
        Ok(Question::Solve { figure, criterion, drivers })
    }

    /// A driver is moved until a threshold is met; clap cannot ask for one of options in two structs.
    fn refuse_no_threshold(&self) -> Result<(), Failure> {
        let has_threshold = self.at_least.is_some() || self.at_most.is_some() || self.figure.has_target();
        match has_threshold || self.vary.is_empty() {
            true => Ok(()),
            false => Err(Failure::Usage(
                "--vary needs a criterion: a --target of the scenario, or --at-least or --at-most an amount".into(),
            )),
        }
    }

    fn criterion(&self, figure: &Figure) -> Result<Criterion, Failure> {
        let confidence = (!self.mean).then(|| self.confidence.unwrap_or(CONFIDENCE));
        let (direction, text) = match (&self.at_least, &self.at_most) {
            (Some(text), _) => (Direction::AtLeast, text),
            (None, Some(text)) => (Direction::AtMost, text),
            (None, None) => {
                let of_target = Criterion::of_target(figure, confidence);
                return Ok(of_target.expect("without a threshold of its own a criterion has a target's"));
            }
        };
        let threshold = threshold(figure.measure, text).map_err(Failure::Usage)?;
        Ok(Criterion::new(figure.measure, direction, threshold, confidence))
    }
}

/// An amount in the figure's unit.
fn threshold(measure: Measure, text: &str) -> Result<f64, String> {
    let amount = match measure.is_money() {
        true => scenario::pounds(text).map(|pounds| pounds.decimal()),
        false => scenario::plain_number(text).ok_or_else(|| "a plain number is expected".to_owned()),
    };
    let amount = amount.map_err(|reason| format!("`{text}` is no threshold for `{}`: {reason}", measure.name()))?;
    Ok(amount.to_f64().unwrap_or(f64::NAN))
}

/// A contingency is held for costs.
fn refuse_no_cost(figure: &Figure) -> Result<(), Failure> {
    if figure.measure.is_cost() {
        return Ok(());
    }
    let name = figure.measure.name();
    Err(Failure::World(format!(
        "a contingency stands beside the plan of a cost, and `{name}` is none: ask for `horizon_cost`, or for the cost of a \
         year such as `total_cost`"
    )))
}
