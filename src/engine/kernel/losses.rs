//! What risks take of an area's saving for good (sections 4 and 5).
//!
//! Losses at times that differ between trials are taken into account trial by trial, event by event.

use super::super::abreast::{ABREAST, Abreast, Packed};
use super::super::lanes::Lanes;
use super::ledger::{Entry, Ledger};
use super::rise::Rise;
use super::stream::Stream;
use super::trials::Area;
use crate::plan::{OccurrencePlan, Steps};

/// When the risk of an area's loss strikes, months; infinite where that is not known.
#[inline(always)]
pub(super) fn time_of(area: Area, loss: usize) -> f64 {
    match area.trials.machine.plan.risks[area.plan().losses[loss]].occurrence {
        OccurrencePlan::Once { at, .. } => at,
        OccurrencePlan::Recurs { .. } => f64::INFINITY,
    }
}

/// When the last of an area's losses strikes, months; infinite where that is not known.
#[inline(always)]
pub(super) fn last(area: Area) -> f64 {
    (0..area.plan().losses.len()).map(|loss| time_of(area, loss)).fold(f64::NEG_INFINITY, f64::max)
}

/// What an area's loss at a known time leaves of its saving.
#[inline(always)]
pub(super) fn remaining_after<E: Abreast>(area: Area, loss: usize) -> E {
    let mut remaining = E::all(1.0);
    for event in area.trials.events.of(area.plan().losses[loss]) {
        remaining = remaining * area.trials.of(&event.remaining);
    }
    remaining
}

/// A loss of one trial.
struct Strike {
    /// Months.
    time: f64,
    /// `1 - saving_loss`.
    remaining: f64,
}

/// A stream of one trial, and what ends it.
struct Trial<'a> {
    rate: f64,
    start: f64,
    /// `E`, months.
    embedding: f64,
    /// Where the saving is by year, in place of a ramp.
    steps: Option<&'a Steps>,
    /// `X`, months.
    exit: f64,
    /// `Z`, months.
    ends: f64,
    /// `h`.
    share_kept: f64,
}

/// What streams bring in each year, and their yearly rates at its end.
struct ByYear {
    flows: Vec<Packed>,
    levels: Vec<Packed>,
}

/// Enters a stream with losses at times that differ between trials year by year; returns its sum, indexed.
#[inline(always)]
pub(super) fn enter<E: Abreast>(area: Area, stream: &Stream<E>, ledger: &mut Ledger) -> E {
    let (trials, clock) = (area.trials, area.trials.clock());
    let of = |lanes: &Lanes, lane: usize| lanes.group(trials.group)[lane];
    let mut by_year = ByYear { flows: vec![Packed::ZERO; clock.years], levels: vec![Packed::ZERO; clock.years] };
    let mut remaining = [0.0; ABREAST];
    let mut strikes = Vec::new();
    let (rate, start) = (stream.rate.array(), stream.start.array());
    let (embedding, steps) = match stream.rise {
        Rise::Ramp(ramp) => (ramp.months.array(), None),
        Rise::ByYear(steps) => ([0.0; ABREAST], Some(steps)),
    };
    for lane in 0..ABREAST {
        find_strikes(area, lane, &mut strikes);
        let trial = Trial {
            rate: rate[lane],
            start: start[lane],
            embedding: embedding[lane],
            steps,
            exit: of(&trials.years.exit, lane),
            ends: area.plan().ends,
            share_kept: of(&trials.years.share_kept, lane),
        };
        trial.add_years(area, lane, &strikes, &mut by_year);
        remaining[lane] = product(&strikes);
    }
    let mut sum = E::all(0.0);
    for year in clock.simulated_years() {
        sum = sum + stream.enter_year(area, year, E::load(&by_year.flows[year].0), ledger);
        if let Some(level) = stream.level {
            area.enter(ledger, Entry::in_year(level, year), E::load(&by_year.levels[year].0));
        }
    }
    sum + stream.settle(area, clock.years, E::load(&remaining), ledger)
}

/// The losses that strike an area in one trial, in order of their time.
#[inline(always)]
fn find_strikes(area: Area, lane: usize, strikes: &mut Vec<Strike>) {
    let of = |lanes: &Lanes| lanes.group(area.trials.group)[lane];
    strikes.clear();
    for event in area.plan().losses.iter().flat_map(|&risk| area.trials.events.of(risk)) {
        let strike = Strike { time: of(&event.time), remaining: of(&event.remaining) };
        if strike.time < f64::INFINITY && strike.remaining < 1.0 {
            strikes.push(strike);
        }
    }
    strikes.sort_by(|a, b| a.time.total_cmp(&b.time));
}

/// What all losses leave.
fn product(strikes: &[Strike]) -> f64 {
    strikes.iter().map(|strike| strike.remaining).product()
}

impl Trial<'_> {
    /// `u(x)` taken from the left, or the level of the plan by year.
    fn share(&self, x: f64) -> f64 {
        if let Some(steps) = self.steps {
            return steps.level(x);
        }
        let step = if x > 0.0 { 1.0 } else { 0.0 };
        if self.embedding > 0.0 { (x / self.embedding).clamp(0.0, 1.0) } else { step }
    }

    /// `R(x)`, or the integral of the plan by year.
    fn full_months(&self, x: f64) -> f64 {
        if let Some(steps) = self.steps {
            return steps.integral(x);
        }
        let on_ramp = x.max(0.0).min(self.embedding);
        let rise = if self.embedding > 0.0 { on_ramp * on_ramp / (2.0 * self.embedding) } else { 0.0 };
        rise + (x - self.embedding).max(0.0)
    }

    /// The years of the stream with losses at known times.
    fn add_years(&self, area: Area, lane: usize, strikes: &[Strike], by_year: &mut ByYear) {
        let clock = area.trials.clock();
        let end = self.ends.min(self.exit);
        let months = |t: f64| self.full_months(t.min(end) - self.start);
        let kept = if self.ends < clock.end { self.share_kept * product(strikes) } else { 0.0 };
        let at_exit = self.share(self.exit.min(1e9) - self.start);
        let mut strikes = strikes.iter().peekable();
        let mut remaining = 1.0;
        for year in clock.simulated_years() {
            let (opens, closes) = (clock.opens(year), clock.closes(year));
            let mut from = opens;
            let mut sum = 0.0;
            while let Some(strike) = strikes.next_if(|strike| strike.time < closes) {
                sum += remaining * (months(strike.time) - months(from));
                from = strike.time;
                remaining *= strike.remaining;
            }
            sum += remaining * (months(closes) - months(from));
            sum += kept * at_exit * (self.ends.min(closes) - self.exit.max(opens)).max(0.0);
            by_year.flows[year].0[lane] = self.rate * sum;
            let reached = self.share(closes.min(self.exit) - self.start);
            let left = if closes <= self.exit { remaining } else { kept };
            let open = if closes <= self.ends { left } else { 0.0 };
            by_year.levels[year].0[lane] = 12.0 * self.rate * reached * open;
        }
    }
}
