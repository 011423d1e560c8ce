//! Gross and cashable savings of an area, and its running cost: streams of money with a ramp (section 4).

use super::super::abreast::{Abreast, Task};
use super::area::{Here, first_year_open_at};
use super::go_live::GoLive;
use super::ledger::{Basic, Kind, Ledger};
use super::ramp::{Ramp, overlap};
use super::workspace::Chunk;
use crate::plan::OccurrencePlan;

/// A stream of money that starts with an area.
#[derive(Clone, Copy)]
pub(super) struct Stream<E: Abreast> {
    pub(super) flow: Basic,
    /// Its rate at year-ends, where results give it.
    pub(super) level: Option<Basic>,
    /// The cashable part of it, where kept apart, and its share.
    pub(super) cash: Option<(Basic, E)>,
    pub(super) with_pay: bool,
    pub(super) loses: bool,
    /// Full rate, £ a month.
    pub(super) rate: E,
    /// When it starts, months.
    pub(super) start: E,
    pub(super) ramp: Ramp<E>,
    /// The earliest start, months, and when all trials that have it have it in full.
    pub(super) changes: (f64, f64),
}

/// The work of a stream.
struct Enter<'a, 'b, E: Abreast> {
    chunk: &'a Chunk,
    here: Here<'a>,
    stream: &'a Stream<E>,
    ledger: &'a mut Ledger<'b>,
}

impl<E: Abreast> Task for Enter<'_, '_, E> {
    type Output = E;

    #[inline(always)]
    fn run(self) -> E {
        self.chunk.stream_at_level(self.here, *self.stream, self.ledger)
    }
}

impl Chunk {
    /// Gross and cashable savings and the run rate; returns the gross saving over the simulated months.
    #[inline(always)]
    pub(super) fn savings<E: Abreast>(&self, here: Here, go_live: GoLive<E>, ledger: &mut Ledger) -> E {
        let (area, used) = (here.area(), here.machine.plan.used);
        if area.annual_saving.is(0.0) {
            return E::all(0.0);
        }
        let (realisation, saving): (E, E) =
            (self.amount_of(here, area.realisation), self.amount_of(here, area.annual_saving));
        let full = go_live.if_ahead(realisation * saving) * E::all(1.0 / 12.0);
        let cash = if used.cashable { Some(self.amount_of::<E>(here, area.cashable_share)) } else { None };
        let ramp = self.ramp(here);
        let with_prices = Stream {
            flow: Basic::GrossPrice,
            level: Some(Basic::RatePrice),
            cash: cash.map(|share| (Basic::CashPrice, share)),
            with_pay: false,
            loses: !area.losses.is_empty(),
            rate: full,
            start: go_live.live,
            ramp,
            changes: (go_live.earliest, go_live.latest + ramp.months.greatest()),
        };
        if !used.pay || area.pay_share.is(0.0) {
            return self.stream(here, &with_prices, ledger);
        }
        let (pay_share, lag): (E, E) = (self.amount_of(here, area.pay_share), self.amount_of(here, area.workforce_lag));
        let with_pay = Stream {
            flow: Basic::GrossPay,
            level: Some(Basic::RatePay),
            cash: cash.map(|share| (Basic::CashPay, share)),
            with_pay: true,
            rate: full * pay_share,
            start: go_live.live + lag,
            changes: (with_prices.changes.0 + lag.least(), with_prices.changes.1 + lag.greatest()),
            ..with_prices
        };
        let with_prices = Stream { rate: full * (E::all(1.0) - pay_share), ..with_prices };
        self.stream(here, &with_prices, ledger) + self.stream(here, &with_pay, ledger)
    }

    /// Enters a stream year by year while it changes, and once where it is steady; returns its sum, indexed.
    #[inline(always)]
    pub(super) fn stream<E: Abreast>(&self, here: Here, stream: &Stream<E>, ledger: &mut Ledger) -> E {
        E::call(Enter { chunk: self, here, stream, ledger })
    }

