//! Two figures, trial beside trial.

use crate::engine::Column;
use crate::statistics::{PROBABILITIES, Quantile, mean, quantiles, sum_of, values_at};

/// The statistics of which changes are given: mean, P10, P50, P90.
const TENTHS: [f64; 3] = [0.1, 0.5, 0.9];

/// A figure of the base and of another scenario, in its unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Mean, P10, P50 and P90 of the base.
    pub base: [f64; 4],
    /// Likewise of the other.
    pub other: [f64; 4],
    /// The Monte Carlo errors of the changes of these four, the other's less the base's.
    pub errors: [f64; 4],
    /// The standard deviation of the difference between trials.
    pub sd: f64,
    /// The difference's own quantiles, at [`PROBABILITIES`].
    pub quantiles: [f64; 9],
    /// The share of trials in which the other's is higher, after rounding to the penny.
    pub higher: f64,
    /// The share of trials in which both are equal.
    pub equal: f64,
}

/// Payback years of both.
#[derive(Clone, Debug, PartialEq)]
pub struct Paybacks {
    /// P10, P50 and P90 of the base.
    pub base: [crate::forecast::Payback; 3],
    /// Likewise of the other.
    pub other: [crate::forecast::Payback; 3],
    /// The share of trials in which the other pays back later.
    pub higher: f64,
    /// The share of trials in which both pay back in the same year.
    pub equal: f64,
}

/// Payback years as positions in the horizon.
pub(super) struct Positions {
    pub(super) base: [f64; 3],
    pub(super) other: [f64; 3],
    pub(super) higher: f64,
    pub(super) equal: f64,
}

impl Positions {
    /// Of the trials of both; `None` where either is blank in any.
    pub(super) fn of(base: &[f64], other: &[f64]) -> Option<Self> {
        if base.iter().chain(other).any(|value| value.is_nan()) {
            return None;
        }
        let (higher, equal) = chances(base.iter().copied().zip(other.iter().copied()), 1.0);
        Some(Positions { base: labels(base), other: labels(other), higher, equal })
    }
}

/// The smallest positions that a tenth, half and nine tenths of the trials do not exceed.
fn labels(values: &[f64]) -> [f64; 3] {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    let n = sorted.len();
    // A share that is a whole number of trials but for rounding is that number.
    TENTHS.map(|p| sorted[((p * n as f64 - 1e-9).ceil().max(1.0) as usize).min(n) - 1])
}

/// The shares of pairs of which the second is higher, and which are equal, after rounding to units.
pub(super) fn chances(pairs: impl Iterator<Item = (f64, f64)>, per_unit: f64) -> (f64, f64) {
    let (mut higher, mut equal, mut all) = (0u64, 0u64, 0u64);
    for (one, other) in pairs {
        let (mut one, mut other) = (one * per_unit, other * per_unit);
        // What is further apart is so after rounding too, and what is equal stays so.
        if other != one && (other - one).abs() < 2.0 {
            (one, other) = (one.round(), other.round());
        }
        higher += u64::from(other > one);
        equal += u64::from(other == one);
        all += 1;
    }
    let share = |count: u64| count as f64 / all.max(1) as f64;
    (share(higher), share(equal))
}

/// A column with its mean, P10, P50 and P90.
pub(super) struct Summarised {
    trials: Column,
    mean: f64,
    quantiles: [Quantile; 3],
}

impl Summarised {
    /// Of the trials; gives them back where one is blank.
    pub(super) fn of(trials: Column) -> Result<Self, Column> {
        let mean = mean(&trials);
        if mean.is_nan() && trials.iter().any(|value| value.is_nan()) {
            return Err(trials);
        }
        Ok(Summarised { mean, quantiles: quantiles(&trials, TENTHS), trials })
    }

    /// `factor` times the column, plus `offset`.
    fn statistics(&self, factor: f64, offset: f64) -> [f64; 4] {
        let [p10, p50, p90] = self.quantiles.map(|quantile| quantile.value);
        [self.mean, p10, p50, p90].map(|value| factor * value + offset)
    }
}

/// `scale` times a column, plus `offset`; a column that is not there is known to be zero.
#[derive(Clone, Copy)]
pub(super) struct Scaled<'a> {
    pub(super) column: Option<&'a Summarised>,
    pub(super) scale: f64,
    pub(super) offset: f64,
}

impl<'a> Scaled<'a> {
    fn statistics(&self) -> [f64; 4] {
        self.column.map_or([self.offset; 4], |column| column.statistics(self.scale, self.offset))
    }

    /// Its column and how much it counts: nothing of the other's, where it has none of its own.
    fn beside(&self, other: &Scaled<'a>) -> Option<(&'a Summarised, f64)> {
        let own = self.column.map(|column| (column, self.scale));
        own.or(other.column.map(|column| (column, 0.0)))
    }
}

