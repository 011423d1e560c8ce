//! Areas whose streams go on as they began but for losses at known times: saving and running cost in one walk over the
//! years (section 4).

use super::super::abreast::Abreast;
use super::area::{Here, first_year_open_at};
use super::go_live::GoLive;
use super::ledger::{Basic, Kind, Ledger};
use super::ramp::Ramp;
use super::workspace::Chunk;
use crate::plan::{AreaPlan, OccurrencePlan, Plan};

/// What an area brings and costs a month in full, from when on.
#[derive(Clone, Copy)]
struct Walk<E: Abreast> {
    /// £ a month.
    saving: E,
    running: E,
    /// `L`, months.
    start: E,
    ramp: Ramp<E>,
    /// The first year with anything, and the first that is steady in all trials.
    years: (usize, usize),
}

/// Whether an area's streams go on as they began: no exit or end, no losses but at known times, all in prices, all
/// cashable.
pub(super) fn is_plain(plan: &Plan, area: &AreaPlan) -> bool {
    let in_prices = !plan.used.pay || area.pay_share.is(0.0);
    let is_known = |risk: &usize| matches!(plan.risks[*risk].occurrence, OccurrencePlan::Once { .. });
    let goes_on = plan.exit.is_none() && area.ends >= plan.clock.end && area.losses.iter().all(is_known);
    goes_on && in_prices && !plan.used.cashable
}

impl Chunk {
    /// Enters the streams; returns the gross saving and the running cost over the simulated months.
    #[inline(always)]
    pub(super) fn plain_streams<E: Abreast>(&self, here: Here, go_live: GoLive<E>, ledger: &mut Ledger) -> (E, E) {
        let area = here.area();
        let (mut saving, mut running) = (E::all(0.0), E::all(0.0));
        let mut ramp = Ramp::<E>::step();
        let mut steady_at = go_live.latest;
        if !area.annual_saving.is(0.0) {
            let (realisation, full): (E, E) =
                (self.amount_of(here, area.realisation), self.amount_of(here, area.annual_saving));
            saving = realisation * full * go_live.ahead * E::all(1.0 / 12.0);
            ramp = self.ramp(here);
            steady_at = go_live.latest_of(go_live.live + ramp.months);
            steady_at = (0..area.losses.len()).map(|loss| time_of(here, loss)).fold(steady_at, f64::max);
        }
        if !area.running_cost.is(0.0) {
            let rate: E = self.amount_of(here, area.running_cost);
            running = rate * (go_live.ahead * E::all(1.0 / 12.0));
        }
        let clock = here.clock();
        let first = clock.year_of(go_live.earliest);
        let steady_from = first_year_open_at(clock, steady_at).max(first);
        let walk = Walk { saving, running, start: go_live.live, ramp, years: (first, steady_from) };
        if area.losses.is_empty() { self.walk(here, walk, ledger) } else { self.walk_with_losses(here, walk, ledger) }
    }

    /// The embedding ramp of an area.
    #[inline(always)]
    pub(super) fn ramp<E: Abreast>(&self, here: Here) -> Ramp<E> {
        let embedding = here.area().embedding;
        if embedding.is(0.0) { Ramp::step() } else { Ramp::new(self.amount_of(here, embedding)) }
    }

    /// Enters the amounts of the years; returns the sums over them, indexed.
    ///
    /// What falls in a year is the difference of what had come in by its end and by its beginning.
    #[inline(always)]
    fn walk<E: Abreast>(&self, here: Here, walk: Walk<E>, ledger: &mut Ledger) -> (E, E) {
        let clock = here.clock();
        let (first, steady_from) = walk.years;
        let mut sums = (E::all(0.0), E::all(0.0));
        if first < steady_from {
            let by_month = walk.by_month();
            let mut before = walk.until(clock.opens(first), by_month);
            for year in first..steady_from {
                let by_end = walk.until(clock.closes(year), by_month);
                let fell = (by_end.saved - before.saved, by_end.run - before.run);
                before = by_end;
                self.enter_year(here, (year, fell, by_end.rate), &mut sums, ledger);
            }
        }
        self.enter_steady(here, (steady_from, walk.saving, walk.running), sums, ledger)
    }

