//! Savings and costs of an area (section 4).

use super::super::design::ChunkId;
use super::super::lanes::{LANES, Lanes};
use super::account::Basic;
use super::ramp::{full_months, overlap, share, slope};
use super::{Chunk, Machine, at_each_level};
use crate::plan::{AreaPlan, AreaSlot, Clock, ImplementationPlan, OccurrencePlan, Plan, Timing};

/// The drawn values of the area that is being computed.
#[derive(Clone, Debug)]
pub(super) struct AreaValues {
    embedding: Lanes,
    lag: Lanes,
    cashable: Lanes,
    /// `min(r, 1)`.
    realised_posts: Lanes,
    /// `1 / E`, or 0 where `E` is 0.
    slope: Lanes,
    /// Full months saved up to where the stream has been entered.
    done: Lanes,
    /// Full rate of the stream that is being entered, £ a month (posts, for posts).
    rate: Lanes,
    /// When it starts, months.
    start: Lanes,
    /// The other factor of a product.
    factor: Lanes,
    /// Amounts of one year.
    year: Lanes,
    /// Product of `1 - loss` so far.
    remaining: Lanes,
    /// Over the horizon, £.
    gross: Lanes,
    cost: Lanes,
}

const NIL: Lanes = Lanes::all(0.0);

impl AreaValues {
    /// Nothing drawn.
    pub(super) fn new() -> Self {
        AreaValues {
            embedding: NIL,
            lag: NIL,
            cashable: NIL,
            realised_posts: NIL,
            slope: NIL,
            done: NIL,
            rate: NIL,
            start: NIL,
            factor: NIL,
            year: NIL,
            remaining: NIL,
            gross: NIL,
            cost: NIL,
        }
    }
}

/// A stream of money that starts with an area: full rate, start, ramp.
#[derive(Clone, Copy)]
struct Stream {
    flow: Basic,
    /// Its rate at year-ends, where results give it.
    level: Option<Basic>,
    /// The cashable part of it, where kept apart.
    cash: Option<Basic>,
    with_pay: bool,
    ramps: bool,
    loses: bool,
}

impl Chunk {
    /// One area: its go-live, its savings, its costs.
    #[inline(always)]
    pub(super) fn area(&mut self, machine: &Machine, at: ChunkId, place: usize) {
        let area = &machine.plan.areas[place];
        self.go_live(machine, at, place);
        let Some(mut values) = self.values.take() else { return };
        values.gross.fill_with(area.past.gross_saving);
        values.cost.fill_with(area.past.cost);
        self.savings(machine, at, place, &mut values);
        self.costs(machine, at, place, &mut values);
        self.count_live(machine, place, &mut values);
        let left = &mut self.areas[area.index];
        for lane in 0..LANES {
            left[AreaSlot::GrossSaving as usize][lane] = values.gross[lane];
            left[AreaSlot::Cost as usize][lane] = values.cost[lane];
            left[AreaSlot::NetSaving as usize][lane] = values.gross[lane] - values.cost[lane] + area.past.grant;
        }
        self.values = Some(values);
    }

    /// Gross and cashable savings, run rate, posts and redundancy.
    #[inline(always)]
    fn savings_at_level(&mut self, machine: &Machine, at: ChunkId, place: usize, values: &mut AreaValues) {
        let area = &machine.plan.areas[place];
        let used = machine.plan.used;
        let saves = !area.annual_saving.is(0.0);
        let posts = !area.posts.is(0.0);
        if !saves && !posts {
            return;
        }
        self.amount(machine, at, area.embedding, &mut values.embedding);
        for lane in 0..LANES {
            values.slope[lane] = slope(values.embedding[lane]);
        }
        self.amount(machine, at, area.realisation, &mut values.factor);
        for lane in 0..LANES {
            values.realised_posts[lane] = values.factor[lane].min(1.0) * self.ahead[place][lane];
        }
        if used.pay || posts {
            self.amount(machine, at, area.workforce_lag, &mut values.lag);
        }
        if saves {
            self.amount(machine, at, area.annual_saving, &mut values.rate);
            for lane in 0..LANES {
                values.rate[lane] = values.factor[lane] * values.rate[lane] * self.ahead[place][lane] * (1.0 / 12.0);
            }
            if used.cashable {
                self.amount(machine, at, area.cashable_share, &mut values.cashable);
            }
            self.saving_streams(machine, at, place, values);
        }
        if posts {
            self.posts(machine, at, place, values);
        }
    }

