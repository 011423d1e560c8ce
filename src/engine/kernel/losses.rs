//! Streams whose losses strike at times that differ between trials (sections 4 and 5): trial by trial, event by event.

use super::super::abreast::{Abreast, Packed, SIDE};
use super::super::lanes::Lanes;
use super::area::Here;
use super::ledger::{Kind, Ledger};
use super::savings::Stream;
use super::workspace::Chunk;

/// A trial's stream and what ends it.
struct Trial {
    rate: f64,
    start: f64,
    /// `E`, months.
    embedding: f64,
    /// `X`, months.
    exit: f64,
    /// `Z`, months.
    ends: f64,
    /// What is kept after an exit.
    kept: f64,
}

impl Chunk {
    /// Enters a stream year by year; returns its sum, indexed.
    #[inline(always)]
    pub(super) fn stream_with_random_losses<E: Abreast>(
        &self,
        here: Here,
        stream: Stream<E>,
        ledger: &mut Ledger,
    ) -> E {
        let clock = here.clock();
        let mut flows = vec![Packed::NIL; clock.years];
        let mut levels = vec![Packed::NIL; clock.years];
        let mut remaining = [0.0; SIDE];
        let mut strikes = Vec::new();
        let (rate, start, embedding) = (stream.rate.array(), stream.start.array(), stream.ramp.months.array());
        for lane in 0..SIDE {
            self.strikes(here, lane, &mut strikes);
            let trial = Trial {
                rate: rate[lane],
                start: start[lane],
                embedding: embedding[lane],
                exit: self.exit.group(here.group)[lane],
                ends: here.area().ends,
                kept: self.kept.group(here.group)[lane],
            };
            remaining[lane] = trial.years(here, (lane, &strikes), (&mut flows, &mut levels));
        }
        let mut sum = E::all(0.0);
        for year in clock.simulated_years() {
            let amount = E::load(&flows[year].0);
            sum = sum + amount * self.index_of(here, stream.with_pay, year);
            self.enter_flow(here, &stream, (Kind::Entered, year, amount), ledger);
            if let Some(level) = stream.level {
                here.enter(ledger, (Kind::Entered, level, year), E::load(&levels[year].0));
            }
        }
        sum + self.settle(here, (stream, E::load(&remaining)), clock.years, ledger)
    }

    /// The losses that strike an area in one trial, in order of their time.
    #[inline(always)]
    fn strikes(&self, here: Here, lane: usize, strikes: &mut Vec<(f64, f64)>) {
        let of = |lanes: &Lanes| lanes.group(here.group)[lane];
        strikes.clear();
        for &risk in &here.area().losses {
            for event in &self.events[self.events_of[risk].clone()] {
                if of(&event.time) < f64::INFINITY && of(&event.remaining) < 1.0 {
                    strikes.push((of(&event.time), of(&event.remaining)));
                }
            }
        }
        strikes.sort_by(|a, b| a.0.total_cmp(&b.0));
    }
}

impl Trial {
    /// `u(x)` taken from the left.
    fn share(&self, x: f64) -> f64 {
        let step = if x > 0.0 { 1.0 } else { 0.0 };
        if self.embedding > 0.0 { (x / self.embedding).clamp(0.0, 1.0) } else { step }
    }

    /// `R(x)`.
    fn full_months(&self, x: f64) -> f64 {
        let on_ramp = x.max(0.0).min(self.embedding);
        let rise = if self.embedding > 0.0 { on_ramp * on_ramp / (2.0 * self.embedding) } else { 0.0 };
        rise + (x - self.embedding).max(0.0)
    }

    /// The years of the stream with losses at known times; returns the product of all losses.
    fn years(
        &self,
        here: Here,
        (lane, strikes): (usize, &[(f64, f64)]),
        (flows, levels): (&mut [Packed], &mut [Packed]),
    ) -> f64 {
        let clock = here.clock();
        let end = self.ends.min(self.exit);
        let months = |t: f64| self.full_months(t.min(end) - self.start);
        let all: f64 = strikes.iter().map(|strike| strike.1).product();
        let kept = if self.ends < clock.end { self.kept * all } else { 0.0 };
        let at_exit = self.share(self.exit.min(1e9) - self.start);
        let mut next = 0;
        let mut remaining = 1.0;
        for year in clock.simulated_years() {
            let (opens, closes) = (clock.opens(year), clock.closes(year));
            let mut from = opens;
            let mut sum = 0.0;
            while next < strikes.len() && strikes[next].0 < closes {
                sum += remaining * (months(strikes[next].0) - months(from));
                from = strikes[next].0;
                remaining *= strikes[next].1;
                next += 1;
            }
            sum += remaining * (months(closes) - months(from));
            sum += kept * at_exit * (self.ends.min(closes) - self.exit.max(opens)).max(0.0);
            flows[year].0[lane] = self.rate * sum;
            let reached = self.share(closes.min(self.exit) - self.start);
            let left = if closes <= self.exit { remaining } else { kept };
            let open = if closes <= self.ends { left } else { 0.0 };
            levels[year].0[lane] = 12.0 * self.rate * reached * open;
        }
        all
    }
}