    #[inline(always)]
    fn stream_at_level<E: Abreast>(&self, here: Here, stream: Stream<E>, ledger: &mut Ledger) -> E {
        if stream.loses && loses_at_random(here) {
            return self.stream_with_random_losses(here, stream, ledger);
        }
        let (first, steady_from) = changing_years(here, &stream);
        let mut years = Years::new(self, here, stream, here.clock().opens(first));
        let mut sum = E::all(0.0);
        for year in first..steady_from {
            let amount = self.year_of_stream(here, &mut years, year);
            sum = sum + amount * self.index_of(here, stream.with_pay, year);
            self.enter_flow(here, &stream, (Kind::Entered, year, amount), ledger);
            if let Some(level) = stream.level {
                let level_at_end = self.level_of_stream(here, &years, here.clock().closes(year));
                here.enter(ledger, (Kind::Entered, level, year), level_at_end);
            }
        }
        if stream.loses {
            years.lose_until(self, here, here.clock().end);
        }
        sum + self.settle(here, (stream, years.remaining), steady_from, ledger)
    }

    /// The index of a stream in a year.
    #[inline(always)]
    pub(super) fn index_of<E: Abreast>(&self, here: Here, with_pay: bool, year: usize) -> E {
        let index = if with_pay { &self.pay } else { &self.price };
        E::load(index[year].group(here.group))
    }

    /// The amount of one year.
    #[inline(always)]
    fn year_of_stream<E: Abreast>(&self, here: Here, years: &mut Years<E>, year: usize) -> E {
        let area = here.area();
        let clock = here.clock();
        let (mut from, closes) = (clock.opens(year), clock.closes(year));
        let mut amount = E::all(0.0);
        while let Some(at) = years.next_loss(here).filter(|at| *at < closes) {
            if at > from {
                amount = amount + years.amount_until(at);
                from = at;
            }
            years.lose(self, here);
        }
        amount = amount + years.amount_until(closes);
        if area.ends < clock.end && here.may_exit() {
            amount = amount + self.kept_of_year(here, years, year);
        }
        amount
    }

    /// What is kept after the exit, up to an area's end within the horizon.
    #[inline(always)]
    fn kept_of_year<E: Abreast>(&self, here: Here, years: &Years<E>, year: usize) -> E {
        let clock = here.clock();
        let exit = self.exit_of::<E>(here);
        let stream = &years.stream;
        let at_exit = stream.ramp.share(exit.min(E::all(1e9)) - stream.start);
        let months = overlap(exit, E::all(here.area().ends), E::all(clock.opens(year)), E::all(clock.closes(year)));
        E::load(self.kept.group(here.group)) * stream.rate * years.remaining * at_exit * months
    }

    /// The yearly rate just before `t`: after an exit what is kept of it, where the area has an end within the
    /// horizon (elsewhere what is kept is entered once).
    #[inline(always)]
    fn level_of_stream<E: Abreast>(&self, here: Here, years: &Years<E>, t: f64) -> E {
        let stream = &years.stream;
        let full = E::all(12.0) * stream.rate * years.remaining;
        if !here.may_exit() {
            let open = if t <= here.area().ends { 1.0 } else { 0.0 };
            return full * stream.ramp.share(E::all(t) - stream.start) * E::all(open);
        }
        let (exit, ends) = (self.exit_of::<E>(here), here.area().ends);
        let reached = stream.ramp.share(E::all(t).min(exit) - stream.start);
        let after = if ends < here.clock().end { E::load(self.kept.group(here.group)) } else { E::all(0.0) };
        let kept = E::select(E::all(t).le(exit), E::all(1.0), after);
        if t <= ends { full * reached * kept } else { E::all(0.0) }
    }

    /// Enters an amount of a stream, and its cashable part.
    #[inline(always)]
    pub(super) fn enter_flow<E: Abreast>(
        &self,
        here: Here,
        stream: &Stream<E>,
        (kind, year, amount): (Kind, usize, E),
        ledger: &mut Ledger,
    ) {
        here.enter(ledger, (kind, stream.flow, year), amount);
        if let Some((cash, share)) = stream.cash {
            here.enter(ledger, (kind, cash, year), amount * share);
        }
    }

