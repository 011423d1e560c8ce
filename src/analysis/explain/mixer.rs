//! Mixtures of two programmes, simulated.

use super::looked_at::LookedAt;
use super::steps::{Gathered, mixture};
use crate::analysis::figure::{FigurePlan, FigureStatistics};
use crate::analysis::shapley::{Combination, Parts, Scheme, Taken};
use crate::engine::{Drawing, Engine, Sample, Together, Watch};
use crate::forecast::Trouble;
use crate::plan::Plan;
use crate::programme::Programme;
use crate::statistics::{Estimate, Statistic, Trials};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// Both programmes, the steps between them, and with what mixtures are simulated.
pub(super) struct Mixer<'a> {
    pub(super) ends: [&'a Programme; 2],
    pub(super) steps: &'a [Gathered],
    pub(super) looked_at: &'a LookedAt,
    pub(super) engine: &'a Engine,
    pub(super) drawing: &'a Drawing,
    pub(super) watch: &'a Watch,
}

/// What happened and what was learnt, by statistic.
type Delivery = [Vec<Estimate>; 2];

impl Mixer<'_> {
    /// The part of each step, and what of delivery so far happened and what was learnt, where there is such a step.
    ///
    /// What was learnt is what the later evidence changes of the common causes' densities: the same sum over `v(S + i) -
    /// v'(S + i)`, where `v'` keeps the densities of the mixture S.
    pub(super) fn parts(&self, scheme: &Scheme) -> Result<(Parts, Option<Delivery>), Trouble> {
        let delivers = self.steps.iter().position(|step| step.delivers);
        let weights: BTreeMap<&Taken, f64> = delivers.map(|step| scheme.sets_with(step).collect()).unwrap_or_default();
        let (mut learnt, mut unlearnt) = (Combination::default(), BTreeMap::new());
        let look = |sets: &[&Taken]| {
            let plans = |taken: &&Taken| {
                let kept = delivers.filter(|_| weights.contains_key(*taken));
                let kept = kept.map(|step| self.with_densities_before(taken, step)).transpose()?;
                Ok::<_, Trouble>([Some(self.plan(taken)?), kept])
            };
            let plans: Result<Vec<[Option<FigurePlan>; 2]>, Trouble> =
                self.engine.install(|| sets.par_iter().map(plans).collect());
            let plans: Vec<FigurePlan> = plans?.into_iter().flatten().flatten().collect();
            let mut statistics = self.statistics(&plans)?.into_iter();
            let of_set = |taken: &&Taken| {
                let own = statistics.next().expect("of each plan");
                (own, weights.get(*taken).map(|_| statistics.next().expect("of each plan")))
            };
            Ok::<_, Trouble>(sets.iter().map(of_set).collect())
        };
        // Of a set two plans at most are looked at.
        let at_a_time = self.engine.fits_together(self.ends[1].areas.len(), self.drawing.trials) / 2;
        let parts = Parts::of(scheme, at_a_time, look, |taken, (statistics, kept)| {
            if let (Some(kept), Some(&weight)) = (kept, weights.get(taken)) {
                learnt.add(weight, &statistics);
                learnt.add(-weight, &kept);
                unlearnt.insert(taken.clone(), kept.iter().map(|kept| kept.value).collect::<Vec<f64>>());
            }
            statistics
        })?;
        let Some(step) = delivers else { return Ok((parts, None)) };
        let mut happened = Combination::default();
        happened.add_all(1.0, &parts.steps[step]);
        happened.add_all(-1.0, &learnt);
        let apart = |one: &[f64], other: &[f64]| one.iter().zip(other).map(|(one, other)| one - other).collect();
        learnt.add_spread(scheme.spread(step, &|_, with| apart(&parts.values[with], &unlearnt[with])));
        happened.add_spread(scheme.spread(step, &|without, with| apart(&unlearnt[with], &parts.values[without])));
        let delivery = [happened.estimates(), learnt.estimates()];
        Ok((parts, Some(delivery)))
    }

    /// The plan of a mixture, and where the figure stands in it.
    fn plan(&self, taken: &Taken) -> Result<FigurePlan, Trouble> {
        let moved = self.steps.iter().zip(taken).any(|(step, taken)| step.moves_target && *taken);
        let side = usize::from(moved);
        let mixed;
        let programme = match (taken.contains(&true), taken.contains(&false)) {
            (false, _) => self.ends[0],
            (true, false) => self.ends[1],
            (true, true) => {
                mixed = mixture(self.ends[0], self.steps, taken);
                mixed.as_ref().expect("steps are joined until no mixture breaks a rule")
            }
        };
        Ok(self.looked_at.figure(programme, side).plan(programme)?)
    }

    /// The plan of a mixture with the common causes' densities of the one without a step.
    fn with_densities_before(&self, taken: &Taken, step: usize) -> Result<FigurePlan, Trouble> {
        let mut without = taken.clone();
        without[step] = false;
        let (mut plan, before) = (self.plan(taken)?, self.plan(&without)?);
        keep_densities(&mut plan.plan, &before.plan);
        Ok(plan)
    }

    /// The statistics of the figure in some plans.
    fn statistics(&self, plans: &[FigurePlan]) -> Result<Vec<Vec<Statistic>>, Trouble> {
        let runs: Vec<Together> = plans.iter().map(FigurePlan::together).collect();
        let samples = self.engine.sample_together(&runs, self.drawing, self.watch)?;
        let statistics = |(plan, sample): (&FigurePlan, Sample)| {
            let statistics = FigureStatistics::of(&Trials::new(sample.only()), plan.compare.as_ref());
            statistics.iter().map(|(_, statistic)| statistic.clone()).collect()
        };
        Ok(self.engine.install(|| plans.par_iter().zip(samples).map(statistics).collect()))
    }
}

/// Gives common causes the densities that those of the same name have in another plan.
fn keep_densities(plan: &mut Plan, of: &Plan) {
    for cause in &mut plan.causes {
        if let Some(other) = of.causes.iter().find(|other| other.draw.name == cause.draw.name) {
            cause.learning.clone_from(&other.learning);
        }
    }
}
