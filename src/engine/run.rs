//! Batches on threads: the pilot, the count of all trials, and the pick of the values that quantiles need.

use super::accumulate::{self, Bins, Counter, PLACES, RowSums, Sums, Tally, Wanted};
use super::design::{ChunkId, Design, REPLICATES};
use super::instructions::Level;
use super::kernel::{Chunk, Left, Machine, Take};
use super::lanes::LANES;
use crate::plan::{Compare, Plan, Shown, Slot};
use crate::programme::Sampling;
use std::collections::BTreeMap;
use std::ops::{ControlFlow, Range};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

/// Chunks of a unit of work, and of the order in which sums are taken.
const UNIT: usize = 128;
/// A thread that waits for another may take up one more unit, on top of the chunk that it computes; chunks live on
/// the stack while they are computed, and take much of it where the compiler does not optimise.
const THREAD_STACK: usize = 32 << 20;
/// Chunks of the pilot at most.
const PILOT: usize = 32;
/// The pilot's values take at most so many bytes.
const PILOT_BYTES: usize = 64 << 20;
/// Quantiles are exact up to so many trials, provided that the values picked for them take no more than this.
const EXACT_TRIALS: u64 = 262_144;
const PICKED_BYTES: u64 = 512 << 20;

/// The counts of all threads take at most so many bytes, unless one thread's take more.
const COUNTED_BYTES: usize = 4 << 30;

/// Values that are handed on take at most so many bytes at a time, unless one unit takes more.
const WAVE_BYTES: u64 = 256 << 20;

/// How to simulate.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// Number of trials, at least 1.
    pub trials: u64,
    /// The seed.
    pub seed: u64,
    /// The design.
    pub sampling: Sampling,
    /// How many threads; `None` for one per processor.
    pub threads: Option<usize>,
    /// The instructions to use; `None` for the widest there are.
    pub level: Option<Level>,
}

/// A run seen from outside: how far it is, and a way to stop it.
#[derive(Debug, Default)]
pub struct Watch {
    /// Trials done, counting those that are run a second time.
    pub done: AtomicU64,
    /// Trials to do in all.
    pub total: AtomicU64,
    /// Set to stop; looked at after every chunk.
    pub stop: AtomicBool,
}

/// The run was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;

/// What came of the trials.
#[derive(Debug)]
pub struct Outcomes {
    /// Trials that were run: as many as asked for, or the next power of two for `sobol`.
    pub trials: u64,
    /// By row of the plan.
    pub rows: Vec<Tally>,
    /// By row and replicate of the stratified designs: mean, P10, P50, P90.
    pub replicates: Vec<Vec<[f64; 4]>>,
    /// Trials in which each of the plan's comparisons holds.
    pub met: Vec<u64>,
}

/// Takes the trials' values, in order of the trials.
pub trait TrialSink {
    /// The slots that are wanted.
    fn slots(&self) -> &[Slot];

    /// Takes the values of some trials: one list per slot.
    ///
    /// # Errors
    /// Where they cannot be written; the run stops.
    fn take(&mut self, values: &[Vec<f64>]) -> std::io::Result<()>;
}

/// Runs the trials of a plan.
///
/// The result is the same for any number of threads and at any level of instructions.
///
/// # Errors
/// Where the watch says stop.
pub fn simulate(plan: &Plan, settings: Settings, watch: &Watch) -> Result<Outcomes, Interrupted> {
    let of_rows = plan.rows.shown.iter().map(|(slot, _)| *slot);
    let wanted: Vec<Slot> = of_rows.chain(plan.rows.compares.iter().map(|(_, compare)| compare.slot)).collect();
    let run = Run::new(plan, settings, watch, &wanted);
    run.outcomes()
}

/// Runs the trials of a plan once more and hands their values on.
///
/// # Errors
/// Where the values cannot be written, or with [`std::io::ErrorKind::Interrupted`] where the watch says stop.
pub fn replay(plan: &Plan, settings: Settings, watch: &Watch, sink: &mut dyn TrialSink) -> std::io::Result<()> {
    let run = Run::new(plan, settings, watch, sink.slots());
    run.hand_on(sink)
}

/// Why a lock can be taken.
const UNPOISONED: &str = "no thread panics while it holds a lock";

/// Consecutive chunks of a replicate.
#[derive(Clone, Copy, Debug)]
struct Unit {
    replicate: u32,
    first: u32,
    /// Trials in it.
    trials: usize,
}