    /// Enters what is steady from a year on, and what there is at the exit; returns their sum, indexed.
    #[inline(always)]
    pub(super) fn settle<E: Abreast>(
        &self,
        here: Here,
        (stream, remaining): (Stream<E>, E),
        from: usize,
        ledger: &mut Ledger,
    ) -> E {
        let clock = here.clock();
        if here.area().ends < clock.end {
            return E::all(0.0);
        }
        let rate = stream.rate * remaining;
        let (before, after) = match stream.with_pay {
            true => (&self.pay_before[from.min(clock.years)], &self.pay_after),
            false => (&self.price_before[from.min(clock.years)], &self.price_after),
        };
        let mut sum = rate * E::load(before.group(here.group));
        if from < clock.years {
            self.enter_flow(here, &stream, (Kind::Steady, from, rate), ledger);
        }
        if here.may_exit() {
            let exit = self.exit_of::<E>(here);
            let at_exit = stream.ramp.share(exit.min(E::all(1e9)) - stream.start);
            let at_exit = (rate * at_exit).only(exit.lt(E::all(1e9)));
            sum = sum + at_exit * E::load(after.group(here.group));
            self.enter_flow(here, &stream, (Kind::AtExit, from, at_exit), ledger);
        }
        sum
    }
}

/// A stream on its way through the years.
struct Years<E: Abreast> {
    stream: Stream<E>,
    /// Where it ends for good: the exit, or the area's end; `None` where neither may come.
    bound: Option<E>,
    /// Full months saved up to where it has been entered.
    done: E,
    /// Product of `1 - loss` so far.
    remaining: E,
    /// How many losses have been taken into account.
    lost: usize,
}

impl<E: Abreast> Years<E> {
    #[inline(always)]
    fn new(chunk: &Chunk, here: Here, stream: Stream<E>, from: f64) -> Self {
        let ends = here.area().ends;
        let bounded = here.may_exit() || ends < here.clock().end;
        let bound = if bounded { Some(chunk.exit_of::<E>(here).min(E::all(ends))) } else { None };
        let mut years = Years { stream, bound, done: E::all(0.0), remaining: E::all(1.0), lost: 0 };
        years.done = years.months_until(from);
        years
    }

    /// Full months saved up to `t`, no further than the exit and the area's end.
    #[inline(always)]
    fn months_until(&self, t: f64) -> E {
        let t = match self.bound {
            Some(bound) => E::all(t).min(bound),
            None => E::all(t),
        };
        self.stream.ramp.full_months(t - self.stream.start)
    }

    /// What falls between where the stream has been entered and `t`.
    #[inline(always)]
    fn amount_until(&mut self, t: f64) -> E {
        let done = self.months_until(t);
        let months = done - self.done;
        self.done = done;
        if self.stream.loses { self.stream.rate * self.remaining * months } else { self.stream.rate * months }
    }

    /// When the next loss strikes, if there is one.
    #[inline(always)]
    fn next_loss(&self, here: Here) -> Option<f64> {
        let losses = &here.area().losses;
        if !self.stream.loses || self.lost >= losses.len() {
            return None;
        }
        match here.machine.plan.risks[losses[self.lost]].occurrence {
            OccurrencePlan::Once { at, .. } => Some(at),
            OccurrencePlan::Recurs { .. } => None,
        }
    }

    /// Takes the next loss into account.
    #[inline(always)]
    fn lose(&mut self, chunk: &Chunk, here: Here) {
        let risk = here.area().losses[self.lost];
        for event in &chunk.events[chunk.events_of[risk].clone()] {
            self.remaining = self.remaining * E::load(event.remaining.group(here.group));
        }
        self.lost += 1;
    }

    /// Takes the losses before `t` into account that have not been.
    #[inline(always)]
    fn lose_until(&mut self, chunk: &Chunk, here: Here, t: f64) {
        while self.next_loss(here).is_some_and(|at| at < t) {
            self.lose(chunk, here);
        }
    }
}

/// The years in which a stream changes: from the first with anything, to the first that is steady in all trials.
#[inline(always)]
fn changing_years<E: Abreast>(here: Here, stream: &Stream<E>) -> (usize, usize) {
    let clock = here.clock();
    let (earliest, mut settled) = stream.changes;
    let first = clock.year_of(earliest);
    if here.area().ends < clock.end {
        return (first, clock.years);
    }
    if stream.loses {
        for &risk in &here.area().losses {
            if let OccurrencePlan::Once { at, .. } = here.machine.plan.risks[risk].occurrence {
                settled = settled.max(at);
            }
        }
    }
    (first, first_year_open_at(clock, settled).max(first))
}

/// Whether any loss strikes the area at a time that is drawn.
#[inline(always)]
fn loses_at_random(here: Here) -> bool {
    let recurs = |&risk: &usize| matches!(here.machine.plan.risks[risk].occurrence, OccurrencePlan::Recurs { .. });
    here.area().losses.iter().any(recurs)
}