    /// The price part and, where it is kept apart, the pay part of the saving.
    #[inline(always)]
    fn saving_streams_at_level(&mut self, machine: &Machine, at: ChunkId, place: usize, values: &mut AreaValues) {
        let area = &machine.plan.areas[place];
        let used = machine.plan.used;
        let cash = |basic: Basic| used.cashable.then_some(basic);
        let with_prices = Stream {
            flow: Basic::GrossPrice,
            level: Some(Basic::RatePrice),
            cash: cash(Basic::CashPrice),
            with_pay: false,
            ramps: !area.embedding.is(0.0),
            loses: !area.losses.is_empty(),
        };
        values.start.0 = self.live[place].0;
        if !used.pay || area.pay_share.is(0.0) {
            self.stream(machine, place, with_prices, values);
            return;
        }
        self.amount(machine, at, area.pay_share, &mut values.factor);
        let full = values.rate.clone();
        for lane in 0..LANES {
            values.rate[lane] = full[lane] * (1.0 - values.factor[lane]);
        }
        self.stream(machine, place, with_prices, values);
        for lane in 0..LANES {
            values.rate[lane] = full[lane] * values.factor[lane];
            values.start[lane] = self.live[place][lane] + values.lag[lane];
        }
        let with_pay = Stream {
            flow: Basic::GrossPay,
            level: Some(Basic::RatePay),
            cash: cash(Basic::CashPay),
            with_pay: true,
            ..with_prices
        };
        self.stream(machine, place, with_pay, values);
    }

    /// Enters a stream year by year while it changes, and once where it is steady.
    #[inline(always)]
    fn stream_at_level(&mut self, machine: &Machine, place: usize, stream: Stream, values: &mut AreaValues) {
        let plan = machine.plan;
        let area = &plan.areas[place];
        let clock = plan.clock;
        if stream.loses && self.loses_at_random(plan, area) {
            return self.stream_with_random_losses(plan, place, stream, values);
        }
        if !stream.ramps {
            values.embedding.fill_with(0.0);
            values.slope.fill_with(0.0);
        }
        let (first, steady_from) = self.changing_years(plan, area, stream, values);
        values.remaining.fill_with(1.0);
        let mut lost = 0;
        if first < steady_from {
            self.start_months(clock.opens(first), area.ends, values);
        }
        for year in first..steady_from {
            lost = self.year_of_stream(plan, area, (stream, year, lost), values);
            self.enter_year(area, stream, year, values);
            if let Some(level) = stream.level {
                self.level_of_stream(clock.closes(year), (area.ends, area.ends < clock.end), values);
                self.enter(area, (level, year, 1.0), &values.year);
            }
        }
        if stream.loses {
            self.lose_until(plan, area, lost, clock.end, values);
        }
        self.settle(area, (stream, steady_from, clock.years), values);
    }

    /// The years in which a stream changes: from the first with anything, to the first that is steady in all trials.
    #[inline(always)]
    fn changing_years(&self, plan: &Plan, area: &AreaPlan, stream: Stream, values: &AreaValues) -> (usize, usize) {
        let clock = plan.clock;
        let mut settled = NIL;
        for lane in 0..LANES {
            let full = values.start[lane] + values.embedding[lane];
            settled[lane] = if values.rate[lane] != 0.0 { full } else { f64::NEG_INFINITY };
        }
        let mut settled = settled.greatest();
        if stream.loses {
            for &risk in &area.losses {
                if let OccurrencePlan::Once { at, .. } = plan.risks[risk].occurrence {
                    settled = settled.max(at);
                }
            }
        }
        let first = clock.year_of(values.start.least());
        if area.ends < clock.end {
            return (first, clock.years);
        }
        (first, first_year_open_at(clock, settled).max(first))
    }

