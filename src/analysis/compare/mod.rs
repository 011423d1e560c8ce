//! Scenarios side by side on common random numbers: what each differs by from the base, trial by trial.
//!
//! Trial k of one scenario is trial k of the other wherever both have an input of that name, so that a difference is
//! known far better than either figure. Errors are those of influence values (see [`crate::statistics`]): no
//! independence is assumed.

mod comparable;
mod difference;
mod sample;
mod targets;

pub use difference::{Difference, Paybacks};
pub use targets::TargetChange;

use crate::engine::{Column, Drawing, Engine, Interrupted, Together, Wanted, Watch};
use crate::fiscal::FinancialYear;
use crate::forecast::{Payback, PlannedPart, RunFacts, Trouble};
use crate::plan::{Plan, compile};
use crate::programme::{Measure, Programme, TargetPart};
use comparable::Pair;
use sample::{Batch, Side, batches};
use std::collections::BTreeSet;
use std::time::Instant;

/// A scenario that is compared, and what it is called: its title, or its path where titles are alike.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What it is called.
    pub name: String,
    /// The programme.
    pub programme: Programme,
}

/// Scenarios beside a base.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// What the others are compared with.
    pub base: Candidate,
    /// The others, in their order.
    pub others: Vec<Compared>,
    /// The trials of all of them.
    pub run: RunFacts,
}

/// A scenario beside the base.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The scenario.
    pub candidate: Candidate,
    /// What both have, in the order of results: of the programme, then of partners named alike.
    pub rows: Vec<ComparedRow>,
    /// Targets of one name in both.
    pub targets: Vec<TargetChange>,
    /// What a reader should know: what is left out and why, and what makes pounds of two kinds.
    pub notes: Vec<String>,
}

/// A figure of both.
#[derive(Clone, Debug)]
pub struct ComparedRow {
    /// The partner; `None` for the programme.
    pub part: Option<String>,
    /// What is measured.
    pub measure: Measure,
    /// The year of a yearly measure.
    pub year: Option<FinancialYear>,
    /// The figures.
    pub value: ComparedValue,
}

/// The figures of the base and of the other.
#[derive(Clone, Debug)]
pub enum ComparedValue {
    /// Amounts, in the measure's unit.
    Amounts {
        /// The plans, where they have the figure.
        plans: [Option<f64>; 2],
        /// Over the trials; `None` where either is blank in any.
        difference: Option<Box<Difference>>,
    },
    /// Payback years.
    Paybacks {
        /// The plans, where anything is spent.
        plans: [Option<Payback>; 2],
        /// Over the trials; `None` where either is blank in any.
        paybacks: Option<Paybacks>,
    },
}

impl ComparedRow {
    /// The difference over the trials, of amounts.
    pub fn difference(&self) -> Option<&Difference> {
        match &self.value {
            ComparedValue::Amounts { difference, .. } => difference.as_deref(),
            ComparedValue::Paybacks { .. } => None,
        }
    }

    /// The plans' amounts.
    pub fn plans(&self) -> [Option<f64>; 2] {
        match &self.value {
            ComparedValue::Amounts { plans, .. } => *plans,
            ComparedValue::Paybacks { .. } => [None; 2],
        }
    }
}

impl Compared {
    /// The row of a measure of the programme.
    pub fn row(&self, measure: Measure, year: Option<FinancialYear>) -> Option<&ComparedRow> {
        self.rows.iter().find(|row| row.part.is_none() && row.measure == measure && row.year == year)
    }
}

/// Compares scenarios with a base.
///
/// # Errors
/// Where a plan is too large to be counted exactly, or the watch says stop.
pub fn compare(
    base: Candidate,
    others: Vec<Candidate>,
    engine: &Engine,
    (drawing, watch): (&Drawing, &Watch),
) -> Result<Comparison, Trouble> {
    let started = Instant::now();
    let plan = compile(&base.programme)?;
    let side = Beside { base: &base.programme, plan, engine, drawing, watch };
    let others = others.into_iter().map(|other| side.compared(other)).collect::<Result<_, Trouble>>()?;
    let run = RunFacts::of_trials((drawing.trials, drawing.seed), started.elapsed());
    Ok(Comparison { base, others, run })
}

