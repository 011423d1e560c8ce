//! A part of the programme in 32 trials: what its measures are computed from.

use super::super::abreast::Abreast;
use super::ledger::{Entry, Item, Ledger};
use super::programme_level::{OWN, OwnFlows};
use super::results::Results;
use super::trials::Trials;
use crate::plan::{PartPlan, Plan};
use crate::programme::{Flow, Measure};

/// A part of the programme, and where its numbers come from.
#[derive(Clone, Copy)]
pub(super) struct Part<'a> {
    pub(super) trials: Trials<'a>,
    pub(super) plan: &'a PartPlan,
    /// What areas bring to it beyond the rule, if they do.
    pub(super) account: Option<Account<'a>>,
    /// The programme's own flows, of which each part has a share.
    pub(super) own: &'a OwnFlows,
    /// The programme's results, of which other parts have a share.
    pub(super) whole: Option<&'a Results<'a>>,
}

impl<'a> Part<'a> {
    /// The account of what areas bring to a flow, if they bring anything beyond the rule.
    #[inline(always)]
    pub(super) fn account_of(self, flow: Flow) -> Option<Account<'a>> {
        self.account.filter(|_| self.whole.is_none() || self.plan.own[flow as usize])
    }

    /// A flow of a year: what areas bring to the part, its share of the programme's, and what is known of it. What the
    /// programme had before the data date is shared by another key, and exchanged.
    #[inline(always)]
    pub(super) fn with_share<E: Abreast>(self, flow: Flow, year: usize, amount: E) -> E {
        let share = if flow.is_cost() { self.plan.costs_rule } else { self.plan.savings_rule };
        let mut known = self.plan.past.flows[flow as usize][year];
        let mut amount = amount;
        if let Some(whole) = self.whole.filter(|_| share != 0.0) {
            amount = amount + E::all(share) * whole.flow(flow, year);
            known -= share * self.trials.machine.plan.parts[0].past.flows[flow as usize][year];
        }
        if known == 0.0 { amount } else { amount + E::all(known) }
    }
}

/// A part's account in the ledger.
#[derive(Clone, Copy)]
pub(super) struct Account<'a> {
    pub(super) trials: Trials<'a>,
    pub(super) ledger: &'a Ledger<'a>,
    /// Where it begins.
    pub(super) begins: usize,
}

impl Account<'_> {
    /// What it has.
    #[inline(always)]
    pub(super) fn read<E: Abreast>(self, entry: Entry) -> E {
        self.ledger.read(self.begins, entry)
    }

    /// The amount of a year: what falls in it, what falls monthly before the exit, which is summed up to there, and
    /// what is kept after it.
    #[inline(always)]
    pub(super) fn amount_of_year<E: Abreast>(self, item: Item, year: usize, monthly: &mut E) -> E {
        let trials = self.trials;
        *monthly = *monthly + self.read(Entry::monthly_from(item, year));
        let in_year: E = self.read(Entry::in_year(item, year));
        if !trials.may_exit() {
            let clock = trials.clock();
            return *monthly * E::all(clock.closes(year) - clock.opens(year)) + in_year;
        }
        let amount = *monthly * trials.of(&trials.years.before[year]) + in_year;
        let kept = trials.share_kept::<E>() * self.read(Entry::at_exit(item));
        amount + kept * trials.of(&trials.years.after[year])
    }

    /// What is monthly at a year's end, summed up to there: after an exit the share that is kept of what there was,
    /// if it `exits`.
    #[inline(always)]
    pub(super) fn reached<E: Abreast>(self, item: Item, year: usize, exits: bool, monthly: &mut E) -> E {
        let trials = self.trials;
        *monthly = *monthly + self.read(Entry::monthly_from(item, year));
        if !(exits && trials.may_exit()) {
            return *monthly;
        }
        let closes = E::all(trials.clock().closes(year));
        let kept = trials.share_kept::<E>() * self.read(Entry::at_exit(item));
        E::select(trials.exit::<E>().lt(closes), kept, *monthly)
    }
}

/// A flow on its way through the years: each year is set, with the sum so far.
pub(super) struct Progress<E> {
    flow: Flow,
    pub(super) sum: E,
}

impl<E: Abreast> Progress<E> {
    /// A flow with what it was before the data date.
    #[inline(always)]
    pub(super) fn new(part: Part, flow: Flow) -> Self {
        let past = &part.plan.past.flows[flow as usize];
        Progress { flow, sum: E::all(past[..part.trials.clock().first_year].iter().sum()) }
    }

    /// Sets the amount of a year.
    #[inline(always)]
    pub(super) fn set(&mut self, results: &mut Results, year: usize, amount: E) {
        self.sum = self.sum + amount;
        results.set(Measure::Flow(self.flow), year, amount);
        results.set(Measure::Cumulative(self.flow), year, self.sum);
    }
}

/// Whether any trial can change a flow that is kept: cashable savings are not where all savings release cash.
#[inline(always)]
pub(super) fn moves(plan: &Plan, flow: Flow) -> bool {
    let twin = plan.all_cashable && matches!(flow, Flow::CashableSaving | Flow::BudgetEffect);
    plan.moving[flow as usize] && !twin
}

/// The flows that any trial can change.
#[derive(Debug)]
pub(super) struct MovingFlows {
    /// Those that areas bring.
    pub(super) from_areas: Vec<Flow>,
    /// The programme's own.
    pub(super) own: Vec<Flow>,
    /// The kinds of cost that make up the total.
    pub(super) costs: Vec<Flow>,
    /// All.
    pub(super) all: Vec<Flow>,
}

/// The flows that areas bring, in the order of [`Flow`].
const FROM_AREAS: [Flow; 6] = [
    Flow::GrossSaving,
    Flow::CashableSaving,
    Flow::ImplementationCost,
    Flow::DelayCost,
    Flow::RunningCost,
    Flow::RedundancyCost,
];

impl MovingFlows {
    /// Those of a plan.
    pub(super) fn new(plan: &Plan) -> Self {
        let moving = |flow: &Flow| moves(plan, *flow);
        let is_kind_of_cost = |flow: &Flow| flow.is_cost() && *flow != Flow::TotalCost;
        MovingFlows {
            from_areas: FROM_AREAS.into_iter().filter(moving).collect(),
            own: OWN.into_iter().filter(moving).collect(),
            costs: Flow::ALL.into_iter().filter(is_kind_of_cost).filter(moving).collect(),
            all: Flow::ALL.into_iter().filter(moving).collect(),
        }
    }
}
