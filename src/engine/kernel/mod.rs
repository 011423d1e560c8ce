//! One chunk of trials, section by section of `docs/model.md`.
//!
//! Each part of a [`Chunk`] is a function of those before it:
//!
//! | part | section | from |
//! | --- | --- | --- |
//! | [`Scores`], and the [`Draws`] that are made when they are asked for | 8, 9 | the plan |
//! | [`Years`]: exit and prices | 6 | draws |
//! | [`Events`]: risks | 5 | draws, years |
//! | [`GoLives`] | 3 | draws, years, events |
//! | [`Ledger`]: savings and costs of areas | 4 | draws, years, events, go-lives |
//! | [`OwnFlows`]: programme costs, grants, dismantling | 6 | draws, years, events, go-lives |
//! | [`Results`]: measures | 6 | years, ledger, own flows |
//!
//! What is drawn is drawn for all trials of a chunk; what follows from it is computed for 32 trials at a time
//! ([`abreast`](super::abreast)), block of areas by block of areas ([`blocks`]).

mod alike;
mod area;
mod blocks;
mod costs;
mod delays;
mod draws;
mod events;
mod go_live;
mod ledger;
mod losses;
mod measures;
mod part;
mod plain;
mod prices;
mod programme_level;
mod ramp;
mod results;
mod rise;
mod savings;
mod staffing;
mod stream;
mod totals;
mod trials;
mod years;

use alike::Room;
pub use alike::{SharedDraws, share};
pub use results::Batch;

use super::Engine;
use super::abreast::{ABREAST, Abreast, Packed, Work, at_level};
use super::design::{ChunkId, Design};
use super::instructions::Level;
use super::lanes::Lanes;
use crate::plan::{Plan, Slot, Source, Timing};
use blocks::{Block, Blocks};
use draws::{Draws, Sampler, Scores};
use events::{Events, RiskSampler};
use go_live::GoLives;
use ledger::{Layout, Ledger};
use part::{Account, MovingFlows, Part};
use prices::KnownPrices;
use programme_level::OwnFlows;
use results::{Results, Selection};
use std::ops::ControlFlow;
use trials::{Area, Trials};
use years::Years;

/// Which of the groups of 32 trials of a chunk.
type Group = usize;

/// Takes the values of trials, 32 trials at a time.
pub trait Consumer {
    /// Takes the values of a block of areas, or of a part; breaks off to stop the run.
    fn take(&mut self, batch: &Batch) -> ControlFlow<()>;

    /// Whether the run is to stop, for work that lasts long before there is anything to take.
    fn is_stopped(&self) -> bool;
}

/// A plan with everything that is computed once.
pub struct Machine<'a> {
    plan: &'a Plan,
    level: Level,
    sampler: Sampler<'a>,
    /// By risk.
    risks: Vec<RiskSampler>,
    blocks: Blocks,
    layout: Layout,
    /// What a ledger has from the beginning.
    constants: Vec<(usize, Packed)>,
    /// What is kept of each part.
    parts: Vec<Selection>,
    flows: MovingFlows,
    prices: KnownPrices,
    /// The last go-live of the areas that are live, or the data date where that is later.
    last_live: f64,
    /// Whether any area is of a workforce group.
    turns_over: bool,
}

impl<'a> Machine<'a> {
    /// Builds the tables of a plan, of whose trials some slots are wanted.
    pub fn new(engine: &Engine, plan: &'a Plan, design: Design, wanted: &[Slot]) -> Self {
        let tables = engine.tables();
        let made = tables.of(plan);
        let layout = Layout::new(plan);
        let blocks = Blocks::new(plan, &layout, wanted);
        let flows = MovingFlows::new(plan);
        Machine {
            plan,
            level: engine.level(),
            risks: plan.risks.iter().map(|risk| RiskSampler::new(risk, &made, &design)).collect(),
            sampler: Sampler::new(plan, design, engine.level(), (tables, &made)),
            constants: area::constants(plan, &layout, &blocks),
            layout,
            blocks,
            parts: (0..plan.parts.len()).map(|part| Selection::of_part(plan, part, &flows.all, wanted)).collect(),
            flows,
            prices: KnownPrices::new(plan),
            last_live: last_live(plan),
            turns_over: plan.areas.iter().any(|area| area.in_workforce),
        }
    }

