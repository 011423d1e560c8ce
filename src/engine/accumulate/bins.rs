//! Where the values of a row are counted.

use super::super::abreast::{ABREAST, Abreast, Packed, Plain, whole_part};
use super::atoms::{ATOMS, SAME, atoms, same};
use super::edges::Edges;
use super::replicate::At;
use super::sums::Sums;
use super::zones::{BINS, HALF_RANGE, MIDDLE, NEAR, OUTER, Spacing, Zones, even_zones, whole, with_outer_zones, zones};
use crate::statistics::{PROBABILITIES, TENTHS};
use std::ops::Range;

/// The first of the bins that are found by rounding to the nearest, and the bits of how far above it a bin may be.
const FIRST_NEAR: u16 = (BINS / 2 - NEAR) as u16;
const NEAR_BITS: u32 = (2 * NEAR).ilog2();
/// The rank error, in units of the Monte Carlo error, beyond which a row gets bins between values of its pilot; and by how
/// many values of the pilot on either side of a quantile it is told, at least a hundredth of them: fewer would often
/// lie close together by chance.
const MOST_ERROR: f64 = 0.15;
const BEABREAST: usize = 40;
/// Bins of either tail outside the range, eight to an octave.
const TAIL: usize = 448;
const TAIL_SHIFT: u32 = 49;
/// The distance, relative to the range, at which a tail begins to be told apart.
const TAIL_START: f64 = 1.0 / 1_048_576.0;
/// An atom is counted in so many places in turn, because counting in one place again and again is slow.
const TURNS: usize = 8;

/// Places that are passed over together when a quantile is looked for.
pub(super) const BLOCK: usize = 64;

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
/// The bits of a place.
const PLACE_BITS: u32 = PLACES.next_power_of_two().ilog2();

/// Where the values of a row are counted.
#[derive(Clone, Debug)]
pub struct Bins {
    /// Ends of the four zones.
    cuts: [f64; 5],
    /// Bins per unit in each zone.
    slopes: [f64; 4],
    /// Values counted on their own, ascending, each with the bin that it splits.
    atoms: Vec<(f64, u16)>,
    /// Whether some trials of the pilot had no value.
    has_blanks: bool,
    /// Whether the values are whole numbers, each counted in several bins by turns.
    is_whole: bool,
    /// Whether bins have one width, and the pilot's values lie in those near the middle.
    is_near: bool,
    /// The probabilities at which quantiles are asked for.
    asked: &'static [f64],
    /// The ends of the bins, where zones do not give them.
    edges: Option<Edges>,
}

/// How values find their bins, as the loops need it, in one cache line.
#[derive(Clone, Copy, Debug)]
#[repr(align(64))]
pub(super) struct Placing {
    /// What places and sums are taken relative to.
    pub(super) middle: f64,
    zones: Zones,
    /// Whether bins have one width, and that of a value near the middle is found by rounding to the nearest.
    is_near: bool,
    has_atoms: bool,
    has_blanks: bool,
    is_whole: bool,
}

impl Placing {
    /// How far 32 values lie above the middle, 0 where they are not numbers, and how many those are.
    #[inline(always)]
    pub(super) fn offsets<E: Abreast>(&self, values: &Packed) -> (E, usize) {
        let (numbers, middle) = (E::load(&values.0), E::all(self.middle));
        let is_number = numbers.le(numbers);
        (E::select(is_number, numbers, middle) - middle, ABREAST - E::count(is_number))
    }
}

/// Values that were counted by places.
pub struct Counted<A, S> {
    /// How many there are.
    pub total: u64,
    /// Adds the counts of up to 64 places.
    pub add: A,
    /// The sum of the counts of places.
    pub sum: S,
}

impl Bins {
    /// Bins for values like those of a pilot, which is sorted; blanks are left out, but it is said whether there are any.
    pub fn from_pilot(sorted: &[f64], has_blanks: bool) -> Self {
        Bins { has_blanks, ..Bins::of_numbers(sorted, &PROBABILITIES) }
    }

    /// The same for the figures of an area.
    pub fn of_area(sorted: &[f64], has_blanks: bool) -> Self {
        Bins { has_blanks, ..Bins::of_numbers(sorted, &TENTHS) }
    }

    fn of_numbers(sorted: &[f64], asked: &'static [f64]) -> Self {
        if sorted.is_empty() {
            return Bins::between(([-2.0, -1.0, 0.0, 1.0, 2.0], Spacing::Zones), vec![], asked);
        }
        let atoms = atoms(sorted);
        let rest: Vec<f64> = sorted.iter().copied().filter(|&value| !atoms.iter().any(|&a| same(value, a))).collect();
        let bins =
            Bins::between(zones(sorted, if rest.is_empty() { sorted } else { &rest }, asked), atoms.clone(), asked);
        if bins.resolves(sorted) { bins } else { bins.between_values(sorted, atoms) }
    }

