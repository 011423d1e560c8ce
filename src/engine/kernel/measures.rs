//! The measures of section 6, for each part of the programme.

use super::super::abreast::{Abreast, Packed};
use super::kept::Kept;
use super::ledger::{Basic, Kind, Ledger};
use super::workspace::{Chunk, Own, place_in_part};
use super::{Group, Machine};
use crate::plan::{IndexPlan, PartPlan, Plan};
use crate::programme::{Flow, Measure, Staffing, Stock, Whole};
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

/// The work of all measures of a part.
pub(super) struct Measures<'a, E> {
    pub(super) chunk: &'a mut Chunk,
    pub(super) machine: &'a Machine<'a>,
    /// Which part.
    pub(super) part: usize,
    pub(super) ledger: &'a Ledger<'a>,
    pub(super) group: Group,
    pub(super) of: PhantomData<E>,
}

/// What 32 trials leave of a part.
pub(super) struct Results<'a> {
    pub(super) numbers: &'a mut [Packed],
    pub(super) kept: &'a Kept,
    pub(super) years: usize,
    pub(super) group: Group,
}

impl Results<'_> {
    /// Whether a measure of a year (0 for measures of the horizon) is kept.
    #[inline(always)]
    pub(super) fn keeps(&self, measure: Measure, year: usize) -> bool {
        self.kept.place(place_in_part(measure, year, self.years)).is_some()
    }

    /// A measure of a year, which is kept.
    #[inline(always)]
    pub(super) fn get<E: Abreast>(&self, measure: Measure, year: usize) -> E {
        let place = self.kept.place(place_in_part(measure, year, self.years));
        E::load(&self.numbers[place.expect("what others follow from is kept")].0)
    }

    /// Sets a measure of a year, if it is kept.
    #[inline(always)]
    pub(super) fn set<E: Abreast>(&mut self, measure: Measure, year: usize, value: E) {
        if let Some(place) = self.kept.place(place_in_part(measure, year, self.years)) {
            value.store(&mut self.numbers[place].0);
        }
    }

    #[inline(always)]
    fn flow<E: Abreast>(&self, flow: Flow, year: usize) -> E {
        self.get(Measure::Flow(flow), year)
    }
}

/// The flows whose present values are wanted.
const PRESENT: [Flow; 3] = [Flow::NetSaving, Flow::GrossSaving, Flow::TotalCost];

/// Whose numbers are computed, and from what.
#[derive(Clone, Copy)]
struct Of<'a> {
    machine: &'a Machine<'a>,
    ledger: &'a Ledger<'a>,
    part: &'a PartPlan,
    /// Where the part's account begins, if it has one.
    account: Option<usize>,
    /// The programme's results, of which other parts have a share.
    whole: Option<&'a Results<'a>>,
    group: Group,
}

impl Of<'_> {
    #[inline(always)]
    fn read<E: Abreast>(&self, account: usize, kind: Kind, (basic, year): (Basic, usize)) -> E {
        self.ledger.read(account, (kind, basic, year))
    }

    /// The account of what areas bring to a flow, if they bring anything beyond the rule.
    #[inline(always)]
    fn account_of(&self, flow: Flow) -> Option<usize> {
        self.account.filter(|_| self.whole.is_none() || self.part.own[flow as usize])
    }

    /// The share of the programme's amounts of a flow.
    #[inline(always)]
    fn share_of(&self, flow: Flow) -> f64 {
        if flow.is_cost() { self.part.costs_rule } else { self.part.savings_rule }
    }

    /// An amount of a year, with the part's share of the programme's and what is known of it. What the programme had
    /// before the data date is shared by another key, and exchanged.
    #[inline(always)]
    fn with_share<E: Abreast>(&self, (flow, share): (Flow, f64), year: usize, amount: E) -> E {
        let mut known = self.part.past.flows[flow as usize][year];
        let mut amount = amount;
        if let Some(whole) = self.whole.filter(|_| share != 0.0) {
            amount = amount + E::all(share) * whole.flow(flow, year);
            known -= share * self.machine.plan.parts[0].past.flows[flow as usize][year];
        }
        if known == 0.0 { amount } else { amount + E::all(known) }
    }

    #[inline(always)]
    fn may_exit(&self) -> bool {
        self.machine.plan.exit.is_some()
    }
}

/// A flow on its way through the years: each year is set, with the sum so far.
struct Running<E> {
    flow: Flow,
    sum: E,
}

impl<E: Abreast> Running<E> {
    /// A flow with what it was before the data date.
    #[inline(always)]
    fn new(of: Of, flow: Flow) -> Self {
        let past = &of.part.past.flows[flow as usize];
        Running { flow, sum: E::all(past[..of.machine.plan.clock.first_year].iter().sum()) }
    }