    /// The amounts of one year into `values.year`; `lost` losses have been taken into account before, and the
    /// number of those that have after it is returned.
    #[inline(always)]
    fn year_of_stream(
        &mut self,
        plan: &Plan,
        area: &AreaPlan,
        (stream, year, mut lost): (Stream, usize, usize),
        values: &mut AreaValues,
    ) -> usize {
        let clock = plan.clock;
        let (mut from, closes) = (clock.opens(year), clock.closes(year));
        values.year.fill_with(0.0);
        while stream.loses && lost < area.losses.len() {
            let Some(next) = loss_time(plan, area, lost).filter(|at| *at < closes) else { break };
            if next > from {
                self.add_months(next, area.ends, values);
                from = next;
            }
            self.lose(plan, area, lost, values);
            lost += 1;
        }
        self.add_months(closes, area.ends, values);
        if area.ends < clock.end && plan.exit.is_some() {
            self.add_kept_months(clock.opens(year), closes, area.ends, values);
        }
        lost
    }

    /// Full months saved up to `from` into `values.done`.
    #[inline(always)]
    fn start_months(&self, from: f64, ends: f64, values: &mut AreaValues) {
        for lane in 0..LANES {
            let end = ends.min(self.exit[lane]);
            let after = from.min(end) - values.start[lane];
            values.done[lane] = full_months(after, values.embedding[lane], 0.5 * values.slope[lane]);
        }
    }

    /// Adds the stream from where it has been entered up to `to`, no further than the exit and the area's end.
    #[inline(always)]
    fn add_months(&self, to: f64, ends: f64, values: &mut AreaValues) {
        for lane in 0..LANES {
            let end = ends.min(self.exit[lane]);
            let after = to.min(end) - values.start[lane];
            let done = full_months(after, values.embedding[lane], 0.5 * values.slope[lane]);
            let months = done - values.done[lane];
            values.done[lane] = done;
            values.year[lane] += values.rate[lane] * values.remaining[lane] * months;
        }
    }

    /// Adds what is kept after the exit, up to an area's end within the horizon.
    #[inline(always)]
    fn add_kept_months(&self, opens: f64, closes: f64, ends: f64, values: &mut AreaValues) {
        for lane in 0..LANES {
            let exit = self.exit[lane];
            let embedding = values.embedding[lane];
            let at_exit = share(exit.min(1e9) - values.start[lane], embedding, values.slope[lane]);
            let months = overlap(exit, ends, opens, closes);
            values.year[lane] += self.kept[lane] * values.rate[lane] * values.remaining[lane] * at_exit * months;
        }
    }

    /// The yearly rate just before `t` into `values.year`: after an exit what is kept of it, where the area has an
    /// end within the horizon (elsewhere what is kept is entered once).
    #[inline(always)]
    fn level_of_stream(&self, t: f64, (ends, keeps): (f64, bool), values: &mut AreaValues) {
        for lane in 0..LANES {
            let exit = self.exit[lane];
            let embedding = values.embedding[lane];
            let reached = share(t.min(exit) - values.start[lane], embedding, values.slope[lane]);
            let after = if keeps { self.kept[lane] } else { 0.0 };
            let kept = if t <= exit { 1.0 } else { after };
            let open = if t <= ends { kept } else { 0.0 };
            values.year[lane] = 12.0 * values.rate[lane] * values.remaining[lane] * reached * open;
        }
    }

    /// Takes a loss into account.
    #[inline(always)]
    fn lose(&self, plan: &Plan, area: &AreaPlan, loss: usize, values: &mut AreaValues) {
        let risk = area.losses[loss];
        debug_assert!(matches!(plan.risks[risk].occurrence, OccurrencePlan::Once { .. }));
        for event in &self.events[self.events_of[risk].clone()] {
            for lane in 0..LANES {
                values.remaining[lane] *= event.remaining[lane];
            }
        }
    }

