//! What is said of a row over all trials: mean, deviation, quantiles.

use super::super::abreast::{ABREAST, Packed, Plain};
use super::bins::{BLANK, Bins, PLACES};
use super::kept::Likely;
use super::replicate::Replicate;
use super::sums::Sums;
use crate::statistics::{
    Estimate, PROBABILITIES, REACH, interval_of_ranks, mean_error, order_statistics, quantile_error, rank, rank_error,
    replicate_error,
};
use std::collections::BTreeMap;

/// The ends of a quantile's interval are picked from bins that are wider than this share of it; in narrower ones a
/// straight line does.
const WIDE: f64 = 0.125;
/// By at most so many standard errors a rank lies elsewhere than some first trials tell, but for one in 150,000.
const FAR: f64 = 4.5;

/// Sorts numbers: by whole numbers in the same order, which are compared faster.
pub fn sort(values: Vec<f64>) -> Vec<f64> {
    let turned = |bits: i64| bits ^ (((bits >> 63) as u64) >> 1) as i64;
    let mut keys: Vec<i64> = values.into_iter().map(|value| turned(value.to_bits() as i64)).collect();
    keys.sort_unstable();
    keys.into_iter().map(|key| f64::from_bits(turned(key) as u64)).collect()
}

/// The places of a row whose values are wanted, and how many values lie below each.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// By place: which of the wanted it is, or none.
    pub(super) which: Box<[u8]>,
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

    /// A list for each of the wanted places, with room for its values.
    pub fn lists(&self) -> Vec<Vec<f64>> {
        self.ranks.iter().map(|(_, count)| Vec::with_capacity(*count as usize)).collect()
    }

    /// Whether what was picked, by wanted place, is all that there is.
    pub fn are_all(&self, picked: &[Vec<f64>]) -> bool {
        self.ranks.iter().zip(picked).all(|((_, count), picked)| picked.len() as u64 == *count)
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
    /// Places that hold values, in the order of those.
    steps: Vec<Step>,
    /// The standard errors of the ranks of the quantiles at [`PROBABILITIES`], as shares of the trials.
    rank_errors: [f64; 9],
    /// The standard error of the mean, where replicates tell it.
    of_replicates: Option<f64>,
    /// Type-7 quantiles at [`PROBABILITIES`], where they were picked.
    exact: Option<[Estimate; 9]>,
}

