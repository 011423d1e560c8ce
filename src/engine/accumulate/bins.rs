//! Where the values of a row are counted.

use super::super::lanes::{LANES, Lanes};
use super::sums::Sums;
use std::ops::Range;

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
pub(super) const ATOM: usize = ABOVE + ATOMS;
/// Trials without a value.
pub(super) const BLANK: usize = ATOM + ATOMS * TURNS;
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
    pub(super) fn places(&self, values: &Lanes, places: &mut [u16; LANES]) -> bool {
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
    pub(super) fn in_order(&self) -> impl Iterator<Item = usize> {
        self.runs().into_iter().flat_map(|(places, falls)| {
            let last = places.end.wrapping_sub(1);
            places.clone().map(move |place| if falls { places.start + (last - place) } else { place })
        })
    }

    /// Runs of places in the order of their values, and whether the values fall in a run.
    fn runs(&self) -> Vec<(Range<usize>, bool)> {
        let mut runs = vec![(UNDER..UNDER + TAIL, true)];
        // The range reaches beyond the pilot, whose values atoms are: none splits a bin of a tail.
        debug_assert!(self.atoms.iter().all(|(_, split)| usize::from(*split) < BINS));
        for bins in [0..BINS, OVER..OVER + TAIL] {
            let mut from = bins.start;
            for (atom, (_, split)) in self.atoms.iter().enumerate() {
                let split = usize::from(*split);
                if bins.contains(&split) {
                    // An atom comes after its bin, or after the piece of it that the atom before has left.
                    runs.push((from..from.max(split + 1), false));
                    from = from.max(split + 1);
                    runs.push((ATOM + TURNS * atom..ATOM + TURNS * (atom + 1), false));
                    runs.push((ABOVE + atom..ABOVE + atom + 1, false));
                }
            }
            runs.push((from..bins.end, false));
        }
        runs
    }

    /// What sums are taken relative to.
    pub(super) fn middle(&self) -> f64 {
        self.cuts[2]
    }

    /// The mean of values with these sums; not a number where there are none.
    pub fn mean(&self, sums: &Sums) -> f64 {
        if sums.count == 0 { f64::NAN } else { self.middle() + sums.sum / sums.count as f64 }
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
    pub(super) fn ends(&self, place: usize) -> (f64, f64) {
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
