//! The measures of section 6, for each part of the programme.

use super::super::abreast::{Abreast, Packed};
use super::super::lanes::Lanes;
use super::ledger::{Basic, Kind, Ledger};
use super::workspace::{Chunk, Own, place_in_part};
use super::{Group, Machine};
use crate::plan::{IndexPlan, PartPlan, Plan};
use crate::programme::{Flow, Measure, Stock, Whole};
use std::marker::PhantomData;

/// Half a penny: an amount above minus this is nil or more when rounded to the penny.
const HALF_A_PENNY: f64 = 0.005;

/// The flows that areas bring, in the order of [`Flow`].
const FROM_AREAS: [Flow; 6] = [
    Flow::GrossSaving,
    Flow::CashableSaving,
    Flow::ImplementationCost,
    Flow::DelayCost,
    Flow::RunningCost,
    Flow::RedundancyCost,
];

/// The flows that are the programme's own, in the order of [`Own`].
pub(super) const OWN: [Flow; Own::COUNT] = [Flow::ProgrammeCost, Flow::RiskCost, Flow::DismantlingCost, Flow::Grant];

/// The work of the programme's own flows and of all measures.
pub(super) struct Measures<'a, E> {
    pub(super) chunk: &'a mut Chunk,
    pub(super) machine: &'a Machine<'a>,
    pub(super) ledger: &'a Ledger<'a>,
    pub(super) group: Group,
    pub(super) of: PhantomData<E>,
}

/// What 32 trials leave of a part.
pub(super) struct Results<'a> {
    pub(super) numbers: &'a mut [Lanes],
    pub(super) years: usize,
    pub(super) group: Group,
}

impl Results<'_> {
    /// A measure of a year (0 for measures of the horizon).
    #[inline(always)]
    pub(super) fn get<E: Abreast>(&self, measure: Measure, year: usize) -> E {
        E::load(self.numbers[place_in_part(measure, year, self.years)].group(self.group))
    }

    /// Sets a measure of a year.
    #[inline(always)]
    pub(super) fn set<E: Abreast>(&mut self, measure: Measure, year: usize, value: E) {
        value.store(self.numbers[place_in_part(measure, year, self.years)].group_mut(self.group));
    }

    #[inline(always)]
    fn flow<E: Abreast>(&self, flow: Flow, year: usize) -> E {
        self.get(Measure::Flow(flow), year)
    }
}

/// What is counted together of a part while its years go by.
struct Sums<E> {
    /// By [`Basic`]: what streams bring every month, and levels, that are steady by the year.
    steady: [E; Basic::STEADY],
    /// The gross saving of the year that areas bring to the part's own account.
    gross: E,
    /// By [`Flow`]: running sums.
    cumulative: [E; Flow::COUNT],
    /// Present values of net saving, gross saving and total cost.
    present: [E; PRESENT.len()],
}

/// The flows whose present values are wanted.
const PRESENT: [Flow; 3] = [Flow::NetSaving, Flow::GrossSaving, Flow::TotalCost];

/// Where a part's numbers of a year come from.
#[derive(Clone, Copy)]
struct Year<'a> {
    machine: &'a Machine<'a>,
    ledger: &'a Ledger<'a>,
    part: &'a PartPlan,
    /// Where the part's account begins, if it has one.
    account: Option<usize>,
    /// Whether the part is the programme.
    is_programme: bool,
    year: usize,
    group: Group,
}

impl Year<'_> {
    #[inline(always)]
    fn read<E: Abreast>(&self, account: usize, kind: Kind, basic: Basic) -> E {
        self.ledger.read(account, (kind, basic, self.year))
    }

    #[inline(always)]
    fn may_exit(&self) -> bool {
        self.machine.plan.exit.is_some()
    }
}

