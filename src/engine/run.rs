//! The trials of a plan: the pilot, all of them counted ([`Counting`]), and a second pass where one is needed.

use super::accumulate::{self, Bins, Tally, Wanted};
use super::counting::Counting;
use super::design::{ChunkId, Design};
use super::kernel::{Batch, Chunk, Consumer, Machine};
use super::lanes::LANES;
use super::units::{UNIT, Unit};
use super::{Drawing, Engine, Interrupted, Watch};
use crate::plan::{Plan, Shown, Slot};
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Chunks of the pilot at most.
const PILOT: usize = 32;
/// The pilot's values take at most so many bytes.
const PILOT_BYTES: usize = 64 << 20;
/// Quantiles are exact up to so many trials, provided that the values picked for them take no more than this; while trials
/// are counted as much is kept for it.
const EXACT_TRIALS: u64 = 262_144;
pub(super) const PICKED_BYTES: u64 = 512 << 20;

/// What came of the trials.
#[derive(Debug)]
pub struct Outcomes {
    /// What was drawn.
    pub drawing: Drawing,
    /// Trials that were run: as many as asked for, or the next power of two for `sobol`.
    pub trials: u64,
    /// By row of the plan.
    pub rows: Vec<Tally>,
    /// Trials in which each of the plan's comparisons holds.
    pub met: Vec<u64>,
}

impl Engine {
    /// Runs the trials of a plan, and counts them.
    ///
    /// # Errors
    /// Where the watch says stop.
    pub fn simulate(&self, plan: &Plan, drawing: &Drawing, watch: &Watch) -> Result<Outcomes, Interrupted> {
        let of_rows = plan.rows.shown.iter().map(|(slot, _)| *slot);
        let wanted: Vec<Slot> = of_rows.chain(plan.rows.compares.iter().map(|(_, compare)| compare.slot)).collect();
        Run::new(self, plan, (drawing, watch), &wanted).outcomes()
    }
}

/// Why a lock can be taken.
pub(super) const UNPOISONED: &str = "no thread panics while it holds a lock";

/// The trials of a plan.
pub(super) struct Run<'a> {
    pub(super) engine: &'a Engine,
    pub(super) plan: &'a Plan,
    pub(super) machine: Machine<'a>,
    /// By row: how it is counted.
    pub(super) shown: Vec<Shown>,
    pub(super) drawing: &'a Drawing,
    pub(super) watch: &'a Watch,
    /// Trials of each replicate.
    pub(super) replicates: Vec<u64>,
    pub(super) trials: u64,
    /// Whether values that quantiles may need are kept while trials are counted.
    pub(super) keeps: bool,
}

impl<'a> Run<'a> {
    /// A run that leaves some slots.
    pub(super) fn new(
        engine: &'a Engine,
        plan: &'a Plan,
        (drawing, watch): (&'a Drawing, &'a Watch),
        wanted: &[Slot],
    ) -> Self {
        let replicates = drawing.replicates();
        let trials = replicates.iter().sum();
        let design = Design::new(drawing, &plan.dimensions).at_level(engine.level());
        let machine = engine.pool().install(|| Machine::new(engine, plan, design, wanted));
        let shown = plan.rows.shown.iter().map(|(_, shown)| *shown).collect();
        watch.begin(trials);
        Run { engine, plan, machine, shown, drawing, watch, replicates, trials, keeps: trials <= EXACT_TRIALS }
    }

    /// Counts all trials.
    pub(super) fn outcomes(&self) -> Result<Outcomes, Interrupted> {
        self.watch.begin(self.trials);
        let (bins, pilot) = self.pilot()?;
        if self.trials <= pilot.trials as u64 && self.replicates.len() == 1 {
            return Ok(self.all_from_pilot(bins, pilot));
        }
        let mut counting = Counting::new(self, &bins);
        let (mut rows, met) = counting.count_all(&pilot)?;
        for (row, (_, shown)) in self.plan.rows.shown.iter().enumerate() {
            if *shown == Shown::Constant {
                rows[row] = Tally::constant(pilot.values[row][0], self.trials);
            }
        }
        if self.trials <= EXACT_TRIALS {
            counting.settle(&pilot, &mut rows);
            self.pick_all(&bins, &mut rows)?;
        }
        Ok(Outcomes { drawing: self.drawing.clone(), trials: self.trials, rows, met })
    }

    /// All trials will be run a second time.
    pub(super) fn runs_again(&self) {
        self.watch.total.store(2 * self.trials, Ordering::Relaxed);
    }

    /// The first trials: their values by row, and the bins that they suggest.
    fn pilot(&self) -> Result<(Vec<Bins>, Pilot), Interrupted> {
        let rows = self.shown.len();
        let chunks = (PILOT_BYTES / (rows.max(1) * LANES * 8)).clamp(4, PILOT);
        let trials = self.replicates[0].min((chunks * LANES) as u64) as usize;
        let mut values = vec![Vec::with_capacity(trials); rows];
        let mut met = vec![0; self.plan.rows.compares.len()];
        let mut chunk = Chunk::new(&self.machine);
        for unit in Unit::of_replicate(0, trials as u64, 1) {
            let mut keep = |batch: &Batch| {
                for &(position, place) in batch.wanted {
                    match values.get_mut(position) {
                        Some(values) => values.extend_from_slice(&batch.numbers[place].0[..batch.trials]),
                        None => self.compare(batch, (position, place), &mut met),
                    }
                }
            };
            self.run_chunk(&mut chunk, (unit.replicate, unit.first), unit.trials, &mut keep)?;
        }
        let bins = self.engine.pool().install(|| {
            values
                .par_iter()
                .zip(&self.shown)
                .map(|(values, shown)| {
                    let has_blanks = values.iter().any(|value| value.is_nan());
                    match shown {
                        Shown::Whole(largest) => Bins::whole(*largest, has_blanks),
                        Shown::Tenths => Bins::of_area(&numbers_in_order(values), has_blanks),
                        _ => Bins::from_pilot(&numbers_in_order(values), has_blanks),
                    }
                })
                .collect()
        });
        Ok((bins, Pilot { values, met, trials }))
    }

