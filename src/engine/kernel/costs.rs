//! What an area costs: implementation, delay, running and redundancy; and its posts (section 4).

use super::super::abreast::{Abreast, Task};
use super::area::{Here, first_year_open_at};
use super::go_live::GoLive;
use super::ledger::{Basic, Kind, Ledger};
use super::ramp::{Ramp, overlap};
use super::savings::Stream;
use super::workspace::Chunk;
use crate::plan::ImplementationPlan;

/// Posts on their way out.
#[derive(Clone, Copy)]
struct Posts<E: Abreast> {
    /// `min(r, 1) N`.
    number: E,
    /// When they begin to go, months.
    start: E,
    ramp: Ramp<E>,
    /// The first year in which they go, and the first in which all have gone in all trials.
    years: (usize, usize),
}

/// The work of an area's posts.
struct Releasing<'a, 'b, E> {
    chunk: &'a Chunk,
    here: Here<'a>,
    go_live: GoLive<E>,
    ledger: &'a mut Ledger<'b>,
}

impl<E: Abreast> Task for Releasing<'_, '_, E> {
    type Output = E;

    #[inline(always)]
    fn run(self) -> E {
        self.chunk.posts(self.here, self.go_live, self.ledger)
    }
}

impl Chunk {
    /// Running cost; returns it over the simulated months.
    #[inline(always)]
    pub(super) fn running<E: Abreast>(&self, here: Here, go_live: GoLive<E>, ledger: &mut Ledger) -> E {
        let area = here.area();
        if area.running_cost.is(0.0) {
            return E::all(0.0);
        }
        let rate: E = self.amount_of(here, area.running_cost);
        let running = Stream {
            flow: Basic::Running,
            level: None,
            cash: None,
            with_pay: false,
            loses: false,
            rate: go_live.if_ahead(rate * E::all(1.0 / 12.0)),
            start: go_live.live,
            ramp: Ramp::step(),
            changes: (go_live.earliest, go_live.latest),
        };
        self.stream(here, &running, ledger)
    }

    /// What an area costs beside running, and its posts; returns the cost over the simulated months.
    #[inline(always)]
    pub(super) fn other_costs<E: Abreast>(&self, here: Here, go_live: GoLive<E>, ledger: &mut Ledger) -> E {
        let area = here.area();
        let mut cost = E::all(0.0);
        if !area.posts.is(0.0) {
            cost = cost + E::call(Releasing { chunk: self, here, go_live, ledger });
        }
        if let Some(plan) = &area.implementation {
            cost = cost + self.implementation(here, plan, go_live, ledger);
        }
        if !area.delay_cost.is(0.0) {
            let rate = go_live.if_ahead(self.amount_of::<E>(here, area.delay_cost));
            let until = (go_live.live, go_live.latest);
            cost = cost + self.enter_until(here, (Basic::Delay, area.planned), (rate, until), ledger);
        }
        cost
    }

    /// What is left of the investment, spread evenly until go-live; where the area does not go ahead, the share
    /// that is lost, over the planned window.
    #[inline(always)]
    fn implementation<E: Abreast>(
        &self,
        here: Here,
        plan: &ImplementationPlan,
        GoLive { live, ahead, latest, .. }: GoLive<E>,
        ledger: &mut Ledger,
    ) -> E {
        let planned = E::all(here.area().planned);
        let (mut until, mut spent) = (planned.max(live), E::all(plan.left));
        if let Some(ahead) = ahead {
            let goes = E::all(0.0).lt(ahead);
            until = E::select(goes, until, planned);
            spent = E::select(goes, spent, spent * self.amount_of::<E>(here, plan.abandoned));
        }
        let cost = self.amount_of::<E>(here, plan.cost);
        let rate = cost * (spent / (until - E::all(plan.from)));
        let last = latest.max(here.area().planned);
        self.enter_until(here, (Basic::Implementation, plan.from), (rate, (until, last)), ledger)
    }

