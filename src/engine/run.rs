//! Batches on threads: the pilot, the count of all trials, and the pick of the values that quantiles need.

use super::accumulate::{self, Bins, Counter, PLACES, Sums, Tally, Wanted};
use super::design::{ChunkId, Design, REPLICATES};
use super::instructions::Level;
use super::kernel::{Chunk, Machine};
use super::lanes::{LANES, Lanes};
use crate::plan::{Plan, Shown, Slot};
use crate::programme::Sampling;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};

/// Chunks of a unit of work, and of the order in which sums are taken.
const UNIT: usize = 64;
/// A thread that waits for another may take up one more unit, on top of the chunk that it computes; chunks live on
/// the stack while they are computed, and take much of it where the compiler does not optimise.
const THREAD_STACK: usize = 32 << 20;
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
    let run = Run::new(plan, settings, watch);
    run.outcomes()
}

/// Runs the trials of a plan once more and hands their values on.
///
/// # Errors
/// Where the values cannot be written, or with [`std::io::ErrorKind::Interrupted`] where the watch says stop.
pub fn replay(plan: &Plan, settings: Settings, watch: &Watch, sink: &mut dyn TrialSink) -> std::io::Result<()> {
    let run = Run::new(plan, settings, watch);
    run.hand_on(sink)
}

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
}

impl<'a> Run<'a> {
    fn new(plan: &'a Plan, settings: Settings, watch: &'a Watch) -> Self {
        let replicates = replicates(settings);
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(settings.threads.unwrap_or(0))
            .stack_size(THREAD_STACK)
            .build()
            .expect("the system can start threads");
        let design = Design::new(settings.sampling, settings.seed, plan.dimensions);
        let level = settings.level.unwrap_or_else(Level::widest);
        let machine = pool.install(|| Machine::new(plan, design, level));
        let trials = replicates.iter().sum();
        Run { plan, machine, watch, pool, replicates, trials }
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
        let rows = self.plan.rows.shown.len().max(1);
        let chunks = (PILOT_BYTES / (rows * LANES * 8)).clamp(4, UNIT);
        let trials = self.replicates[0].min((chunks * LANES) as u64) as usize;
        let mut values = vec![Vec::with_capacity(trials); rows];
        let mut met = vec![0; self.plan.rows.compares.len()];
        let mut chunk = Chunk::new(self.plan);
        for unit in units_of(0, trials as u64, 1) {
            self.run_chunk(&mut chunk, unit.replicate, unit.first)?;
            self.compare(&chunk, unit.trials, &mut met);
            for (values, (slot, _)) in values.iter_mut().zip(&self.plan.rows.shown) {
                values.extend_from_slice(&chunk.slot(*slot)[..unit.trials]);
            }
        }
        let bins = self.pool.install(|| {
            use rayon::prelude::*;
            values
                .par_iter()
                .zip(&self.plan.rows.shown)
                .map(|(values, (_, shown))| {
                    if let Shown::Whole(largest) = shown {
                        return Bins::whole(*largest);
                    }
                    let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
                    sorted.sort_unstable_by(f64::total_cmp);
                    Bins::from_pilot(&sorted)
                })
                .collect()
        });
        Ok((bins, Pilot { values, met, trials }))
    }

    /// Outcomes of a run that is no longer than its pilot.
    fn all_from_pilot(&self, bins: Vec<Bins>, pilot: Pilot) -> Outcomes {
        let rows = self.plan.rows.shown.len();
        let tallies = pilot
            .values
            .into_iter()
            .zip(bins)
            .take(rows)
            .map(|(values, bins)| {
                let mut sums = Sums::default();
                let mut places = [0; LANES];
                for values in values.chunks(LANES) {
                    let mut lanes = Lanes::all(f64::NAN);
                    lanes[..values.len()].copy_from_slice(values);
                    let level = self.machine.level();
                    accumulate::place_and_sum(level, &bins, &lanes, values.len(), &mut places, &mut sums);
                }
                let blanks = values.iter().filter(|value| value.is_nan()).count() as u64;
                let mut sorted: Vec<f64> = values.into_iter().filter(|value| !value.is_nan()).collect();
                sorted.sort_unstable_by(f64::total_cmp);
                Tally::of_sorted(bins, &sorted, blanks, sums)
            })
            .collect();
        Outcomes { trials: self.trials, rows: tallies, replicates: Vec::new(), met: pilot.met }
    }

