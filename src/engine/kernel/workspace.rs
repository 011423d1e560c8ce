//! The numbers of a chunk while its trials are computed, and what is left of them.

use super::super::abreast::Packed;
use super::super::design::{ChunkId, Uniform};
use super::super::instructions::prefetch;
use super::super::lanes::{GROUPS, LANES, Lanes};
use super::super::transform::tails;
use super::blocks::Drawn;
use super::delays::Queue;
use super::events::Event;
use super::measures::OWN;
use super::{Machine, Scratch, at_each_level};
use crate::plan::{Amount, Chance, IndexPlan, Known, Score, Timing};
use crate::programme::{Flow, Measure, Staffing, Stock};

/// The programme's own flows.
#[derive(Clone, Copy, Debug)]
pub(super) enum Own {
    ProgrammeCost,
    RiskCost,
    DismantlingCost,
    Grant,
}

impl Own {
    /// All of them.
    pub(super) const ALL: [Own; 4] = [Own::ProgrammeCost, Own::RiskCost, Own::DismantlingCost, Own::Grant];
    /// How many there are.
    pub(super) const COUNT: usize = Self::ALL.len();
}

/// The working numbers of a chunk of trials.
#[derive(Clone, Debug)]
pub struct Chunk {
    pub(super) scratch: Scratch,
    /// Scores that other inputs depend on.
    pub(super) scores: Vec<Lanes>,
    /// Scores of common causes.
    pub(super) causes: Vec<Lanes>,
    /// `X`, months; infinite where there is no exit.
    pub(super) exit: Lanes,
    /// `h`.
    pub(super) kept: Lanes,
    /// Indices by year.
    pub(super) price: Vec<Lanes>,
    pub(super) pay: Vec<Lanes>,
    /// Months of a year before the exit, and after it; by year.
    pub(super) before: Vec<Lanes>,
    pub(super) after: Vec<Lanes>,
    /// `price * before` summed from a year to the end; likewise with pay. One more than there are years.
    pub(super) price_before: Vec<Lanes>,
    pub(super) pay_before: Vec<Lanes>,
    /// `index * after * h` summed over all years.
    pub(super) price_after: Lanes,
    pub(super) pay_after: Lanes,
    /// Events that delay or cost saving, and of each risk its range among them.
    #[allow(clippy::vec_box, reason = "an event is taken out while it is drawn, and put back")]
    pub(super) events: Vec<Box<Event>>,
    pub(super) events_of: Vec<std::ops::Range<usize>>,
    /// Events that delay, in order of their time.
    pub(super) queues: Vec<Queue>,
    /// What was drawn for the programme and for the areas of the stage.
    pub(super) drawn: Vec<Lanes>,
    /// Go-live and going ahead (1 or 0) of the areas that others wait for.
    pub(super) live: Vec<Lanes>,
    pub(super) ahead: Vec<Lanes>,
    pub(super) last_go_live: Lanes,
    /// Sums over areas, of each group of trials; of one where areas are computed in one stage.
    pub(super) ledgers: Vec<Packed>,
    /// The programme's own flows by year.
    pub(super) own: [Vec<Lanes>; Own::COUNT],
    /// What one group of trials leaves of the programme.
    pub(super) programme: Vec<Packed>,
    /// What one group of trials leaves of the areas of a stage, or of another part.
    pub(super) values: Vec<Packed>,
    pub(super) years: usize,
    /// Whether what exits leave of the years has been computed once.
    is_spread: bool,
}

const NIL: Lanes = Lanes::all(0.0);

/// How many draws before it is drawn an input's table is asked for, and what leads to it.
const AHEAD: usize = 2;
const FAR_AHEAD: usize = 6;

