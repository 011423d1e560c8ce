//! What is particular to one law: generalised inverses, kinks, closed forms, moments.

use super::{assert_close, one_of_each};
use foresave::distribution::{ClosedForm, Distribution, normal, score_correlation};

fn discrete(outcomes: &[(f64, f64)]) -> Distribution {
    Distribution::discrete(outcomes.to_vec()).unwrap()
}

fn uniform(low: f64, high: f64) -> Distribution {
    Distribution::uniform(low, high).unwrap()
}

#[test]
fn a_discrete_quantile_is_the_first_value_that_reaches_the_level() {
    let law = discrete(&[(5.0, 5.0), (1.0, 2.0), (40.0, 3.0)]);
    let cases = [(0.1, 1.0), (0.2, 1.0), (0.2 + 1e-15, 5.0), (0.7, 5.0), (0.71, 40.0), (0.999, 40.0)];
    for (p, value) in cases {
        assert_eq!(law.quantile(p), value, "at {p}");
    }
    assert_eq!(law.quantile_upper(1e-300), 40.0);
    assert_eq!((law.cdf_left(5.0), law.cdf(5.0)), (0.2, 0.7));
    assert_eq!((law.survival_left(40.0), law.survival(40.0)), (0.3, 0.0));
}

#[test]
fn the_lower_median_survives_weights_that_do_not_add_up_in_binary() {
    let tenths: Vec<(f64, f64)> = (1..=10).map(|value| (f64::from(value), 0.1)).collect();
    assert_eq!(discrete(&tenths).most_likely(), 5.0);
    assert_eq!(discrete(&[(1.0, 0.1), (2.0, 0.2), (3.0, 0.2), (4.0, 0.5)]).most_likely(), 3.0);
    let parts =
        vec![(uniform(0.0, 1.0), 0.1), (uniform(1.0, 2.0), 0.2), (uniform(2.0, 3.0), 0.2), (uniform(8.0, 9.0), 0.5)];
    assert_eq!(Distribution::mixture(parts).unwrap().most_likely(), 3.0);
}

#[test]
fn equal_outcomes_count_as_one_and_weightless_ones_not_at_all() {
    let law = discrete(&[(3.0, 1.0), (1.0, 0.0), (3.0, 2.0)]);
    assert_eq!(law.fixed_value(), Some(3.0));
}

#[test]
fn a_mixture_has_the_lower_end_of_a_gap_at_the_level_of_the_gap() {
    let law = Distribution::mixture(vec![(uniform(0.0, 30.0), 3.0), (uniform(100.0, 140.0), 1.0)]).unwrap();
    assert_eq!(law.quantile(0.75), 30.0);
    assert!(law.quantile(0.75 + 1e-12) > 100.0);
    assert_eq!(law.cdf(60.0), 0.75);
    assert_eq!(law.kinks(), [0.75]);
}

#[test]
fn a_mixture_is_flat_at_an_atom() {
    let law = Distribution::mixture(vec![(uniform(0.0, 10.0), 1.0), (Distribution::fixed(4.0), 1.0)]).unwrap();
    assert_eq!(law.kinks().len(), 2);
    for p in [0.2 + 1e-12, 0.3, 0.5, 0.7] {
        assert_eq!(law.quantile(p), 4.0, "at {p}");
    }
    assert!(law.quantile(0.2 - 1e-12) < 4.0 && law.quantile(0.7 + 1e-12) > 4.0);
}

#[test]
fn mixtures_of_mixtures_and_numbers_are_laid_flat() {
    let inner = Distribution::mixture(vec![(uniform(0.0, 1.0), 1.0), (Distribution::fixed(7.0), 3.0)]).unwrap();
    let outer = Distribution::mixture(vec![(inner, 2.0), (Distribution::fixed(7.0), 2.0)]).unwrap();
    assert_close(outer.cdf(1.0), 0.125, 1e-15);
    assert_eq!(outer.survival(7.0), 0.0);
    let numbers =
        Distribution::mixture(vec![(Distribution::fixed(1.0), 1.0), (Distribution::fixed(2.0), 1.0)]).unwrap();
    assert!(matches!(numbers.closed_form(), Some(ClosedForm::Steps { .. })));
}

#[test]
fn a_history_runs_straight_through_its_sorted_values() {
    let law = Distribution::history(vec![10.0, 0.0, 20.0, 4.0, 2.0]).unwrap();
    let cases = [(0.3, 2.0), (0.5, 4.0), (0.6, 7.0), (0.7, 10.0), (0.8, 15.0)];
    for (p, value) in cases {
        assert_close(law.quantile(p), value, 1e-15);
        assert_close(law.cdf(value), p, 1e-15);
    }
    assert_eq!((law.quantile(0.05), law.quantile(0.95)), (0.0, 20.0));
    assert_eq!((law.cdf_left(0.0), law.cdf(0.0), law.cdf_left(20.0), law.cdf(20.0)), (0.0, 0.1, 0.9, 1.0));
    assert_eq!(law.kinks(), [0.1, 0.3, 0.5, 0.7, 0.9]);
    let tied = Distribution::history(vec![1.0, 3.0, 3.0, 3.0, 9.0]).unwrap();
    assert_eq!((tied.cdf_left(3.0), tied.cdf(3.0)), (0.3, 0.7));
    assert_eq!(tied.kinks(), [0.1, 0.3, 0.7, 0.9]);
}

