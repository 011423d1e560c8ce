//! Percentiles that are read from counts in bins, held to the order statistics that they stand for.
//!
//! Such a percentile is wrong in two ways. Between the ends of its bin it is interpolated, though the density is not
//! flat there: a bias, whose share of the Monte Carlo error grows with the root of the number of trials. And where
//! the trials fell inside the bin is not known: a noise, whose share of the Monte Carlo error is at most
//! `sqrt(m / (p (1 - p))) / 2` for a bin of mass `m`, however many trials there are. The first is measured on values
//! spread evenly over the ranks, against the Monte Carlo error of ten million trials; the second on independent values.
#![cfg(test)]

use crate::distribution::normal;
use crate::engine::abreast::{ABREAST, Packed};
use crate::engine::accumulate::{Bins, Counter, PLACES, RowSums, Tally};
use crate::engine::kernel::Batch;
use crate::engine::{Level, Stream};
use crate::plan::Shown;
use crate::statistics::PROBABILITIES;
use rand::RngExt;
use rand_distr::Open01;

/// Trials whose Monte Carlo error is the measure.
const TRIALS: f64 = 1e7;
/// Values of the pilot that fixes the bins.
const PILOT: u64 = 16_384;
/// Values that are spread evenly: their own ranks are known to a seventh of what is allowed.
const EVEN: u64 = 1 << 19;
/// Independent runs, and values of each.
const RUNS: u64 = 16;
const INDEPENDENT: u64 = 32_768;

/// A measure by its quantile function.
struct Law {
    name: &'static str,
    quantile: fn(f64) -> f64,
}

/// Sums of many areas; a total of few; a saving that is one of two.
const SMOOTH: [Law; 3] = [
    Law { name: "normal", quantile: |u| 1e6 + 2e5 * normal::quantile(u) },
    Law { name: "uniform", quantile: |u| -3.0 + 7.0 * u },
    Law { name: "exponential", quantile: |u| -1e4 * f64::ln(1.0 - u) },
];

/// Risks that may cost nothing, areas that may never go live, and both ends at once.
const ATOMIC: [Law; 3] = [
    Law { name: "zero in six of ten", quantile: |u| if u < 0.6 { 0.0 } else { normal_above(0.0, (u - 0.6) / 0.4) } },
    Law { name: "zero amid gains and losses", quantile: |u| around_nil(u, 0.3, 0.55) },
    Law { name: "three in a hundred are zero", quantile: |u| around_nil(u, 0.42, 0.45) },
];

/// Costs of rare disasters: one in a thousand is 22, 480 or 10,000 times the median, or one in five hundred costs ten
/// thousand times the spread of the others.
const HEAVY: [Law; 6] = [
    Law { name: "lognormal", quantile: |u| 5e4 * f64::exp(normal::quantile(u)) },
    Law {
        name: "zero or lognormal",
        quantile: |u| if u < 0.3 { 0.0 } else { f64::exp(normal::quantile((u - 0.3) / 0.7)) },
    },
    Law { name: "lognormal of sigma 2", quantile: |u| f64::exp(2.0 * normal::quantile(u)) },
    Law { name: "lognormal of sigma 3", quantile: |u| f64::exp(3.0 * normal::quantile(u)) },
    Law { name: "Pareto of infinite variance", quantile: |u| f64::powf(1.0 - u, -1.0 / 1.5) },
    Law {
        name: "a rare disaster",
        quantile: |u| {
            let disaster = if u < 0.998 { 0.0 } else { 1e8 * (1.0 + 500.0 * (u - 0.998)) };
            1e6 + 1e4 * normal::quantile(u) + disaster
        },
    },
];

/// Savings that hardly vary but where something strikes, or where it does not.
const CLUSTERED: [Law; 3] = [
    Law { name: "a narrow cluster at the low end", quantile: |u| cluster(u, 0.0, 0.08) },
    Law { name: "a narrow cluster in the middle", quantile: |u| cluster(u, 0.42, 0.58) },
    Law { name: "nearly all in a narrow cluster", quantile: |u| cluster(u, 0.02, 0.98) },
];

/// Heavier than a tenth allows: what is stated of it must still be true.
const HEAVIEST: [Law; 1] = [Law { name: "Pareto of infinite mean", quantile: |u| f64::powf(1.0 - u, -1.0 / 0.6) }];

/// Uniform over a million, with the ranks from `from` to `to` within ten about the half of it.
fn cluster(u: f64, from: f64, to: f64) -> f64 {
    let jump = if u < from { 0.0 } else { 5e5 };
    match (from..to).contains(&u) {
        true => 5e5 + 10.0 * (u - from) / (to - from),
        false => u * 4e5 + jump * 1.2,
    }
}

fn normal_above(start: f64, u: f64) -> f64 {
    start + 1e5 * (3.0 + normal::quantile(u)).max(1e-3)
}

/// Normal, with the ranks from `from` to `to` at zero.
fn around_nil(u: f64, from: f64, to: f64) -> f64 {
    let centre = normal::quantile(0.5 * (from + to));
    if (from..to).contains(&u) { 0.0 } else { 1e5 * (normal::quantile(u) - centre) }
}

