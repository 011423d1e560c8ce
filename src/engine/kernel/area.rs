//! One area for 32 trials: its go-live, its savings, its costs.

use super::super::abreast::{Abreast, Packed, Plain};
use super::blocks::{Block, Stages};
use super::go_live::GoLive;
use super::ledger::{Basic, Kind, Layout, Ledger};
use super::workspace::Chunk;
use super::{Group, Machine};
use crate::plan::{Amount, AreaSlot, Clock, Plan, Timing};

/// Which area of which trials is computed.
#[derive(Clone, Copy)]
pub(super) struct Here<'a> {
    pub(super) machine: &'a Machine<'a>,
    /// The block that it belongs to.
    pub(super) block: &'a Block,
    /// Place in the order of the plan's areas.
    pub(super) place: usize,
    pub(super) group: Group,
}

impl<'a> Here<'a> {
    /// The area's plan.
    #[inline(always)]
    pub(super) fn area(&self) -> &'a crate::plan::AreaPlan {
        &self.machine.plan.areas[self.place]
    }

    /// The simulated months.
    #[inline(always)]
    pub(super) fn clock(&self) -> Clock {
        self.machine.plan.clock
    }

    /// Adds an amount of the area to its parts' accounts.
    #[inline(always)]
    pub(super) fn enter<E: Abreast>(&self, ledger: &mut Ledger, entry: (Kind, Basic, usize), amount: E) {
        ledger.enter(entry, &self.machine.stages.areas[self.place].shares, amount);
    }

    /// Where a value of the area is kept, if it is wanted.
    #[inline(always)]
    pub(super) fn kept(&self, slot: AreaSlot) -> Option<usize> {
        self.block.kept.place((self.place - self.block.areas.start) * AreaSlot::COUNT + slot as usize)
    }

    /// Whether there may be an exit.
    #[inline(always)]
    pub(super) fn may_exit(&self) -> bool {
        self.machine.plan.exit.is_some()
    }
}

impl Chunk {
    /// One area.
    #[inline(always)]
    pub(super) fn area<E: Abreast>(&mut self, here: Here, ledger: &mut Ledger) {
        let area = here.area();
        let go_live: GoLive<E> = self.go_live(here);
        let (gross, running) = match here.machine.stages.areas[here.place].is_plain {
            true => self.plain_streams(here, go_live, ledger),
            false => (self.savings(here, go_live, ledger), self.running(here, go_live, ledger)),
        };
        let gross = E::all(area.past.gross_saving) + gross;
        let cost = E::all(area.past.cost) + running + self.other_costs(here, go_live, ledger);
        self.count_live(here, go_live, ledger);
        let net = gross - cost + E::all(area.past.grant);
        self.leave(here, AreaSlot::GrossSaving, gross);
        self.leave(here, AreaSlot::Cost, cost);
        self.leave(here, AreaSlot::NetSaving, net);
    }

    /// Keeps a value of the area, if it is wanted.
    #[inline(always)]
    pub(super) fn leave<E: Abreast>(&mut self, here: Here, slot: AreaSlot, value: E) {
        if let Some(place) = here.kept(slot) {
            value.store(&mut self.values[place].0);
        }
    }

    /// The values of an amount that was drawn before, or is known.
    #[inline(always)]
    pub(super) fn value<E: Abreast>(&self, machine: &Machine, amount: Amount, group: Group) -> E {
        match amount {
            Amount::Known(value) => E::all(value),
            Amount::Drawn(input) => E::load(self.drawn[machine.stages.slots[input]].group(group)),
        }
    }

    /// The values of an amount of the area.
    #[inline(always)]
    pub(super) fn amount_of<E: Abreast>(&self, here: Here, amount: Amount) -> E {
        self.value(here.machine, amount, here.group)
    }

    /// `X`, months; infinite where there is no exit.
    #[inline(always)]
    pub(super) fn exit_of<E: Abreast>(&self, here: Here) -> E {
        if here.may_exit() { E::load(self.exit.group(here.group)) } else { E::all(f64::INFINITY) }
    }

    /// Counts the area among those that went live, before the exit where there is one.
    ///
    /// Areas that are live are in the ledger from the beginning where nothing can end them.
    #[inline(always)]
    fn count_live<E: Abreast>(&self, here: Here, go_live: GoLive<E>, ledger: &mut Ledger) {
        let clock = here.clock();
        if matches!(here.area().timing, Timing::Live { .. }) && !here.may_exit() {
            return;
        }
        let live = go_live.live;
        let exit = self.exit_of::<E>(here);
        let mut year = clock.year_of(go_live.earliest);
        while year < clock.years && clock.closes(year) <= go_live.latest {
            let counts = live.lt(E::all(clock.closes(year)).min(exit));
            here.enter(ledger, (Kind::Entered, Basic::Live, year), go_live.if_ahead(E::all(1.0).only(counts)));
            year += 1;
        }
        if year < clock.years {
            let counts = match here.may_exit() {
                true => E::all(1.0).only(live.lt(exit)),
                false => E::all(1.0),
            };
            here.enter(ledger, (Kind::Steady, Basic::Live, year), go_live.if_ahead(counts));
        }
    }
}

/// What a ledger has from the beginning: the areas that are live, and what running them costs, where nothing can end
/// or change it. Places with their numbers,
/// which are the same in every trial.
pub(super) fn constants(plan: &Plan, layout: &Layout, stages: &Stages) -> Vec<(usize, Packed)> {
    let mut numbers = vec![Packed::NIL; layout.len()];
    let mut ledger = Ledger::new(layout, &mut numbers);
    let year = plan.clock.first_year;
    if plan.exit.is_none() && year < plan.clock.years {
        for (area, notes) in plan.areas.iter().zip(&stages.areas) {
            if matches!(area.timing, Timing::Live { .. }) {
                ledger.enter((Kind::Steady, Basic::Live, year), &notes.shares, Plain::all(1.0));
            }
            if let Amount::Known(rate) = area.running_cost
                && notes.is_running_known
            {
                ledger.enter((Kind::Steady, Basic::Running, year), &notes.shares, Plain::all(rate / 12.0));
            }
        }
    }
    numbers.into_iter().enumerate().filter(|(_, numbers)| numbers.0[0] != 0.0).collect()
}

/// The first simulated year that opens at or after `t`; the number of years where none does.
#[inline(always)]
pub(super) fn first_year_open_at(clock: Clock, t: f64) -> usize {
    let mut year = clock.first_year;
    while year < clock.years && clock.opens(year) < t {
        year += 1;
    }
    year
}
