//! Statistics of trials that keep what each trial contributes, so that sums and differences of statistics of several
//! runs on the same random numbers have errors of their own, with no independence assumed.
//!
//! A trial's *influence value* is how far the statistic moves with that trial's weight: `Y_k - mean` of a mean, `1{met} -
//! chance` of a chance, `(p - 1{Y_k <= Q_p}) / f` of a quantile, with `1/f = (Q_(p+r) - Q_(p-r)) / 2r` and `r =
//! min(n^(-1/3) / 2, p/2, (1-p)/2)` (van der Vaart, *Asymptotic Statistics*, 1998, chapter 21). A linear combination of
//! statistics has the error `sqrt(sum c_k^2) / n`, where `c_k` is the same combination of influence values.

use super::{Estimate, order_statistics, rank};

/// Sums are taken in so many columns.
const COLUMNS: usize = 8;

/// A statistic of a sample, with the influence value of each of its trials.
#[derive(Clone, Debug, PartialEq)]
pub struct Statistic {
    /// The statistic.
    pub value: f64,
    /// By trial.
    pub influence: Vec<f64>,
}

impl Statistic {
    /// The share of trials in which something holds.
    pub fn chance(met: impl IntoIterator<Item = bool>) -> Self {
        Statistic::mean(met.into_iter().map(|met| f64::from(u8::from(met))).collect())
    }

    /// The mean of some values.
    pub fn mean(mut values: Vec<f64>) -> Self {
        let mean = mean(&values);
        values.iter_mut().for_each(|value| *value -= mean);
        Statistic { value: mean, influence: values }
    }

    /// The statistic with its Monte Carlo error.
    pub fn estimate(&self) -> Estimate {
        combined([(1.0, self)])
    }
}

/// The mean; of equal values that value, whatever their sum rounds to.
pub fn mean(values: &[f64]) -> f64 {
    let mean = sum_of(values, |value| value) / values.len().max(1) as f64;
    // What is the same in every trial is known.
    if values.iter().all(|value| *value == values[0]) { values.first().copied().unwrap_or(mean) } else { mean }
}

/// The sum of what follows from each value, in columns that do not wait for each other.
pub fn sum_of(values: &[f64], of: impl Fn(f64) -> f64) -> f64 {
    let (rows, rest) = values.as_chunks::<COLUMNS>();
    let mut sums = [0.0; COLUMNS];
    for row in rows {
        for column in 0..COLUMNS {
            sums[column] += of(row[column]);
        }
    }
    sums.iter().sum::<f64>() + rest.iter().map(|value| of(*value)).sum::<f64>()
}

/// So much of each statistic, added up, of runs whose trials belong together by their position.
///
/// # Panics
/// Where the runs have different numbers of trials.
pub fn combined<'a>(terms: impl IntoIterator<Item = (f64, &'a Statistic)>) -> Estimate {
    let (mut value, mut influence) = (0.0, Vec::new());
    for (weight, statistic) in terms {
        value += weight * statistic.value;
        influence.resize(statistic.influence.len(), 0.0);
        influence.iter_mut().zip(&statistic.influence).for_each(|(sum, own)| *sum += weight * own);
    }
    Estimate { value, error: error_of(&influence) }
}

/// The error of a statistic, or of a combination, by its influence values.
pub fn error_of(influence: &[f64]) -> f64 {
    let squares: f64 = influence.iter().map(|value| value * value).sum();
    libm::sqrt(squares) / influence.len().max(1) as f64
}

/// The values of the trials of a run, in their order.
#[derive(Clone, Debug)]
pub struct Trials {
    values: Vec<f64>,
}

impl Trials {
    /// Of at least one trial; none of the values is blank.
    pub fn new(values: Vec<f64>) -> Self {
        Trials { values }
    }

    /// In the order of the trials.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The mean.
    pub fn mean(&self) -> Statistic {
        Statistic::mean(self.values.clone())
    }

