//! In which order a chunk's areas are drawn, computed and counted.
//!
//! A stage is a block of areas: their inputs are drawn for all trials of the chunk, then the areas are computed 32
//! trials at a time while the draws are close at hand, and what results show of them is handed on before the next 32.
//! The first stage draws what is the programme's, the last computes its measures.

use super::kept::{Kept, OfAreas};
use super::ledger::{Layout, Share};
use super::plain;
use crate::plan::{Amount, AreaPlan, OccurrencePlan, Plan, Slot, Timing};
use std::ops::Range;

/// Areas of a block, at most.
const AREAS: usize = 32;
/// A block has no more areas once it draws so many numbers.
const DRAWS: usize = 128;

/// A number of every trial that is drawn before areas are computed.
#[derive(Clone, Copy, Debug)]
pub(super) enum Drawn {
    /// An input.
    Input(usize),
    /// Whether the area at a place goes ahead by its own chance.
    GoesAhead(usize),
    /// Whether a grant is paid.
    IsPaid(usize),
}

/// Areas that are computed together.
#[derive(Debug)]
pub(super) struct Block {
    /// Places in the order of the plan's areas.
    pub(super) areas: Range<usize>,
    /// What is drawn for them.
    pub(super) draws: Vec<Drawn>,
    /// Where the first of these is kept.
    pub(super) first_slot: usize,
    /// What is kept of its areas.
    pub(super) kept: Kept,
}

/// What is known of an area before any trial.
#[derive(Debug)]
pub(super) struct AreaNotes {
    /// What it adds to parts with accounts of their own.
    pub(super) shares: Vec<Share>,
    /// Where its go-live is kept for the areas that wait for it.
    pub(super) kept: Option<usize>,
    /// Where it is found whether its own chance lets it go ahead.
    pub(super) chance: Option<usize>,
    /// The queue of events that delay it.
    pub(super) queue: Option<usize>,
    /// Whether its streams go on as they began.
    pub(super) is_plain: bool,
    /// Whether it goes ahead for certain.
    pub(super) is_certain: bool,
    /// Whether what running costs is known: it is in the ledger from the beginning.
    pub(super) is_running_known: bool,
}

impl AreaNotes {
    /// Where the go-live of an area is kept that others wait for.
    #[inline(always)]
    pub(super) fn go_live_kept(&self) -> usize {
        self.kept.expect("areas that are waited for are kept")
    }
}

/// The stages of a chunk.
#[derive(Debug)]
pub(super) struct Stages {
    /// The programme's own numbers, drawn before all others.
    pub(super) own: Vec<Drawn>,
    /// At least one.
    pub(super) blocks: Vec<Block>,
    /// By area, in the order of the plan.
    pub(super) areas: Vec<AreaNotes>,
    /// By grant: where it is found whether it is paid.
    pub(super) paid: Vec<usize>,
    /// By input: where its values are kept; of those that are drawn elsewhere, nowhere.
    pub(super) slots: Vec<usize>,
    /// How many numbers are kept at a time.
    pub(super) slot_count: usize,
    /// How many areas others wait for.
    pub(super) kept: usize,
    /// By queue: the risks whose events delay.
    pub(super) queues: Vec<Vec<usize>>,
    /// By queue: whether any of the risks recurs.
    pub(super) recurs: Vec<bool>,
}

impl Stages {
    /// The stages of a plan.
    pub(super) fn new(plan: &Plan, layout: &Layout, wanted: &[Slot]) -> Self {
        let mut stages = Stages {
            own: own_draws(plan),
            blocks: Vec::new(),
            areas: Vec::new(),
            paid: vec![usize::MAX; plan.grants.len()],
            slots: vec![usize::MAX; plan.inputs.len()],
            slot_count: 0,
            kept: 0,
            queues: Vec::new(),
            recurs: Vec::new(),
        };
        stages.take_notes(plan, layout);
        let recurs = |&risk: &usize| matches!(plan.risks[risk].occurrence, OccurrencePlan::Recurs { .. });
        stages.recurs = stages.queues.iter().map(|risks| risks.iter().any(recurs)).collect();
        stages.divide(plan, &OfAreas::new(plan.areas.len(), wanted));
        stages.give_slots();
        stages
    }

