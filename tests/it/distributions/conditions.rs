//! What has not happened is evidence: laws given that a value is at least so much.

use super::assert_close;
use foresave::distribution::{Distribution, LawError};

fn uniform(low: f64, high: f64) -> Distribution {
    Distribution::uniform(low, high).unwrap()
}

fn slips() -> Distribution {
    Distribution::history(vec![10.0, 0.0, 20.0, 4.0, 2.0]).unwrap()
}

#[track_caller]
fn check(law: &Distribution, bound: f64, mean: f64, sd: f64) {
    let given = law.given_at_least(bound).unwrap();
    assert_close(given.mean(), mean, 1e-12);
    assert_close(given.sd(), sd, 1e-11);
    assert!(given.support().0 >= bound);
}

#[test]
fn lateness_given_the_months_already_lost() {
    check(&Distribution::exponential(6.0).unwrap(), 6.0, 12.0, 6.0);
    check(&uniform(0.0, 24.0), 9.0, 16.5, 15.0 / 12.0_f64.sqrt());
    let outcomes = Distribution::discrete(vec![(0.0, 5.0), (6.0, 3.0), (12.0, 2.0)]).unwrap();
    check(&outcomes, 6.0, 8.4, 8.64_f64.sqrt());
    let truncated = Distribution::triangular(0.0, 3.0, 12.0).unwrap().truncated(Some(0.0), Some(9.0)).unwrap();
    check(&truncated, 6.0, 22.0 / 3.0, (13.0 / 18.0_f64).sqrt());
    check(&Distribution::normal(3.0, 4.0).unwrap(), 6.0, 8.315_111_860_884_826, 1.922_217_856_783_125_2);
    check(&uniform(-6.0, 6.0), -2.0, 2.0, 8.0 / 12.0_f64.sqrt());
    check(&slips(), 6.0, 14.0, 4.909_436_230_624_056);
    let mixture = Distribution::mixture(vec![(uniform(0.0, 8.0), 0.7), (uniform(10.0, 20.0), 0.3)]).unwrap();
    check(&mixture, 6.0, 12.052_631_578_947_37, 4.503_102_449_565_572);
}

#[test]
fn a_condition_that_is_met_anyway_changes_nothing() {
    let law = uniform(0.0, 4.0).given_at_least(-3.0).unwrap();
    assert_eq!(law.support(), (0.0, 4.0));
    assert_eq!(Distribution::fixed(9.0).given_at_least(6.0).unwrap().fixed_value(), Some(9.0));
    let unbounded = Distribution::normal(0.0, 1.0).unwrap().given_at_least(f64::NEG_INFINITY).unwrap();
    assert_eq!(unbounded.mean(), 0.0);
}

#[test]
fn a_history_continues_beyond_its_largest_value_with_the_mean_excess_of_its_upper_quarter() {
    // the 75th percentile is 12.5, and 20 is above it
    let beyond = slips().given_at_least(24.0).unwrap();
    assert_close(beyond.mean(), 24.0 + 7.5, 1e-15);
    assert_close(beyond.sd(), 7.5, 1e-15);
    assert_eq!(beyond.support(), (24.0, f64::INFINITY));
    // the largest value itself has a tenth of the probability, and nothing lies beyond it
    assert_eq!(slips().given_at_least(20.0).unwrap().fixed_value(), Some(20.0));
    // 5 values above the 75th percentile, 14.5, and their mean 17
    let values: Vec<f64> = (0..20).map(f64::from).collect();
    assert_close(Distribution::history(values).unwrap().given_at_least(30.0).unwrap().sd(), 2.5, 1e-14);
}

#[test]
fn a_truncated_history_does_not_continue() {
    let law = slips().truncated(None, Some(15.0)).unwrap();
    assert_eq!(law.given_at_least(24.0).unwrap_err(), LawError::NothingAtLeast { bound: 24.0, largest: 15.0 });
}

