//! When an area goes live (section 3).

use super::super::abreast::Abreast;
use super::area::Here;
use super::workspace::Chunk;
use super::{Group, Machine};
use crate::plan::{AreaSlot, Timing};

/// When 32 trials go live with an area.
#[derive(Clone, Copy)]
pub(super) struct GoLive<E> {
    /// `L`, months; where it does not go ahead the end of the horizon, so that nothing of it falls within.
    pub(super) live: E,
    /// 1 where it goes ahead, else 0.
    pub(super) ahead: E,
    /// The earliest `L`.
    pub(super) earliest: f64,
    /// The latest `L` of those that go ahead; minus infinity where none does.
    pub(super) latest: f64,
}

impl<E: Abreast> GoLive<E> {
    /// The latest of some times of the trials that go ahead; minus infinity where none does.
    #[inline(always)]
    pub(super) fn latest_of(&self, times: E) -> f64 {
        E::select(E::all(0.0).lt(self.ahead), times, E::all(f64::NEG_INFINITY)).greatest()
    }
}

impl Chunk {
    /// When an area goes live; it is kept for the areas that wait for it.
    #[inline(always)]
    pub(super) fn go_live<E: Abreast>(&mut self, here: Here) -> GoLive<E> {
        let Here { machine, place, group, .. } = here;
        let area = &machine.plan.areas[place];
        let (floors, delays) = match &area.timing {
            Timing::Live { at } => {
                return GoLive { live: E::all(*at), ahead: E::all(1.0), earliest: *at, latest: *at };
            }
            Timing::Ahead { floor, .. } => (*floor, machine.stages.areas[place].queue),
        };
        let (ahead, floors) = self.what_it_waits_for(machine, (place, floors), group);
        let Timing::Ahead { slippage, .. } = &area.timing else { unreachable!("it is not live yet") };
        let own = E::all(area.planned).max(floors) + self.value::<E>(machine, *slippage, group);
        let undelayed = own.max(floors).max(E::all(machine.plan.clock.start));
        let live = match delays {
            Some(queue) => self.delayed(machine, queue, undelayed, group),
            None => undelayed,
        };
        self.record_go_live(here, (live, ahead));
        let goes = E::all(0.0).lt(ahead);
        let (earliest, latest) = (live.least(), E::select(goes, live, E::all(f64::NEG_INFINITY)).greatest());
        let live = E::select(goes, live, E::all(machine.plan.clock.end));
        if let Some(kept) = machine.stages.areas[place].kept {
            live.store(self.live[kept].group_mut(group));
            ahead.store(self.ahead[kept].group_mut(group));
        }
        GoLive { live, ahead, earliest, latest }
    }

    /// Whether an area goes ahead, by its own chance and the areas that it requires, and the earliest go-live that
    /// its predecessors leave it.
    #[inline(always)]
    fn what_it_waits_for<E: Abreast>(&self, machine: &Machine, (place, floor): (usize, f64), group: Group) -> (E, E) {
        let notes = &machine.stages.areas;
        let Timing::Ahead { after, requires, .. } = &machine.plan.areas[place].timing else {
            unreachable!("it is not live yet")
        };
        let kept = |before: usize| notes[before].kept.expect("areas that are waited for are kept");
        let mut ahead = match notes[place].chance {
            Some(slot) => E::load(self.drawn[slot].group(group)),
            None => E::all(1.0),
        };
        for &required in requires {
            ahead = ahead * E::load(self.ahead[kept(required)].group(group));
        }
        let mut floors = E::all(floor);
        for &(before, lag) in after {
            let goes = E::all(0.0).lt(E::load(self.ahead[kept(before)].group(group)));
            let waits = E::load(self.live[kept(before)].group(group)) + E::all(lag);
            floors = floors.max(E::select(goes, waits, E::all(f64::NEG_INFINITY)));
        }
        (ahead, floors)
    }

    #[inline(always)]
    fn record_go_live<E: Abreast>(&mut self, here: Here, (live, ahead): (E, E)) {
        let goes = E::all(0.0).lt(ahead);
        let ends = E::all(here.clock().end).min(self.exit_of(here));
        self.leave(here, AreaSlot::GoLive, E::select(goes, live, E::all(f64::NAN)));
        self.leave(here, AreaSlot::IsLive, E::all(1.0).only(live.lt(ends)).only(goes));
        if !here.machine.plan.programme_costs.is_empty() {
            let last = self.last_go_live.group_mut(here.group);
            let latest = E::load(last);
            E::select(goes, live.max(latest), latest).store(last);
        }
    }
}

impl Chunk {
    /// A go-live after the delays of the events that strike before it, event by event in order of their time.
    #[inline(always)]
    fn delayed<E: Abreast>(&self, machine: &Machine, queue: usize, undelayed: E, group: Group) -> E {
        let mut live = undelayed;
        let risks = &machine.stages.queues[queue];
        if machine.stages.recurs[queue] {
            for event in self.queues[queue].events() {
                let strikes = E::load(event.time.group(group)).lt(live);
                if !E::any(strikes) {
                    break;
                }
                live = live + E::load(event.delay.group(group)).only(strikes);
            }
            return live;
        }
        for &risk in risks {
            for event in &self.events[self.events_of[risk].clone()] {
                let strikes = E::load(event.time.group(group)).lt(live);
                live = live + E::load(event.delay.group(group)).only(strikes);
            }
        }
        live
    }
}