impl Chunk {
    /// Every measure of every part, the programme first.
    #[inline(always)]
    pub(super) fn measures<E: Abreast>(&mut self, machine: &Machine, ledger: &Ledger, group: Group) {
        let mut parts = std::mem::take(&mut self.parts);
        let mut common = std::mem::take(&mut self.common);
        let years = self.years;
        for (place, (part, numbers)) in machine.plan.parts.iter().zip(&mut parts).enumerate() {
            let (account, is_programme) = (machine.layout.account(place), place == 0);
            let year = Year { machine, ledger, part, account, is_programme, year: 0, group };
            let results = &mut Results { numbers, years, group };
            self.years_of_part::<E>(year, &mut common, results);
            self.whole_horizon::<E>(machine, part, results);
            if let Some(staff) = &part.staff {
                self.staffing::<E>(machine, (place, staff), ledger, results);
            }
        }
        self.common = common;
        self.parts = parts;
    }

    /// A part's flows and levels, year by year, with their running sums and present values. What areas bring the
    /// programme is left in `common` for the parts that have a share of it.
    #[inline(always)]
    fn years_of_part<E: Abreast>(&self, part: Year, common: &mut [Packed], results: &mut Results) {
        let machine = part.machine;
        let clock = machine.plan.clock;
        let nil = E::all(0.0);
        let mut sums = Sums {
            steady: [nil; Basic::STEADY],
            gross: nil,
            cumulative: [nil; Flow::COUNT],
            present: [nil; PRESENT.len()],
        };
        let mut flows = [nil; Flow::COUNT];
        self.sum_past(part, &mut sums, results);
        for year in clock.simulated_years() {
            let at = Year { year, ..part };
            for (place, &flow) in machine.flows.from_areas.iter().enumerate() {
                let own = self.flow_of_areas(at, flow, &mut sums);
                let share = if flow.is_cost() { part.part.costs_rule } else { part.part.savings_rule };
                flows[flow as usize] = with_share(at, share, &mut common[place * self.years + year], own);
            }
            for stock in Stock::ALL {
                self.stock(at, stock, (&mut sums.steady, common), results);
            }
            self.own_flows(at, &mut flows);
            totals(at, &mut flows);
            for &flow in &machine.flows.all {
                let amount = flows[flow as usize];
                let sum = sums.cumulative[flow as usize] + amount;
                sums.cumulative[flow as usize] = sum;
                results.set(Measure::Flow(flow), year, amount);
                results.set(Measure::Cumulative(flow), year, sum);
            }
            // Where no cost moves, payback needs the known ones.
            results.set(Measure::Flow(Flow::TotalCost), year, flows[Flow::TotalCost as usize]);
            for (place, flow) in PRESENT.into_iter().enumerate() {
                sums.present[place] = sums.present[place] + self.discounted(at, flows[flow as usize]);
            }
        }
        let [net, gross, cost] = sums.present;
        let spends_nothing = E::select(cost.le(nil), E::all(1.0).only(nil.le(cost)), nil);
        let ratio = E::select(nil.lt(spends_nothing), E::all(f64::NAN), gross / cost);
        results.set(Measure::Whole(Whole::BenefitCostRatio), 0, ratio);
        results.set(Measure::Whole(Whole::Npv), 0, net);
    }

    /// Sums over the years before the data date.
    #[inline(always)]
    fn sum_past<E: Abreast>(&self, part: Year, sums: &mut Sums<E>, results: &mut Results) {
        let first = part.machine.plan.clock.first_year;
        let past = &part.part.past.flows;
        for &flow in &part.machine.flows.all {
            let sum = E::all(past[flow as usize][..first].iter().sum());
            sums.cumulative[flow as usize] = sum;
            if first == self.years {
                results.set(Measure::Cumulative(flow), first - 1, sum);
            }
        }
        for year in 0..first {
            for (place, flow) in PRESENT.into_iter().enumerate() {
                let amount = E::all(past[flow as usize][year]);
                sums.present[place] = sums.present[place] + self.discounted(Year { year, ..part }, amount);
            }
        }
    }

