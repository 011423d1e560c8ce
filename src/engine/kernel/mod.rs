//! One chunk of trials, section by section of `docs/model.md`.
//!
//! | section | function |
//! | --- | --- |
//! | 8, 9: common causes, scores and draws | `Chunk::draw_scores`, `Chunk::draw_all` |
//! | 6: exit, prices | `Chunk::draw_exit`, `Chunk::draw_indices` |
//! | 5: risks | `Chunk::draw_events` |
//! | 3: go-live | `Chunk::queue_delays`, `Chunk::go_live` |
//! | 4: savings and costs | `Chunk::savings`, `Chunk::redundancy_and_costs` |
//! | 6: programme costs, grants, dismantling | `Chunk::programme_level` |
//! | 6: measures | `Chunk::measures`, `Chunk::staffing` |
//!
//! What is drawn is drawn for all trials of a chunk; what follows from it is computed for 32 trials at a time
//! (`abreast.rs`), block of areas by block of areas (`blocks.rs`).

mod area;
mod blocks;
mod costs;
mod delays;
mod events;
mod go_live;
mod kept;
mod ledger;
mod losses;
mod measures;
mod pass;
mod plain;
mod programme_level;
mod ramp;
mod savings;
mod sources;
mod staffing;
mod workspace;

pub use kept::Left;
pub use workspace::Chunk;

use super::Engine;
use super::design::{ChunkId, Design, Uniform};
use super::instructions::{Level, at_each_level};
use super::lanes::Lanes;
use super::tables::Transforms;
use super::transform::{NormalTails, Table, Transform};
use crate::plan::{Draw, IndexPlan, OccurrencePlan, Plan, RiskPlan, RiskQuantities, Slot, Timing};
use blocks::Stages;
use events::{EventTransform, PoissonTable};
use kept::Kept;
use ledger::Layout;
use measures::MovingFlows;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Which of the groups of 32 trials of a chunk.
type Group = usize;

/// A plan with everything that is computed once: quantile tables and the keys of names.
pub struct Machine<'a> {
    plan: &'a Plan,
    level: Level,
    design: Design,
    /// By input.
    transforms: Vec<Transform>,
    input_draws: Vec<Uniform>,
    /// By cause: its score given what is known; `None` where nothing is.
    causes: Vec<Option<Transform>>,
    cause_draws: Vec<Uniform>,
    score: Transform,
    tails: Arc<NormalTails>,
    risks: Vec<RiskDraws>,
    area_draws: Vec<Uniform>,
    grant_draws: Vec<Uniform>,
    exit_draw: Uniform,
    layout: Layout,
    stages: Stages,
    /// What is kept of each part.
    parts: Vec<Kept>,
    /// What a ledger has from the beginning.
    constants: Vec<(usize, super::abreast::Packed)>,
    /// The last go-live of the areas that are live, or the data date where that is later.
    last_live: f64,
    /// Whether all price indices are 1.
    prices_are_one: bool,
    /// By year: the months from it on, each times its price index; of no year where prices or an exit are drawn.
    months_from: Vec<f64>,
    /// What each year's nominal pounds are multiplied by in present values, where prices are known.
    discount: Vec<f64>,
    /// Whether any area is of a workforce group.
    turns_over: bool,
    flows: MovingFlows,
}

/// A risk's draw, the keys of its events', and the tables of what each event draws.
struct RiskDraws {
    occurs: Uniform,
    time: u64,
    delay: u64,
    cost: u64,
    loss: u64,
    number: Option<PoissonTable>,
    each: Option<[EventTransform; 3]>,
}

impl<'a> Machine<'a> {
    /// Builds the tables of a plan, of whose trials some slots are wanted.
    pub fn new(engine: &Engine, plan: &'a Plan, design: Design, wanted: &[Slot]) -> Self {
        let tables = engine.tables();
        let made = tables.of(plan);
        let uniforms = |draws: &mut dyn Iterator<Item = &Draw>| -> Vec<Uniform> {
            draws.map(|draw| design.uniform(draw)).collect()
        };
        let transforms = plan.inputs.iter().map(|input| made.get(&input.law, input.range)).collect();
        let layout = Layout::new(plan);
        let stages = Stages::new(plan, &layout, wanted);
        let flows = MovingFlows::new(plan);
        Machine {
            plan,
            level: engine.level(),
            transforms,
            input_draws: uniforms(&mut plan.inputs.iter().map(|input| &input.draw)),
            causes: plan.causes.iter().map(|cause| cause.learning.as_ref().map(learnt_score)).collect(),
            cause_draws: uniforms(&mut plan.causes.iter().map(|cause| &cause.draw)),
            score: tables.score.clone(),
            tails: Arc::clone(&tables.tails),
            risks: plan.risks.iter().map(|risk| risk_draws(risk, &made, &design)).collect(),
            area_draws: plan.areas.iter().map(|area| chance_draw(&area.timing, &design)).collect(),
            grant_draws: uniforms(&mut plan.grants.iter().map(|grant| &grant.chance.draw)),
            exit_draw: plan.exit.as_ref().map_or_else(Uniform::default, |exit| design.uniform(&exit.chance.draw)),
            constants: area::constants(plan, &layout, &stages),
            layout,
            stages,
            parts: (0..plan.parts.len()).map(|part| kept::of_part(plan, part, &flows.all, wanted)).collect(),
            last_live: last_live(plan),
            prices_are_one: matches!(&plan.indices.price, IndexPlan::Known(price) if price.iter().all(|p| *p == 1.0)),
            months_from: months_of_known_prices(plan),
            discount: discount_of_known_prices(plan),
            flows,
            turns_over: plan.areas.iter().any(|area| area.in_workforce),
            design,
        }
    }

