//! Areas whose streams go on as they began but for losses at known times: saving and running cost in one walk over the
//! years (section 4).

use super::super::abreast::Abreast;
use super::area::{Here, first_year_open_at};
use super::go_live::GoLive;
use super::ledger::{Basic, Kind, Ledger};
use super::ramp::Ramp;
use super::workspace::Chunk;
use crate::plan::{Amount, AreaPlan, IndexPlan, OccurrencePlan, Plan, Timing};

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

/// Whether what running an area costs is the same in every trial: it is live, and neither cost nor prices are drawn.
pub(super) fn is_running_known(plan: &Plan, area: &AreaPlan) -> bool {
    let is_live = matches!(area.timing, Timing::Live { .. });
    let is_known = matches!(area.running_cost, Amount::Known(_)) && !area.running_cost.is(0.0);
    is_live && is_known && matches!(plan.indices.price, IndexPlan::Known(_))
}

/// Whether running an area costs what differs from trial to trial.
#[inline(always)]
fn runs(here: Here) -> bool {
    !here.area().running_cost.is(0.0) && !here.machine.stages.areas[here.place].is_running_known
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
            saving = go_live.if_ahead(realisation * (full * E::all(1.0 / 12.0)));
            ramp = self.ramp(here);
            steady_at = go_live.latest_of(go_live.live + ramp.months);
            steady_at = (0..area.losses.len()).map(|loss| time_of(here, loss)).fold(steady_at, f64::max);
        }
        if runs(here) {
            running = go_live.if_ahead(self.amount_of::<E>(here, area.running_cost) * E::all(1.0 / 12.0));
        }
        let clock = here.clock();
        let first = clock.year_of(go_live.earliest);
        let steady_from = first_year_open_at(clock, steady_at).max(first);
        let mut lost = 0;
        while lost < area.losses.len() && time_of(here, lost) <= clock.opens(first) {
            saving = saving * self.remaining_after(here, area.losses[lost]);
            lost += 1;
        }
        let known = self.known_running::<E>(here);
        let loses = lost < area.losses.len() && time_of(here, lost) < clock.end;
        let walk = Walk { saving, running, start: go_live.live, ramp, years: (first, steady_from) };
        let (gross, cost) = match (loses, here.machine.prices_are_one) {
            (false, true) => self.walk::<E, true>(here, walk, ledger),
            (false, false) => self.walk::<E, false>(here, walk, ledger),
            (true, _) => self.walk_with_losses(here, (walk, lost), ledger),
        };
        (gross, if runs(here) { cost } else { known })
    }

    /// What running costs over the simulated months where that is known; nil where it is not.
    #[inline(always)]
    fn known_running<E: Abreast>(&self, here: Here) -> E {
        let machine = here.machine;
        match here.area().running_cost {
            Amount::Known(rate) if machine.stages.areas[here.place].is_running_known => {
                E::all(rate / 12.0 * machine.months_from[here.clock().first_year])
            }
            _ => E::all(0.0),
        }
    }

    /// The embedding ramp of an area.
    #[inline(always)]
    pub(super) fn ramp<E: Abreast>(&self, here: Here) -> Ramp<E> {
        let embedding = here.area().embedding;
        if embedding.is(0.0) { Ramp::step() } else { Ramp::new(self.amount_of(here, embedding)) }
    }

    /// Enters the amounts of the years; returns the sums over them, indexed; `ONE` where all price indices are 1.
    ///
    /// What falls in a year is the difference of what had come in by its end and by its beginning.
    #[inline(always)]
    fn walk<E: Abreast, const ONE: bool>(&self, here: Here, walk: Walk<E>, ledger: &mut Ledger) -> (E, E) {
        let (clock, area) = (here.clock(), here.area());
        let (first, steady_from) = walk.years;
        let runs = runs(here);
        let nil = E::all(0.0);
        let (mut gross, mut cost) = (nil, nil);
        if first < steady_from {
            let square = walk.square();
            // Of an area that is not live nothing came in before the first year.
            let is_live = matches!(area.timing, Timing::Live { .. });
            let begin = if is_live { walk.until(clock.opens(first), square) } else { Until::nowhere() };
            let mut before = begin;
            for year in first..steady_from {
                let by_end = walk.until(clock.closes(year), square);
                let saved = by_end.saved - before.saved;
                here.enter(ledger, (Kind::Entered, Basic::GrossPrice, year), saved);
                here.enter(ledger, (Kind::Entered, Basic::RatePrice, year), by_end.rate);
                if !ONE {
                    gross = gross + self.priced(here.machine, year, here.group, saved);
                }
                if runs {
                    let run = (by_end.months - before.months) * walk.running;
                    here.enter(ledger, (Kind::Entered, Basic::Running, year), run);
                    if !ONE {
                        cost = cost + self.priced(here.machine, year, here.group, run);
                    }
                }
                before = by_end;
            }
            if ONE {
                (gross, cost) = (before.saved - begin.saved, (before.months - begin.months) * walk.running);
            }
        }
        self.enter_steady(here, (steady_from, walk.saving, walk.running), (gross, cost), ledger)
    }

    /// The same where risks that strike at known times, those from `lost` on, take shares of the saving for good.
    #[inline(always)]
    fn walk_with_losses<E: Abreast>(
        &self,
        here: Here,
        (walk, mut lost): (Walk<E>, usize),
        ledger: &mut Ledger,
    ) -> (E, E) {
        let clock = here.clock();
        let (first, steady_from) = walk.years;
        let losses = &here.area().losses;
        let mut remaining = E::all(1.0);
        let mut sums = (E::all(0.0), E::all(0.0));
        let square = walk.square();
        let mut before = walk.until(clock.opens(first), square);
        for year in first..steady_from {
            let (mut saved, mut from) = (E::all(0.0), before);
            while lost < losses.len() && time_of(here, lost) < clock.closes(year) {
                let at = time_of(here, lost);
                if at > clock.opens(year) {
                    let by_then = walk.until(at, square);
                    saved = saved + remaining * (by_then.saved - from.saved);
                    from = by_then;
                }
                remaining = remaining * self.remaining_after(here, losses[lost]);
                lost += 1;
            }
            let by_end = walk.until(clock.closes(year), square);
            let fell =
                (saved + remaining * (by_end.saved - from.saved), (by_end.months - before.months) * walk.running);
            before = by_end;
            self.enter_year(here, (year, fell, by_end.rate * remaining), &mut sums, ledger);
        }
        // What strikes when all else is steady.
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
        if runs(here) {
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
        let runs = runs(here);
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

impl<E: Abreast> Until<E> {
    /// Nowhere.
    #[inline(always)]
    fn nowhere() -> Self {
        Until { saved: E::all(0.0), months: E::all(0.0), rate: E::all(0.0) }
    }
}

impl<E: Abreast> Walk<E> {
    /// What the square of the months on the ramp saves, £.
    #[inline(always)]
    fn square(&self) -> E {
        self.saving * (self.ramp.slope() * E::all(0.5))
    }

    /// How far it has come by `t`, without losses.
    #[inline(always)]
    fn until(&self, t: f64, square: E) -> Until<E> {
        let nil = E::all(0.0);
        let months = (E::all(t) - self.start).max(nil);
        let on_ramp = months.min(self.ramp.months);
        let half = on_ramp * square;
        let saved = half * on_ramp + (months - on_ramp) * self.saving;
        // Twice what has been saved so far over the months, times 12.
        let rising = half * E::all(24.0);
        let rate = match self.ramp.always_rises() {
            true => rising,
            false => self.ramp.or_step(rising, (self.saving * E::all(12.0)).only(nil.lt(months))),
        };
        Until { saved, months, rate }
    }
}