    /// Outcomes of a run that is no longer than its pilot.
    fn all_from_pilot(&self, bins: Vec<Bins>, pilot: Pilot) -> Outcomes {
        let tally = |(values, bins): (Vec<f64>, Bins)| {
            let sums = accumulate::sums_of(&bins, &values);
            let blanks = values.iter().filter(|value| value.is_nan()).count() as u64;
            Tally::of_sorted(bins, &numbers_in_order(&values), blanks, sums)
        };
        let tallies = pilot.values.into_iter().zip(bins).map(tally).collect();
        Outcomes { drawing: self.drawing.clone(), trials: self.trials, rows: tallies, met: pilot.met }
    }

    /// Where quantiles need values that were not kept, runs all trials again and picks them.
    fn pick_all(&self, bins: &[Bins], rows: &mut [Tally]) -> Result<(), Interrupted> {
        let wanted: Vec<Wanted> = rows.iter().map(Tally::wanted).collect();
        if wanted.iter().all(Wanted::is_empty) {
            rows.iter_mut().zip(&wanted).for_each(|(tally, wanted)| tally.settle(wanted, &[]));
            return Ok(());
        }
        if wanted.iter().map(Wanted::values).sum::<u64>() * 8 > PICKED_BYTES {
            return Ok(());
        }
        self.runs_again();
        let units = Unit::of_all(&self.replicates, UNIT);
        let next = AtomicUsize::new(0);
        let picked = self.engine.pool().broadcast(|_| -> Result<Vec<Vec<Vec<f64>>>, Interrupted> {
            let mut chunk = Chunk::new(&self.machine);
            let mut picked: Vec<Vec<Vec<f64>>> = wanted.iter().map(|wanted| vec![Vec::new(); wanted.len()]).collect();
            while let Some(unit) = units.get(next.fetch_add(1, Ordering::Relaxed)) {
                for (number, trials) in unit.chunks() {
                    let mut pick =
                        |batch: &Batch| accumulate::pick(self.machine.level(), bins, &wanted, batch, &mut picked);
                    self.run_chunk(&mut chunk, (unit.replicate, number), trials, &mut pick)?;
                }
            }
            Ok(picked)
        });
        let picked = picked.into_iter().collect::<Result<Vec<_>, Interrupted>>()?;
        self.engine.pool().install(|| {
            rows.par_iter_mut().zip(&wanted).enumerate().for_each(|(row, (tally, wanted))| {
                let of_place = |place: usize| picked.iter().flat_map(|thread| &thread[row][place]).copied().collect();
                tally.settle(wanted, &(0..wanted.len()).map(of_place).collect::<Vec<_>>());
            });
        });
        Ok(())
    }

    /// Computes the first trials of a chunk; `take` is given what is wanted of them.
    pub(super) fn run_chunk(
        &self,
        chunk: &mut Chunk,
        (replicate, number): (u32, u32),
        trials: usize,
        take: &mut dyn FnMut(&Batch),
    ) -> Result<(), Interrupted> {
        let mut unless_stopped = UnlessStopped { stop: &self.watch.stop, take };
        match self.machine.run(ChunkId { replicate, chunk: number }, trials, chunk, &mut unless_stopped) {
            ControlFlow::Continue(()) => {
                self.watch.done.fetch_add(LANES as u64, Ordering::Relaxed);
                Ok(())
            }
            ControlFlow::Break(()) => Err(Interrupted),
        }
    }

    /// Counts the trials in which a comparison holds; positions beyond the rows are those of comparisons.
    pub(super) fn compare(&self, batch: &Batch, (position, place): (usize, usize), met: &mut [u64]) {
        let compare = position - self.shown.len();
        let (_, target) = &self.plan.rows.compares[compare];
        let values = &batch.numbers[place].0[..batch.trials];
        met[compare] += values.iter().filter(|value| target.holds(**value)).count() as u64;
    }
}

/// Hands on what trials leave until the run is to stop.
struct UnlessStopped<'a> {
    stop: &'a AtomicBool,
    take: &'a mut dyn FnMut(&Batch),
}

impl Consumer for UnlessStopped<'_> {
    fn take(&mut self, batch: &Batch) -> ControlFlow<()> {
        if self.is_stopped() {
            return ControlFlow::Break(());
        }
        (self.take)(batch);
        ControlFlow::Continue(())
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// The values that are numbers, sorted.
fn numbers_in_order(values: &[f64]) -> Vec<f64> {
    accumulate::sort(values.iter().copied().filter(|value| !value.is_nan()).collect())
}

/// The first trials of a run.
pub(super) struct Pilot {
    /// By row.
    pub(super) values: Vec<Vec<f64>>,
    pub(super) met: Vec<u64>,
    pub(super) trials: usize,
}