impl Chunk {
    /// Room for a chunk of a plan's trials.
    pub fn new(machine: &Machine) -> Self {
        let plan = machine.plan;
        let stages = &machine.stages;
        let years = plan.clock.years;
        let lanes = |count: usize| vec![NIL; count];
        let kept = stages.blocks.iter().map(|block| &block.kept).chain(&machine.parts).map(|kept| kept.len);
        let ledgers = if stages.blocks.len() > 1 { GROUPS } else { 1 };
        Chunk {
            scratch: Scratch::new(),
            scores: lanes(plan.score_slots),
            causes: lanes(plan.causes.len()),
            exit: Lanes::all(f64::INFINITY),
            kept: NIL,
            price: lanes(years),
            pay: lanes(years),
            before: lanes(years),
            after: lanes(years),
            price_before: lanes(years + 1),
            pay_before: lanes(years + 1),
            price_after: NIL,
            pay_after: NIL,
            events: Vec::new(),
            events_of: vec![0..0; plan.risks.len()],
            queues: vec![Queue::default(); stages.queues.len()],
            drawn: lanes(stages.slot_count),
            live: lanes(stages.kept),
            ahead: lanes(stages.kept),
            last_go_live: NIL,
            ledgers: vec![Packed::NIL; ledgers * machine.layout.len()],
            own: std::array::from_fn(|_| lanes(years)),
            programme: vec![Packed::NIL; machine.parts[0].len],
            values: vec![Packed::NIL; kept.max().unwrap_or(0)],
            years,
            is_spread: false,
        }
    }

    /// Forgets the chunk before.
    pub(super) fn clear(&mut self, machine: &Machine) {
        let first = machine.plan.clock.first_year;
        for (own, flow) in self.own.iter_mut().zip(OWN) {
            if machine.plan.moving[flow as usize] {
                own.iter_mut().skip(first).for_each(|year| year.fill_with(0.0));
            }
        }
        self.last_go_live.fill_with(machine.last_live);
    }

    /// Draws the numbers of a list into their slots, from `first` on.
    pub(super) fn draw_all(&mut self, machine: &Machine, at: ChunkId, (first, draws): (usize, &[Drawn])) {
        let mut drawn = std::mem::take(&mut self.drawn);
        for ((place, draw), values) in draws.iter().enumerate().zip(&mut drawn[first..]) {
            if let Some(&Drawn::Input(input)) = draws.get(place + FAR_AHEAD) {
                prefetch(&machine.plan.inputs[input]);
                prefetch(&machine.transforms[input]);
            }
            if let Some(&Drawn::Input(input)) = draws.get(place + AHEAD) {
                machine.transforms[input].prefetch();
            }
            match *draw {
                Drawn::Input(input) => self.draw(machine, at, input, values),
                Drawn::GoesAhead(place) => {
                    if let Timing::Ahead { chance: Some(chance), .. } = &machine.plan.areas[place].timing {
                        self.happens(machine, at, (chance, machine.area_draws[place]), values);
                    }
                }
                Drawn::IsPaid(grant) => {
                    let chance = &machine.plan.grants[grant].chance;
                    self.happens(machine, at, (chance, machine.grant_draws[grant]), values);
                }
            }
        }
        self.drawn = drawn;
    }

    /// Scores of common causes, then of the inputs that others depend on (section 8).
    #[inline(always)]
    fn draw_scores_at_level(&mut self, machine: &Machine, at: ChunkId) {
        let scratch = &mut self.scratch;
        for (place, draw) in machine.cause_draws.iter().enumerate() {
            machine.design.words(*draw, at, &mut scratch.words);
            let transform = machine.causes[place].as_ref().unwrap_or(&machine.score);
            let (words, tau) = (&scratch.words, &mut scratch.tau);
            transform.values_of_words(machine.level, words, tau, &mut self.causes[place]);
        }
        for &input in &machine.plan.score_order {
            let slot = machine.plan.inputs[input].slot.expect("an input that others depend on has a slot");
            self.draw_score(machine, at, input);
            self.scores[slot] = self.scratch.score.clone();
        }
    }