    /// Whether every quantile that is given is known well enough, by the density of the pilot on either side of it.
    fn resolves(&self, sorted: &[f64]) -> bool {
        let beside = BEABREAST.max(sorted.len() / 100);
        let is_resolved = |&p: &f64| {
            let rank = ((sorted.len() - 1) as f64 * p) as usize;
            let (Some(before), Some(after)) = (rank.checked_sub(beside), sorted.get(rank + beside)) else {
                return true;
            };
            let (low, high) = self.ends(usize::from(self.bin_of(sorted[rank])));
            let densest = (sorted[rank] - sorted[before]).min(after - sorted[rank]);
            let mass = (high - low) / densest * beside as f64 / sorted.len() as f64;
            // In an atom there is nothing to resolve.
            densest == 0.0 || mass <= 4.0 * MOST_ERROR * MOST_ERROR * p * (1.0 - p)
        };
        self.asked.iter().all(is_resolved)
    }

    /// Bins over the same range whose ends are values of the pilot.
    fn between_values(mut self, sorted: &[f64], atoms: Vec<f64>) -> Self {
        self.edges = Some(Edges::from_pilot(sorted, (self.cuts[0], self.cuts[4]), self.asked));
        self.is_near = false;
        self.atoms = atoms.into_iter().map(|atom| (atom, self.bin_of(atom))).collect();
        self
    }

    /// Bins for whole numbers from 0 to `largest`, eight each, which are taken by turns, as long as there are enough.
    pub fn whole(largest: usize, has_blanks: bool) -> Self {
        let (middle, each) = ((largest / 2) as f64, TURNS as f64);
        let reach = HALF_RANGE / each;
        if largest as f64 - middle + 1.0 < reach {
            let bins = Bins::between((even_zones(middle, reach), Spacing::Even), vec![], &PROBABILITIES);
            return Bins { is_whole: true, has_blanks, ..bins };
        }
        let (first, middle, second) = (-1.5, middle + 0.5, largest as f64 + 1.5);
        let zones = (with_outer_zones([first, middle, second], (first, second)), Spacing::Zones);
        Bins { has_blanks, ..Bins::between(zones, vec![], &PROBABILITIES) }
    }

    /// Bins with these ends of their zones, or of one width, and these atoms.
    fn between((cuts, spacing): ([f64; 5], Spacing), atoms: Vec<f64>, asked: &'static [f64]) -> Self {
        let [low, first, middle, second, high] = cuts;
        let outer = OUTER as f64;
        let slopes = if spacing != Spacing::Zones {
            [(BINS as f64) / (high - low); 4]
        } else {
            [
                outer / (first - low),
                (MIDDLE - outer) / (middle - first),
                (BINS as f64 - outer - MIDDLE) / (second - middle),
                outer / (high - second),
            ]
        };
        let mut bins = Bins {
            cuts,
            slopes,
            atoms: vec![],
            has_blanks: false,
            is_whole: false,
            is_near: false,
            asked,
            edges: None,
        };
        bins.is_near = spacing == Spacing::Near && atoms.is_empty();
        bins.atoms = atoms.into_iter().map(|atom| (atom, bins.bin_of(atom))).collect();
        bins
    }

    /// How values find their bins.
    pub(super) fn placing(&self) -> Placing {
        Placing {
            middle: self.cuts[2],
            zones: Zones::new(self.cuts, self.slopes),
            is_near: self.is_near && !self.has_blanks,
            has_atoms: !self.atoms.is_empty(),
            has_blanks: self.has_blanks || self.edges.is_some(),
            is_whole: self.is_whole,
        }
    }

    /// Finds the places of 32 values; returns what [`Placing::offsets`] does.
    #[inline(always)]
    pub(super) fn place<E: Abreast>(
        &self,
        placing: &Placing,
        values: &Packed,
        places: &mut [u16; ABREAST],
    ) -> (E, usize) {
        let numbers = E::load(&values.0);
        let offsets = numbers - E::all(placing.middle);
        if placing.is_near {
            if placing.zones.nearest(offsets).store_whole::<NEAR_BITS>(FIRST_NEAR, places) {
                return (offsets, 0);
            }
            self.place_one_by_one(placing, values, places);
            return placing.offsets(values);
        }
        let (offsets, blanks) = if placing.has_blanks { placing.offsets(values) } else { (offsets, 0) };
        let bins = match &self.edges {
            Some(edges) => E::select(numbers.le(numbers), E::load(&edges.bins_of(values).0), whole(0)),
            None => placing.zones.place(offsets),
        };
        if !bins.store_whole::<PLACE_BITS>(0, places) || E::any(whole::<E>(BINS).le(bins)) {
            self.place_one_by_one(placing, values, places);
            return placing.offsets(values);
        }
        if placing.has_atoms | placing.has_blanks | placing.is_whole {
            E::apart(
                #[inline(always)]
                move || {
                    // Loaded again: what a function that stands apart takes is in memory before either way is chosen.
                    let numbers = E::load(&values.0);
                    let placed = self.place_atoms(numbers, bins);
                    let placed = if placing.is_whole { placed + E::load(&TURN.0) } else { placed };
                    E::select(numbers.le(numbers), placed, whole(BLANK)).store_whole::<PLACE_BITS>(0, places);
                },
            );
        }
        (offsets, blanks)
    }