    /// Takes the losses before `t` into account that have not been.
    #[inline(always)]
    fn lose_until(&self, plan: &Plan, area: &AreaPlan, lost: usize, t: f64, values: &mut AreaValues) {
        for loss in lost..area.losses.len() {
            if loss_time(plan, area, loss).is_some_and(|at| at < t) {
                self.lose(plan, area, loss, values);
            }
        }
    }

    /// Enters a year's amounts of a stream in every account, and in the area's own sums.
    #[inline(always)]
    fn enter_year(&mut self, area: &AreaPlan, stream: Stream, year: usize, values: &mut AreaValues) {
        let index = if stream.with_pay { &self.pay[year] } else { &self.price[year] };
        let sum = if stream.flow == Basic::Running { &mut values.cost } else { &mut values.gross };
        for lane in 0..LANES {
            sum[lane] += index[lane] * values.year[lane];
        }
        self.enter(area, (stream.flow, year, 1.0), &values.year);
        if let Some(cash) = stream.cash {
            let mut cashable = NIL;
            for lane in 0..LANES {
                cashable[lane] = values.year[lane] * values.cashable[lane];
            }
            self.enter(area, (cash, year, 1.0), &cashable);
        }
    }

    /// Enters what is steady from a year on, and what there is at the exit.
    #[inline(always)]
    fn settle(&mut self, area: &AreaPlan, (stream, from, years): (Stream, usize, usize), values: &mut AreaValues) {
        if area.ends < 12.0 * years as f64 {
            return;
        }
        let exits = self.exit.least() < f64::INFINITY;
        for lane in 0..LANES {
            values.rate[lane] *= values.remaining[lane];
        }
        let (before, after) = match stream.with_pay {
            true => (&self.pay_before[from.min(years)], &self.pay_after),
            false => (&self.price_before[from.min(years)], &self.price_after),
        };
        let sum = if stream.flow == Basic::Running { &mut values.cost } else { &mut values.gross };
        for lane in 0..LANES {
            sum[lane] += values.rate[lane] * before[lane];
        }
        if exits {
            for lane in 0..LANES {
                let embedding = values.embedding[lane];
                let at_exit = share(self.exit[lane].min(1e9) - values.start[lane], embedding, values.slope[lane]);
                values.year[lane] = if self.exit[lane] < 1e9 { values.rate[lane] * at_exit } else { 0.0 };
                sum[lane] += values.year[lane] * after[lane];
            }
        }
        if from < years {
            self.enter_steady(area, (stream.flow, from), &values.rate);
        }
        if exits {
            self.enter_at_exit(area, stream.flow, &values.year);
        }
        if let Some(cash) = stream.cash {
            self.settle_cash(area, (cash, from, years), exits, values);
        }
    }

    #[inline(always)]
    fn settle_cash(
        &mut self,
        area: &AreaPlan,
        (cash, from, years): (Basic, usize, usize),
        exits: bool,
        values: &mut AreaValues,
    ) {
        let mut cashable = NIL;
        for lane in 0..LANES {
            cashable[lane] = values.rate[lane] * values.cashable[lane];
        }
        if from < years {
            self.enter_steady(area, (cash, from), &cashable);
        }
        if exits {
            for lane in 0..LANES {
                cashable[lane] = values.year[lane] * values.cashable[lane];
            }
            self.enter_at_exit(area, cash, &cashable);
        }
    }

    /// Whether any loss strikes the area at a time that is drawn.
    #[inline(always)]
    fn loses_at_random(&self, plan: &Plan, area: &AreaPlan) -> bool {
        let recurs = |&risk: &usize| matches!(plan.risks[risk].occurrence, OccurrencePlan::Recurs { .. });
        area.losses.iter().any(recurs)
    }

