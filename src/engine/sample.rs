//! The trials themselves, in their order.

use super::design::ChunkId;
use super::kernel::{Batch, Chunk, OfSource};
use super::lanes::{LANES, Lanes};
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
    pub columns: Vec<Vec<f64>>,
}

impl Sample {
    /// No trials yet, with room for those of a drawing.
    pub(super) fn with_room(columns: usize, drawing: &Drawing) -> Self {
        let trials = usize::try_from(drawing.replicates().iter().sum::<u64>()).unwrap_or(0);
        Sample { trials: 0, columns: (0..columns).map(|_| Vec::with_capacity(trials)).collect() }
    }

    /// Adds the trials that come next.
    pub(super) fn append(&mut self, mut next: Sample) {
        self.trials += next.trials;
        self.columns.iter_mut().zip(&mut next.columns).for_each(|(all, next)| all.append(next));
    }

    /// The values of the one thing that was wanted.
    pub fn only(mut self) -> Vec<f64> {
        self.columns.pop().unwrap_or_default()
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
        let mut all = Sample::with_room(wanted.len(), drawing);
        let gathered = self.hand_on(plan, wanted, (drawing, watch), &mut |next| {
            all.append(next);
            Ok(())
        });
        // Nothing is written, so that only the watch can stop it.
        gathered.map(|()| all).map_err(|_| Interrupted)
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
            let samples: Result<Vec<Sample>, Interrupted> = self.pool().install(|| {
                wave.par_iter()
                    .map_init(|| Chunk::new(&run.machine), |chunk, unit| columns.sample(&run, unit, chunk))
                    .collect()
            });
            for sample in samples.map_err(|Interrupted| io::Error::from(io::ErrorKind::Interrupted))? {
                take(sample)?;
            }
        }
        Ok(())
    }
}

/// Where a column's values come from.
#[derive(Clone, Copy, Debug)]
enum Column {
    Known(f64),
    /// `scale` times the values of a slot, plus `offset`.
    OfSlot {
        slot: usize,
        scale: f64,
        offset: f64,
    },
    OfSource(usize),
}

/// The columns of a sample, and what they are made from.
#[derive(Debug, Default)]
pub(super) struct Columns {
    columns: Vec<Column>,
    pub(super) slots: Vec<Slot>,
    sources: Vec<OfSource>,
}

impl Columns {
    pub(super) fn of(plan: &Plan, wanted: &[Wanted]) -> Self {
        let figures = plan.figures();
        let mut all = Columns::default();
        for wanted in wanted {
            let column = match *wanted {
                Wanted::Figure(id) => match figures.figure(id, &mut |slot, _| all.slot(slot)) {
                    Figure::Known(value) => Column::Known(value),
                    Figure::Row { row, scale, offset } => Column::OfSlot { slot: row, scale, offset },
                },
                Wanted::Area(area, slot) => {
                    Column::OfSlot { slot: all.slot(Slot::Area(area, slot)), scale: 1.0, offset: 0.0 }
                }
                Wanted::Source(source) => all.of_source(OfSource::Value(source)),
                Wanted::Uniform(source) => all.of_source(OfSource::Uniform(source)),
            };
            all.columns.push(column);
        }
        all
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.columns.len()
    }

    fn of_source(&mut self, of: OfSource) -> Column {
        self.sources.push(of);
        Column::OfSource(self.sources.len() - 1)
    }

    fn slot(&mut self, slot: Slot) -> usize {
        self.slots.iter().position(|known| *known == slot).unwrap_or_else(|| {
            self.slots.push(slot);
            self.slots.len() - 1
        })
    }

    /// The values of a unit of trials.
    fn sample(&self, run: &Run, unit: &Unit, chunk: &mut Chunk) -> Result<Sample, Interrupted> {
        let mut kept = Kept::new(self, unit.trials);
        for (number, trials) in unit.chunks() {
            kept.take(self, (run, chunk), ChunkId { replicate: unit.replicate, chunk: number }, trials)?;
        }
        Ok(kept.sample(self, unit.trials))
    }
}

/// What was computed for columns so far.
pub(super) struct Kept {
    slots: Vec<Vec<f64>>,
    sources: Vec<Vec<f64>>,
}

impl Kept {
    pub(super) fn new(columns: &Columns, trials: usize) -> Self {
        let room = |count: usize| (0..count).map(|_| Vec::with_capacity(trials)).collect();
        Kept { slots: room(columns.slots.len()), sources: room(columns.sources.len()) }
    }

    /// Takes the first trials of a chunk.
    pub(super) fn take(
        &mut self,
        columns: &Columns,
        (run, chunk): (&Run, &mut Chunk),
        at: ChunkId,
        trials: usize,
    ) -> Result<(), Interrupted> {
        let Kept { slots, sources } = self;
        let mut keep = |batch: &Batch| {
            for &(position, place) in batch.wanted {
                slots[position].extend_from_slice(&batch.numbers[place].0[..batch.trials]);
            }
        };
        if !columns.slots.is_empty() {
            run.run_chunk(chunk, (at.replicate, at.chunk), trials, &mut keep)?;
        }
        if !columns.sources.is_empty() {
            let mut keep = |place: usize, values: &Lanes| sources[place].extend_from_slice(&values[..trials]);
            run.machine.draw(at, &columns.sources, chunk, &mut keep);
        }
        Ok(())
    }

    pub(super) fn sample(&self, columns: &Columns, trials: usize) -> Sample {
        let values = |column: &Column| match *column {
            Column::Known(value) => vec![value; trials],
            Column::OfSlot { slot, scale: 1.0, offset: 0.0 } => self.slots[slot].clone(),
            Column::OfSlot { slot, scale, offset } => {
                self.slots[slot].iter().map(|value| scale * value + offset).collect()
            }
            Column::OfSource(source) => self.sources[source].clone(),
        };
        Sample { trials, columns: columns.columns.iter().map(values).collect() }
    }
}
