//! Risks (section 5): which events happen, when, and what they cost.

use super::super::abreast::Abreast;
use super::super::design::{Design, Uniform};
use super::super::lanes::{LANES, Lanes, enlarge};
use super::super::tables::Transforms;
use super::super::transform::{Transform, uniform_of};
use super::delays::Queue;
use super::draws::{Draws, Happening};
use super::years::Years;
use super::{Consumer, Machine};
use crate::plan::{Amount, Clock, EventAmount, OccurrencePlan, RiskPlan, RiskQuantities};
use crate::programme::Flow;
use std::ops::{ControlFlow, Range};

/// What the events of a risk are made from: the same for every chunk.
pub(super) enum RiskSampler {
    /// It strikes at most once, at a known time.
    Once(Once),
    /// It recurs.
    Recurs(Recurring),
}

/// A risk that strikes at most once.
pub(super) struct Once {
    happens: Happening,
    /// `T`, months.
    time: f64,
    delay: Amount,
    cost: Amount,
    loss: Amount,
}

/// A risk that recurs.
pub(super) struct Recurring {
    draw: Uniform,
    number: PoissonTable,
    /// The key of the events' times.
    time: u64,
    delay: EventSampler,
    cost: EventSampler,
    loss: EventSampler,
    /// Whether its events delay or lose anything, and are kept.
    is_kept: bool,
}

/// A quantity that each event draws.
struct EventSampler {
    key: u64,
    quantity: EventQuantity,
}

enum EventQuantity {
    Known(f64),
    /// Drawn, then clamped to a range.
    Drawn(Transform, (f64, f64)),
}

impl RiskSampler {
    /// What the events of a risk are made from.
    pub(super) fn new(risk: &RiskPlan, made: &Transforms, design: &Design) -> Self {
        match (&risk.occurrence, &risk.quantities) {
            (OccurrencePlan::Once { chance, at }, RiskQuantities::Once { delay, cost, loss }) => {
                let happens = Happening::new(chance, design);
                RiskSampler::Once(Once { happens, time: *at, delay: *delay, cost: *cost, loss: *loss })
            }
            (OccurrencePlan::Recurs { draw, mean }, RiskQuantities::Each { delay, cost, loss }) => {
                let key = |quantity: &str| design.key_of_events(draw, &format!("risk.{}.{quantity}", risk.name));
                let sampler = |quantity: &str, amount: &EventAmount| EventSampler {
                    key: key(quantity),
                    quantity: match amount {
                        EventAmount::Known(value) => EventQuantity::Known(*value),
                        EventAmount::Drawn(law, range) => EventQuantity::Drawn(made.get(law, *range), *range),
                    },
                };
                RiskSampler::Recurs(Recurring {
                    draw: design.uniform(draw),
                    number: PoissonTable::new(*mean),
                    time: key("time"),
                    delay: sampler("delay_months", delay),
                    cost: sampler("cost", cost),
                    loss: sampler("saving_loss", loss),
                    is_kept: risk.delays || risk.loses,
                })
            }
            _ => unreachable!("a risk draws once where it occurs once and for each event where it recurs"),
        }
    }

    /// Whether it recurs and its events delay or lose anything.
    pub(super) fn is_kept_each_time(&self) -> bool {
        matches!(self, RiskSampler::Recurs(risk) if risk.is_kept)
    }

    /// 1 where it strikes at least once, else 0.
    pub(super) fn strikes<E: Abreast>(&self, draws: Draws, values: &mut Lanes) {
        match self {
            RiskSampler::Once(once) => draws.happens::<E>(once.happens, values),
            RiskSampler::Recurs(risk) => {
                let numbers = draws.words(risk.draw).0.map(|word| risk.number.of_word(word));
                values.iter_mut().zip(numbers).for_each(|(value, number)| *value = f64::from(u8::from(number > 0)));
            }
        }
    }
}

