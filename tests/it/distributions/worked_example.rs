//! A year of an area for every kind of text that a scenario may hold, worked out with other software.

use super::assert_close;
use foresave::distribution::Distribution as Law;

/// Amounts in thousands: the mean, 10th, 50th and 90th percentile, and the value in the plan.
type Facts = [f64; 5];

#[track_caller]
fn check(law: Result<Law, foresave::distribution::LawError>, facts: Facts) {
    let law = law.unwrap();
    let found = [law.mean(), law.quantile(0.1), law.quantile(0.5), law.quantile(0.9), law.most_likely()];
    for (value, expected) in found.into_iter().zip(facts) {
        assert_close(value, expected, 1e-10);
    }
}

fn uniform(low: f64, high: f64) -> Law {
    Law::uniform(low, high).unwrap()
}

#[test]
fn laws_given_by_their_ends() {
    check(Law::uniform(100.0, 1100.0), [600.0, 200.0, 600.0, 1000.0, 600.0]);
    let triangular = [130.0 / 3.0, 19.486_832_980_505_14, 40.0, 73.167_184_270_002_53, 20.0];
    check(Law::triangular(10.0, 20.0, 100.0), triangular);
    let pert = [95.0 / 3.0, 14.925_912_471_872_663, 28.977_593_527_510_72, 52.479_286_008_385_13, 20.0];
    check(Law::pert(10.0, 20.0, 100.0), pert);
    let beta = [30.0, 16.481_668_123_919_01, 28.511_498_830_696_204, 45.722_141_458_604_42, 28.511_498_830_696_204];
    check(Law::beta(2.0, 5.0, 10.0, 80.0), beta);
    check(Law::triangular(5.0, 5.0, 5.0), [5.0; 5]);
}

#[test]
fn laws_without_an_upper_end() {
    check(Law::normal(100.0, 20.0), [100.0, 74.368_968_689_107_99, 100.0, 125.631_031_310_892_01, 100.0]);
    let median = 89.442_719_099_991_58;
    let lognormal = [100.0, 48.823_812_260_832_13, median, 163.854_472_429_590_3, median];
    check(Law::lognormal(100.0, 50.0), lognormal);
    let median = 87.029_203_821_910_53;
    check(Law::gamma(2.5, 40.0), [100.0, 32.206_159_739_246_45, median, 184.727_137_995_622_47, median]);
    let median = 78.321_976_877_465_13;
    let weibull = [90.274_529_295_093_37, 22.307_552_563_691_71, median, 174.372_151_359_641_17, median];
    check(Law::weibull(1.5, 100.0), weibull);
    let median = 69.314_718_055_994_53;
    check(Law::exponential(100.0), [100.0, 10.536_051_565_782_63, median, 230.258_509_299_404_6, median]);
}

#[test]
fn laws_given_by_their_percentiles() {
    check(Law::normal_from_quantiles(80.0, 140.0), [110.0, 80.0, 110.0, 140.0, 110.0]);
    check(Law::lognormal_from_quantiles(50.0, 200.0), [115.750_613_691_541_83, 50.0, 100.0, 200.0, 100.0]);
    let triangular = Law::triangular_from_quantiles(20.0, 40.0, 90.0);
    check(triangular, [52.926_566_534_1, 20.0, 50.347_111_120_998_19, 90.0, 40.0]);
    let pert = Law::pert_from_quantiles(20.0, 40.0, 90.0);
    check(pert, [52.747_654_096_5, 20.0, 49.762_627_698_335_06, 90.0, 40.0]);
}

