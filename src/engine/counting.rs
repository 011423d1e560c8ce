//! The count of all trials, on threads.

use super::Interrupted;
use super::abreast::{ABREAST, Packed};
use super::accumulate::{self, Bins, Counter, Kept, PLACES, Replicate, RowSums, Sums, Tally};
use super::kernel::{Batch, Chunk};
use super::lanes::LANES;
use super::run::{PICKED_BYTES, Pilot, Run, UNPOISONED};
use super::units::{UNIT, Unit};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

/// The counts of all threads take at most so many bytes, unless one thread's take more.
const COUNTED_BYTES: usize = 4 << 30;
/// It is looked again where wanted values will lie after so many units, and when trials are so many times as many: then
/// they lie in half as many places.
const UNITS: usize = 2;
const TIMES: usize = 4;

/// All trials of a run, while they are counted.
pub(super) struct Counting<'a> {
    run: &'a Run<'a>,
    bins: &'a [Bins],
    /// By thread.
    threads: Vec<Mutex<Counts<'a>>>,
    /// Whether values are kept.
    keeps: bool,
    counted: u64,
    /// How many trials are counted when it is looked next where wanted values will lie.
    next_look: u64,
}

/// The counts of one thread.
struct Counts<'a> {
    counter: Counter<'a>,
    met: Vec<u64>,
    /// Room for a chunk, once there is.
    chunk: Option<Box<Chunk>>,
}

/// How a replicate's count begins.
struct Begun {
    sums: RowSums,
    /// How many of its chunks are counted.
    chunks: u32,
}

impl<'a> Counting<'a> {
    /// Nothing counted yet, for each of as many threads as may count.
    pub(super) fn new(run: &'a Run<'a>, bins: &'a [Bins]) -> Self {
        let most = (COUNTED_BYTES / (bins.len().max(1) * accumulate::BYTES_OF_ROW)).max(1);
        let own = |_| {
            let counter = Counter::new(run.machine.level(), bins, &run.shown);
            Mutex::new(Counts { counter, met: vec![0; run.plan.rows.compares.len()], chunk: None })
        };
        let threads = (0..run.engine.pool().current_num_threads().min(most)).map(own).collect();
        Counting { run, bins, threads, keeps: run.keeps, counted: 0, next_look: 0 }
    }

    /// Counts every trial of every replicate; those of the pilot are at hand.
    pub(super) fn count_all(&mut self, pilot: &Pilot) -> Result<(Vec<Tally>, Vec<u64>), Interrupted> {
        let (run, bins) = (self.run, self.bins);
        let alone = run.replicates.len() == 1;
        let mut sums = vec![Sums::default(); bins.len()];
        let mut replicates = vec![Vec::new(); if alone { 0 } else { bins.len() }];
        let are_short = run.replicates.iter().all(|trials| *trials <= accumulate::NARROW as u64);
        let mut before = vec![0u32; if alone || are_short { 0 } else { bins.len() * PLACES }];
        for (number, &trials) in (0u32..).zip(&run.replicates) {
            let counted_before = self.counted;
            let begun = self.begin(if number == 0 { Some(pilot) } else { None });
            let units: Vec<Unit> = Unit::of_replicate(number, trials, UNIT).collect();
            let ordered = Mutex::new(Ordered::new(bins.len()));
            let mut from = 0;
            while from < units.len() {
                let to = (TIMES * from).max(UNITS).min(units.len());
                self.look_ahead(units[from..to].iter().map(|unit| unit.trials).sum());
                self.count_units(&units, from..to, (&begun, &ordered))?;
                self.counted = counted_before + units[..to].iter().map(|unit| unit.trials as u64).sum::<u64>();
                from = to;
            }
            let own = ordered.into_inner().expect(UNPOISONED).folded;
            sums.iter_mut().zip(&own).for_each(|(all, own)| all.add(own));
            if !alone {
                self.close_replicate(&own, &mut before, &mut replicates);
            }
        }
        let mut met = pilot.met.clone();
        for thread in &mut self.threads {
            let thread = thread.get_mut().expect(UNPOISONED);
            met.iter_mut().zip(&thread.met).for_each(|(all, met)| *all += met);
        }
        let tally = |(row, sums): (usize, &Sums)| {
            let of_replicates = replicates.get(row).map_or(&[][..], Vec::as_slice);
            self.tally(row, *sums).with_replicates(of_replicates)
        };
        let rows = run.engine.pool().install(|| sums.par_iter().enumerate().map(tally).collect());
        Ok((rows, met))
    }

