//! Drawn values follow their laws: Kolmogorov's test against distribution functions that the program does not use.
//!
//! For `n` independent draws `sqrt(n) D` exceeds `x` with a probability of at most `2 exp(-2 x^2)` (Massart 1990). A
//! right program fails one test in ten million: `x = sqrt(ln(2e7) / 2) = 2.9`. The seed is fixed.
#![cfg(test)]

use crate::distribution::Distribution;
use crate::engine::Level;
use crate::engine::design::ChunkId;
use crate::engine::lanes::{LANES, Lanes, Words};
use crate::engine::transform::Transform;
use crate::plan::Draw;
use crate::programme::Sampling;
use statrs::distribution as theirs;
use statrs::distribution::ContinuousCDF;

const CHUNKS: u32 = 32_768 / LANES as u32;
const LARGEST: f64 = 2.9;

/// Sorted draws of a law.
fn drawn(name: &str, law: &Distribution, sampling: Sampling) -> Vec<f64> {
    let transform = Transform::of(law, (f64::NEG_INFINITY, f64::INFINITY));
    let design = super::design(sampling, 7, 1);
    let draw = design.uniform(&Draw::named(name));
    let mut all = Vec::new();
    for chunk in 0..CHUNKS {
        let mut words = Words([0; LANES]);
        design.words(draw, ChunkId { replicate: 0, chunk }, &mut words);
        let mut values = Lanes::ZERO;
        transform.values_of_words(Level::widest(), &words, &mut values);
        all.extend_from_slice(&values[..]);
    }
    all.sort_unstable_by(f64::total_cmp);
    all
}

/// Kolmogorov's distance between draws and a continuous distribution function.
fn distance(sorted: &[f64], cdf: impl Fn(f64) -> f64) -> f64 {
    let n = sorted.len() as f64;
    let gap = |(place, value): (usize, &f64)| {
        let below = cdf(*value);
        (below - place as f64 / n).max((place + 1) as f64 / n - below)
    };
    sorted.iter().enumerate().map(gap).fold(0.0, f64::max)
}

type Cdf = Box<dyn Fn(f64) -> f64>;

fn of(theirs: impl ContinuousCDF<f64, f64> + 'static) -> Cdf {
    Box::new(move |x| theirs.cdf(x))
}

/// Laws with distribution functions from elsewhere: another crate, or the formula itself.
fn compared() -> Vec<(&'static str, Distribution, Cdf)> {
    let lognormal_sd = 1.09f64.ln().sqrt();
    let pert = theirs::Beta::new(1.0 + 4.0 / 3.0, 1.0 + 8.0 / 3.0).unwrap();
    let normal = || theirs::Normal::new(50.0, 10.0).unwrap();
    let (low, high) = (normal().cdf(45.0), normal().cdf(70.0));
    vec![
        ("normal", Distribution::normal(50.0, 10.0).unwrap(), of(normal())),
        (
            "lognormal",
            Distribution::lognormal(100.0, 30.0).unwrap(),
            of(theirs::LogNormal::new(100f64.ln() - 0.5 * 1.09f64.ln(), lognormal_sd).unwrap()),
        ),
        ("gamma", Distribution::gamma(2.5, 4.0).unwrap(), of(theirs::Gamma::new(2.5, 0.25).unwrap())),
        ("steep gamma", Distribution::gamma(0.3, 4.0).unwrap(), of(theirs::Gamma::new(0.3, 0.25).unwrap())),
        ("weibull", Distribution::weibull(1.7, 12.0).unwrap(), of(theirs::Weibull::new(1.7, 12.0).unwrap())),
        ("exponential", Distribution::exponential(5.0).unwrap(), of(theirs::Exp::new(0.2).unwrap())),
        ("beta", Distribution::beta(2.0, 0.7, 0.0, 1.0).unwrap(), of(theirs::Beta::new(2.0, 0.7).unwrap())),
        ("pert", Distribution::pert(0.0, 30.0, 90.0).unwrap(), Box::new(move |x| pert.cdf(x / 90.0))),
        ("uniform", Distribution::uniform(-2.0, 6.0).unwrap(), Box::new(|x| (x + 2.0) / 8.0)),
        (
            "triangular",
            Distribution::triangular(0.0, 30.0, 90.0).unwrap(),
            Box::new(|x| if x < 30.0 { x * x / 2_700.0 } else { 1.0 - (90.0 - x).powi(2) / 5_400.0 }),
        ),
        (
            "truncated",
            Distribution::normal(50.0, 10.0).unwrap().truncated(Some(45.0), Some(70.0)).unwrap(),
            Box::new(move |x| (normal().cdf(x) - low) / (high - low)),
        ),
        (
            "mixture",
            Distribution::mixture(vec![
                (Distribution::normal(50.0, 10.0).unwrap(), 1.0),
                (Distribution::exponential(5.0).unwrap(), 3.0),
            ])
            .unwrap(),
            Box::new(move |x| 0.25 * normal().cdf(x) + 0.75 * theirs::Exp::new(0.2).unwrap().cdf(x)),
        ),
        ("metalog", Distribution::metalog(10.0, 20.0, 40.0, None, None).unwrap(), Box::new(metalog)),
    ]
}

