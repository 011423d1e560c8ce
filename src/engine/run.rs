//! Batches on threads: the pilot, the count of all trials, and the pick of the values that quantiles need.

use super::accumulate::{self, Bins, Counter, PLACES, Replicate, RowSums, Sums, Tally, Wanted};
use super::design::{ChunkId, Design};
use super::kernel::{Batch, Chunk, Consumer, Machine};
use super::lanes::LANES;
use super::units::{UNIT, Unit};
use super::{Drawing, Engine, Interrupted, Watch};
use crate::plan::{Plan, Shown, Slot};
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// Chunks of the pilot at most.
const PILOT: usize = 32;
/// The pilot's values take at most so many bytes.
const PILOT_BYTES: usize = 64 << 20;
/// Quantiles are exact up to so many trials, provided that the values picked for them take no more than this.
const EXACT_TRIALS: u64 = 262_144;
const PICKED_BYTES: u64 = 512 << 20;

/// The counts of all threads take at most so many bytes, unless one thread's take more.
const COUNTED_BYTES: usize = 4 << 30;

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
const UNPOISONED: &str = "no thread panics while it holds a lock";

/// The trials of a plan.
pub(super) struct Run<'a> {
    engine: &'a Engine,
    plan: &'a Plan,
    pub(super) machine: Machine<'a>,
    /// By row: how it is counted.
    shown: Vec<Shown>,
    pub(super) drawing: &'a Drawing,
    pub(super) watch: &'a Watch,
    /// Trials of each replicate.
    pub(super) replicates: Vec<u64>,
    pub(super) trials: u64,
}

