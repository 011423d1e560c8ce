//! The trials themselves, in their order.

use super::block::{Block, Column};
use super::kernel::{Chunk, OfSource};
use super::lanes::LANES;
use super::run::Run;
use super::units::Unit;
use super::{Drawing, Engine, Interrupted, Watch};
use crate::plan::{AreaSlot, Figure, Plan, RowId, Slot, Source};
use rayon::prelude::*;
use std::io;

/// Values that are handed on take at most so many bytes at a time, unless one unit takes more.
const WAVE_BYTES: u64 = 256 << 20;
/// Chunks of a unit that is sampled: few enough that a unit's values are copied while they lie in a cache.
const SAMPLED: usize = 16;
/// Units a thread at a time.
const TURNS: usize = 16;

/// What is wanted of each trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// A figure of a part of the programme.
    Figure(RowId),
    /// What a business area brings, by its position in the scenario; of an area that is live already no go-live.
    Area(usize, AreaSlot),
    /// What a source of chance draws: of an input its value, of a common cause its score, of what may happen 1 where it
    /// does and 0 where it does not. A recurring risk happens where it strikes at least once.
    Source(Source),
    /// The uniform of a source.
    Uniform(Source),
}

/// The values of some trials, in their order.
#[derive(Clone, Debug, PartialEq)]
pub struct Sample {
    /// How many trials there are: as many as asked for, or the next power of two for `sobol`.
    pub trials: usize,
    /// For each thing that was wanted its values, in the measure's unit; where a trial is blank they are not numbers. A
    /// payback is the year's position in the horizon, `never` the number of years.
    pub columns: Vec<Column>,
}

impl Sample {
    /// The values of the one thing that was wanted.
    pub fn only(mut self) -> Vec<f64> {
        self.columns.pop().map(Vec::from).unwrap_or_default()
    }
}

impl Engine {
    /// The values of all trials.
    ///
    /// # Errors
    /// Where the watch says stop.
    pub fn sample(
        &self,
        plan: &Plan,
        wanted: &[Wanted],
        drawing: &Drawing,
        watch: &Watch,
    ) -> Result<Sample, Interrupted> {
        let columns = Columns::of(plan, wanted);
        let run = Run::new(self, plan, (drawing, watch), &columns.slots);
        self.of_units(&run, &columns, &Unit::of_all(&run.replicates, SAMPLED))
    }

    /// Hands the values of all trials on, so many of them at a time as memory has room for.
    ///
    /// # Errors
    /// Where `take` fails, or with [`io::ErrorKind::Interrupted`] where the watch says stop.
    pub fn hand_on(
        &self,
        plan: &Plan,
        wanted: &[Wanted],
        (drawing, watch): (&Drawing, &Watch),
        take: &mut dyn FnMut(Sample) -> io::Result<()>,
    ) -> io::Result<()> {
        let columns = Columns::of(plan, wanted);
        let run = Run::new(self, plan, (drawing, watch), &columns.slots);
        let units = Unit::of_all(&run.replicates, SAMPLED);
        let bytes = (wanted.len().max(1) * SAMPLED * LANES * 8) as u64;
        let threads = self.pool().current_num_threads();
        let fits = usize::try_from(WAVE_BYTES / bytes).unwrap_or(1).clamp(1, TURNS * threads);
        for wave in units.chunks(fits) {
            let sample = self.of_units(&run, &columns, wave);
            take(sample.map_err(|Interrupted| io::Error::from(io::ErrorKind::Interrupted))?)?;
        }
        Ok(())
    }

    /// The values of the trials of some units.
    fn of_units(&self, run: &Run, columns: &Columns, units: &[Unit]) -> Result<Sample, Interrupted> {
        let mut block = Block::zeros(columns, units);
        let parts = block.divided(columns, units);
        self.install(|| {
            units.par_iter().zip(parts).try_for_each_init(
                || Chunk::new(&run.machine),
                |chunk, (unit, mut part)| {
                    unit.chunks()
                        .try_for_each(|(number, trials)| part.take((run, chunk), (unit, number), (columns, trials)))
                },
            )
        })?;
        Ok(block.sample(columns))
    }
}

/// Where a column's values come from.
#[derive(Clone, Copy, Debug)]
pub(super) enum Origin {
    Known(f64),
    /// `scale` times the values of a slot, plus `offset`.
    OfSlot {
        slot: usize,
        scale: f64,
        offset: f64,
    },
    /// The next of the sources.
    OfSource,
}

/// The columns of a sample, and what they are made from.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pub(super) origins: Vec<Origin>,
    pub(super) slots: Vec<Slot>,
    pub(super) sources: Vec<OfSource>,
}

impl Columns {
    pub(super) fn of(plan: &Plan, wanted: &[Wanted]) -> Self {
        let figures = plan.figures();
        let mut all = Columns::default();
        for wanted in wanted {
            let origin = match *wanted {
                Wanted::Figure(id) => match figures.figure(id, &mut |slot, _| all.slot(slot)) {
                    Figure::Known(value) => Origin::Known(value),
                    Figure::Row { row, scale, offset } => Origin::OfSlot { slot: row, scale, offset },
                },
                Wanted::Area(area, slot) => {
                    Origin::OfSlot { slot: all.slot(Slot::Area(area, slot)), scale: 1.0, offset: 0.0 }
                }
                Wanted::Source(source) => all.of_source(OfSource::Value(source)),
                Wanted::Uniform(source) => all.of_source(OfSource::Uniform(source)),
            };
            all.origins.push(origin);
        }
        all
    }

    fn of_source(&mut self, of: OfSource) -> Origin {
        self.sources.push(of);
        Origin::OfSource
    }

    fn slot(&mut self, slot: Slot) -> usize {
        self.slots.iter().position(|known| *known == slot).unwrap_or_else(|| {
            self.slots.push(slot);
            self.slots.len() - 1
        })
    }
}