/// The differences of two columns in the unit of the first scale that is not zero: partners that share both alike have the
/// same, but for that unit.
pub(super) struct Apart {
    sd: f64,
    quantiles: [f64; 9],
    errors: [f64; 4],
    signs: Signs,
}

/// So many differences have each sign.
#[derive(Clone, Copy)]
struct Signs {
    above: usize,
    zero: usize,
    /// The nearest to zero of those that are not zero.
    nearest: f64,
    /// Whether where a difference is zero both figures are the same number.
    are_exact: bool,
}

/// So many trials are looked at together, in one simple walk for each thing that is counted of them.
const ROWS: usize = 1024;

impl Apart {
    /// Of the trials of both, in a unit.
    pub(super) fn of(base: &Scaled, other: &Scaled, unit: f64) -> Self {
        let Some(((one, one_scale), (two, two_scale))) = base.beside(other).zip(other.beside(base)) else {
            let signs = Signs { above: 0, zero: 1, nearest: f64::INFINITY, are_exact: true };
            return Apart { sd: 0.0, quantiles: [0.0; 9], errors: [0.0; 4], signs };
        };
        let (one_scale, two_scale) = (one_scale / unit, two_scale / unit);
        let mean = two_scale * two.mean - one_scale * one.mean;
        let are_exact = [one_scale, two_scale].iter().all(|scale| [0.0, 1.0].contains(&scale.abs()));
        let mut signs = Signs { above: 0, zero: 0, nearest: f64::INFINITY, are_exact };
        let (mut squares, mut not_above_in_both) = (0.0, [0; 3]);
        let mut differences = Vec::with_capacity(one.trials.len());
        for (ours, theirs) in one.trials.chunks(ROWS).zip(two.trials.chunks(ROWS)) {
            let pairs = ours.iter().zip(theirs);
            let first = differences.len();
            differences.extend(pairs.clone().map(|(ours, theirs)| two_scale * theirs - one_scale * ours));
            let apart = &differences[first..];
            squares += sum_of(apart, |apart| (apart - mean) * (apart - mean));
            signs.add(apart);
            for (place, counted) in not_above_in_both.iter_mut().enumerate() {
                let (our, their) = (one.quantiles[place].value, two.quantiles[place].value);
                *counted += count(pairs.clone().map(|(ours, theirs)| (*ours <= our) & (*theirs <= their)));
            }
        }
        if differences.iter().all(|apart| *apart == differences[0]) {
            squares = 0.0;
        }
        let n = differences.len() as f64;
        let of_quantile = |place: usize| {
            let scaled = [(one, one_scale), (two, two_scale)].map(|(of, scale)| (of.quantiles[place], scale));
            squares_of_quantiles(scaled, not_above_in_both[place], one.trials.len())
        };
        Apart {
            sd: libm::sqrt(squares / (n - 1.0).max(1.0)),
            quantiles: values_at(&differences, PROBABILITIES),
            errors: [squares, of_quantile(0), of_quantile(1), of_quantile(2)].map(|squares| libm::sqrt(squares) / n),
            signs,
        }
    }

    /// The figure of both.
    pub(super) fn difference(&self, [base, other]: [&Scaled; 2], unit: f64, per_unit: f64) -> Difference {
        let trials = base.column.or(other.column).map_or(1, |column| column.trials.len());
        let both = [base, other];
        let known = (base.offset == other.offset).then(|| self.signs.chances(unit * per_unit, trials)).flatten();
        let (higher, equal) = known.unwrap_or_else(|| chances_of(both, per_unit));
        let offset = other.offset - base.offset;
        Difference {
            base: base.statistics(),
            other: other.statistics(),
            errors: self.errors.map(|error| unit * error),
            sd: unit * self.sd,
            quantiles: self.quantiles.map(|quantile| unit * quantile + offset),
            higher,
            equal,
        }
    }
}

impl Signs {
    /// Counts further differences.
    fn add(&mut self, apart: &[f64]) {
        self.above += count(apart.iter().map(|apart| *apart > 0.0));
        self.zero += count(apart.iter().map(|apart| *apart == 0.0));
        let nearer = |nearest: f64, apart: &f64| {
            let size = if *apart == 0.0 { f64::INFINITY } else { apart.abs() };
            if size < nearest { size } else { nearest }
        };
        self.nearest = apart.iter().fold(self.nearest, nearer);
    }

    /// [`chances`] of figures that differ by `unit` times these, `unit` being so many of what is rounded to: known where
    /// none is so near zero that rounding matters.
    fn chances(&self, unit: f64, trials: usize) -> Option<(f64, f64)> {
        let are_known = self.nearest * unit > 4.0 && (self.zero == 0 || self.are_exact);
        are_known.then(|| (self.above as f64 / trials as f64, self.zero as f64 / trials as f64))
    }
}

