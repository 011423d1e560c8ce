//! Two figures, trial beside trial.

use crate::engine::Column;
use crate::statistics::{PROBABILITIES, Quantile, mean, quantiles, sum_of};

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
    /// Of trials of which none is blank.
    pub(super) fn of(trials: Column) -> Self {
        Summarised { mean: mean(&trials), quantiles: quantiles(&trials, TENTHS), trials }
    }

    /// `factor` times the column, plus `offset`.
    fn statistics(&self, factor: f64, offset: f64) -> [f64; 4] {
        let [p10, p50, p90] = self.quantiles.map(|quantile| quantile.value);
        [self.mean, p10, p50, p90].map(|value| factor * value + offset)
    }

    /// What a trial with that value contributes to the four.
    fn influence(&self, value: f64) -> [f64; 4] {
        let [p10, p50, p90] = self.quantiles.map(|quantile| quantile.influence(value));
        [value - self.mean, p10, p50, p90]
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
}

impl Apart {
    /// Of the trials of both, in a unit.
    pub(super) fn of(base: &Scaled, other: &Scaled, unit: f64) -> Self {
        let Some(((one, one_scale), (two, two_scale))) = base.beside(other).zip(other.beside(base)) else {
            return Apart { sd: 0.0, quantiles: [0.0; 9], errors: [0.0; 4] };
        };
        let (one_scale, two_scale) = (one_scale / unit, two_scale / unit);
        let pairs = one.trials.iter().zip(two.trials.iter());
        let differences: Vec<f64> = pairs.clone().map(|(ours, theirs)| two_scale * theirs - one_scale * ours).collect();
        // Every other trial in a sum of its own, which does not wait for the other's.
        let mut squares = [[0.0; 4]; 2];
        for (trial, (&ours, &theirs)) in pairs.enumerate() {
            let (ours, theirs) = (one.influence(ours), two.influence(theirs));
            let squares = &mut squares[trial % 2];
            for place in 0..squares.len() {
                let apart = two_scale * theirs[place] - one_scale * ours[place];
                squares[place] += apart * apart;
            }
        }
        let squares: [f64; 4] = std::array::from_fn(|place| squares[0][place] + squares[1][place]);
        Apart {
            sd: sd(&differences),
            quantiles: quantiles(&differences, PROBABILITIES).map(|quantile| quantile.value),
            errors: squares.map(|squares| libm::sqrt(squares) / differences.len() as f64),
        }
    }

    /// The figure of both.
    pub(super) fn difference(&self, [base, other]: [&Scaled; 2], unit: f64, per_unit: f64) -> Difference {
        let (higher, equal) = match base.beside(other).zip(other.beside(base)) {
            None => chances([(base.offset, other.offset)].into_iter(), per_unit),
            Some(((one, one_scale), (two, two_scale))) => {
                let pairs = one.trials.iter().zip(two.trials.iter());
                let pair = |(one, two)| (one_scale * one + base.offset, two_scale * two + other.offset);
                chances(pairs.map(pair), per_unit)
            }
        };
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

/// The standard deviation (divisor n - 1); zero for what is the same in every trial.
fn sd(values: &[f64]) -> f64 {
    let n = values.len() as f64;
    if values.len() < 2 || values.iter().all(|value| *value == values[0]) {
        return 0.0;
    }
    let mean = sum_of(values, |value| value) / n;
    libm::sqrt(sum_of(values, |value| (value - mean) * (value - mean)) / (n - 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shift_is_the_same_in_every_trial() {
        let values: Vec<f64> = (0..100).map(|k| f64::from((k * 37) % 100)).collect();
        let other: Vec<f64> = values.iter().map(|value| value + 5.0).collect();
        let (one, two) = (Summarised::of(values.into()), Summarised::of(other.into()));
        let scaled = |column, offset| Scaled { column: Some(column), scale: 0.5, offset };
        let (base, other) = (scaled(&one, 1.0), scaled(&two, 3.0));
        let difference = Apart::of(&base, &other, 0.5).difference([&base, &other], 0.5, 100.0);
        assert_eq!((difference.quantiles, difference.sd), ([4.5; 9], 0.0));
        assert_eq!((difference.higher, difference.equal), (1.0, 0.0));
        assert!(difference.errors.iter().all(|error| *error < 1e-12), "{:?}", difference.errors);
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