    /// A stream whose losses strike at times that differ between trials: trial by trial, event by event.
    #[inline(always)]
    fn stream_with_random_losses(&mut self, plan: &Plan, place: usize, stream: Stream, values: &mut AreaValues) {
        let area = &plan.areas[place];
        let clock = plan.clock;
        let mut flows = vec![NIL; clock.years];
        let mut levels = vec![NIL; clock.years];
        let mut strikes: Vec<(f64, f64)> = Vec::new();
        for lane in 0..LANES {
            self.strikes(area, lane, &mut strikes);
            self.lane_with_losses(plan, area, (lane, &strikes), values, (&mut flows, &mut levels));
        }
        for year in clock.simulated_years() {
            values.year.0 = flows[year].0;
            self.enter_year(area, stream, year, values);
            if let Some(level) = stream.level {
                self.enter(area, (level, year, 1.0), &levels[year]);
            }
        }
        self.settle(area, (stream, clock.years, clock.years), values);
    }

    /// The losses that strike an area in one trial, in order of their time.
    #[inline(always)]
    fn strikes(&self, area: &AreaPlan, lane: usize, strikes: &mut Vec<(f64, f64)>) {
        strikes.clear();
        for &risk in &area.losses {
            for event in &self.events[self.events_of[risk].clone()] {
                if event.time[lane] < f64::INFINITY && event.remaining[lane] < 1.0 {
                    strikes.push((event.time[lane], event.remaining[lane]));
                }
            }
        }
        strikes.sort_by(|a, b| a.0.total_cmp(&b.0));
    }

    /// One trial's years of a stream with losses at known times; leaves the product of all losses in `remaining`.
    #[inline(always)]
    fn lane_with_losses(
        &self,
        plan: &Plan,
        area: &AreaPlan,
        (lane, strikes): (usize, &[(f64, f64)]),
        values: &mut AreaValues,
        (flows, levels): (&mut [Lanes], &mut [Lanes]),
    ) {
        let clock = plan.clock;
        let (start, embedding, exit) = (values.start[lane], values.embedding[lane], self.exit[lane]);
        let end = area.ends.min(exit);
        let months = |t: f64| full_months(t.min(end) - start, embedding, 0.5 * values.slope[lane]);
        let all: f64 = strikes.iter().map(|strike| strike.1).product();
        let kept = if area.ends < clock.end { self.kept[lane] * all } else { 0.0 };
        let at_exit = share(exit.min(1e9) - start, embedding, values.slope[lane]);
        let mut next = 0;
        let mut remaining = 1.0;
        for year in clock.simulated_years() {
            let (mut from, closes) = (clock.opens(year), clock.closes(year));
            let mut sum = 0.0;
            while next < strikes.len() && strikes[next].0 < closes {
                sum += remaining * (months(strikes[next].0) - months(from));
                from = strikes[next].0;
                remaining *= strikes[next].1;
                next += 1;
            }
            sum += remaining * (months(closes) - months(from));
            sum += kept * at_exit * overlap(exit, area.ends, clock.opens(year), closes);
            flows[year][lane] = values.rate[lane] * sum;
            let reached = share(closes.min(exit) - start, embedding, values.slope[lane]);
            let left = if closes <= exit { remaining } else { kept };
            let open = if closes <= area.ends { left } else { 0.0 };
            levels[year][lane] = 12.0 * values.rate[lane] * reached * open;
        }
        values.remaining[lane] = all;
    }

