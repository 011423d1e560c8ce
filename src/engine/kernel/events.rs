//! Risks (section 5): which events happen, when, and what they cost.

use super::super::design::{ChunkId, Uniform};
use super::super::lanes::{LANES, Lanes};
use super::super::transform::Transform;
use super::workspace::Own;
use super::{Chunk, Machine, RiskDraws, Take, at_each_level};
use crate::distribution::Distribution;
use crate::plan::{Amount, Chance, EventAmount, OccurrencePlan, RiskPlan, RiskQuantities};
use std::ops::ControlFlow;

/// An event of a risk in every trial of a chunk: where it does not happen its effects are nil, and its time infinite
/// unless it is known.
#[derive(Clone, Debug)]
pub(super) struct Event {
    /// `T`, months.
    pub(super) time: Lanes,
    /// Months.
    pub(super) delay: Lanes,
    /// `1 - saving_loss`.
    pub(super) remaining: Lanes,
}

/// What an event draws, ready to be drawn.
#[derive(Clone, Debug)]
pub(super) enum EventTransform {
    /// Known.
    Known(f64),
    /// Drawn, then clamped to a range.
    Drawn(Transform, (f64, f64)),
}

impl EventTransform {
    /// The transform of an amount; `transform` gives that of a law.
    pub(super) fn of(amount: &EventAmount, transform: impl FnOnce(&Distribution, (f64, f64)) -> Transform) -> Self {
        match amount {
            EventAmount::Known(value) => EventTransform::Known(*value),
            EventAmount::Drawn(law, range) => EventTransform::Drawn(transform(law, *range), *range),
        }
    }
}

/// The number of events of a recurring risk: the quantile function of a Poisson law.
#[derive(Clone, Debug)]
pub(super) struct PoissonTable {
    /// Probability of at most so many.
    at_most: Vec<f64>,
}

impl PoissonTable {
    /// The table of a mean; it ends where less than a word's resolution is left.
    pub(super) fn new(mean: f64) -> Self {
        let furthest = (mean + 12.0 * libm::sqrt(mean) + 40.0) as usize;
        let mut log_probability = -mean;
        let mut sum = 0.0;
        let mut at_most = Vec::new();
        for number in 0..=furthest {
            if number > 0 {
                log_probability += libm::log(mean / number as f64);
            }
            sum += libm::exp(log_probability);
            at_most.push(sum);
            if sum > 1.0 - 1e-11 && number as f64 > mean {
                break;
            }
        }
        PoissonTable { at_most }
    }

    /// The number of events where the uniform is that of a word.
    #[inline(always)]
    pub(super) fn of_word(&self, word: u32) -> usize {
        let u = (f64::from(word) + 0.5) * (1.0 / 4_294_967_296.0);
        self.at_most.partition_point(|&at_most| at_most < u)
    }
}

const NIL: Lanes = Lanes::all(0.0);

impl Chunk {
    /// Draws every risk's events, and enters their costs; breaks off when the run is to stop.
    #[inline(always)]
    pub(super) fn draw_events(&mut self, machine: &Machine, at: ChunkId, take: &dyn Take) -> ControlFlow<()> {
        let mut used = 0;
        for place in 0..machine.plan.risks.len() {
            let risk = &machine.plan.risks[place];
            let keys = &machine.risks[place];
            let first = used;
            match (&risk.occurrence, &risk.quantities) {
                (OccurrencePlan::Once { chance, at: time }, RiskQuantities::Once { delay, cost, loss }) => {
                    self.event_once(machine, at, (chance, keys.occurs, *time), [*delay, *cost, *loss], used);
                    used += 1;
                }
                (OccurrencePlan::Recurs { .. }, RiskQuantities::Each { .. }) => {
                    machine.design.words(keys.occurs, at, &mut self.scratch.words);
                    used += self.recurring_events(machine, at, (risk, keys), used, take)?;
                }
                _ => unreachable!("a risk draws once where it occurs once and for each event where it recurs"),
            }
            self.events_of[place] = first..used;
        }
        ControlFlow::Continue(())
    }

    /// Takes an event out of its place, which is made if it was not there.
    fn take_event(&mut self, place: usize) -> Box<Event> {
        while self.events.len() <= place {
            self.events.push(Box::new(Event { time: NIL, delay: NIL, remaining: NIL }));
        }
        self.events.swap_remove(place)
    }

    /// Puts an event back into its place.
    fn put_event(&mut self, place: usize, event: Box<Event>) {
        self.events.push(event);
        let last = self.events.len() - 1;
        self.events.swap(place, last);
    }

    /// An event at a known month, which happens with a probability.
    #[inline(always)]
    fn event_once_at_level(
        &mut self,
        machine: &Machine,
        at: ChunkId,
        (chance, draw, time): (&Chance, Uniform, f64),
        [delay, cost, loss]: [Amount; 3],
        place: usize,
    ) {
        let mut event = self.take_event(place);
        let mut occurs = NIL;
        self.happens(machine, at, (chance, draw), &mut occurs);
        for lane in 0..LANES {
            let within = time < self.exit[lane] && time < machine.plan.clock.end;
            occurs[lane] = if within { occurs[lane] } else { 0.0 };
        }
        event.time.fill_with(time);
        self.amount(machine, at, delay, &mut event.delay);
        self.amount(machine, at, loss, &mut event.remaining);
        for lane in 0..LANES {
            event.delay[lane] *= occurs[lane];
            event.remaining[lane] = 1.0 - event.remaining[lane] * occurs[lane];
        }
        self.put_event(place, event);
        if !cost.is(0.0) && time < machine.plan.clock.end {
            let mut amount = NIL;
            self.amount(machine, at, cost, &mut amount);
            let year = machine.plan.clock.year_of(time);
            for lane in 0..LANES {
                self.own[Own::RiskCost as usize][year][lane] += amount[lane] * occurs[lane] * self.price[year][lane];
            }
        }
    }