struct Run<'a> {
    plan: &'a Plan,
    machine: Machine<'a>,
    /// By row: how it is counted.
    shown: Vec<Shown>,
    watch: &'a Watch,
    pool: rayon::ThreadPool,
    /// Trials of each replicate.
    replicates: Vec<u64>,
    trials: u64,
}

/// The counts of one thread.
struct Counts<'a> {
    counter: Counter<'a>,
    met: Vec<u64>,
    /// Room for a chunk, once there is.
    chunk: Option<Box<Chunk>>,
}

impl<'a> Run<'a> {
    fn new(plan: &'a Plan, settings: Settings, watch: &'a Watch, wanted: &[Slot]) -> Self {
        let replicates = replicates(settings);
        let pool = pool(settings.threads);
        let design = Design::new(settings.sampling, settings.seed, plan.dimensions);
        let level = settings.level.unwrap_or_else(Level::widest);
        let machine = pool.install(|| Machine::new(plan, design, level, wanted));
        let trials = replicates.iter().sum();
        let shown = plan.rows.shown.iter().map(|(_, shown)| *shown).collect();
        Run { plan, machine, shown, watch, pool, replicates, trials }
    }

    fn outcomes(&self) -> Result<Outcomes, Interrupted> {
        let passes = if self.picks() { 2 } else { 1 };
        self.watch.total.store(self.trials * passes, Ordering::Relaxed);
        let (bins, pilot) = self.pilot()?;
        if self.trials <= pilot.trials as u64 && self.replicates.len() == 1 {
            return Ok(self.all_from_pilot(bins, pilot));
        }
        let (mut rows, replicates, met) = self.count_all(&bins)?;
        for (row, (_, shown)) in self.plan.rows.shown.iter().enumerate() {
            if *shown == Shown::Constant {
                rows[row] = Tally::constant(pilot.values[row][0], self.trials);
            }
        }
        if self.picks() {
            self.pick_all(&bins, &mut rows)?;
        }
        Ok(Outcomes { trials: self.trials, rows, replicates, met })
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
        for unit in units_of(0, trials as u64, 1) {
            let mut keep = |left: &Left| {
                for &(position, place) in left.wanted {
                    match values.get_mut(position) {
                        Some(values) => values.extend_from_slice(&left.numbers[place].0[..left.trials]),
                        None => self.compare(left, (position, place), &mut met),
                    }
                }
            };
            self.run_chunk(&mut chunk, (unit.replicate, unit.first), unit.trials, &mut keep)?;
        }
        let bins = self.pool.install(|| {
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
        Outcomes { trials: self.trials, rows: tallies, replicates: Vec::new(), met: pilot.met }
    }

    /// Counts every trial of every replicate.
    #[allow(clippy::type_complexity, reason = "the three parts of the outcomes")]
    fn count_all(&self, bins: &[Bins]) -> Result<(Vec<Tally>, Vec<Vec<[f64; 4]>>, Vec<u64>), Interrupted> {
        let threads = self.counts(bins);
        let alone = self.replicates.len() == 1;
        let mut sums = vec![Sums::default(); bins.len()];
        let mut replicates = vec![Vec::new(); if alone { 0 } else { bins.len() }];
        let are_short = self.replicates.iter().all(|trials| *trials <= accumulate::NARROW as u64);
        let mut before = vec![0u32; if alone || are_short { 0 } else { bins.len() * PLACES }];
        for (replicate, &trials) in self.replicates.iter().enumerate() {
            let units: Vec<Unit> = units_of(replicate as u32, trials, UNIT).collect();
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
            Tally::new(bins.clone(), &counts, sums[row])
        };
        Ok((bins.iter().enumerate().map(tally).collect(), replicates, met))
    }

    /// Nothing counted yet, for each of as many threads as may count.
    fn counts<'b>(&'b self, bins: &'b [Bins]) -> Vec<Mutex<Counts<'b>>> {
        let most = (COUNTED_BYTES / (bins.len().max(1) * accumulate::BYTES_OF_ROW)).max(1);
        let own = |_| {
            let counter = Counter::new(self.machine.level(), bins, &self.shown);
            Mutex::new(Counts { counter, met: vec![0; self.plan.rows.compares.len()], chunk: None })
        };
        (0..self.pool.current_num_threads().min(most)).map(own).collect()
    }

    /// Counts the trials of some units into the counts of each thread; returns the sums in order of the units.
    fn count_units(&self, units: &[Unit], threads: &[Mutex<Counts>]) -> Result<Vec<Sums>, Interrupted> {
        let next = AtomicUsize::new(0);
        let ordered = Mutex::new(Ordered::new(self.plan.rows.shown.len().max(1)));
        let done = self.pool.broadcast(|thread| -> Result<(), Interrupted> {
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

    /// Mean, P10, P50 and P90 of every row in one replicate: from what its threads have counted since `before`, or, where
    /// that is empty, since they began the replicate.
    fn close_replicate(
        &self,
        bins: &[Bins],
        (threads, sums): (&[Mutex<Counts>], &[Sums]),
        before: &mut [u32],
        replicates: &mut [Vec<[f64; 4]>],
    ) {
        use rayon::prelude::*;
        let threads: Vec<_> = threads.iter().map(|own| own.lock().expect(UNPOISONED)).collect();
        let counters: Vec<&Counter> = threads.iter().map(|own| &own.counter).collect();
        let rows = replicates.par_iter_mut().zip(bins).zip(sums).enumerate();
        self.pool.install(|| {
            if before.is_empty() {
                rows.for_each(|(row, ((of_row, bins), sums))| {
                    let add = |places: Range<usize>, counts: &mut [u64]| {
                        counters.iter().for_each(|counter| counter.add_latest_to(row, places.clone(), counts));
                    };
                    let sum = |places: Range<usize>| {
                        counters.iter().map(|counter| u64::from(counter.latest(row, places.clone()))).sum()
                    };
                    of_row.push(read_off(bins, sums, (add, sum)));
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
                of_row.push(read_off(bins, sums, (add, sum)));
                before.fill(0);
                counters.iter().for_each(|counter| counter.add_to(row, 0..PLACES, before));
            });
        });
    }

    fn count_unit(&self, unit: &Unit, chunk: &mut Chunk, own: &mut Counts) -> Result<Vec<Sums>, Interrupted> {
        let mut sums = RowSums::new(self.shown.len());
        let Counts { counter, met, .. } = own;
        for (number, trials) in chunks_of(unit) {
            let mut count = |left: &Left| {
                counter.take(left, &mut sums);
                let compares = left.wanted.partition_point(|(position, _)| *position < self.shown.len());
                left.wanted[compares..].iter().for_each(|&wanted| self.compare(left, wanted, met));
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
        let units: Vec<Unit> =
            (0u32..).zip(&self.replicates).flat_map(|(replicate, &trials)| units_of(replicate, trials, UNIT)).collect();
        let next = AtomicUsize::new(0);
        let picked = self.pool.broadcast(|_| -> Result<Vec<Vec<Vec<f64>>>, Interrupted> {
            let mut chunk = Chunk::new(&self.machine);
            let mut picked: Vec<Vec<Vec<f64>>> = wanted.iter().map(|wanted| vec![Vec::new(); wanted.len()]).collect();
            while let Some(unit) = units.get(next.fetch_add(1, Ordering::Relaxed)) {
                for (number, trials) in chunks_of(unit) {
                    let mut pick =
                        |left: &Left| accumulate::pick(self.machine.level(), bins, &wanted, left, &mut picked);
                    self.run_chunk(&mut chunk, (unit.replicate, number), trials, &mut pick)?;
                }
            }
            Ok(picked)
        });
        let picked = picked.into_iter().collect::<Result<Vec<_>, Interrupted>>()?;
        settle(rows, &wanted, picked);
        Ok(())
    }

    fn hand_on(&self, sink: &mut dyn TrialSink) -> std::io::Result<()> {
        use rayon::prelude::*;
        let slots = sink.slots().len();
        let units: Vec<Unit> =
            (0u32..).zip(&self.replicates).flat_map(|(replicate, &trials)| units_of(replicate, trials, UNIT)).collect();
        let bytes = (slots.max(1) * UNIT * LANES * 8) as u64;
        let fits = usize::try_from(WAVE_BYTES / bytes).unwrap_or(1).clamp(1, 4 * self.pool.current_num_threads());
        for wave in units.chunks(fits) {
            let values: Result<Vec<Vec<Vec<f64>>>, Interrupted> = self.pool.install(|| {
                wave.par_iter()
                    .map_init(|| Chunk::new(&self.machine), |chunk, unit| self.values(unit, slots, chunk))
                    .collect()
            });
            for values in values.map_err(|Interrupted| std::io::Error::from(std::io::ErrorKind::Interrupted))? {
                sink.take(&values)?;
            }
        }
        Ok(())
    }

    fn values(&self, unit: &Unit, slots: usize, chunk: &mut Chunk) -> Result<Vec<Vec<f64>>, Interrupted> {
        let mut values = vec![Vec::with_capacity(unit.trials); slots];
        for (number, trials) in chunks_of(unit) {
            let mut keep = |left: &Left| {
                for &(position, place) in left.wanted {
                    values[position].extend_from_slice(&left.numbers[place].0[..left.trials]);
                }
            };
            self.run_chunk(chunk, (unit.replicate, number), trials, &mut keep)?;
        }
        Ok(values)
    }

    /// Computes the first trials of a chunk; `take` is given what is wanted of them.
    fn run_chunk(
        &self,
        chunk: &mut Chunk,
        (replicate, number): (u32, u32),
        trials: usize,
        take: &mut dyn FnMut(&Left),
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
    fn compare(&self, left: &Left, (position, place): (usize, usize), met: &mut [u64]) {
        let compare = position - self.shown.len();
        let (_, target): &(usize, Compare) = &self.plan.rows.compares[compare];
        let values = &left.numbers[place].0[..left.trials];
        met[compare] += values.iter().filter(|value| target.holds(**value)).count() as u64;
    }
}

/// Hands on what trials leave until the run is to stop.
struct UnlessStopped<'a> {
    stop: &'a AtomicBool,
    take: &'a mut dyn FnMut(&Left),
}

impl Take for UnlessStopped<'_> {
    fn take(&mut self, left: &Left) -> ControlFlow<()> {
        if self.is_stopped() {
            return ControlFlow::Break(());
        }
        (self.take)(left);
        ControlFlow::Continue(())
    }

    fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }
}

/// Mean, P10, P50 and P90 of a row from its sums and the counts of places, added to others or summed.
fn read_off(
    bins: &Bins,
    sums: &Sums,
    (add, sum): (impl Fn(Range<usize>, &mut [u64]), impl Fn(Range<usize>) -> u64),
) -> [f64; 4] {
    let [p10, p50, p90] = bins.quantiles((sums.count, add, sum), [0.1, 0.5, 0.9]);
    [bins.mean(sums), p10, p50, p90]
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

/// Threads as asked for, or as many as the system gives: results do not depend on their number.
fn pool(threads: Option<usize>) -> rayon::ThreadPool {
    let mut wanted = threads.unwrap_or_else(|| std::thread::available_parallelism().map_or(1, usize::from));
    loop {
        match rayon::ThreadPoolBuilder::new().num_threads(wanted).stack_size(THREAD_STACK).build() {
            Ok(pool) => return pool,
            Err(_) if wanted > 1 => wanted /= 2,
            Err(error) => panic!("the system can start one thread: {error}"),
        }
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

/// How the trials are divided into replicates: one for `random`, sixteen for the stratified designs, whose number
/// `sobol` rounds up so that each replicate is a power of two.
fn replicates(settings: Settings) -> Vec<u64> {
    match settings.sampling {
        Sampling::Random => vec![settings.trials],
        Sampling::Sobol => vec![settings.trials.div_ceil(REPLICATES).next_power_of_two(); REPLICATES as usize],
        Sampling::Lhs => {
            let each = settings.trials / REPLICATES;
            let more = settings.trials % REPLICATES;
            (0..REPLICATES).map(|r| each + u64::from(r < more)).filter(|trials| *trials > 0).collect()
        }
    }
}

/// The units of a replicate, of at most `chunks` chunks each.
fn units_of(replicate: u32, trials: u64, chunks: usize) -> impl Iterator<Item = Unit> {
    let size = (chunks * LANES) as u64;
    (0..trials.div_ceil(size)).map(move |unit| Unit {
        replicate,
        first: (unit * chunks as u64) as u32,
        trials: (trials - unit * size).min(size) as usize,
    })
}

/// The chunks of a unit, with how many of their trials count.
fn chunks_of(unit: &Unit) -> impl Iterator<Item = (u32, usize)> + '_ {
    (0..unit.trials.div_ceil(LANES)).map(|chunk| (unit.first + chunk as u32, (unit.trials - chunk * LANES).min(LANES)))
}