#[test]
fn a_history_keeps_the_mean_and_the_median_of_its_data() {
    let on_time_but_one = Distribution::history(vec![0.0, 0.0, 36.0, 0.0, 0.0, 0.0, 0.0, 0.0]).unwrap();
    assert_close(on_time_but_one.mean(), 4.5, 1e-15);
    assert_eq!(on_time_but_one.most_likely(), 0.0);
    let two = Distribution::history(vec![10.0, 0.0]).unwrap();
    assert_eq!((two.mean(), two.most_likely()), (5.0, 5.0));
    let even = Distribution::history(vec![9.0, 1.0, 2.0, 4.0]).unwrap();
    assert_eq!((even.mean(), even.most_likely()), (4.0, 3.0));
}

#[test]
fn kinks_are_where_the_law_changes_its_formula() {
    assert_eq!(Distribution::triangular(0.0, 3.0, 12.0).unwrap().kinks(), [0.25]);
    assert_eq!(Distribution::normal(0.0, 1.0).unwrap().kinks(), [0.0; 0]);
    assert_eq!(Distribution::pert(0.0, 3.0, 12.0).unwrap().kinks(), [0.0; 0]);
    let law = Distribution::triangular(0.0, 3.0, 12.0).unwrap().truncated(None, Some(6.0)).unwrap();
    assert_close(law.kinks()[0], 0.25 / (1.0 - 36.0 / 108.0), 1e-15);
    assert_eq!(discrete(&[(1.0, 1.0), (2.0, 3.0)]).kinks(), [0.25]);
}

#[test]
fn laws_of_a_few_operations_say_so() {
    let width = |law: Distribution| match law.closed_form() {
        Some(ClosedForm::Linear { low, width }) => (low, width),
        other => panic!("{other:?} is not linear"),
    };
    assert_eq!(width(Distribution::fixed(3.0)), (3.0, 0.0));
    assert_eq!(width(uniform(2.0, 6.0).truncated(Some(3.0), None).unwrap()), (3.0, 3.0));
    let triangular = ClosedForm::Triangular { min: 0.0, mode: 3.0, max: 12.0 };
    assert_eq!(Distribution::triangular(0.0, 3.0, 12.0).unwrap().closed_form(), Some(triangular));
    let steps = ClosedForm::Steps { upper: [0.25, 1.0].into(), values: [2.0, 3.0].into() };
    let law = discrete(&[(1.0, 4.0), (2.0, 1.0), (3.0, 3.0)]);
    assert_eq!(law.truncated(Some(2.0), None).unwrap().closed_form(), Some(steps));
    let values = ClosedForm::PiecewiseLinear { values: [1.0, 2.0, 9.0].into() };
    assert_eq!(Distribution::history(vec![9.0, 1.0, 2.0]).unwrap().closed_form(), Some(values));
    assert_eq!(Distribution::normal(0.0, 1.0).unwrap().closed_form(), None);
}

#[test]
fn closed_forms_are_the_quantile_function() {
    for (name, law) in one_of_each() {
        let Some(form) = law.closed_form() else { continue };
        for step in 1..1000 {
            let p = f64::from(step) / 1000.0;
            let value = match &form {
                ClosedForm::Linear { low, width } => low + p * width,
                ClosedForm::Triangular { min, mode, max } => triangular(*min, *mode, *max, p),
                ClosedForm::PiecewiseLinear { values } => piecewise_linear(values, p),
                ClosedForm::Steps { upper, values } => values[upper.partition_point(|upper| *upper < p)],
            };
            assert!((law.quantile(p) - value).abs() <= 1e-13 * value.abs().max(1.0), "{name} at {p}");
        }
    }
}

fn triangular(min: f64, mode: f64, max: f64, p: f64) -> f64 {
    let width = max - min;
    if p * width < mode - min {
        min + (p * width * (mode - min)).sqrt()
    } else {
        max - ((1.0 - p) * width * (max - mode)).sqrt()
    }
}

fn piecewise_linear(values: &[f64], p: f64) -> f64 {
    let place = (p * values.len() as f64 - 0.5).clamp(0.0, (values.len() - 1) as f64);
    let index = (place as usize).min(values.len() - 2);
    values[index] + (place - index as f64) * (values[index + 1] - values[index])
}

