//! Laws scaled and shifted.

use super::one_of_each;
use foresave::distribution::Distribution;

/// Fails unless `value` is within `tolerance` of `expected`, relative to it where it is above one.
#[track_caller]
fn assert_near(value: f64, expected: f64, tolerance: f64, what: &str) {
    let is_near = (value - expected).abs() <= tolerance * expected.abs().max(10.0);
    assert!(is_near, "{what}: {value:e} instead of {expected:e}");
}

#[test]
fn the_quantiles_of_a_moved_law_are_the_moved_quantiles() {
    for (name, law) in one_of_each() {
        let moved = law.affine(2.5, -7.0).unwrap();
        for p in [1e-9, 0.01, 0.2, 0.5, 0.77, 0.99, 1.0 - 1e-9] {
            let expected = 2.5 * law.quantile(p) - 7.0;
            assert_near(moved.quantile(p), expected, 1e-9, &format!("{name} at {p}"));
        }
        assert_near(moved.most_likely(), 2.5 * law.most_likely() - 7.0, 1e-9, name);
        if law.mean().is_finite() {
            assert_near(moved.mean(), 2.5 * law.mean() - 7.0, 1e-7, name);
        }
    }
}

#[test]
fn a_moved_law_is_the_law_of_moved_parameters() {
    let same = |one: Distribution, factor: f64, shift: f64, other: Distribution| {
        assert_eq!(one.affine(factor, shift).unwrap(), other);
    };
    same(Distribution::pert(1.0, 2.0, 4.0).unwrap(), 2.0, 1.0, Distribution::pert(3.0, 5.0, 9.0).unwrap());
    same(Distribution::normal(3.0, 0.5).unwrap(), 4.0, -2.0, Distribution::normal(10.0, 2.0).unwrap());
    same(Distribution::gamma(2.0, 3.0).unwrap(), 2.0, 0.0, Distribution::gamma(2.0, 6.0).unwrap());
    let metalog = |scale: f64| Distribution::metalog(2.0 * scale, 3.0 * scale, 5.0 * scale, Some(scale), None).unwrap();
    same(metalog(1.0), 2.0, 0.0, metalog(2.0));
    let cut = |low: f64, high: f64| Distribution::triangular(low, low, high).unwrap();
    let truncated = cut(0.0, 8.0).truncated(Some(1.0), Some(6.0)).unwrap();
    same(truncated, 2.0, 1.0, cut(1.0, 17.0).truncated(Some(3.0), Some(13.0)).unwrap());
    let mixed = |scale: f64| {
        let parts = vec![(Distribution::fixed(0.0), 0.4), (Distribution::exponential(scale).unwrap(), 0.6)];
        Distribution::mixture(parts).unwrap()
    };
    same(mixed(3.0), 2.0, 0.0, mixed(6.0));
    same(
        Distribution::history(vec![3.0, 1.0, 7.0]).unwrap(),
        1.0,
        2.0,
        Distribution::history(vec![3.0, 5.0, 9.0]).unwrap(),
    );
}

#[test]
fn moving_there_and_back_changes_nothing() {
    let law = Distribution::lognormal(12.0, 5.0).unwrap();
    assert_eq!(law.affine(1.0, 4.0).unwrap().affine(1.0, -4.0).unwrap(), law);
    assert_eq!(law.affine(0.0, 4.0).unwrap().fixed_value(), Some(4.0));
    for (name, law) in one_of_each() {
        let moved = law.affine(1.0, 0.0).unwrap();
        for p in [1e-9, 0.2, 0.5, 0.99] {
            assert_eq!(moved.quantile(p).to_bits(), law.quantile(p).to_bits(), "{name}");
        }
    }
}

#[test]
fn a_law_cannot_be_turned_round_or_moved_out_of_sight() {
    let law = Distribution::uniform(1.0, 2.0).unwrap();
    assert!(law.affine(-1.0, 0.0).is_err() && law.affine(f64::INFINITY, 0.0).is_err());
    assert!(Distribution::uniform(1.0, 1e99).unwrap().affine(1e9, 0.0).is_err());
}