    /// Makes quantiles exact where all values that they need were kept.
    pub(super) fn settle(&mut self, pilot: &Pilot, rows: &mut [Tally]) {
        if !self.keeps {
            return;
        }
        let (level, bins) = (self.run.machine.level(), self.bins);
        let kept: Vec<&Kept> =
            self.threads.iter_mut().filter_map(|own| own.get_mut().expect(UNPOISONED).counter.kept.as_ref()).collect();
        self.run.engine.pool().install(|| {
            let kept: Vec<Vec<Vec<&[f64]>>> = kept.par_iter().map(|kept| kept.by_row()).collect();
            rows.par_iter_mut().enumerate().for_each(|(row, tally)| {
                let wanted = tally.wanted();
                let mut values = vec![pilot.values[row].as_slice()];
                kept.iter().for_each(|kept| values.extend_from_slice(&kept[row]));
                let mut picked = wanted.lists();
                accumulate::pick_of_row(level, &bins[row], &wanted, &values, &mut picked);
                if wanted.are_all(&picked) {
                    tally.settle(&wanted, &picked);
                }
            });
        });
    }

    /// The counts of a row so far.
    fn tally(&self, row: usize, sums: Sums) -> Tally {
        let mut counts = vec![0u64; PLACES];
        let threads = self.threads.iter().map(|own| own.lock().expect(UNPOISONED));
        threads.for_each(|thread| thread.counter.add_to(row, 0..PLACES, &mut counts));
        Tally::new(self.bins[row].clone(), &counts, sums)
    }

    /// Begins a replicate, the first with the trials of the pilot.
    fn begin(&mut self, pilot: Option<&Pilot>) -> Begun {
        for own in &mut self.threads {
            own.get_mut().expect(UNPOISONED).counter.begin();
        }
        let mut sums = RowSums::new(self.bins.len());
        let Some(pilot) = pilot else { return Begun { sums, chunks: 0 } };
        let counter = &mut self.threads[0].get_mut().expect(UNPOISONED).counter;
        let wanted: Vec<(usize, usize)> = (0..self.bins.len()).map(|row| (row, row)).collect();
        let mut numbers = vec![Packed::ZERO; self.bins.len()];
        let chunks = pilot.trials.div_ceil(LANES);
        for chunk in 0..chunks {
            let trials = LANES.min(pilot.trials - chunk * LANES);
            for first in (0..trials).step_by(ABREAST) {
                let group = ABREAST.min(trials - first);
                for (packed, values) in numbers.iter_mut().zip(&pilot.values) {
                    packed.0[..group].copy_from_slice(&values[chunk * LANES + first..][..group]);
                }
                counter.take(&Batch { wanted: &wanted, numbers: &numbers, first, trials: group }, &mut sums);
            }
            counter.close_chunk(trials);
            sums.close_chunk(trials);
        }
        counter.close();
        self.counted = pilot.trials as u64;
        Begun { sums, chunks: chunks as u32 }
    }

