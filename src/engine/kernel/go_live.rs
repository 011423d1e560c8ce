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
    /// 1 where it goes ahead, else 0; `None` where it certainly does.
    pub(super) ahead: Option<E>,
    /// The earliest `L`.
    pub(super) earliest: f64,
    /// The latest `L` of those that go ahead; minus infinity where none does.
    pub(super) latest: f64,
}

impl<E: Abreast> GoLive<E> {
    /// An amount where the area goes ahead, else nil.
    #[inline(always)]
    pub(super) fn if_ahead(&self, amount: E) -> E {
        match self.ahead {
            Some(ahead) => amount * ahead,
            None => amount,
        }
    }

    /// The latest of some times of the trials that go ahead; minus infinity where none does.
    #[inline(always)]
    pub(super) fn latest_of(&self, times: E) -> f64 {
        match self.ahead {
            Some(ahead) => E::select(E::all(0.0).lt(ahead), times, E::all(f64::NEG_INFINITY)).greatest(),
            None => times.greatest(),
        }
    }
}

impl Chunk {
    /// When an area goes live; it is kept for the areas that wait for it.
    #[inline(always)]
    pub(super) fn go_live<E: Abreast>(&mut self, here: Here) -> GoLive<E> {
        let Here { machine, place, group, .. } = here;
        let (area, notes) = (&machine.plan.areas[place], &machine.stages.areas[place]);
        let (floor, slippage) = match &area.timing {
            Timing::Live { at } => {
                return GoLive { live: E::all(*at), ahead: None, earliest: *at, latest: *at };
            }
            Timing::Ahead { floor, slippage, .. } => (*floor, *slippage),
        };
        let floors = self.floors(machine, (place, floor), group);
        let own = E::all(area.planned).max(floors) + self.value::<E>(machine, slippage, group);
        let undelayed = own.max(floors).max(E::all(machine.plan.clock.start));
        let live = match notes.queue {
            Some(queue) => self.delayed(machine, queue, undelayed, group),
            None => undelayed,
        };
        let mut go_live = GoLive { live, ahead: self.goes_ahead(machine, place, group), earliest: 0.0, latest: 0.0 };
        self.record_go_live(here, go_live);
        (go_live.earliest, go_live.latest) = (live.least(), go_live.latest_of(live));
        if let Some(ahead) = go_live.ahead {
            go_live.live = E::select(E::all(0.0).lt(ahead), live, E::all(machine.plan.clock.end));
        }
        if let Some(kept) = notes.kept {
            go_live.live.store(self.live[kept].group_mut(group));
            go_live.if_ahead(E::all(1.0)).store(self.ahead[kept].group_mut(group));
        }
        go_live
    }

    /// Whether an area goes ahead, by its own chance and the areas that it requires: 1 or 0; `None` where it certainly
    /// does.
    #[inline(always)]
    fn goes_ahead<E: Abreast>(&self, machine: &Machine, place: usize, group: Group) -> Option<E> {
        let notes = &machine.stages.areas;
        let Timing::Ahead { requires, .. } = &machine.plan.areas[place].timing else {
            unreachable!("it is not live yet")
        };
        if notes[place].is_certain {
            return None;
        }
        let mut ahead = match notes[place].chance {
            Some(slot) => E::load(self.drawn[slot].group(group)),
            None => E::all(1.0),
        };
        for &required in requires {
            ahead = ahead * E::load(self.ahead[notes[required].go_live_kept()].group(group));
        }
        Some(ahead)
    }

    /// The earliest go-live that an area's predecessors leave it.
    #[inline(always)]
    fn floors<E: Abreast>(&self, machine: &Machine, (place, floor): (usize, f64), group: Group) -> E {
        let notes = &machine.stages.areas;
        let Timing::Ahead { after, .. } = &machine.plan.areas[place].timing else { unreachable!("it is not live yet") };
        let mut floors = E::all(floor);
        for &(before, lag) in after {
            let kept = notes[before].go_live_kept();
            let mut waits = E::load(self.live[kept].group(group)) + E::all(lag);
            if !notes[before].is_certain {
                let goes = E::all(0.0).lt(E::load(self.ahead[kept].group(group)));
                waits = E::select(goes, waits, E::all(f64::NEG_INFINITY));
            }
            floors = floors.max(waits);
        }
        floors
    }

    #[inline(always)]
    fn record_go_live<E: Abreast>(&mut self, here: Here, GoLive { live, ahead, .. }: GoLive<E>) {
        let in_time = E::all(1.0).only(live.lt(E::all(here.clock().end).min(self.exit_of(here))));
        match ahead {
            Some(ahead) => {
                let goes = E::all(0.0).lt(ahead);
                self.leave(here, AreaSlot::GoLive, E::select(goes, live, E::all(f64::NAN)));
                self.leave(here, AreaSlot::IsLive, in_time.only(goes));
            }
            None => {
                self.leave(here, AreaSlot::GoLive, live);
                self.leave(here, AreaSlot::IsLive, in_time);
            }
        }
        if !here.machine.plan.programme_costs.is_empty() {
            let last = self.last_go_live.group_mut(here.group);
            let latest = E::load(last);
            let later = live.max(latest);
            let latest = match ahead {
                Some(ahead) => E::select(E::all(0.0).lt(ahead), later, latest),
                None => later,
            };
            latest.store(last);
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
