//! A figure in the trials of a programme with some kinds of uncertainty.

use crate::analysis::figure::Figure;
use crate::engine::{Column, Sample, Together, Wanted};
use crate::forecast::exact_figure;
use crate::plan::{AreaSlot, Compare, Kinds, Lines, Mixed, Plan, PlanError, RowId, Timing, compile, compile_kinds};
use crate::programme::Programme;
use std::collections::{BTreeMap, BTreeSet};

/// The figure's values in the trials, and how they are compared with its target.
pub(super) type Values = (Vec<f64>, Option<Compare>);

/// Of a figure that is known.
pub(super) fn known(programme: &Programme, figure: &Figure, value: f64, trials: u64) -> Result<Values, PlanError> {
    let compare = match &figure.target {
        Some(target) => Some(compile(programme)?.compare(programme, target)),
        None => None,
    };
    Ok((vec![value; usize::try_from(trials).unwrap_or(usize::MAX)], compare))
}

/// A programme with some kinds, to be simulated, alone or together with others.
pub(super) struct Mixture<'a> {
    plan: Plan,
    /// The figure, and the go-lives that its past depends on.
    id: RowId,
    go_lives: Vec<usize>,
    past: Past<'a>,
}

impl<'a> Mixture<'a> {
    /// With the past of these kinds.
    pub(super) fn new(
        (programme, figure): (&'a Programme, &'a Figure),
        kinds: Kinds,
        past: &Lines,
    ) -> Result<Self, PlanError> {
        let plan = compile_kinds(programme, std::slice::from_ref(&figure.part), (kinds, past))?;
        let part = plan.place_of(&figure.part).expect("a part that is asked for is among the parts");
        let year = figure.year.and_then(|year| programme.horizon.index_of(year)).unwrap_or(0);
        let id = RowId { part, measure: figure.measure, year };
        let mixed = Mixed::new(programme, kinds)?;
        let past = Past { programme, figure, year, ahead: mixed.doubtful().collect(), mixed };
        Ok(Mixture { go_lives: past.asked(&plan), plan, id, past })
    }

    /// The plan that is simulated.
    pub(super) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// What is wanted of its trials.
    pub(super) fn together(&self) -> Together<'_> {
        let mut wanted = Together::new(&self.plan, self.id);
        wanted.wanted.extend(self.go_lives.iter().map(|&area| Wanted::Area(area, AreaSlot::GoLive)));
        wanted
    }

    /// The figure's values, from what was wanted.
    pub(super) fn values(&self, sample: Sample) -> Result<Values, PlanError> {
        let mut columns = sample.columns.into_iter();
        let mut values = columns.next().map(Vec::from).unwrap_or_default();
        let go_lives: BTreeMap<usize, Column> = self.go_lives.iter().copied().zip(columns).collect();
        self.past.add(&mut values, &self.plan, &go_lives)?;
        let Past { programme, figure, .. } = self.past;
        let compare = figure.target.as_ref().map(|target| self.plan.compare(programme, target));
        Ok((values, compare))
    }
}

/// What of the past depends on the trial.
struct Past<'a> {
    programme: &'a Programme,
    figure: &'a Figure,
    year: usize,
    /// The overdue areas that may not go ahead.
    ahead: BTreeSet<usize>,
    mixed: Mixed<'a>,
}

impl Past<'_> {
    /// The areas whose go-lives must be known.
    fn asked(&self, plan: &Plan) -> Vec<usize> {
        let may_have_ended = self.may_have_ended(plan);
        let is_asked = |index: &usize| may_have_ended || self.ahead.contains(index);
        let ahead = plan.areas.iter().filter(|area| matches!(area.timing, Timing::Ahead { .. }));
        ahead.map(|area| area.index).filter(is_asked).collect()
    }

    /// Whether the last go-live may lie before the data date: no area that certainly goes ahead goes live later.
    fn may_have_ended(&self, plan: &Plan) -> bool {
        let start = plan.clock.start;
        let is_later = |timing: &Timing, planned: f64| match timing {
            Timing::Live { at } => *at >= start,
            Timing::Ahead { not_before, chance, requires, .. } => {
                chance.is_none() && requires.is_empty() && not_before.max(planned) >= start
            }
        };
        self.mixed.may_have_ended() && !plan.areas.iter().any(|area| is_later(&area.timing, area.planned))
    }

    fn add(&self, values: &mut [f64], plan: &Plan, go_lives: &BTreeMap<usize, Column>) -> Result<(), PlanError> {
        for area in &self.ahead {
            let amount = self.figure_of(&self.mixed.where_ahead(*area)?)?;
            let ahead = go_lives[area].iter().map(|live| !live.is_nan());
            values.iter_mut().zip(ahead).filter(|(_, ahead)| *ahead).for_each(|(value, _)| *value += amount);
        }
        if !self.may_have_ended(plan) {
            return Ok(());
        }
        let known = plan.areas.iter().filter_map(|area| match area.timing {
            Timing::Live { at } => Some(at),
            Timing::Ahead { .. } => None,
        });
        let known = known.fold(f64::NEG_INFINITY, f64::max);
        let mut ended: BTreeMap<i32, f64> = BTreeMap::new();
        for (trial, value) in values.iter_mut().enumerate() {
            let lives = go_lives.values().map(|column| column[trial]).filter(|live| !live.is_nan());
            let last = lives.fold(known, f64::max);
            // Where none goes ahead it is the data date.
            if last == f64::NEG_INFINITY || last >= plan.clock.start {
                continue;
            }
            // What lies before the data date is a planned date.
            let month = last as i32;
            let more = match ended.get(&month) {
                Some(more) => *more,
                None => {
                    let more = self.figure_of(&self.mixed.ended_at(month)?)?;
                    ended.insert(month, more);
                    more
                }
            };
            *value += more;
        }
        Ok(())
    }

    fn figure_of(&self, lines: &Lines) -> Result<f64, PlanError> {
        exact_figure(self.programme, lines, &self.figure.part, (self.figure.measure, self.year))
    }
}