/// The number of events of a recurring risk: the quantile function of a Poisson law.
struct PoissonTable {
    /// Probability of at most so many.
    at_most: Vec<f64>,
}

impl PoissonTable {
    /// The table of a mean; it ends where less than a word's resolution is left.
    fn new(mean: f64) -> Self {
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
    fn of_word(&self, word: u32) -> usize {
        let u = uniform_of(word);
        self.at_most.partition_point(|&at_most| at_most < u)
    }
}

/// An event of a risk in every trial of a chunk: where it does not happen it has no effects, and its time is infinite
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

/// The events of a chunk.
#[derive(Clone, Debug)]
pub(super) struct Events {
    /// Those that delay or cost saving; there is room for more than the chunk has.
    events: Vec<Event>,
    /// By risk: its range among them.
    of_risk: Vec<Range<usize>>,
    /// By queue: events that delay, in order of their time, where risks recur.
    pub(super) queues: Vec<Queue>,
    /// What all risks cost, by year, indexed.
    pub(super) costs: Vec<Lanes>,
}

impl Events {
    /// No events.
    pub(super) const NONE: Events =
        Events { events: Vec::new(), of_risk: Vec::new(), queues: Vec::new(), costs: Vec::new() };

    /// Room for the events of a machine.
    fn enlarge(&mut self, machine: &Machine) {
        let (risks, queues) = (machine.risks.len(), machine.blocks.queues.len());
        self.of_risk.resize(self.of_risk.len().max(risks), 0..0);
        self.queues.resize(self.queues.len().max(queues), Queue::default());
        enlarge(&mut self.costs, machine.plan.clock.years);
    }

    /// The events of a risk that delay or cost saving.
    #[inline(always)]
    pub(super) fn of(&self, risk: usize) -> &[Event] {
        &self.events[self.of_risk[risk].clone()]
    }

    /// Draws every risk's events; breaks off when the run is to stop.
    pub(super) fn draw<E: Abreast>(
        &mut self,
        machine: &Machine,
        draws: Draws,
        years: &Years,
        consumer: &dyn Consumer,
    ) -> ControlFlow<()> {
        self.enlarge(machine);
        let clock = machine.plan.clock;
        let drawing = Drawing { draws, years, clock };
        if machine.plan.moving[Flow::RiskCost as usize] {
            self.costs[clock.simulated_years()].iter_mut().for_each(|year| year.fill_with(0.0));
        }
        let mut used = 0;
        for (place, risk) in machine.risks.iter().enumerate() {
            let first = used;
            match risk {
                RiskSampler::Once(once) => {
                    once.draw::<E>(drawing, room(&mut self.events, used), &mut self.costs);
                    used += 1;
                }
                RiskSampler::Recurs(risk) => {
                    let numbers = draws.words(risk.draw).0.map(|word| risk.number.of_word(word));
                    for number in 0..numbers.iter().copied().max().unwrap_or(0) {
                        if consumer.is_stopped() {
                            return ControlFlow::Break(());
                        }
                        let happens = numbers.map(|numbers| number < numbers);
                        risk.draw::<E>(
                            drawing,
                            (number as u32, happens),
                            room(&mut self.events, used),
                            &mut self.costs,
                        );
                        used += usize::from(risk.is_kept);
                    }
                }
            }
            self.of_risk[place] = first..used;
        }
        self.queue::<E>(machine, consumer)
    }

