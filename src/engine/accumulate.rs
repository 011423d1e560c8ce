//! What is kept of the trials: counts in bins, sums, and, for exact quantiles, the values around them.
//!
//! The first trials of a run are the pilot: they are kept, and fix for each row where its values lie. All trials
//! are then counted in [`BINS`] bins whose ends do not move; values that occur again and again (nil, above all) are
//! atoms with counts of their own; what lies outside the pilot's range is counted by the logarithm of its distance.
//! Memory does not depend on the number of trials.
//!
//! A second run over the same trials picks the values in the bins that hold the wanted ranks, so that quantiles are
//! exact without keeping trials.

use super::instructions::{Level, at_each_level_fn};
use super::lanes::{LANES, Lanes};

/// The probabilities at which quantiles are given.
pub const PROBABILITIES: [f64; 9] = [0.05, 0.10, 0.20, 0.25, 0.50, 0.75, 0.80, 0.90, 0.95];

/// Bins within the range of the pilot.
pub const BINS: usize = 3072;
/// Bins of the two outer zones, below P3 and above P97 of the pilot.
const OUTER: usize = 384;
/// Bins of either inner zone, from P3 to the middle and from there to P97.
const HALF: usize = BINS / 2 - OUTER;
/// The middle of the bin in which the middle of the range lies, counted in bins.
const MIDDLE: f64 = BINS as f64 / 2.0 + 0.5;
/// Bins of either tail outside the range, eight to an octave.
const TAIL: usize = 448;
const TAIL_SHIFT: u32 = 49;
/// The distance, relative to the range, at which a tail begins to be told apart.
const TAIL_START: f64 = 1.0 / 1_048_576.0;
/// At most so many atoms; at least this share of the pilot makes one.
const ATOMS: usize = 8;
const LEAST_ATOM: f64 = 1.0 / 512.0;
/// An atom is counted in so many places in turn, because counting in one place again and again is slow.
const TURNS: usize = 8;
/// Values this close, relatively, to an atom are the atom: sums in another order differ by as much.
const SAME: f64 = 1e-11;

/// Where the places of a row's counter begin.
const OVER: usize = BINS;
const UNDER: usize = OVER + TAIL;
/// Values of an atom's bin that lie above the atom.
const ABOVE: usize = UNDER + TAIL;
const ATOM: usize = ABOVE + ATOMS;
/// Trials without a value.
const BLANK: usize = ATOM + ATOMS * TURNS;
/// Places of a row's counter.
pub const PLACES: usize = BLANK + 1;

/// Where the values of a row are counted.
#[derive(Clone, Debug)]
pub struct Bins {
    /// Ends of the four zones.
    cuts: [f64; 5],
    /// Bins per unit in each zone.
    slopes: [f64; 4],
    /// Values counted on their own, ascending, each with the bin that it splits.
    atoms: Vec<(f64, u16)>,
    /// The same in single precision, as the loops need it.
    zones: Zones,
}

impl Bins {
    /// Bins for values like those of a pilot, which is sorted; blanks are left out.
    pub fn from_pilot(sorted: &[f64]) -> Self {
        if sorted.is_empty() {
            return Bins::between([-2.0, -1.0, 0.0, 1.0, 2.0], vec![]);
        }
        let atoms = atoms(sorted);
        let rest: Vec<f64> = sorted.iter().copied().filter(|&value| !atoms.iter().any(|&a| same(value, a))).collect();
        Bins::between(zones(sorted, if rest.is_empty() { sorted } else { &rest }), atoms)
    }

    /// Bins for whole numbers from 0 to `largest`, one each as long as there are enough.
    pub fn whole(largest: usize) -> Self {
        let (first, middle, second) = (-1.5, (largest / 2) as f64 + 0.5, largest as f64 + 1.5);
        Bins::between(with_outer_zones([first, middle, second], (first, second)), vec![])
    }

    fn between(cuts: [f64; 5], atoms: Vec<f64>) -> Self {
        let [low, first, middle, second, high] = cuts;
        let outer = OUTER as f64;
        let slopes = [
            outer / (first - low),
            (MIDDLE - outer) / (middle - first),
            (BINS as f64 - outer - MIDDLE) / (second - middle),
            outer / (high - second),
        ];
        let mut bins = Bins { cuts, slopes, atoms: vec![], zones: Zones::new(cuts, slopes) };
        let mut places = [0; LANES];
        for atom in atoms {
            bins.bin_places(&Lanes::all(atom), &mut places);
            bins.atoms.push((atom, places[0]));
        }
        bins
    }

