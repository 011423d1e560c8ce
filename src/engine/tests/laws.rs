//! The laws that are tried, plain and extreme.
#![cfg(test)]

use crate::distribution::{Distribution, LawError};

/// A law with its description.
pub type Named = (String, Distribution);

fn named<const N: usize>(laws: [(&str, Result<Distribution, LawError>); N]) -> Vec<Named> {
    laws.into_iter()
        .map(|(name, law)| (name.to_owned(), law.unwrap_or_else(|error| panic!("{name}: {error}"))))
        .collect()
}

/// Every law that is tried.
pub fn all() -> Vec<Named> {
    [perts(), betas(), gammas(), lognormals_and_normals(), weibulls(), metalogs(), plain(), truncated(), mixtures()]
        .concat()
}

fn perts() -> Vec<Named> {
    let pert = Distribution::pert;
    named([
        ("pert(0, 2, 5)", pert(0.0, 2.0, 5.0)),
        ("pert(0, 0, 1): mode at the low end", pert(0.0, 0.0, 1.0)),
        ("pert(0, 1, 1): mode at the high end", pert(0.0, 1.0, 1.0)),
        ("pert(0, 0.001, 1)", pert(0.0, 0.001, 1.0)),
        ("pert(0, 0.999, 1)", pert(0.0, 0.999, 1.0)),
        ("pert(-1e6, 0, 5e6)", pert(-1e6, 0.0, 5e6)),
        ("pert(1e9, 1e9 + 1, 1e9 + 3): far from zero", pert(1e9, 1e9 + 1.0, 1e9 + 3.0)),
        ("pert(p10=20, mode=40, p90=50)", Distribution::pert_from_quantiles(20.0, 40.0, 50.0)),
        ("pert(p10=1, mode=2, p90=10)", Distribution::pert_from_quantiles(1.0, 2.0, 10.0)),
        ("pert(p10=0, mode=5, p90=5.5)", Distribution::pert_from_quantiles(0.0, 5.0, 5.5)),
    ])
}

fn betas() -> Vec<Named> {
    let beta = |a, b| Distribution::beta(a, b, 0.0, 1.0);
    named([
        ("beta(2, 3)", beta(2.0, 3.0)),
        ("beta(0.5, 0.5)", beta(0.5, 0.5)),
        ("beta(0.05, 0.05)", beta(0.05, 0.05)),
        ("beta(0.1, 5)", beta(0.1, 5.0)),
        ("beta(5, 0.1)", beta(5.0, 0.1)),
        ("beta(1, 1)", beta(1.0, 1.0)),
        ("beta(200, 3)", beta(200.0, 3.0)),
        ("beta(3, 2000)", beta(3.0, 2_000.0)),
        ("beta(1e5, 1e5)", beta(1e5, 1e5)),
        ("beta(2, 7) on [-50, 1000]", Distribution::beta(2.0, 7.0, -50.0, 1_000.0)),
    ])
}

fn gammas() -> Vec<Named> {
    let gamma = |shape| Distribution::gamma(shape, 10.0);
    named([
        ("gamma(0.05)", gamma(0.05)),
        ("gamma(0.25)", gamma(0.25)),
        ("gamma(0.9)", gamma(0.9)),
        ("gamma(1)", gamma(1.0)),
        ("gamma(2.5)", gamma(2.5)),
        ("gamma(10)", gamma(10.0)),
        ("gamma(1000)", gamma(1_000.0)),
        ("gamma(1e5)", gamma(1e5)),
    ])
}

fn lognormals_and_normals() -> Vec<Named> {
    named([
        ("lognormal(100, 10)", Distribution::lognormal(100.0, 10.0)),
        ("lognormal(100, 100)", Distribution::lognormal(100.0, 100.0)),
        ("lognormal(100, 2000): a heavy tail", Distribution::lognormal(100.0, 2_000.0)),
        ("lognormal(1e6, 1): hardly spread", Distribution::lognormal(1e6, 1.0)),
        ("lognormal(p10=20, p90=80)", Distribution::lognormal_from_quantiles(20.0, 80.0)),
        ("normal(0, 1)", Distribution::normal(0.0, 1.0)),
        ("normal(-3, 1e6)", Distribution::normal(-3.0, 1e6)),
        ("normal(1e9, 1): far from zero", Distribution::normal(1e9, 1.0)),
        ("normal(p10=40, p90=60)", Distribution::normal_from_quantiles(40.0, 60.0)),
    ])
}

fn weibulls() -> Vec<Named> {
    let weibull = |shape| Distribution::weibull(shape, 30.0);
    named([
        ("weibull(0.3)", weibull(0.3)),
        ("weibull(0.7)", weibull(0.7)),
        ("weibull(1)", weibull(1.0)),
        ("weibull(2)", weibull(2.0)),
        ("weibull(10)", weibull(10.0)),
        ("weibull(100)", weibull(100.0)),
        ("exponential(25)", Distribution::exponential(25.0)),
        ("exponential(1e-9)", Distribution::exponential(1e-9)),
    ])
}