    /// The instructions that it uses.
    pub fn level(&self) -> Level {
        self.level
    }

    /// Computes the first `trials` trials of a chunk, and hands on what is wanted of them; breaks off when `take` does.
    pub fn run(&self, at: ChunkId, trials: usize, chunk: &mut Chunk, take: &mut dyn Take) -> ControlFlow<()> {
        chunk.clear(self);
        chunk.draw_scores(self, at);
        chunk.draw_exit(self, at);
        chunk.draw_indices(self, at);
        chunk.draw_events(self, at, take)?;
        chunk.queue_delays(self, take)?;
        chunk.draw_all(self, at, (0, &self.stages.own));
        for (stage, block) in self.stages.blocks.iter().enumerate() {
            chunk.draw_all(self, at, (block.first_slot, &block.draws));
            chunk.pass(self, stage, trials, take)?;
        }
        ControlFlow::Continue(())
    }
}

/// Takes what trials leave, 32 trials at a time.
pub trait Take {
    /// Takes the values of a block of areas, or of a part; breaks off to stop the run.
    fn take(&mut self, left: &Left) -> ControlFlow<()>;

    /// Whether the run is to stop, for work that lasts long before there is anything to take.
    fn is_stopped(&self) -> bool;
}

fn last_live(plan: &Plan) -> f64 {
    let live = plan.areas.iter().filter_map(|area| match area.timing {
        Timing::Live { at } => Some(at),
        Timing::Ahead { .. } => None,
    });
    live.fold(plan.clock.start, f64::max)
}

fn months_of_known_prices(plan: &Plan) -> Vec<f64> {
    let IndexPlan::Known(price) = &plan.indices.price else { return Vec::new() };
    if plan.exit.is_some() {
        return Vec::new();
    }
    let clock = plan.clock;
    let mut months = vec![0.0; clock.years + 1];
    for year in clock.simulated_years().rev() {
        months[year] = months[year + 1] + price[year] * (clock.closes(year) - clock.opens(year));
    }
    months
}

fn discount_of_known_prices(plan: &Plan) -> Vec<f64> {
    match &plan.indices.price {
        IndexPlan::Known(price) => plan.discount.iter().zip(price).map(|(discount, price)| discount / price).collect(),
        IndexPlan::Drawn { .. } => Vec::new(),
    }
}

fn learnt_score(learning: &crate::plan::Learning) -> Transform {
    Transform::of_table(Arc::new(Table::of_learning(learning)), (f64::NEG_INFINITY, f64::INFINITY))
}

fn chance_draw(timing: &Timing, design: &Design) -> Uniform {
    match timing {
        Timing::Ahead { chance: Some(chance), .. } => design.uniform(&chance.draw),
        Timing::Ahead { .. } | Timing::Live { .. } => Uniform::default(),
    }
}

fn risk_draws(risk: &RiskPlan, made: &Transforms, design: &Design) -> RiskDraws {
    let (draw, number) = match &risk.occurrence {
        OccurrencePlan::Once { chance, .. } => (&chance.draw, None),
        OccurrencePlan::Recurs { draw, mean } => (draw, Some(PoissonTable::new(*mean))),
    };
    let stream = |quantity: &str| design.key_of_events(draw, &format!("risk.{}.{quantity}", risk.name));
    let each = match &risk.quantities {
        RiskQuantities::Once { .. } => None,
        RiskQuantities::Each { delay, cost, loss } => {
            Some([delay, cost, loss].map(|amount| EventTransform::of(amount, |law, range| made.get(law, range))))
        }
    };
    RiskDraws {
        occurs: design.uniform(draw),
        time: stream("time"),
        delay: stream("delay_months"),
        cost: stream("cost"),
        loss: stream("saving_loss"),
        number,
        each,
    }
}

/// Scratch of a chunk that is passed around while its other parts are borrowed.
#[derive(Clone, Debug)]
pub(super) struct Scratch {
    pub(super) words: super::lanes::Words,
    pub(super) tau: Lanes,
    pub(super) score: Lanes,
    pub(super) own: Lanes,
}

impl Scratch {
    fn new() -> Self {
        Scratch {
            words: super::lanes::Words([0; super::lanes::LANES]),
            tau: Lanes::all(0.0),
            score: Lanes::all(0.0),
            own: Lanes::all(0.0),
        }
    }
}
