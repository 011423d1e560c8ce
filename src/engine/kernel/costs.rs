//! What an area costs beside running: implementation, delay and redundancy; and its posts (section 4).

use super::super::abreast::Abreast;
use super::go_live::GoLive;
use super::ledger::{Entry, Item, Ledger};
use super::ramp::{Ramp, overlap};
use super::rise;
use super::trials::Area;
use crate::plan::{Amount, ImplementationPlan, SpendPlan, Steps};

/// A cost that falls evenly over time.
struct Spend<E> {
    item: Item,
    /// £ a month.
    rate: E,
    /// Its beginning, months.
    from: f64,
    /// Its end, months, and the latest of all trials.
    until: E,
    latest: f64,
}

/// Posts on their way out.
struct Posts<'a, E: Abreast> {
    area: Area<'a>,
    /// `min(r, 1) N`.
    number: E,
    /// When they begin to go, months.
    start: E,
    ramp: Ramp<E>,
    /// The first year in which they go, and the first in which all have gone in all trials.
    first: usize,
    steady_from: usize,
}

/// What an area costs beside running, and its posts; returns the cost over the simulated months.
#[inline(always)]
pub(super) fn costs<E: Abreast>(area: Area, go_live: GoLive<E>, ledger: &mut Ledger) -> E {
    let plan = area.plan();
    let mut cost = E::all(0.0);
    if !plan.posts.is(0.0) {
        cost = cost
            + E::apart(
                #[inline(always)]
                || posts(area, go_live, ledger),
            );
    }
    if let Some(implementation) = &plan.implementation {
        cost = cost
            + match &implementation.spend {
                SpendPlan::Once { cost, left } => {
                    spend(area, &spread(area, implementation, (*cost, *left), go_live), ledger)
                }
                SpendPlan::ByYear { steps, months } => {
                    let stretched = Stretched::new(area, implementation, (steps, *months), go_live);
                    E::apart(
                        #[inline(always)]
                        || stretched.enter(area, ledger),
                    )
                }
            };
    }
    if !plan.delay_cost.is(0.0) {
        let rate = go_live.if_ahead(area.trials.amount::<E>(plan.delay_cost));
        let (until, latest) = (go_live.live, go_live.latest);
        let delay = Spend { item: Item::Delay, rate, from: plan.planned, until, latest };
        cost = cost + spend(area, &delay, ledger);
    }
    cost
}

/// What is left of the investment, spread evenly until go-live; where the area does not go ahead, the share
/// that is lost, over the planned window.
#[inline(always)]
fn spread<E: Abreast>(
    area: Area,
    plan: &ImplementationPlan,
    (cost, left): (Amount, f64),
    go_live: GoLive<E>,
) -> Spend<E> {
    let planned = E::all(area.plan().planned);
    let (mut until, mut spent) = (planned.max(go_live.live), E::all(left) * area.trials.amount::<E>(plan.overrun));
    if go_live.ahead.is_some() {
        until = go_live.select(until, planned);
        spent = go_live.select(spent, spent * area.trials.amount::<E>(plan.abandoned));
    }
    let rate = area.trials.amount::<E>(cost) * (spent / (until - E::all(plan.from)));
    let latest = go_live.latest.max(area.plan().planned);
    Spend { item: Item::Implementation, rate, from: plan.from, until, latest }
}

/// What is left of a plan by year: it keeps its shape on an axis of time that lateness stretches.
struct Stretched<'a, E> {
    steps: &'a Steps,
    /// Where it begins, months, and how many it was to go on.
    from: f64,
    months: f64,
    /// Months of the plan in a month.
    pace: E,
    /// Achieved over planned.
    spent: E,
    /// When it ends in all trials, months.
    latest: f64,
}

