//! `foresave explain`: why a forecast has moved, or why it is not the plan.

use super::answer::Answer;
use super::figure::FigureOptions;
use super::inquiry::Inquiry;
use super::progress::Progress;
use super::source::{self, Overrides};
use super::{Failure, tell_notice};
use crate::analysis::Asking;
use crate::analysis::bridge::{NoBridge, bridge};
use crate::analysis::explain::{By, Question, Unexplained, explain};
use crate::analysis::figure::Asked;
use crate::programme::Programme;
use crate::report::compose::MadeOf;
use crate::report::{FolderKind, ResultsFolder, bridge_results, chart, compose, explanation_results};
use crate::scenario::Reading;

use std::path::{Path, PathBuf};

/// Trials of two scenarios, and of one, where none are asked for.
pub(super) const TRIALS: u64 = 10_000;
const TRIALS_OF_ONE: u64 = 4_096;
/// Pairs of orders of the steps, where there are too many for all and none are asked for.
const ORDERS: usize = 64;

/// Say what moved a figure from one scenario to the next, or from the plan to the forecast
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave explain alliance/scenario.toml
  foresave explain last-quarter/scenario.toml this-quarter/scenario.toml
  foresave explain before.toml after.toml --measure npv --by area")]
pub(super) struct Arguments {
    /// The scenario, a TOML file or a workbook: its plan and its forecast are explained; or the earlier of two
    before: PathBuf,
    /// The later of two
    after: Option<PathBuf>,
    #[command(flatten)]
    overrides: Overrides,
    #[command(flatten)]
    figure: FigureOptions,
    /// How changes are gathered: into steps, by area, or each on its own
    #[arg(long, value_name = "HOW", value_parser = ["step", "area", "change"])]
    by: Option<String>,
    /// Which statistic the chart shows: mean, p10, p50, p90, or chance with --target
    #[arg(long, value_name = "S", value_parser = ["mean", "p10", "p50", "p90", "chance"])]
    statistic: Option<String>,
    /// Pairs of orders in which more than 8 steps are taken [default: 64]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=100_000))]
    orders: Option<u32>,
    #[command(flatten)]
    inquiry: Inquiry,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match &arguments.after {
        Some(after) => arguments.explain([&arguments.before, after]),
        None => arguments.bridge(),
    }
}

impl Arguments {
    fn explain(&self, paths: [&PathBuf; 2]) -> Result<(), Failure> {
        source::refuse_twice(paths.map(PathBuf::as_path))?;
        let [before, after] = [self.overrides.open(paths[0])?, self.overrides.open(paths[1])?];
        let drawing = self.inquiry.drawing(&[&before.programme, &after.programme], TRIALS);
        let wanted = self.inquiry.wanted(true)?;
        let progress = Progress::begin(self.inquiry.quiet)?;
        let question = Question { asked: self.figure.asked(), by: self.by(), orders: self.orders() };
        let folder = self.begin(paths[1], &after.programme, &progress)?;
        let engine = self.inquiry.engine();
        let asking = Asking { engine: &engine, drawing: &drawing, watch: progress.watch() };
        let statistic = |has_target| self.statistic(has_target);
        let answer = answer([(paths[0], &before), (paths[1], &after)], &question, statistic, asking)?;
        progress.finish();
        answer.publish(FolderKind::EXPLAIN, folder, &wanted, &progress)
    }

    /// Which statistic the waterfall is of, and what it is called.
    fn statistic(&self, has_target: bool) -> Result<(usize, &'static str), Failure> {
        match self.statistic.as_deref() {
            Some("p10") => Ok((1, "P10")),
            Some("p50") => Ok((2, "P50")),
            Some("p90") => Ok((3, "P90")),
            Some("chance") if has_target => Ok((4, "chance")),
            Some("chance") => Err(Failure::Usage("a chance is that of a target: name one with --target".into())),
            _ => Ok((0, "mean")),
        }
    }

    fn by(&self) -> By {
        match self.by.as_deref() {
            Some("area") => By::Area,
            Some("change") => By::Change,
            _ => By::Step,
        }
    }