    /// The places of a chunk's values; whether all of them lie within the range.
    #[inline(always)]
    fn places(&self, values: &Lanes, places: &mut [u16; LANES]) -> bool {
        let within = self.bin_places(values, places);
        for (atom, &(value, bin)) in self.atoms.iter().enumerate() {
            let tolerance = SAME * value.abs();
            let (own, above) = ((ATOM + TURNS * atom) as u16, (ABOVE + atom) as u16);
            for lane in 0..LANES {
                let offset = values[lane] - value;
                let beside = if (places[lane] == bin) & (offset > 0.0) { above } else { places[lane] };
                let here = own + (lane % TURNS) as u16;
                places[lane] = if offset.abs() <= tolerance { here } else { beside };
            }
        }
        within
    }

    /// The places of a chunk's values, atoms aside; whether all of them lie within the range. The place never falls
    /// when the value rises.
    #[inline(always)]
    fn bin_places(&self, values: &Lanes, places: &mut [u16; LANES]) -> bool {
        let (middle, zones) = (self.cuts[2], self.zones);
        for lane in 0..LANES {
            places[lane] = zones.place((values[lane] - middle) as f32).min(u32::from(u16::MAX)) as u16;
        }
        let within = places.iter().fold(0, |largest, &place| place.max(largest)) < BINS as u16;
        if !within {
            self.place_all_outside(values, places);
        }
        within
    }

    /// Finds the places of the values that lie outside the range, or are none.
    #[inline(never)]
    fn place_all_outside(&self, values: &Lanes, places: &mut [u16; LANES]) {
        for lane in 0..LANES {
            if places[lane] >= BINS as u16 {
                places[lane] = self.place_outside(values[lane]);
            }
        }
    }

    /// The place of a value outside the range.
    fn place_outside(&self, value: f64) -> u16 {
        if value.is_nan() {
            return BLANK as u16;
        }
        let [low, .., high] = self.cuts;
        let (distance, first) = if value < low { (low - value, UNDER) } else { (value - high, OVER) };
        let relative = (distance / self.range()).max(0.0) + TAIL_START;
        let octaves = (relative.to_bits() >> TAIL_SHIFT) - (TAIL_START.to_bits() >> TAIL_SHIFT);
        (first + (octaves as usize).min(TAIL - 1)) as u16
    }

    fn range(&self) -> f64 {
        (self.cuts[4] - self.cuts[0]).max(f64::MIN_POSITIVE)
    }

