//! What trials draw: common causes and normal scores first, inputs when they are asked for (sections 8 and 9).

use super::super::abreast::Abreast;
use super::super::design::{ChunkId, Design, Uniform};
use super::super::instructions::{Level, prefetch};
use super::super::lanes::{LANES, Lanes, Words, enlarge};
use super::super::tables::{Tables, Transforms};
use super::super::transform::{Narrowing, NormalTails, Transform, tails, uniform_of};
use super::alike::{Remembered, Shared};
use super::blocks::Placed;
use crate::plan::{Amount, Chance, Draw, Known, Plan, Score, Source, Timing};
use std::sync::Arc;

/// How many draws before it is drawn an input's table is asked for, and what leads to it.
const AHEAD: usize = 2;
const FAR_AHEAD: usize = 6;

/// What draws are made from: the same for every chunk.
pub(super) struct Sampler<'a> {
    plan: &'a Plan,
    level: Level,
    pub(super) design: Design,
    inputs: Vec<Input>,
    /// By common cause: the transform gives its score, after what has been learnt of it.
    causes: Vec<(Uniform, Transform)>,
    /// By area: whether it goes ahead by its own chance.
    goes_ahead: Vec<Option<Happening>>,
    /// By grant.
    is_paid: Vec<Happening>,
    exits: Option<Happening>,
    score: Transform,
    tails: Arc<NormalTails>,
    /// What other machines draw too.
    pub(super) shared: Shared,
}

/// An input that is drawn once in each trial.
struct Input {
    draw: Uniform,
    transform: Transform,
    score: Score,
    known: Known,
    /// Where its normal score is kept for inputs that depend on it.
    slot: Option<usize>,
}

/// Something that happens with a probability.
#[derive(Clone, Copy, Debug)]
pub(super) struct Happening {
    draw: Uniform,
    probability: f64,
}

impl Happening {
    /// A chance, as a design draws it.
    pub(super) fn new(chance: &Chance, design: &Design) -> Self {
        Happening { draw: design.uniform(&chance.draw), probability: chance.probability }
    }
}

impl<'a> Sampler<'a> {
    /// What a plan draws from.
    pub(super) fn new(plan: &'a Plan, design: Design, level: Level, (tables, made): (&Tables, &Transforms)) -> Self {
        let input = |input: &crate::plan::Input| Input {
            draw: design.uniform(&input.draw),
            transform: made.get(&input.law, input.range),
            score: input.score,
            known: input.known,
            slot: input.slot,
        };
        let cause = |cause: &crate::plan::Cause| {
            let score = cause.learning.as_ref().map(|learning| tables.of_learning(learning));
            (design.uniform(&cause.draw), score.unwrap_or_else(|| tables.score.clone()))
        };
        let happening = |chance: &Chance| Happening::new(chance, &design);
        let goes_ahead = |timing: &Timing| match timing {
            Timing::Ahead { chance, .. } => chance.as_ref().map(happening),
            Timing::Live { .. } => None,
        };
        Sampler {
            plan,
            level,
            inputs: plan.inputs.iter().map(input).collect(),
            causes: plan.causes.iter().map(cause).collect(),
            goes_ahead: plan.areas.iter().map(|area| goes_ahead(&area.timing)).collect(),
            is_paid: plan.grants.iter().map(|grant| happening(&grant.chance)).collect(),
            exits: plan.exit.as_ref().map(|exit| happening(&exit.chance)),
            score: tables.score.clone(),
            tails: Arc::clone(&tables.tails),
            shared: Shared::default(),
            design,
        }
    }

    /// The key of an input's stream.
    pub(super) fn key(&self, input: usize) -> u64 {
        self.inputs[input].draw.key
    }
}

/// The normal scores of a chunk that inputs depend on.
#[derive(Clone, Debug)]
pub(super) struct Scores {
    /// By common cause.
    causes: Vec<Lanes>,
    /// Of inputs that others depend on.
    inputs: Vec<Lanes>,
}

impl Scores {
    /// No scores.
    pub(super) const NONE: Scores = Scores { causes: Vec::new(), inputs: Vec::new() };

