//! The values of a sample: all columns in one piece of memory, which threads fill side by side.

use super::design::ChunkId;
use super::kernel::{Batch, Chunk};
use super::lanes::{LANES, Lanes};
use super::pages::in_large_pages;
use super::run::Run;
use super::sample::{Columns, Origin};
use super::units::Unit;
use super::{Interrupted, Sample};
use std::ops::Deref;
use std::sync::Arc;

/// The values of one thing, in the order of the trials.
#[derive(Clone)]
pub struct Column {
    block: Arc<Vec<f64>>,
    first: usize,
    trials: usize,
}

impl Deref for Column {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.block[self.first..][..self.trials]
    }
}

impl From<Vec<f64>> for Column {
    fn from(values: Vec<f64>) -> Self {
        Column { first: 0, trials: values.len(), block: Arc::new(values) }
    }
}

impl PartialEq for Column {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl std::fmt::Debug for Column {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        (**self).fmt(f)
    }
}

impl From<Column> for Vec<f64> {
    fn from(column: Column) -> Self {
        let Column { block, first, trials } = column;
        let copy = |block: Arc<Vec<f64>>| block[first..][..trials].to_vec();
        if trials == block.len() { Arc::try_unwrap(block).unwrap_or_else(copy) } else { copy(block) }
    }
}

/// Room for the columns of a sample. Where the same values make several, they are computed in the place of the last.
pub(super) struct Block {
    values: Vec<f64>,
    trials: usize,
}

impl Block {
    /// Zeros in place of the values of the trials of some units.
    pub(super) fn zeros(columns: &Columns, units: &[Unit]) -> Self {
        let trials = units.iter().map(|unit| unit.trials).sum();
        Block { values: in_large_pages(vec![0.0; trials * columns.origins.len()]), trials }
    }

    /// The part of each unit.
    pub(super) fn divided(&mut self, columns: &Columns, units: &[Unit]) -> Vec<Part<'_>> {
        let mut values = self.values.as_mut_slice();
        let mut first = |_| values.split_off_mut(..self.trials).expect("there is room for all columns");
        let mut places: Vec<Option<&mut [f64]>> = columns.origins.iter().map(&mut first).map(Some).collect();
        let mut in_place = |places_of: Vec<usize>| -> Vec<&mut [f64]> {
            places_of.into_iter().map(|column| places[column].take().expect("a column has one origin")).collect()
        };
        let (mut slots, mut sources) = (in_place(of_slots(columns)), in_place(of_sources(columns)));
        fn part<'a>(values: &mut [&'a mut [f64]], trials: usize) -> Vec<&'a mut [f64]> {
            values.iter_mut().map(|values| values.split_off_mut(..trials).expect("units have all trials")).collect()
        }
        let of_unit =
            |unit: &Unit| Part { slots: part(&mut slots, unit.trials), sources: part(&mut sources, unit.trials) };
        units.iter().map(of_unit).collect()
    }

    /// The columns, once all parts are there.
    pub(super) fn sample(self, columns: &Columns) -> Sample {
        let Block { mut values, trials } = self;
        let of_slots = of_slots(columns);
        for (column, origin) in columns.origins.iter().enumerate() {
            let first = column * trials;
            match *origin {
                Origin::OfSource => {}
                Origin::Known(value) => values[first..][..trials].fill(value),
                Origin::OfSlot { slot, scale, offset } => {
                    // The last is reached when the others have been made of it.
                    if of_slots[slot] != column {
                        values.copy_within(of_slots[slot] * trials..(of_slots[slot] + 1) * trials, first);
                    }
                    if (scale, offset) != (1.0, 0.0) {
                        values[first..][..trials].iter_mut().for_each(|value| *value = scale * *value + offset);
                    }
                }
            }
        }
        let block = Arc::new(values);
        let column = |column: usize| Column { block: Arc::clone(&block), first: column * trials, trials };
        let columns: Vec<Column> = (0..columns.origins.len()).map(column).collect();
        drop(block);
        Sample { trials, columns }
    }
}

/// By slot, the last column that is made of it.
fn of_slots(columns: &Columns) -> Vec<usize> {
    let mut last = vec![0; columns.slots.len()];
    for (column, origin) in columns.origins.iter().enumerate() {
        if let Origin::OfSlot { slot, .. } = origin {
            last[*slot] = column;
        }
    }
    last
}

/// By source, its column.
fn of_sources(columns: &Columns) -> Vec<usize> {
    let is_of_source = |(_, origin): &(usize, &Origin)| matches!(origin, Origin::OfSource);
    columns.origins.iter().enumerate().filter(is_of_source).map(|(column, _)| column).collect()
}

/// The values of a unit of trials.
pub(super) struct Part<'a> {
    slots: Vec<&'a mut [f64]>,
    sources: Vec<&'a mut [f64]>,
}

impl Part<'_> {
    /// Computes the first trials of a chunk of the unit.
    pub(super) fn take(
        &mut self,
        (run, chunk): (&Run, &mut Chunk),
        (unit, number): (&Unit, u32),
        (columns, trials): (&Columns, usize),
    ) -> Result<(), Interrupted> {
        let Part { slots, sources } = self;
        let begins = (number - unit.first) as usize * LANES;
        let mut keep = |batch: &Batch| {
            for &(position, place) in batch.wanted {
                let values = &batch.numbers[place].0[..batch.trials];
                slots[position][begins + batch.first..][..batch.trials].copy_from_slice(values);
            }
        };
        if !columns.slots.is_empty() {
            run.run_chunk(chunk, (unit.replicate, number), trials, &mut keep)?;
        }
        if !columns.sources.is_empty() {
            let at = ChunkId { replicate: unit.replicate, chunk: number };
            let mut keep = |place: usize, values: &Lanes| {
                sources[place][begins..][..trials].copy_from_slice(&values[..trials]);
            };
            run.machine.draw(at, &columns.sources, chunk, &mut keep);
        }
        Ok(())
    }
}