    /// All places that hold values, in the order of those.
    fn in_order(&self) -> impl Iterator<Item = usize> + '_ {
        let below = (UNDER..UNDER + TAIL).rev();
        let ordered = below.chain(0..BINS).chain(OVER..OVER + TAIL);
        ordered.flat_map(|bin| {
            let within = self.atoms.iter().enumerate().filter(move |(_, (_, split))| usize::from(*split) == bin);
            let pieces = within.flat_map(|(atom, _)| {
                (ATOM + TURNS * atom..ATOM + TURNS * (atom + 1)).chain(std::iter::once(ABOVE + atom))
            });
            std::iter::once(bin).chain(pieces)
        })
    }

    /// The mean of values with these sums; not a number where there are none.
    pub fn mean(&self, sums: &Sums) -> f64 {
        if sums.count == 0 { f64::NAN } else { self.cuts[2] + sums.sum / sums.count as f64 }
    }

    /// Quantiles of counted values, linear inside a bin, at ascending probabilities.
    pub fn quantiles<const N: usize>(&self, counts: &[u64], probabilities: [f64; N]) -> [f64; N] {
        let total: u64 = counts[..BLANK].iter().sum();
        let mut quantiles = [f64::NAN; N];
        let (mut below, mut next) = (0, 0);
        for place in self.in_order().filter(|&place| counts[place] > 0) {
            let count = counts[place];
            while next < N && (below + count) as f64 >= probabilities[next] * total as f64 {
                let share = (probabilities[next] * total as f64 - below as f64) / count as f64;
                let (low, high) = self.ends(place);
                quantiles[next] = low + share.clamp(0.0, 1.0) * (high - low);
                next += 1;
            }
            below += count;
        }
        quantiles
    }

    /// The ends of a place: of an atom both are its value, of a bin that atoms split those of the piece.
    fn ends(&self, place: usize) -> (f64, f64) {
        if let Some(turn) = place.checked_sub(ATOM) {
            let (value, _) = self.atoms[turn / TURNS];
            return (value, value);
        }
        let after = place.checked_sub(ABOVE).map(|atom| (atom, usize::from(self.atoms[atom].1)));
        let bin = after.map_or(place, |(_, bin)| bin);
        let first_later = after.map_or(0, |(atom, _)| atom + 1);
        let (low, high) = self.bin_ends(bin);
        let low = after.map_or(low, |(atom, _)| self.atoms[atom].0);
        let next = self.atoms[first_later..].iter().find(|(_, split)| usize::from(*split) == bin);
        (low, next.map_or(high, |(value, _)| *value))
    }

    /// The ends of a bin, tails included.
    fn bin_ends(&self, place: usize) -> (f64, f64) {
        let [low, .., high] = self.cuts;
        let distance = |bin: usize| {
            let edge = f64::from_bits(((TAIL_START.to_bits() >> TAIL_SHIFT) + bin as u64) << TAIL_SHIFT);
            (edge - TAIL_START) * self.range()
        };
        match place {
            _ if place < BINS => (self.edge(place), self.edge(place + 1)),
            _ if place < UNDER => (high + distance(place - OVER), high + distance(place - OVER + 1)),
            _ => (low - distance(place - UNDER + 1), low - distance(place - UNDER)),
        }
    }

    /// Where a bin within the range begins.
    fn edge(&self, bin: usize) -> f64 {
        let [_, first, middle, second, _] = self.cuts;
        let [below, left, right, above] = self.slopes;
        match bin {
            _ if bin <= OUTER => first - (OUTER - bin) as f64 / below,
            _ if bin >= BINS - OUTER => second + (bin - (BINS - OUTER)) as f64 / above,
            _ if bin < BINS / 2 + 1 => middle + (bin as f64 - MIDDLE) / left,
            _ => middle + (bin as f64 - MIDDLE) / right,
        }
    }
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME * b.abs()
}

/// The zones of a row in single precision: lines whose argument is the offset from the middle, and whose values are
/// bins from the middle.
#[derive(Clone, Copy, Debug)]
struct Zones {
    /// Of the outer zones: value at the middle, and slope.
    below: [f32; 2],
    above: [f32; 2],
    /// Slopes of the inner zones, whose lines go through the middle.
    left: f32,
    right: f32,
}

impl Zones {
    fn new(cuts: [f64; 5], slopes: [f64; 4]) -> Self {
        let [_, first, middle, second, _] = cuts;
        let through =
            |cut: f64, bin: usize, slope: f64| [(bin as f64 - MIDDLE - slope * (cut - middle)) as f32, slope as f32];
        Zones {
            below: through(first, OUTER, slopes[0]),
            above: through(second, BINS - OUTER, slopes[3]),
            left: slopes[1] as f32,
            right: slopes[2] as f32,
        }
    }

    /// The bin at an offset; outside the range, or of what is no number, one that there is not.
    ///
    /// An inner zone is at least as steep as the outer one beside it, so that on either side of the middle the right
    /// line is the one nearer to it.
    #[inline(always)]
    fn place(&self, d: f32) -> u32 {
        let left = smaller(0.0, larger(self.below[0] + self.below[1] * d, self.left * d));
        let right = larger(0.0, smaller(self.above[0] + self.above[1] * d, self.right * d));
        // Adding 2^23 leaves the nearest whole number in the last bits of the sum, which is what a conversion would do
        // but without its checks; what is far out or no number stays far out. The middle lies in the middle of a bin.
        const SHIFT: f32 = 8_388_608.0;
        ((left + right) + (SHIFT + (BINS / 2) as f32)).to_bits().wrapping_sub(SHIFT.to_bits())
    }
}

/// Columns that are summed side by side, so that the order of the sum is the same at every level.
const COLUMNS: usize = 8;

/// Sums of a row over some trials, column by column.
#[derive(Clone, Copy, Debug, Default)]
pub struct Columns {
    count: u64,
    sum: [f64; COLUMNS],
    squares: [f64; COLUMNS],
}

