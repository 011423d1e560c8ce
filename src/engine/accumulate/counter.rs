//! Counts of the trials that one thread computes, and the values that quantiles need.

use super::super::abreast::{ABREAST, Abreast, Packed, Work, at_level};
use super::super::instructions::{Level, prefetch};
use super::super::kernel::Batch;
use super::super::lanes::LANES;
use super::bins::{BLOCK, Bins, PLACES, Placing};
use super::kept::Kept;
use super::sums::{RowSums, Sums};
use super::tally::Wanted;
use crate::plan::Shown;
use std::ops::{AddAssign, Range};

/// How many chunks' places are gathered before they are counted: a row's counts stay close at hand meanwhile.
const GATHERED: usize = 32;
/// Numbers of a line of a cache.
const LINE: usize = 8;
/// How many rows before its turn what a row's values need is asked for.
const AHEAD: usize = 4;
/// The most trials that narrow counts hold, so that none can overflow.
pub const NARROW: usize = 65_535 / (GATHERED * LANES) * (GATHERED * LANES);
/// Narrow counts of a row: a power of two, so that no place can lie outside.
const NARROW_PLACES: usize = PLACES.next_power_of_two();

/// What a row of a [`Counter`] takes, bytes.
pub const BYTES_OF_ROW: usize = 2 * NARROW_PLACES + 4 * PLACES + 2 * GATHERED * LANES;

/// Places of a row that have not been counted yet, and a cache line more than they take, so that the same trials of many
/// rows do not compete for the same places of a cache.
#[derive(Clone, Debug)]
#[repr(align(64))]
#[allow(dead_code, reason = "the second array only keeps the next row apart")]
struct Gathered([u16; GATHERED * LANES], [u16; ABREAST]);

/// Counts rows over the trials that one thread computes.
#[derive(Debug)]
pub struct Counter<'a> {
    level: Level,
    bins: &'a [Bins],
    /// By row: how values find their bins.
    placing: Vec<Placing>,
    /// By row: its latest counts.
    narrow: Vec<[u16; NARROW_PLACES]>,
    /// Trials in them.
    narrow_trials: usize,
    /// By row: its counts before those.
    counts: Vec<[u32; PLACES]>,
    /// By row: places that have not been counted yet.
    gathered: Vec<Gathered>,
    /// How many of them there are.
    waiting: usize,
    /// By row: whether and how its values are counted.
    shown: &'a [Shown],
    /// Values that quantiles may need, where such are kept.
    pub kept: Option<Kept>,
}

impl<'a> Counter<'a> {
    /// Nothing counted.
    pub fn new(level: Level, bins: &'a [Bins], shown: &'a [Shown]) -> Self {
        Counter {
            level,
            bins,
            placing: bins.iter().map(Bins::placing).collect(),
            narrow: vec![[0; NARROW_PLACES]; bins.len()],
            narrow_trials: 0,
            counts: vec![[0; PLACES]; bins.len()],
            gathered: vec![Gathered([0; GATHERED * LANES], [0; ABREAST]); bins.len()],
            waiting: 0,
            shown,
            kept: None,
        }
    }

    /// Takes what 32 trials of a chunk leave of some rows, the positions in the list of what is wanted, and adds it to
    /// the rows' `sums`; positions beyond are of no concern here.
    pub fn take(&mut self, batch: &Batch, sums: &mut RowSums) {
        at_level(self.level, TakeRows { counter: self, batch, sums });
        if self.kept.is_some() {
            at_level(self.level, KeepRows { counter: self, batch });
        }
    }

    /// To be called when all rows have taken a chunk.
    pub fn close_chunk(&mut self, trials: usize) {
        self.waiting += trials;
        if self.waiting + LANES > GATHERED * LANES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        if self.narrow_trials + self.waiting > NARROW {
            self.widen();
        }
        let rows = self.narrow.iter_mut().zip(&self.gathered).zip(self.shown);
        for ((narrow, gathered), _) in rows.filter(|(_, shown)| is_counted(**shown)) {
            for &place in &gathered.0[..self.waiting] {
                narrow[usize::from(place) % NARROW_PLACES] += 1;
            }
        }
        self.narrow_trials += self.waiting;
        self.waiting = 0;
    }

