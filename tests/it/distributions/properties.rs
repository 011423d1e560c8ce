//! Promises that every law keeps, whatever its parameters.

use super::{one_of_each, tail_probabilities};
use foresave::distribution::{Distribution, Probability, normal};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// How far a quantile function may descend: rounding.
const ROUNDING: f64 = 1e-12;

#[test]
fn the_distribution_function_undoes_the_quantile_function() {
    for (name, law) in one_of_each() {
        for p in tail_probabilities() {
            let x = law.quantile(p);
            let (low, high) = around(x);
            assert!(
                law.cdf_left(low) <= p * (1.0 + 1e-11),
                "{name}: {p:e} gives {x:e}, with {:e} below",
                law.cdf_left(low)
            );
            assert!(law.cdf(high) >= p * (1.0 - 1e-11), "{name}: {p:e} gives {x:e}, with {:e} up to it", law.cdf(high));
            let x = law.quantile_upper(p);
            let (low, high) = around(x);
            assert!(law.survival(high) <= p * (1.0 + 1e-11), "{name}: upper {p:e} gives {x:e}");
            assert!(law.survival_left(low) >= p * (1.0 - 1e-11), "{name}: upper {p:e} gives {x:e}");
        }
    }
}

/// A little to either side: a few roundings, or the numbers too small to be represented.
fn around(x: f64) -> (f64, f64) {
    let reach = (4.0 * f64::EPSILON * x.abs()).max(f64::MIN_POSITIVE);
    (x - reach, x + reach)
}

#[test]
fn quantile_functions_ascend_and_stay_inside_the_support() {
    for (name, law) in one_of_each() {
        let (min, max) = law.support();
        let mut last = min;
        let lower: Vec<f64> = tail_probabilities().collect();
        let upper = lower.iter().map(|q| law.quantile_upper(*q));
        let dense = (1..20_000).map(|step| f64::from(step) / 20_000.0);
        for values in [
            lower.iter().rev().map(|p| law.quantile(*p)).chain(upper).collect(),
            dense.map(|p| law.quantile(p)).collect::<Vec<f64>>(),
        ] {
            last = last.min(values[0]);
            for x in values {
                assert!(x >= last - ROUNDING * last.abs().min(f64::MAX), "{name} descends from {last:e} to {x:e}");
                assert!((min..=max).contains(&x), "{name} leaves its support at {x:e}");
                last = x;
            }
        }
        assert_eq!((law.quantile(0.0), law.quantile(1.0)), (min, max), "{name}");
        assert!(law.quantile(-0.1).is_nan() && law.quantile(f64::NAN).is_nan());
    }
}

#[test]
fn the_tails_of_every_law_sum_to_one() {
    for (name, law) in one_of_each() {
        let (left, right) = (f64::NEG_INFINITY, f64::INFINITY);
        assert_eq!(
            (law.cdf(left), law.survival_left(left), law.cdf_left(right), law.survival(right)),
            (0.0, 1.0, 1.0, 0.0)
        );
        for step in -200..=500 {
            let x = f64::from(step) / 10.0;
            assert!((law.cdf(x) + law.survival(x) - 1.0).abs() < 1e-14, "{name} at {x}");
            assert!((law.cdf_left(x) + law.survival_left(x) - 1.0).abs() < 1e-14, "{name} at {x}");
            assert!(law.cdf_left(x) <= law.cdf(x), "{name} at {x}");
        }
    }
}

/// By the trapezium rule over normal scores: exact to rounding for analytic quantile functions, and else
/// off by no more than the density of a step's scores times half the jump, which is below 3 standard deviations.
#[test]
fn the_mean_and_spread_are_those_of_the_quantile_function() {
    const STEPS_PER_SCORE: i32 = 400;
    let step = 1.0 / f64::from(STEPS_PER_SCORE);
    for (name, law) in one_of_each() {
        let tolerance = if law.kinks().is_empty() { 1e-9 } else { 0.4 * step * 1.5 };
        let draws: Vec<(f64, f64)> = (-12 * STEPS_PER_SCORE..=12 * STEPS_PER_SCORE)
            .map(|k| f64::from(k) * step)
            .map(|z| (at_score(&law, z), step * normal::density(z)))
            .collect();
        let mean: f64 = draws.iter().map(|(x, weight)| x * weight).sum();
        let square: f64 = draws.iter().map(|(x, weight)| (x - mean) * (x - mean) * weight).sum();
        let sd = law.sd();
        assert!(
            (mean - law.mean()).abs() <= tolerance * sd + 1e-14 * mean.abs(),
            "{name}: mean {}, but {mean} by scores",
            law.mean()
        );
        assert!(
            (square.sqrt() - sd).abs() <= 2.0 * tolerance * sd + 1e-14 * mean.abs(),
            "{name}: sd {sd}, but {} by scores",
            square.sqrt()
        );
    }
}