    #[inline(always)]
    fn set(&mut self, results: &mut Results, year: usize, amount: E) {
        self.sum = self.sum + amount;
        results.set(Measure::Flow(self.flow), year, amount);
        results.set(Measure::Cumulative(self.flow), year, self.sum);
    }
}

impl Chunk {
    /// Every measure of a part; the programme comes before the others.
    #[inline(always)]
    pub(super) fn measures<E: Abreast>(&mut self, machine: &Machine, place: usize, ledger: &Ledger, group: Group) {
        let years = self.years;
        let (mut programme, mut values) = (std::mem::take(&mut self.programme), std::mem::take(&mut self.values));
        let part = &machine.plan.parts[place];
        let of = Of { machine, ledger, part, account: machine.layout.account(place), whole: None, group };
        let mut whole = Results { numbers: &mut programme, kept: &machine.parts[0], years, group };
        if place == 0 {
            self.measures_of_part::<E>(of, place, &mut whole);
        } else {
            let results = &mut Results { numbers: &mut values, kept: &machine.parts[place], years, group };
            self.measures_of_part::<E>(Of { whole: Some(&whole), ..of }, place, results);
        }
        (self.programme, self.values) = (programme, values);
    }

    #[inline(always)]
    fn measures_of_part<E: Abreast>(&self, of: Of, place: usize, results: &mut Results) {
        for &flow in &of.machine.flows.from_areas {
            self.flow_of_areas::<E>(of, flow, results);
        }
        self.own_flows::<E>(of, results);
        self.levels::<E>(of, results);
        self.totals::<E>(of, results);
        self.whole_horizon::<E>(of.machine, of.part, results);
        if let Some(staff) = &of.part.staff
            && keeps_staffing(of, results)
        {
            self.staffing::<E>(of.machine, (place, staff), of.ledger, results);
        }
    }

    /// What areas bring to a part year by year, indexed, with the part's share of what they bring to the programme.
    #[inline(always)]
    fn flow_of_areas<E: Abreast>(&self, of: Of, flow: Flow, results: &mut Results) {
        let savings = (Basic::GrossPrice, Some(Basic::GrossPay));
        let stream = match flow {
            Flow::CashableSaving if of.machine.plan.used.cashable => (Basic::CashPrice, Some(Basic::CashPay)),
            // What releases cash is all that is saved.
            Flow::GrossSaving | Flow::CashableSaving => savings,
            Flow::RunningCost => (Basic::Running, None),
            Flow::ImplementationCost => return self.entered::<E>(of, (flow, Basic::Implementation, false), results),
            Flow::DelayCost => return self.entered::<E>(of, (flow, Basic::Delay, false), results),
            _ => return self.entered::<E>(of, (flow, Basic::Redundancy, true), results),
        };
        self.flow_of_stream::<E>(of, (flow, stream), results);
        if flow == Flow::GrossSaving {
            self.run_rate::<E>(of, results);
        }
    }

    /// A stream: entered amounts, steady months before the exit, kept months after it; price and pay part.
    #[inline(always)]
    fn flow_of_stream<E: Abreast>(
        &self,
        of: Of,
        (flow, (with_price, with_pay)): (Flow, (Basic, Option<Basic>)),
        results: &mut Results,
    ) {
        let (account, share) = (of.account_of(flow), of.share_of(flow));
        let with_pay = with_pay.filter(|_| of.machine.plan.used.pay);
        let (mut steady, mut steady_pay) = (E::all(0.0), E::all(0.0));
        let mut running = Running::new(of, flow);
        for year in of.machine.plan.clock.simulated_years() {
            let mut amount = E::all(0.0);
            if let Some(account) = account {
                amount = self.amount_of_year(of, account, (with_price, year), &mut steady);
                amount = self.priced(of.machine, year, of.group, amount);
                if let Some(with_pay) = with_pay {
                    let pay = E::load(self.pay[year].group(of.group));
                    amount = amount + self.amount_of_year(of, account, (with_pay, year), &mut steady_pay) * pay;
                }
            }
            running.set(results, year, of.with_share((flow, share), year, amount));
        }
    }

    #[inline(always)]
    fn amount_of_year<E: Abreast>(&self, of: Of, account: usize, at: (Basic, usize), steady: &mut E) -> E {
        let (basic, year) = at;
        *steady = *steady + of.read(account, Kind::Steady, at);
        let entered: E = of.read(account, Kind::Entered, at);
        if !of.may_exit() {
            let clock = of.machine.plan.clock;
            return *steady * E::all(clock.closes(year) - clock.opens(year)) + entered;
        }
        let amount = *steady * E::load(self.before[year].group(of.group)) + entered;
        let kept = E::load(self.kept.group(of.group)) * of.read(account, Kind::AtExit, (basic, year));
        amount + kept * E::load(self.after[year].group(of.group))
    }

