//! Areas whose streams go on as they began but for losses at known times: saving and running cost in one walk over the
//! years (section 4). What falls in a year is the difference of what has come in by its end and by its beginning.

use super::super::abreast::Abreast;
use super::go_live::GoLive;
use super::ledger::{Entry, Item, Ledger};
use super::losses;
use super::ramp::Ramp;
use super::rise;
use super::trials::Area;
use crate::plan::{Amount, Steps, Timing};

/// An amount of saving and one of running cost.
#[derive(Clone, Copy)]
pub(super) struct Flows<E> {
    pub(super) saving: E,
    pub(super) running: E,
}

/// What an area brings and costs a month in full, from when on.
#[derive(Clone, Copy)]
struct Walk<'a, E: Abreast> {
    area: Area<'a>,
    /// £ a month.
    monthly: Flows<E>,
    /// Whether running costs anything that differs between trials.
    runs: bool,
    /// `L`, months.
    start: E,
    ramp: Ramp<E>,
    /// Where the saving is by year, in place of the ramp; what is saved a month is a multiple of them then.
    steps: Option<&'a Steps>,
    /// What the square of the months on the ramp saves, £.
    square: E,
    /// The first year with anything, and the first that is steady in all trials.
    first: usize,
    steady_from: usize,
}

/// How far a walk has come.
#[derive(Clone, Copy)]
struct Until<E> {
    /// What has been saved, £.
    saved: E,
    /// Months since go-live.
    months: E,
    /// The rate of saving just before, £ a year.
    rate: E,
}

/// Enters the streams; returns the gross saving and the running cost over the simulated months.
#[inline(always)]
pub(super) fn streams<E: Abreast>(area: Area, go_live: GoLive<E>, ledger: &mut Ledger) -> Flows<E> {
    let (trials, plan, clock) = (area.trials, area.plan(), area.trials.clock());
    let mut monthly = Flows { saving: E::all(0.0), running: E::all(0.0) };
    let mut ramp = Ramp::<E>::step();
    let mut steady_at = go_live.latest;
    if !plan.annual_saving.is(0.0) {
        let (realisation, full): (E, E) = (trials.amount(plan.realisation), trials.amount(plan.annual_saving));
        monthly.saving = go_live.if_ahead(realisation * (full * E::all(1.0 / 12.0)));
        ramp = Ramp::of(trials, plan.embedding);
        let settled = match &plan.saving_by_year {
            Some(steps) => go_live.latest + steps.settles(),
            None => go_live.latest_of(go_live.live + ramp.months),
        };
        steady_at = settled.max(losses::last(area));
    }
    let runs = !plan.running_cost.is(0.0) && !area.notes().is_running_known;
    if runs {
        monthly.running = go_live.if_ahead(trials.amount::<E>(plan.running_cost) * E::all(1.0 / 12.0));
    }
    let first = clock.year_of(go_live.earliest);
    let steady_from = trials.first_open_at(steady_at).max(first);
    let mut lost = 0;
    while lost < plan.losses.len() && losses::time_of(area, lost) <= clock.opens(first) {
        monthly.saving = monthly.saving * losses::remaining_after(area, lost);
        lost += 1;
    }
    let square = monthly.saving * (ramp.slope() * E::all(0.5));
    let steps = plan.saving_by_year.as_ref();
    let walk = Walk { area, monthly, runs, start: go_live.live, ramp, steps, square, first, steady_from };
    let loses = lost < plan.losses.len() && losses::time_of(area, lost) < clock.end;
    let sums = match loses {
        false if trials.machine.prices.are_one => walk.enter::<true>(ledger),
        false => walk.enter::<false>(ledger),
        true => walk.enter_with_losses(lost, ledger),
    };
    Flows { running: if runs { sums.running } else { known_running(area) }, ..sums }
}

/// What running costs over the simulated months where that is known; 0 where it is not.
#[inline(always)]
fn known_running<E: Abreast>(area: Area) -> E {
    match area.plan().running_cost {
        Amount::Known(rate) if area.notes().is_running_known => {
            E::all(rate / 12.0 * area.trials.machine.prices.months_from[area.trials.clock().first_year])
        }
        _ => E::all(0.0),
    }
}

