//! What is wrong with parameters, in the words of the person who typed them.

use foresave::distribution::{Distribution, LawError};

#[track_caller]
fn says(law: Result<Distribution, LawError>, message: &str) {
    assert_eq!(law.unwrap_err().to_string(), message);
}

#[test]
fn the_broken_inequality_is_named_with_its_values() {
    says(Distribution::uniform(5.0, 2.0), "the low end 5 lies above the high end 2");
    says(Distribution::triangular(1.0, 30.0, 12.0), "the mode 30 lies above the maximum 12");
    says(Distribution::pert(10_000.0, 2_000.0, 12_000.0), "the minimum 10,000 lies above the mode 2,000");
    says(Distribution::normal(0.0, -2.0), "normal needs a standard deviation of 0 or more, not -2");
    says(Distribution::lognormal(-3.0, 1.0), "lognormal needs a mean above 0, not -3");
    says(Distribution::lognormal_from_quantiles(0.0, 1.0), "lognormal needs a 10th percentile above 0, not 0");
    says(Distribution::normal_from_quantiles(9.0, 1.0), "the 10th percentile 9 lies above the 90th percentile 1");
    says(Distribution::beta(0.0, 1.0, 0.0, 1.0), "beta needs an alpha above 0, not 0");
    says(Distribution::gamma(-1.0, 1.0), "gamma needs a shape above 0, not -1");
    says(Distribution::weibull(1.0, -0.5), "weibull needs a scale of 0 or more, not -0.5");
    says(Distribution::exponential(-6.0), "exponential needs a mean of 0 or more, not -6");
    says(Distribution::discrete(vec![(1.0, -1.0)]), "discrete needs a weight of 0 or more, not -1");
    says(Distribution::discrete(vec![(1.0, 0.0)]), "discrete needs at least one value with a weight above 0");
    says(Distribution::history(vec![]), "history needs at least one value");
}

#[test]
fn what_is_not_a_finite_number_is_refused_everywhere() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        assert!(Distribution::uniform(bad, 1.0).is_err());
        assert!(Distribution::triangular(0.0, bad, 1.0).is_err());
        assert!(Distribution::pert(0.0, 0.5, bad).is_err());
        assert!(Distribution::normal(bad, 1.0).is_err());
        assert!(Distribution::lognormal(1.0, bad).is_err());
        assert!(Distribution::beta(1.0, bad, 0.0, 1.0).is_err());
        assert!(Distribution::gamma(bad, 1.0).is_err());
        assert!(Distribution::weibull(1.0, bad).is_err());
        assert!(Distribution::exponential(bad).is_err());
        assert!(Distribution::metalog(bad, 2.0, 3.0, None, None).is_err());
        assert!(Distribution::metalog(1.0, 2.0, 3.0, Some(bad), None).is_err());
        assert!(Distribution::pert_from_quantiles(1.0, bad, 3.0).is_err());
        assert!(Distribution::discrete(vec![(bad, 1.0)]).is_err());
        assert!(Distribution::discrete(vec![(1.0, bad)]).is_err());
        assert!(Distribution::history(vec![1.0, bad]).is_err());
        assert!(Distribution::mixture(vec![(Distribution::fixed(1.0), bad)]).is_err());
        assert!(Distribution::uniform(0.0, 1.0).unwrap().truncated(Some(bad), None).is_err());
    }
    assert!(Distribution::exponential(6.0).unwrap().given_at_least(f64::NAN).is_err());
    says(Distribution::normal(f64::NAN, 1.0), "normal needs a number as its mean, not NaN");
    says(Distribution::normal(1e200, 1.0), "normal needs a mean of at most 1e100 in size, not 1e200");
}