    /// Posts removed and redundancy.
    #[inline(always)]
    fn posts_at_level(&mut self, machine: &Machine, at: ChunkId, place: usize, values: &mut AreaValues) {
        let plan = machine.plan;
        let area = &plan.areas[place];
        let clock = plan.clock;
        self.amount(machine, at, area.posts, &mut values.rate);
        let mut settled = NIL;
        for lane in 0..LANES {
            values.rate[lane] *= values.realised_posts[lane];
            values.start[lane] = self.live[place][lane] + values.lag[lane];
            settled[lane] = values.start[lane] + values.embedding[lane];
        }
        let first = clock.year_of(values.start.least());
        let steady_from = first_year_open_at(clock, settled.greatest()).max(first);
        for year in first..steady_from {
            for lane in 0..LANES {
                let t = clock.closes(year);
                let embedding = values.embedding[lane];
                let reached = share(t - values.start[lane], embedding, values.slope[lane]);
                values.year[lane] = if t <= self.exit[lane] { values.rate[lane] * reached } else { 0.0 };
            }
            self.enter(area, (Basic::Posts, year, 1.0), &values.year);
        }
        if steady_from < clock.years {
            self.enter_steady(area, (Basic::Posts, steady_from), &values.rate);
        }
        if self.exit.least() < f64::INFINITY {
            for lane in 0..LANES {
                let embedding = values.embedding[lane];
                let reached = share(self.exit[lane].min(1e9) - values.start[lane], embedding, values.slope[lane]);
                values.year[lane] = values.rate[lane] * reached;
            }
            self.enter_at_exit(area, Basic::Posts, &values.year);
        }
        if area.in_workforce {
            self.turnover(machine, at, place, (first, steady_from), values);
        }
        if plan.used.redundancy && !area.redundancy_share.is(0.0) && !area.redundancy_cost.is(0.0) {
            self.redundancy(machine, at, place, (first, steady_from), values);
        }
    }

    /// `(1 - q) min(r, 1) N` times the growth of the ramp over each year.
    #[inline(always)]
    fn turnover(
        &mut self,
        machine: &Machine,
        at: ChunkId,
        place: usize,
        (first, steady_from): (usize, usize),
        values: &mut AreaValues,
    ) {
        let area = &machine.plan.areas[place];
        let clock = machine.plan.clock;
        self.amount(machine, at, area.redundancy_share, &mut values.factor);
        for year in first..(steady_from + 1).min(clock.years) {
            let (opens, closes) = (clock.opens(year), clock.closes(year));
            for lane in 0..LANES {
                let (start, embedding) = (values.start[lane], values.embedding[lane]);
                let reached = |t: f64| share(t.min(self.exit[lane]) - start, embedding, values.slope[lane]);
                let released = values.rate[lane] * (reached(closes) - reached(opens));
                values.year[lane] = (1.0 - values.factor[lane]) * released;
            }
            self.enter(area, (Basic::Turnover, year, 1.0), &values.year);
        }
    }

    /// `q U min(r, 1) N` times the growth of the ramp over each year.
    #[inline(always)]
    fn redundancy_at_level(
        &mut self,
        machine: &Machine,
        at: ChunkId,
        place: usize,
        (first, steady_from): (usize, usize),
        values: &mut AreaValues,
    ) {
        let area = &machine.plan.areas[place];
        let clock = machine.plan.clock;
        for amount in [area.redundancy_share, area.redundancy_cost] {
            self.amount(machine, at, amount, &mut values.factor);
            for lane in 0..LANES {
                values.rate[lane] *= values.factor[lane];
            }
        }
        for year in first..(steady_from + 1).min(clock.years) {
            let (opens, closes) = (clock.opens(year), clock.closes(year));
            for lane in 0..LANES {
                let (start, embedding) = (values.start[lane], values.embedding[lane]);
                let reached = |t: f64| share(t.min(self.exit[lane]) - start, embedding, values.slope[lane]);
                values.year[lane] = values.rate[lane] * (reached(closes) - reached(opens));
                values.cost[lane] += values.year[lane] * self.pay[year][lane];
            }
            self.enter(area, (Basic::Redundancy, year, 1.0), &values.year);
        }
    }

    /// Implementation, delay and running costs.
    #[inline(always)]
    fn costs_at_level(&mut self, machine: &Machine, at: ChunkId, place: usize, values: &mut AreaValues) {
        let area = &machine.plan.areas[place];
        if let Some(plan) = &area.implementation {
            self.implementation(machine, at, (place, plan), values);
        }
        if !area.delay_cost.is(0.0) {
            self.delay_cost(machine, at, place, values);
        }
        if !area.running_cost.is(0.0) {
            self.amount(machine, at, area.running_cost, &mut values.rate);
            for lane in 0..LANES {
                values.rate[lane] *= self.ahead[place][lane] * (1.0 / 12.0);
            }
            values.start.0 = self.live[place].0;
            let running =
                Stream { flow: Basic::Running, level: None, cash: None, with_pay: false, ramps: false, loses: false };
            self.stream(machine, place, running, values);
        }
    }

