//! Why the forecast is not the plan: the bridge between them, by kind of uncertainty.
//!
//! Each kind is as the scenario has it or as the plan line takes it; the part of a kind is its Shapley value (see
//! [`super::shapley`]) over all sets of kinds, on the draws of the forecast. With none of them the figure is the plan's, with
//! all of them the forecast's.

mod mixed;
mod present;
mod rare;

use super::figure::{Asked, Figure, FigureStatistics, NoSuchFigure};
use super::shapley::{Combination, Parts, Scheme, Taken};
use crate::engine::{Drawing, Engine, Sample, Together, Watch};
use crate::forecast::{RunFacts, Trouble};
use crate::plan::{Compare, Kinds, Lines, PlanError, past_with};
use crate::programme::{EntryKind, Measure, Programme, TargetPart, Whole};
use crate::statistics::{Estimate, Statistic, Trials};
use mixed::{Mixture, Values};
use rare::{Alike, Rare};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Instant;

pub use crate::plan::Kind;
pub use present::present;

/// Why a figure of the forecast is not what the plan says.
#[derive(Clone, Debug)]
pub struct PlanBridge {
    /// The programme.
    pub programme: Programme,
    /// The figure.
    pub figure: Figure,
    /// The name of its part, where it is not the whole programme's.
    pub part_name: Option<String>,
    /// The trials of all sets of kinds.
    pub run: RunFacts,
    /// The statistics of the plan, which is one figure, and of the forecast: mean, P10, P50, P90, and the chance where there
    /// is a target.
    pub ends: [Vec<Estimate>; 2],
    /// What they differ by, by statistic.
    pub change: Vec<Estimate>,
    /// The kinds that the scenario has, with their parts by statistic.
    pub steps: Vec<(Kind, Vec<Estimate>)>,
}

/// Why there is no bridge.
#[derive(Debug)]
pub enum NoBridge {
    /// The scenario has no such figure.
    Figure(NoSuchFigure),
    /// There is no forecast.
    Trouble(Trouble),
}

impl<T: Into<Trouble>> From<T> for NoBridge {
    fn from(trouble: T) -> Self {
        NoBridge::Trouble(trouble.into())
    }
}

/// The bridge from the plan to the forecast of a figure.
///
/// # Errors
/// Where the programme has no such figure, a plan is too large to be counted exactly, or the watch says stop.
pub fn bridge(
    programme: &Programme,
    asked: &Asked,
    engine: &Engine,
    (drawing, watch): (&Drawing, &Watch),
) -> Result<PlanBridge, NoBridge> {
    let started = Instant::now();
    let figure = asked.of(programme, Measure::Whole(Whole::HorizonNetSaving)).map_err(NoBridge::Figure)?;
    let all = |trials: &Trials, compare: Option<&Compare>| {
        FigureStatistics::of(trials, compare).iter().map(|(_, statistic)| statistic.clone()).collect()
    };
    let (kinds, parts) = parts((programme, &figure), &all, engine, (drawing, watch))?;
    Ok(PlanBridge {
        programme: programme.clone(),
        part_name: part_name(programme, &figure.part),
        figure,
        run: RunFacts::of_trials((drawing.trials, drawing.seed), started.elapsed()),
        ends: [parts.none.estimates(), parts.all.estimates()],
        change: parts.change().estimates(),
        steps: kinds.into_iter().zip(parts.steps.iter().map(Combination::estimates)).collect(),
    })
}

