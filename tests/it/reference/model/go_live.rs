//! Section 3: which areas go ahead, and when they go live.

use super::inputs::{Draws, number};
use super::risks::Event;
use super::time::Clock;
use foresave::programme::{AreaColumn, InputId, Programme};

/// `L` of every area; `None` where it does not go ahead.
pub fn go_lives(programme: &Programme, clock: &Clock, (draws, events): (&Draws, &[Event])) -> Vec<Option<f64>> {
    let mut trial = GoLives { programme, clock, draws, events, known: vec![None; programme.areas.len()] };
    (0..programme.areas.len()).map(|area| trial.of(area)).collect()
}

struct GoLives<'a> {
    programme: &'a Programme,
    clock: &'a Clock,
    draws: &'a Draws<'a>,
    events: &'a [Event],
    /// What has been found out.
    known: Vec<Option<Option<f64>>>,
}

impl GoLives<'_> {
    fn of(&mut self, area: usize) -> Option<f64> {
        if let Some(known) = self.known[area] {
            return known;
        }
        let go_live = match self.programme.areas[area].went_live() {
            Some(went_live) => Some(self.clock.at(went_live)),
            None => self.goes_ahead(area).then(|| self.when(area)),
        };
        self.known[area] = Some(go_live);
        go_live
    }

    fn goes_ahead(&mut self, place: usize) -> bool {
        let area = &self.programme.areas[place];
        let requirements_go = area.requires.iter().all(|required| self.of(*required).is_some());
        requirements_go && self.draws.happens(InputId::AreaGoesAhead(place), area.probability)
    }

    fn when(&mut self, place: usize) -> f64 {
        let area = &self.programme.areas[place];
        let planned = self.clock.at(area.go_live);
        let mut floor = f64::NEG_INFINITY;
        for before in &area.after {
            // Predecessors that do not go ahead are ignored.
            if let Some(live) = self.of(before.area) {
                floor = floor.max(live + number(before.lag_months));
            }
        }
        let slippage = self.draws.value(InputId::Area(place, AreaColumn::SlippageMonths));
        let mut live = (planned.max(floor) + slippage).max(floor).max(self.clock.start);
        for event in self.events.iter().filter(|event| event.areas.contains(place)) {
            if event.time < live {
                live += event.delay;
            }
        }
        live
    }
}
