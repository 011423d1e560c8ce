//! The measures of section 6, for each part of the programme.

use super::super::lanes::{LANES, Lanes};
use super::account::{Account, Basic};
use super::workspace::place_in_part;
use super::{Chunk, Machine, at_each_level};
use crate::plan::{IndexPlan, PartPlan, Plan};
use crate::programme::{Flow, Measure, Stock, Whole};

const NIL: Lanes = Lanes::all(0.0);

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

/// The flows that are the programme's own, in the order of [`Chunk::own`].
const OWN: [Flow; 4] = [Flow::ProgrammeCost, Flow::RiskCost, Flow::DismantlingCost, Flow::Grant];

impl Chunk {
    /// Every measure of every part.
    #[inline(always)]
    fn measures_at_level(&mut self, machine: &Machine) {
        let plan = machine.plan;
        for part in 0..plan.parts.len() {
            let mut left = std::mem::take(&mut self.parts[part]);
            self.add_up_account(plan, part, &mut left);
            self.parts[part] = left;
        }
        let programme = std::mem::take(&mut self.parts[0]);
        for part in 1..plan.parts.len() {
            let mut left = std::mem::take(&mut self.parts[part]);
            self.add_share_of_programme(plan, &plan.parts[part], &programme, &mut left);
            self.parts[part] = left;
        }
        self.parts[0] = programme;
        for part in 0..plan.parts.len() {
            let mut left = std::mem::take(&mut self.parts[part]);
            self.own_flows(plan, &plan.parts[part], &mut left);
            self.totals(plan, &plan.parts[part], &mut left);
            self.running_sums(plan, &plan.parts[part], &mut left);
            self.whole_horizon(plan, &plan.parts[part], &mut left);
            self.parts[part] = left;
        }
    }

    /// What areas brought to a part's account, indexed.
    #[inline(always)]
    fn add_up_account(&self, plan: &Plan, part: usize, left: &mut [Lanes]) {
        let years = self.years;
        let at = |measure: Measure| place_in_part(measure, 0, years);
        let Some(account) = &self.accounts[part] else {
            for measure in moving_from_areas(plan) {
                for year in plan.clock.simulated_years() {
                    left[at(measure) + year].fill_with(0.0);
                }
            }
            return;
        };
        for flow in FROM_AREAS.into_iter().filter(|flow| moves(plan, *flow)) {
            let of_flow = &mut left[at(Measure::Flow(flow))..];
            match flow {
                Flow::CashableSaving if plan.used.cashable => {
                    self.indexed(plan, account, (Basic::CashPrice, Some(Basic::CashPay)), of_flow);
                }
                Flow::GrossSaving | Flow::CashableSaving => {
                    self.indexed(plan, account, (Basic::GrossPrice, Some(Basic::GrossPay)), of_flow);
                }
                Flow::RunningCost => self.indexed(plan, account, (Basic::Running, None), of_flow),
                Flow::ImplementationCost => self.entered(plan, account, (Basic::Implementation, false), of_flow),
                Flow::DelayCost => self.entered(plan, account, (Basic::Delay, false), of_flow),
                _ => self.entered(plan, account, (Basic::Redundancy, true), of_flow),
            }
        }
        self.run_rate(plan, account, &mut left[at(Measure::Stock(Stock::RunRate))..]);
        if plan.used.posts {
            self.level(plan, account, (Basic::Posts, true), &mut left[at(Measure::Stock(Stock::PostsRemoved))..]);
        }
        self.level(plan, account, (Basic::Live, false), &mut left[at(Measure::Stock(Stock::AreasLive))..]);
    }

    /// A stream by year: entered amounts, steady months before the exit, kept months after it; price and pay part.
    #[inline(always)]
    fn indexed(
        &self,
        plan: &Plan,
        account: &Account,
        (with_price, with_pay): (Basic, Option<Basic>),
        years: &mut [Lanes],
    ) {
        self.add_indexed(plan, account, (with_price, &self.price, true), years);
        if let Some(with_pay) = with_pay
            && plan.used.pay
        {
            self.add_indexed(plan, account, (with_pay, &self.pay, false), years);
        }
    }

