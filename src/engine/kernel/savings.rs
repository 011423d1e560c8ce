//! Gross and cashable savings of an area, and its running cost, year by year (section 4).

use super::super::abreast::Abreast;
use super::go_live::GoLive;
use super::ledger::{Entry, Item, Ledger};
use super::losses;
use super::ramp::{Ramp, overlap};
use super::rise::Rise;
use super::stream::Stream;
use super::trials::Area;

/// Gross and cashable savings and the run rate; returns the gross saving over the simulated months.
#[inline(always)]
pub(super) fn savings<E: Abreast>(area: Area, go_live: GoLive<E>, ledger: &mut Ledger) -> E {
    let (trials, plan, used) = (area.trials, area.plan(), area.trials.machine.plan.used);
    if plan.annual_saving.is(0.0) {
        return E::all(0.0);
    }
    let full = go_live.if_ahead(trials.amount::<E>(plan.realisation) * trials.amount(plan.annual_saving));
    let full = full * E::all(1.0 / 12.0);
    let cash = if used.cashable { Some(trials.amount::<E>(plan.cashable_share)) } else { None };
    let rise = Rise::of(area);
    let with_prices = Stream {
        item: Item::GrossPrice,
        level: Some(Item::RatePrice),
        cash: cash.map(|share| (Item::CashPrice, share)),
        with_pay: false,
        loses: !plan.losses.is_empty(),
        rate: full,
        start: go_live.live,
        rise,
        begins: go_live.earliest,
        settles: go_live.latest + rise.longest(),
    };
    if !used.pay || plan.pay_share.is(0.0) {
        return enter(area, &with_prices, ledger);
    }
    let (pay_share, lag): (E, E) = (trials.amount(plan.pay_share), trials.amount(plan.workforce_lag));
    let with_pay = Stream {
        item: Item::GrossPay,
        level: Some(Item::RatePay),
        cash: cash.map(|share| (Item::CashPay, share)),
        with_pay: true,
        rate: full * pay_share,
        start: go_live.live + lag,
        begins: with_prices.begins + lag.least(),
        settles: with_prices.settles + lag.greatest(),
        ..with_prices
    };
    let with_prices = Stream { rate: full * (E::all(1.0) - pay_share), ..with_prices };
    enter(area, &with_prices, ledger) + enter(area, &with_pay, ledger)
}

/// Running cost; returns it over the simulated months.
#[inline(always)]
pub(super) fn running<E: Abreast>(area: Area, go_live: GoLive<E>, ledger: &mut Ledger) -> E {
    if area.plan().running_cost.is(0.0) {
        return E::all(0.0);
    }
    let rate: E = area.trials.amount(area.plan().running_cost);
    let running = Stream {
        item: Item::Running,
        level: None,
        cash: None,
        with_pay: false,
        loses: false,
        rate: go_live.if_ahead(rate * E::all(1.0 / 12.0)),
        start: go_live.live,
        rise: Rise::Ramp(Ramp::step()),
        begins: go_live.earliest,
        settles: go_live.latest,
    };
    enter(area, &running, ledger)
}

/// Enters a stream year by year while it changes, and once where it is steady; returns its sum, indexed.
#[inline(always)]
fn enter<E: Abreast>(area: Area, stream: &Stream<E>, ledger: &mut Ledger) -> E {
    E::apart(
        #[inline(always)]
        || match stream.loses && losses::last(area) == f64::INFINITY {
            true => losses::enter(area, stream, ledger),
            false => enter_years(area, stream, ledger),
        },
    )
}

#[inline(always)]
fn enter_years<E: Abreast>(area: Area, stream: &Stream<E>, ledger: &mut Ledger) -> E {
    let clock = area.trials.clock();
    let (first, steady_from) = changing_years(area, stream);
    let mut progress = Progress::new(area, stream, clock.opens(first));
    let mut sum = E::all(0.0);
    for year in first..steady_from {
        let amount = progress.amount_of_year(year);
        sum = sum + stream.enter_year(area, year, amount, ledger);
        if let Some(level) = stream.level {
            area.enter(ledger, Entry::in_year(level, year), progress.level_at(clock.closes(year)));
        }
    }
    progress.lose_until(clock.end);
    sum + stream.settle(area, steady_from, progress.remaining, ledger)
}

/// A stream on its way through the years.
struct Progress<'a, E: Abreast> {
    area: Area<'a>,
    stream: &'a Stream<'a, E>,
    /// Where it ends for good: the exit, or the area's end; `None` where neither may come.
    bound: Option<E>,
    /// Full months saved up to where it has been entered.
    done: E,
    /// Product of `1 - loss` so far.
    remaining: E,
    /// How many losses have been taken into account.
    lost: usize,
}