impl<E: Abreast> Walk<'_, E> {
    /// Enters the amounts of the years; returns the sums over them, indexed; `ONE` where all price indices are 1.
    #[inline(always)]
    fn enter<const ONE: bool>(&self, ledger: &mut Ledger) -> Flows<E> {
        let clock = self.area.trials.clock();
        let mut sums = Flows { saving: E::all(0.0), running: E::all(0.0) };
        if self.first < self.steady_from {
            // Of an area that goes live from the data date on nothing came in before the first year.
            let began_before = match self.area.plan().timing {
                Timing::Live { .. } => true,
                Timing::Ahead { not_before, .. } => not_before < clock.start,
            };
            let begin = if began_before { self.until(clock.opens(self.first)) } else { Until::go_live() };
            let mut before = begin;
            for year in self.first..self.steady_from {
                let by_end = self.until(clock.closes(year));
                let fell = self.between(before, by_end);
                let indexed = self.enter_year(year, fell, by_end.rate, ledger);
                if !ONE {
                    sums = self.add(sums, indexed);
                }
                before = by_end;
            }
            if ONE {
                sums = self.between(begin, before);
            }
        }
        self.enter_steady(self.monthly.saving, sums, ledger)
    }

    /// The same where risks that strike at known times, those from `lost` on, take shares of the saving for good.
    #[inline(always)]
    fn enter_with_losses(&self, mut lost: usize, ledger: &mut Ledger) -> Flows<E> {
        let (area, clock) = (self.area, self.area.trials.clock());
        let losses = area.plan().losses.len();
        let mut remaining = E::all(1.0);
        let mut sums = Flows { saving: E::all(0.0), running: E::all(0.0) };
        let mut before = self.until(clock.opens(self.first));
        for year in self.first..self.steady_from {
            let (mut saved, mut from) = (E::all(0.0), before);
            while lost < losses && losses::time_of(area, lost) < clock.closes(year) {
                let at = losses::time_of(area, lost);
                if at > clock.opens(year) {
                    let by_then = self.until(at);
                    saved = saved + remaining * (by_then.saved - from.saved);
                    from = by_then;
                }
                remaining = remaining * losses::remaining_after(area, lost);
                lost += 1;
            }
            let by_end = self.until(clock.closes(year));
            let saving = saved + remaining * (by_end.saved - from.saved);
            let fell = Flows { saving, ..self.between(before, by_end) };
            before = by_end;
            sums = self.add(sums, self.enter_year(year, fell, by_end.rate * remaining, ledger));
        }
        // What strikes when all else is steady.
        while lost < losses && losses::time_of(area, lost) < clock.end {
            remaining = remaining * losses::remaining_after(area, lost);
            lost += 1;
        }
        self.enter_steady(self.monthly.saving * remaining, sums, ledger)
    }

    /// How far it has come by `t`, without losses.
    #[inline(always)]
    fn until(&self, t: f64) -> Until<E> {
        let zero = E::all(0.0);
        let months = (E::all(t) - self.start).max(zero);
        if let Some(steps) = self.steps {
            let saved = rise::integral(steps, months) * self.monthly.saving;
            let rate = rise::level(steps, months) * (self.monthly.saving * E::all(12.0));
            return Until { saved, months, rate };
        }
        let on_ramp = months.min(self.ramp.months);
        let half = on_ramp * self.square;
        let saved = half * on_ramp + (months - on_ramp) * self.monthly.saving;
        // Twice what has been saved so far over the months, times 12.
        let rising = half * E::all(24.0);
        let rate = match self.ramp.always_rises() {
            true => rising,
            false => self.ramp.or_step(rising, (self.monthly.saving * E::all(12.0)).only(zero.lt(months))),
        };
        Until { saved, months, rate }
    }

    /// What falls between.
    #[inline(always)]
    fn between(&self, from: Until<E>, to: Until<E>) -> Flows<E> {
        Flows { saving: to.saved - from.saved, running: (to.months - from.months) * self.monthly.running }
    }

    /// The sums with what fell in a year, as far as it differs between trials.
    #[inline(always)]
    fn add(&self, sums: Flows<E>, indexed: Flows<E>) -> Flows<E> {
        let running = if self.runs { sums.running + indexed.running } else { sums.running };
        Flows { saving: sums.saving + indexed.saving, running }
    }

    /// Enters what fell in a year, and the rate of saving at its end; returns it, indexed.
    #[inline(always)]
    fn enter_year(&self, year: usize, fell: Flows<E>, rate: E, ledger: &mut Ledger) -> Flows<E> {
        let Walk { area, runs, .. } = *self;
        area.enter(ledger, Entry::in_year(Item::GrossPrice, year), fell.saving);
        area.enter(ledger, Entry::in_year(Item::RatePrice, year), rate);
        if runs {
            area.enter(ledger, Entry::in_year(Item::Running, year), fell.running);
        }
        Flows { saving: area.trials.priced(year, fell.saving), running: area.trials.priced(year, fell.running) }
    }

    /// Enters the monthly amounts from the year on from which they are steady; returns the sums with them.
    #[inline(always)]
    fn enter_steady(&self, saving: E, sums: Flows<E>, ledger: &mut Ledger) -> Flows<E> {
        let Walk { area, runs, steady_from: year, .. } = *self;
        if year >= area.trials.clock().years {
            return sums;
        }
        let saving = self.steps.map_or(saving, |steps| saving * E::all(steps.last));
        area.enter(ledger, Entry::monthly_from(Item::GrossPrice, year), saving);
        if runs {
            area.enter(ledger, Entry::monthly_from(Item::Running, year), self.monthly.running);
        }
        let months: E = match area.trials.machine.prices.months_from.get(year) {
            Some(months) => E::all(*months),
            None => area.trials.of(&area.trials.years.price.months_before[year]),
        };
        self.add(sums, Flows { saving: saving * months, running: self.monthly.running * months })
    }
}

impl<E: Abreast> Until<E> {
    /// Nothing has come in.
    #[inline(always)]
    fn go_live() -> Self {
        Until { saved: E::all(0.0), months: E::all(0.0), rate: E::all(0.0) }
    }
}