#[test]
fn a_truncation_that_leaves_nothing_says_where_the_values_lie() {
    let uniform = || Distribution::uniform(4.0, 9.5).unwrap();
    says(
        uniform().truncated(Some(2.0), Some(3.0)),
        "no value of this distribution lies in [2, 3]; its values lie in [4, 9.5]",
    );
    let exponential = Distribution::exponential(1.0).unwrap();
    says(
        exponential.truncated(None, Some(-1.0)),
        "no value of this distribution lies in [, -1]; its values lie in [0, ]",
    );
    says(uniform().truncated(Some(5.0), Some(2.0)), "the lower end 5 lies above the upper end 2");
    let gap = vec![(uniform(), 1.0), (Distribution::fixed(20.0), 1.0)];
    let gap = Distribution::mixture(gap).unwrap();
    says(
        gap.truncated(Some(12.0), Some(13.0)),
        "no value of this distribution lies in [12, 13]; its values lie in [4, 20]",
    );
}

#[test]
fn percentiles_too_lopsided_for_a_metalog_name_the_medians_that_are_possible() {
    let limits = |min, max| match Distribution::metalog(50.0, 51.0, 120.0, min, max).unwrap_err() {
        LawError::MedianOutOfReach { lowest, highest, .. } => (lowest, highest),
        other => panic!("{other} is about something else"),
    };
    for (min, max) in [(None, None), (Some(0.0), None), (None, Some(200.0)), (Some(10.0), Some(300.0))] {
        let (lowest, highest) = limits(min, max);
        assert!(51.0 < lowest && lowest < highest && highest < 120.0);
        let possible = |p50| Distribution::metalog(50.0, p50, 120.0, min, max);
        for p50 in [lowest * (1.0 + 1e-9), highest * (1.0 - 1e-9)] {
            let law = possible(p50).unwrap();
            let mut last = law.support().0;
            for step in 1..10_000 {
                let value = law.quantile(f64::from(step) / 10_000.0);
                assert!(value >= last, "descends at {step}");
                last = value;
            }
        }
        assert!(possible(lowest * (1.0 - 1e-9)).is_err());
        assert!(possible(highest * (1.0 + 1e-9)).is_err());
    }
    // Keelin gives the limits as 1/6 of the way to three digits: 0.1666 and 0.8334
    let (lowest, highest) = limits(None, None);
    assert!(((lowest - 50.0) / 70.0 - 0.1666).abs() < 1e-4 && ((highest - 50.0) / 70.0 - 0.8334).abs() < 1e-4);
    let bounded = Distribution::metalog(50.0, 70.0, 120.0, Some(60.0), None);
    says(bounded, "the minimum 60 does not lie below the 10th percentile 50");
}

#[test]
fn a_mode_too_far_from_the_percentiles_names_those_that_are_possible() {
    for law in [Distribution::triangular_from_quantiles, Distribution::pert_from_quantiles] {
        let Err(LawError::ModeOutOfReach { lowest, highest, .. }) = law(20.0, 150.0, 90.0) else {
            panic!("a mode of 150 above a 90th percentile of 90 is out of reach");
        };
        assert!(lowest < 20.0 && highest > 90.0);
        assert!(law(20.0, lowest + 1e-9, 90.0).is_ok() && law(20.0, highest - 1e-9, 90.0).is_ok());
        assert!(law(20.0, lowest - 1e-9, 90.0).is_err() && law(20.0, highest + 1e-9, 90.0).is_err());
    }
    says(
        Distribution::pert_from_quantiles(20.0, 20.0, 20.0 - 1e-3),
        "the 10th percentile 20 does not lie below the 90th percentile 19.999",
    );
}

#[test]
fn a_mixture_of_more_laws_than_anyone_types_is_refused_but_not_one_of_as_many_numbers() {
    let law = Distribution::exponential(1.0).unwrap();
    assert!(matches!(
        Distribution::mixture(vec![(law, 1.0); 1001]),
        Err(LawError::TooManyParts { parts: 1001, limit: 1000 })
    ));
    let numbers = (0..100_000).map(|value| (Distribution::fixed(f64::from(value)), 1.0)).collect();
    assert_eq!(Distribution::mixture(numbers).unwrap().most_likely(), 49_999.0);
}
