//! Several plans in the same trials, of which what they draw alike is drawn once.

use super::block::{Block, Part};
use super::kernel::{Chunk, SharedDraws, share};
use super::lanes::LANES;
use super::run::Run;
use super::sample::{Columns, Sample};
use super::units::{UNIT, Unit};
use super::{Drawing, Engine, Interrupted, Wanted, Watch};
use crate::plan::{Plan, RowId};
use crate::programme::Sampling;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// So many times a thread takes up trials: a few, because each time needs room for all plans, and not once, so that none
/// waits for the others.
const TURNS: usize = 4;
/// Plans and values take some so many bytes at a time, unless those of two plans take more.
const BYTES: u64 = 128 << 20;
/// Of which an area with its inputs and working numbers takes about so many.
const BYTES_OF_AREA: u64 = 8 << 10;
/// So many plans at a time at most.
const MOST: usize = 128;

/// What is wanted of a plan, in trials of which some draws may come from the second stream (see [`Drawing::redrawn`]).
#[derive(Clone, Debug)]
pub struct Together<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What is wanted.
    pub wanted: Vec<Wanted>,
    /// Names of draws from the second stream.
    pub redrawn: BTreeSet<String>,
}

impl<'a> Together<'a> {
    /// A figure of a plan in the trials of the first stream.
    pub fn new(plan: &'a Plan, id: RowId) -> Self {
        Together { plan, wanted: vec![Wanted::Figure(id)], redrawn: BTreeSet::new() }
    }
}

/// The plans that are computed at a time.
struct Runs<'a> {
    runs: Vec<Run<'a>>,
    columns: Vec<Columns>,
}

impl Engine {
    /// How many plans with so many areas, and their trials of a figure, are held in memory at a time; where there are
    /// more, so many after the other.
    pub fn fits_together(&self, areas: usize, trials: u64) -> usize {
        let bytes = 8 * trials.max(1) + BYTES_OF_AREA * areas as u64;
        usize::try_from(BYTES / bytes).unwrap_or(MOST).clamp(2, MOST)
    }

    /// What is wanted of each plan, as [`Engine::sample`] gives it.
    ///
    /// # Errors
    /// Where the watch says stop.
    pub fn sample_together(
        &self,
        plans: &[Together],
        drawing: &Drawing,
        watch: &Watch,
    ) -> Result<Vec<Sample>, Interrupted> {
        let of = |of: &Together| Drawing { redrawn: of.redrawn.clone(), ..drawing.clone() };
        let drawings: Vec<Drawing> = plans.iter().map(of).collect();
        self.install(|| {
            let columns: Vec<Columns> = plans.iter().map(|of| Columns::of(of.plan, &of.wanted)).collect();
            let run = |place: usize| {
                let slots = &columns[place].slots;
                Run::new(self, plans[place].plan, (&drawings[place], watch), slots)
            };
            let mut runs: Vec<Run> = (0..plans.len()).into_par_iter().map(run).collect();
            let shared = match drawing.sampling {
                Sampling::Random => Some(share(&mut runs.iter_mut().map(|run| &mut run.machine).collect::<Vec<_>>())),
                // There a draw depends on its place among the others.
                Sampling::Lhs | Sampling::Sobol => None,
            };
            let each = drawing.trials.div_ceil((TURNS * self.pool().current_num_threads() * LANES) as u64);
            let units = Unit::of_all(&drawing.replicates(), usize::try_from(each).unwrap_or(UNIT).clamp(1, UNIT));
            Runs { runs, columns }.samples(&units, shared)
        })
    }
}

impl Runs<'_> {
    fn samples(&self, units: &[Unit], shared: Option<SharedDraws>) -> Result<Vec<Sample>, Interrupted> {
        let room = || Chunk::of(self.runs.iter().map(|run| &run.machine), shared);
        let mut blocks: Vec<Block> = self.columns.iter().map(|columns| Block::zeros(columns, units)).collect();
        let mut parts: Vec<Vec<Part>> = units.iter().map(|_| Vec::with_capacity(self.runs.len())).collect();
        for (block, columns) in blocks.iter_mut().zip(&self.columns) {
            parts.iter_mut().zip(block.divided(columns, units)).for_each(|(parts, part)| parts.push(part));
        }
        let of_unit =
            |chunk: &mut Chunk, (unit, mut parts): (&Unit, Vec<Part>)| {
                unit.chunks().try_for_each(|(number, trials)| {
                    chunk.next();
                    self.runs.iter().zip(&self.columns).zip(&mut parts).try_for_each(|((run, columns), part)| {
                        part.take((run, chunk), (unit, number), (columns, trials))
                    })
                })
            };
        units.par_iter().zip(parts).try_for_each_init(room, of_unit)?;
        Ok(blocks.into_iter().zip(&self.columns).map(|(block, columns)| block.sample(columns)).collect())
    }
}