    /// Puts the events that delay into their queues.
    fn queue<E: Abreast>(&mut self, machine: &Machine, consumer: &dyn Consumer) -> ControlFlow<()> {
        for (queue, delays) in self.queues.iter_mut().zip(&machine.blocks.queues).filter(|(_, delays)| delays.recur) {
            queue.clear();
            for event in delays.risks.iter().flat_map(|&risk| &self.events[self.of_risk[risk].clone()]) {
                queue.push(&event.time, &event.delay);
            }
            queue.sort::<E>(&|| consumer.is_stopped())?;
        }
        ControlFlow::Continue(())
    }
}

/// Room for the event at a place, which is no further than the first without.
fn room(events: &mut Vec<Event>, place: usize) -> &mut Event {
    if events.len() == place {
        events.push(Event { time: Lanes::ZERO, delay: Lanes::ZERO, remaining: Lanes::ZERO });
    }
    &mut events[place]
}

/// What events are drawn from.
#[derive(Clone, Copy)]
struct Drawing<'a> {
    draws: Draws<'a>,
    years: &'a Years,
    clock: Clock,
}

impl Once {
    /// The event at a known month, which happens with a probability, and what it costs.
    fn draw<E: Abreast>(&self, from: Drawing, event: &mut Event, costs: &mut [Lanes]) {
        let Drawing { draws, years, clock } = from;
        let (mut occurs, mut cost) = (Lanes::ZERO, Lanes::ZERO);
        draws.happens::<E>(self.happens, &mut occurs);
        draws.amount::<E>(self.delay, &mut event.delay);
        draws.amount::<E>(self.loss, &mut event.remaining);
        draws.amount::<E>(self.cost, &mut cost);
        E::apart(
            #[inline(always)]
            || {
                event.time.fill_with(self.time);
                for lane in 0..LANES {
                    let within = self.time < years.exit[lane] && self.time < clock.end;
                    occurs[lane] = if within { occurs[lane] } else { 0.0 };
                    event.delay[lane] *= occurs[lane];
                    event.remaining[lane] = 1.0 - event.remaining[lane] * occurs[lane];
                }
                if !self.cost.is(0.0) && self.time < clock.end {
                    let year = clock.year_of(self.time);
                    let (costs, price) = (&mut costs[year], &years.price.years[year]);
                    for lane in 0..LANES {
                        costs[lane] += cost[lane] * occurs[lane] * price[lane];
                    }
                }
            },
        );
    }
}

impl Recurring {
    /// An event by its number, in the trials in which it happens, and what it costs.
    fn draw<E: Abreast>(
        &self,
        from: Drawing,
        (number, happens): (u32, [bool; LANES]),
        event: &mut Event,
        costs: &mut [Lanes],
    ) {
        let Drawing { draws, years, clock } = from;
        let mut cost = Lanes::ZERO;
        E::apart(
            #[inline(always)]
            || {
                let times = draws.stream(self.time, number);
                for lane in 0..LANES {
                    let time = clock.start + uniform_of(times.0[lane]) * (clock.end - clock.start);
                    let happens = happens[lane] && time < years.exit[lane];
                    event.time[lane] = if happens { time } else { f64::INFINITY };
                }
            },
        );
        self.delay.draw::<E>(draws, number, &mut event.delay);
        self.cost.draw::<E>(draws, number, &mut cost);
        self.loss.draw::<E>(draws, number, &mut event.remaining);
        for lane in 0..LANES {
            let happens = event.time[lane] < f64::INFINITY;
            event.delay[lane] = if happens { event.delay[lane] } else { 0.0 };
            event.remaining[lane] = if happens { 1.0 - event.remaining[lane] } else { 1.0 };
            if happens {
                let year = clock.year_of(event.time[lane]);
                costs[year][lane] += cost[lane] * years.price.years[year][lane];
            }
        }
    }
}

impl EventSampler {
    /// Its values in the events of a number.
    fn draw<E: Abreast>(&self, draws: Draws, number: u32, values: &mut Lanes) {
        match &self.quantity {
            EventQuantity::Known(value) => values.fill_with(*value),
            EventQuantity::Drawn(transform, (least, greatest)) => E::apart(
                #[inline(always)]
                || {
                    draws.values(transform, &draws.stream(self.key, number), values);
                    values.iter_mut().for_each(|value| *value = value.max(*least).min(*greatest));
                },
            ),
        }
    }
}