    /// The instructions that it uses.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Computes the first `trials` trials of a chunk, and hands on what is wanted of them; breaks off when the consumer
    /// does.
    pub fn run(&self, at: ChunkId, trials: usize, chunk: &mut Chunk, consumer: &mut dyn Consumer) -> ControlFlow<()> {
        at_level(self.level, Run { machine: self, at, trials, chunk, consumer })
    }

    /// What is asked of sources of chance in the trials of a chunk, one after the other.
    pub fn draw(&self, at: ChunkId, sources: &[OfSource], chunk: &mut Chunk, take: &mut dyn FnMut(usize, &Lanes)) {
        at_level(self.level, DrawSources { machine: self, at, sources, chunk, take });
    }
}

fn last_live(plan: &Plan) -> f64 {
    let live = plan.areas.iter().filter_map(|area| match area.timing {
        Timing::Live { at } => Some(at),
        Timing::Ahead { .. } => None,
    });
    live.fold(plan.clock.start, f64::max)
}

/// The working numbers of a chunk of trials: all are written before they are read, so that machines may use the same by
/// turns.
#[derive(Clone, Debug)]
pub struct Chunk {
    scores: Scores,
    years: Years,
    events: Events,
    go_lives: GoLives,
    own: OwnFlows,
    room: Room,
}

impl Chunk {
    /// Room for a chunk of a machine's trials.
    pub fn new(machine: &Machine) -> Self {
        Chunk::with_room(Room::of([machine], None))
    }

    /// Likewise for machines that run the same trials by turns.
    pub fn of<'a>(machines: impl IntoIterator<Item = &'a Machine<'a>>, shared: Option<SharedDraws>) -> Self {
        Chunk::with_room(Room::of(machines, shared))
    }

    fn with_room(room: Room) -> Self {
        Chunk {
            scores: Scores::NONE,
            years: Years::NONE,
            events: Events::NONE,
            go_lives: GoLives::NONE,
            own: OwnFlows::NONE,
            room,
        }
    }

    /// Forgets what other machines have drawn, for the next trials.
    pub fn next(&mut self) {
        self.room.remembered.next();
    }
}

/// The work of a chunk.
struct Run<'a> {
    machine: &'a Machine<'a>,
    at: ChunkId,
    /// How many of its trials count.
    trials: usize,
    chunk: &'a mut Chunk,
    consumer: &'a mut dyn Consumer,
}

impl Work for Run<'_> {
    type Output = ControlFlow<()>;

    #[inline(always)]
    fn run<E: Abreast>(mut self) -> ControlFlow<()> {
        self.begin::<E>()?;
        (0..self.machine.blocks.blocks.len()).try_for_each(|block| self.block::<E>(block))
    }
}

impl Run<'_> {
    /// Draws what comes before all areas.
    fn begin<E: Abreast>(&mut self) -> ControlFlow<()> {
        let Run { machine, at, chunk, consumer, .. } = self;
        let Chunk { scores, years, events, go_lives, room: Room { drawn, remembered, .. }, .. } = &mut **chunk;
        scores.draw::<E>(&machine.sampler, *at, remembered);
        let draws = Draws { sampler: &machine.sampler, scores, at: *at };
        years.draw::<E>(machine.plan, draws);
        events.draw::<E>(machine, draws, years, *consumer)?;
        go_lives.clear(machine);
        draws.all::<E>(&machine.blocks.own, drawn, remembered);
        ControlFlow::Continue(())
    }

    /// Draws the inputs of a block of areas and computes them, after the last block also the measures.
    fn block<E: Abreast>(&mut self, place: usize) -> ControlFlow<()> {
        let Run { machine, at, chunk, consumer, .. } = self;
        let Chunk { scores, years, events, go_lives, own, room } = &mut **chunk;
        let Room { drawn, ledgers, programme, kept, remembered } = room;
        let (block, len) = (&machine.blocks.blocks[place], machine.layout.len());
        let is_last = place + 1 == machine.blocks.blocks.len();
        Draws { sampler: &machine.sampler, scores, at: *at }.all::<E>(&block.draws, drawn, remembered);
        for group in 0..self.trials.div_ceil(ABREAST) {
            let count = ABREAST.min(self.trials - group * ABREAST);
            let trials = Trials { machine, drawn, years, events, group, count };
            let begins = if machine.blocks.ledgers() > 1 { group * len } else { 0 };
            let mut ledger = Ledger::new(&machine.layout, &mut ledgers[begins..begins + len]);
            if place == 0 {
                ledger.begin(&machine.constants);
            }
            let written = Written { go_lives, ledger: &mut ledger, kept };
            areas::<E>(trials, block, written, *consumer);
            consumer.take(&block.selection.batch(kept, trials.first(), trials.count))?;
            if is_last {
                E::apart(
                    #[inline(always)]
                    || own.compute::<E>(trials, go_lives),
                );
                parts::<E>(trials, (&ledger, own), (programme, kept), *consumer)?;
            }
        }
        ControlFlow::Continue(())
    }
}