    fn widen(&mut self) {
        for (counts, narrow) in self.counts.iter_mut().zip(&mut self.narrow) {
            let blocks = counts.chunks_mut(BLOCK).zip(narrow.chunks_mut(BLOCK));
            for (counts, narrow) in blocks.filter(|(_, narrow)| narrow.iter().fold(0, |any, count| any | count) > 0) {
                counts.iter_mut().zip(narrow.iter()).for_each(|(wide, count)| *wide += u32::from(*count));
                narrow.fill(0);
            }
        }
        self.narrow_trials = 0;
    }

    /// To be called before trials whose counts are asked for as the latest.
    pub fn begin(&mut self) {
        self.widen();
    }

    /// To be called before the counts of single rows are asked for.
    pub fn close(&mut self) {
        self.flush();
    }

    /// Adds what was counted of a row in some places to `sum`.
    pub fn add_to<N: From<u32> + AddAssign>(&self, row: usize, places: Range<usize>, sum: &mut [N]) {
        let own = self.counts[row][places.clone()].iter().zip(&self.narrow[row][places]);
        sum.iter_mut().zip(own).for_each(|(sum, (wide, narrow))| *sum += N::from(*wide + u32::from(*narrow)));
    }

    /// Adds what was counted of a row in some places since the latest beginning to `sum`.
    pub fn add_latest_to(&self, row: usize, places: Range<usize>, sum: &mut [u64]) {
        sum.iter_mut().zip(&self.narrow[row][places]).for_each(|(sum, narrow)| *sum += u64::from(*narrow));
    }

    /// What was counted of a row in some places.
    pub fn all(&self, row: usize, places: Range<usize>) -> u64 {
        let wide = self.counts[row][places.clone()].iter().map(|count| u64::from(*count)).sum::<u64>();
        wide + u64::from(self.latest(row, places))
    }

    /// What was counted of a row in some places since the latest beginning, at most [`NARROW`] trials ago.
    pub fn latest(&self, row: usize, places: Range<usize>) -> u32 {
        self.narrow[row][places].iter().map(|count| u32::from(*count)).sum()
    }
}

/// Sums of the values of a row, in the order of trials.
pub fn sums_of(bins: &Bins, values: &[f64]) -> Sums {
    let mut sums = RowSums::new(1);
    for values in values.chunks(ABREAST) {
        let mut packed = Packed([f64::NAN; ABREAST]);
        packed.0[..values.len()].copy_from_slice(values);
        sums.add(0, bins.middle(), (&packed, values.len()));
    }
    sums.close_chunk(values.len());
    sums.totals()[0]
}

/// Whether the values of a row are counted, beyond their sum.
fn is_counted(shown: Shown) -> bool {
    matches!(shown, Shown::Amount | Shown::Tenths | Shown::Whole(_))
}

/// Picks the values of 32 trials that lie in the places that are wanted of each row.
pub fn pick(level: Level, bins: &[Bins], wanted: &[Wanted], batch: &Batch, picked: &mut [Vec<Vec<f64>>]) {
    at_level(level, Pick { bins, wanted, batch, picked });
}

/// Picks those of some values of a row that lie in the places that are wanted.
pub fn pick_of_row(level: Level, bins: &Bins, wanted: &Wanted, values: &[&[f64]], picked: &mut [Vec<f64>]) {
    at_level(level, PickOfRow { bins, wanted, values, picked });
}

/// The work of taking what 32 trials leave of some rows.
struct TakeRows<'a, 'b> {
    counter: &'a mut Counter<'b>,
    batch: &'a Batch<'a>,
    sums: &'a mut RowSums,
}