/// The bridge to the mean of a longer run: what that differs by from the mean of these trials goes to the kinds by how far
/// they move with it, `sum_k c_ik c_k / sum_k c_k^2` of the influence values of a part and of their sum.
///
/// # Errors
/// As [`bridge`].
pub fn bridge_to(
    mean: Estimate,
    programme: &Programme,
    engine: &Engine,
    (drawing, watch): (&Drawing, &Watch),
) -> Result<PlanBridge, Trouble> {
    let started = Instant::now();
    let measure = Measure::Whole(Whole::HorizonNetSaving);
    let figure = Figure { measure, year: None, part: TargetPart::Programme, target: None };
    let its_mean = |trials: &Trials, _: Option<&Compare>| vec![trials.mean()];
    let (kinds, parts) = parts((programme, &figure), &its_mean, engine, (drawing, watch))?;
    let more = mean.value - parts.all.estimates()[0].value;
    let whole = parts.all.influence(0);
    let squares: f64 = whole.iter().map(|c| c * c).sum();
    let weight = |part: &Combination| match squares > 0.0 {
        true => part.influence(0).iter().zip(whole).map(|(own, all)| own * all).sum::<f64>() / squares,
        false => 0.0,
    };
    let step = |part: &Combination| {
        let own = part.estimates()[0];
        vec![Estimate { value: own.value + weight(part) * more, ..own }]
    };
    Ok(PlanBridge {
        programme: programme.clone(),
        part_name: None,
        figure,
        run: RunFacts::of_trials((drawing.trials, drawing.seed), started.elapsed()),
        ends: [vec![parts.none.estimates()[0]], vec![mean]],
        change: vec![Estimate { value: mean.value - parts.none.estimates()[0].value, ..mean }],
        steps: kinds.into_iter().zip(parts.steps.iter().map(step)).collect(),
    })
}

/// The figure's trials in a programme with some kinds of uncertainty as the scenario has them, and the others as the plan
/// takes them.
///
/// # Errors
/// Where a plan is too large to be counted exactly, or the watch says stop.
pub fn mixture(
    programme: &Programme,
    figure: &Figure,
    kinds: Kinds,
    engine: &Engine,
    run: (&Drawing, &Watch),
) -> Result<Vec<f64>, Trouble> {
    let mixture = Mixture::new((programme, figure), kinds, &past_with(programme, kinds)?)?;
    let (drawing, watch) = run;
    let sample = engine.sample_together(&[mixture.together()], drawing, watch)?.pop();
    Ok(mixture.values(sample.expect("a sample for each plan"))?.0)
}

/// The statistics of a figure that are wanted of its trials.
type Statistics = dyn Fn(&Trials, Option<&Compare>) -> Vec<Statistic> + Sync;

/// The kinds that a programme has, with what each contributes to the statistics of a figure.
fn parts(
    (programme, figure): (&Programme, &Figure),
    statistics: &Statistics,
    engine: &Engine,
    (drawing, watch): (&Drawing, &Watch),
) -> Result<(Vec<Kind>, Parts), Trouble> {
    let kinds = present(programme);
    let scheme = Scheme::new(kinds.len(), 1, drawing.seed);
    let pasts = pasts(programme, scheme.sets().filter_map(|taken| those(&kinds, taken)))?;
    let mut at_a_time = engine.fits_together(programme.areas.len(), drawing.trials);
    let mut rare = Rare::NONE;
    if at_a_time >= rare::NEIGHBOURS {
        let all = Mixture::new((programme, figure), Kinds::ALL, &pasts[&Kinds::ALL.of_the_past()])?;
        rare = Rare::new(all.plan(), &kinds, engine, (drawing, watch))?;
        at_a_time -= at_a_time % rare::NEIGHBOURS;
    }
    let sets = Sets { programme, figure, kinds: &kinds, pasts, planned: figure.planned(programme)?, rare };
    let look = |wave: &[&Taken]| {
        let seen = sets.values(wave, engine, (drawing, watch))?;
        let statistics = |(values, compare): Values| statistics(&Trials::new(values), compare.as_ref());
        Ok::<_, Trouble>(engine.install(|| seen.into_par_iter().map(statistics).collect()))
    };
    let parts = Parts::of(&scheme, at_a_time, look, |_, statistics| statistics)?;
    Ok((kinds, parts))
}

