//! Programme costs, grants and dismantling (section 6).

use super::super::abreast::Abreast;
use super::ramp::overlap;
use super::workspace::{Chunk, Own};
use super::{Group, Machine};
use crate::plan::{CostLine, GrantPlan};

impl Chunk {
    /// What is the programme's own: its cost lines, grants and the cost of an exit.
    #[inline(always)]
    pub(super) fn programme_level<E: Abreast>(&mut self, machine: &Machine, group: Group) {
        for line in &machine.plan.programme_costs {
            self.cost_line::<E>(machine, line, group);
        }
        for (grant, paid) in machine.plan.grants.iter().zip(&machine.stages.paid) {
            self.grant::<E>(machine, (grant, *paid), group);
        }
        self.dismantling(machine, group);
    }

    #[inline(always)]
    fn cost_line<E: Abreast>(&mut self, machine: &Machine, line: &CostLine, group: Group) {
        let clock = machine.plan.clock;
        let rate = self.value::<E>(machine, line.per_year, group) * E::all(1.0 / 12.0);
        let until = match line.until {
            Some(until) => E::all(until),
            None => E::load(self.last_go_live.group(group)),
        };
        let until = until.min(E::load(self.exit.group(group)));
        for year in clock.simulated_years() {
            let (opens, closes) = (E::all(clock.opens(year)), E::all(clock.closes(year)));
            let months = overlap(E::all(line.from), until, opens, closes);
            let own = self.own[Own::ProgrammeCost as usize][year].group_mut(group);
            (E::load(own) + rate * months * E::load(self.price[year].group(group))).store(own);
        }
    }

    #[inline(always)]
    fn grant<E: Abreast>(&mut self, machine: &Machine, (grant, paid): (&GrantPlan, usize), group: Group) {
        let amount = E::load(self.drawn[paid].group(group)) * self.value::<E>(machine, grant.amount, group);
        let begins = E::all(12.0 * grant.year as f64);
        let own = self.own[Own::Grant as usize][grant.year].group_mut(group);
        (E::load(own) + amount.only(begins.lt(E::load(self.exit.group(group))))).store(own);
    }

    #[inline(always)]
    fn dismantling(&mut self, machine: &Machine, group: Group) {
        let Some(exit) = &machine.plan.exit else { return };
        if exit.dismantling_cost.is(0.0) {
            return;
        }
        let clock = machine.plan.clock;
        let cost = self.value::<super::super::abreast::Plain>(machine, exit.dismantling_cost, group).array();
        for (lane, cost) in cost.into_iter().enumerate() {
            let exit = self.exit.group(group)[lane];
            if exit < clock.end {
                let year = clock.year_of(exit);
                let price = self.price[year].group(group)[lane];
                self.own[Own::DismantlingCost as usize][year].group_mut(group)[lane] += cost * price;
            }
        }
    }
}