    fn orders(&self) -> usize {
        self.orders.map_or(ORDERS, |orders| orders as usize)
    }

    fn bridge(&self) -> Result<(), Failure> {
        if self.by.is_some() || self.orders.is_some() {
            let option = if self.by.is_some() { "--by" } else { "--orders" };
            return Err(Failure::Usage(format!(
                "{option} is about changes from one scenario to the next: name a second scenario"
            )));
        }
        let reading = self.overrides.open(&self.before)?;
        let programme = &reading.programme;
        let drawing = self.inquiry.drawing(&[programme], TRIALS_OF_ONE);
        let wanted = self.inquiry.wanted(true)?;
        let progress = Progress::begin(self.inquiry.quiet)?;
        let folder = self.begin(&self.before, programme, &progress)?;
        let bridge = bridge(programme, &self.figure.asked(), &self.inquiry.engine(), (&drawing, progress.watch()))
            .map_err(|why| no_bridge(why, &self.before))?;
        progress.finish();
        let answer = Answer {
            results: bridge_results(&bridge),
            document: compose::plan_bridge(&bridge),
            charts: vec![chart::bridge_chart(&bridge, "explain")],
            made_of: MadeOf::programmes(&[programme], (drawing.trials, drawing.seed)),
        };
        answer.publish(FolderKind::EXPLAIN, folder, &wanted, &progress)
    }

    fn begin<'p>(
        &self,
        scenario: &Path,
        programme: &Programme,
        progress: &'p Progress,
    ) -> Result<ResultsFolder<'p>, Failure> {
        let folder = self.inquiry.output.clone();
        let folder = folder.unwrap_or_else(|| super::places::default_folder(scenario, "-explain"));
        let folder = ResultsFolder::begin(&folder, FolderKind::EXPLAIN, &programme.title, &progress.watch().stop)?;
        folder.notice().into_iter().for_each(tell_notice);
        Ok(folder)
    }
}

/// What moved the horizon's net saving from one scenario to the next, as `run` asks it.
pub(super) fn usual(scenarios: [(&Path, &Reading); 2], asking: Asking) -> Result<Answer, Failure> {
    let question = Question { asked: Asked::default(), by: By::Step, orders: ORDERS };
    answer(scenarios, &question, |_| Ok((0, "mean")), asking)
}

/// The answer to a question about two scenarios; `statistic` says which of them the waterfall shows.
fn answer(
    [(before_path, before), (after_path, after)]: [(&Path, &Reading); 2],
    question: &Question,
    statistic: impl FnOnce(bool) -> Result<(usize, &'static str), Failure>,
    asking: Asking,
) -> Result<Answer, Failure> {
    let explanation = explain([before, after], question, asking.engine, (asking.drawing, asking.watch))
        .map_err(|why| unexplained(why, [before_path, after_path]))?;
    let statistic = statistic(explanation.figure.target.is_some())?;
    let programmes = [&before.programme, &after.programme];
    Ok(Answer {
        results: explanation_results(&explanation),
        document: compose::explanation(&explanation),
        charts: vec![chart::explanation_chart(&explanation, statistic)],
        made_of: MadeOf::programmes(&programmes, (asking.drawing.trials, asking.drawing.seed)),
    })
}

fn no_bridge(why: NoBridge, path: &Path) -> Failure {
    match why {
        NoBridge::Figure(none) => Failure::World(format!("{}: {none}", path.display())),
        NoBridge::Trouble(trouble) => trouble.into(),
    }
}

/// What cannot be asked, with the scenario that it cannot be asked of.
fn unexplained(why: Unexplained, paths: [&Path; 2]) -> Failure {
    match why {
        Unexplained::Figure(side, none) => Failure::World(format!("{}: {none}", paths[side].display())),
        Unexplained::OtherTarget(name) => Failure::World(format!(
            "the target `{name}` looks at another figure in each of the scenarios: ask for one of these figures with \
             --measure"
        )),
        Unexplained::Trouble(trouble) => trouble.into(),
    }
}
