//! How far values lie from a law: the distances of Kolmogorov and Smirnov and of Anderson and Darling, and how often
//! chance alone would make the latter as large.

use super::estimate::Observed;
use super::law::{Family, Law};
use crate::distribution::Distribution;
use crate::engine::{Engine, Interrupted, Stream, Watch};
use rayon::prelude::*;
use std::sync::atomic::Ordering;

/// Samples that are drawn from the fitted law and fitted again.
const SAMPLES: u32 = 999;

/// The largest difference between the share of values up to a point and the law's probability of it.
/// `values` ascend.
pub(super) fn kolmogorov_smirnov(values: &[f64], law: &Distribution) -> f64 {
    let n = values.len() as f64;
    let steps = values.iter().enumerate().map(|(place, &value)| {
        let below = law.cdf(value);
        ((place + 1) as f64 / n - below).max(below - place as f64 / n)
    });
    steps.fold(0.0, f64::max)
}

/// `-n - sum of (2i - 1) [ln F(x_i) + ln(1 - F(x_(n+1-i)))] / n` (Anderson and Darling 1954). `values` ascend.
pub(super) fn anderson_darling(values: &[f64], law: &Distribution) -> f64 {
    let n = values.len();
    let log = |probability: f64| libm::log(probability.max(f64::MIN_POSITIVE));
    let terms = values.iter().enumerate().map(|(place, &value)| {
        let (from_below, from_above) = ((2 * place + 1) as f64, (2 * (n - place) - 1) as f64);
        from_below * log(law.cdf(value)) + from_above * log(law.survival(value))
    });
    -(n as f64) - terms.sum::<f64>() / n as f64
}

/// A law's distance from values, and what it is judged by.
pub(super) struct Judged<'a> {
    pub law: &'a Law,
    /// How many values there are.
    pub values: usize,
    /// Their distance of Anderson and Darling from it.
    pub distance: f64,
}

impl Judged<'_> {
    /// The share of samples of the law whose distance from the law fitted to them is at least as large, the values
    /// themselves counted as one: a function of the seed.
    ///
    /// # Errors
    /// Where the watch says stop.
    pub fn p_value(&self, seed: u64, engine: &Engine, watch: &Watch) -> Result<f64, Interrupted> {
        let as_large = |sample: u32| -> Result<u32, Interrupted> {
            if watch.stop.load(Ordering::Relaxed) {
                return Err(Interrupted);
            }
            Ok(u32::from(self.is_as_large(sample, seed)))
        };
        let count = engine.install(|| (0..SAMPLES).into_par_iter().map(as_large).try_reduce(|| 0, |a, b| Ok(a + b)))?;
        Ok(f64::from(1 + count) / f64::from(1 + SAMPLES))
    }

    /// Whether a sample is as far from its law; one to which no law can be fitted is.
    fn is_as_large(&self, sample: u32, seed: u64) -> bool {
        let family: Family = self.law.family;
        let mut stream = Stream::new(seed, &format!("fit {}", family.name()), sample);
        let mut values: Vec<f64> = (0..self.values).map(|_| self.law.draw(&mut stream)).collect();
        values.sort_unstable_by(f64::total_cmp);
        let refitted = Observed { cases: &values, bounds: &[] }.estimate(family);
        let distance = refitted.distribution().map(|law| anderson_darling(&values, &law));
        !distance.is_ok_and(|distance| distance < self.distance)
    }
}