    /// What falls in single years.
    #[inline(always)]
    fn entered<E: Abreast>(&self, of: Of, (flow, basic, with_pay): (Flow, Basic, bool), results: &mut Results) {
        let (account, share) = (of.account_of(flow), of.share_of(flow));
        let mut running = Running::new(of, flow);
        for year in of.machine.plan.clock.simulated_years() {
            let mut amount = E::all(0.0);
            if let Some(account) = account {
                amount = of.read(account, Kind::Entered, (basic, year));
                amount = match with_pay {
                    true => amount * E::load(self.pay[year].group(of.group)),
                    false => self.priced(of.machine, year, of.group, amount),
                };
            }
            running.set(results, year, of.with_share((flow, share), year, amount));
        }
    }

    /// 12 times the saving rate at each year's end; what is steady has been taken in by then.
    #[inline(always)]
    fn run_rate<E: Abreast>(&self, of: Of, results: &mut Results) {
        let twelve = E::all(12.0);
        let account = of.account_of(Flow::GrossSaving);
        let with_pay = of.machine.plan.used.pay;
        let (mut steady, mut steady_pay) = (E::all(0.0), E::all(0.0));
        for year in of.machine.plan.clock.simulated_years() {
            let mut level = E::all(0.0);
            if let Some(account) = account {
                let rate = self.reached(of, account, (Basic::GrossPrice, year, true), &mut steady);
                let rate = of.read::<E>(account, Kind::Entered, (Basic::RatePrice, year)) + twelve * rate;
                level = self.priced(of.machine, year, of.group, rate);
                if with_pay {
                    let rate = self.reached(of, account, (Basic::GrossPay, year, true), &mut steady_pay);
                    let rate = of.read::<E>(account, Kind::Entered, (Basic::RatePay, year)) + twelve * rate;
                    level = level + rate * E::load(self.pay[year].group(of.group));
                }
            }
            set_level(of, (Stock::RunRate, year, of.part.savings_rule), level, results);
        }
    }

    /// Posts removed, and areas live, at each year's end.
    #[inline(always)]
    fn levels<E: Abreast>(&self, of: Of, results: &mut Results) {
        let own = of.machine.plan.used.posts && (of.whole.is_none() || of.part.own_posts);
        let level = (Stock::PostsRemoved, Basic::Posts, true);
        self.level::<E>(of, level, (of.account.filter(|_| own), of.part.savings_rule), results);
        // A partner has all of the programme's areas.
        let share = f64::from(u8::from(of.part.is_partner));
        let account = of.account.filter(|_| !of.part.is_partner);
        self.level::<E>(of, (Stock::AreasLive, Basic::Live, false), (account, share), results);
    }

    /// A level at each year's end; after an exit the share that is kept, or, where nothing ends it, as before.
    #[inline(always)]
    fn level<E: Abreast>(
        &self,
        of: Of,
        (stock, basic, exits): (Stock, Basic, bool),
        (account, share): (Option<usize>, f64),
        results: &mut Results,
    ) {
        let mut steady = E::all(0.0);
        for year in of.machine.plan.clock.simulated_years() {
            let mut level = E::all(0.0);
            if let Some(account) = account {
                level = of.read(account, Kind::Entered, (basic, year));
                level = level + self.reached(of, account, (basic, year, exits), &mut steady);
            }
            set_level(of, (stock, year, share), level, results);
        }
    }

    /// What is steady at a year's end: after an exit the share that is kept of what there was.
    #[inline(always)]
    fn reached<E: Abreast>(
        &self,
        of: Of,
        account: usize,
        (basic, year, exits): (Basic, usize, bool),
        steady: &mut E,
    ) -> E {
        *steady = *steady + of.read(account, Kind::Steady, (basic, year));
        if !(exits && of.may_exit()) {
            return *steady;
        }
        let closes = E::all(of.machine.plan.clock.closes(year));
        let kept = E::load(self.kept.group(of.group)) * of.read(account, Kind::AtExit, (basic, year));
        E::select(E::load(self.exit.group(of.group)).lt(closes), kept, *steady)
    }

    /// The part's share of the programme's own flows, and what it had of them before the data date.
    #[inline(always)]
    fn own_flows<E: Abreast>(&self, of: Of, results: &mut Results) {
        for &(own, flow) in &of.machine.flows.own {
            let mut running = Running::new(of, flow);
            for year in of.machine.plan.clock.simulated_years() {
                let own = E::load(self.own[own as usize][year].group(of.group));
                let known = of.part.past.flows[flow as usize][year];
                running.set(results, year, E::all(of.part.costs_rule) * own + E::all(known));
            }
        }
    }