    /// What areas bring to a part's account in a year, indexed.
    #[inline(always)]
    fn flow_of_areas<E: Abreast>(&self, at: Year, flow: Flow, sums: &mut Sums<E>) -> E {
        let Some(account) = at.account else { return E::all(0.0) };
        let used = at.machine.plan.used;
        let steady = &mut sums.steady;
        match flow {
            Flow::CashableSaving if used.cashable => {
                self.indexed(at, account, (Basic::CashPrice, Some(Basic::CashPay)), steady)
            }
            // What releases cash is all that is saved.
            Flow::CashableSaving => sums.gross,
            Flow::GrossSaving => {
                sums.gross = self.indexed(at, account, (Basic::GrossPrice, Some(Basic::GrossPay)), steady);
                sums.gross
            }
            Flow::RunningCost => self.indexed(at, account, (Basic::Running, None), steady),
            Flow::ImplementationCost => self.entered(at, account, Basic::Implementation, &self.price),
            Flow::DelayCost => self.entered(at, account, Basic::Delay, &self.price),
            _ => self.entered(at, account, Basic::Redundancy, &self.pay),
        }
    }

    /// A stream's amount in a year: entered amounts, steady months before the exit, kept months after it; price and
    /// pay part.
    #[inline(always)]
    fn indexed<E: Abreast>(
        &self,
        at: Year,
        account: usize,
        (with_price, with_pay): (Basic, Option<Basic>),
        steady: &mut [E; Basic::STEADY],
    ) -> E {
        let price = E::load(self.price[at.year].group(at.group));
        let amount = self.amount_of_year(at, account, with_price, steady) * price;
        match with_pay {
            Some(with_pay) if at.machine.plan.used.pay => {
                let pay = E::load(self.pay[at.year].group(at.group));
                amount + self.amount_of_year(at, account, with_pay, steady) * pay
            }
            _ => amount,
        }
    }

    #[inline(always)]
    fn amount_of_year<E: Abreast>(&self, at: Year, account: usize, basic: Basic, steady: &mut [E; Basic::STEADY]) -> E {
        let by_now = steady[basic as usize] + at.read(account, Kind::Steady, basic);
        steady[basic as usize] = by_now;
        let before = E::load(self.before[at.year].group(at.group));
        let amount = by_now * before + at.read(account, Kind::Entered, basic);
        if !at.may_exit() {
            return amount;
        }
        let kept = E::load(self.kept.group(at.group)) * at.read(account, Kind::AtExit, basic);
        amount + kept * E::load(self.after[at.year].group(at.group))
    }

    #[inline(always)]
    fn entered<E: Abreast>(&self, at: Year, account: usize, basic: Basic, index: &[Lanes]) -> E {
        at.read::<E>(account, Kind::Entered, basic) * E::load(index[at.year].group(at.group))
    }

    /// A level at the year's end.
    #[inline(always)]
    fn stock<E: Abreast>(
        &self,
        at: Year,
        stock: Stock,
        (steady, common): (&mut [E; Basic::STEADY], &mut [Packed]),
        results: &mut Results,
    ) {
        let plan = at.machine.plan;
        if stock == Stock::PostsRemoved && !plan.used.posts {
            return;
        }
        let own = match (at.account, stock) {
            (None, _) => E::all(0.0),
            (Some(account), Stock::RunRate) => self.run_rate(at, account, steady),
            (Some(account), Stock::PostsRemoved) => self.level(at, account, (Basic::Posts, true), steady),
            (Some(account), Stock::AreasLive) => self.level(at, account, (Basic::Live, false), steady),
        };
        let share = match stock {
            Stock::AreasLive => f64::from(u8::from(at.part.is_partner)),
            Stock::RunRate | Stock::PostsRemoved => at.part.savings_rule,
        };
        let place = (FROM_AREAS.len() + stock as usize) * self.years + at.year;
        results.set(Measure::Stock(stock), at.year, with_share(at, share, &mut common[place], own));
    }