    /// Looks where the wanted values of the next trials will lie, if it is time to.
    fn look_ahead(&mut self, next: usize) {
        if !self.keeps || self.counted < self.next_look {
            return;
        }
        self.next_look = self.counted * TIMES as u64;
        let look = |row: usize| {
            let tally = self.tally(row, Sums::default());
            let likely = tally.likely(self.run.trials);
            (likely, tally.within(&likely) as f64 / self.counted as f64)
        };
        let rows = 0..self.bins.len();
        let (likely, shares): (Vec<_>, Vec<_>) =
            self.run.engine.pool().install(|| rows.into_par_iter().map(look).unzip());
        let likely = Arc::new(likely);
        // When it is looked again there are fewer places.
        let (counted, next, all) = (self.counted as f64, next as f64, self.run.trials as f64);
        let fewer = accumulate::reach(counted + next, all) / accumulate::reach(counted, all);
        let later = (all - counted - next).max(0.0);
        let expected = (shares.iter().sum::<f64>() * (next + fewer * later)) as usize;
        let own = self.threads.iter_mut().map(|own| &mut own.get_mut().expect(UNPOISONED).counter.kept);
        let mut kept: Vec<&mut Option<Kept>> = own.collect();
        let values = expected + kept.iter().filter_map(|kept| kept.as_ref()).map(Kept::len).sum::<usize>();
        self.keeps = (values * size_of::<f64>()) as u64 <= PICKED_BYTES;
        for kept in &mut kept {
            match self.keeps {
                true => kept.get_or_insert_with(|| Kept::new(self.bins.len())).look_at(&likely),
                false => **kept = None,
            }
        }
        if !self.keeps {
            self.run.runs_again();
        }
    }

    /// Counts the trials of some units into the counts of each thread; adds the sums in order of the units.
    fn count_units(
        &mut self,
        units: &[Unit],
        some: Range<usize>,
        (begun, ordered): (&Begun, &Mutex<Ordered>),
    ) -> Result<(), Interrupted> {
        let next = AtomicUsize::new(some.start);
        let run = self.run;
        let done = run.engine.pool().broadcast(|thread| -> Result<(), Interrupted> {
            let Some(own) = self.threads.get(thread.index()) else { return Ok(()) };
            let mut own = own.lock().expect(UNPOISONED);
            let mut chunk = own.chunk.take().unwrap_or_else(|| Box::new(Chunk::new(&run.machine)));
            for place in
                std::iter::from_fn(|| Some(next.fetch_add(1, Ordering::Relaxed))).take_while(|at| *at < some.end)
            {
                let begun = if place == 0 { Some(begun) } else { None };
                let sums = count_unit(run, (&units[place], begun), &mut chunk, &mut own)?;
                ordered.lock().expect(UNPOISONED).put(place, sums);
            }
            own.counter.close();
            own.chunk = Some(chunk);
            Ok(())
        });
        done.into_iter().collect()
    }

    /// What one replicate says of every row: from what its threads have counted since `before`, or, where
    /// that is empty, since they began the replicate.
    fn close_replicate(&self, sums: &[Sums], before: &mut [u32], replicates: &mut [Vec<Replicate>]) {
        let threads: Vec<_> = self.threads.iter().map(|own| own.lock().expect(UNPOISONED)).collect();
        let counters: Vec<&Counter> = threads.iter().map(|own| &own.counter).collect();
        let rows = replicates.par_iter_mut().zip(self.bins).zip(sums).enumerate();
        self.run.engine.pool().install(|| {
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
}

/// Counts the trials of a unit, but for those with which it begins.
fn count_unit(
    run: &Run,
    (unit, begun): (&Unit, Option<&Begun>),
    chunk: &mut Chunk,
    own: &mut Counts,
) -> Result<Vec<Sums>, Interrupted> {
    let mut sums = begun.map_or_else(|| RowSums::new(run.shown.len()), |begun| begun.sums.clone());
    let Counts { counter, met, .. } = own;
    for (number, trials) in unit.chunks().skip(begun.map_or(0, |begun| begun.chunks as usize)) {
        let mut count = |batch: &Batch| {
            counter.take(batch, &mut sums);
            let compares = batch.wanted.partition_point(|(position, _)| *position < run.shown.len());
            batch.wanted[compares..].iter().for_each(|&wanted| run.compare(batch, wanted, met));
        };
        run.run_chunk(chunk, (unit.replicate, number), trials, &mut count)?;
        counter.close_chunk(trials);
        sums.close_chunk(trials);
    }
    Ok(sums.totals())
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