fn at_score(law: &Distribution, z: f64) -> f64 {
    if z < 0.0 { law.quantile(normal::cumulative(z)) } else { law.quantile_upper(normal::upper_tail(z)) }
}

#[test]
fn the_quantile_function_is_smooth_between_its_kinks() {
    for (name, law) in one_of_each() {
        let mut ends = vec![0.02];
        ends.extend(law.kinks().into_iter().filter(|p| (0.02..=0.98).contains(p)));
        ends.push(0.98);
        for piece in ends.windows(2) {
            let worst = interpolation_error(&law, piece[0], piece[1]);
            let scale = law.quantile(0.98) - law.quantile(0.02);
            assert!(worst <= 1e-5 * scale, "{name} between {} and {}: {worst:e}", piece[0], piece[1]);
        }
    }
}

/// Of a cubic through four points of each 256th of a piece, halfway between the inner two.
fn interpolation_error(law: &Distribution, low: f64, high: f64) -> f64 {
    let step = (high - low) / 770.0;
    let at = |place: f64| law.quantile(low + step * place);
    let error = |start: f64| {
        let [a, b, c, d] = [0.0, 1.0, 2.0, 3.0].map(|offset| at(start + offset));
        (at(start + 1.5) - (9.0 * (b + c) - (a + d)) / 16.0).abs()
    };
    (0..255).map(|piece| error(1.0 + 3.0 * f64::from(piece))).fold(0.0, f64::max)
}

/// Sizes over many orders of magnitude.
fn size(orders: std::ops::Range<f64>) -> impl Strategy<Value = f64> + Clone {
    orders.prop_map(libm::exp10)
}

fn probability() -> impl Strategy<Value = f64> {
    prop_oneof![0.0..1.0, size(-300.0..-0.3)]
}

fn any_law() -> impl Strategy<Value = Distribution> {
    let low_high = (-1e6..1e6, size(-3.0..6.0));
    prop_oneof![
        low_high.clone().prop_map(|(low, width)| Distribution::uniform(low, low + width)),
        (low_high.clone(), 0.0..=1.0_f64).prop_map(|((low, width), share)| {
            Distribution::triangular(low, (low + share * width).min(low + width), low + width)
        }),
        (low_high.clone(), 0.0..=1.0_f64).prop_map(|((low, width), share)| {
            Distribution::pert(low, (low + share * width).min(low + width), low + width)
        }),
        low_high.prop_map(|(mean, sd)| Distribution::normal(mean, sd)),
        (size(-3.0..9.0), size(-3.0..2.0))
            .prop_map(|(mean, variation)| Distribution::lognormal(mean, mean * variation)),
        (size(-3.0..6.0), size(-3.0..6.0)).prop_map(|(alpha, beta)| Distribution::beta(alpha, beta, 0.0, 1.0)),
        (size(-3.0..8.0), size(-3.0..6.0)).prop_map(|(shape, scale)| Distribution::gamma(shape, scale)),
        (size(-2.0..4.0), size(-3.0..6.0)).prop_map(|(shape, scale)| Distribution::weibull(shape, scale)),
        (0.0..100.0, 0.17..0.83, size(-1.0..4.0)).prop_map(|(p10, share, width)| {
            Distribution::metalog(p10, p10 + share * width, p10 + width, None, None)
        }),
        prop::collection::vec((-1e3..1e3, 0.0..5.0), 2..30).prop_map(Distribution::discrete),
        prop::collection::vec(-1e3..1e3, 2..30).prop_map(Distribution::history),
    ]
    .prop_filter_map("parameters that make a law", Result::ok)
}

/// A law as it is, truncated, or mixed with another.
fn any_composition() -> impl Strategy<Value = Distribution> {
    let truncated =
        (any_law(), 0.0..0.9, 0.05..0.99).prop_filter_map("an interval with probability", |(law, p, share)| {
            let (low, high) = (law.quantile(p), law.quantile(p + share * (1.0 - p)));
            law.truncated(Some(low), Some(high)).ok()
        });
    let mixed = (any_law(), any_law(), size(-3.0..3.0))
        .prop_map(|(one, other, weight)| Distribution::mixture(vec![(one, 1.0), (other, weight)]).unwrap());
    prop_oneof![3 => any_law(), 1 => truncated, 1 => mixed]
}

