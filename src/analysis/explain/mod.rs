//! Why a forecast has moved: from one scenario to the next, step by step.
//!
//! Every mixture of both is a programme of its own, simulated on common random numbers; the part of a step is its Shapley
//! value (see [`super::shapley`]), so that the parts add up to the whole change and no order is preferred.

mod listing;
mod looked_at;
mod mixer;
mod steps;

pub use listing::ListedChange;

use super::figure::{Asked, Figure, NoSuchFigure};
use super::shapley::{Combination, Scheme};
use crate::engine::{Drawing, Engine, Watch};
use crate::forecast::{RunFacts, Trouble};
use crate::programme::{Change, Edit, Programme, Target, changes};
use crate::scenario::Reading;
use crate::statistics::Estimate;
use looked_at::LookedAt;
use mixer::Mixer;
use std::time::Instant;
use steps::{Gathered, gather, join};

/// How changes are gathered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum By {
    /// Into the steps of the table.
    #[default]
    Step,
    /// Decisions and columns by area.
    Area,
    /// Not at all.
    Change,
}

/// What is asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The figure.
    pub asked: Asked,
    /// How changes are gathered.
    pub by: By,
    /// How many pairs of orders are drawn where there are too many steps for all.
    pub orders: usize,
}

/// Why a figure has moved.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// The earlier programme.
    pub before: Programme,
    /// The later one.
    pub after: Programme,
    /// The figure, in the later programme.
    pub figure: Figure,
    /// The name of the figure's part, where it is not the whole programme's.
    pub part_name: Option<String>,
    /// The trials of all mixtures.
    pub run: RunFacts,
    /// How many pairs of orders were drawn; `None` where all mixtures were looked at.
    pub pairs: Option<usize>,
    /// The statistics before and after: mean, P10, P50, P90, and the chance where there is a target.
    pub ends: [Vec<Estimate>; 2],
    /// What they differ by, by statistic, with the errors of paired differences.
    pub change: Vec<Estimate>,
    /// The steps, in the order of the table.
    pub steps: Vec<ExplainedStep>,
    /// What happened and what was learnt of it, where delivery so far is a step or part of one.
    pub delivery: Option<[Vec<Estimate>; 2]>,
    /// The position of that step.
    pub delivery_step: Option<usize>,
}

/// A step and its part of the change.
#[derive(Clone, Debug)]
pub struct ExplainedStep {
    /// Its name.
    pub name: String,
    /// The changes.
    pub changes: Vec<ListedChange>,
    /// Its part, by statistic.
    pub parts: Vec<Estimate>,
}

/// Why there is no explanation.
#[derive(Debug)]
pub enum Unexplained {
    /// A scenario has no such figure: which of the two (0 or 1), and why.
    Figure(usize, NoSuchFigure),
    /// The target looks at another figure in each.
    OtherTarget(String),
    /// There is no forecast.
    Trouble(Trouble),
}

impl<T: Into<Trouble>> From<T> for Unexplained {
    fn from(trouble: T) -> Self {
        Unexplained::Trouble(trouble.into())
    }
}

/// Explains why a figure is otherwise in `after` than in `before`.
///
/// # Errors
/// Where one of them has no such figure, a plan is too large to be counted exactly, or the watch says stop.
pub fn explain(
    [before, after]: [&Reading; 2],
    question: &Question,
    engine: &Engine,
    (drawing, watch): (&Drawing, &Watch),
) -> Result<Explanation, Unexplained> {
    let started = Instant::now();
    let programmes = [&before.programme, &after.programme];
    let looked_at = LookedAt::of(programmes, &question.asked)?;
    // Targets are no steps, and must not keep a mixture from being one.
    let [bare_before, bare_after] = programmes.map(without_targets);
    let all = changes(&bare_before, &bare_after);
    let units = listing::units([&bare_before, &bare_after], [before, after], all);
    let scheme = |steps: usize| Scheme::new(steps, question.orders, drawing.seed);
    let mut steps = gather(units, question.by);
    steps.extend(looked_at.step([before, after]));
    let steps = join(&bare_before, steps, scheme);
    let scheme = scheme(steps.len());
    let mixer =
        Mixer { ends: [&bare_before, &bare_after], steps: &steps, looked_at: &looked_at, engine, drawing, watch };
    let (parts, delivery) = mixer.parts(&scheme)?;
    let figure = looked_at.figure(programmes[1], 1);
    let delivery_step = steps.iter().position(|step| step.delivers);
    let explained = |(step, part): (Gathered, &Combination)| ExplainedStep {
        name: step.name,
        changes: step.rows,
        parts: part.estimates(),
    };
    Ok(Explanation {
        before: before.programme.clone(),
        after: after.programme.clone(),
        part_name: looked_at.part_name(),
        figure,
        run: RunFacts::of_trials((drawing.trials, drawing.seed), started.elapsed()),
        pairs: scheme.pairs(),
        ends: [parts.none.estimates(), parts.all.estimates()],
        change: parts.change().estimates(),
        steps: steps.into_iter().zip(&parts.steps).map(explained).collect(),
        delivery,
        delivery_step,
    })
}

fn without_targets(programme: &Programme) -> Programme {
    let went = |target: &Target| Change::Target(target.name.clone(), Edit::Went);
    let changes: Vec<Change> = programme.targets.iter().map(went).collect();
    programme.with(&changes).expect("nothing refers to a target")
}