impl Columns {
    /// The sums over all columns.
    pub fn total(&self) -> Sums {
        Sums { count: self.count, sum: self.sum.iter().sum(), squares: self.squares.iter().sum() }
    }
}

/// The larger; the second where one is not a number.
#[inline(always)]
fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The smaller; the second where one is not a number.
#[inline(always)]
fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// Sorts numbers: by whole numbers in the same order, which are compared faster.
pub fn sort(values: Vec<f64>) -> Vec<f64> {
    let turned = |bits: i64| bits ^ (((bits >> 63) as u64) >> 1) as i64;
    let mut keys: Vec<i64> = values.into_iter().map(|value| turned(value.to_bits() as i64)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| f64::from_bits(turned(key) as u64)).collect()
}

/// Values that make up a share of the pilot, the most frequent first chosen, ascending.
fn atoms(sorted: &[f64]) -> Vec<f64> {
    let least = ((sorted.len() as f64 * LEAST_ATOM) as usize).max(2);
    let mut runs: Vec<(usize, f64)> = Vec::new();
    let mut start = 0;
    for end in 1..=sorted.len() {
        if end == sorted.len() || !same(sorted[end], sorted[start]) {
            if end - start >= least {
                runs.push((end - start, sorted[start]));
            }
            start = end;
        }
    }
    runs.sort_by_key(|(length, _)| std::cmp::Reverse(*length));
    let mut atoms: Vec<f64> = runs.into_iter().take(ATOMS).map(|(_, value)| value).collect();
    atoms.sort_by(f64::total_cmp);
    atoms
}

/// Four zones: from P3 to P50 and from there to P97 of the values that are not atoms, the outer ones to a little
/// beyond the extremes of all. The middle is a value of the pilot: sums are taken relative to it, so that the mean of
/// equal values is that value.
fn zones(all: &[f64], rest: &[f64]) -> [f64; 5] {
    let at = |p: f64| rest[((rest.len() - 1) as f64 * p) as usize];
    let (least, greatest) = (all[0], all[all.len() - 1]);
    let margin = (0.05 * (greatest - least)).max(1e-9 * greatest.abs().max(least.abs())).max(1e-9);
    let (first, middle, second) = (at(0.03) - 0.02 * margin, at(0.5), at(0.97) + 0.02 * margin);
    let apart = 1e-3 * (second - first);
    let (first, second) = (first.min(middle - apart), second.max(middle + apart));
    with_outer_zones([first, middle, second], (least - margin, greatest + margin))
}

/// The ends of all zones: outer ones that reach at least to `low` and `high`, with bins no finer than the inner ones.
fn with_outer_zones([first, middle, second]: [f64; 3], (low, high): (f64, f64)) -> [f64; 5] {
    // The middle lies in the middle of a bin, so that a side has half a bin more or less.
    let no_finer = OUTER as f64 / (HALF - 1) as f64;
    let low = low.min(first - no_finer * (middle - first));
    let high = high.max(second + no_finer * (second - middle));
    [low, first, middle, second, high]
}

/// Sums of a row over some trials, relative to the middle of its bins.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Sums {
    /// Trials with a value.
    pub count: u64,
    /// Sum.
    pub sum: f64,
    /// Sum of squares.
    pub squares: f64,
}

impl Sums {
    /// Adds the sums of later trials.
    pub fn add(&mut self, later: &Sums) {
        self.count += later.count;
        self.sum += later.sum;
        self.squares += later.squares;
    }
}

/// How many chunks' places are gathered before they are counted: a row's counts stay close at hand meanwhile.
const GATHERED: usize = 32;
/// Narrow counts are widened before so many trials could have made one overflow.
const NARROW: usize = 65_535 / (GATHERED * LANES) * (GATHERED * LANES);
/// Narrow counts of a row: a power of two, so that no place can lie outside.
const NARROW_PLACES: usize = PLACES.next_power_of_two();

/// What a row of a [`Counter`] takes, bytes.
pub const BYTES_OF_ROW: usize = 2 * NARROW_PLACES + 4 * PLACES + 2 * GATHERED * LANES;