/// Whether the level `p`, from below and from above, is that of its quantile.
fn is_undone(law: &Distribution, p: f64, tolerance: f64) -> bool {
    let (low, high) = around(law.quantile(p));
    let is_lower = law.cdf_left(low) <= p + tolerance && law.cdf(high) >= p - tolerance;
    let (low, high) = around(law.quantile_upper(p));
    is_lower && law.survival(high) <= p + tolerance && law.survival_left(low) >= p - tolerance
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, rng_seed: RngSeed::Fixed(2018), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_law_ascends_inside_its_support(law in any_composition(), levels in prop::collection::vec(probability(), 8)) {
        let (min, max) = law.support();
        let mut levels = levels;
        levels.sort_by(f64::total_cmp);
        let lower: Vec<f64> = levels.iter().map(|p| law.quantile(*p)).collect();
        let upper: Vec<f64> = levels.iter().rev().map(|q| law.quantile_upper(*q)).collect();
        for values in [lower, upper] {
            for pair in values.windows(2) {
                prop_assert!(pair[1] >= pair[0] - ROUNDING * pair[0].abs(), "{pair:?}");
            }
            for x in values {
                prop_assert!((min..=max).contains(&x), "{x:e} outside [{min:e}, {max:e}]");
            }
        }
    }

    #[test]
    fn any_law_is_undone_by_its_distribution_function_in_both_tails(law in any_law(), p in probability()) {
        prop_assert!(is_undone(&law, p, 1e-8 * p));
    }

    /// The level of a truncated law is a difference of two levels of the whole: precise to 1e-13 over the
    /// probability of the interval, here 0.005 at least.
    #[test]
    fn any_composition_is_undone_by_its_distribution_function(law in any_composition(), p in probability()) {
        prop_assert!(is_undone(&law, p, 1e-8 * p + 2e-11));
    }

    #[test]
    fn any_law_given_a_bound_is_the_rest_of_it(law in any_composition(), p in 0.0..0.999_f64, level in 0.0..1.0_f64) {
        let bound = law.quantile(p);
        if let Ok(given) = law.given_at_least(bound) {
            let x = given.quantile(level);
            prop_assert!(x >= bound);
            prop_assert_eq!(given.survival(f64::INFINITY), 0.0);
            let expected = law.survival(x) / law.survival_left(bound);
            prop_assert!((given.survival(x) - expected).abs() <= 1e-9, "{} instead of {expected}", given.survival(x));
        }
    }

    #[test]
    fn no_parameters_whatever_make_a_law_panic(a in any::<f64>(), b in any::<f64>(), c in any::<f64>(), d in any::<f64>()) {
        let laws = [
            Distribution::uniform(a, b), Distribution::triangular(a, b, c), Distribution::pert(a, b, c),
            Distribution::normal(a, b), Distribution::normal_from_quantiles(a, b),
            Distribution::lognormal(a, b), Distribution::lognormal_from_quantiles(a, b),
            Distribution::beta(a, b, c, d), Distribution::gamma(a, b), Distribution::weibull(a, b),
            Distribution::exponential(a), Distribution::metalog(a, b, c, None, Some(d)),
            Distribution::triangular_from_quantiles(a, b, c), Distribution::pert_from_quantiles(a, b, c),
            Distribution::discrete(vec![(a, b), (c, d)]), Distribution::history(vec![a, b, c, d]),
        ];
        for law in laws.into_iter().flatten() {
            let all = [law.mean(), law.sd(), law.most_likely(), law.quantile(0.3), law.quantile_upper(1e-200), law.cdf(d)];
            prop_assert!(all.iter().all(|value| !value.is_nan()), "{law:?}: {all:?}");
            let _ = (law.kinks(), law.given_at_least(d), law.clone().truncated(Some(c), Some(d)));
        }
    }
}

#[test]
fn quantiles_near_a_level_are_those_of_the_quantile_function() {
    for (name, law) in one_of_each() {
        for tail in tail_probabilities().step_by(7) {
            for (start, is_below) in [(Probability::Below(tail), true), (Probability::Above(tail), false)] {
                let near = law.quantiles_near(start);
                for share in [0.75, 0.9, 1.0, 1.1, 1.24, 2.0] {
                    let there = (tail * share).min(0.5);
                    let (found, exact) = if is_below {
                        (near(Probability::Below(there)), law.quantile(there))
                    } else {
                        (near(Probability::Above(there)), law.quantile_upper(there))
                    };
                    // Where a law is much narrower than it is far from 0, numbers cannot tell its quantiles apart.
                    let spread = law.quantile_upper(0.25) - law.quantile(0.25);
                    let slack = 1e-11 * (exact.abs() + spread);
                    assert!(found == exact || (found - exact).abs() <= slack, "{name} at {there}: {found} {exact}");
                }
            }
        }
    }
}
