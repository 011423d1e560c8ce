//! In which order a chunk's areas are drawn, computed and counted.
//!
//! The inputs of a block of areas are drawn for all trials of the chunk, then its areas are computed 32 trials at a time
//! while the draws are close at hand, and what results show of them is handed on before the next 32. What is the
//! programme's is drawn before the first block, its measures are computed after the last.

use super::super::lanes::GROUPS;
use super::ledger::{Layout, Share};
use super::results::{Selection, WantedOfAreas};
use crate::plan::{Amount, AreaPlan, IndexPlan, OccurrencePlan, Plan, Slot, Source, SpendPlan, Timing};
use std::ops::Range;

/// Areas of a block, at most.
const AREAS: usize = 32;
/// A block has no more areas once it draws so many numbers.
const DRAWS: usize = 128;

/// Areas that are computed together.
#[derive(Debug)]
pub(super) struct Block {
    /// Places in the order of the plan's areas.
    pub(super) areas: Range<usize>,
    /// What is drawn for them.
    pub(super) draws: Vec<Placed>,
    /// What is kept of them.
    pub(super) selection: Selection,
}

/// A source, and where what it draws is found.
#[derive(Clone, Copy, Debug)]
pub(super) struct Placed {
    pub(super) source: Source,
    pub(super) slot: usize,
}

/// What is known of an area before any trial.
#[derive(Debug)]
pub(super) struct AreaNotes {
    /// What it adds to parts with accounts of their own.
    pub(super) shares: Vec<Share>,
    /// Where its go-live is found by the areas that wait for it.
    pub(super) awaited: Option<usize>,
    /// Where it is found whether its own chance lets it go ahead.
    pub(super) chance: Option<usize>,
    /// The queue of events that delay it.
    pub(super) queue: Option<usize>,
    /// Whether its streams go on as they began: no exit or end, no losses but at known times, all in prices, all
    /// cashable.
    pub(super) is_plain: bool,
    /// Whether it goes ahead for certain.
    pub(super) is_certain: bool,
    /// Whether what running costs is the same in every trial: it is in the ledger from the beginning.
    pub(super) is_running_known: bool,
}

/// The risks whose events delay the same areas.
#[derive(Debug)]
pub(super) struct Delays {
    pub(super) risks: Vec<usize>,
    /// Whether any of them recurs.
    pub(super) recur: bool,
}

/// The blocks of a plan, and where what is drawn for them is found.
#[derive(Debug)]
pub(super) struct Blocks {
    /// The programme's own numbers, drawn before all others.
    pub(super) own: Vec<Placed>,
    /// At least one.
    pub(super) blocks: Vec<Block>,
    /// By area, in the order of the plan.
    pub(super) areas: Vec<AreaNotes>,
    /// By grant: where it is found whether it is paid.
    pub(super) paid: Vec<usize>,
    /// By input: where its values are found; of those that are drawn elsewhere, nowhere.
    pub(super) slots: Vec<usize>,
    /// How many numbers are drawn at a time.
    pub(super) slot_count: usize,
    /// How many areas others wait for.
    pub(super) awaited: usize,
    /// By queue.
    pub(super) queues: Vec<Delays>,
}

impl Blocks {
    /// The blocks of a plan, of whose trials some slots are wanted.
    pub(super) fn new(plan: &Plan, layout: &Layout, wanted: &[Slot]) -> Self {
        let mut blocks = Blocks {
            own: own_draws(plan).into_iter().map(placed).collect(),
            blocks: Vec::new(),
            areas: Vec::new(),
            paid: vec![usize::MAX; plan.grants.len()],
            slots: vec![usize::MAX; plan.inputs.len()],
            slot_count: 0,
            awaited: 0,
            queues: Vec::new(),
        };
        blocks.take_notes(plan, layout);
        blocks.divide(plan, &WantedOfAreas::new(plan.areas.len(), wanted));
        blocks.give_slots();
        blocks
    }

    fn take_notes(&mut self, plan: &Plan, layout: &Layout) {
        let mut is_awaited = vec![false; plan.areas.len()];
        for area in &plan.areas {
            if let Timing::Ahead { after, requires, .. } = &area.timing {
                after.iter().map(|(before, _)| before).chain(requires).for_each(|&before| is_awaited[before] = true);
            }
        }
        for (area, is_awaited) in plan.areas.iter().zip(is_awaited) {
            let is_plain = is_plain(plan, area);
            let notes = AreaNotes {
                shares: layout.shares(area),
                awaited: is_awaited.then_some(self.awaited),
                chance: None,
                queue: self.queue(plan, area),
                is_plain,
                is_certain: match &area.timing {
                    Timing::Ahead { chance, requires, .. } => chance.is_none() && requires.is_empty(),
                    Timing::Live { .. } => true,
                },
                is_running_known: is_plain && is_running_known(plan, area),
            };
            self.awaited += usize::from(is_awaited);
            self.areas.push(notes);
        }
    }

    /// The queue of the risks that delay an area: areas that the same risks strike share it.
    fn queue(&mut self, plan: &Plan, area: &AreaPlan) -> Option<usize> {
        let Timing::Ahead { delays, .. } = &area.timing else { return None };
        if delays.is_empty() {
            return None;
        }
        let found = self.queues.iter().position(|queue| queue.risks == *delays);
        Some(found.unwrap_or_else(|| {
            let recur = !delays.iter().all(|risk| strikes_at_known_time(plan, *risk));
            self.queues.push(Delays { risks: delays.clone(), recur });
            self.queues.len() - 1
        }))
    }