/// Counts rows over the trials that one thread computes.
#[derive(Debug)]
pub struct Counter<'a> {
    level: Level,
    bins: &'a [Bins],
    /// By row: its latest counts.
    narrow: Vec<[u16; NARROW_PLACES]>,
    /// Trials in them.
    narrow_trials: usize,
    /// By row: its counts before those.
    counts: Vec<[u32; PLACES]>,
    /// By row: places that have not been counted yet.
    gathered: Vec<[u16; GATHERED * LANES]>,
    /// How many of them there are.
    waiting: usize,
    /// By row: whether its values are counted.
    is_counted: Vec<bool>,
}

impl<'a> Counter<'a> {
    /// Nothing counted.
    pub fn new(level: Level, bins: &'a [Bins]) -> Self {
        Counter {
            level,
            bins,
            narrow: vec![[0; NARROW_PLACES]; bins.len()],
            narrow_trials: 0,
            counts: vec![[0; PLACES]; bins.len()],
            gathered: vec![[0; GATHERED * LANES]; bins.len()],
            waiting: 0,
            is_counted: vec![false; bins.len()],
        }
    }

    /// Takes a row's values of the next `trials` trials, a chunk at most, and adds them to `sums`.
    pub fn take(&mut self, row: usize, values: &Lanes, trials: usize, sums: &mut Columns) {
        self.is_counted[row] = true;
        let places = &mut self.gathered[row][self.waiting..].first_chunk_mut().expect("there is room for a chunk");
        place_and_sum(self.level, &self.bins[row], values, trials, places, sums);
    }

    /// Adds a row's values to `sums` without counting them, for rows of which the mean alone is wanted.
    pub fn sum(&self, row: usize, values: &Lanes, trials: usize, sums: &mut Columns) {
        sum_row(self.level, &self.bins[row], values, trials, sums);
    }

    /// To be called when all rows have taken a chunk.
    pub fn close_chunk(&mut self, trials: usize) {
        self.waiting += trials;
        if self.waiting + LANES > GATHERED * LANES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let rows = self.narrow.iter_mut().zip(&self.gathered).zip(&self.is_counted);
        for ((narrow, gathered), _) in rows.filter(|(_, is_counted)| **is_counted) {
            for &place in &gathered[..self.waiting] {
                narrow[usize::from(place) % NARROW_PLACES] += 1;
            }
        }
        self.narrow_trials += self.waiting;
        self.waiting = 0;
        if self.narrow_trials >= NARROW {
            self.widen();
        }
    }

    fn widen(&mut self) {
        for (counts, narrow) in self.counts.iter_mut().zip(&mut self.narrow) {
            counts.iter_mut().zip(narrow.iter()).for_each(|(wide, count)| *wide += u32::from(*count));
            narrow.fill(0);
        }
        self.narrow_trials = 0;
    }

    /// To be called before the counts of single rows are asked for.
    pub fn close(&mut self) {
        self.flush();
        self.widen();
    }

    /// Adds what was counted of a row to `sum`.
    pub fn add_row_to(&self, row: usize, sum: &mut [u64]) {
        sum.iter_mut().zip(&self.counts[row]).for_each(|(sum, own)| *sum += u64::from(*own));
    }
}

at_each_level_fn! {
    fn sum_row(bins: &Bins, values: &Lanes, trials: usize, sums: &mut Columns) = sum;
    fn place_and_sum(bins: &Bins, values: &Lanes, trials: usize, places: &mut [u16; LANES], sums: &mut Columns)
        = place_and_sum_at_level;
    fn pick(bins: &Bins, wanted: &Wanted, values: &Lanes, trials: usize, picked: &mut [Vec<f64>]) = pick_at_level;
}

#[inline(always)]
fn place_and_sum_at_level(bins: &Bins, values: &Lanes, trials: usize, places: &mut [u16; LANES], sums: &mut Columns) {
    let within = bins.places(values, places);
    if trials == LANES && (within || !places.contains(&(BLANK as u16))) {
        sum_all(bins, values, sums);
    } else {
        sum(bins, values, trials, sums);
    }
}

/// Adds all values of a chunk, which all are numbers, column by column.
#[inline(always)]
fn sum_all(bins: &Bins, values: &Lanes, sums: &mut Columns) {
    let middle = bins.cuts[2];
    let (mut first, mut second) = ([0.0; 2 * COLUMNS], [0.0; 2 * COLUMNS]);
    for row in values.chunks_exact(2 * COLUMNS) {
        for column in 0..2 * COLUMNS {
            let value = row[column] - middle;
            first[column] += value;
            second[column] += value * value;
        }
    }
    for column in 0..COLUMNS {
        sums.sum[column] += first[column] + first[column + COLUMNS];
        sums.squares[column] += second[column] + second[column + COLUMNS];
    }
    sums.count += LANES as u64;
}

