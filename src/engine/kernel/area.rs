//! One area in 32 trials: its go-live, its savings, its costs.

use super::super::abreast::{Abreast, Packed, Plain};
use super::blocks::Blocks;
use super::go_live::{GoLive, GoLives};
use super::ledger::{Entry, Item, Layout, Ledger};
use super::plain::Flows;
use super::trials::Area;
use super::{costs, plain, savings};
use crate::plan::{Amount, AreaSlot, Plan, Timing};

/// Computes an area: its go-live, its entries in the ledger, and what is wanted of it.
#[inline(always)]
pub(super) fn compute<E: Abreast>(area: Area, go_lives: &mut GoLives, ledger: &mut Ledger, kept: &mut [Packed]) {
    let plan = area.plan();
    let go_live = GoLive::<E>::of(area, go_lives, kept);
    let flows = match area.notes().is_plain {
        true => plain::streams(area, go_live, ledger),
        false => {
            let saving = savings::savings(area, go_live, ledger);
            Flows { saving, running: savings::running(area, go_live, ledger) }
        }
    };
    let gross = E::all(plan.past.gross_saving) + flows.saving;
    let cost = E::all(plan.past.cost) + flows.running + costs::costs(area, go_live, ledger);
    count_live(area, go_live, ledger);
    let net = gross - cost + E::all(plan.past.grant);
    area.keep(AreaSlot::GrossSaving, gross, kept);
    area.keep(AreaSlot::Cost, cost, kept);
    area.keep(AreaSlot::NetSaving, net, kept);
}

/// Counts the area among those that went live, before the exit where there is one.
///
/// Areas that are live are in the ledger from the beginning where nothing can end them.
#[inline(always)]
fn count_live<E: Abreast>(area: Area, go_live: GoLive<E>, ledger: &mut Ledger) {
    let (trials, clock) = (area.trials, area.trials.clock());
    if matches!(area.plan().timing, Timing::Live { .. }) && !trials.may_exit() {
        return;
    }
    let exit: E = trials.exit();
    let one = E::all(1.0);
    let mut year = clock.year_of(go_live.earliest);
    while year < clock.years && clock.closes(year) <= go_live.latest {
        let counts = one.only(go_live.live.lt(E::all(clock.closes(year)).min(exit)));
        area.enter(ledger, Entry::in_year(Item::Live, year), go_live.if_ahead(counts));
        year += 1;
    }
    if year < clock.years {
        let counts = if trials.may_exit() { one.only(go_live.live.lt(exit)) } else { one };
        area.enter(ledger, Entry::monthly_from(Item::Live, year), go_live.if_ahead(counts));
    }
}

/// What a ledger has from the beginning: the areas that are live, and what running them costs, where nothing can end
/// or change it. Places with their numbers, which are the same in every trial.
pub(super) fn constants(plan: &Plan, layout: &Layout, blocks: &Blocks) -> Vec<(usize, Packed)> {
    let mut numbers = vec![Packed::ZERO; layout.len()];
    let mut ledger = Ledger::new(layout, &mut numbers);
    let year = plan.clock.first_year;
    if plan.exit.is_none() && year < plan.clock.years {
        for (area, notes) in plan.areas.iter().zip(&blocks.areas) {
            if matches!(area.timing, Timing::Live { .. }) {
                ledger.enter(Entry::monthly_from(Item::Live, year), &notes.shares, Plain::all(1.0));
            }
            if let Amount::Known(rate) = area.running_cost
                && notes.is_running_known
            {
                ledger.enter(Entry::monthly_from(Item::Running, year), &notes.shares, Plain::all(rate / 12.0));
            }
        }
    }
    numbers.into_iter().enumerate().filter(|(_, numbers)| numbers.0[0] != 0.0).collect()
}