impl<'a, E: Abreast> Stretched<'a, E> {
    #[inline(always)]
    fn new(area: Area, plan: &ImplementationPlan, (steps, months): (&'a Steps, f64), go_live: GoLive<E>) -> Self {
        let mut late = (go_live.live - E::all(area.plan().planned)).max(E::all(0.0));
        let mut spent = area.trials.amount::<E>(plan.overrun);
        if go_live.ahead.is_some() {
            late = go_live.select(late, E::all(0.0));
            spent = go_live.select(spent, spent * area.trials.amount::<E>(plan.abandoned));
        }
        let pace = E::all(months) / (E::all(months) + late);
        let latest = plan.from + months + (go_live.latest - area.plan().planned).max(0.0);
        Stretched { steps, from: plan.from, months, pace, spent, latest }
    }

    /// What the plan has come to by `t`, £.
    #[inline(always)]
    fn until(&self, t: E) -> E {
        let planned = ((t - E::all(self.from)) * self.pace).max(E::all(0.0)).min(E::all(self.months));
        rise::integral(self.steps, planned)
    }

    /// Enters it, until an exit; returns its sum, indexed.
    #[inline(always)]
    fn enter(&self, area: Area, ledger: &mut Ledger) -> E {
        let (trials, clock) = (area.trials, area.trials.clock());
        let exit: E = trials.exit();
        let (mut sum, mut before) = (E::all(0.0), E::all(0.0));
        let mut year = clock.year_of(self.from);
        while year < clock.years && clock.opens(year) < self.latest {
            let by_end = self.until(E::all(clock.closes(year)).min(exit));
            let amount = self.spent * (by_end - before);
            sum = sum + trials.priced(year, amount);
            area.enter(ledger, Entry::in_year(Item::Implementation, year), amount);
            before = by_end;
            year += 1;
        }
        sum
    }
}

/// Enters a cost, which stops at the exit; returns its sum, indexed.
#[inline(always)]
fn spend<E: Abreast>(area: Area, spend: &Spend<E>, ledger: &mut Ledger) -> E {
    let (trials, clock) = (area.trials, area.trials.clock());
    let until = if trials.may_exit() { spend.until.min(trials.exit()) } else { spend.until };
    let mut sum = E::all(0.0);
    let mut year = clock.year_of(spend.from);
    while year < clock.years && clock.opens(year) < spend.latest {
        let (opens, closes) = (E::all(clock.opens(year)), E::all(clock.closes(year)));
        let amount = spend.rate * overlap(E::all(spend.from), until, opens, closes);
        sum = sum + trials.priced(year, amount);
        area.enter(ledger, Entry::in_year(spend.item, year), amount);
        year += 1;
    }
    sum
}

/// Posts removed, the turnover that they need, and redundancy, whose cost is returned.
#[inline(always)]
fn posts<E: Abreast>(area: Area, go_live: GoLive<E>, ledger: &mut Ledger) -> E {
    let (trials, plan, clock) = (area.trials, area.plan(), area.trials.clock());
    let realised = go_live.if_ahead(trials.amount::<E>(plan.realisation).min(E::all(1.0)));
    let number = trials.amount::<E>(plan.posts) * realised;
    let start = go_live.live + trials.amount(plan.workforce_lag);
    let ramp = Ramp::new(trials.amount::<E>(plan.embedding));
    let first = clock.year_of(start.least());
    let steady_from = trials.first_open_at((start + ramp.months).greatest()).max(first);
    let posts = Posts { area, number, start, ramp, first, steady_from };
    posts.enter_levels(ledger);
    if plan.in_workforce {
        let others = E::all(1.0) - trials.amount(plan.redundancy_share);
        posts.release(Item::Turnover, others, ledger);
    }
    if plan.redundancy_share.is(0.0) || plan.redundancy_cost.is(0.0) {
        return E::all(0.0);
    }
    let paid = trials.amount::<E>(plan.redundancy_share) * trials.amount(plan.redundancy_cost);
    posts.release(Item::Redundancy, paid, ledger)
}

impl<E: Abreast> Posts<'_, E> {
    /// Enters the posts removed by each year's end.
    #[inline(always)]
    fn enter_levels(&self, ledger: &mut Ledger) {
        let (trials, clock) = (self.area.trials, self.area.trials.clock());
        let exit: E = trials.exit();
        for year in self.first..self.steady_from {
            let closes = E::all(clock.closes(year));
            let removed = self.number * self.ramp.share(closes - self.start);
            self.area.enter(ledger, Entry::in_year(Item::Posts, year), removed.only(closes.le(exit)));
        }
        if self.steady_from < clock.years {
            self.area.enter(ledger, Entry::monthly_from(Item::Posts, self.steady_from), self.number);
        }
        if trials.may_exit() {
            let reached = self.ramp.share(exit.min(E::all(1e9)) - self.start);
            self.area.enter(ledger, Entry::at_exit(Item::Posts), self.number * reached);
        }
    }

    /// Enters `each` times the posts released over each year; returns the sum, indexed with pay.
    #[inline(always)]
    fn release(&self, item: Item, each: E, ledger: &mut Ledger) -> E {
        let (trials, clock) = (self.area.trials, self.area.trials.clock());
        let exit: E = trials.exit();
        let mut sum = E::all(0.0);
        for year in self.first..(self.steady_from + 1).min(clock.years) {
            let by_end = self.ramp.share(E::all(clock.closes(year)).min(exit) - self.start);
            let before = self.ramp.share(E::all(clock.opens(year)).min(exit) - self.start);
            let amount = each * (self.number * (by_end - before));
            sum = sum + amount * trials.pay(year);
            self.area.enter(ledger, Entry::in_year(item, year), amount);
        }
        sum
    }
}