#[test]
fn parameters_that_leave_one_value_only_are_that_value() {
    let fixed = [
        uniform(4.0, 4.0),
        Distribution::triangular(4.0, 4.0, 4.0).unwrap(),
        Distribution::pert(4.0, 4.0, 4.0).unwrap(),
        Distribution::normal(4.0, 0.0).unwrap(),
        Distribution::normal_from_quantiles(4.0, 4.0).unwrap(),
        Distribution::lognormal(4.0, 0.0).unwrap(),
        Distribution::lognormal_from_quantiles(4.0, 4.0).unwrap(),
        Distribution::beta(2.0, 3.0, 4.0, 4.0).unwrap(),
        Distribution::triangular_from_quantiles(4.0, 4.0, 4.0).unwrap(),
        Distribution::pert_from_quantiles(4.0, 4.0, 4.0).unwrap(),
        Distribution::history(vec![4.0, 4.0]).unwrap(),
        Distribution::mixture(vec![(Distribution::fixed(4.0), 1.0), (uniform(0.0, 1.0), 0.0)]).unwrap(),
    ];
    for law in fixed {
        assert_eq!(law.fixed_value(), Some(4.0), "{law:?}");
        assert_eq!((law.mean(), law.sd(), law.most_likely(), law.quantile(0.3)), (4.0, 0.0, 4.0, 4.0));
    }
    assert_eq!(Distribution::exponential(0.0).unwrap().fixed_value(), Some(0.0));
}

#[test]
fn standard_deviations_are_those_of_theory() {
    let triangular = Distribution::triangular(0.0, 3.0, 12.0).unwrap();
    assert_close(triangular.sd(), ((144.0 + 9.0 - 36.0) / 18.0_f64).sqrt(), 1e-14);
    let pert = Distribution::pert(10.0, 20.0, 100.0).unwrap();
    let mean: f64 = (10.0 + 80.0 + 100.0) / 6.0;
    assert_close(pert.sd(), ((mean - 10.0) * (100.0 - mean) / 7.0).sqrt(), 1e-14);
    assert_close(Distribution::lognormal(100.0, 50.0).unwrap().sd(), 50.0, 1e-14);
    assert_close(Distribution::gamma(4.0, 3.0).unwrap().sd(), 6.0, 1e-15);
    assert_close(Distribution::weibull(1.0, 3.0).unwrap().sd(), 3.0, 1e-14);
    // a Rayleigh law
    let variance = 4.0 - core::f64::consts::PI;
    assert_close(Distribution::weibull(2.0, 2.0).unwrap().sd(), variance.sqrt(), 1e-13);
    // a narrow one: close to a Gumbel law of sd π/√6 over the shape
    let narrow = Distribution::weibull(1e6, 1.0).unwrap().sd();
    assert_close(narrow, core::f64::consts::PI / 6.0_f64.sqrt() * 1e-6, 3e-6);
    // without skew a logistic law, of sd π/√3
    let logistic = Distribution::metalog(-2.197_224_577_336_22, 0.0, 2.197_224_577_336_22, None, None).unwrap();
    assert_close(logistic.sd(), core::f64::consts::PI / 3.0_f64.sqrt(), 1e-12);
    assert_close(discrete(&[(0.0, 1.0), (1.0, 3.0)]).sd(), (3.0 / 16.0_f64).sqrt(), 1e-15);
    let half_normal = Distribution::normal(0.0, 1.0).unwrap().truncated(Some(0.0), None).unwrap();
    assert_close(half_normal.mean(), (2.0 / core::f64::consts::PI).sqrt(), 1e-13);
    assert_close(half_normal.sd(), (1.0 - 2.0 / core::f64::consts::PI).sqrt(), 1e-13);
}

#[test]
fn a_mean_that_does_not_exist_is_infinite() {
    let law = Distribution::metalog(1.0, 10.0, 1000.0, Some(0.0), None).unwrap();
    assert_eq!((law.mean(), law.sd()), (f64::INFINITY, f64::INFINITY));
    assert_eq!(law.clone().truncated(Some(5.0), None).unwrap().mean(), f64::INFINITY);
    assert!(law.truncated(None, Some(5000.0)).unwrap().mean() < 5000.0);
}

#[test]
fn percentiles_and_mode_are_met_even_where_the_mode_lies_outside_the_percentiles() {
    for mode in [19.0, 20.0, 40.0, 90.0, 91.0] {
        for law in [Distribution::triangular_from_quantiles, Distribution::pert_from_quantiles] {
            let law = law(20.0, mode, 90.0).unwrap();
            assert_close(law.quantile(0.1), 20.0, 1e-12);
            assert_close(law.quantile(0.9), 90.0, 1e-12);
            assert_eq!(law.most_likely(), mode);
        }
    }
}

#[test]
fn normal_scores_and_their_correlation() {
    assert_eq!(normal::quantile(0.5), 0.0);
    assert_close(normal::upper_quantile(1e-12), 7.034_483_825_301_132, 1e-14);
    assert_close(normal::cumulative(1.0), 0.841_344_746_068_542_9, 1e-15);
    assert_close(normal::upper_tail(10.0), 7.619_853_024_160_527e-24, 1e-13);
    assert_close(normal::density(0.0), 0.398_942_280_401_432_7, 1e-15);
    assert!(normal::quantile(-0.1).is_nan() && normal::quantile(f64::NAN).is_nan());
    assert_eq!(score_correlation(-1.0), -1.0);
    assert_close(score_correlation(0.3), 0.312_868_930_080_461_7, 1e-15);
}