fn metalogs() -> Vec<Named> {
    let metalog = Distribution::metalog;
    named([
        ("metalog(10, 20, 40)", metalog(10.0, 20.0, 40.0, None, None)),
        ("metalog(10, 25, 40)", metalog(10.0, 25.0, 40.0, None, None)),
        ("metalog(10, 20, 40, min=0)", metalog(10.0, 20.0, 40.0, Some(0.0), None)),
        ("metalog(10, 20, 40, max=50)", metalog(10.0, 20.0, 40.0, None, Some(50.0))),
        ("metalog(10, 20, 40, min=0, max=50)", metalog(10.0, 20.0, 40.0, Some(0.0), Some(50.0))),
        ("metalog(1, 2, 40, min=0.9)", metalog(1.0, 2.0, 40.0, Some(0.9), None)),
    ])
}

fn plain() -> Vec<Named> {
    named([
        ("uniform(-2, 10)", Distribution::uniform(-2.0, 10.0)),
        ("triangular(0, 30, 90)", Distribution::triangular(0.0, 30.0, 90.0)),
        ("triangular(0, 0, 90)", Distribution::triangular(0.0, 0.0, 90.0)),
        ("triangular(0, 90, 90)", Distribution::triangular(0.0, 90.0, 90.0)),
        ("triangular(0, 89.999, 90)", Distribution::triangular(0.0, 89.999, 90.0)),
        ("triangular(p10=20, mode=30, p90=70)", Distribution::triangular_from_quantiles(20.0, 30.0, 70.0)),
        ("discrete", Distribution::discrete(vec![(1.0, 1.0), (5.0, 2.0), (9.0, 1e-6)])),
        ("history", Distribution::history(vec![3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0, 3.0])),
    ])
}

fn truncated() -> Vec<Named> {
    let cut = |law: Result<Distribution, LawError>, low, high| law.and_then(|law| law.truncated(low, high));
    let normal = || Distribution::normal(0.0, 1.0);
    let history = || Distribution::history(vec![0.0, 2.0, 2.5, 7.0, 8.0, 30.0]);
    named([
        ("normal in [-1, 2]", cut(normal(), Some(-1.0), Some(2.0))),
        ("normal in [0, ]", cut(normal(), Some(0.0), None)),
        ("normal in [3, ]", cut(normal(), Some(3.0), None)),
        ("normal in [8, ]: a tail of 6e-16", cut(normal(), Some(8.0), None)),
        ("normal in [ , -8]", cut(normal(), None, Some(-8.0))),
        ("normal in [1, 1.001]", cut(normal(), Some(1.0), Some(1.001))),
        ("gamma(0.25) in [0.1, 5]", cut(Distribution::gamma(0.25, 10.0), Some(0.1), Some(5.0))),
        ("lognormal in [ , 100]", cut(Distribution::lognormal(100.0, 100.0), None, Some(100.0))),
        ("beta(0.5, 0.5) in [0.1, 0.9]", cut(Distribution::beta(0.5, 0.5, 0.0, 1.0), Some(0.1), Some(0.9))),
        ("pert in [3, ]", cut(Distribution::pert(0.0, 2.0, 5.0), Some(3.0), None)),
        ("triangular in [10, 80]", cut(Distribution::triangular(0.0, 30.0, 90.0), Some(10.0), Some(80.0))),
        ("metalog in [15, 30]", cut(Distribution::metalog(10.0, 20.0, 40.0, None, None), Some(15.0), Some(30.0))),
        ("history in [1, 9]", cut(history(), Some(1.0), Some(9.0))),
        ("history of at least 5", history().and_then(|law| law.given_at_least(5.0))),
        ("history of at least 40, beyond its end", history().and_then(|law| law.given_at_least(40.0))),
        ("exponential of at least 60", Distribution::exponential(25.0).and_then(|law| law.given_at_least(60.0))),
        ("weibull(0.7) of at least 200", Distribution::weibull(0.7, 30.0).and_then(|law| law.given_at_least(200.0))),
    ])
}

fn mixtures() -> Vec<Named> {
    let normal = |mean, sd| Distribution::normal(mean, sd).unwrap();
    let mixture = Distribution::mixture;
    let uniform = Distribution::uniform(20.0, 40.0).unwrap();
    let triangular = Distribution::triangular(0.0, 5.0, 30.0).unwrap();
    let lognormal = Distribution::lognormal(100.0, 100.0).unwrap();
    let exponential = |mean| Distribution::exponential(mean).unwrap();
    named([
        ("two normals that overlap", mixture(vec![(normal(0.0, 1.0), 1.0), (normal(2.0, 0.5), 1.0)])),
        ("two normals far apart", mixture(vec![(normal(0.0, 1.0), 3.0), (normal(100.0, 1.0), 1.0)])),
        ("a normal and a uniform", mixture(vec![(normal(10.0, 1.0), 3.0), (uniform.clone(), 1.0)])),
        ("nothing or an exponential", mixture(vec![(Distribution::fixed(0.0), 1.0), (exponential(20.0), 1.0)])),
        ("a number amid a normal", mixture(vec![(Distribution::fixed(1.0), 1.0), (normal(0.0, 2.0), 4.0)])),
        ("a rare disaster", mixture(vec![(exponential(1.0), 1.0), (exponential(1_000.0), 1e-4)])),
        ("a triangular and a uniform", mixture(vec![(triangular, 1.0), (uniform, 1.0)])),
        ("lognormals", mixture(vec![(lognormal.clone(), 1.0), (lognormal.truncated(Some(50.0), None).unwrap(), 1.0)])),
    ])
}