/// Adds those of the first `trials` values of a chunk that are numbers, in the same order.
#[inline(always)]
fn sum(bins: &Bins, values: &Lanes, trials: usize, sums: &mut Columns) {
    let mut counted = Lanes::all(bins.cuts[2]);
    for lane in 0..trials {
        if !values[lane].is_nan() {
            counted[lane] = values[lane];
            sums.count += 1;
        }
    }
    let count = sums.count;
    sum_all(bins, &counted, sums);
    sums.count = count;
}

/// Picks the values of a chunk that lie in wanted places.
#[inline(always)]
fn pick_at_level(bins: &Bins, wanted: &Wanted, values: &Lanes, trials: usize, picked: &mut [Vec<f64>]) {
    let mut places = [0u16; LANES];
    bins.places(values, &mut places);
    for lane in 0..trials {
        let which = wanted.which[places[lane] as usize];
        if which != u8::MAX {
            picked[which as usize].push(values[lane]);
        }
    }
}

/// The places of a row whose values are wanted, and how many values lie below each.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// By place: which of the wanted it is, or none.
    which: Box<[u8]>,
    /// By wanted place: how many values lie below it, and how many in it.
    ranks: Vec<(u64, u64)>,
}

impl Wanted {
    /// How many places are wanted.
    pub fn len(&self) -> usize {
        self.ranks.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.ranks.is_empty()
    }

    /// How many values will be picked.
    pub fn values(&self) -> u64 {
        self.ranks.iter().map(|(_, count)| count).sum()
    }
}

/// The counts of a row over all trials.
#[derive(Clone, Debug)]
pub struct Tally {
    /// Sums over all trials.
    pub sums: Sums,
    /// Trials without a value.
    pub blanks: u64,
    bins: Bins,
    /// (lower end, upper end, count), ascending, empty places left out; atoms have no width.
    steps: Vec<Step>,
    /// Type-7 quantiles at [`PROBABILITIES`], where they were picked.
    exact: Option<[f64; 9]>,
}

#[derive(Clone, Copy, Debug)]
struct Step {
    low: f64,
    high: f64,
    count: u64,
    /// How many values lie below.
    below: u64,
    place: usize,
}

impl Tally {
    /// The tally of a row from its counts.
    pub fn new(bins: Bins, counts: &[u64], sums: Sums) -> Self {
        let mut below = 0;
        let mut steps = Vec::new();
        for place in bins.in_order().filter(|&place| counts[place] > 0) {
            let (low, high) = bins.ends(place);
            steps.push(Step { low, high, count: counts[place], below, place });
            below += counts[place];
        }
        Tally { sums, blanks: counts[BLANK], bins, steps, exact: None }
    }

    /// The tally of a row that has the same value in every trial.
    pub fn constant(value: f64, trials: u64) -> Self {
        let bins = Bins::from_pilot(&[value; 2]);
        let mut tally = Tally::of_sorted(bins, &[value; 2], 0, Sums::default());
        let offset = value - tally.bins.cuts[2];
        let n = trials as f64;
        tally.sums = Sums { count: trials, sum: n * offset, squares: n * offset * offset };
        tally
    }

    /// The tally of all values of a row, sorted.
    pub fn of_sorted(bins: Bins, sorted: &[f64], blanks: u64, sums: Sums) -> Self {
        let mut counts = vec![0u64; PLACES];
        let mut places = [0u16; LANES];
        for values in sorted.chunks(LANES) {
            let mut lanes = Lanes::all(f64::NAN);
            lanes[..values.len()].copy_from_slice(values);
            bins.places(&lanes, &mut places);
            places[..values.len()].iter().for_each(|&place| counts[place as usize] += 1);
        }
        let mut tally = Tally::new(bins, &counts, sums);
        tally.blanks = blanks;
        if !sorted.is_empty() {
            tally.exact = Some(PROBABILITIES.map(|p| {
                let (rank, share) = rank(p, sorted.len() as u64);
                let next = sorted[(rank + 1).min(sorted.len() as u64 - 1) as usize];
                sorted[rank as usize] + share * (next - sorted[rank as usize])
            }));
        }
        tally
    }