    /// What is left of the investment, spread evenly until go-live; where the area does not go ahead, the share
    /// that is lost, over the planned window.
    #[inline(always)]
    fn implementation_at_level(
        &mut self,
        machine: &Machine,
        at: ChunkId,
        (place, plan): (usize, &ImplementationPlan),
        values: &mut AreaValues,
    ) {
        let area = &machine.plan.areas[place];
        self.amount(machine, at, plan.cost, &mut values.rate);
        self.amount(machine, at, plan.abandoned, &mut values.factor);
        for lane in 0..LANES {
            let ahead = self.ahead[place][lane] > 0.0;
            let until = if ahead { area.planned.max(self.live[place][lane]) } else { area.planned };
            let spent = if ahead { plan.left } else { plan.left * values.factor[lane] };
            values.start[lane] = until;
            values.rate[lane] *= spent / (until - plan.from);
        }
        let last = values.start.greatest();
        self.enter_until(machine, place, (Basic::Implementation, plan.from, last), values);
    }

    /// The cost of lateness, from the planned to the actual go-live.
    #[inline(always)]
    fn delay_cost_at_level(&mut self, machine: &Machine, at: ChunkId, place: usize, values: &mut AreaValues) {
        let area = &machine.plan.areas[place];
        self.amount(machine, at, area.delay_cost, &mut values.rate);
        for lane in 0..LANES {
            values.rate[lane] *= self.ahead[place][lane];
            values.start[lane] = self.live[place][lane];
        }
        let last = values.start.greatest();
        self.enter_until(machine, place, (Basic::Delay, area.planned, last), values);
    }

    /// Enters `rate` a month from `from` until `start` (or the exit), `last` being the latest of those.
    #[inline(always)]
    fn enter_until_at_level(
        &mut self,
        machine: &Machine,
        place: usize,
        (basic, from, last): (Basic, f64, f64),
        values: &mut AreaValues,
    ) {
        let plan = machine.plan;
        let clock = plan.clock;
        for year in clock.year_of(from)..clock.years {
            let (opens, closes) = (clock.opens(year), clock.closes(year));
            if opens >= last {
                break;
            }
            for lane in 0..LANES {
                let until = values.start[lane].min(self.exit[lane]);
                values.year[lane] = values.rate[lane] * overlap(from, until, opens, closes);
                values.cost[lane] += values.year[lane] * self.price[year][lane];
            }
            self.enter(&plan.areas[place], (basic, year, 1.0), &values.year);
        }
    }

    /// Counts the area among those that went live, before the exit where there is one.
    #[inline(always)]
    fn count_live_at_level(&mut self, machine: &Machine, place: usize, values: &mut AreaValues) {
        let plan = machine.plan;
        let area = &plan.areas[place];
        let clock = plan.clock;
        let live = &self.live[place];
        let mut year = clock.year_of(live.least());
        let latest = if matches!(area.timing, Timing::Live { .. }) { clock.start - 1.0 } else { live.greatest() };
        while year < clock.years && clock.closes(year) <= latest {
            let closes = clock.closes(year);
            for lane in 0..LANES {
                let counts = self.live[place][lane] < closes.min(self.exit[lane]);
                values.year[lane] = if counts { self.ahead[place][lane] } else { 0.0 };
            }
            self.enter_count(area, (Basic::Live, year), false, &values.year);
            year += 1;
        }
        if year < clock.years {
            for lane in 0..LANES {
                let counts = self.live[place][lane] < self.exit[lane];
                values.year[lane] = if counts { self.ahead[place][lane] } else { 0.0 };
            }
            self.enter_count(area, (Basic::Live, year), true, &values.year);
        }
    }