    /// 12 times the saving rate at the year's end; what is steady has been taken in by then.
    #[inline(always)]
    fn run_rate<E: Abreast>(&self, at: Year, account: usize, steady: &[E; Basic::STEADY]) -> E {
        let twelve = E::all(12.0);
        let price = E::load(self.price[at.year].group(at.group));
        let rate = self.reached(at, account, (Basic::GrossPrice, true), steady[Basic::GrossPrice as usize]);
        let level = (at.read::<E>(account, Kind::Entered, Basic::RatePrice) + twelve * rate) * price;
        if !at.machine.plan.used.pay {
            return level;
        }
        let pay = E::load(self.pay[at.year].group(at.group));
        let rate = self.reached(at, account, (Basic::GrossPay, true), steady[Basic::GrossPay as usize]);
        level + (at.read::<E>(account, Kind::Entered, Basic::RatePay) + twelve * rate) * pay
    }

    /// A level at the year's end; after an exit the share that is kept, or, where nothing ends it, as before.
    #[inline(always)]
    fn level<E: Abreast>(
        &self,
        at: Year,
        account: usize,
        (basic, exits): (Basic, bool),
        steady: &mut [E; Basic::STEADY],
    ) -> E {
        let by_now = steady[basic as usize] + at.read(account, Kind::Steady, basic);
        steady[basic as usize] = by_now;
        at.read::<E>(account, Kind::Entered, basic) + self.reached(at, account, (basic, exits), by_now)
    }

    /// A steady level at the year's end: after an exit the share that is kept of what there was.
    #[inline(always)]
    fn reached<E: Abreast>(&self, at: Year, account: usize, (basic, exits): (Basic, bool), steady: E) -> E {
        if !(exits && at.may_exit()) {
            return steady;
        }
        let closes = E::all(at.machine.plan.clock.closes(at.year));
        let kept = E::load(self.kept.group(at.group)) * at.read(account, Kind::AtExit, basic);
        E::select(E::load(self.exit.group(at.group)).lt(closes), kept, steady)
    }

    /// The part's share of the programme's own flows, and what it had before the data date.
    #[inline(always)]
    fn own_flows<E: Abreast>(&self, at: Year, flows: &mut [E; Flow::COUNT]) {
        for &(own, flow) in &at.machine.flows.own {
            let own = E::load(self.own[own as usize][at.year].group(at.group));
            flows[flow as usize] = E::all(at.part.costs_rule) * own;
        }
        if at.year == at.machine.plan.clock.first_year {
            for flow in FROM_AREAS.into_iter().chain(OWN) {
                let past = at.part.past.flows[flow as usize][at.year];
                if past != 0.0 {
                    flows[flow as usize] = flows[flow as usize] + E::all(past);
                }
            }
        }
    }

    /// An amount of a year, deflated and discounted.
    #[inline(always)]
    fn discounted<E: Abreast>(&self, at: Year, amount: E) -> E {
        match &at.machine.plan.indices.price {
            IndexPlan::Known(_) => amount * E::all(at.machine.discount[at.year]),
            IndexPlan::Drawn { .. } => {
                amount * E::all(at.machine.plan.discount[at.year]) / E::load(self.price[at.year].group(at.group))
            }
        }
    }

    /// Horizon sums, net present value, benefit-cost ratio and payback.
    #[inline(always)]
    fn whole_horizon<E: Abreast>(&self, machine: &Machine, part: &PartPlan, results: &mut Results) {
        let plan = machine.plan;
        let last = results.years - 1;
        for (whole, flow) in [
            (Whole::HorizonGrossSaving, Flow::GrossSaving),
            (Whole::HorizonCost, Flow::TotalCost),
            (Whole::HorizonNetSaving, Flow::NetSaving),
            (Whole::HorizonBudgetEffect, Flow::BudgetEffect),
        ] {
            if moves(plan, flow) {
                let sum: E = results.get(Measure::Cumulative(flow), last);
                results.set(Measure::Whole(whole), 0, sum);
            }
        }
        results.set(Measure::Whole(Whole::CurrentRunRate), 0, E::all(part.past.current_run_rate));
        payback::<E>(plan, results);
    }
}