    /// Trials with a value.
    pub fn count(&self) -> u64 {
        self.sums.count
    }

    /// The mean of the values.
    pub fn mean(&self) -> f64 {
        self.bins.mean(&self.sums)
    }

    /// Their standard deviation, divisor n - 1.
    pub fn sd(&self) -> f64 {
        let n = self.count() as f64;
        if n < 2.0 {
            return 0.0;
        }
        let variance = (self.sums.squares - self.sums.sum * self.sums.sum / n) / (n - 1.0);
        libm::sqrt(variance.max(0.0))
    }

    /// Whether all values are one.
    pub fn is_constant(&self) -> bool {
        let step = self.steps.first();
        !self.steps.is_empty()
            && self.steps.iter().all(|other| Some(other.low) == step.map(|step| step.low) && other.low == other.high)
    }

    /// Quantiles at [`PROBABILITIES`]: exact where the values were picked.
    pub fn quantiles(&self) -> [f64; 9] {
        self.exact.unwrap_or_else(|| PROBABILITIES.map(|p| self.binned_quantile(p)))
    }

    /// Whether the quantiles are exact.
    pub fn is_exact(&self) -> bool {
        self.exact.is_some()
    }

    /// The quantile at `p`, linear inside a bin.
    pub fn binned_quantile(&self, p: f64) -> f64 {
        let Some(last) = self.steps.last() else { return f64::NAN };
        let position = p.clamp(0.0, 1.0) * (last.below + last.count) as f64;
        let step = self.steps[self
            .steps
            .partition_point(|step| ((step.below + step.count) as f64) < position)
            .min(self.steps.len() - 1)];
        let share = ((position - step.below as f64) / step.count as f64).clamp(0.0, 1.0);
        step.low + share * (step.high - step.low)
    }

    /// The smallest whole number that at least a share `p` of the values do not exceed.
    pub fn label_at(&self, p: f64) -> f64 {
        let Some(last) = self.steps.last() else { return f64::NAN };
        let needed = p * (last.below + last.count) as f64 * (1.0 - 1e-12);
        let place = self.steps.partition_point(|step| ((step.below + step.count) as f64) < needed);
        let step = self.steps[place.min(self.steps.len() - 1)];
        ((step.low + step.high) * 0.5).round()
    }

    /// The largest rank error of the quantiles, in units of their Monte Carlo error: half the square root of the
    /// bin's mass over p(1 - p), nil in atoms.
    pub fn largest_rank_error(&self) -> f64 {
        if self.is_exact() || self.steps.is_empty() {
            return 0.0;
        }
        let n = self.count() as f64;
        let error = |&p: &f64| {
            let place = self.steps.partition_point(|step| ((step.below + step.count) as f64) < p * n);
            let step = self.steps[place.min(self.steps.len() - 1)];
            let mass = if step.high > step.low { step.count as f64 / n } else { 0.0 };
            0.5 * libm::sqrt(mass / (p * (1.0 - p)))
        };
        PROBABILITIES.iter().map(error).fold(0.0, f64::max)
    }

    /// The places that hold the ranks of the quantiles.
    pub fn wanted(&self) -> Wanted {
        let mut which = vec![u8::MAX; PLACES].into_boxed_slice();
        let mut ranks = Vec::new();
        for rank in self.wanted_ranks().filter(|_| !self.is_exact()) {
            let step = self.step_of(rank);
            if step.place < ATOM && which[step.place] == u8::MAX {
                which[step.place] = ranks.len() as u8;
                ranks.push((step.below, step.count));
            }
        }
        Wanted { which, ranks }
    }

    /// Makes the quantiles exact from the values that were picked, each list in any order.
    pub fn settle(&mut self, wanted: &Wanted, mut picked: Vec<Vec<f64>>) {
        if self.count() == 0 || self.is_exact() {
            return;
        }
        if self.steps.is_empty() {
            // Of this row the mean alone is wanted.
            self.exact = Some([f64::NAN; 9]);
            return;
        }
        picked.iter_mut().for_each(|values| values.sort_unstable_by(f64::total_cmp));
        let value = |rank: u64| {
            let step = self.step_of(rank);
            match wanted.which[step.place] {
                u8::MAX => step.low,
                which => picked[which as usize][(rank - step.below) as usize],
            }
        };
        let n = self.count();
        self.exact = Some(PROBABILITIES.map(|p| {
            let (rank, share) = rank(p, n);
            let (left, right) = (value(rank), value((rank + 1).min(n - 1)));
            left + share * (right - left)
        }));
    }

