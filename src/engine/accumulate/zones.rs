//! Zones of bins of one width each, and which widths a row gets.

use super::super::abreast::{Abreast, WHOLE};

/// Bins within the range of the pilot.
pub const BINS: usize = 3072;
/// Bins on either side of the middle that are found by rounding to the nearest.
pub(super) const NEAR: usize = 1024;
/// Bins of the two outer zones, below P3 and above P97 of the pilot.
pub(super) const OUTER: usize = 384;
/// Bins of either inner zone, from P3 to the middle and from there to P97.
const HALF: usize = BINS / 2 - OUTER;
/// The middle of the bin in which the middle of the range lies, counted in bins.
pub(super) const MIDDLE: f64 = BINS as f64 / 2.0 + 0.5;
/// Bins on the side of the middle that has fewer.
pub(super) const HALF_RANGE: f64 = BINS as f64 - MIDDLE;
/// The rank error, in units of the Monte Carlo error, that bins of one width may have.
const EVEN_ERROR: f64 = 0.07;
/// At least so many of them are between the middle and the value of the pilot that is furthest from it.
const FEWEST: f64 = 384.0;
/// How far the range reaches beyond the pilot, as a share of the pilot's own.
const MARGIN: f64 = 0.1;
/// The share of the pilot to either side of a quantile by which its density is told.
const WINDOW: f64 = 0.02;

/// The zones of a row: lines whose argument is the offset from the middle, and whose values are
/// bins from the middle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Zones {
    /// Of the outer zones: value at the middle, and slope.
    below: [f64; 2],
    above: [f64; 2],
    /// Slopes of the inner zones, whose lines go through the middle.
    left: f64,
    right: f64,
    /// Whether all bins have the same width.
    is_even: bool,
}

impl Zones {
    pub(super) fn new(cuts: [f64; 5], slopes: [f64; 4]) -> Self {
        let [_, first, middle, second, _] = cuts;
        let through = |cut: f64, bin: usize, slope: f64| [bin as f64 - MIDDLE - slope * (cut - middle), slope];
        Zones {
            below: through(first, OUTER, slopes[0]),
            above: through(second, BINS - OUTER, slopes[3]),
            left: slopes[1],
            right: slopes[2],
            is_even: slopes.iter().all(|slope| *slope == slopes[0]),
        }
    }

    /// The bins at some offsets, plus 2^52; outside the range, or of what is not a number, such as there are not.
    ///
    /// An inner zone is at least as steep as the outer one beside it, so that on either side of the middle the right
    /// line is the one nearer to it. Of two numbers that are compared the second is taken where one is not a number.
    /// Adding 2^52 leaves the nearest whole number in the last bits of the sum. What is far out or not a number stays far
    /// out.
    #[inline(always)]
    pub(super) fn place<E: Abreast>(&self, d: E) -> E {
        let from_middle = if self.is_even {
            d * E::all(self.left)
        } else {
            let zero = E::all(0.0);
            let left = zero.min(line(self.below, d).max(E::all(self.left) * d));
            let right = zero.max(line(self.above, d).min(E::all(self.right) * d));
            left + right
        };
        // The middle lies in the middle of a bin.
        from_middle + whole(BINS / 2)
    }

    /// The bins at some offsets, counted from [`NEAR`] below the middle, plus 2^52, where all have one width.
    #[inline(always)]
    pub(super) fn nearest<E: Abreast>(&self, d: E) -> E {
        d * E::all(self.left) + whole(NEAR)
    }
}

/// A line, given by its value at 0 and its slope.
#[inline(always)]
fn line<E: Abreast>([at_nil, slope]: [f64; 2], d: E) -> E {
    E::all(at_nil) + E::all(slope) * d
}

/// A place as [`Abreast::store_whole`] takes it.
#[inline(always)]
pub(super) fn whole<E: Abreast>(place: usize) -> E {
    E::all(WHOLE + place as f64)
}

/// How wide bins are beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    /// Four zones, each of its own width.
    Zones,
    /// One width.
    Even,
    /// One width, and the pilot lies near the middle.
    Near,
}

/// The ends of four zones, and how wide their bins are: from P3 to P50 and from there to P97 of the values that are not
/// atoms, the outer ones to a margin beyond the extremes of all. The middle is a value of the pilot: sums are taken
/// relative to it, so that the mean of equal values is that value.
pub(super) fn zones(all: &[f64], rest: &[f64], asked: &[f64]) -> ([f64; 5], Spacing) {
    let at = |p: f64| rest[((rest.len() - 1) as f64 * p) as usize];
    let (least, middle, greatest) = (all[0], at(0.5), all[all.len() - 1]);
    let smallest_margin = (1e-9 * greatest.abs().max(least.abs())).max(1e-9);
    let margin = (MARGIN * (greatest - least)).max(smallest_margin);
    let reach = (middle - least).max(greatest - middle) + margin;
    let widest = widest(all, asked);
    if reach <= HALF_RANGE * widest {
        // The wider the bins, the fewer of them are in use, and the nearer at hand those are.
        let width = widest.min(reach / FEWEST);
        let is_near = reach <= (NEAR - 1) as f64 * width;
        return (even_zones(middle, HALF_RANGE * width), if is_near { Spacing::Near } else { Spacing::Even });
    }
    // How long the tails are says nothing of how wide bins may be here, unless nearly all values are one.
    let (third, ninety_seventh) = (at(0.03), at(0.97));
    let spread = if ninety_seventh > third { ninety_seventh - third } else { 1e-3 * (greatest - least) };
    let apart = (1e-3 * spread).max(smallest_margin);
    let inner = [middle - third, ninety_seventh - middle].map(|side| side.max(apart));
    let outer = [middle - least, greatest - middle].map(|side| (2.0 * MARGIN * side).max(smallest_margin));
    let cuts = [middle - inner[0], middle, middle + inner[1]];
    (with_outer_zones(cuts, (least - outer[0], greatest + outer[1])), Spacing::Zones)
}

/// How wide bins of one width may be: at every quantile that is asked for, by the density of the pilot there, half the root of
/// a bin's mass over `p (1 - p)` is what is allowed.
fn widest(sorted: &[f64], asked: &[f64]) -> f64 {
    let at = |p: f64| sorted[((sorted.len() - 1) as f64 * p) as usize];
    let widths = asked.iter().map(|&p| {
        let around = at(p + WINDOW) - at(p - WINDOW);
        let mass = EVEN_ERROR * EVEN_ERROR * 4.0 * p * (1.0 - p);
        // In an atom there is nothing to resolve.
        if around == 0.0 { f64::INFINITY } else { mass / (2.0 * WINDOW) * around }
    });
    widths.fold(f64::INFINITY, f64::min)
}

/// Four zones whose bins have one width, reaching so far to either side.
pub(super) fn even_zones(middle: f64, reach: f64) -> [f64; 5] {
    let width = reach / HALF_RANGE;
    let at = |bin: f64| middle + (bin - MIDDLE) * width;
    [at(0.0), at(OUTER as f64), middle, at((BINS - OUTER) as f64), at(BINS as f64)]
}

/// The ends of all zones: outer ones that reach at least to `low` and `high`, with bins no finer than the inner ones.
pub(super) fn with_outer_zones([first, middle, second]: [f64; 3], (low, high): (f64, f64)) -> [f64; 5] {
    // The middle lies in the middle of a bin, so that a side has half a bin more or less.
    let no_finer = OUTER as f64 / (HALF - 1) as f64;
    let low = low.min(first - no_finer * (middle - first));
    let high = high.max(second + no_finer * (second - middle));
    [low, first, middle, second, high]
}
