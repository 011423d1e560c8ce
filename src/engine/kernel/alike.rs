//! What machines that run the same trials draw alike: drawn once for all of them.
//!
//! Plans that an analysis compares differ in little, and a draw is a function of its name, its law and what it depends
//! on. Where two machines have all of these in common, the first to need a chunk of it draws it and the others find it there.

use super::super::abreast::Packed;
use super::super::lanes::Lanes;
use super::Machine;
use crate::plan::{Cause, Known, Score};
use std::collections::HashMap;
use std::sync::Arc;

/// All that a draw of a chunk of `random` trials follows from.
#[derive(PartialEq, Eq, Hash)]
enum Origin {
    /// The score of a common cause, after what was learnt of it.
    Cause { key: u64, learning: Option<usize> },
    /// A score: of what draw, with what share of which other score, within what bounds.
    Score { key: u64, of: Option<(usize, [u64; 2])>, known: [u64; 5] },
    /// A value straight from its draw.
    Drawn { key: u64, law: Law },
    /// A value from a score.
    Scored { score: usize, known: [u64; 5], law: Law },
}

/// A law and the range of its draws.
type Law = (usize, [u64; 2]);

/// The origins of scores, and those of inputs' values: they are kept apart.
#[derive(Default)]
struct Draws {
    scores: Origins,
    inputs: Origins,
}

/// Numbers origins, and counts how many machines have each.
#[derive(Default)]
struct Origins {
    numbers: HashMap<Origin, usize>,
    machines: Vec<u32>,
}

impl Origins {
    /// The number of an origin that a machine has.
    fn number(&mut self, origin: Origin) -> usize {
        let next = self.machines.len();
        let number = *self.numbers.entry(origin).or_insert(next);
        if number == next {
            self.machines.push(0);
        }
        self.machines[number] += 1;
        number
    }

    /// By number the place of a draw that more than one machine makes, and how many there are.
    fn places(&self) -> (Vec<Option<usize>>, usize) {
        let mut next = 0..;
        let places = self.machines.iter().map(|machines| if *machines > 1 { next.next() } else { None }).collect();
        (places, next.start)
    }
}

/// The numbers of what a machine draws: the scores of its causes, the scores that others depend on, its inputs' values.
struct Numbers {
    causes: Vec<usize>,
    scores: Vec<usize>,
    inputs: Vec<usize>,
}

impl Numbers {
    fn of(machine: &Machine, draws: &mut Draws) -> Self {
        let (plan, sampler) = (machine.plan, &machine.sampler);
        let cause = |cause: &Cause| Origin::Cause {
            key: sampler.design.uniform(&cause.draw).key,
            learning: cause.learning.as_ref().map(|learning| Arc::as_ptr(learning).addr()),
        };
        let causes: Vec<usize> = plan.causes.iter().map(|of| draws.scores.number(cause(of))).collect();
        let mut scores = vec![usize::MAX; plan.score_slots];
        for &input in &plan.score_order {
            let slot = plan.inputs[input].slot.expect("an input that others depend on has a slot");
            scores[slot] = draws.scores.number(score(machine, input, (&causes, &scores)));
        }
        let value = |input: usize| {
            let own = &plan.inputs[input];
            let law = (own.law.identity(), [own.range.0, own.range.1].map(f64::to_bits));
            if own.score == Score::Own && own.slot.is_none() {
                return Origin::Drawn { key: sampler.key(input), law };
            }
            let score = match own.slot {
                Some(slot) => scores[slot],
                None => draws.scores.number(score(machine, input, (&causes, &scores))),
            };
            Origin::Scored { score, known: bits(own.known), law }
        };
        let values: Vec<Origin> = (0..plan.inputs.len()).map(value).collect();
        let inputs = values.into_iter().map(|value| draws.inputs.number(value)).collect();
        Numbers { causes, scores, inputs }
    }
}

/// The origin of an input's score.
fn score(machine: &Machine, input: usize, (causes, scores): (&[usize], &[usize])) -> Origin {
    let own = &machine.plan.inputs[input];
    let of = match own.score {
        Score::Own => None,
        Score::Common { cause, shared, own } => Some((causes[cause], [shared, own].map(f64::to_bits))),
        Score::Parent { slot, rho, own } => Some((scores[slot], [rho, own].map(f64::to_bits))),
    };
    Origin::Score { key: machine.sampler.key(input), of, known: bits(own.known) }
}

fn bits(known: Known) -> [u64; 5] {
    let (kind, numbers) = match known {
        Known::Nothing => (0, [0.0; 4]),
        Known::AtLeast(censor) => match censor.tail {
            None => (1, [censor.score, 0.0, 0.0, 0.0]),
            Some((months, mean)) => (2, [censor.score, months, mean, 0.0]),
        },
        Known::Between(low, high) => (3, [low, high, 0.0, 0.0]),
    };
    let [a, b, c, d] = numbers.map(f64::to_bits);
    [kind, a, b, c, d]
}

