//! Programme costs, grants and dismantling (section 6).

use super::super::design::ChunkId;
use super::super::lanes::{LANES, Lanes};
use super::ramp::overlap;
use super::{Chunk, Machine, at_each_level};
use crate::plan::{CostLine, GrantPlan};

const NIL: Lanes = Lanes::all(0.0);

impl Chunk {
    /// What is the programme's own: its cost lines, grants and the cost of an exit.
    #[inline(always)]
    pub(super) fn programme_level(&mut self, machine: &Machine, at: ChunkId) {
        for line in &machine.plan.programme_costs {
            self.cost_line(machine, at, line);
        }
        for (place, grant) in machine.plan.grants.iter().enumerate() {
            self.grant(machine, at, (place, grant));
        }
        self.dismantling(machine, at);
    }

    #[inline(always)]
    fn cost_line_at_level(&mut self, machine: &Machine, at: ChunkId, line: &CostLine) {
        let clock = machine.plan.clock;
        let mut rate = NIL;
        self.amount(machine, at, line.per_year, &mut rate);
        for year in clock.simulated_years() {
            let (opens, closes) = (clock.opens(year), clock.closes(year));
            for lane in 0..LANES {
                let until = line.until.unwrap_or(self.last_go_live[lane]).min(self.exit[lane]);
                let months = overlap(line.from, until, opens, closes);
                self.own[0][year][lane] += rate[lane] * (1.0 / 12.0) * months * self.price[year][lane];
            }
        }
    }

    #[inline(always)]
    fn grant_at_level(&mut self, machine: &Machine, at: ChunkId, (place, grant): (usize, &GrantPlan)) {
        let (mut paid, mut amount) = (NIL, NIL);
        self.happens(machine, at, &grant.chance, machine.grant_keys[place], &mut paid);
        self.amount(machine, at, grant.amount, &mut amount);
        let begins = 12.0 * grant.year as f64;
        for lane in 0..LANES {
            let paid = if begins < self.exit[lane] { paid[lane] } else { 0.0 };
            self.own[3][grant.year][lane] += paid * amount[lane];
        }
    }

    #[inline(always)]
    fn dismantling(&mut self, machine: &Machine, at: ChunkId) {
        let Some(exit) = &machine.plan.exit else { return };
        if exit.dismantling_cost.is(0.0) {
            return;
        }
        let mut cost = NIL;
        self.amount(machine, at, exit.dismantling_cost, &mut cost);
        for lane in 0..LANES {
            if self.exit[lane] < machine.plan.clock.end {
                let year = machine.plan.clock.year_of(self.exit[lane]);
                self.own[2][year][lane] += cost[lane] * self.price[year][lane];
            }
        }
    }
}

at_each_level! {
    fn cost_line(machine, at: ChunkId, line: &CostLine) = cost_line_at_level;
    fn grant(machine, at: ChunkId, argument_1: (usize, &GrantPlan)) = grant_at_level;
}