#[test]
fn metalogs_run_through_their_percentiles_whatever_their_bounds() {
    let percentiles = |mean| [mean, 50.0, 70.0, 120.0, 70.0];
    check(Law::metalog(50.0, 70.0, 120.0, None, None), percentiles(78.533_492_749_626_6));
    check(Law::metalog(50.0, 70.0, 120.0, Some(0.0), None), percentiles(80.096_114_627_464_48));
    check(Law::metalog(50.0, 70.0, 120.0, Some(10.0), Some(300.0)), percentiles(78.791_668_629_165_75));
    check(Law::metalog(50.0, 70.0, 80.0, None, Some(100.0)), [66.584_378_839_096_2, 50.0, 70.0, 80.0, 70.0]);
}

#[test]
fn lists_of_values() {
    let outcomes = vec![(10.0, 2.0), (50.0, 5.0), (400.0, 3.0)];
    check(Law::discrete(outcomes.clone()), [147.0, 10.0, 50.0, 400.0, 50.0]);
    let at_least_20 = Law::discrete(outcomes).unwrap().truncated(Some(20.0), Some(1000.0));
    check(at_least_20, [181.25, 50.0, 50.0, 400.0, 50.0]);
    let history = Law::history(vec![25.0, 10.0, 4.0, 70.0, 10.0]).unwrap();
    check(Ok(history.clone()), [23.8, 4.0, 10.0, 70.0, 10.0]);
    // the atom at 10 keeps its fifth of 23 forty-fifths
    let median = 10.0 + (0.3 + 0.5 * 23.0 / 45.0 - 0.5) * 75.0;
    check(history.truncated(Some(10.0), Some(50.0)), [435.0 / 23.0, 10.0, median, 38.5, median]);
}

#[test]
fn mixtures() {
    let mixture = Law::mixture(vec![(uniform(0.0, 30.0), 3.0), (uniform(100.0, 140.0), 1.0)]).unwrap();
    check(Ok(mixture.clone()), [41.25, 4.0, 20.0, 124.0, 20.0]);
    check(mixture.truncated(Some(20.0), Some(120.0)), [160.0 / 3.0, 21.5, 27.5, 114.0, 27.5]);
    let normal = Law::normal(100.0, 20.0).unwrap().truncated(Some(60.0), Some(140.0)).unwrap();
    let nested = Law::mixture(vec![(normal, 1.0), (Law::fixed(0.0), 1.0)]);
    check(nested, [50.0, 0.0, 0.0, 115.876_402_382_579_11, 0.0]);
}

#[test]
fn truncated_laws() {
    let median = 107.769_295_234_294_54;
    let normal = Law::normal(100.0, 20.0).unwrap().truncated(Some(90.0), Some(150.0));
    check(normal, [109.763_901_095_8, 93.735_918_867_753, median, 128.828_128_950_013_05, median]);
    let median = 85.913_293_507_128_87;
    let lognormal = Law::lognormal(100.0, 50.0).unwrap().truncated(Some(60.0), Some(120.0));
    check(lognormal, [87.197_885_247_3, 65.271_411_320_525_29, median, 111.508_042_060_893_17, median]);
    let median = 34.103_439_487_951_36;
    let gamma = Law::gamma(2.5, 40.0).unwrap().truncated(None, Some(50.0));
    check(gamma, [32.618_043_527_2, 15.805_492_435_645_496, median, 47.006_828_298_108_15, median]);
    let median = 54.875_052_048_637_43;
    let exponential = Law::exponential(100.0).unwrap().truncated(Some(50.0), Some(60.0));
    check(exponential, [54.916_680_552_16, 50.956_182_710_889, median, 58.953_782_807_312_82, median]);
    let median = 119.314_718_055_994_53;
    let above = Law::exponential(100.0).unwrap().truncated(Some(50.0), None);
    check(above, [150.0, 60.536_051_565_782_63, median, 280.258_509_299_404_6, median]);
    let triangular = Law::triangular(10.0, 20.0, 100.0).unwrap().truncated(Some(30.0), Some(60.0));
    check(triangular, [480.0 / 11.0, 32.398_224_875_377_72, 42.991_228_745_043_1, 56.068_234_727_022_41, 30.0]);
}