    #[inline(always)]
    fn add_indexed(
        &self,
        plan: &Plan,
        account: &Account,
        (basic, index, first): (Basic, &[Lanes], bool),
        years: &mut [Lanes],
    ) {
        let mut steady = NIL;
        for year in plan.clock.simulated_years() {
            if let Some(amounts) = account.steady(basic, year) {
                add(&mut steady, amounts);
            }
            let entered = account.entered(basic, year).unwrap_or(&NIL);
            let (before, index, total) = (&self.before[year], &index[year], &mut years[year]);
            for lane in 0..LANES {
                let amount = (steady[lane] * before[lane] + entered[lane]) * index[lane];
                total[lane] = if first { amount } else { total[lane] + amount };
            }
            if let Some(at_exit) = account.at_exit(basic) {
                for lane in 0..LANES {
                    total[lane] += self.kept[lane] * at_exit[lane] * self.after[year][lane] * index[lane];
                }
            }
        }
    }

    #[inline(always)]
    fn entered(&self, plan: &Plan, account: &Account, (basic, pay): (Basic, bool), years: &mut [Lanes]) {
        let index = if pay { &self.pay } else { &self.price };
        for year in plan.clock.simulated_years() {
            match account.entered(basic, year) {
                Some(amounts) => {
                    for lane in 0..LANES {
                        years[year][lane] = amounts[lane] * index[year][lane];
                    }
                }
                None => years[year].fill_with(0.0),
            }
        }
    }

    /// 12 times the saving rate at each year's end.
    #[inline(always)]
    fn run_rate(&self, plan: &Plan, account: &Account, years: &mut [Lanes]) {
        let streams =
            [(Basic::GrossPrice, Basic::RatePrice, &self.price), (Basic::GrossPay, Basic::RatePay, &self.pay)];
        for (number, (stream, level, index)) in streams.into_iter().enumerate().take(1 + usize::from(plan.used.pay)) {
            let mut steady = NIL;
            for year in plan.clock.simulated_years() {
                if let Some(amounts) = account.steady(stream, year) {
                    add(&mut steady, amounts);
                }
                let entered = account.entered(level, year).unwrap_or(&NIL);
                let at_exit = account.at_exit(stream).unwrap_or(&NIL);
                let closes = plan.clock.closes(year);
                for lane in 0..LANES {
                    let exited = closes > self.exit[lane];
                    let rate = if exited { self.kept[lane] * at_exit[lane] } else { steady[lane] };
                    let level = (entered[lane] + 12.0 * rate) * index[year][lane];
                    years[year][lane] = if number == 0 { level } else { years[year][lane] + level };
                }
            }
        }
    }

    /// A level at each year's end; after an exit the share that is kept, or, where nothing ends it, as before.
    #[inline(always)]
    fn level(&self, plan: &Plan, account: &Account, (basic, exits): (Basic, bool), years: &mut [Lanes]) {
        let mut steady = NIL;
        for year in plan.clock.simulated_years() {
            if let Some(amounts) = account.steady(basic, year) {
                add(&mut steady, amounts);
            }
            let entered = account.entered(basic, year).unwrap_or(&NIL);
            let at_exit = account.at_exit(basic).unwrap_or(&NIL);
            let closes = plan.clock.closes(year);
            for lane in 0..LANES {
                let exited = exits && closes > self.exit[lane];
                let level = if exited { self.kept[lane] * at_exit[lane] } else { steady[lane] };
                years[year][lane] = entered[lane] + level;
            }
        }
    }

    /// Adds a partner's share of the programme by the common rule; past amounts are not in it yet.
    #[inline(always)]
    fn add_share_of_programme(&self, plan: &Plan, part: &PartPlan, programme: &[Lanes], left: &mut [Lanes]) {
        for measure in moving_from_areas(plan) {
            let share = match measure {
                Measure::Flow(flow) if flow.is_cost() => part.costs_rule,
                Measure::Stock(Stock::AreasLive) => f64::from(u8::from(part.is_partner)),
                _ => part.savings_rule,
            };
            if share == 0.0 {
                continue;
            }
            for year in plan.clock.simulated_years() {
                let place = place_in_part(measure, year, self.years);
                for lane in 0..LANES {
                    left[place][lane] += share * programme[place][lane];
                }
            }
        }
    }