#[test]
fn a_condition_without_probability_names_the_largest_value_allowed() {
    let late = LawError::NothingAtLeast { bound: 5.0, largest: 4.0 };
    assert_eq!(uniform(0.0, 4.0).given_at_least(5.0).unwrap_err(), late);
    assert_eq!(
        uniform(0.0, 4.0).given_at_least(4.0).unwrap_err().to_string(),
        "this distribution allows at most 4, which is not above 4"
    );
    let outcomes = Distribution::discrete(vec![(1.0, 1.0), (4.0, 1.0)]).unwrap();
    assert_eq!(outcomes.given_at_least(5.0).unwrap_err(), late);
    assert_eq!(outcomes.given_at_least(4.0).unwrap().fixed_value(), Some(4.0));
    assert_eq!(Distribution::fixed(4.0).given_at_least(5.0).unwrap_err(), late);
    let Err(LawError::NothingAtLeast { largest, .. }) = Distribution::normal(0.0, 0.1).unwrap().given_at_least(6.0)
    else {
        panic!("sixty standard deviations are out of reach");
    };
    assert!((3.0..4.0).contains(&largest), "{largest}");
}

#[test]
fn an_exponential_never_forgets_that_it_has_no_memory() {
    let far = Distribution::exponential(1.0).unwrap().given_at_least(5000.0).unwrap();
    assert_close(far.mean(), 5001.0, 1e-15);
}

#[test]
fn truncations_may_be_nested_and_keep_atoms_at_their_ends() {
    let once = Distribution::normal(0.0, 1.0).unwrap().truncated(Some(-1.0), Some(2.0)).unwrap();
    let twice = once.clone().truncated(Some(0.5), Some(9.0)).unwrap();
    let direct = Distribution::normal(0.0, 1.0).unwrap().truncated(Some(0.5), Some(2.0)).unwrap();
    assert_eq!(twice.support(), (0.5, 2.0));
    for p in [0.01, 0.5, 0.99] {
        assert_eq!(twice.quantile(p), direct.quantile(p));
    }
    let atom = Distribution::mixture(vec![(uniform(0.0, 10.0), 1.0), (Distribution::fixed(4.0), 1.0)]).unwrap();
    let kept = atom.truncated(Some(4.0), None).unwrap();
    assert_close(kept.cdf(4.0), 0.5 / 0.8, 1e-15);
    assert_eq!(kept.cdf_left(4.0), 0.0);
    assert_eq!(kept.most_likely(), 4.0);
}

#[test]
fn a_truncation_far_out_keeps_its_precision() {
    let law = Distribution::normal(100.0, 20.0).unwrap().truncated(Some(260.0), None).unwrap();
    // by Mills' ratio
    assert_close(law.mean() - 260.0, 2.427_362_244_722_253_6, 1e-12);
    assert!(law.quantile(1e-300) >= 260.0);
    for p in [1e-9, 0.2, 0.5, 0.8] {
        assert_close(law.cdf(law.quantile(p)), p, 1e-5 * (1e-9 / p) + 1e-11);
    }
}

#[test]
fn a_truncation_to_one_point_leaves_that_value() {
    for law in [uniform(0.0, 4.0), Distribution::normal(0.0, 10.0).unwrap(), slips()] {
        assert_eq!(law.truncated(Some(3.0), Some(3.0)).unwrap().fixed_value(), Some(3.0));
    }
    let gap = Distribution::mixture(vec![(uniform(0.0, 1.0), 1.0), (uniform(5.0, 6.0), 1.0)]).unwrap();
    assert!(gap.truncated(Some(3.0), Some(3.0)).is_err());
}

#[test]
fn truncation_moves_a_mode_that_it_excludes_to_the_nearer_end() {
    for law in [Distribution::triangular(0.0, 3.0, 12.0).unwrap(), Distribution::pert(0.0, 3.0, 12.0).unwrap()] {
        assert_eq!(law.clone().truncated(Some(4.0), Some(9.0)).unwrap().most_likely(), 4.0);
        assert_eq!(law.clone().truncated(None, Some(2.0)).unwrap().most_likely(), 2.0);
        assert_eq!(law.truncated(Some(1.0), None).unwrap().most_likely(), 3.0);
    }
}
