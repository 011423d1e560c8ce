//! Against numbers and functions that foresave had no part in.

use super::assert_close;
use foresave::distribution::Distribution;
use statrs::distribution::{self as independent, ContinuousCDF};

/// Relative, for probabilities down to 1e-300 and shapes from 1e-3: a rounding of 1e-16 in a
/// probability is 1e-13 in the quantile of a law of shape 1e-3, and a few of them occur.
const REFERENCE_TOLERANCE: f64 = 1e-12;

fn law(name: &str, parameters: &[f64]) -> Distribution {
    let law = match (name, parameters) {
        ("uniform", &[low, high]) => Distribution::uniform(low, high),
        ("triangular", &[min, mode, max]) => Distribution::triangular(min, mode, max),
        ("pert", &[min, mode, max]) => Distribution::pert(min, mode, max),
        ("normal", &[mean, sd]) => Distribution::normal(mean, sd),
        ("lognormal", &[mean, sd]) => Distribution::lognormal(mean, sd),
        ("beta", &[alpha, beta, min, max]) => Distribution::beta(alpha, beta, min, max),
        ("gamma", &[shape, scale]) => Distribution::gamma(shape, scale),
        ("weibull", &[shape, scale]) => Distribution::weibull(shape, scale),
        ("exponential", &[mean]) => Distribution::exponential(mean),
        ("metalog", &[p10, p50, p90]) => Distribution::metalog(p10, p50, p90, None, None),
        ("truncated_normal", &[mean, sd, low, high]) => {
            Distribution::normal(mean, sd).and_then(|law| law.truncated(Some(low), Some(high)))
        }
        _ => panic!("the table has a law {name} with {} parameters", parameters.len()),
    };
    law.unwrap()
}

#[test]
fn quantiles_are_those_of_a_table_made_at_thirty_digits() {
    let table = include_str!("../../data/quantiles.csv");
    let mut worst = (0.0_f64, String::new());
    for line in table.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let parameters: Vec<f64> = cells[1].split(' ').map(|cell| cell.parse().unwrap()).collect();
        let (p, expected): (f64, f64) = (cells[3].parse().unwrap(), cells[4].parse().unwrap());
        let law = law(cells[0], &parameters);
        let value = if cells[2] == "lower" { law.quantile(p) } else { law.quantile_upper(p) };
        let error = if value == expected { 0.0 } else { (value / expected - 1.0).abs() };
        // smaller than the smallest normal number: 0 will do
        if expected.abs() > 1e-307 && (error.is_nan() || error >= worst.0) {
            worst = (error, format!("{line}: {value:e}"));
        }
    }
    assert!(worst.0 <= REFERENCE_TOLERANCE, "{} is off by {:e}", worst.1, worst.0);
}

/// Both tails against another implementation, which is good to about 1e-10 where neither is small.
fn agrees(ours: &Distribution, theirs: &impl ContinuousCDF<f64, f64>) {
    for step in 1..100 {
        let x = ours.quantile(f64::from(step) / 100.0);
        assert_close(ours.cdf(x), theirs.cdf(x), 1e-9);
        assert_close(ours.survival(x), theirs.sf(x), 1e-9);
    }
}

#[test]
fn distribution_functions_agree_with_another_implementation() {
    agrees(&Distribution::normal(3.0, 4.0).unwrap(), &independent::Normal::new(3.0, 4.0).unwrap());
    agrees(&Distribution::uniform(-3.0, 4.0).unwrap(), &independent::Uniform::new(-3.0, 4.0).unwrap());
    agrees(&Distribution::triangular(1.0, 2.0, 9.0).unwrap(), &independent::Triangular::new(1.0, 9.0, 2.0).unwrap());
    agrees(&Distribution::beta(0.7, 5.0, 0.0, 1.0).unwrap(), &independent::Beta::new(0.7, 5.0).unwrap());
    agrees(&Distribution::beta(30.0, 12.0, 0.0, 1.0).unwrap(), &independent::Beta::new(30.0, 12.0).unwrap());
    agrees(&Distribution::gamma(2.5, 0.25).unwrap(), &independent::Gamma::new(2.5, 4.0).unwrap());
    agrees(&Distribution::gamma(0.4, 1.0).unwrap(), &independent::Gamma::new(0.4, 1.0).unwrap());
    agrees(&Distribution::weibull(1.7, 3.0).unwrap(), &independent::Weibull::new(1.7, 3.0).unwrap());
    agrees(&Distribution::exponential(0.25).unwrap(), &independent::Exp::new(4.0).unwrap());
    let log_variance = libm::log1p(0.25);
    let theirs = independent::LogNormal::new(-0.5 * log_variance, log_variance.sqrt()).unwrap();
    agrees(&Distribution::lognormal(1.0, 0.5).unwrap(), &theirs);
}