/// The base, and with what all are simulated.
struct Beside<'a> {
    base: &'a Programme,
    plan: Plan,
    engine: &'a Engine,
    drawing: &'a Drawing,
    watch: &'a Watch,
}

impl Beside<'_> {
    fn compared(&self, other: Candidate) -> Result<Compared, Trouble> {
        let plan = compile(&other.programme)?;
        let programmes = [self.base, &other.programme];
        let pairs = comparable::pairs(programmes);
        let plans = [&self.plan, &plan];
        let both = targets::of_both(programmes);
        let targets = [0, 1]
            .map(|side| targets::wanted((programmes[side], plans[side]), both.iter().map(|positions| positions[side])));
        let (values, of_targets) = self.values(plans, &pairs, targets)?;
        let planned = [planned_parts(self.base)?, planned_parts(&other.programme)?];
        let row = |(pair, value): (Pair, Values)| pair.row(programmes, &planned, value);
        let rows = pairs.into_iter().zip(values).map(row).collect();
        let targets = targets::compare([(self.base, &self.plan), (&other.programme, &plan)], &both, &of_targets);
        Ok(Compared { notes: comparable::notes(programmes), rows, targets, candidate: other })
    }

    /// The figures of each pair, so many at a time as memory has room for, and with the first of them the values that are
    /// wanted besides of each side.
    fn values(
        &self,
        plans: [&Plan; 2],
        pairs: &[Pair],
        besides: [Vec<Wanted>; 2],
    ) -> Result<(Vec<Values>, [Vec<Column>; 2]), Interrupted> {
        let sides = [0, 1].map(|side| Side::of(plans[side], pairs.iter().map(|pair| pair.ids[side])));
        let (mut values, mut besides, mut of_besides) =
            (Vec::with_capacity(pairs.len()), besides, [const { Vec::new() }; 2]);
        for range in batches(&sides, pairs.len(), self.drawing.trials) {
            let batch = Batch::sampled(&sides, range.clone(), |wanted| {
                let of_side = |side: usize| {
                    let wanted = [&wanted[side], &besides[side]].map(Vec::as_slice).concat();
                    Together { plan: plans[side], wanted, redrawn: BTreeSet::new() }
                };
                let samples = self.engine.sample_together(&[0, 1].map(of_side), self.drawing, self.watch)?;
                let mut columns = samples.into_iter().map(|sample| sample.columns);
                let columns = [0, 1].map(|_| columns.next().expect("there is a sample of each"));
                Ok([0, 1].map(|side| {
                    let (own, of_targets) = columns[side].split_at(wanted[side].len());
                    // Copies, which do not keep the whole sample in memory while the next are made.
                    of_besides[side].extend(of_targets.iter().map(|column| Column::from(column.to_vec())));
                    besides[side].clear();
                    own.to_vec()
                }))
            })?;
            values.extend(batch.values(&sides, &pairs[range]));
        }
        Ok((values, of_besides))
    }
}

/// What the trials say of a pair.
enum Values {
    Amounts(Option<Box<Difference>>),
    /// P10, P50 and P90 of both as positions in the horizon, and the two chances.
    Positions(Option<difference::Positions>),
}

/// The plan's figures of the programme and of each partner.
fn planned_parts(programme: &Programme) -> Result<Vec<PlannedPart>, Trouble> {
    let partners = (0..programme.partners.len()).map(TargetPart::Partner);
    let parts: Vec<TargetPart> = [TargetPart::Programme].into_iter().chain(partners).collect();
    Ok(PlannedPart::of_all(programme, &parts)?)
}