    /// The events of a recurring risk, whose number is in the scratch; returns how many places they take.
    #[inline(always)]
    fn recurring_events(
        &mut self,
        machine: &Machine,
        at: ChunkId,
        (risk, keys): (&RiskPlan, &RiskDraws),
        first: usize,
        take: &dyn Take,
    ) -> ControlFlow<(), usize> {
        let (Some(number), Some(each)) = (&keys.number, &keys.each) else { return ControlFlow::Continue(0) };
        let numbers = self.scratch.words.0.map(|word| number.of_word(word));
        let most = numbers.iter().copied().max().unwrap_or(0);
        let kept = risk.delays || risk.loses;
        for event in 0..most {
            if take.is_stopped() {
                return ControlFlow::Break(());
            }
            let place = if kept { first + event } else { first };
            self.recurring_event(machine, at, (keys, each), (event, &numbers), place);
        }
        ControlFlow::Continue(if kept { most } else { 0 })
    }

    /// Event number `number` of a recurring risk, in the trials that have as many.
    #[inline(always)]
    fn recurring_event_at_level(
        &mut self,
        machine: &Machine,
        at: ChunkId,
        (keys, each): (&RiskDraws, &[EventTransform; 3]),
        (number, numbers): (usize, &[usize; LANES]),
        place: usize,
    ) {
        let clock = machine.plan.clock;
        let mut event = self.take_event(place);
        let mut cost = NIL;
        machine.design.stream(keys.time, number as u32, at, &mut self.scratch.words);
        for lane in 0..LANES {
            let u = (f64::from(self.scratch.words.0[lane]) + 0.5) * (1.0 / 4_294_967_296.0);
            let time = clock.start + u * (clock.end - clock.start);
            let happens = number < numbers[lane] && time < self.exit[lane];
            event.time[lane] = if happens { time } else { f64::INFINITY };
        }
        self.event_amount(machine, at, (&each[0], keys.delay, number), &mut event.delay);
        self.event_amount(machine, at, (&each[1], keys.cost, number), &mut cost);
        self.event_amount(machine, at, (&each[2], keys.loss, number), &mut event.remaining);
        for lane in 0..LANES {
            let happens = event.time[lane] < f64::INFINITY;
            event.delay[lane] = if happens { event.delay[lane] } else { 0.0 };
            event.remaining[lane] = if happens { 1.0 - event.remaining[lane] } else { 1.0 };
            if happens {
                let year = clock.year_of(event.time[lane]);
                self.own[Own::RiskCost as usize][year][lane] += cost[lane] * self.price[year][lane];
            }
        }
        self.put_event(place, event);
    }

    #[inline(always)]
    fn event_amount(
        &mut self,
        machine: &Machine,
        at: ChunkId,
        (transform, key, number): (&EventTransform, u64, usize),
        values: &mut Lanes,
    ) {
        match transform {
            EventTransform::Known(value) => values.fill_with(*value),
            EventTransform::Drawn(transform, range) => {
                machine.design.stream(key, number as u32, at, &mut self.scratch.words);
                let (words, tau) = (&self.scratch.words, &mut self.scratch.tau);
                transform.values_of_words(machine.level, words, tau, values);
                for lane in 0..LANES {
                    values[lane] = values[lane].max(range.0).min(range.1);
                }
            }
        }
    }

    /// Whether, when and after how many months an exit comes, and what it costs (section 6).
    #[inline(always)]
    fn draw_exit_at_level(&mut self, machine: &Machine, at: ChunkId) {
        let Some(exit) = &machine.plan.exit else { return };
        let clock = machine.plan.clock;
        let (mut occurs, mut months) = (NIL, NIL);
        self.happens(machine, at, (&exit.chance, machine.exit_draw), &mut occurs);
        self.amount(machine, at, exit.months, &mut months);
        for lane in 0..LANES {
            let time = clock.start + months[lane];
            self.exit[lane] = if occurs[lane] > 0.0 && time < clock.end { time } else { f64::INFINITY };
        }
        let mut kept = NIL;
        self.amount(machine, at, exit.saving_kept, &mut kept);
        self.kept = kept;
    }
}

at_each_level! {
    fn event_once(machine, at: ChunkId, argument_1: (&Chance, Uniform, f64), argument_2: [Amount; 3], place: usize) = event_once_at_level;
    fn recurring_event(machine, at: ChunkId, argument_1: (&RiskDraws, &[EventTransform; 3]), argument_2: (usize, &[usize; LANES]), place: usize) = recurring_event_at_level;
    pub(super) fn draw_exit(machine, at: ChunkId) = draw_exit_at_level;
}