    /// The quantile at `p` (type 7).
    pub fn quantile(&self, p: f64) -> Statistic {
        let [quantile] = quantiles(&self.values, [p]);
        quantile.statistic(&self.values)
    }

    /// The quantile at `p` with its error, without the contributions of single trials.
    pub fn quantile_estimate(&self, p: f64) -> Estimate {
        let [quantile] = quantiles(&self.values, [p]);
        quantile.estimate(self.values.len())
    }
}

/// A quantile of a sample (type 7 of Hyndman and Fan 1996), and what its influence values are made from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// The share of the trials below it.
    pub p: f64,
    /// The quantile.
    pub value: f64,
    /// `1/f`: how fast quantiles ascend there.
    pub inverse_density: f64,
    /// How many of the values are no higher.
    pub not_above: usize,
}

impl Quantile {
    /// What a trial contributes, by whether its value is no higher than the quantile.
    pub fn contribution(&self, is_not_above: bool) -> f64 {
        self.inverse_density * (self.p - f64::from(u8::from(is_not_above)))
    }

    /// With what each of the trials contributes that it is of.
    pub fn statistic(&self, values: &[f64]) -> Statistic {
        Statistic {
            value: self.value,
            influence: values.iter().map(|value| self.contribution(*value <= self.value)).collect(),
        }
    }

    /// With its error, of so many values.
    pub fn estimate(&self, trials: usize) -> Estimate {
        let (p, n) = (self.p, trials as f64);
        let share = self.not_above as f64 / n;
        let size = libm::sqrt((share * (1.0 - p) * (1.0 - p) + (1.0 - share) * p * p) / n);
        Estimate { value: self.value, error: self.inverse_density * size }
    }
}

/// The quantiles at some probabilities of values in any order.
///
/// # Panics
/// Where there are no values.
pub fn quantiles<const N: usize>(values: &[f64], p: [f64; N]) -> [Quantile; N] {
    let levels = p.map(|p| {
        let reach = reach(p, values.len());
        [p - reach, p, p + reach]
    });
    let found = at_levels(values, levels.as_flattened());
    std::array::from_fn(|place| {
        let (p, [low, middle, high]) = (p[place], std::array::from_fn(|of| found[3 * place + of]));
        let reach = reach(p, values.len());
        let inverse_density = if reach > 0.0 { (high.value - low.value) / (2.0 * reach) } else { 0.0 };
        Quantile { p, value: middle.value, inverse_density, not_above: middle.not_above(values) }
    })
}

/// The quantiles alone, without what their influence values are made from.
///
/// # Panics
/// Where there are no values.
pub fn values_at<const N: usize>(values: &[f64], p: [f64; N]) -> [f64; N] {
    let found = at_levels(values, &p);
    std::array::from_fn(|place| found[place].value)
}

/// What stands at a level.
#[derive(Clone, Copy)]
struct Found {
    /// The rank below it.
    below: usize,
    value: f64,
    /// The value at the rank above it.
    above: f64,
}

impl Found {
    /// How many values are no higher: counted only where equal ones meet.
    fn not_above(&self, values: &[f64]) -> usize {
        if self.value < self.above {
            return self.below + 1;
        }
        values.iter().map(|value| usize::from(*value <= self.value)).sum()
    }
}

/// The quantiles at some probabilities (type 7).
fn at_levels(values: &[f64], levels: &[f64]) -> Vec<Found> {
    let n = values.len();
    let levels: Vec<(usize, f64)> = levels
        .iter()
        .map(|p| rank(p.clamp(0.0, 1.0), n as u64))
        .map(|(below, share)| (below as usize, share))
        .collect();
    let beside = |below: usize| [below, (below + 1).min(n - 1)];
    let mut ranks: Vec<usize> = levels.iter().flat_map(|(below, _)| beside(*below)).collect();
    ranks.sort_unstable();
    ranks.dedup();
    let picked = order_statistics(values, &ranks);
    let at = |rank: usize| picked[ranks.binary_search(&rank).expect("the rank was asked for")];
    let found = |&(below, share): &(usize, f64)| {
        let [low, above] = beside(below).map(at);
        let value = if share > 0.0 { low + share * (above - low) } else { low };
        Found { below, value, above }
    };
    levels.iter().map(found).collect()
}