    /// Draws common causes, then inputs, parents before children.
    pub(super) fn draw<E: Abreast>(&mut self, sampler: &Sampler, at: ChunkId, remembered: &mut Remembered) {
        enlarge(&mut self.causes, sampler.causes.len());
        enlarge(&mut self.inputs, sampler.plan.score_slots);
        let place = |places: &[Option<usize>], place: usize| places.get(place).copied().flatten();
        for (cause, ((draw, transform), values)) in sampler.causes.iter().zip(&mut self.causes).enumerate() {
            remembered.or_draw(place(&sampler.shared.causes, cause), values, |values| {
                E::apart(
                    #[inline(always)]
                    || {
                        let mut words = Words::ZERO;
                        sampler.design.words(*draw, at, &mut words);
                        transform.values_of_words(sampler.level, &words, values);
                    },
                );
            });
        }
        for &input in &sampler.plan.score_order {
            let input = &sampler.inputs[input];
            let slot = input.slot.expect("an input that others depend on has a slot");
            let mut score = Lanes::ZERO;
            remembered.or_draw(place(&sampler.shared.scores, slot), &mut score, |score| {
                E::apart(
                    #[inline(always)]
                    || {
                        let mut scratch = Scratch::ZERO;
                        Draws { sampler, scores: self, at }.score(input, &mut scratch);
                        *score = scratch.score;
                    },
                );
            });
            self.inputs[slot] = score;
        }
    }
}

/// What is overwritten while an input is drawn: made once for many, because making it takes as long as some draws do.
struct Scratch {
    words: Words,
    /// An input's score.
    score: Lanes,
    /// The part of it that is its own.
    own: Lanes,
}

impl Scratch {
    const ZERO: Scratch = Scratch { words: Words::ZERO, score: Lanes::ZERO, own: Lanes::ZERO };
}

/// The draws of a chunk, of which each is made when it is asked for: they are functions of their names.
#[derive(Clone, Copy)]
pub(super) struct Draws<'a> {
    pub(super) sampler: &'a Sampler<'a>,
    pub(super) scores: &'a Scores,
    pub(super) at: ChunkId,
}