impl<'a, E: Abreast> Progress<'a, E> {
    #[inline(always)]
    fn new(area: Area<'a>, stream: &'a Stream<'a, E>, from: f64) -> Self {
        let ends = area.plan().ends;
        let is_bounded = area.trials.may_exit() || ends < area.trials.clock().end;
        let bound = if is_bounded { Some(area.trials.exit::<E>().min(E::all(ends))) } else { None };
        let mut progress = Progress { area, stream, bound, done: E::all(0.0), remaining: E::all(1.0), lost: 0 };
        progress.done = progress.months_until(from);
        progress
    }

    /// Full months saved up to `t`, no further than the exit and the area's end.
    #[inline(always)]
    fn months_until(&self, t: f64) -> E {
        let t = match self.bound {
            Some(bound) => E::all(t).min(bound),
            None => E::all(t),
        };
        self.stream.rise.full_months(t - self.stream.start)
    }

    /// What falls between where the stream has been entered and `t`.
    #[inline(always)]
    fn amount_until(&mut self, t: f64) -> E {
        let done = self.months_until(t);
        let months = done - self.done;
        self.done = done;
        if self.stream.loses { self.stream.rate * self.remaining * months } else { self.stream.rate * months }
    }

    /// The amount of one year.
    #[inline(always)]
    fn amount_of_year(&mut self, year: usize) -> E {
        let clock = self.area.trials.clock();
        let (mut from, closes) = (clock.opens(year), clock.closes(year));
        let mut amount = E::all(0.0);
        while self.next_loss() < closes {
            let at = self.next_loss();
            if at > from {
                amount = amount + self.amount_until(at);
                from = at;
            }
            self.lose();
        }
        amount = amount + self.amount_until(closes);
        if self.area.plan().ends < clock.end && self.area.trials.may_exit() {
            amount = amount + self.kept_of_year(year);
        }
        amount
    }

    /// What is kept after the exit, up to an area's end within the horizon.
    #[inline(always)]
    fn kept_of_year(&self, year: usize) -> E {
        let (trials, clock) = (self.area.trials, self.area.trials.clock());
        let exit: E = trials.exit();
        let at_exit = self.stream.share_at_exit(exit);
        let (opens, closes) = (E::all(clock.opens(year)), E::all(clock.closes(year)));
        let months = overlap(exit, E::all(self.area.plan().ends), opens, closes);
        trials.share_kept::<E>() * self.stream.rate * self.remaining * at_exit * months
    }

    /// The yearly rate just before `t`: after an exit what is kept of it, where the area has an end within the
    /// horizon (elsewhere what is kept is entered once).
    #[inline(always)]
    fn level_at(&self, t: f64) -> E {
        let (trials, stream, ends) = (self.area.trials, self.stream, self.area.plan().ends);
        let full = E::all(12.0) * stream.rate * self.remaining;
        if !trials.may_exit() {
            let open = if t <= ends { 1.0 } else { 0.0 };
            return full * stream.rise.share(E::all(t) - stream.start) * E::all(open);
        }
        let exit: E = trials.exit();
        let reached = stream.rise.share(E::all(t).min(exit) - stream.start);
        let after = if ends < trials.clock().end { trials.share_kept() } else { E::all(0.0) };
        let kept = E::select(E::all(t).le(exit), E::all(1.0), after);
        if t <= ends { full * reached * kept } else { E::all(0.0) }
    }

    /// When the next loss strikes; never where there is none.
    #[inline(always)]
    fn next_loss(&self) -> f64 {
        let has_next = self.stream.loses && self.lost < self.area.plan().losses.len();
        if has_next { losses::time_of(self.area, self.lost) } else { f64::INFINITY }
    }

    /// Takes the next loss into account.
    #[inline(always)]
    fn lose(&mut self) {
        self.remaining = self.remaining * losses::remaining_after(self.area, self.lost);
        self.lost += 1;
    }

    /// Takes the losses before `t` into account that have not been.
    #[inline(always)]
    fn lose_until(&mut self, t: f64) {
        while self.next_loss() < t {
            self.lose();
        }
    }
}

/// The years in which a stream changes: from the first with anything, to the first that is steady in all trials.
#[inline(always)]
fn changing_years<E: Abreast>(area: Area, stream: &Stream<E>) -> (usize, usize) {
    let clock = area.trials.clock();
    let first = clock.year_of(stream.begins);
    if area.plan().ends < clock.end {
        return (first, clock.years);
    }
    let settles = if stream.loses { stream.settles.max(losses::last(area)) } else { stream.settles };
    (first, area.trials.first_open_at(settles).max(first))
}