    /// The part's share of the programme's own flows, and what it had before the data date.
    #[inline(always)]
    fn own_flows(&self, plan: &Plan, part: &PartPlan, left: &mut [Lanes]) {
        for (place, flow) in OWN.into_iter().enumerate().filter(|(_, flow)| moves(plan, *flow)) {
            for year in plan.clock.simulated_years() {
                let total = &mut left[place_in_part(Measure::Flow(flow), year, self.years)];
                for lane in 0..LANES {
                    total[lane] = part.costs_rule * self.own[place][year][lane];
                }
            }
        }
        let year = plan.clock.first_year;
        if year < plan.clock.years {
            for flow in FROM_AREAS.into_iter().chain(OWN).filter(|flow| moves(plan, *flow)) {
                let past = part.past.flows[flow as usize][year];
                if past != 0.0 {
                    left[place_in_part(Measure::Flow(flow), year, self.years)].iter_mut().for_each(|x| *x += past);
                }
            }
        }
    }

    /// Total cost, net saving, budget effect.
    #[inline(always)]
    fn totals(&self, plan: &Plan, part: &PartPlan, left: &mut [Lanes]) {
        let kinds = || FROM_AREAS.into_iter().chain(OWN).filter(|flow| flow.is_cost() && moves(plan, *flow));
        for year in plan.clock.simulated_years() {
            let place = |flow: Flow| place_in_part(Measure::Flow(flow), year, self.years);
            let past = |flow: Flow| part.past.flows[flow as usize][year];
            // A reported cost stands for the total, whose kinds keep the model's figures; kinds that do not move
            // are in it too.
            let mut cost = Lanes::all(past(Flow::TotalCost) - kinds().map(past).sum::<f64>());
            for flow in kinds() {
                add(&mut cost, &left[place(flow)]);
            }
            let grant = if moves(plan, Flow::Grant) { 0.0 } else { past(Flow::Grant) };
            for (saving, effect) in [(Flow::GrossSaving, Flow::NetSaving), (Flow::CashableSaving, Flow::BudgetEffect)] {
                if plan.all_cashable && effect == Flow::BudgetEffect {
                    continue;
                }
                let [net, saving, grants] = left
                    .get_disjoint_mut([place(effect), place(saving), place(Flow::Grant)])
                    .expect("flows have places of their own");
                for lane in 0..LANES {
                    net[lane] = saving[lane] + grant - cost[lane];
                }
                if moves(plan, Flow::Grant) {
                    add(net, grants);
                }
            }
            left[place(Flow::TotalCost)] = cost;
        }
    }

    /// Running sums of every flow that moves; years before the data date are constants.
    #[inline(always)]
    fn running_sums(&self, plan: &Plan, part: &PartPlan, left: &mut [Lanes]) {
        let first = plan.clock.first_year;
        for flow in Flow::ALL.into_iter().filter(|flow| moves(plan, *flow)) {
            let before = part.past.flows[flow as usize][..first].iter().sum();
            let place = |year: usize| place_in_part(Measure::Cumulative(flow), year, self.years);
            if first == plan.clock.years {
                left[place(first - 1)].fill_with(before);
            }
            for year in plan.clock.simulated_years() {
                let of_year = place_in_part(Measure::Flow(flow), year, self.years);
                if year == first {
                    let [sum, flow] =
                        left.get_disjoint_mut([place(year), of_year]).expect("sums have their own places");
                    for lane in 0..LANES {
                        sum[lane] = before + flow[lane];
                    }
                } else {
                    let [sum, flow, last] = left
                        .get_disjoint_mut([place(year), of_year, place(year - 1)])
                        .expect("sums have their own places");
                    for lane in 0..LANES {
                        sum[lane] = last[lane] + flow[lane];
                    }
                }
            }
        }
    }

    /// Horizon sums, net present value, benefit-cost ratio and payback.
    #[inline(always)]
    fn whole_horizon(&self, plan: &Plan, part: &PartPlan, left: &mut [Lanes]) {
        let last = self.years - 1;
        let place = |whole: Whole| place_in_part(Measure::Whole(whole), 0, self.years);
        for (whole, flow) in [
            (Whole::HorizonGrossSaving, Flow::GrossSaving),
            (Whole::HorizonCost, Flow::TotalCost),
            (Whole::HorizonNetSaving, Flow::NetSaving),
            (Whole::HorizonBudgetEffect, Flow::BudgetEffect),
        ] {
            if moves(plan, flow) {
                let sum = place_in_part(Measure::Cumulative(flow), last, self.years);
                let [whole, sum] = left.get_disjoint_mut([place(whole), sum]).expect("measures have their own places");
                whole.0 = sum.0;
            }
        }
        left[place(Whole::CurrentRunRate)].fill_with(part.past.current_run_rate);
        let npv = self.discounted(plan, part, Flow::NetSaving, left);
        let gross = self.discounted(plan, part, Flow::GrossSaving, left);
        let cost = self.discounted(plan, part, Flow::TotalCost, left);
        let ratio = &mut left[place(Whole::BenefitCostRatio)];
        for lane in 0..LANES {
            ratio[lane] = if cost[lane] == 0.0 { f64::NAN } else { gross[lane] / cost[lane] };
        }
        left[place(Whole::Npv)] = npv;
        self.payback(plan, left);
    }