/// Adds a part's share of what areas brought the programme by the common rule, past amounts not yet in it. Of the
/// programme itself it is left for the others.
#[inline(always)]
fn with_share<E: Abreast>(at: Year, share: f64, common: &mut Packed, own: E) -> E {
    if at.is_programme {
        own.store(&mut common.0);
        own
    } else if share == 0.0 {
        own
    } else {
        own + E::all(share) * E::load(&common.0)
    }
}

/// Total cost, net saving, budget effect.
#[inline(always)]
fn totals<E: Abreast>(at: Year, flows: &mut [E; Flow::COUNT]) {
    let plan = at.machine.plan;
    let past = &at.part.past.flows;
    // A reported cost stands for the total, whose kinds keep the model's figures; kinds that do not move
    // are in it too.
    let mut constant = past[Flow::TotalCost as usize][at.year];
    let mut cost = E::all(0.0);
    for &flow in &at.machine.flows.costs {
        constant -= past[flow as usize][at.year];
        cost = cost + flows[flow as usize];
    }
    let cost = cost + E::all(constant);
    let grant = match moves(plan, Flow::Grant) {
        true => flows[Flow::Grant as usize],
        false => E::all(past[Flow::Grant as usize][at.year]),
    };
    flows[Flow::NetSaving as usize] = flows[Flow::GrossSaving as usize] - cost + grant;
    if !plan.all_cashable {
        flows[Flow::BudgetEffect as usize] = flows[Flow::CashableSaving as usize] - cost + grant;
    }
    flows[Flow::TotalCost as usize] = cost;
}

/// The first year, from that of the data date on, from which the net saving counted from there stays at or above
/// nil; the number of years for never, not a number where nothing is spent.
#[inline(always)]
fn payback<E: Abreast>(plan: &Plan, results: &mut Results) {
    let clock = plan.clock;
    let (nil, one) = (E::all(0.0), E::all(1.0));
    let (mut year_of, mut spends, mut holds) = (E::all(clock.years as f64), nil, one);
    let mut before = nil;
    if clock.first_year < clock.years {
        let sum: E = results.get(Measure::Cumulative(Flow::NetSaving), clock.first_year);
        before = sum - results.flow(Flow::NetSaving, clock.first_year);
    }
    for year in clock.simulated_years().rev() {
        let sum: E = results.get(Measure::Cumulative(Flow::NetSaving), year);
        let cost: E = results.flow(Flow::TotalCost, year);
        spends = E::select(E::all(HALF_A_PENNY).le(cost), one, spends);
        holds = holds.only(E::all(-HALF_A_PENNY).lt(sum - before));
        year_of = E::select(nil.lt(holds), E::all(year as f64), year_of);
    }
    let payback = E::select(nil.lt(spends), year_of, E::all(f64::NAN));
    results.set(Measure::Whole(Whole::PaybackYear), 0, payback);
}

/// Whether any trial can change a flow that is kept: cashable savings are not where all savings release cash.
#[inline(always)]
fn moves(plan: &Plan, flow: Flow) -> bool {
    let twin = plan.all_cashable && matches!(flow, Flow::CashableSaving | Flow::BudgetEffect);
    plan.moving[flow as usize] && !twin
}

/// The flows that any trial can change.
#[derive(Debug)]
pub(super) struct MovingFlows {
    /// Those that areas bring.
    from_areas: Vec<Flow>,
    /// The programme's own.
    own: Vec<(Own, Flow)>,
    /// The kinds of cost that make up the total.
    costs: Vec<Flow>,
    /// All.
    all: Vec<Flow>,
}

impl MovingFlows {
    /// Those of a plan.
    pub(super) fn new(plan: &Plan) -> Self {
        let moving = |flow: &Flow| moves(plan, *flow);
        MovingFlows {
            from_areas: FROM_AREAS.into_iter().filter(moving).collect(),
            own: Own::ALL.into_iter().zip(OWN).filter(|(_, flow)| moving(flow)).collect(),
            costs: Flow::ALL
                .into_iter()
                .filter(|flow| flow.is_cost() && *flow != Flow::TotalCost && moving(flow))
                .collect(),
            all: Flow::ALL.into_iter().filter(moving).collect(),
        }
    }
}
