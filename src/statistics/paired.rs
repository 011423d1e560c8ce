//! Statistics of trials that keep what each trial contributes, so that sums and differences of statistics of several
//! runs on the same random numbers have errors of their own, with no independence assumed.
//!
//! A trial's *influence value* is how far the statistic moves with that trial's weight: `Y_k - mean` of a mean, `1{met} -
//! chance` of a chance, `(p - 1{Y_k <= Q_p}) / f` of a quantile, with `1/f = (Q_(p+r) - Q_(p-r)) / 2r` and `r =
//! min(n^(-1/3) / 2, p/2, (1-p)/2)` (van der Vaart, *Asymptotic Statistics*, 1998, chapter 21). A linear combination of
//! statistics has the error `sqrt(sum c_k^2) / n`, where `c_k` is the same combination of influence values.

use super::{Estimate, rank};
use std::collections::{BTreeMap, BTreeSet};

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

fn mean(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len().max(1) as f64;
    // What is the same in every trial is known, whatever its sum rounds to.
    if values.iter().all(|value| *value == values[0]) { values.first().copied().unwrap_or(mean) } else { mean }
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

/// The values of the trials of a run, in their order, beside themselves sorted.
#[derive(Clone, Debug)]
pub struct Trials {
    values: Vec<f64>,
    sorted: Vec<f64>,
}

impl Trials {
    /// Of at least one trial; none of the values is blank.
    pub fn new(values: Vec<f64>) -> Self {
        let mut sorted = values.clone();
        sorted.sort_unstable_by(f64::total_cmp);
        Trials { values, sorted }
    }

    /// In the order of the trials.
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// From the least to the largest.
    pub fn sorted(&self) -> &[f64] {
        &self.sorted
    }

    /// The mean.
    pub fn mean(&self) -> Statistic {
        Statistic::mean(self.values.clone())
    }

    /// The quantile at `p` (type 7).
    pub fn quantile(&self, p: f64) -> Statistic {
        let quantile = quantile_of_sorted(&self.sorted, p);
        let spread = self.inverse_density(p);
        let influence = |value: &f64| spread * (p - f64::from(u8::from(*value <= quantile)));
        Statistic { value: quantile, influence: self.values.iter().map(influence).collect() }
    }

    /// The quantile at `p` with its error, without the contributions of single trials.
    pub fn quantile_estimate(&self, p: f64) -> Estimate {
        let value = quantile_of_sorted(&self.sorted, p);
        let at_most = self.sorted.partition_point(|other| *other <= value);
        Estimate { value, error: self.inverse_density(p) * influence_size(p, at_most, self.sorted.len()) }
    }

    /// `1/f` at the quantile at `p`.
    fn inverse_density(&self, p: f64) -> f64 {
        let reach = reach(p, self.sorted.len());
        if reach <= 0.0 {
            return 0.0;
        }
        (quantile_of_sorted(&self.sorted, p + reach) - quantile_of_sorted(&self.sorted, p - reach)) / (2.0 * reach)
    }
}

/// The quantile at `p` of values in any order, with its error; by selection, which leaves them in another order.
///
/// # Panics
/// Where there are none.
pub fn quantile_by_selection(values: &mut [f64], p: f64) -> Estimate {
    let reach = reach(p, values.len());
    let levels = [p - reach, p, p + reach];
    let wanted = levels.map(|p| rank(p.clamp(0.0, 1.0), values.len() as u64));
    let mut picked: BTreeMap<usize, f64> = BTreeMap::new();
    let last = values.len() - 1;
    let mut begins = 0;
    let ranks: BTreeSet<usize> =
        wanted.iter().flat_map(|(below, _)| [*below as usize, (*below as usize + 1).min(last)]).collect();
    for place in ranks {
        let (_, value, _) = values[begins..].select_nth_unstable_by(place - begins, f64::total_cmp);
        picked.insert(place, *value);
        begins = place + 1;
    }
    let quantile = |(below, share): (u64, f64)| {
        let (low, high) = (picked[&(below as usize)], picked[&(below as usize + 1).min(last)]);
        if share > 0.0 { low + share * (high - low) } else { low }
    };
    let [low, value, high] = wanted.map(quantile);
    let inverse_density = if reach > 0.0 { (high - low) / (2.0 * reach) } else { 0.0 };
    let at_most = values.iter().filter(|other| **other <= value).count();
    Estimate { value, error: inverse_density * influence_size(p, at_most, values.len()) }
}

/// How far to either side of `p` the density is looked at.
fn reach(p: f64, n: usize) -> f64 {
    (0.5 / libm::cbrt(n as f64)).min(0.5 * p).min(0.5 * (1.0 - p)).max(0.0)
}

/// The error of the mean of `p - 1{Y <= Q}`, of which so many of `n` trials meet the condition.
fn influence_size(p: f64, at_most: usize, n: usize) -> f64 {
    let share = at_most as f64 / n as f64;
    libm::sqrt((share * (1.0 - p) * (1.0 - p) + (1.0 - share) * p * p) / n as f64)
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
        let selected = quantile_by_selection(&mut shuffled(1000), 0.1);
        close(selected.value, low.value);
        close(selected.error, low.error);
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