#[derive(Clone, Copy, Debug)]
struct Step {
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
            steps.push(Step { count: counts[place], below, place });
            below += counts[place];
        }
        let rank_errors = PROBABILITIES.map(|p| rank_error(p, below));
        Tally { sums, blanks: counts[BLANK], bins, steps, rank_errors, of_replicates: None, exact: None }
    }

    /// The same tally with the errors that independent replicates show, where there are some.
    pub fn with_replicates(mut self, replicates: &[Replicate]) -> Self {
        let means: Vec<f64> = replicates.iter().map(|of| of.mean).filter(|mean| !mean.is_nan()).collect();
        if means.len() < 2 {
            return self;
        }
        self.of_replicates = Some(replicate_error(&means));
        let mut steps = vec![None; PLACES];
        self.steps.iter().for_each(|step| steps[step.place] = Some(*step));
        let count = self.steps.last().map_or(0, |last| last.below + last.count) as f64;
        self.rank_errors = std::array::from_fn(|which| {
            let at = replicates.iter().filter_map(|of| of.quantiles[which]);
            let rank = |step: Step, share: f64| (step.below as f64 + share * step.count as f64) / count;
            replicate_error(
                &at.filter_map(|at| Some(rank(steps[usize::from(at.place)]?, at.share))).collect::<Vec<_>>(),
            )
        });
        self
    }

    /// The tally of a row that has the same value in every trial.
    pub fn constant(value: f64, trials: u64) -> Self {
        let bins = Bins::from_pilot(&[value; 2], false);
        let mut tally = Tally::of_sorted(bins, &[value; 2], 0, Sums::default());
        let offset = value - tally.bins.middle();
        let n = trials as f64;
        tally.sums = Sums { count: trials, sum: n * offset, squares: n * offset * offset };
        tally
    }

    /// The tally of all values of a row, sorted.
    pub fn of_sorted(bins: Bins, sorted: &[f64], blanks: u64, sums: Sums) -> Self {
        let mut counts = vec![0u64; PLACES];
        let mut places = [0u16; ABREAST];
        for values in sorted.chunks(ABREAST) {
            let mut packed = Packed([f64::NAN; ABREAST]);
            packed.0[..values.len()].copy_from_slice(values);
            bins.place::<Plain>(&bins.placing(), &packed, &mut places);
            places[..values.len()].iter().for_each(|&place| counts[place as usize] += 1);
        }
        let mut tally = Tally::new(bins, &counts, sums);
        tally.blanks = blanks;
        if !sorted.is_empty() {
            tally.exact = Some(tally.estimates(|p| of_type_7(p, sorted.len() as u64, |rank| sorted[rank as usize])));
        }
        tally
    }

    /// The quantiles at [`PROBABILITIES`] with their errors, from the quantile function.
    fn estimates(&self, quantile: impl Fn(f64) -> f64) -> [Estimate; 9] {
        std::array::from_fn(|which| {
            let p = PROBABILITIES[which];
            let (low, high) = interval_of_ranks(p, self.rank_errors[which]);
            let value = quantile(p);
            Estimate { value, error: quantile_error(value, (quantile(low), quantile(high))) }
        })
    }

    /// Trials with a value.
    pub fn count(&self) -> u64 {
        self.sums.count
    }

    /// The mean of the values.
    pub fn mean(&self) -> Estimate {
        let error = match self.of_replicates {
            _ if self.is_constant() => 0.0,
            Some(error) => error,
            None => mean_error(self.sd(), self.count()),
        };
        Estimate { value: self.bins.mean(&self.sums), error }
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
        let Some(first) = self.steps.first() else { return false };
        let (value, _) = self.bins.ends(first.place);
        self.steps.iter().all(|step| self.bins.ends(step.place) == (value, value))
    }

    /// Between which values all lie, as far as bins say it; `None` where there are none.
    pub fn range(&self) -> Option<(f64, f64)> {
        let (first, last) = (self.steps.first()?, self.steps.last()?);
        Some((self.bins.ends(first.place).0, self.bins.ends(last.place).1))
    }

    /// The share of the values that surely lie between two, both included.
    pub fn share_between(&self, low: f64, high: f64) -> f64 {
        let is_within = |step: &&Step| {
            let (from, to) = self.bins.ends(step.place);
            low <= from && to <= high
        };
        self.steps.iter().filter(is_within).map(|step| step.count).sum::<u64>() as f64 / self.count().max(1) as f64
    }

    /// Quantiles at [`PROBABILITIES`]: exact where the values were picked.
    pub fn quantiles(&self) -> [Estimate; 9] {
        self.exact.unwrap_or_else(|| self.estimates(|p| self.binned_quantile(p)))
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
        let (low, high) = self.bins.ends(step.place);
        low + share * (high - low)
    }

    /// The smallest whole number that at least a share `p` of the values do not exceed.
    pub fn label_at(&self, p: f64) -> f64 {
        let Some(last) = self.steps.last() else { return f64::NAN };
        let needed = p * (last.below + last.count) as f64 * (1.0 - 1e-12);
        let place = self.steps.partition_point(|step| ((step.below + step.count) as f64) < needed);
        let step = self.steps[place.min(self.steps.len() - 1)];
        let (low, high) = self.bins.ends(step.place);
        ((low + high) * 0.5).round()
    }

    /// The largest rank error of the quantiles that are asked for, in units of their Monte Carlo error: half the square root of the
    /// bin's mass over p(1 - p), zero in atoms.
    pub fn largest_rank_error(&self) -> f64 {
        if self.is_exact() || self.steps.is_empty() {
            return 0.0;
        }
        let n = self.count() as f64;
        let error = |&p: &f64| {
            let place = self.steps.partition_point(|step| ((step.below + step.count) as f64) < p * n);
            let step = self.steps[place.min(self.steps.len() - 1)];
            let (low, high) = self.bins.ends(step.place);
            let mass = if high > low { step.count as f64 / n } else { 0.0 };
            0.5 * libm::sqrt(mass / (p * (1.0 - p)))
        };
        self.bins.asked().iter().map(error).fold(0.0, f64::max)
    }

    /// The places that hold the ranks of the quantiles, and those of the ends of their intervals where bins are wide.
    pub fn wanted(&self) -> Wanted {
        let mut which = vec![u8::MAX; PLACES].into_boxed_slice();
        let mut ranks = Vec::new();
        for rank in self.wanted_ranks().filter(|_| !self.is_exact()) {
            let step = self.step_of(rank);
            if !self.bins.is_one_value(step.place) && which[step.place] == u8::MAX {
                which[step.place] = ranks.len() as u8;
                ranks.push((step.below, step.count));
            }
        }
        Wanted { which, ranks }
    }

    /// Where what is [wanted](Tally::wanted) of `trials` trials will all but surely lie, as far as these, some of them, tell.
    pub fn likely(&self, trials: u64) -> Likely {
        let Some(last) = self.steps.last() else { return Likely::default() };
        let n = last.below + last.count;
        let (n, all) = (n as f64, n as f64 * trials as f64 / (n + self.blanks) as f64);
        let place_at = |share: f64| {
            (share > 0.0 && share < 1.0).then(|| self.step_of(((share * n) as u64).min(n as u64 - 1)).place)
        };
        let around = |&p: &f64| {
            let reach = libm::sqrt(p * (1.0 - p)) * reach(n, all);
            self.bins.between_places(place_at(p - reach), place_at(p + reach))
        };
        let places = self.bins.asked().iter().flat_map(around);
        Likely::new(places.filter(|places| !self.bins.is_one_value(places.start)).collect())
    }

    /// How many of the values so far lie in some places.
    pub fn within(&self, likely: &Likely) -> u64 {
        self.steps.iter().filter(|step| likely.contains(step.place)).map(|step| step.count).sum()
    }

    /// Makes the quantiles exact from the values that were picked, each list in any order.
    pub fn settle(&mut self, wanted: &Wanted, picked: &[Vec<f64>]) {
        if self.count() == 0 || self.is_exact() {
            return;
        }
        if self.steps.is_empty() {
            // Of this row the mean alone is wanted.
            self.exact = Some([Estimate::known(f64::NAN); 9]);
            return;
        }
        let mut ranks: Vec<Vec<usize>> = vec![Vec::new(); wanted.len()];
        for rank in self.ranks_of_quantiles().chain(self.ranks_of_intervals().map(|of| of.rank)) {
            let step = self.step_of(rank);
            if let Some(ranks) = ranks.get_mut(usize::from(wanted.which[step.place])) {
                ranks.push((rank - step.below) as usize);
            }
        }
        let mut values = BTreeMap::new();
        for ((ranks, picked), (below, _)) in ranks.iter_mut().zip(picked).zip(&wanted.ranks) {
            ranks.sort_unstable();
            let found = order_statistics(picked, ranks);
            values.extend(ranks.iter().map(|rank| below + *rank as u64).zip(found));
        }
        let value = |rank: u64| {
            values.get(&rank).copied().unwrap_or_else(|| {
                let step = self.step_of(rank);
                let (low, high) = self.bins.ends(step.place);
                low + ((rank - step.below) as f64 + 0.5) / step.count as f64 * (high - low)
            })
        };
        let n = self.count();
        self.exact = Some(self.estimates(|p| of_type_7(p, n, value)));
    }

    fn wanted_ranks(&self) -> impl Iterator<Item = u64> + '_ {
        let is_wide = move |of: &OfInterval| {
            let (from, to) = self.bins.ends(self.step_of(of.rank).place);
            to - from > of.wide
        };
        self.ranks_of_quantiles().chain(self.ranks_of_intervals().filter(is_wide).map(|of| of.rank))
    }

    /// The two ranks between which each quantile that is asked for lies.
    fn ranks_of_quantiles(&self) -> impl Iterator<Item = u64> + '_ {
        let n = self.steps.last().map_or(0, |last| last.below + last.count);
        self.bins.asked().iter().filter(move |_| n > 0).flat_map(move |&p| both_ranks(p, n))
    }

    /// Those between which the ends of their intervals lie.
    fn ranks_of_intervals(&self) -> impl Iterator<Item = OfInterval> + '_ {
        let n = self.steps.last().map_or(0, |last| last.below + last.count);
        let of_all = PROBABILITIES.into_iter().zip(self.rank_errors);
        of_all.filter(move |(p, _)| n > 0 && self.bins.asked().contains(p)).flat_map(move |(p, error)| {
            let (low, high) = interval_of_ranks(p, error);
            let wide = WIDE * (self.binned_quantile(high) - self.binned_quantile(low));
            [low, high].into_iter().flat_map(move |end| both_ranks(end, n)).map(move |rank| OfInterval { rank, wide })
        })
    }

    fn step_of(&self, rank: u64) -> Step {
        self.steps[self.steps.partition_point(|step| step.below + step.count <= rank)]
    }
}