    /// Counts every trial of every replicate.
    #[allow(clippy::type_complexity, reason = "the three parts of the outcomes")]
    fn count_all(&self, bins: &[Bins]) -> Result<(Vec<Tally>, Vec<Vec<[f64; 4]>>, Vec<u64>), Interrupted> {
        let rows = bins.len();
        if let [trials] = self.replicates[..] {
            return self.count_one(bins, trials);
        }
        let mut all = vec![0u64; rows * PLACES];
        let mut all_sums = vec![Sums::default(); rows];
        let mut met = vec![0u64; self.plan.rows.compares.len()];
        let mut replicates = vec![Vec::new(); rows];
        for (replicate, &trials) in self.replicates.iter().enumerate() {
            let units: Vec<Unit> = units_of(replicate as u32, trials, UNIT).collect();
            let (threads, sums) = self.count_units(&units, bins)?;
            let mut counts = vec![0u64; rows * PLACES];
            for mut thread in threads {
                thread.counter.add_to(&mut counts);
                met.iter_mut().zip(&thread.met).for_each(|(all, met)| *all += met);
            }
            all.iter_mut().zip(&counts).for_each(|(all, count)| *all += count);
            all_sums.iter_mut().zip(&sums).for_each(|(all, sums)| all.add(sums));
            close_replicate(bins, (&counts, &sums), &mut replicates);
        }
        let tally = |(row, bins): (usize, &Bins)| {
            Tally::new(bins.clone(), &all[row * PLACES..(row + 1) * PLACES], all_sums[row])
        };
        Ok((bins.iter().enumerate().map(tally).collect(), replicates, met))
    }

    /// Counts every trial where there is one replicate: row by row, so that no counts but the threads' are held.
    #[allow(clippy::type_complexity, reason = "the three parts of the outcomes")]
    fn count_one(
        &self,
        bins: &[Bins],
        trials: u64,
    ) -> Result<(Vec<Tally>, Vec<Vec<[f64; 4]>>, Vec<u64>), Interrupted> {
        let units: Vec<Unit> = units_of(0, trials, UNIT).collect();
        let (mut threads, sums) = self.count_units(&units, bins)?;
        let mut met = vec![0u64; self.plan.rows.compares.len()];
        for thread in &mut threads {
            thread.counter.close();
            met.iter_mut().zip(&thread.met).for_each(|(all, met)| *all += met);
        }
        let tally = |(row, bins): (usize, &Bins)| {
            let mut counts = vec![0u64; PLACES];
            threads.iter().for_each(|thread| thread.counter.add_row_to(row, &mut counts));
            Tally::new(bins.clone(), &counts, sums[row])
        };
        Ok((bins.iter().enumerate().map(tally).collect(), Vec::new(), met))
    }