    /// Enters `rate` a month from `from` until `until` (or the exit), the latest of which is `last`; returns the sum,
    /// indexed.
    #[inline(always)]
    fn enter_until<E: Abreast>(
        &self,
        here: Here,
        (basic, from): (Basic, f64),
        (rate, (until, last)): (E, (E, f64)),
        ledger: &mut Ledger,
    ) -> E {
        let clock = here.clock();
        let until = if here.may_exit() { until.min(self.exit_of(here)) } else { until };
        let mut sum = E::all(0.0);
        let mut year = clock.year_of(from);
        while year < clock.years && clock.opens(year) < last {
            let (opens, closes) = (E::all(clock.opens(year)), E::all(clock.closes(year)));
            let amount = rate * overlap(E::all(from), until, opens, closes);
            sum = sum + self.priced(here.machine, year, here.group, amount);
            here.enter(ledger, (Kind::Entered, basic, year), amount);
            year += 1;
        }
        sum
    }

    /// Posts removed, the turnover that they need, and redundancy, whose cost is returned.
    #[inline(always)]
    fn posts<E: Abreast>(&self, here: Here, go_live: GoLive<E>, ledger: &mut Ledger) -> E {
        let (area, clock) = (here.area(), here.clock());
        let number = self.amount_of::<E>(here, area.posts)
            * go_live.if_ahead(self.amount_of::<E>(here, area.realisation).min(E::all(1.0)));
        let (start, ramp) = (
            go_live.live + self.amount_of::<E>(here, area.workforce_lag),
            Ramp::new(self.amount_of::<E>(here, area.embedding)),
        );
        let first = clock.year_of(start.least());
        let steady_from = first_year_open_at(clock, (start + ramp.months).greatest()).max(first);
        let posts = Posts { number, start, ramp, years: (first, steady_from) };
        let exit = self.exit_of::<E>(here);
        for year in first..steady_from {
            let closes = E::all(clock.closes(year));
            let removed = number * ramp.share(closes - start);
            here.enter(ledger, (Kind::Entered, Basic::Posts, year), removed.only(closes.le(exit)));
        }
        if steady_from < clock.years {
            here.enter(ledger, (Kind::Steady, Basic::Posts, steady_from), number);
        }
        if here.may_exit() {
            let reached = ramp.share(exit.min(E::all(1e9)) - start);
            here.enter(ledger, (Kind::AtExit, Basic::Posts, first), number * reached);
        }
        if area.in_workforce {
            let others = E::all(1.0) - self.amount_of::<E>(here, area.redundancy_share);
            self.release(here, (Basic::Turnover, others), posts, ledger);
        }
        if area.redundancy_share.is(0.0) || area.redundancy_cost.is(0.0) {
            return E::all(0.0);
        }
        let paid = self.amount_of::<E>(here, area.redundancy_share) * self.amount_of::<E>(here, area.redundancy_cost);
        self.release(here, (Basic::Redundancy, paid), posts, ledger)
    }

    /// Enters `each` times the posts released over each year; returns the sum, indexed with pay.
    #[inline(always)]
    fn release<E: Abreast>(&self, here: Here, (basic, each): (Basic, E), posts: Posts<E>, ledger: &mut Ledger) -> E {
        let clock = here.clock();
        let exit = self.exit_of::<E>(here);
        let mut sum = E::all(0.0);
        for year in posts.years.0..(posts.years.1 + 1).min(clock.years) {
            let by_end = posts.ramp.share(E::all(clock.closes(year)).min(exit) - posts.start);
            let before = posts.ramp.share(E::all(clock.opens(year)).min(exit) - posts.start);
            let released = posts.number * (by_end - before);
            let amount = each * released;
            sum = sum + amount * self.index_of(here, true, year);
            here.enter(ledger, (Kind::Entered, basic, year), amount);
        }
        sum
    }
}