/// What areas write: when they go live, what they add to the parts, and their own results.
struct Written<'a, 'l> {
    go_lives: &'a mut GoLives,
    ledger: &'a mut Ledger<'l>,
    kept: &'a mut [Packed],
}

/// Computes the areas of a block.
fn areas<E: Abreast>(trials: Trials, block: &Block, written: Written, consumer: &dyn Consumer) {
    let Written { go_lives, ledger, kept } = written;
    // Where risks recur an area may take long; what is left undone of a run that is to stop is not handed on.
    let is_long = trials.machine.risks.iter().any(RiskSampler::is_kept_each_time);
    E::apart(
        #[inline(always)]
        || {
            for place in block.areas.clone() {
                if is_long && consumer.is_stopped() {
                    return;
                }
                area::compute::<E>(Area { trials, block, place }, go_lives, ledger, kept);
            }
        },
    );
}

/// Computes the measures of the programme, then those of the other parts of which anything is wanted, and hands on what is.
fn parts<E: Abreast>(
    trials: Trials,
    (ledger, own): (&Ledger, &OwnFlows),
    (of_programme, kept): (&mut [Packed], &mut [Packed]),
    consumer: &mut dyn Consumer,
) -> ControlFlow<()> {
    let (machine, years) = (trials.machine, trials.clock().years);
    for (place, (plan, selection)) in machine.plan.parts.iter().zip(&machine.parts).enumerate() {
        let account = machine.layout.account(place).map(|begins| Account { trials, ledger, begins });
        let mut programme = Results { numbers: of_programme, selection: &machine.parts[0], years };
        if place == 0 {
            measures::compute::<E>(Part { trials, plan, account, own, whole: None }, &mut programme);
            consumer.take(&selection.batch(of_programme, trials.first(), trials.count))?;
        } else if selection.is_wanted() {
            let mut results = Results { numbers: kept, selection, years };
            measures::compute::<E>(Part { trials, plan, account, own, whole: Some(&programme) }, &mut results);
            consumer.take(&selection.batch(kept, trials.first(), trials.count))?;
        }
    }
    ControlFlow::Continue(())
}

/// What is asked of a source of chance.
#[derive(Clone, Copy, Debug)]
pub enum OfSource {
    /// Of an input its value, of a common cause its score, of what may happen 1 where it does and 0 where it does not.
    Value(Source),
    /// Its uniform.
    Uniform(Source),
}

/// The work of drawing sources of chance by themselves.
struct DrawSources<'a> {
    machine: &'a Machine<'a>,
    at: ChunkId,
    sources: &'a [OfSource],
    chunk: &'a mut Chunk,
    take: &'a mut dyn FnMut(usize, &Lanes),
}

impl Work for DrawSources<'_> {
    type Output = ();

    #[inline(always)]
    fn run<E: Abreast>(self) {
        let DrawSources { machine, at, sources, chunk, take } = self;
        let Chunk { scores, room: Room { remembered, .. }, .. } = chunk;
        scores.draw::<E>(&machine.sampler, at, remembered);
        let draws = Draws { sampler: &machine.sampler, scores, at };
        let mut values = Lanes::ZERO;
        for (place, source) in sources.iter().enumerate() {
            match source {
                OfSource::Value(Source::Strikes(risk)) => machine.risks[*risk].strikes::<E>(draws, &mut values),
                OfSource::Value(source) => draws.source::<E>(*source, &mut values),
                OfSource::Uniform(source) => draws.uniform(machine.plan.draw_of(*source), &mut values),
            }
            take(place, &values);
        }
    }
}