/// The counts of one thread.
struct Counts<'a> {
    counter: Counter<'a>,
    met: Vec<u64>,
    /// Room for a chunk, once there is.
    chunk: Option<Box<Chunk>>,
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
        Run { engine, plan, machine, shown, drawing, watch, replicates, trials }
    }

    fn outcomes(&self) -> Result<Outcomes, Interrupted> {
        let passes = if self.picks() { 2 } else { 1 };
        self.watch.begin(self.trials * passes);
        let (bins, pilot) = self.pilot()?;
        if self.trials <= pilot.trials as u64 && self.replicates.len() == 1 {
            return Ok(self.all_from_pilot(bins, pilot));
        }
        let (mut rows, met) = self.count_all(&bins)?;
        for (row, (_, shown)) in self.plan.rows.shown.iter().enumerate() {
            if *shown == Shown::Constant {
                rows[row] = Tally::constant(pilot.values[row][0], self.trials);
            }
        }
        if self.picks() {
            self.pick_all(&bins, &mut rows)?;
        }
        Ok(Outcomes { drawing: self.drawing.clone(), trials: self.trials, rows, met })
    }

    fn picks(&self) -> bool {
        self.trials <= EXACT_TRIALS
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
            use rayon::prelude::*;
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

    /// Counts every trial of every replicate.
    fn count_all(&self, bins: &[Bins]) -> Result<(Vec<Tally>, Vec<u64>), Interrupted> {
        let threads = self.counts(bins);
        let alone = self.replicates.len() == 1;
        let mut sums = vec![Sums::default(); bins.len()];
        let mut replicates = vec![Vec::new(); if alone { 0 } else { bins.len() }];
        let are_short = self.replicates.iter().all(|trials| *trials <= accumulate::NARROW as u64);
        let mut before = vec![0u32; if alone || are_short { 0 } else { bins.len() * PLACES }];
        for (replicate, &trials) in self.replicates.iter().enumerate() {
            let units: Vec<Unit> = Unit::of_replicate(replicate as u32, trials, UNIT).collect();
            let own = self.count_units(&units, &threads)?;
            sums.iter_mut().zip(&own).for_each(|(all, own)| all.add(own));
            if !alone {
                self.close_replicate(bins, (&threads, &own), &mut before, &mut replicates);
            }
        }
        let threads: Vec<Counts> = threads.into_iter().map(|own| own.into_inner().expect(UNPOISONED)).collect();
        let mut met = vec![0u64; self.plan.rows.compares.len()];
        for thread in &threads {
            met.iter_mut().zip(&thread.met).for_each(|(all, met)| *all += met);
        }
        let tally = |(row, bins): (usize, &Bins)| {
            let mut counts = vec![0u64; PLACES];
            threads.iter().for_each(|thread| thread.counter.add_to(row, 0..PLACES, &mut counts));
            let of_replicates = replicates.get(row).map_or(&[][..], Vec::as_slice);
            Tally::new(bins.clone(), &counts, sums[row]).with_replicates(of_replicates)
        };
        Ok((bins.iter().enumerate().map(tally).collect(), met))
    }

    /// Nothing counted yet, for each of as many threads as may count.
    fn counts<'b>(&'b self, bins: &'b [Bins]) -> Vec<Mutex<Counts<'b>>> {
        let most = (COUNTED_BYTES / (bins.len().max(1) * accumulate::BYTES_OF_ROW)).max(1);
        let own = |_| {
            let counter = Counter::new(self.machine.level(), bins, &self.shown);
            Mutex::new(Counts { counter, met: vec![0; self.plan.rows.compares.len()], chunk: None })
        };
        (0..self.engine.pool().current_num_threads().min(most)).map(own).collect()
    }

    /// Counts the trials of some units into the counts of each thread; returns the sums in order of the units.
    fn count_units(&self, units: &[Unit], threads: &[Mutex<Counts>]) -> Result<Vec<Sums>, Interrupted> {
        let next = AtomicUsize::new(0);
        let ordered = Mutex::new(Ordered::new(self.plan.rows.shown.len().max(1)));
        let done = self.engine.pool().broadcast(|thread| -> Result<(), Interrupted> {
            let Some(own) = threads.get(thread.index()) else { return Ok(()) };
            let mut own = own.lock().expect(UNPOISONED);
            own.counter.begin();
            let mut chunk = own.chunk.take().unwrap_or_else(|| Box::new(Chunk::new(&self.machine)));
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(unit) = units.get(place) else { break };
                let sums = self.count_unit(unit, &mut chunk, &mut own)?;
                ordered.lock().expect(UNPOISONED).put(place, sums);
            }
            own.counter.close();
            own.chunk = Some(chunk);
            Ok(())
        });
        done.into_iter().collect::<Result<(), Interrupted>>()?;
        Ok(ordered.into_inner().expect(UNPOISONED).folded)
    }

    /// What one replicate says of every row: from what its threads have counted since `before`, or, where
    /// that is empty, since they began the replicate.
    fn close_replicate(
        &self,
        bins: &[Bins],
        (threads, sums): (&[Mutex<Counts>], &[Sums]),
        before: &mut [u32],
        replicates: &mut [Vec<Replicate>],
    ) {
        use rayon::prelude::*;
        let threads: Vec<_> = threads.iter().map(|own| own.lock().expect(UNPOISONED)).collect();
        let counters: Vec<&Counter> = threads.iter().map(|own| &own.counter).collect();
        let rows = replicates.par_iter_mut().zip(bins).zip(sums).enumerate();
        self.engine.pool().install(|| {
            if before.is_empty() {
                rows.for_each(|(row, ((of_row, bins), sums))| {
                    let add = |places: Range<usize>, counts: &mut [u64]| {
                        counters.iter().for_each(|counter| counter.add_latest_to(row, places.clone(), counts));
                    };
                    let sum = |places: Range<usize>| {
                        counters.iter().map(|counter| u64::from(counter.latest(row, places.clone()))).sum()
                    };
                    of_row.push(Replicate::read_off(bins, sums, (add, sum)));
                });
                return;
            }
            rows.zip(before.par_chunks_exact_mut(PLACES)).for_each(|((row, ((of_row, bins), sums)), before)| {
                let add = |places: Range<usize>, counts: &mut [u64]| {
                    counters.iter().for_each(|counter| counter.add_to(row, places.clone(), counts));
                    counts.iter_mut().zip(&before[places]).for_each(|(count, before)| *count -= u64::from(*before));
                };
                let sum = |places: Range<usize>| {
                    let all: u64 = counters.iter().map(|counter| counter.all(row, places.clone())).sum();
                    all - before[places].iter().map(|count| u64::from(*count)).sum::<u64>()
                };
                of_row.push(Replicate::read_off(bins, sums, (add, sum)));
                before.fill(0);
                counters.iter().for_each(|counter| counter.add_to(row, 0..PLACES, before));
            });
        });
    }

    fn count_unit(&self, unit: &Unit, chunk: &mut Chunk, own: &mut Counts) -> Result<Vec<Sums>, Interrupted> {
        let mut sums = RowSums::new(self.shown.len());
        let Counts { counter, met, .. } = own;
        for (number, trials) in unit.chunks() {
            let mut count = |batch: &Batch| {
                counter.take(batch, &mut sums);
                let compares = batch.wanted.partition_point(|(position, _)| *position < self.shown.len());
                batch.wanted[compares..].iter().for_each(|&wanted| self.compare(batch, wanted, met));
            };
            self.run_chunk(chunk, (unit.replicate, number), trials, &mut count)?;
            counter.close_chunk(trials);
            sums.close_chunk(trials);
        }
        Ok(sums.totals())
    }

    /// Runs all trials again and picks the values that the quantiles need.
    fn pick_all(&self, bins: &[Bins], rows: &mut [Tally]) -> Result<(), Interrupted> {
        let wanted: Vec<Wanted> = rows.iter().map(Tally::wanted).collect();
        if wanted.iter().map(Wanted::values).sum::<u64>() * 8 > PICKED_BYTES {
            return Ok(());
        }
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
        settle(rows, &wanted, picked);
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
    fn compare(&self, batch: &Batch, (position, place): (usize, usize), met: &mut [u64]) {
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

/// Makes every row's quantiles exact from what each thread picked.
fn settle(rows: &mut [Tally], wanted: &[Wanted], mut picked: Vec<Vec<Vec<Vec<f64>>>>) {
    for (row, tally) in rows.iter_mut().enumerate() {
        let mut merged = vec![Vec::new(); wanted[row].len()];
        for thread in &mut picked {
            for (all, own) in merged.iter_mut().zip(&mut thread[row]) {
                all.append(own);
            }
        }
        tally.settle(&wanted[row], merged);
    }
}

struct Pilot {
    values: Vec<Vec<f64>>,
    met: Vec<u64>,
    trials: usize,
}

/// Sums of units, folded in their order whatever the order in which they arrive.
struct Ordered {
    folded: Vec<Sums>,
    next: usize,
    waiting: BTreeMap<usize, Vec<Sums>>,
}

impl Ordered {
    fn new(rows: usize) -> Self {
        Ordered { folded: vec![Sums::default(); rows], next: 0, waiting: BTreeMap::new() }
    }

    fn put(&mut self, place: usize, sums: Vec<Sums>) {
        self.waiting.insert(place, sums);
        while let Some(sums) = self.waiting.remove(&self.next) {
            self.folded.iter_mut().zip(&sums).for_each(|(folded, sums)| folded.add(sums));
            self.next += 1;
        }
    }
}