impl Work for TakeRows<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<E: Abreast>(self) {
        let TakeRows { counter, batch, sums } = self;
        let at = counter.waiting + batch.first;
        let rows = rows_of(batch, counter.bins.len());
        for (next, &(row, place)) in (AHEAD..).zip(rows) {
            if let Some(&(next, _)) = rows.get(next) {
                prefetch(&counter.gathered[next].0.as_chunks::<ABREAST>().0[at / ABREAST]);
            }
            let (placing, values) = (&counter.placing[row], &batch.numbers[place]);
            match counter.shown[row] {
                Shown::Constant => {}
                Shown::Mean if batch.trials == ABREAST => {
                    let (offsets, blanks) = placing.offsets::<E>(values);
                    sums.add_all(row, offsets, blanks);
                }
                Shown::Mean => sums.add(row, placing.middle, (values, batch.trials)),
                Shown::Amount | Shown::Tenths | Shown::Whole(_) if batch.trials == ABREAST => {
                    let places = counter.gathered[row].0[at..].first_chunk_mut().expect("there is room for a chunk");
                    let (offsets, blanks) = counter.bins[row].place::<E>(placing, values, places);
                    sums.add_all(row, offsets, blanks);
                }
                Shown::Amount | Shown::Tenths | Shown::Whole(_) => {
                    let mut places = [0; ABREAST];
                    counter.bins[row].place::<E>(placing, values, &mut places);
                    counter.gathered[row].0[at..at + batch.trials].copy_from_slice(&places[..batch.trials]);
                    sums.add(row, placing.middle, (values, batch.trials));
                }
            }
        }
    }
}

/// The work of keeping what quantiles may need of what was just placed. Apart from placing, which is some 6 % sooner
/// where nothing is kept.
struct KeepRows<'a, 'b> {
    counter: &'a mut Counter<'b>,
    batch: &'a Batch<'a>,
}

impl Work for KeepRows<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<E: Abreast>(self) {
        let KeepRows { counter, batch } = self;
        let Some(kept) = &mut counter.kept else { return };
        let at = counter.waiting + batch.first;
        let rows = rows_of(batch, counter.bins.len());
        for (next, &(row, place)) in (AHEAD..).zip(rows) {
            if let Some(&(next, _)) = rows.get(next) {
                kept.ask_for(next);
            }
            if is_counted(counter.shown[row]) {
                let places = counter.gathered[row].0[at..].first_chunk().expect("there is room for a chunk");
                kept.take(row, places, (&batch.numbers[place], batch.trials));
            }
        }
    }
}

/// The rows of a batch that are counted, and where their values are.
fn rows_of<'a>(batch: &Batch<'a>, rows: usize) -> &'a [(usize, usize)] {
    &batch.wanted[..batch.wanted.partition_point(|(row, _)| *row < rows)]
}

/// The work of picking values.
struct Pick<'a> {
    bins: &'a [Bins],
    wanted: &'a [Wanted],
    batch: &'a Batch<'a>,
    picked: &'a mut [Vec<Vec<f64>>],
}

impl Work for Pick<'_> {
    type Output = ();

    #[inline(always)]
    fn run<E: Abreast>(self) {
        let Pick { bins, wanted, batch, picked } = self;
        let rows = batch.wanted.iter().take_while(|(row, _)| *row < bins.len());
        for &(row, place) in rows.filter(|(row, _)| !wanted[*row].is_empty()) {
            let values = (&batch.numbers[place], batch.trials);
            pick_values::<E>((&bins[row], &bins[row].placing()), &wanted[row], values, &mut picked[row]);
        }
    }
}

/// The work of picking values of one row.
struct PickOfRow<'a> {
    bins: &'a Bins,
    wanted: &'a Wanted,
    values: &'a [&'a [f64]],
    picked: &'a mut [Vec<f64>],
}

impl Work for PickOfRow<'_> {
    type Output = ();

    #[inline(always)]
    fn run<E: Abreast>(self) {
        let PickOfRow { bins, wanted, values, picked } = self;
        let placing = bins.placing();
        let mut packed = Packed::ZERO;
        for (next, some) in (1..).zip(values) {
            if let Some(next) = values.get(next) {
                next.chunks(LINE).for_each(|line| prefetch(&line[0]));
            }
            for values in some.chunks(ABREAST) {
                packed.0[..values.len()].copy_from_slice(values);
                pick_values::<E>((bins, &placing), wanted, (&packed, values.len()), picked);
            }
        }
    }
}

/// Picks those of the first `trials` of 32 values that lie in the places that are wanted.
#[inline(always)]
fn pick_values<E: Abreast>(
    (bins, placing): (&Bins, &Placing),
    wanted: &Wanted,
    (values, trials): (&Packed, usize),
    picked: &mut [Vec<f64>],
) {
    let mut places = [0u16; ABREAST];
    bins.place::<E>(placing, values, &mut places);
    for lane in 0..trials {
        if let Some(picked) = picked.get_mut(usize::from(wanted.which[usize::from(places[lane])])) {
            picked.push(values.0[lane]);
        }
    }
}
