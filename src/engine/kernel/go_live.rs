//! When areas go live (section 3).

use super::super::abreast::{Abreast, Packed};
use super::super::lanes::{Lanes, enlarge};
use super::Machine;
use super::trials::Area;
use crate::plan::{AreaSlot, Timing};

/// What areas learn of those that went live before them.
#[derive(Clone, Debug)]
pub(super) struct GoLives {
    /// Go-live and going ahead (1 or 0) of the areas that others wait for.
    live: Vec<Lanes>,
    ahead: Vec<Lanes>,
    /// The latest go-live.
    pub(super) last: Lanes,
}

impl GoLives {
    /// No go-lives.
    pub(super) const NONE: GoLives = GoLives { live: Vec::new(), ahead: Vec::new(), last: Lanes::ZERO };

    /// Forgets the chunk before, and makes room for the go-lives of a machine.
    pub(super) fn clear(&mut self, machine: &Machine) {
        enlarge(&mut self.live, machine.blocks.awaited);
        enlarge(&mut self.ahead, machine.blocks.awaited);
        self.last.fill_with(machine.last_live);
    }
}

/// When 32 trials go live with an area.
#[derive(Clone, Copy)]
pub(super) struct GoLive<E> {
    /// `L`, months; where it does not go ahead the end of the horizon, so that nothing of it falls within.
    pub(super) live: E,
    /// 1 where it goes ahead, else 0; `None` where it certainly does.
    pub(super) ahead: Option<E>,
    /// The earliest `L`.
    pub(super) earliest: f64,
    /// The latest `L` of those that go ahead; minus infinity where none does.
    pub(super) latest: f64,
}

impl<E: Abreast> GoLive<E> {
    /// An amount where the area goes ahead, else 0.
    #[inline(always)]
    pub(super) fn if_ahead(&self, amount: E) -> E {
        match self.ahead {
            Some(ahead) => amount * ahead,
            None => amount,
        }
    }

    /// One number where the area goes ahead, else another.
    #[inline(always)]
    pub(super) fn select(&self, if_ahead: E, otherwise: E) -> E {
        match self.ahead {
            Some(ahead) => E::select(E::all(0.0).lt(ahead), if_ahead, otherwise),
            None => if_ahead,
        }
    }

    /// The latest of some times of the trials that go ahead; minus infinity where none does.
    #[inline(always)]
    pub(super) fn latest_of(&self, times: E) -> f64 {
        self.select(times, E::all(f64::NEG_INFINITY)).greatest()
    }

    /// The go-live of an area, which is left to the areas that wait for it, and what is wanted of it.
    #[inline(always)]
    pub(super) fn of(area: Area, go_lives: &mut GoLives, kept: &mut [Packed]) -> Self {
        let trials = area.trials;
        let (floor, slippage, not_before) = match &area.plan().timing {
            Timing::Live { at } => return GoLive { live: E::all(*at), ahead: None, earliest: *at, latest: *at },
            Timing::Ahead { floor, slippage, not_before, .. } => (*floor, *slippage, *not_before),
        };
        let floors: E = floors(area, floor, go_lives);
        let own = E::all(area.plan().planned).max(floors) + trials.amount(slippage);
        let live = delayed(area, own.max(floors).max(E::all(not_before)));
        let mut go_live = GoLive { live, ahead: goes_ahead(area, go_lives), earliest: live.least(), latest: 0.0 };
        go_live.latest = go_live.latest_of(live);
        go_live.keep(area, kept);
        if !trials.machine.plan.programme_costs.is_empty() {
            let last = go_lives.last.group_mut(trials.group);
            let latest = E::load(last);
            go_live.select(live.max(latest), latest).store(last);
        }
        go_live.live = go_live.select(live, E::all(trials.clock().end));
        if let Some(awaited) = area.notes().awaited {
            go_live.live.store(go_lives.live[awaited].group_mut(trials.group));
            go_live.if_ahead(E::all(1.0)).store(go_lives.ahead[awaited].group_mut(trials.group));
        }
        go_live
    }

    #[inline(always)]
    fn keep(&self, area: Area, kept: &mut [Packed]) {
        let in_time = self.live.lt(E::all(area.trials.clock().end).min(area.trials.exit()));
        area.keep(AreaSlot::GoLive, self.select(self.live, E::all(f64::NAN)), kept);
        area.keep(AreaSlot::IsLive, self.select(E::all(1.0).only(in_time), E::all(0.0)), kept);
    }
}

/// Whether an area goes ahead, by its own chance and the areas that it requires: 1 or 0; `None` where it certainly does.
#[inline(always)]
fn goes_ahead<E: Abreast>(area: Area, go_lives: &GoLives) -> Option<E> {
    if area.notes().is_certain {
        return None;
    }
    let mut ahead = match area.notes().chance {
        Some(slot) => area.trials.drawn(slot),
        None => E::all(1.0),
    };
    if let Timing::Ahead { requires, .. } = &area.plan().timing {
        for &required in requires {
            ahead = ahead * area.trials.of(&go_lives.ahead[awaited(area, required)]);
        }
    }
    Some(ahead)
}

/// The earliest go-live that an area's predecessors leave it.
#[inline(always)]
fn floors<E: Abreast>(area: Area, floor: f64, go_lives: &GoLives) -> E {
    let mut floors = E::all(floor);
    if let Timing::Ahead { after, .. } = &area.plan().timing {
        for &(before, lag) in after {
            let place = awaited(area, before);
            let mut waits = area.trials.of::<E>(&go_lives.live[place]) + E::all(lag);
            if !area.trials.machine.blocks.areas[before].is_certain {
                let goes = E::all(0.0).lt(area.trials.of(&go_lives.ahead[place]));
                waits = E::select(goes, waits, E::all(f64::NEG_INFINITY));
            }
            floors = floors.max(waits);
        }
    }
    floors
}

/// Where the go-live of an area is found that another waits for.
#[inline(always)]
fn awaited(area: Area, before: usize) -> usize {
    area.trials.machine.blocks.areas[before].awaited.expect("areas that are waited for have a place")
}

/// A go-live after the delays of the events that strike before it, event by event in order of their time.
#[inline(always)]
fn delayed<E: Abreast>(area: Area, mut live: E) -> E {
    let Some(queue) = area.notes().queue else { return live };
    let (trials, delays) = (area.trials, &area.trials.machine.blocks.queues[queue]);
    if delays.recur {
        for event in trials.events.queues[queue].events() {
            let strikes = trials.of::<E>(&event.time).lt(live);
            if !E::any(strikes) {
                break;
            }
            live = live + trials.of::<E>(&event.delay).only(strikes);
        }
        return live;
    }
    for event in delays.risks.iter().flat_map(|&risk| trials.events.of(risk)) {
        let strikes = trials.of::<E>(&event.time).lt(live);
        live = live + trials.of::<E>(&event.delay).only(strikes);
    }
    live
}