    /// The places of values that are atoms, or share a bin with one, among those of their bins.
    #[inline(always)]
    fn place_atoms<E: Abreast>(&self, numbers: E, mut place: E) -> E {
        let zero = E::all(0.0);
        for (atom, &(value, bin)) in self.atoms.iter().enumerate() {
            let offset = numbers - E::all(value);
            let shared = atom > 0 && self.atoms[atom - 1].1 == bin;
            let piece: E = whole(if shared { ABOVE + atom - 1 } else { usize::from(bin) });
            let beside = E::select(zero.lt(offset), whole(ABOVE + atom), place);
            place = E::select(piece.lt(place), place, E::select(place.lt(piece), place, beside));
            let is_atom = offset.max(zero - offset).le(E::all(SAME * value.abs()));
            place = E::select(is_atom, whole::<E>(ATOM + TURNS * atom) + E::load(&TURN.0), place);
        }
        place
    }

    /// The place of a number within the range, atoms aside. It never falls when the number rises.
    fn bin_of(&self, value: f64) -> u16 {
        whole_part(self.bins_of(&Packed([value; ABREAST])).array()[0]) as u16
    }

    /// The bins of values, plus 2^52.
    fn bins_of(&self, values: &Packed) -> Plain {
        match &self.edges {
            Some(edges) => Plain::load(&edges.bins_of(values).0),
            None => self.placing().zones.place(Plain::load(&values.0) - Plain::all(self.middle())),
        }
    }

    /// Finds the places of values of which some lie outside the range, or are not numbers.
    #[inline(never)]
    fn place_one_by_one(&self, placing: &Placing, values: &Packed, places: &mut [u16; ABREAST]) {
        let (numbers, bins) = (Plain::load(&values.0), self.bins_of(values));
        let near = placing.zones.nearest(numbers - Plain::all(placing.middle)).array().map(whole_part);
        let placed = self.place_atoms(numbers, bins).array().map(whole_part);
        for (lane, bin) in bins.array().map(whole_part).into_iter().enumerate() {
            places[lane] = match placing.is_near && near[lane] < 2 * NEAR as u64 {
                true => FIRST_NEAR + near[lane] as u16,
                false if bin >= BINS as u64 => self.place_outside(values.0[lane]),
                false => placed[lane] as u16,
            };
        }
    }

    /// The place of a value outside the range.
    fn place_outside(&self, value: f64) -> u16 {
        if value.is_nan() {
            return BLANK as u16;
        }
        let [low, .., high] = self.cuts;
        // Rounding may take a value that lies just within an end of the range for one that lies outside.
        let is_below = value < self.middle();
        let (distance, first) = if is_below { (low - value, UNDER) } else { (value - high, OVER) };
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

    /// The places from one to another, in the order of their values; the first of all and the last where it is not said.
    pub(super) fn between_places(&self, from: Option<usize>, to: Option<usize>) -> Vec<Range<usize>> {
        let (mut found, mut has_begun) = (Vec::new(), from.is_none());
        for (mut places, falls) in self.runs() {
            if let Some(from) = from.filter(|from| !has_begun && places.contains(from)) {
                has_begun = true;
                places = if falls { places.start..from + 1 } else { from..places.end };
            }
            let end = to.filter(|to| has_begun && places.contains(to));
            if let Some(to) = end {
                places = if falls { to..places.end } else { places.start..to + 1 };
            }
            if has_begun && !places.is_empty() {
                found.push(places);
            }
            if end.is_some() {
                break;
            }
        }
        found
    }

    /// Whether all values of a place are one.
    pub(super) fn is_one_value(&self, place: usize) -> bool {
        place >= ATOM || (self.is_whole && place < BINS)
    }

    /// The probabilities at which quantiles are asked for.
    pub(super) fn asked(&self) -> &'static [f64] {
        self.asked
    }

    /// What sums are taken relative to.
    pub(super) fn middle(&self) -> f64 {
        self.cuts[2]
    }