    /// Counts the trials of some units: the counts of each thread, and the sums in order of the units.
    fn count_units<'b>(&self, units: &[Unit], bins: &'b [Bins]) -> Result<(Vec<Counts<'b>>, Vec<Sums>), Interrupted> {
        let next = AtomicUsize::new(0);
        let ordered = Mutex::new(Ordered::new(bins.len()));
        let threads = (COUNTED_BYTES / (bins.len().max(1) * accumulate::BYTES_OF_ROW)).max(1);
        let counts = self.pool.broadcast(|thread| -> Result<Option<Counts<'b>>, Interrupted> {
            if thread.index() >= threads {
                return Ok(None);
            }
            let mut chunk = Chunk::new(self.plan);
            let counter = Counter::new(self.machine.level(), bins);
            let mut own = Counts { counter, met: vec![0; self.plan.rows.compares.len()] };
            loop {
                let place = next.fetch_add(1, Ordering::Relaxed);
                let Some(unit) = units.get(place) else { return Ok(Some(own)) };
                let sums = self.count_unit(unit, &mut chunk, &mut own)?;
                ordered.lock().expect("no thread panics while it holds the sums").put(place, sums);
            }
        });
        let counts = counts.into_iter().collect::<Result<Vec<_>, Interrupted>>()?;
        let counts = counts.into_iter().flatten().collect();
        Ok((counts, ordered.into_inner().expect("no thread panics while it holds the sums").folded))
    }

    fn count_unit(&self, unit: &Unit, chunk: &mut Chunk, own: &mut Counts) -> Result<Vec<Sums>, Interrupted> {
        let mut sums = vec![Sums::default(); self.plan.rows.shown.len()];
        for (number, trials) in chunks_of(unit) {
            self.run_chunk(chunk, unit.replicate, number)?;
            self.compare(chunk, trials, &mut own.met);
            for (row, ((slot, shown), sums)) in self.plan.rows.shown.iter().zip(&mut sums).enumerate() {
                if *shown != Shown::Constant {
                    own.counter.take(row, chunk.slot(*slot), trials, sums);
                }
            }
            own.counter.close_chunk(trials);
        }
        Ok(sums)
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
            let mut chunk = Chunk::new(self.plan);
            let mut picked: Vec<Vec<Vec<f64>>> = wanted.iter().map(|wanted| vec![Vec::new(); wanted.len()]).collect();
            while let Some(unit) = units.get(next.fetch_add(1, Ordering::Relaxed)) {
                for (number, trials) in chunks_of(unit) {
                    self.run_chunk(&mut chunk, unit.replicate, number)?;
                    for (row, (slot, _)) in self.plan.rows.shown.iter().enumerate() {
                        let values = chunk.slot(*slot);
                        let level = self.machine.level();
                        accumulate::pick(level, &bins[row], &wanted[row], values, trials, &mut picked[row]);
                    }
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
        let slots = sink.slots().to_vec();
        let units: Vec<Unit> =
            (0u32..).zip(&self.replicates).flat_map(|(replicate, &trials)| units_of(replicate, trials, UNIT)).collect();
        let bytes = (slots.len().max(1) * UNIT * LANES * 8) as u64;
        let fits = usize::try_from(WAVE_BYTES / bytes).unwrap_or(1).clamp(1, 4 * self.pool.current_num_threads());
        for wave in units.chunks(fits) {
            let values: Result<Vec<Vec<Vec<f64>>>, Interrupted> = self.pool.install(|| {
                wave.par_iter()
                    .map_init(|| Chunk::new(self.plan), |chunk, unit| self.values(unit, &slots, chunk))
                    .collect()
            });
            for values in values.map_err(|Interrupted| std::io::Error::from(std::io::ErrorKind::Interrupted))? {
                sink.take(&values)?;
            }
        }
        Ok(())
    }

    fn values(&self, unit: &Unit, slots: &[Slot], chunk: &mut Chunk) -> Result<Vec<Vec<f64>>, Interrupted> {
        let mut values = vec![Vec::with_capacity(unit.trials); slots.len()];
        for (number, trials) in chunks_of(unit) {
            self.run_chunk(chunk, unit.replicate, number)?;
            for (values, slot) in values.iter_mut().zip(slots) {
                values.extend_from_slice(&chunk.slot(*slot)[..trials]);
            }
        }
        Ok(values)
    }

    fn run_chunk(&self, chunk: &mut Chunk, replicate: u32, number: u32) -> Result<(), Interrupted> {
        if self.watch.stop.load(Ordering::Relaxed) {
            return Err(Interrupted);
        }
        self.machine.run(ChunkId { replicate, chunk: number }, chunk);
        self.watch.done.fetch_add(LANES as u64, Ordering::Relaxed);
        Ok(())
    }

    fn compare(&self, chunk: &Chunk, trials: usize, met: &mut [u64]) {
        for (met, (_, compare)) in met.iter_mut().zip(&self.plan.rows.compares) {
            let values = &chunk.slot(compare.slot)[..trials];
            *met += values.iter().filter(|value| compare.holds(**value)).count() as u64;
        }
    }
}

/// Mean, P10, P50 and P90 of every row in one replicate.
fn close_replicate(bins: &[Bins], (counts, sums): (&[u64], &[Sums]), replicates: &mut [Vec<[f64; 4]>]) {
    let rows = replicates.iter_mut().zip(bins).zip(counts.chunks_exact(PLACES)).zip(sums);
    for (((of_row, bins), counts), sums) in rows {
        let tally = Tally::new(bins.clone(), counts, *sums);
        let quantile = |p| tally.binned_quantile(p);
        of_row.push([tally.mean(), quantile(0.1), quantile(0.5), quantile(0.9)]);
    }
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