/// How far from where `n` of `all` trials have a quantile what is wanted may lie, as a share of all over `sqrt(p (1 - p))`.
pub fn reach(n: f64, all: f64) -> f64 {
    FAR * libm::sqrt((1.0 / n - 1.0 / all).max(0.0)) + REACH / libm::sqrt(all)
}

/// A rank beside the end of the interval of the quantile at `p`.
struct OfInterval {
    rank: u64,
    /// The width of a bin within which a straight line does not do.
    wide: f64,
}

/// The ranks between which a quantile of `n` values lies.
fn both_ranks(p: f64, n: u64) -> [u64; 2] {
    let (rank, _) = rank(p, n);
    [rank, (rank + 1).min(n - 1)]
}

/// The quantile at `p` of `n` values, by their ranks.
fn of_type_7(p: f64, n: u64, value: impl Fn(u64) -> f64) -> f64 {
    let (rank, share) = rank(p, n);
    let (left, right) = (value(rank), value((rank + 1).min(n - 1)));
    left + share * (right - left)
}

#[cfg(test)]
mod tests {
    use super::super::super::instructions::Level;
    use super::super::{Counter, Kept, NARROW, RowSums, pick, pick_of_row};
    use super::*;
    use crate::engine::kernel::Batch;
    use crate::plan::Shown;