    fn wanted_ranks(&self) -> impl Iterator<Item = u64> + '_ {
        let n = self.steps.last().map_or(0, |last| last.below + last.count);
        PROBABILITIES.into_iter().filter(move |_| n > 0).flat_map(move |p| {
            let (rank, _) = rank(p, n);
            [rank, (rank + 1).min(n - 1)]
        })
    }

    fn step_of(&self, rank: u64) -> Step {
        self.steps[self.steps.partition_point(|step| step.below + step.count <= rank)]
    }
}

/// Type 7: the quantile at `p` of `n` values lies at `(n - 1) p`; the rank below and the share towards the next.
fn rank(p: f64, n: u64) -> (u64, f64) {
    let position = (n - 1) as f64 * p;
    let below = position.floor();
    (below as u64, position - below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally_of(values: &[f64]) -> Tally {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        sorted.sort_by(f64::total_cmp);
        let bins = Bins::from_pilot(&sorted[..sorted.len().min(1000)]);
        let all_bins = [bins.clone()];
        let mut counter = Counter::new(Level::widest(), &all_bins);
        let mut sums = Columns::default();
        let mut wanted_values = Vec::new();
        for chunk in values.chunks(LANES) {
            let mut lanes = Lanes::all(f64::NAN);
            lanes[..chunk.len()].copy_from_slice(chunk);
            counter.take(0, &lanes, chunk.len(), &mut sums);
            counter.close_chunk(chunk.len());
            wanted_values.push((lanes, chunk.len()));
        }
        let mut counts = vec![0u64; PLACES];
        counter.close();
        counter.add_row_to(0, &mut counts);
        let mut tally = Tally::new(bins.clone(), &counts, sums.total());
        let wanted = tally.wanted();
        let mut picked = vec![Vec::new(); wanted.len()];
        for (lanes, trials) in &wanted_values {
            pick(Level::widest(), &bins, &wanted, lanes, *trials, &mut picked);
        }
        tally.settle(&wanted, picked);
        tally
    }

    #[test]
    fn quantiles_are_those_of_all_values_though_only_some_were_kept() {
        let values: Vec<f64> = (0..5000u64).map(|i| ((i * 2_654_435_761) % 10_007) as f64 * 13.7).collect();
        let mut sorted = values.clone();
        sorted.sort_by(f64::total_cmp);
        let expected = PROBABILITIES.map(|p| {
            let (rank, share) = rank(p, 5000);
            sorted[rank as usize] + share * (sorted[rank as usize + 1] - sorted[rank as usize])
        });
        assert_eq!(tally_of(&values).quantiles(), expected);
    }

    #[test]
    fn values_that_occur_again_and_again_are_counted_on_their_own() {
        let values: Vec<f64> = (0..4000).map(|i| if i % 3 == 0 { i as f64 } else { 0.0 }).collect();
        let tally = tally_of(&values);
        assert_eq!(tally.quantiles()[4], 0.0);
        assert_eq!(tally.count(), 4000);
        assert!((tally.mean() - values.iter().sum::<f64>() / 4000.0).abs() < 1e-9);
    }

    #[test]
    fn trials_without_a_value_are_left_out() {
        let values: Vec<f64> = (0..1000).map(|i| if i % 2 == 0 { f64::NAN } else { i as f64 }).collect();
        let tally = tally_of(&values);
        assert_eq!((tally.count(), tally.blanks), (500, 500));
        assert!((tally.mean() - 500.0).abs() < 1e-9);
    }

    #[test]
    fn what_lies_far_outside_the_pilot_is_found_again() {
        let mut values: Vec<f64> = (0..3000).map(|i| f64::from(i % 1000) / 1000.0).collect();
        values.extend((0..400).map(|i| 1e6 + f64::from(i)));
        let tally = tally_of(&values);
        let mut sorted = values;
        sorted.sort_by(f64::total_cmp);
        let (rank, share) = rank(0.95, 3400);
        assert_eq!(
            tally.quantiles()[8],
            sorted[rank as usize] + share * (sorted[rank as usize + 1] - sorted[rank as usize])
        );
    }
}