    /// An input's normal score, into the scratch: `mean + weight own`, the own part within what is known.
    #[inline(always)]
    fn draw_score(&mut self, machine: &Machine, at: ChunkId, input: usize) {
        let plan = &machine.plan.inputs[input];
        let Scratch { words, tau, score, own } = &mut self.scratch;
        let weight = match plan.score {
            Score::Own => {
                score.fill_with(0.0);
                1.0
            }
            Score::Parent { slot, rho, own } => scaled(&self.scores[slot], rho, own, score),
            Score::Common { cause, shared, own } => scaled(&self.causes[cause], shared, own, score),
        };
        if let Known::Between(low, high) = plan.known
            && low == high
        {
            return score.fill_with(low);
        }
        machine.design.words(machine.input_draws[input], at, words);
        let (low, high) = match plan.known {
            Known::Nothing => (f64::NEG_INFINITY, f64::INFINITY),
            Known::AtLeast(censor) => (censor.score, f64::INFINITY),
            Known::Between(low, high) => (low, high),
        };
        if plan.known == Known::Nothing {
            machine.score.values_of_words(machine.level, words, tau, own);
        } else {
            tails(words, tau);
            machine.tails.narrow(machine.level, score, (weight, low, high), tau);
            machine.score.values_of_tails(machine.level, tau, own);
        }
        for lane in 0..LANES {
            score[lane] = (score[lane] + weight * own[lane]).max(low).min(high);
        }
    }

    /// The values of an input.
    #[inline(always)]
    fn draw_at_level(&mut self, machine: &Machine, at: ChunkId, input: usize, values: &mut Lanes) {
        let plan = &machine.plan.inputs[input];
        if plan.score == Score::Own && plan.slot.is_none() {
            let Scratch { words, tau, .. } = &mut self.scratch;
            machine.design.words(machine.input_draws[input], at, words);
            return machine.transforms[input].values_of_words(machine.level, words, tau, values);
        }
        match plan.slot {
            Some(slot) => self.scratch.score = self.scores[slot].clone(),
            None => self.draw_score(machine, at, input),
        }
        let Scratch { words, tau, score, .. } = &mut self.scratch;
        if plan.known == Known::Nothing {
            machine.tails.words(machine.level, score, words);
            return machine.transforms[input].values_of_words(machine.level, words, tau, values);
        }
        // What is known may lie so far out that 32 bits would not tell its values apart.
        machine.tails.tails(machine.level, score, tau);
        machine.transforms[input].values_of_tails(machine.level, tau, values);
        if let Known::AtLeast(censor) = plan.known
            && let Some((months, mean)) = censor.tail
        {
            beyond_history(machine, &self.scratch.score, (censor.score, months, mean), values);
        }
    }

    /// The values of an amount.
    pub(super) fn amount(&mut self, machine: &Machine, at: ChunkId, amount: Amount, values: &mut Lanes) {
        match amount {
            Amount::Known(value) => values.fill_with(value),
            Amount::Drawn(input) => self.draw(machine, at, input, values),
        }
    }

    /// 1 where it happens, else 0.
    #[inline(always)]
    fn happens_at_level(
        &mut self,
        machine: &Machine,
        at: ChunkId,
        (chance, draw): (&Chance, Uniform),
        values: &mut Lanes,
    ) {
        machine.design.words(draw, at, &mut self.scratch.words);
        for lane in 0..LANES {
            let u = (f64::from(self.scratch.words.0[lane]) + 0.5) * (1.0 / 4_294_967_296.0);
            values[lane] = if u < chance.probability { 1.0 } else { 0.0 };
        }
    }

    /// The indices of every year, and what exits leave of the years (section 6).
    pub(super) fn draw_indices(&mut self, machine: &Machine, at: ChunkId) {
        let plan = machine.plan;
        let same = |index: &IndexPlan| matches!(index, IndexPlan::Known(_));
        let always_the_same = plan.exit.is_none() && same(&plan.indices.price) && same(&plan.indices.pay);
        if always_the_same && self.is_spread {
            return;
        }
        let mut price = std::mem::take(&mut self.price);
        let mut pay = std::mem::take(&mut self.pay);
        self.index(machine, at, &plan.indices.price, &mut price);
        self.index(machine, at, &plan.indices.pay, &mut pay);
        (self.price, self.pay) = (price, pay);
        self.spread_exit(machine);
        self.is_spread = true;
    }

    fn index(&mut self, machine: &Machine, at: ChunkId, index: &IndexPlan, years: &mut [Lanes]) {
        match index {
            IndexPlan::Known(known) => {
                for (year, value) in years.iter_mut().zip(known) {
                    year.fill_with(*value);
                }
            }
            IndexPlan::Drawn { growth, first, base } => self.drawn_index(machine, at, (growth, *first, *base), years),
        }
    }