/// Finds what machines draw alike and tells each where it is kept. All machines must run the same trials in the design
/// `random`, in which a draw does not depend on the draws beside it.
pub fn share(machines: &mut [&mut Machine]) -> SharedDraws {
    let mut draws = Draws::default();
    let numbers: Vec<Numbers> = machines.iter().map(|machine| Numbers::of(machine, &mut draws)).collect();
    let ((scores, score_count), (inputs, input_count)) = (draws.scores.places(), draws.inputs.places());
    let first = machines.iter().map(|machine| machine.blocks.slot_count).max().unwrap_or(0);
    for (machine, numbers) in machines.iter_mut().zip(numbers) {
        let of = |numbers: Vec<usize>| numbers.into_iter().map(|number| scores[number]).collect();
        machine.sampler.shared = Shared { causes: of(numbers.causes), scores: of(numbers.scores) };
        machine.blocks.put_elsewhere(|input| Some(first + inputs[numbers.inputs[input]]?));
    }
    SharedDraws { first, inputs: input_count, scores: score_count }
}

/// How much is drawn for several machines.
#[derive(Clone, Copy, Debug)]
pub struct SharedDraws {
    /// The slot of the first input.
    first: usize,
    inputs: usize,
    scores: usize,
}

/// Where the scores that a machine draws are found among what is [`Remembered`]; nothing of what it alone draws.
#[derive(Default)]
pub(super) struct Shared {
    /// By common cause.
    pub(super) causes: Vec<Option<usize>>,
    /// By slot.
    pub(super) scores: Vec<Option<usize>>,
}

/// What was drawn of a chunk for several machines: scores, which are copied, and inputs, which lie among what is drawn
/// for the machine itself.
#[derive(Clone, Debug)]
pub(super) struct Remembered {
    /// The slot of the first input.
    first: usize,
    /// By input, the round in which it was drawn.
    inputs: Vec<u64>,
    /// By score likewise, and what it was.
    scores: Vec<(u64, Lanes)>,
    round: u64,
}

impl Remembered {
    /// Nothing.
    const NOTHING: Remembered = Remembered { first: usize::MAX, inputs: Vec::new(), scores: Vec::new(), round: 0 };

    fn of(SharedDraws { first, inputs, scores }: SharedDraws) -> Self {
        Remembered { first, inputs: vec![0; inputs], scores: vec![(0, Lanes::ZERO); scores], round: 0 }
    }

    /// Forgets all, for the next chunk.
    pub(super) fn next(&mut self) {
        self.round += 1;
    }

    /// Whether the input of a slot was drawn for another machine; if it is to be, the one that asks draws it.
    #[inline(always)]
    pub(super) fn has(&mut self, slot: usize) -> bool {
        slot >= self.first && std::mem::replace(&mut self.inputs[slot - self.first], self.round) == self.round
    }

    /// A score, which is remembered where several machines draw it.
    #[inline(always)]
    pub(super) fn or_draw(&mut self, place: Option<usize>, values: &mut Lanes, draw: impl FnOnce(&mut Lanes)) {
        let Some(place) = place else { return draw(values) };
        let (drawn, score) = &mut self.scores[place];
        if std::mem::replace(drawn, self.round) != self.round {
            draw(score);
        }
        values.copy_from_slice(&score[..]);
    }
}

/// Room that machines which run the same trials use by turns.
#[derive(Clone, Debug)]
pub(super) struct Room {
    /// What was drawn for the programme and for the areas of a block, and inputs that several machines draw.
    pub(super) drawn: Vec<Lanes>,
    /// Sums over areas, of each group of trials; of one where areas are computed in one block.
    pub(super) ledgers: Vec<Packed>,
    /// Values of the programme that are kept of a group of trials.
    pub(super) programme: Vec<Packed>,
    /// Likewise of the areas of a block, or of another part.
    pub(super) kept: Vec<Packed>,
    /// What other machines have drawn already.
    pub(super) remembered: Remembered,
}

impl Room {
    /// Room for each of some machines.
    pub(super) fn of<'a>(machines: impl IntoIterator<Item = &'a Machine<'a>>, shared: Option<SharedDraws>) -> Self {
        let mut room = Room {
            drawn: Vec::new(),
            ledgers: Vec::new(),
            programme: Vec::new(),
            kept: Vec::new(),
            remembered: Remembered::NOTHING,
        };
        for Machine { blocks, parts, layout, .. } in machines {
            let selections = blocks.blocks.iter().map(|block| &block.selection).chain(parts);
            let kept = selections.map(|selection| selection.len).max().unwrap_or(0);
            let enlarge = |room: &mut Vec<Packed>, len: usize| room.resize(room.len().max(len), Packed::ZERO);
            enlarge(&mut room.ledgers, blocks.ledgers() * layout.len());
            enlarge(&mut room.programme, parts[0].len);
            enlarge(&mut room.kept, kept);
            room.drawn.resize(room.drawn.len().max(blocks.slot_count), Lanes::ZERO);
        }
        if let Some(shared) = shared {
            room.drawn.resize(shared.first + shared.inputs, Lanes::ZERO);
            room.remembered = Remembered::of(shared);
        }
        room
    }
}