/// Independent values of a run; runs share none.
fn independent(law: &Law, run: u64, count: u64) -> Vec<f64> {
    let uniforms = Stream::new(1, "independent values", run as u32).sample_iter(Open01);
    uniforms.take(count as usize).map(law.quantile).collect()
}

fn bins(law: &Law, run: u64) -> Bins {
    let mut pilot = independent(law, run, PILOT);
    pilot.sort_unstable_by(f64::total_cmp);
    Bins::from_pilot(&pilot, false)
}

fn count(bins: Bins, values: &[f64]) -> Tally {
    let all_bins = [bins];
    let mut counter = Counter::new(Level::widest(), &all_bins, &[Shown::Amount]);
    let (mut sums, mut counts) = (RowSums::new(1), vec![0; PLACES]);
    let mut numbers = [Packed([f64::NAN; ABREAST])];
    for group in values.chunks(ABREAST) {
        numbers[0].0[..group.len()].copy_from_slice(group);
        counter.take(&Batch { wanted: &[(0, 0)], numbers: &numbers, first: 0, trials: group.len() }, &mut sums);
        counter.close_chunk(group.len());
        sums.close_chunk(group.len());
    }
    counter.close();
    counter.add_to(0, 0..PLACES, &mut counts);
    let [bins] = all_bins;
    Tally::new(bins, &counts, sums.totals()[0])
}

/// How far `p` lies outside the ranks that a value has among `values`, which are shares of them.
fn rank_error(values: &[f64], p: f64, at: f64) -> f64 {
    let share = |count: usize| count as f64 / values.len() as f64;
    let below = share(values.iter().filter(|value| **value < at).count());
    let not_above = share(values.iter().filter(|value| **value <= at).count());
    (below - p).max(p - not_above).max(0.0)
}

/// The Monte Carlo error of the rank at `p`.
fn monte_carlo(p: f64, trials: f64) -> f64 {
    (p * (1.0 - p) / trials).sqrt()
}

/// By probability: the root of the mean square noise, in units of the Monte Carlo error, and the largest that was
/// stated.
fn noise(law: &Law) -> ([f64; 9], f64) {
    let (mut squares, mut stated) = ([0.0; 9], 0.0f64);
    for run in 0..RUNS {
        let values = independent(law, run, INDEPENDENT);
        let tally = count(bins(law, run), &values);
        stated = stated.max(tally.largest_rank_error());
        for (square, p) in squares.iter_mut().zip(PROBABILITIES) {
            let error = rank_error(&values, p, tally.binned_quantile(p)) / monte_carlo(p, INDEPENDENT as f64);
            *square += error * error / RUNS as f64;
        }
    }
    (squares.map(f64::sqrt), stated)
}

fn hold_to_a_tenth(laws: &[Law]) {
    for law in laws {
        let (noise, _) = noise(law);
        let values: Vec<f64> = (0..EVEN).map(|i| (law.quantile)((i as f64 + 0.5) / EVEN as f64)).collect();
        let tally = count(bins(law, RUNS), &values);
        for (noise, p) in noise.into_iter().zip(PROBABILITIES) {
            let bias = rank_error(&values, p, tally.binned_quantile(p)) / monte_carlo(p, TRIALS);
            let error = (bias * bias + noise * noise).sqrt();
            assert!(error < 0.1, "{} at {p}: {error}, of which bias {bias} and noise {noise}", law.name);
        }
    }
}

#[test]
fn binned_percentiles_of_smooth_measures_are_within_a_tenth_of_the_monte_carlo_error_of_ten_million_trials() {
    hold_to_a_tenth(&SMOOTH);
}

#[test]
fn binned_percentiles_of_measures_with_atoms_are_within_a_tenth_of_the_monte_carlo_error_of_ten_million_trials() {
    hold_to_a_tenth(&ATOMIC);
}

#[test]
fn binned_percentiles_of_heavy_tails_are_within_a_tenth_of_the_monte_carlo_error_of_ten_million_trials() {
    hold_to_a_tenth(&HEAVY);
}

#[test]
fn binned_percentiles_within_narrow_clusters_are_within_a_tenth_of_the_monte_carlo_error_of_ten_million_trials() {
    hold_to_a_tenth(&CLUSTERED);
}

#[test]
fn a_percentile_that_is_an_atom_is_exact() {
    for law in &ATOMIC[..2] {
        let tally = count(bins(law, 0), &independent(law, 0, INDEPENDENT));
        assert_eq!(tally.binned_quantile(0.5), 0.0, "{}", law.name);
    }
}

#[test]
fn the_noise_stated_of_a_percentile_is_no_smaller_than_the_true_one_even_in_the_heaviest_tails() {
    for law in SMOOTH.iter().chain(&ATOMIC).chain(&HEAVY).chain(&CLUSTERED).chain(&HEAVIEST) {
        let (noise, stated) = noise(law);
        let largest = noise.into_iter().fold(0.0, f64::max);
        // Ranks of so few values come in steps, of which half may be lost.
        let step = 1.0 / (INDEPENDENT as f64 * monte_carlo(0.05, INDEPENDENT as f64));
        assert!(largest <= stated + step, "{}: {largest} though {stated} is stated", law.name);
    }
}
