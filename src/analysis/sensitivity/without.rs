//! What the statistics of a figure would change by if a thing were taken out.

use super::Subject;
use crate::analysis::figure::{FigureStatistics, StatisticKind};
use crate::engine::{Interrupted, Wanted};
use crate::plan::Taken;
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
    let row = |(kind, entry, taken): (WithoutKind, String, Vec<Taken>)| {
        Ok(Without { kind, entry, changes: changes(subject, &with, &taken)? })
    };
    subject.asking.engine.install(|| rows.into_par_iter().map(row).collect())
}

fn changes(
    subject: &Subject,
    with: &FigureStatistics,
    taken: &[Taken],
) -> Result<Vec<(StatisticKind, Estimate)>, Interrupted> {
    let asking = subject.asking;
    let plan = subject.plan.plan.without(subject.programme, taken);
    let wanted = [Wanted::Figure(subject.plan.id)];
    let mut sample = asking.engine.sample(&plan, &wanted, asking.drawing, asking.watch)?;
    let trials = Trials::new(sample.columns.pop().unwrap_or_default());
    let without = FigureStatistics::of(&trials, subject.plan.compare.as_ref());
    let change = |((kind, without), (_, with))| (kind, combined([(1.0, without), (-1.0, with)]));
    Ok(without.iter().zip(with.iter()).map(change).collect())
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