/// The distribution function of metalog(10, 20, 40): its quantile function
/// `20 + (15 + 12.5 (p - 1/2)) logit(p) / ln 9` inverted by halving.
fn metalog(x: f64) -> f64 {
    let quantile = |p: f64| 20.0 + (15.0 + 12.5 * (p - 0.5)) * (p / (1.0 - p)).ln() / 9f64.ln();
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..50 {
        let middle = 0.5 * (low + high);
        if quantile(middle) < x { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[test]
fn independent_draws_follow_their_laws() {
    for (name, law, cdf) in compared() {
        let draws = drawn(name, &law, Sampling::Random);
        let statistic = (draws.len() as f64).sqrt() * distance(&draws, cdf);
        assert!(statistic < LARGEST, "{name}: {statistic}");
    }
}

#[test]
fn stratified_draws_follow_their_laws_to_one_stratum() {
    // One of n values in each of n strata: the distance cannot exceed 1/n, but for what the tables round.
    for sampling in [Sampling::Lhs, Sampling::Sobol] {
        for (name, law, cdf) in compared() {
            let draws = drawn(name, &law, sampling);
            let strata = draws.len() as f64 * distance(&draws, cdf);
            assert!(strata < 1.1, "{sampling:?} {name}: {strata} strata");
        }
    }
}

#[test]
fn outcomes_come_as_often_as_they_should() {
    // Four outcomes with weights 1 to 4: each count is binomial, five deviations are exceeded once in 1.7 million.
    let law = Distribution::discrete((1..=4).map(|k| (f64::from(k), f64::from(k))).collect()).unwrap();
    let draws = drawn("discrete", &law, Sampling::Random);
    let n = draws.len() as f64;
    for k in 1..=4 {
        let p = f64::from(k) / 10.0;
        let count = draws.iter().filter(|draw| **draw == f64::from(k)).count() as f64;
        assert!((count - n * p).abs() < 5.0 * (n * p * (1.0 - p)).sqrt(), "{k}: {count} of {n}");
    }
}

#[test]
fn a_history_has_its_ends_as_they_are_and_straight_lines_between() {
    // Of three values the ends have one sixth each: binomial counts as above. The rest is Kolmogorov's.
    let draws = drawn("history", &Distribution::history(vec![0.0, 2.0, 6.0]).unwrap(), Sampling::Random);
    let (n, p) = (draws.len() as f64, 1.0 / 6.0);
    for end in [0.0, 6.0] {
        let count = draws.iter().filter(|draw| **draw == end).count() as f64;
        assert!((count - n * p).abs() < 5.0 * (n * p * (1.0 - p)).sqrt(), "{end}: {count} of {n}");
    }
    let between: Vec<f64> = draws.into_iter().filter(|draw| 0.0 < *draw && *draw < 6.0).collect();
    let cdf = |x: f64| if x < 2.0 { x / 4.0 } else { 0.5 + (x - 2.0) / 8.0 };
    assert!((between.len() as f64).sqrt() * distance(&between, cdf) < LARGEST);
}

#[test]
fn a_wrong_law_would_be_found() {
    let law = Distribution::normal(50.0, 10.0).unwrap();
    let shifted = theirs::Normal::new(50.4, 10.0).unwrap();
    let draws = drawn("normal", &law, Sampling::Random);
    assert!((draws.len() as f64).sqrt() * distance(&draws, |x| shifted.cdf(x)) > LARGEST * 0.9);
}