    fn divide(&mut self, plan: &Plan, wanted: &WantedOfAreas) {
        let mut block = Block { areas: 0..0, draws: Vec::new(), selection: wanted.select(&[]) };
        for place in 0..plan.areas.len() {
            if block.areas.len() == AREAS || block.draws.len() >= DRAWS {
                let next = Block { areas: place..place, draws: Vec::new(), selection: wanted.select(&[]) };
                self.blocks.push(std::mem::replace(&mut block, next));
            }
            block.areas.end = place + 1;
            block.draws.extend(draws_of(plan, place).into_iter().map(placed));
        }
        self.blocks.push(block);
        self.blocks.iter_mut().for_each(|block| block.selection = wanted.select(&plan.areas[block.areas.clone()]));
    }

    /// What is the programme's own comes first; after it the draws of each block, in the place of those before.
    fn give_slots(&mut self) {
        let own = self.own.len();
        self.slot_count = own + self.blocks.iter().map(|block| block.draws.len()).max().unwrap_or(0);
        (0..).zip(&mut self.own).for_each(|(slot, draw)| draw.slot = slot);
        for block in &mut self.blocks {
            (own..).zip(&mut block.draws).for_each(|(slot, draw)| draw.slot = slot);
        }
        for draw in self.own.iter().chain(self.blocks.iter().flat_map(|block| &block.draws)) {
            match draw.source {
                Source::Input(input) => self.slots[input] = draw.slot,
                Source::GoesAhead(place) => self.areas[place].chance = Some(draw.slot),
                Source::IsPaid(grant) => self.paid[grant] = draw.slot,
                Source::Cause(_) | Source::Strikes(_) | Source::Exits => unreachable!("these are drawn before"),
            }
        }
    }

    /// How many ledgers a chunk needs: of each group of trials, or of one where areas are computed in one block.
    pub(super) fn ledgers(&self) -> usize {
        if self.blocks.len() > 1 { GROUPS } else { 1 }
    }

    /// Puts some inputs elsewhere, where other machines find them too.
    pub(super) fn put_elsewhere(&mut self, slot: impl Fn(usize) -> Option<usize>) {
        for draw in self.own.iter_mut().chain(self.blocks.iter_mut().flat_map(|block| &mut block.draws)) {
            if let Source::Input(input) = draw.source
                && let Some(slot) = slot(input)
            {
                draw.slot = slot;
                self.slots[input] = slot;
            }
        }
    }
}

fn placed(source: Source) -> Placed {
    Placed { source, slot: usize::MAX }
}

/// Whether all events of a risk have a known time.
fn strikes_at_known_time(plan: &Plan, risk: usize) -> bool {
    matches!(plan.risks[risk].occurrence, OccurrencePlan::Once { .. })
}

fn is_plain(plan: &Plan, area: &AreaPlan) -> bool {
    let in_prices = !plan.used.pay || area.pay_share.is(0.0);
    let losses_are_known = area.losses.iter().all(|risk| strikes_at_known_time(plan, *risk));
    let goes_on = plan.exit.is_none() && area.ends >= plan.clock.end && losses_are_known;
    goes_on && in_prices && !plan.used.cashable
}

fn is_running_known(plan: &Plan, area: &AreaPlan) -> bool {
    let is_live = matches!(area.timing, Timing::Live { .. });
    let is_known = matches!(area.running_cost, Amount::Known(_)) && !area.running_cost.is(0.0);
    is_live && is_known && matches!(plan.indices.price, IndexPlan::Known(_))
}

/// The inputs among some amounts.
fn inputs(amounts: impl IntoIterator<Item = Amount>) -> impl Iterator<Item = Source> {
    amounts.into_iter().filter_map(|amount| match amount {
        Amount::Drawn(input) => Some(Source::Input(input)),
        Amount::Known(_) => None,
    })
}

/// What is drawn for the programme's own flows, and for workforce groups.
fn own_draws(plan: &Plan) -> Vec<Source> {
    let mut draws: Vec<Source> = inputs(plan.programme_costs.iter().map(|line| line.per_year)).collect();
    draws.extend(inputs(plan.grants.iter().map(|grant| grant.amount)));
    draws.extend((0..plan.grants.len()).map(Source::IsPaid));
    draws.extend(inputs(plan.exit.iter().map(|exit| exit.dismantling_cost)));
    let staff = plan.parts.iter().filter_map(|part| part.staff.as_ref());
    draws.extend(inputs(staff.filter_map(|staff| staff.leavers_per_year)));
    draws
}

/// What is drawn for an area: nothing that none of its amounts needs.
fn draws_of(plan: &Plan, place: usize) -> Vec<Source> {
    let area = &plan.areas[place];
    let used = plan.used;
    let saves = !area.annual_saving.is(0.0);
    let posts = !area.posts.is(0.0);
    let mut amounts = Vec::new();
    let mut chance = None;
    if let Timing::Ahead { slippage, chance: own, .. } = &area.timing {
        amounts.push(*slippage);
        chance = own.as_ref().map(|_| Source::GoesAhead(place));
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
    if let Some(plan) = &area.implementation {
        amounts.extend(match plan.spend {
            SpendPlan::Once { cost, .. } => Some(cost),
            SpendPlan::ByYear { .. } => None,
        });
        amounts.extend([plan.overrun, plan.abandoned]);
    }
    amounts.extend([area.delay_cost, area.running_cost]);
    inputs(amounts).chain(chance).collect()
}