/// How far to either side of `p` the density is looked at.
fn reach(p: f64, n: usize) -> f64 {
    (0.5 / libm::cbrt(n as f64)).min(0.5 * p).min(0.5 * (1.0 - p)).max(0.0)
}

/// The quantile at `p` of sorted values (type 7 of Hyndman and Fan 1996).
///
/// # Panics
/// Where there are none.
pub fn quantile_of_sorted(sorted: &[f64], p: f64) -> f64 {
    let (below, share) = rank(p.clamp(0.0, 1.0), sorted.len() as u64);
    let low = sorted[below as usize];
    match sorted.get(below as usize + 1) {
        Some(high) if share > 0.0 => low + share * (high - low),
        _ => low,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-9 * b.abs().max(1.0), "{a} is not {b}");
    }

    /// 1 to n in an order that is not theirs.
    fn shuffled(n: usize) -> Vec<f64> {
        (0..n).map(|k| ((k * 7) % n + 1) as f64).collect()
    }

    #[test]
    fn a_mean_has_the_error_of_its_trials() {
        let mean = Trials::new(vec![1.0, 2.0, 3.0, 6.0]).mean();
        assert_eq!((mean.value, mean.influence.as_slice()), (3.0, [-2.0, -1.0, 0.0, 3.0].as_slice()));
        close(mean.estimate().error, 14f64.sqrt() / 4.0);
    }

    #[test]
    fn a_chance_has_the_binomial_error() {
        let chance = Statistic::chance([true, false, false, false]);
        close(chance.estimate().error, (0.25f64 * 0.75 / 4.0).sqrt());
    }

    #[test]
    fn a_quantile_has_the_error_of_its_rank_over_the_density() {
        let trials = Trials::new(shuffled(1000));
        let median = trials.quantile(0.5);
        close(median.value, 500.5);
        // The density of 1 to 1000 is that of 999 steps over the probabilities of type 7.
        close(median.estimate().error, 999.0 * (0.25f64 / 1000.0).sqrt());
        let low = trials.quantile(0.1).estimate();
        close(trials.quantile_estimate(0.1).error, low.error);
        close(low.value, 100.9);
    }

    #[test]
    fn a_quantile_knows_how_many_are_no_higher() {
        let tied: Vec<f64> = shuffled(999).iter().map(|value| (value / 40.0).floor()).collect();
        for values in [shuffled(1000), shuffled(1001), tied, vec![4.0], vec![2.0; 5]] {
            for quantile in quantiles(&values, [0.1, 0.25, 0.5, 1.0]) {
                let counted = values.iter().filter(|value| **value <= quantile.value).count();
                assert_eq!(quantile.not_above, counted, "{quantile:?}");
            }
        }
    }

    #[test]
    fn what_is_certain_has_no_error() {
        let trials = Trials::new(vec![0.1; 7]);
        for statistic in [trials.mean(), trials.quantile(0.5), Statistic::chance([true; 7])] {
            assert_eq!(statistic.estimate().error, 0.0);
        }
        assert_eq!(trials.mean().value, 0.1);
    }

    #[test]
    fn a_difference_of_paired_runs_has_the_error_of_what_differs() {
        let one = Trials::new(shuffled(100));
        let other = Trials::new(one.values().iter().map(|value| value + 5.0).collect());
        for of in [|trials: &Trials| trials.mean(), |trials: &Trials| trials.quantile(0.1)] {
            let difference = combined([(1.0, &of(&other)), (-1.0, &of(&one))]);
            close(difference.value, 5.0);
            assert!(difference.error < 1e-9, "{}", difference.error);
        }
    }
}