/// [`chances`] of two figures.
fn chances_of([base, other]: [&Scaled; 2], per_unit: f64) -> (f64, f64) {
    let Some(((one, one_scale), (two, two_scale))) = base.beside(other).zip(other.beside(base)) else {
        return chances([(base.offset, other.offset)].into_iter(), per_unit);
    };
    let pairs = one.trials.iter().zip(two.trials.iter());
    chances(pairs.map(|(one, two)| (one_scale * one + base.offset, two_scale * two + other.offset)), per_unit)
}

/// The sum over the trials of the squared differences of what they contribute to two quantiles, each with its scale, of
/// which `both` are no higher than both: a trial contributes one of two values to each.
fn squares_of_quantiles([(one, one_scale), (two, two_scale)]: [(Quantile, f64); 2], both: usize, trials: usize) -> f64 {
    let (ours, theirs) = (one.not_above, two.not_above);
    let of = |count: usize, ours: bool, theirs: bool| {
        let apart = two_scale * two.contribution(theirs) - one_scale * one.contribution(ours);
        count as f64 * apart * apart
    };
    of(both, true, true)
        + of(ours - both, true, false)
        + of(theirs - both, false, true)
        + of(trials + both - ours - theirs, false, false)
}

/// How many hold.
fn count(each: impl Iterator<Item = bool>) -> usize {
    each.map(usize::from).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{Statistic, Trials, combined};

    fn summarised(values: Vec<f64>) -> Summarised {
        Summarised::of(values.into()).unwrap_or_else(|_| panic!("none is blank"))
    }

    #[test]
    fn a_value_that_is_blank_leaves_no_figure() {
        assert!(Summarised::of(vec![1.0, f64::NAN, 3.0].into()).is_err());
    }

    #[test]
    fn a_shift_is_the_same_in_every_trial() {
        let values: Vec<f64> = (0..100).map(|k| f64::from((k * 37) % 100)).collect();
        let other: Vec<f64> = values.iter().map(|value| value + 5.0).collect();
        let (one, two) = (summarised(values), summarised(other));
        let scaled = |column, offset| Scaled { column: Some(column), scale: 0.5, offset };
        let (base, other) = (scaled(&one, 1.0), scaled(&two, 3.0));
        let difference = Apart::of(&base, &other, 0.5).difference([&base, &other], 0.5, 100.0);
        assert_eq!((difference.quantiles, difference.sd), ([4.5; 9], 0.0));
        assert_eq!((difference.higher, difference.equal), (1.0, 0.0));
        assert!(difference.errors.iter().all(|error| *error < 1e-12), "{:?}", difference.errors);
    }

    #[test]
    fn errors_are_those_of_influence_values_and_chances_those_of_pairs() {
        let of = |step: usize, n: usize| (0..n).map(move |k| libm::sqrt(((k * step) % n) as f64).floor());
        let (one, two): (Vec<f64>, Vec<f64>) =
            (of(37, 3001).collect(), of(38, 3001).map(|value| 0.9 * value).collect());
        let [ours, theirs] = [&one, &two].map(|values| Trials::new(values.clone()));
        let columns = [one.clone(), two.clone()].map(summarised);
        for (scales, offsets) in [([0.5, 0.5], [0.0; 2]), ([0.5, -0.2], [7.0; 2]), ([2.0, 2.0], [0.0, 1.0])] {
            let scaled =
                |side: usize| Scaled { column: Some(&columns[side]), scale: scales[side], offset: offsets[side] };
            let (base, other) = (scaled(0), scaled(1));
            let unit = 0.5;
            let difference = Apart::of(&base, &other, unit).difference([&base, &other], unit, 100.0);
            let statistics: [fn(&Trials) -> Statistic; 4] =
                [Trials::mean, |of| of.quantile(0.1), |of| of.quantile(0.5), |of| of.quantile(0.9)];
            for (statistic, error) in statistics.into_iter().zip(difference.errors) {
                let expected = combined([(scales[1], &statistic(&theirs)), (-scales[0], &statistic(&ours))]).error;
                assert!((error - expected).abs() < 1e-12 * expected.max(1e-3), "{error} is not {expected}");
            }
            let figures = |(one, two): (&f64, &f64)| (scales[0] * one + offsets[0], scales[1] * two + offsets[1]);
            let expected = chances(one.iter().zip(&two).map(figures), 100.0);
            assert_eq!((difference.higher, difference.equal), expected);
            assert!(expected.0 > 0.0 || expected.1 > 0.0);
        }
    }

    #[test]
    fn labels_are_the_smallest_that_so_many_trials_do_not_exceed() {
        let values = [3.0, 1.0, 2.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
        assert_eq!(labels(&values), [1.0, 5.0, 9.0]);
        assert_eq!(labels(&[2.0]), [2.0; 3]);
    }

    #[test]
    fn differences_below_half_a_penny_are_none() {
        let pairs = [(1.0, 1.004), (1.0, 1.006), (1.0, 0.9)];
        let (higher, equal) = chances(pairs.into_iter(), 100.0);
        assert!((higher - 1.0 / 3.0).abs() < 1e-12 && (equal - 1.0 / 3.0).abs() < 1e-12);
    }
}