    /// The same where risks that strike at known times take shares of the saving for good.
    #[inline(always)]
    fn walk_with_losses<E: Abreast>(&self, here: Here, walk: Walk<E>, ledger: &mut Ledger) -> (E, E) {
        let clock = here.clock();
        let (first, steady_from) = walk.years;
        let losses = &here.area().losses;
        let (mut lost, mut remaining) = (0, E::all(1.0));
        let mut sums = (E::all(0.0), E::all(0.0));
        let by_month = walk.by_month();
        let mut before = walk.until(clock.opens(first), by_month);
        for year in first..steady_from {
            let (mut saved, mut from) = (E::all(0.0), before);
            while lost < losses.len() && time_of(here, lost) < clock.closes(year) {
                let at = time_of(here, lost);
                if at > clock.opens(year) {
                    let by_then = walk.until(at, by_month);
                    saved = saved + remaining * (by_then.saved - from.saved);
                    from = by_then;
                }
                remaining = remaining * self.remaining_after(here, losses[lost]);
                lost += 1;
            }
            let by_end = walk.until(clock.closes(year), by_month);
            let fell = (saved + remaining * (by_end.saved - from.saved), by_end.run - before.run);
            before = by_end;
            self.enter_year(here, (year, fell, by_end.rate * remaining), &mut sums, ledger);
        }
        // What struck before the years of this area.
        while lost < losses.len() && time_of(here, lost) < clock.end {
            remaining = remaining * self.remaining_after(here, losses[lost]);
            lost += 1;
        }
        self.enter_steady(here, (steady_from, walk.saving * remaining, walk.running), sums, ledger)
    }

    /// What a risk leaves of the savings that it lessens.
    #[inline(always)]
    fn remaining_after<E: Abreast>(&self, here: Here, risk: usize) -> E {
        let mut remaining = E::all(1.0);
        for event in &self.events[self.events_of[risk].clone()] {
            remaining = remaining * E::load(event.remaining.group(here.group));
        }
        remaining
    }

    /// Enters what was saved and what running cost in a year, and the rate of saving at its end; adds them, indexed, to
    /// the sums.
    #[inline(always)]
    fn enter_year<E: Abreast>(
        &self,
        here: Here,
        (year, (saved, run), rate): (usize, (E, E), E),
        sums: &mut (E, E),
        ledger: &mut Ledger,
    ) {
        here.enter(ledger, (Kind::Entered, Basic::GrossPrice, year), saved);
        here.enter(ledger, (Kind::Entered, Basic::RatePrice, year), rate);
        sums.0 = sums.0 + self.priced(here.machine, year, here.group, saved);
        if !here.area().running_cost.is(0.0) {
            here.enter(ledger, (Kind::Entered, Basic::Running, year), run);
            sums.1 = sums.1 + self.priced(here.machine, year, here.group, run);
        }
    }

    /// Enters the monthly amounts from the year on from which they are steady; returns the sums with them.
    #[inline(always)]
    fn enter_steady<E: Abreast>(
        &self,
        here: Here,
        (year, saving, running): (usize, E, E),
        (saved, run): (E, E),
        ledger: &mut Ledger,
    ) -> (E, E) {
        let runs = !here.area().running_cost.is(0.0);
        if year >= here.clock().years {
            return (saved, run);
        }
        here.enter(ledger, (Kind::Steady, Basic::GrossPrice, year), saving);
        if runs {
            here.enter(ledger, (Kind::Steady, Basic::Running, year), running);
        }
        let months = self.priced_months::<E>(here, year);
        (saved + saving * months, if runs { run + running * months } else { run })
    }

    /// The months from a year on, each times its price index, where nothing ends them.
    #[inline(always)]
    fn priced_months<E: Abreast>(&self, here: Here, year: usize) -> E {
        match here.machine.months_from.get(year) {
            Some(months) => E::all(*months),
            None => E::load(self.price_before[year].group(here.group)),
        }
    }
}

/// When the risk of an area's loss strikes, months: infinite where that is not known.
#[inline(always)]
fn time_of(here: Here, loss: usize) -> f64 {
    match here.machine.plan.risks[here.area().losses[loss]].occurrence {
        OccurrencePlan::Once { at, .. } => at,
        OccurrencePlan::Recurs { .. } => f64::INFINITY,
    }
}

/// What a walk multiplies in every year.
#[derive(Clone, Copy)]
struct ByMonth<E> {
    /// Of the square of the months on the ramp, £.
    square: E,
    /// Of the months on the ramp: 12 times the rate reached, £ a year.
    rate: E,
}

/// How far a walk has come.
#[derive(Clone, Copy)]
struct Until<E> {
    /// What has been saved, and what running has cost, £.
    saved: E,
    run: E,
    /// The rate of saving just before, £ a year.
    rate: E,
}

impl<E: Abreast> Walk<E> {
    #[inline(always)]
    fn by_month(&self) -> ByMonth<E> {
        let slope = self.ramp.slope();
        ByMonth { square: self.saving * slope * E::all(0.5), rate: self.saving * slope * E::all(12.0) }
    }

    /// How far it has come by `t`, without losses.
    #[inline(always)]
    fn until(&self, t: f64, by_month: ByMonth<E>) -> Until<E> {
        let nil = E::all(0.0);
        let live = (E::all(t) - self.start).max(nil);
        let on_ramp = live.min(self.ramp.months);
        let saved = on_ramp * on_ramp * by_month.square + (live - on_ramp) * self.saving;
        let rising = on_ramp * by_month.rate;
        let rate = match self.ramp.always_rises() {
            true => rising,
            false => self.ramp.or_step(rising, (self.saving * E::all(12.0)).only(nil.lt(live))),
        };
        Until { saved, run: live * self.running, rate }
    }
}
