//! When an area goes live (section 3).

use super::super::design::ChunkId;
use super::super::lanes::{LANES, Lanes};
use super::{Chunk, Machine, at_each_level};
use crate::plan::{AreaSlot, Timing};

const NIL: Lanes = Lanes::all(0.0);

impl Chunk {
    /// Fills in `live` and `ahead` of the area at `place`, and what results say of its go-live.
    ///
    /// Where it does not go ahead, `live` is the end of the horizon, so that nothing of it falls within.
    #[inline(always)]
    pub(super) fn go_live(&mut self, machine: &Machine, at: ChunkId, place: usize) {
        let area = &machine.plan.areas[place];
        match &area.timing {
            Timing::Live { at } => {
                self.live[place].fill_with(*at);
                for lane in 0..LANES {
                    self.last_go_live[lane] = self.last_go_live[lane].max(*at);
                }
            }
            Timing::Ahead { .. } => self.go_live_ahead(machine, at, place),
        }
    }

    #[inline(always)]
    fn go_live_ahead_at_level(&mut self, machine: &Machine, at: ChunkId, place: usize) {
        let area = &machine.plan.areas[place];
        let Timing::Ahead { slippage, floor, after, requires, chance, delays } = &area.timing else { return };
        let clock = machine.plan.clock;
        let mut ahead = Lanes::all(1.0);
        if let Some(chance) = chance {
            self.happens(machine, at, chance, machine.area_keys[place], &mut ahead);
        }
        for &required in requires {
            for lane in 0..LANES {
                ahead[lane] *= self.ahead[required][lane];
            }
        }
        let mut floors = Lanes::all(*floor);
        for &(before, lag) in after {
            let (start, went) = (&self.live[before], &self.ahead[before]);
            for lane in 0..LANES {
                let waits = if went[lane] > 0.0 { start[lane] + lag } else { f64::NEG_INFINITY };
                floors[lane] = floors[lane].max(waits);
            }
        }
        let mut live = NIL;
        self.amount(machine, at, *slippage, &mut live);
        for lane in 0..LANES {
            let own = area.planned.max(floors[lane]) + live[lane];
            live[lane] = own.max(floors[lane]).max(clock.start);
        }
        self.delay(delays, &mut live);
        self.record_go_live(machine, place, &ahead, &live);
        for lane in 0..LANES {
            live[lane] = if ahead[lane] > 0.0 { live[lane] } else { clock.end };
        }
        self.live[place] = live;
        self.ahead[place] = ahead;
    }

    /// Adds the delays of the events that strike before go-live.
    ///
    /// Taking events in order of their time, as section 3 does, gives the smallest `L` with
    /// `L = L0 + (delays of the events before L)`; so that is what is looked for, and no order is needed.
    #[inline(always)]
    fn delay(&self, risks: &[usize], live: &mut Lanes) {
        if risks.iter().all(|&risk| self.events_of[risk].is_empty()) {
            return;
        }
        let undelayed = live.clone();
        loop {
            let mut later = undelayed.clone();
            for &risk in risks {
                for event in &self.events[self.events_of[risk].clone()] {
                    for lane in 0..LANES {
                        later[lane] += if event.time[lane] < live[lane] { event.delay[lane] } else { 0.0 };
                    }
                }
            }
            let mut moved = false;
            for lane in 0..LANES {
                moved |= later[lane] > live[lane];
                live[lane] = later[lane].max(live[lane]);
            }
            if !moved {
                return;
            }
        }
    }

    #[inline(always)]
    fn record_go_live(&mut self, machine: &Machine, place: usize, ahead: &Lanes, live: &Lanes) {
        let clock = machine.plan.clock;
        let left = &mut self.areas[machine.plan.areas[place].index];
        for lane in 0..LANES {
            let goes = ahead[lane] > 0.0;
            let in_time = goes && live[lane] < clock.end && live[lane] < self.exit[lane];
            left[AreaSlot::GoLive as usize][lane] = if goes { live[lane] } else { f64::NAN };
            left[AreaSlot::IsLive as usize][lane] = if in_time { 1.0 } else { 0.0 };
            let last = self.last_go_live[lane];
            self.last_go_live[lane] = if goes { last.max(live[lane]) } else { last };
        }
    }
}

at_each_level! {
    fn go_live_ahead(machine, at: ChunkId, place: usize) = go_live_ahead_at_level;
}