    /// Multiplies growth from the base year outwards.
    #[inline(always)]
    fn drawn_index_at_level(
        &mut self,
        machine: &Machine,
        at: ChunkId,
        (growth, first, base): (&[Amount], i32, i32),
        years: &mut [Lanes],
    ) {
        let mut rate = NIL;
        let mut level = Lanes::all(1.0);
        let last = first + growth.len() as i32 - 1;
        for year in base..=last.max(base) {
            if year > base {
                self.amount(machine, at, growth[(year - first) as usize], &mut rate);
                for lane in 0..LANES {
                    level[lane] *= 1.0 + rate[lane];
                }
            }
            if let Some(place) = usize::try_from(year).ok().and_then(|year| years.get_mut(year)) {
                *place = level.clone();
            }
        }
        level.fill_with(1.0);
        for year in (first - 1..base).rev() {
            self.amount(machine, at, growth[(year + 1 - first) as usize], &mut rate);
            for lane in 0..LANES {
                level[lane] /= 1.0 + rate[lane];
            }
            if let Some(place) = usize::try_from(year).ok().and_then(|year| years.get_mut(year)) {
                *place = level.clone();
            }
        }
    }

    /// Months before and after the exit in each year, and their indexed sums.
    #[inline(always)]
    fn spread_exit_at_level(&mut self, machine: &Machine) {
        let clock = machine.plan.clock;
        self.price_before[clock.years].fill_with(0.0);
        self.pay_before[clock.years].fill_with(0.0);
        self.price_after.fill_with(0.0);
        self.pay_after.fill_with(0.0);
        for year in clock.simulated_years().rev() {
            let (opens, closes) = (clock.opens(year), clock.closes(year));
            for lane in 0..LANES {
                let before = (self.exit[lane].min(closes) - opens).max(0.0);
                let after = closes - opens - before;
                self.before[year][lane] = before;
                self.after[year][lane] = after;
                let (price, pay) = (self.price[year][lane], self.pay[year][lane]);
                self.price_before[year][lane] = self.price_before[year + 1][lane] + price * before;
                self.pay_before[year][lane] = self.pay_before[year + 1][lane] + pay * before;
                self.price_after[lane] += self.kept[lane] * price * after;
                self.pay_after[lane] += self.kept[lane] * pay * after;
            }
        }
    }
}

/// `share` times `of` into `score`; gives the weight of the own part back.
#[inline(always)]
fn scaled(of: &Lanes, share: f64, own: f64, score: &mut Lanes) -> f64 {
    for lane in 0..LANES {
        score[lane] = share * of[lane];
    }
    own
}

/// Beyond the largest value of a history: exponential, by how far the score lies in its tail.
#[inline(always)]
fn beyond_history(machine: &Machine, score: &Lanes, (least, months, mean): (f64, f64, f64), values: &mut Lanes) {
    let tail_of_least = machine.tails.above(least);
    for lane in 0..LANES {
        let share = (machine.tails.above(score[lane]) / tail_of_least).clamp(1e-12, 1.0);
        values[lane] = months - mean * libm::log(share);
    }
}

/// Where a measure of a part lies.
#[inline(always)]
pub(super) fn place_in_part(measure: Measure, year: usize, years: usize) -> usize {
    match measure {
        Measure::Flow(flow) => flow as usize * years + year,
        Measure::Cumulative(flow) => (Flow::COUNT + flow as usize) * years + year,
        Measure::Stock(stock) => (2 * Flow::COUNT + stock as usize) * years + year,
        Measure::Staffing(staffing) => (2 * Flow::COUNT + Stock::ALL.len() + staffing as usize) * years + year,
        Measure::Whole(whole) => (2 * Flow::COUNT + Stock::ALL.len() + Staffing::ALL.len()) * years + whole as usize,
    }
}

at_each_level! {
    pub(super) fn draw_scores(machine, at: ChunkId) = draw_scores_at_level;
    pub(super) fn draw(machine, at: ChunkId, input: usize, values: &mut Lanes) = draw_at_level;
    pub(super) fn happens(machine, at: ChunkId, argument_1: (&Chance, Uniform), values: &mut Lanes) = happens_at_level;
    fn drawn_index(machine, at: ChunkId, argument_1: (&[Amount], i32, i32), years: &mut [Lanes]) = drawn_index_at_level;
    fn spread_exit(machine) = spread_exit_at_level;
}