/// The kinds of a set; `None` of the plan as every forecast says it.
fn those(kinds: &[Kind], taken: &Taken) -> Option<Kinds> {
    let those = kinds.iter().zip(taken).filter(|(_, taken)| **taken);
    match (taken.contains(&true), taken.contains(&false)) {
        (false, _) if !kinds.is_empty() => None,
        (true, true) => Some(those.fold(Kinds::NONE, |kinds, (kind, _)| kinds.with(*kind))),
        _ => Some(Kinds::ALL),
    }
}

/// A figure of a programme with any set of kinds.
struct Sets<'a> {
    programme: &'a Programme,
    figure: &'a Figure,
    kinds: &'a [Kind],
    pasts: BTreeMap<Kinds, Lines>,
    /// What the plan says.
    planned: f64,
    rare: Rare,
}

impl Sets<'_> {
    /// The figure's values in all trials, by set.
    fn values(
        &self,
        sets: &[&Taken],
        engine: &Engine,
        (drawing, watch): (&Drawing, &Watch),
    ) -> Result<Vec<Values>, Trouble> {
        let mut seen: BTreeMap<&Taken, Values> = BTreeMap::new();
        for alike in self.rare.gather(sets) {
            let drawing = self.rare.trials(&alike, drawing);
            let own = self.sampled(&alike, engine, (&drawing, watch))?;
            for (taken, (values, compare)) in alike.sets.into_iter().zip(own) {
                let values = self.rare.in_all((taken, alike.rare), values, |set| &seen[set].0);
                seen.insert(taken, (values, compare));
            }
        }
        Ok(sets.iter().filter_map(|taken| seen.remove(taken)).collect())
    }

    /// In the trials of a drawing.
    fn sampled(
        &self,
        alike: &Alike,
        engine: &Engine,
        (drawing, watch): (&Drawing, &Watch),
    ) -> Result<Vec<Values>, Trouble> {
        let mixture = |taken: &&Taken| {
            let of =
                |kinds: Kinds| Mixture::new((self.programme, self.figure), kinds, &self.pasts[&kinds.of_the_past()]);
            those(self.kinds, taken).map(of).transpose()
        };
        let mixtures: Result<Vec<Option<Mixture>>, PlanError> =
            engine.install(|| alike.sets.par_iter().map(mixture).collect());
        let mixtures = mixtures?;
        let runs: Vec<Together> = mixtures.iter().flatten().map(Mixture::together).collect();
        let mut samples = engine.sample_together(&runs, drawing, watch)?.into_iter();
        let with_sample = mixtures.iter().map(|of| of.as_ref().zip(of.as_ref().and_then(|_| samples.next())));
        let with_sample: Vec<Option<(&Mixture, Sample)>> = with_sample.collect();
        let values = |of: Option<(&Mixture, Sample)>| match of {
            Some((mixture, sample)) => Ok(mixture.values(sample)?),
            None => Ok(mixed::known(self.programme, self.figure, self.planned, drawing.trials)?),
        };
        engine.install(|| with_sample.into_par_iter().map(values).collect())
    }
}

/// The past with each of some sets of kinds, by the kinds that it depends on.
fn pasts(programme: &Programme, sets: impl Iterator<Item = Kinds>) -> Result<BTreeMap<Kinds, Lines>, PlanError> {
    let different: BTreeSet<Kinds> = sets.map(Kinds::of_the_past).collect();
    different.into_iter().map(|kinds| Ok((kinds, past_with(programme, kinds)?))).collect()
}

fn part_name(programme: &Programme, part: &TargetPart) -> Option<String> {
    let name = |kind: EntryKind, at: usize| Some(programme.names(kind).get(at)?.to_string());
    match part {
        TargetPart::Programme => None,
        TargetPart::Partner(at) => name(EntryKind::Partner, *at),
        TargetPart::Portfolio(name) => Some(name.clone()),
        TargetPart::Area(at) => name(EntryKind::Area, *at),
        TargetPart::Workforce(at) => name(EntryKind::Workforce, *at),
    }
}
