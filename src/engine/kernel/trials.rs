//! What is known of 32 trials when their areas are computed, and one of these areas.

use super::super::abreast::{ABREAST, Abreast, Packed};
use super::super::lanes::Lanes;
use super::blocks::{AreaNotes, Block};
use super::events::Events;
use super::ledger::{Entry, Ledger};
use super::years::Years;
use super::{Group, Machine};
use crate::plan::{Amount, AreaPlan, AreaSlot, Clock, IndexPlan};

/// 32 trials of a chunk.
#[derive(Clone, Copy)]
pub(super) struct Trials<'a> {
    pub(super) machine: &'a Machine<'a>,
    /// What was drawn for the programme and for the areas of the block.
    pub(super) drawn: &'a [Lanes],
    pub(super) years: &'a Years,
    pub(super) events: &'a Events,
    /// Which of the chunk's.
    pub(super) group: Group,
    /// How many of them count.
    pub(super) count: usize,
}

impl<'a> Trials<'a> {
    /// The first of them, within the chunk.
    pub(super) fn first(self) -> usize {
        self.group * ABREAST
    }

    /// The simulated months.
    #[inline(always)]
    pub(super) fn clock(self) -> Clock {
        self.machine.plan.clock
    }

    /// The first simulated year that opens at or after `t`; the number of years where none does.
    #[inline(always)]
    pub(super) fn first_open_at(self, t: f64) -> usize {
        let clock = self.clock();
        let mut year = clock.first_year;
        while year < clock.years && clock.opens(year) < t {
            year += 1;
        }
        year
    }

    /// Numbers of the chunk in these trials.
    #[inline(always)]
    pub(super) fn of<E: Abreast>(self, lanes: &Lanes) -> E {
        E::load(lanes.group(self.group))
    }

    /// What was drawn into a slot.
    #[inline(always)]
    pub(super) fn drawn<E: Abreast>(self, slot: usize) -> E {
        self.of(&self.drawn[slot])
    }

    /// The values of an amount that was drawn before, or is known.
    #[inline(always)]
    pub(super) fn amount<E: Abreast>(self, amount: Amount) -> E {
        match amount {
            Amount::Known(value) => E::all(value),
            Amount::Drawn(input) => self.drawn(self.machine.blocks.slots[input]),
        }
    }

    /// Whether there may be an exit.
    #[inline(always)]
    pub(super) fn may_exit(self) -> bool {
        self.machine.plan.exit.is_some()
    }

    /// `X`, months; infinite where there is no exit.
    #[inline(always)]
    pub(super) fn exit<E: Abreast>(self) -> E {
        if self.may_exit() { self.of(&self.years.exit) } else { E::all(f64::INFINITY) }
    }

    /// `h`.
    #[inline(always)]
    pub(super) fn share_kept<E: Abreast>(self) -> E {
        self.of(&self.years.share_kept)
    }

    /// The pay index of a year.
    #[inline(always)]
    pub(super) fn pay<E: Abreast>(self, year: usize) -> E {
        self.of(&self.years.pay.years[year])
    }

    /// The price index of a year.
    #[inline(always)]
    pub(super) fn price<E: Abreast>(self, year: usize) -> E {
        self.of(&self.years.price.years[year])
    }

    /// An amount of a year, with prices.
    #[inline(always)]
    pub(super) fn priced<E: Abreast>(self, year: usize, amount: E) -> E {
        match &self.machine.plan.indices.price {
            IndexPlan::Known(price) if price[year] == 1.0 => amount,
            IndexPlan::Known(price) => amount * E::all(price[year]),
            IndexPlan::Drawn { .. } => amount * self.price(year),
        }
    }
}

/// An area in 32 trials.
#[derive(Clone, Copy)]
pub(super) struct Area<'a> {
    pub(super) trials: Trials<'a>,
    /// The block that it belongs to.
    pub(super) block: &'a Block,
    /// Its place in the order of the plan's areas.
    pub(super) place: usize,
}

impl<'a> Area<'a> {
    #[inline(always)]
    pub(super) fn plan(self) -> &'a AreaPlan {
        &self.trials.machine.plan.areas[self.place]
    }

    #[inline(always)]
    pub(super) fn notes(self) -> &'a AreaNotes {
        &self.trials.machine.blocks.areas[self.place]
    }

    /// Adds an amount of the area to its parts' accounts.
    #[inline(always)]
    pub(super) fn enter<E: Abreast>(self, ledger: &mut Ledger, entry: Entry, amount: E) {
        ledger.enter(entry, &self.notes().shares, amount);
    }

    /// Keeps a value of the area, if it is wanted.
    #[inline(always)]
    pub(super) fn keep<E: Abreast>(self, slot: AreaSlot, value: E, kept: &mut [Packed]) {
        if let Some(place) = self.block.selection.place_of_area(self.place - self.block.areas.start, slot) {
            value.store(&mut kept[place].0);
        }
    }
}
