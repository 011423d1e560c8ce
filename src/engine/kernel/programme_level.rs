//! The programme's own flows: its cost lines, risks, grants and the cost of an exit (section 6).

use super::super::abreast::{Abreast, Packed};
use super::go_live::GoLives;
use super::ramp::overlap;
use super::trials::Trials;
use crate::programme::Flow;

/// The programme's own flows of 32 trials, by year, indexed.
#[derive(Clone, Debug)]
pub(super) struct OwnFlows {
    programme_cost: Vec<Packed>,
    dismantling_cost: Vec<Packed>,
    grant: Vec<Packed>,
}

/// The flows that are the programme's own, in the order of [`Flow`].
pub(super) const OWN: [Flow; 4] = [Flow::ProgrammeCost, Flow::RiskCost, Flow::DismantlingCost, Flow::Grant];

impl OwnFlows {
    /// No flows.
    pub(super) const NONE: OwnFlows =
        OwnFlows { programme_cost: Vec::new(), dismantling_cost: Vec::new(), grant: Vec::new() };

    /// A flow of the programme's own in a year.
    #[inline(always)]
    pub(super) fn get<E: Abreast>(&self, flow: Flow, year: usize, trials: Trials) -> E {
        match flow {
            Flow::ProgrammeCost => E::load(&self.programme_cost[year].0),
            Flow::DismantlingCost => E::load(&self.dismantling_cost[year].0),
            Flow::RiskCost => trials.of(&trials.events.costs[year]),
            _ => E::load(&self.grant[year].0),
        }
    }

    /// Computes them, after all areas.
    #[inline(always)]
    pub(super) fn compute<E: Abreast>(&mut self, trials: Trials, go_lives: &GoLives) {
        let plan = trials.machine.plan;
        for (flow, amounts) in [
            (Flow::ProgrammeCost, &mut self.programme_cost),
            (Flow::DismantlingCost, &mut self.dismantling_cost),
            (Flow::Grant, &mut self.grant),
        ] {
            // Other machines may have left theirs; and where it was taken out there is nothing of it.
            if plan.moving[flow as usize] {
                amounts.clear();
                amounts.resize(plan.clock.years, Packed::ZERO);
            }
        }
        self.add_cost_lines::<E>(trials, go_lives);
        for (grant, paid) in plan.grants.iter().zip(&trials.machine.blocks.paid) {
            let amount = trials.drawn::<E>(*paid) * trials.amount(grant.amount);
            let is_paid = E::all(12.0 * grant.year as f64).lt(trials.of(&trials.years.exit));
            add(&mut self.grant[grant.year], amount.only(is_paid));
        }
        self.dismantle::<E>(trials);
    }

    #[inline(always)]
    fn add_cost_lines<E: Abreast>(&mut self, trials: Trials, go_lives: &GoLives) {
        let clock = trials.clock();
        for line in &trials.machine.plan.programme_costs {
            let rate = trials.amount::<E>(line.per_year) * E::all(1.0 / 12.0);
            let until = match line.until {
                Some(until) => E::all(until),
                None => trials.of(&go_lives.last),
            };
            let until = until.min(trials.of(&trials.years.exit));
            for year in clock.simulated_years() {
                let (opens, closes) = (E::all(clock.opens(year)), E::all(clock.closes(year)));
                let months = overlap(E::all(line.from), until, opens, closes);
                add(&mut self.programme_cost[year], rate * months * trials.price(year));
            }
        }
    }

    #[inline(always)]
    fn dismantle<E: Abreast>(&mut self, trials: Trials) {
        let Some(exit) = &trials.machine.plan.exit else { return };
        if exit.dismantling_cost.is(0.0) {
            return;
        }
        let clock = trials.clock();
        let exits = trials.years.exit.group(trials.group);
        for (lane, cost) in trials.amount::<E>(exit.dismantling_cost).array().into_iter().enumerate() {
            if exits[lane] < clock.end {
                let year = clock.year_of(exits[lane]);
                let price = trials.years.price.years[year].group(trials.group)[lane];
                self.dismantling_cost[year].0[lane] += cost * price;
            }
        }
    }
}

#[inline(always)]
fn add<E: Abreast>(sum: &mut Packed, amount: E) {
    (E::load(&sum.0) + amount).store(&mut sum.0);
}
