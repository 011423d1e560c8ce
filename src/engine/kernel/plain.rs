//! Areas whose streams nothing ends or lessens: saving and running cost in one walk over the years (section 4).

use super::super::abreast::Abreast;
use super::area::{Here, first_year_open_at};
use super::go_live::GoLive;
use super::ledger::{Basic, Kind, Ledger};
use super::ramp::Ramp;
use super::workspace::Chunk;
use crate::plan::{AreaPlan, Plan};

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

/// Whether an area's streams go on as they began: no exit, end or loss, all in prices, all cashable.
pub(super) fn is_plain(plan: &Plan, area: &AreaPlan) -> bool {
    let in_prices = !plan.used.pay || area.pay_share.is(0.0);
    plan.exit.is_none() && area.ends >= plan.clock.end && area.losses.is_empty() && in_prices && !plan.used.cashable
}

impl Chunk {
    /// Enters the streams; returns the gross saving and the running cost over the simulated months.
    #[inline(always)]
    pub(super) fn plain_streams<E: Abreast>(&self, here: Here, go_live: GoLive<E>, ledger: &mut Ledger) -> (E, E) {
        let area = here.area();
        let (mut saving, mut running) = (E::all(0.0), E::all(0.0));
        let mut ramp = Ramp::<E>::step();
        if !area.annual_saving.is(0.0) {
            let (realisation, full): (E, E) =
                (self.amount_of(here, area.realisation), self.amount_of(here, area.annual_saving));
            saving = realisation * full * go_live.ahead * E::all(1.0 / 12.0);
            ramp = self.ramp(here);
        }
        if !area.running_cost.is(0.0) {
            let rate: E = self.amount_of(here, area.running_cost);
            running = rate * (go_live.ahead * E::all(1.0 / 12.0));
        }
        let clock = here.clock();
        let first = clock.year_of(go_live.earliest);
        let steady_from = first_year_open_at(clock, go_live.latest + ramp.months.greatest()).max(first);
        let walk = Walk { saving, running, start: go_live.live, ramp, years: (first, steady_from) };
        let sums = self.walk(here, 0, walk, ledger);
        for share in &here.machine.stages.areas[here.place].shares {
            let of_part =
                Walk { saving: saving * E::all(share.savings), running: running * E::all(share.costs), ..walk };
            self.walk(here, share.account, of_part, ledger);
        }
        sums
    }

    /// The embedding ramp of an area.
    #[inline(always)]
    pub(super) fn ramp<E: Abreast>(&self, here: Here) -> Ramp<E> {
        let embedding = here.area().embedding;
        if embedding.is(0.0) { Ramp::step() } else { Ramp::new(self.amount_of(here, embedding)) }
    }

    /// Enters the amounts of the years in an account; returns the sums over them, indexed.
    ///
    /// What falls in a year is the difference of what had come in by its end and by its beginning.
    #[inline(always)]
    fn walk<E: Abreast>(&self, here: Here, account: usize, walk: Walk<E>, ledger: &mut Ledger) -> (E, E) {
        let clock = here.clock();
        let nil = E::all(0.0);
        let (first, steady_from) = walk.years;
        let (mut gross, mut cost) = (nil, nil);
        if first < steady_from {
            let by_month = walk.by_month();
            let (mut saved, mut run, _) = walk.until(clock.opens(first), by_month);
            let runs = here.machine.plan.used.running;
            for year in first..steady_from {
                let (saved_by_end, run_by_end, rate) = walk.until(clock.closes(year), by_month);
                let (saving, running) = (saved_by_end - saved, run_by_end - run);
                (saved, run) = (saved_by_end, run_by_end);
                ledger.add_to(account, (Kind::Entered, Basic::GrossPrice, year), saving);
                ledger.add_to(account, (Kind::Entered, Basic::RatePrice, year), rate);
                let price = self.index_of(here, false, year);
                gross = gross + saving * price;
                if runs {
                    ledger.add_to(account, (Kind::Entered, Basic::Running, year), running);
                    cost = cost + running * price;
                }
            }
        }
        let before = E::load(self.price_before[steady_from].group(here.group));
        if steady_from < clock.years {
            ledger.add_to(account, (Kind::Steady, Basic::GrossPrice, steady_from), walk.saving);
            if here.machine.plan.used.running {
                ledger.add_to(account, (Kind::Steady, Basic::Running, steady_from), walk.running);
            }
        }
        (gross + walk.saving * before, cost + walk.running * before)
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

impl<E: Abreast> Walk<E> {
    #[inline(always)]
    fn by_month(&self) -> ByMonth<E> {
        let slope = self.ramp.slope();
        ByMonth { square: self.saving * slope * E::all(0.5), rate: self.saving * slope * E::all(12.0) }
    }

    /// What has been saved and what running has cost by `t`, £, and the rate of saving just before it, £ a year.
    #[inline(always)]
    fn until(&self, t: f64, by_month: ByMonth<E>) -> (E, E, E) {
        let nil = E::all(0.0);
        let live = (E::all(t) - self.start).max(nil);
        let on_ramp = live.min(self.ramp.months);
        let saved = on_ramp * on_ramp * by_month.square + (live - on_ramp) * self.saving;
        let rising = on_ramp * by_month.rate;
        let rate = match self.ramp.always_rises() {
            true => rising,
            false => self.ramp.or_step(rising, (self.saving * E::all(12.0)).only(nil.lt(live))),
        };
        (saved, live * self.running, rate)
    }
}