    fn take_notes(&mut self, plan: &Plan, layout: &Layout) {
        let mut awaited = vec![false; plan.areas.len()];
        for area in &plan.areas {
            if let Timing::Ahead { after, requires, .. } = &area.timing {
                after.iter().map(|(before, _)| before).chain(requires).for_each(|&before| awaited[before] = true);
            }
        }
        for (area, awaited) in plan.areas.iter().zip(awaited) {
            let kept = awaited.then_some(self.kept);
            self.kept += usize::from(awaited);
            let queue = self.queue(area);
            let (shares, is_plain) = (layout.shares(area), plain::is_plain(plan, area));
            let is_certain = match &area.timing {
                Timing::Ahead { chance, requires, .. } => chance.is_none() && requires.is_empty(),
                Timing::Live { .. } => true,
            };
            let is_running_known = is_plain && plain::is_running_known(plan, area);
            let chance = None;
            self.areas.push(AreaNotes { shares, kept, chance, queue, is_plain, is_certain, is_running_known });
        }
    }

    /// The queue of the risks that delay an area: areas that the same risks strike share it.
    fn queue(&mut self, area: &AreaPlan) -> Option<usize> {
        let Timing::Ahead { delays, .. } = &area.timing else { return None };
        if delays.is_empty() {
            return None;
        }
        let found = self.queues.iter().position(|queue| queue == delays);
        Some(found.unwrap_or_else(|| {
            self.queues.push(delays.clone());
            self.queues.len() - 1
        }))
    }

    fn divide(&mut self, plan: &Plan, wanted: &OfAreas) {
        let (mut first, mut draws) = (0, Vec::new());
        for place in 0..plan.areas.len() {
            if place - first == AREAS || draws.len() >= DRAWS {
                self.close_block(plan, wanted, (first..place, std::mem::take(&mut draws)));
                first = place;
            }
            draws.extend(draws_of(plan, place));
        }
        self.close_block(plan, wanted, (first..plan.areas.len(), draws));
    }

    fn close_block(&mut self, plan: &Plan, wanted: &OfAreas, (areas, draws): (Range<usize>, Vec<Drawn>)) {
        let kept = wanted.keep(&plan.areas[areas.clone()]);
        self.blocks.push(Block { areas, draws, first_slot: self.own.len(), kept });
    }

    fn give_slots(&mut self) {
        self.slot_count = self.own.len() + self.blocks.iter().map(|block| block.draws.len()).max().unwrap_or(0);
        let of_blocks = self.blocks.iter().flat_map(|block| (block.first_slot..).zip(&block.draws));
        for (slot, drawn) in (0..).zip(&self.own).chain(of_blocks) {
            match *drawn {
                Drawn::Input(input) => self.slots[input] = slot,
                Drawn::GoesAhead(place) => self.areas[place].chance = Some(slot),
                Drawn::IsPaid(grant) => self.paid[grant] = slot,
            }
        }
    }
}

/// The inputs among some amounts.
fn inputs(amounts: impl IntoIterator<Item = Amount>) -> impl Iterator<Item = Drawn> {
    amounts.into_iter().filter_map(|amount| match amount {
        Amount::Drawn(input) => Some(Drawn::Input(input)),
        Amount::Known(_) => None,
    })
}

/// What is drawn for the programme's own flows, and for workforce groups.
fn own_draws(plan: &Plan) -> Vec<Drawn> {
    let mut draws: Vec<Drawn> = inputs(plan.programme_costs.iter().map(|line| line.per_year)).collect();
    draws.extend(inputs(plan.grants.iter().map(|grant| grant.amount)));
    draws.extend((0..plan.grants.len()).map(Drawn::IsPaid));
    draws.extend(inputs(plan.exit.iter().map(|exit| exit.dismantling_cost)));
    let staff = plan.parts.iter().filter_map(|part| part.staff.as_ref());
    draws.extend(inputs(staff.filter_map(|staff| staff.leavers_per_year)));
    draws
}

/// What is drawn for an area: nothing that none of its amounts needs.
fn draws_of(plan: &Plan, place: usize) -> Vec<Drawn> {
    let area = &plan.areas[place];
    let used = plan.used;
    let saves = !area.annual_saving.is(0.0);
    let posts = !area.posts.is(0.0);
    let mut amounts = Vec::new();
    let mut chance = None;
    if let Timing::Ahead { slippage, chance: own, .. } = &area.timing {
        amounts.push(*slippage);
        chance = own.as_ref().map(|_| Drawn::GoesAhead(place));
    }
    if saves || posts {
        amounts.extend([area.embedding, area.realisation]);
    }
    if saves {
        amounts.push(area.annual_saving);
    }
    if saves && used.cashable {
        amounts.push(area.cashable_share);
    }
    if (saves && used.pay) || posts {
        amounts.push(area.workforce_lag);
    }
    if saves && used.pay {
        amounts.push(area.pay_share);
    }
    if posts {
        amounts.extend([area.posts, area.redundancy_share, area.redundancy_cost]);
    }
    amounts.extend(area.implementation.iter().flat_map(|plan| [plan.cost, plan.abandoned]));
    amounts.extend([area.delay_cost, area.running_cost]);
    inputs(amounts).chain(chance).collect()
}