    /// Total cost, net saving and budget effect, and present values.
    #[inline(always)]
    fn totals<E: Abreast>(&self, of: Of, results: &mut Results) {
        let plan = of.machine.plan;
        let past = &of.part.past.flows;
        let mut costs = Running::<E>::new(of, Flow::TotalCost);
        let mut nets = Running::<E>::new(of, Flow::NetSaving);
        let mut effects = Running::<E>::new(of, Flow::BudgetEffect);
        let mut present = self.present_of_past::<E>(of, results);
        for year in plan.clock.simulated_years() {
            // A reported cost stands for the total, whose kinds keep the model's figures; kinds that do not move are in
            // it too.
            let mut constant = past[Flow::TotalCost as usize][year];
            let mut cost = E::all(0.0);
            for &flow in &of.machine.flows.costs {
                constant -= past[flow as usize][year];
                cost = cost + results.flow(flow, year);
            }
            let cost = cost + E::all(constant);
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
            present[0] = present[0] + self.discounted(of, year, net);
            present[1] = present[1] + self.discounted(of, year, gross);
            present[2] = present[2] + self.discounted(of, year, cost);
        }
        let [net, gross, cost] = present;
        let nil = E::all(0.0);
        let spends_nothing = E::select(cost.le(nil), E::all(1.0).only(nil.le(cost)), nil);
        let ratio = E::select(nil.lt(spends_nothing), E::all(f64::NAN), gross / cost);
        results.set(Measure::Whole(Whole::BenefitCostRatio), 0, ratio);
        results.set(Measure::Whole(Whole::Npv), 0, net);
    }

    /// Present values of the years before the data date; where it ends the horizon, running sums are set too.
    #[inline(always)]
    fn present_of_past<E: Abreast>(&self, of: Of, results: &mut Results) -> [E; PRESENT.len()] {
        let past = &of.part.past.flows;
        let first = of.machine.plan.clock.first_year;
        if first == self.years {
            for &flow in &of.machine.flows.all {
                results.set(Measure::Cumulative(flow), first - 1, Running::<E>::new(of, flow).sum);
            }
        }
        let mut present = [E::all(0.0); PRESENT.len()];
        for year in 0..first {
            for (present, flow) in present.iter_mut().zip(PRESENT) {
                *present = *present + self.discounted(of, year, E::all(past[flow as usize][year]));
            }
        }
        present
    }

    /// An amount of a year, deflated and discounted.
    #[inline(always)]
    fn discounted<E: Abreast>(&self, of: Of, year: usize, amount: E) -> E {
        match &of.machine.plan.indices.price {
            IndexPlan::Known(_) => amount * E::all(of.machine.discount[year]),
            IndexPlan::Drawn { .. } => {
                amount * E::all(of.machine.plan.discount[year]) / E::load(self.price[year].group(of.group))
            }
        }
    }

    /// An amount of a year, with prices.
    #[inline(always)]
    pub(super) fn priced<E: Abreast>(&self, machine: &Machine, year: usize, group: Group, amount: E) -> E {
        match &machine.plan.indices.price {
            IndexPlan::Known(price) if price[year] == 1.0 => amount,
            IndexPlan::Known(price) => amount * E::all(price[year]),
            IndexPlan::Drawn { .. } => amount * E::load(self.price[year].group(group)),
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
            if moves(plan, flow) && results.keeps(Measure::Whole(whole), 0) {
                let sum: E = results.get(Measure::Cumulative(flow), last);
                results.set(Measure::Whole(whole), 0, sum);
            }
        }
        results.set(Measure::Whole(Whole::CurrentRunRate), 0, E::all(part.past.current_run_rate));
        if results.keeps(Measure::Whole(Whole::PaybackYear), 0) {
            payback::<E>(plan, results);
        }
    }
}

/// Whether anything of a workforce group is kept.
#[inline(always)]
fn keeps_staffing(of: Of, results: &Results) -> bool {
    let mut years = of.machine.plan.clock.simulated_years();
    years.any(|year| Staffing::ALL.iter().any(|staffing| results.keeps(Measure::Staffing(*staffing), year)))
}

/// Sets a level, with the part's share of the programme's.
#[inline(always)]
fn set_level<E: Abreast>(of: Of, (stock, year, share): (Stock, usize, f64), own: E, results: &mut Results) {
    let measure = Measure::Stock(stock);
    if !results.keeps(measure, year) {
        return;
    }
    let level = match of.whole.filter(|_| share != 0.0) {
        Some(whole) => own + E::all(share) * whole.get(measure, year),
        None => own,
    };
    results.set(measure, year, level);
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
    pub(super) all: Vec<Flow>,
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
