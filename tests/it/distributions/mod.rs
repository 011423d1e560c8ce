//! The laws against independent implementations, theory and their own promises.

mod affine;
mod conditions;
mod families;
mod properties;
mod reference;
mod rejections;
mod worked_example;

use foresave::distribution::Distribution;

/// Fails unless `value` is within a relative `tolerance` of `expected`.
#[track_caller]
fn assert_close(value: f64, expected: f64, tolerance: f64) {
    let is_close = value == expected || (value - expected).abs() <= tolerance * expected.abs();
    assert!(is_close, "{value:e} instead of {expected:e}, off by {:e}", (value / expected - 1.0).abs());
}

/// One of every law, with names.
fn one_of_each() -> Vec<(&'static str, Distribution)> {
    let uniform = |low, high| Distribution::uniform(low, high).unwrap();
    let skewed = vec![(Distribution::normal(0.0, 1.0).unwrap(), 2.0), (uniform(10.0, 12.0), 1.0)];
    let with_atoms = vec![
        (Distribution::gamma(2.0, 3.0).unwrap(), 3.0),
        (Distribution::fixed(4.0), 1.0),
        (uniform(20.0, 25.0), 1.0),
    ];
    let history = vec![10.0, 0.0, 20.0, 4.0, 2.0, 4.0];
    vec![
        ("fixed", Distribution::fixed(7.0)),
        ("uniform", uniform(-3.0, 8.0)),
        ("triangular", Distribution::triangular(0.0, 3.0, 12.0).unwrap()),
        ("triangular at its minimum", Distribution::triangular(0.0, 0.0, 12.0).unwrap()),
        ("triangular at its maximum", Distribution::triangular(-5.0, 12.0, 12.0).unwrap()),
        ("pert", Distribution::pert(1.0, 2.0, 10.0).unwrap()),
        ("pert at its minimum", Distribution::pert(1.0, 1.0, 10.0).unwrap()),
        ("normal", Distribution::normal(-2.0, 4.0).unwrap()),
        ("lognormal", Distribution::lognormal(10.0, 5.0).unwrap()),
        ("beta", Distribution::beta(2.0, 5.0, -1.0, 3.0).unwrap()),
        ("beta with two peaks", Distribution::beta(0.4, 0.3, 0.0, 1.0).unwrap()),
        ("gamma", Distribution::gamma(2.5, 4.0).unwrap()),
        ("gamma of small shape", Distribution::gamma(0.3, 4.0).unwrap()),
        ("weibull", Distribution::weibull(1.5, 10.0).unwrap()),
        ("exponential", Distribution::exponential(6.0).unwrap()),
        ("metalog", Distribution::metalog(5.0, 7.0, 12.0, None, None).unwrap()),
        ("metalog with a minimum", Distribution::metalog(5.0, 7.0, 12.0, Some(0.0), None).unwrap()),
        ("metalog with a maximum", Distribution::metalog(5.0, 7.0, 8.0, None, Some(10.0)).unwrap()),
        ("metalog with both", Distribution::metalog(5.0, 7.0, 12.0, Some(1.0), Some(30.0)).unwrap()),
        ("discrete", Distribution::discrete(vec![(1.0, 2.0), (5.0, 5.0), (40.0, 3.0)]).unwrap()),
        ("history", Distribution::history(history.clone()).unwrap()),
        ("mixture", Distribution::mixture(skewed).unwrap()),
        ("mixture with atoms", Distribution::mixture(with_atoms).unwrap()),
        ("truncated normal", Distribution::normal(0.0, 1.0).unwrap().truncated(Some(8.0), None).unwrap()),
        ("truncated triangular", Distribution::triangular(0.0, 3.0, 12.0).unwrap().truncated(None, Some(9.0)).unwrap()),
        ("truncated gamma", Distribution::gamma(2.5, 4.0).unwrap().truncated(Some(3.0), Some(5.0)).unwrap()),
        ("truncated history", Distribution::history(history).unwrap().truncated(Some(1.0), Some(10.0)).unwrap()),
    ]
}

/// Probabilities from far out on one side to the middle.
fn tail_probabilities() -> impl Iterator<Item = f64> {
    (0..=300).map(|k| 0.5 * libm::exp10(-f64::from(k) / 25.0))
}