    /// The mean of values with these sums; not a number where there are none.
    pub fn mean(&self, sums: &Sums) -> f64 {
        if sums.count == 0 { f64::NAN } else { self.middle() + sums.sum / sums.count as f64 }
    }

    /// Where the quantiles of counted values lie, at ascending probabilities.
    pub fn quantiles<const N: usize, A, S>(&self, counted: Counted<A, S>, probabilities: [f64; N]) -> [Option<At>; N]
    where
        A: Fn(Range<usize>, &mut [u64]),
        S: Fn(Range<usize>) -> u64,
    {
        let Counted { total, add, sum } = counted;
        let needed = probabilities.map(|p| p * total as f64);
        let mut quantiles = [None; N];
        let (mut below, mut next) = (0, 0);
        for (places, falls) in self.runs() {
            let mut left = places;
            while !left.is_empty() && next < N {
                let block = next_block(&mut left, falls);
                let of_block = sum(block.clone());
                if ((below + of_block) as f64) < needed[next] {
                    below += of_block;
                    continue;
                }
                let mut counts = [0; BLOCK];
                add(block.clone(), &mut counts[..block.len()]);
                for at in (0..block.len()).map(|at| if falls { block.len() - 1 - at } else { at }) {
                    let (place, count) = (block.start + at, counts[at]);
                    while count > 0 && next < N && (below + count) as f64 >= needed[next] {
                        let share = (needed[next] - below as f64) / count as f64;
                        quantiles[next] = Some(At { place: place as u16, share: share.clamp(0.0, 1.0) });
                        next += 1;
                    }
                    below += count;
                }
            }
        }
        quantiles
    }

    /// The ends of a place: of an atom both are its value, of a bin that atoms split those of the piece.
    ///
    /// Not inlined: where quantiles are looked for, it would be computed for every place beforehand.
    #[inline(never)]
    pub(super) fn ends(&self, place: usize) -> (f64, f64) {
        if let Some(turn) = place.checked_sub(ATOM) {
            let (value, _) = self.atoms[turn / TURNS];
            return (value, value);
        }
        let after = place.checked_sub(ABOVE).map(|atom| (atom, usize::from(self.atoms[atom].1)));
        if self.is_whole && place < BINS {
            let (low, _) = self.bin_ends(place - place % TURNS);
            return (low.round(), low.round());
        }
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
        if let Some(edges) = &self.edges {
            return edges.edge(bin);
        }
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

/// Cuts the next places of a run off; a falling run is read from its end.
fn next_block(left: &mut Range<usize>, falls: bool) -> Range<usize> {
    let len = left.len().min(BLOCK);
    let block = if falls { left.end - len..left.end } else { left.start..left.start + len };
    *left = if falls { left.start..block.start } else { block.end..left.end };
    block
}

/// Which of its places an atom's value is counted in, by trial.
const TURN: Packed = {
    let mut turn = Packed::ZERO;
    let mut lane = 0;
    while lane < ABREAST {
        turn.0[lane] = (lane % TURNS) as f64;
        lane += 1;
    }
    turn
};

#[cfg(test)]
mod tests {
    use super::*;

    /// Of each spacing bins for values like those of a pilot.
    fn of_each_spacing() -> [Bins; 3] {
        let even = |u: f64| u;
        let one_sided = |u: f64| -libm::log(u);
        let heavy = |u: f64| -libm::exp(3.0 * crate::distribution::normal::quantile(u));
        [even, one_sided, heavy].map(|quantile: fn(f64) -> f64| {
            let mut pilot: Vec<f64> = (0..4096).map(|trial| quantile((f64::from(trial) + 0.5) / 4096.0)).collect();
            pilot.sort_by(f64::total_cmp);
            Bins::from_pilot(&pilot, false)
        })
    }

    #[test]
    fn places_rise_with_the_values_across_both_ends_of_the_range() {
        for bins in of_each_spacing() {
            let mut order = vec![usize::MAX; PLACES];
            bins.in_order().enumerate().for_each(|(rank, place)| order[place] = rank);
            for bin in [0, usize::from(FIRST_NEAR), BINS - usize::from(FIRST_NEAR), BINS] {
                // From three bins below to three above.
                let (edge, width) = (bins.edge(bin), bins.edge(bin.max(1)) - bins.edge(bin.max(1) - 1));
                let ranks = (-96..96).map(|step| {
                    let values = Packed([edge + f64::from(step) / 32.0 * width; ABREAST]);
                    let mut places = [0; ABREAST];
                    bins.place::<Plain>(&bins.placing(), &values, &mut places);
                    order[usize::from(places[0])]
                });
                assert!(ranks.is_sorted(), "bin {bin} of {:?}", bins.slopes);
            }
        }
    }
}