    fn tally_of(values: &[f64]) -> Tally {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|value| !value.is_nan()).collect();
        sorted.sort_by(f64::total_cmp);
        let bins = Bins::from_pilot(&sorted[..sorted.len().min(1000)], sorted.len() < values.len());
        let all_bins = [bins.clone()];
        let mut counter = Counter::new(Level::widest(), &all_bins, &[Shown::Amount]);
        let mut sums = RowSums::new(1);
        let mut groups = Vec::new();
        for group in values.chunks(ABREAST) {
            let mut packed = Packed([f64::NAN; ABREAST]);
            packed.0[..group.len()].copy_from_slice(group);
            groups.push((packed, group.len()));
        }
        for group in &groups {
            counter.take(&batch(group), &mut sums);
            counter.close_chunk(group.1);
            sums.close_chunk(group.1);
        }
        let mut counts = vec![0u64; PLACES];
        counter.close();
        counter.add_to(0, 0..PLACES, &mut counts);
        let mut tally = Tally::new(bins.clone(), &counts, sums.totals()[0]);
        let wanted = tally.wanted();
        let mut picked = vec![vec![Vec::new(); wanted.len()]];
        for group in &groups {
            pick(Level::widest(), &all_bins, std::slice::from_ref(&wanted), &batch(group), &mut picked);
        }
        tally.settle(&wanted, &picked[0]);
        tally
    }

    fn batch((packed, trials): &(Packed, usize)) -> Batch<'_> {
        Batch { wanted: &[(0, 0)], numbers: std::slice::from_ref(packed), first: 0, trials: *trials }
    }

    /// Type 7 quantiles of some values.
    fn quantiles_of(values: &[f64]) -> [f64; 9] {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        PROBABILITIES.map(|p| {
            let (rank, share) = rank(p, sorted.len() as u64);
            sorted[rank as usize] + share * (sorted[rank as usize + 1] - sorted[rank as usize])
        })
    }

    #[test]
    fn quantiles_are_those_of_all_values_though_only_some_were_kept() {
        let values: Vec<f64> = (0..5000u64).map(|i| ((i * 2_654_435_761) % 10_007) as f64 * 13.7).collect();
        assert_eq!(tally_of(&values).quantiles().map(|of| of.value), quantiles_of(&values));
    }

    /// Counts values, of which the first thousand fix the bins and the first tenth tells where to keep; returns the tally and
    /// whether all that it needs was kept.
    fn kept_tally_of(values: &[f64]) -> (Tally, bool) {
        let (level, first) = (Level::widest(), values.len() / 10 / ABREAST * ABREAST);
        let bins = [Bins::from_pilot(&sort(values[..1000].to_vec()), false)];
        let mut counter = Counter::new(level, &bins, &[Shown::Amount]);
        let mut sums = RowSums::new(1);
        let tally = |counter: &Counter, sums: &RowSums| {
            let mut counts = vec![0u64; PLACES];
            counter.add_to(0, 0..PLACES, &mut counts);
            Tally::new(bins[0].clone(), &counts, sums.totals()[0])
        };
        for (at, group) in values.chunks(ABREAST).enumerate() {
            if at * ABREAST == first {
                counter.close();
                let likely = tally(&counter, &sums).likely(values.len() as u64);
                counter.kept.get_or_insert_with(|| Kept::new(1)).look_at(&vec![likely].into());
            }
            let mut packed = Packed([f64::NAN; ABREAST]);
            packed.0[..group.len()].copy_from_slice(group);
            counter.take(&batch(&(packed, group.len())), &mut sums);
            counter.close_chunk(group.len());
            sums.close_chunk(group.len());
        }
        counter.close();
        let mut tally = tally(&counter, &sums);
        let (wanted, kept) = (tally.wanted(), counter.kept.expect("some were kept"));
        let mut picked = wanted.lists();
        let of_row = &kept.by_row()[0];
        assert!(of_row.iter().map(|values| values.len()).sum::<usize>() < values.len() / 2);
        pick_of_row(level, &bins[0], &wanted, &[&[&values[..first]], &of_row[..]].concat(), &mut picked);
        let are_all = wanted.are_all(&picked);
        if are_all {
            tally.settle(&wanted, &picked);
        }
        (tally, are_all)
    }

    #[test]
    fn quantiles_are_those_of_all_values_though_only_likely_ones_were_kept() {
        let values: Vec<f64> = (0..50_005u64).map(|i| ((i * 2_654_435_761) % 100_003) as f64 * 13.7).collect();
        let (tally, are_all) = kept_tally_of(&values);
        assert!(are_all && tally.is_exact());
        assert_eq!(tally.quantiles().map(|of| of.value), quantiles_of(&values));
    }

    #[test]
    fn values_of_which_the_first_tell_nothing_are_not_said_to_be_all() {
        // The first tenth lies among the others, whose quantiles are elsewhere.
        let drift = |i: u64| if i < 5_000 { 1.0 } else { 3.0 };
        let values: Vec<f64> = (0..50_005u64).map(|i| ((i * 2_654_435_761) % 100_003) as f64 * drift(i)).collect();
        let (tally, are_all) = kept_tally_of(&values);
        assert!(!are_all && !tally.is_exact());
    }

    #[test]
    fn values_that_occur_again_and_again_are_counted_on_their_own() {
        let values: Vec<f64> = (0..4000).map(|i| if i % 3 == 0 { i as f64 } else { 0.0 }).collect();
        let tally = tally_of(&values);
        assert_eq!(tally.quantiles()[4], Estimate::known(0.0));
        assert_eq!(tally.count(), 4000);
        assert!((tally.mean().value - values.iter().sum::<f64>() / 4000.0).abs() < 1e-9);
    }

    #[test]
    fn frequent_values_that_share_a_bin_stay_in_their_order() {
        // A bin is 300 wide; what lies just above the second frequent value must not come before it.
        let values: Vec<f64> = (0..6000u64)
            .map(|i| match i % 6 {
                0 => 500.0,
                1 => 500.5,
                2 | 3 => 500.6 + i as f64 * 1e-5,
                _ => ((i * 2_654_435_761) % 1_000_003) as f64,
            })
            .collect();
        assert_eq!(tally_of(&values).quantiles().map(|of| of.value), quantiles_of(&values));
    }

    #[test]
    fn the_latest_counts_are_all_of_those_since_the_beginning() {
        let bins = [Bins::whole(8, false)];
        let mut counter = Counter::new(Level::widest(), &bins, &[Shown::Amount]);
        let mut sums = RowSums::new(1);
        let group = (Packed([3.0; ABREAST]), ABREAST);
        // As many as narrow counts hold, more than once, and one group more.
        for trials in [NARROW, NARROW, ABREAST] {
            counter.begin();
            for _ in 0..trials / ABREAST {
                counter.take(&batch(&group), &mut sums);
                counter.close_chunk(ABREAST);
            }
            counter.close();
            assert_eq!(counter.latest(0, 0..PLACES) as usize, trials);
        }
        assert_eq!(counter.all(0, 0..PLACES) as usize, 2 * NARROW + ABREAST);
    }

    #[test]
    fn trials_without_a_value_are_left_out() {
        let values: Vec<f64> = (0..1000).map(|i| if i % 2 == 0 { f64::NAN } else { i as f64 }).collect();
        let tally = tally_of(&values);
        assert_eq!((tally.count(), tally.blanks), (500, 500));
        assert!((tally.mean().value - 500.0).abs() < 1e-9);
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
            tally.quantiles()[8].value,
            sorted[rank as usize] + share * (sorted[rank as usize + 1] - sorted[rank as usize])
        );
    }
}
