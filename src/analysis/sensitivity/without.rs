//! What the statistics of a figure would change by if a thing were taken out.

use super::Subject;
use crate::analysis::figure::{FigureStatistics, StatisticKind};
use crate::engine::{Interrupted, Sample, Together};
use crate::plan::{Plan, Taken};
use crate::statistics::{Estimate, Trials, combined};
use rayon::prelude::*;

/// What taking a thing out would change.
#[derive(Clone, Debug, PartialEq)]
pub struct Without {
    /// What kind of thing.
    pub kind: WithoutKind,
    /// Which: the name of a risk or an area, `*` for all of the kind together, nothing where there is one only.
    pub entry: String,
    /// By statistic: without minus with.
    pub changes: Vec<(StatisticKind, Estimate)>,
}

/// A kind of thing that can be taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WithoutKind {
    /// A risk never strikes.
    Risk,
    /// An area goes live when predecessors, risks and data date let it.
    Lateness,
    /// An area's realisation is 1.
    Shortfall,
    /// An area's implementation costs what was planned.
    Overrun,
    /// An area goes ahead for certain.
    GoingAhead,
    /// There is no exit.
    Exit,
    /// Growth is at its most likely.
    Prices,
}

impl WithoutKind {
    /// All, in the order of results.
    pub const ALL: [WithoutKind; 7] = [
        WithoutKind::Risk,
        WithoutKind::Lateness,
        WithoutKind::Shortfall,
        WithoutKind::Overrun,
        WithoutKind::GoingAhead,
        WithoutKind::Exit,
        WithoutKind::Prices,
    ];

    /// Its name in results.
    pub const fn name(self) -> &'static str {
        match self {
            WithoutKind::Risk => "risk",
            WithoutKind::Lateness => "lateness",
            WithoutKind::Shortfall => "shortfall",
            WithoutKind::Overrun => "overrun",
            WithoutKind::GoingAhead => "going ahead",
            WithoutKind::Exit => "exit",
            WithoutKind::Prices => "prices",
        }
    }

    fn of(taken: Taken) -> Self {
        match taken {
            Taken::Risk(_) => WithoutKind::Risk,
            Taken::Lateness(_) => WithoutKind::Lateness,
            Taken::Shortfall(_) => WithoutKind::Shortfall,
            Taken::Overrun(_) => WithoutKind::Overrun,
            Taken::Doubt(_) => WithoutKind::GoingAhead,
            Taken::Exit => WithoutKind::Exit,
            Taken::Growth => WithoutKind::Prices,
        }
    }
}

impl Without {
    /// A statistic's change; of the chance where the figure has a target.
    pub fn change(&self, kind: StatisticKind) -> Option<Estimate> {
        self.changes.iter().find(|(of, _)| *of == kind).map(|(_, change)| *change)
    }
}

/// What taking out each thing, and all of each kind together, would change; `base` are the trials with everything.
pub fn without(subject: &Subject, base: Trials) -> Result<Vec<Without>, Interrupted> {
    let with = FigureStatistics::of(&base, subject.plan.compare.as_ref());
    let takeable = subject.plan.plan.takeable(subject.programme);
    let mut rows = Vec::new();
    for kind in WithoutKind::ALL {
        let of_kind: Vec<Taken> = takeable.iter().copied().filter(|taken| WithoutKind::of(*taken) == kind).collect();
        rows.extend(of_kind.iter().map(|taken| (kind, entry(subject, *taken), vec![*taken])));
        if of_kind.len() > 1 {
            rows.push((kind, "*".into(), of_kind));
        }
    }
    let engine = subject.asking.engine;
    let mut found = Vec::with_capacity(rows.len());
    for some in rows.chunks(subject.fits_together()) {
        let trials = trials(subject, some.iter().map(|(_, _, taken)| taken.as_slice()))?;
        let row = |((kind, entry, _), values): (&(WithoutKind, String, Vec<Taken>), Vec<f64>)| {
            let without = FigureStatistics::of(&Trials::new(values), subject.plan.compare.as_ref());
            let change = |((kind, without), (_, with))| (kind, combined([(1.0, without), (-1.0, with)]));
            let changes = without.iter().zip(with.iter()).map(change).collect();
            Without { kind: *kind, entry: entry.clone(), changes }
        };
        found.extend(engine.install(|| some.par_iter().zip(trials).map(row).collect::<Vec<_>>()));
    }
    Ok(found)
}

/// The figure's trials without each of some things.
fn trials<'a>(subject: &Subject, taken: impl Iterator<Item = &'a [Taken]>) -> Result<Vec<Vec<f64>>, Interrupted> {
    let Subject { programme, plan, asking } = subject;
    let plans: Vec<Plan> = taken.map(|taken| plan.plan.without(programme, taken)).collect();
    let runs: Vec<Together> = plans.iter().map(|of| Together::new(of, plan.id)).collect();
    let samples = asking.engine.sample_together(&runs, asking.drawing, asking.watch)?;
    Ok(samples.into_iter().map(Sample::only).collect())
}

fn entry(subject: &Subject, taken: Taken) -> String {
    let (programme, plan) = (subject.programme, &subject.plan.plan);
    match taken {
        Taken::Risk(risk) => programme.risks[risk].name.clone(),
        Taken::Lateness(place) | Taken::Shortfall(place) | Taken::Overrun(place) | Taken::Doubt(place) => {
            programme.areas[plan.areas[place].index].name.clone()
        }
        Taken::Exit | Taken::Growth => String::new(),
    }
}
