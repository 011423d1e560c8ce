//! What follows from a part's flows: total cost, net saving and effect on budgets, and the measures of the horizon.

use super::super::abreast::Abreast;
use super::part::{Part, Progress, moves};
use super::results::Results;
use crate::plan::IndexPlan;
use crate::programme::{Flow, Measure, Whole};

/// Half a penny: an amount above minus this is 0 or more when rounded to the penny.
const HALF_A_PENNY: f64 = 0.005;

/// Present values, £.
#[derive(Clone, Copy)]
struct Present<E> {
    net: E,
    gross: E,
    cost: E,
}

impl<E: Abreast> Present<E> {
    /// Those with a year's amounts.
    #[inline(always)]
    fn with(self, part: Part, year: usize, amounts: Present<E>) -> Self {
        Present {
            net: self.net + discounted(part, year, amounts.net),
            gross: self.gross + discounted(part, year, amounts.gross),
            cost: self.cost + discounted(part, year, amounts.cost),
        }
    }

    /// Those of the years before the data date.
    #[inline(always)]
    fn of_past(part: Part) -> Self {
        let past = |flow: Flow, year: usize| E::all(part.plan.past.flows[flow as usize][year]);
        let zero = E::all(0.0);
        let mut present = Present { net: zero, gross: zero, cost: zero };
        for year in 0..part.trials.clock().first_year {
            let (net, gross) = (past(Flow::NetSaving, year), past(Flow::GrossSaving, year));
            present = present.with(part, year, Present { net, gross, cost: past(Flow::TotalCost, year) });
        }
        present
    }
}

/// Total cost, net saving and budget effect, and present values.
#[inline(always)]
pub(super) fn of_years<E: Abreast>(part: Part, results: &mut Results) {
    let plan = part.trials.machine.plan;
    let past = &part.plan.past.flows;
    let mut costs = Progress::<E>::new(part, Flow::TotalCost);
    let mut nets = Progress::<E>::new(part, Flow::NetSaving);
    let mut effects = Progress::<E>::new(part, Flow::BudgetEffect);
    let mut present = Present::of_past(part);
    for year in plan.clock.simulated_years() {
        let cost = total_cost(part, year, results);
        let grant = match moves(plan, Flow::Grant) {
            true => results.flow(Flow::Grant, year),
            false => E::all(past[Flow::Grant as usize][year]),
        };
        let gross: E = results.flow(Flow::GrossSaving, year);
        let net = gross - cost + grant;
        costs.set(results, year, cost);
        nets.set(results, year, net);
        if !plan.all_cashable {
            let cashable: E = results.flow(Flow::CashableSaving, year);
            effects.set(results, year, cashable - cost + grant);
        }
        present = present.with(part, year, Present { net, gross, cost });
    }
    let zero = E::all(0.0);
    let Present { net, gross, cost } = present;
    let half = E::all(HALF_A_PENNY);
    let is_blank = E::select(cost.lt(half), E::all(1.0).only((zero - half).lt(cost)), zero);
    let ratio = E::select(zero.lt(is_blank), E::all(f64::NAN), gross / cost);
    results.set_whole(Whole::BenefitCostRatio, ratio);
    results.set_whole(Whole::Npv, net);
}

/// All kinds of cost of a year. A reported cost stands for the total, whose kinds keep the model's figures; kinds that
/// do not move are in it too.
#[inline(always)]
fn total_cost<E: Abreast>(part: Part, year: usize, results: &Results) -> E {
    let past = &part.plan.past.flows;
    let mut constant = past[Flow::TotalCost as usize][year];
    let mut cost = E::all(0.0);
    for &flow in &part.trials.machine.flows.costs {
        constant -= past[flow as usize][year];
        cost = cost + results.flow(flow, year);
    }
    cost + E::all(constant)
}

/// An amount of a year, deflated and discounted.
#[inline(always)]
fn discounted<E: Abreast>(part: Part, year: usize, amount: E) -> E {
    let machine = part.trials.machine;
    match &machine.plan.indices.price {
        IndexPlan::Known(_) => amount * E::all(machine.prices.discount[year]),
        IndexPlan::Drawn { .. } => amount * E::all(machine.plan.discount[year]) / part.trials.price(year),
    }
}

/// Horizon sums, current run rate and payback; where the data date ends the horizon, running sums too.
#[inline(always)]
pub(super) fn of_horizon<E: Abreast>(part: Part, results: &mut Results) {
    let plan = part.trials.machine.plan;
    let last = plan.clock.years - 1;
    if plan.clock.first_year > last {
        for &flow in &part.trials.machine.flows.all {
            results.set(Measure::Cumulative(flow), last, Progress::<E>::new(part, flow).sum);
        }
    }
    for (whole, flow) in [
        (Whole::HorizonGrossSaving, Flow::GrossSaving),
        (Whole::HorizonCost, Flow::TotalCost),
        (Whole::HorizonNetSaving, Flow::NetSaving),
        (Whole::HorizonBudgetEffect, Flow::BudgetEffect),
    ] {
        if moves(plan, flow) && results.keeps(Measure::Whole(whole), 0) {
            results.set_whole(whole, results.get::<E>(Measure::Cumulative(flow), last));
        }
    }
    results.set_whole(Whole::CurrentRunRate, E::all(part.plan.past.current_run_rate));
    if results.keeps(Measure::Whole(Whole::PaybackYear), 0) {
        let payback: E = payback(part, 0, results);
        results.set_whole(Whole::PaybackYear, payback);
    }
    if results.keeps(Measure::Whole(Whole::PaybackFromNow), 0) {
        let payback: E = payback(part, plan.clock.first_year, results);
        results.set_whole(Whole::PaybackFromNow, payback);
    }
}

/// The first year, from `first` on, from which the net saving counted from there stays at or above 0; the number of
/// years for never, not a number where nothing is spent. `first` is no later than the first simulated year.
#[inline(always)]
fn payback<E: Abreast>(part: Part, first: usize, results: &Results) -> E {
    let (clock, past) = (part.trials.clock(), &part.plan.past.flows);
    let past_sum = |years: usize| past[Flow::NetSaving as usize][..years].iter().sum::<f64>();
    let (zero, one) = (E::all(0.0), E::all(1.0));
    let (mut year_of, mut spends, mut holds) = (E::all(clock.years as f64), zero, one);
    let before = E::all(past_sum(first));
    for year in (first..clock.years).rev() {
        let (sum, cost): (E, E) = match year < clock.first_year {
            true => (E::all(past_sum(year + 1)), E::all(past[Flow::TotalCost as usize][year])),
            false => (results.get(Measure::Cumulative(Flow::NetSaving), year), results.flow(Flow::TotalCost, year)),
        };
        spends = E::select(E::all(HALF_A_PENNY).le(cost), one, spends);
        holds = holds.only(E::all(-HALF_A_PENNY).lt(sum - before));
        year_of = E::select(zero.lt(holds), E::all(year as f64), year_of);
    }
    E::select(zero.lt(spends), year_of, E::all(f64::NAN))
}
