//! Shares of the variance, through the estimator that programmes go through, of functions whose shares are known.
//!
//! **False alarms.** A right program is farther than 4.9 standard errors off once in a million comparisons; there are
//! some sixty here, with fixed seeds.

use foresave::engine::Stream;
use foresave::statistics::{Exchanged, VarianceShares};
use rand_core::TryRng;
use std::f64::consts::PI;

const FAR: f64 = 4.9;

/// Uniforms of an input in so many trials, from one of two families.
fn uniforms(input: usize, family: &str, seed: u64, trials: usize) -> Vec<f64> {
    let mut stream = Stream::new(seed, &format!("{family} {input}"), 0);
    let uniform = |word: Result<u32, _>| {
        let Ok(word): Result<u32, std::convert::Infallible> = word;
        (f64::from(word) + 0.5) / 2f64.powi(32)
    };
    (0..trials).map(|_| uniform(stream.try_next_u32())).collect()
}

/// The shares of each input of a function of so many.
fn shares(f: &dyn Fn(&[f64]) -> f64, inputs: usize, seed: u64, trials: usize) -> Vec<VarianceShares> {
    let of_family =
        |family: &str| -> Vec<Vec<f64>> { (0..inputs).map(|input| uniforms(input, family, seed, trials)).collect() };
    let families = [of_family("u"), of_family("u'")];
    // Each input from the one family or the other.
    let values = |which: &dyn Fn(usize) -> usize| -> Vec<f64> {
        (0..trials)
            .map(|k| f(&(0..inputs).map(|input| families[which(input)][input][k]).collect::<Vec<f64>>()))
            .collect()
    };
    let (one, other) = (values(&|_| 0), values(&|_| 1));
    (0..inputs)
        .map(|group| {
            let one_exchanged = values(&|input| usize::from(input == group));
            let other_exchanged = values(&|input| usize::from(input != group));
            let exchanged = Exchanged {
                one: &one,
                other: &other,
                one_exchanged: &one_exchanged,
                other_exchanged: &other_exchanged,
            };
            exchanged.shares().expect("the function varies")
        })
        .collect()
}

fn assert_shares(found: &[VarianceShares], first_order: &[f64], total: &[f64]) {
    for (input, found) in found.iter().enumerate() {
        for (estimate, known) in [(found.first_order, first_order[input]), (found.total, total[input])] {
            let near = (estimate.value - known).abs() <= FAR * estimate.error + 1e-12;
            assert!(near, "input {input}: {estimate:?} is not {known}");
        }
    }
}

/// Ishigami and Homma 1990, with a = 7 and b = 0.1.
fn ishigami(u: &[f64]) -> f64 {
    let x: Vec<f64> = u.iter().map(|u| PI * (2.0 * u - 1.0)).collect();
    x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
}

/// The shares of the three inputs, first-order and total, from the integrals of the function.
fn of_ishigami() -> ([f64; 3], [f64; 3]) {
    let (a, b) = (7.0f64, 0.1f64);
    let first = 0.5 * (1.0 + b * PI.powi(4) / 5.0).powi(2);
    let second = a * a / 8.0;
    let joint = b * b * PI.powi(8) * (1.0 / 18.0 - 1.0 / 50.0);
    let whole = first + second + joint;
    ([first / whole, second / whole, 0.0], [(first + joint) / whole, second / whole, joint / whole])
}

#[test]
fn ishigamis_function_has_its_known_shares() {
    let (first_order, total) = of_ishigami();
    assert!((first_order[0] - 0.3139).abs() < 1e-4 && (total[2] - 0.2437).abs() < 1e-4);
    assert_shares(&shares(&ishigami, 3, 1, 16_384), &first_order, &total);
}

#[test]
fn sobols_g_has_its_known_shares() {
    const A: [f64; 6] = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0];
    let g = |u: &[f64]| u.iter().zip(A).map(|(u, a)| ((4.0 * u - 2.0).abs() + a) / (1.0 + a)).product::<f64>();
    let own: Vec<f64> = A.iter().map(|a| 1.0 / (3.0 * (1.0 + a) * (1.0 + a))).collect();
    let all: f64 = own.iter().map(|own| 1.0 + own).product();
    let first_order: Vec<f64> = own.iter().map(|own| own / (all - 1.0)).collect();
    let total: Vec<f64> = own.iter().map(|own| own * all / (1.0 + own) / (all - 1.0)).collect();
    assert_shares(&shares(&g, 6, 1, 16_384), &first_order, &total);
}

/// Over 200 seeds the estimates spread as their errors say: the mean square of their distances in errors is 1 within 4.9
/// of its own standard errors, which are the root of 2 in 200, and within a fifth more for 1,024 trials not being many.
#[test]
fn stated_errors_are_those_of_the_spread_over_seeds() {
    const SEEDS: u64 = 200;
    let (first_order, total) = of_ishigami();
    let (mut of_first, mut of_total) = (0.0, 0.0);
    for seed in 1..=SEEDS {
        let found = shares(&ishigami, 3, seed, 1_024);
        of_first += ((found[1].first_order.value - first_order[1]) / found[1].first_order.error).powi(2);
        of_total += ((found[0].total.value - total[0]) / found[0].total.error).powi(2);
    }
    let bound = FAR * (2.0 / SEEDS as f64).sqrt() + 0.2;
    for squares in [of_first, of_total] {
        assert!((squares / SEEDS as f64 - 1.0).abs() < bound, "{}", squares / SEEDS as f64);
    }
}

#[test]
fn what_does_not_vary_has_no_shares() {
    let same = [2.0; 10];
    let exchanged = Exchanged { one: &same, other: &same, one_exchanged: &same, other_exchanged: &same };
    assert_eq!(exchanged.shares(), None);
}