    /// The discounted, deflated sum of a flow over the horizon.
    #[inline(always)]
    fn discounted(&self, plan: &Plan, part: &PartPlan, flow: Flow, left: &[Lanes]) -> Lanes {
        let mut sum = NIL;
        for year in 0..self.years {
            let past = Lanes::all(part.past.flows[flow as usize][year]);
            let amounts = match year < plan.clock.first_year {
                true => &past,
                false => &left[place_in_part(Measure::Flow(flow), year, self.years)],
            };
            match &plan.indices.price {
                IndexPlan::Known(price) => {
                    let factor = plan.discount[year] / price[year];
                    for lane in 0..LANES {
                        sum[lane] += amounts[lane] * factor;
                    }
                }
                IndexPlan::Drawn { .. } => {
                    for lane in 0..LANES {
                        sum[lane] += amounts[lane] * plan.discount[year] / self.price[year][lane];
                    }
                }
            }
        }
        sum
    }

    /// The first year, from that of the data date on, from which the net saving counted from there stays at or above
    /// nil; the number of years for never, not a number where nothing is spent.
    #[inline(always)]
    fn payback(&self, plan: &Plan, left: &mut [Lanes]) {
        let clock = plan.clock;
        let cumulative = |year: usize| place_in_part(Measure::Cumulative(Flow::NetSaving), year, self.years);
        let mut year_of = Lanes::all(clock.years as f64);
        let mut spends = NIL;
        let mut holds = Lanes::all(1.0);
        let mut before = NIL;
        if let Some(year) = Some(clock.first_year).filter(|year| *year < clock.years) {
            let net = &left[place_in_part(Measure::Flow(Flow::NetSaving), year, self.years)];
            for lane in 0..LANES {
                before[lane] = left[cumulative(year)][lane] - net[lane];
            }
        }
        for year in clock.simulated_years().rev() {
            let (sum, cost) =
                (&left[cumulative(year)], &left[place_in_part(Measure::Flow(Flow::TotalCost), year, self.years)]);
            for lane in 0..LANES {
                spends[lane] = if cost[lane] >= HALF_A_PENNY { 1.0 } else { spends[lane] };
                holds[lane] = if sum[lane] - before[lane] > -HALF_A_PENNY { holds[lane] } else { 0.0 };
                year_of[lane] = if holds[lane] > 0.0 { year as f64 } else { year_of[lane] };
            }
        }
        let payback = &mut left[place_in_part(Measure::Whole(Whole::PaybackYear), 0, self.years)];
        for lane in 0..LANES {
            payback[lane] = if spends[lane] > 0.0 { year_of[lane] } else { f64::NAN };
        }
    }
}

/// Whether any trial can change a flow that is kept: cashable savings are not where all savings release cash.
#[inline(always)]
fn moves(plan: &Plan, flow: Flow) -> bool {
    let twin = plan.all_cashable && matches!(flow, Flow::CashableSaving | Flow::BudgetEffect);
    plan.moving[flow as usize] && !twin
}

/// What areas bring that any trial can change.
#[inline(always)]
fn moving_from_areas(plan: &Plan) -> impl Iterator<Item = Measure> + '_ {
    let flows = FROM_AREAS.into_iter().filter(|flow| moves(plan, *flow)).map(Measure::Flow);
    let stocks = Stock::ALL.into_iter().filter(|stock| *stock != Stock::PostsRemoved || plan.used.posts);
    flows.chain(stocks.map(Measure::Stock))
}

#[inline(always)]
fn add(sum: &mut Lanes, amounts: &Lanes) {
    for lane in 0..LANES {
        sum[lane] += amounts[lane];
    }
}

at_each_level! {
    pub(super) fn measures(machine) = measures_at_level;
}