impl Draws<'_> {
    /// Draws the sources of a list, one after the other, but what another machine has drawn already.
    pub(super) fn all<E: Abreast>(self, draws: &[Placed], values: &mut [Lanes], remembered: &mut Remembered) {
        let inputs = &self.sampler.inputs;
        let mut scratch = Scratch::ZERO;
        for (place, draw) in draws.iter().enumerate() {
            if remembered.has(draw.slot) {
                continue;
            }
            if let Some(&Placed { source: Source::Input(input), .. }) = draws.get(place + FAR_AHEAD) {
                prefetch(&inputs[input]);
            }
            if let Some(&Placed { source: Source::Input(input), .. }) = draws.get(place + AHEAD) {
                inputs[input].transform.prefetch();
            }
            let values = &mut values[draw.slot];
            match draw.source {
                Source::Input(input) => self.input::<E>(input, &mut scratch, values),
                source => self.source::<E>(source, values),
            }
        }
    }

    /// What a source draws: of an input its value, of a common cause its score, of what may happen 1 where it does and 0
    /// where it does not. Risks are drawn with their events.
    pub(super) fn source<E: Abreast>(self, source: Source, values: &mut Lanes) {
        let happening = match source {
            Source::Input(input) => {
                let mut scratch = Scratch::ZERO;
                return self.input::<E>(input, &mut scratch, values);
            }
            Source::Cause(cause) => return values.copy_from_slice(&self.scores.causes[cause][..]),
            Source::GoesAhead(place) => self.sampler.goes_ahead[place],
            Source::IsPaid(grant) => Some(self.sampler.is_paid[grant]),
            Source::Exits => self.sampler.exits,
            Source::Strikes(_) => None,
        };
        match happening {
            Some(happening) => self.happens::<E>(happening, values),
            None => values.fill_with(f64::from(u8::from(matches!(source, Source::GoesAhead(_))))),
        }
    }

    /// The uniforms of a draw.
    pub(super) fn uniform(self, draw: &Draw, values: &mut Lanes) {
        let words = self.words(self.sampler.design.uniform(draw));
        values.iter_mut().zip(words.0).for_each(|(value, word)| *value = uniform_of(word));
    }

    /// The values of an amount.
    pub(super) fn amount<E: Abreast>(self, amount: Amount, values: &mut Lanes) {
        match amount {
            Amount::Known(value) => values.fill_with(value),
            Amount::Drawn(input) => self.source::<E>(Source::Input(input), values),
        }
    }

    /// 1 where it happens, else 0.
    pub(super) fn happens<E: Abreast>(self, happening: Happening, values: &mut Lanes) {
        E::apart(
            #[inline(always)]
            || {
                let words = self.words(happening.draw);
                for lane in 0..LANES {
                    values[lane] = if uniform_of(words.0[lane]) < happening.probability { 1.0 } else { 0.0 };
                }
            },
        );
    }

    /// The words of a draw.
    #[inline(always)]
    pub(super) fn words(self, draw: Uniform) -> Words {
        let mut words = Words::ZERO;
        self.sampler.design.words(draw, self.at, &mut words);
        words
    }

    /// The words of draw `number` of a stream.
    #[inline(always)]
    pub(super) fn stream(self, key: u64, number: u32) -> Words {
        let mut words = Words::ZERO;
        self.sampler.design.stream(key, number, self.at, &mut words);
        words
    }

    /// The values of a law, given its transform, at words.
    #[inline(always)]
    pub(super) fn values(self, transform: &Transform, words: &Words, values: &mut Lanes) {
        transform.values_of_words(self.sampler.level, words, values);
    }

    /// The values of an input.
    fn input<E: Abreast>(self, input: usize, scratch: &mut Scratch, values: &mut Lanes) {
        E::apart(
            #[inline(always)]
            || self.values_of(&self.sampler.inputs[input], scratch, values),
        );
    }

    #[inline(always)]
    fn values_of(self, input: &Input, scratch: &mut Scratch, values: &mut Lanes) {
        let (level, normal) = (self.sampler.level, &self.sampler.tails);
        if input.score == Score::Own && input.slot.is_none() {
            self.sampler.design.words(input.draw, self.at, &mut scratch.words);
            return self.values(&input.transform, &scratch.words, values);
        }
        if input.slot.is_none() {
            self.score(input, scratch);
        }
        let Scratch { words, score, own: tau } = scratch;
        let score = input.slot.map_or(&*score, |slot| &self.scores.inputs[slot]);
        if input.known == Known::Nothing {
            normal.words(level, score, words);
            return self.values(&input.transform, words, values);
        }
        // What is known may lie so far out that 32 bits would not tell its values apart.
        normal.tails(level, score, tau);
        input.transform.values_of_tails(level, tau, values);
        if let Known::AtLeast(censor) = input.known
            && let Some((months, mean)) = censor.tail
        {
            // Beyond the largest value of a history: exponential, by how far the score lies in its tail.
            let tail_of_least = normal.above(censor.score);
            for lane in 0..LANES {
                let share = (normal.above(score[lane]) / tail_of_least).clamp(1e-12, 1.0);
                values[lane] = months - mean * libm::log(share);
            }
        }
    }

    /// An input's normal score: `mean + weight own`, the own part within what is known.
    #[inline(always)]
    fn score(self, input: &Input, Scratch { words, score, own }: &mut Scratch) {
        let weight = match input.score {
            Score::Own => {
                score.fill_with(0.0);
                1.0
            }
            Score::Parent { slot, rho, own } => scaled(&self.scores.inputs[slot], rho, own, score),
            Score::Common { cause, shared, own } => scaled(&self.scores.causes[cause], shared, own, score),
        };
        let (low, high) = match input.known {
            Known::Nothing => (f64::NEG_INFINITY, f64::INFINITY),
            Known::AtLeast(censor) => (censor.score, f64::INFINITY),
            Known::Between(low, high) if low == high => return score.fill_with(low),
            Known::Between(low, high) => (low, high),
        };
        let Sampler { level, score: normal, tails: narrowed, .. } = self.sampler;
        self.sampler.design.words(input.draw, self.at, words);
        if input.known == Known::Nothing {
            normal.values_of_words(*level, words, own);
        } else {
            let mut tau = tails(words);
            narrowed.narrow(*level, score, Narrowing { weight, low, high }, &mut tau);
            normal.values_of_tails(*level, &tau, own);
        }
        for lane in 0..LANES {
            score[lane] = (score[lane] + weight * own[lane]).max(low).min(high);
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