    #[inline(always)]
    fn enter_count(&mut self, area: &AreaPlan, (basic, year): (Basic, usize), steady: bool, amounts: &Lanes) {
        let programme = std::iter::once((0, 1.0));
        for (part, weight) in programme.chain(area.parts.iter().map(|weight| (weight.part, weight.count))) {
            if let Some(account) = self.accounts[part].as_mut().filter(|_| weight != 0.0) {
                match steady {
                    true => account.enter_steady(basic, year, weight, amounts),
                    false => account.enter(basic, year, weight, amounts),
                }
            }
        }
    }

    /// Enters a year's amounts in the programme's account and in those of the area's parts.
    #[inline(always)]
    fn enter(&mut self, area: &AreaPlan, (basic, year, weight): (Basic, usize, f64), amounts: &Lanes) {
        for (part, share) in shares(area, basic) {
            if let Some(account) = &mut self.accounts[part] {
                account.enter(basic, year, weight * share, amounts);
            }
        }
    }

    #[inline(always)]
    fn enter_steady(&mut self, area: &AreaPlan, (basic, from): (Basic, usize), amounts: &Lanes) {
        for (part, share) in shares(area, basic) {
            if let Some(account) = &mut self.accounts[part] {
                account.enter_steady(basic, from, share, amounts);
            }
        }
    }

    #[inline(always)]
    fn enter_at_exit(&mut self, area: &AreaPlan, basic: Basic, amounts: &Lanes) {
        for (part, share) in shares(area, basic) {
            if let Some(account) = &mut self.accounts[part] {
                account.enter_at_exit(basic, share, amounts);
            }
        }
    }
}

/// The parts that an amount of an area goes to, with their weights: the programme first.
#[inline(always)]
fn shares(area: &AreaPlan, basic: Basic) -> impl Iterator<Item = (usize, f64)> + '_ {
    let is_cost = matches!(basic, Basic::Running | Basic::Implementation | Basic::Delay | Basic::Redundancy);
    let of = move |weight: &crate::plan::PartWeight| if is_cost { weight.costs } else { weight.savings };
    std::iter::once((0, 1.0)).chain(area.parts.iter().map(move |weight| (weight.part, of(weight))))
}

/// When a loss with a known time strikes.
#[inline(always)]
fn loss_time(plan: &Plan, area: &AreaPlan, loss: usize) -> Option<f64> {
    match plan.risks[area.losses[loss]].occurrence {
        OccurrencePlan::Once { at, .. } => Some(at),
        OccurrencePlan::Recurs { .. } => None,
    }
}

/// The first simulated year that opens at or after `t`; the number of years where none does.
#[inline(always)]
fn first_year_open_at(clock: Clock, t: f64) -> usize {
    let mut year = clock.first_year;
    while year < clock.years && clock.opens(year) < t {
        year += 1;
    }
    year
}

at_each_level! {
    fn savings(machine, at: ChunkId, place: usize, values: &mut AreaValues) = savings_at_level;
    fn saving_streams(machine, at: ChunkId, place: usize, values: &mut AreaValues) = saving_streams_at_level;
    fn stream(machine, place: usize, stream: Stream, values: &mut AreaValues) = stream_at_level;
    fn posts(machine, at: ChunkId, place: usize, values: &mut AreaValues) = posts_at_level;
    fn redundancy(machine, at: ChunkId, place: usize, argument_2: (usize, usize), values: &mut AreaValues) = redundancy_at_level;
    fn costs(machine, at: ChunkId, place: usize, values: &mut AreaValues) = costs_at_level;
    fn implementation(machine, at: ChunkId, argument_1: (usize, &ImplementationPlan), values: &mut AreaValues) = implementation_at_level;
    fn delay_cost(machine, at: ChunkId, place: usize, values: &mut AreaValues) = delay_cost_at_level;
    fn enter_until(machine, place: usize, argument_1: (Basic, f64, f64), values: &mut AreaValues) = enter_until_at_level;
    fn count_live(machine, place: usize, values: &mut AreaValues) = count_live_at_level;
}
