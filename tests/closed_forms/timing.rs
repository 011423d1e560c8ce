//! When areas go live (section 3).

use super::case::Case;
use super::normal;

/// Go-live uniform on [4, 16], a ramp of eight months at £100k a month.
fn uniform_slippage() -> Case {
    let areas = "area,status,go_live,annual_saving,embedding_months,slippage_months\n\
                 ICT,design,2020-10,£1.2m,8,\"uniform(-2, 10)\"\n";
    Case::new("2020/21", "2022/23", areas)
}

#[test]
fn a_uniform_slippage_is_seen_through_the_ramp() {
    let run = uniform_slippage().run();
    let programme = run.programme();
    // L = 6 + s is uniform on [4, 16]; at month 36 every ramp is over: R(36 - L) = 32 - L.
    programme.mean("horizon_gross_saving", "", 2_200_000.0, 100_000.0 * 12f64.sqrt());
    programme.sd("horizon_gross_saving", "", 100_000.0 * 12f64.sqrt(), 1.8);
    // At month 12, x = 12 - L is uniform on [-4, 8] and R = x^2/16 where x > 0: mean (1/12)(512/48) = 8/9, square
    // (1/12)(8^5/5/256) = 32/15.
    let sd = 100_000.0 * (32.0 / 15.0 - 64.0 / 81.0f64).sqrt();
    programme.mean("gross_saving", "2020/21", 800_000.0 / 9.0, sd);
    // P(R <= r) = (4 + 4 sqrt r)/12: P50 at r = 1/4, density 1/(6 sqrt r) = 1/3; P75 at 25/16, density 2/15.
    programme.quantile("gross_saving", "2020/21", (0.5, 25_000.0), 1.0 / 300_000.0);
    programme.quantile("gross_saving", "2020/21", (0.75, 156_250.0), 2.0 / 1_500_000.0);
    // A third of the trials has nothing yet.
    programme.quantile("gross_saving", "2020/21", (0.25, 0.0), f64::INFINITY);
    // The rate is £1.2m a year times x/8: mean (1/12)(64/2/8) = 1/3.
    programme.mean("run_rate", "2020/21", 400_000.0, 1_200_000.0 * (2.0 / 9.0 - 1.0 / 9.0f64).sqrt());
    programme.is("run_rate", "2022/23", 1_200_000.0);
    programme.mean("areas_live", "2020/21", 2.0 / 3.0, (2.0 / 9.0f64).sqrt());
    programme.is("areas_live", "2021/22", 1.0);
    run.lateness("ICT", 4.0, 12f64.sqrt());
    run.goes_live("ICT", 1.0);
}

#[test]
fn the_plan_knows_no_slippage() {
    let run = uniform_slippage().run();
    // From month 6: R(6) = 36/16, R(18) = 14, R(30) = 26, in units of £100k.
    run.programme().plans("cumulative_gross_saving", &[225_000.0, 1_400_000.0, 2_600_000.0]);
    run.programme().plans("areas_live", &[1.0, 1.0, 1.0]);
}

#[test]
fn a_target_is_met_as_often_as_go_live_is_early_enough() {
    let target = "[[target]]\nname = \"Board\"\nmeasure = \"gross_saving\"\nby = \"2020/21\"\nat_least = \"£156,250\"\n\
                  [[target]]\nname = \"Late\"\nmeasure = \"gross_saving\"\nby = \"2020/21\"\nat_most = \"£25,000\"\n";
    let run = uniform_slippage().tables(target).run();
    run.meets("Board", 0.25);
    run.meets("Late", 0.5);
}

#[test]
fn what_has_not_happened_yet_conditions_the_slippage() {
    // As of month 9, G = 3: six months are lost. Uniform(0, 24) given s >= 6 is uniform(6, 24); an exponential has no
    // memory; a normal(4, 6) is cut at z = 1/3; a plain number that is late enough stays.
    let areas = "area,status,go_live,annual_saving,slippage_months\n\
                 Even,design,2020-07,0,\"uniform(0, 24)\"\n\
                 Memoryless,design,2020-07,0,exponential(5)\n\
                 Normal,approved,2020-07,0,\"normal(4, 6)\"\n\
                 Number,approved,2020-07,0,8\n\
                 Future,design,2021-07,0,\"uniform(-12, 12)\"\n";
    let run = Case::new("2020/21", "2029/30", areas).with_as_of("2021-01").run();
    run.lateness("Even", 15.0, 18.0 / 12f64.sqrt());
    run.lateness("Memoryless", 11.0, 5.0);
    let z = 1.0 / 3.0;
    run.lateness("Normal", 4.0 + 6.0 * normal::mean_above(z), 6.0 * normal::variance_above(z).sqrt());
    run.lateness("Number", 8.0, 0.0);
    // Six months early at most: uniform on [-6, 12] given s >= A - G = -6.
    run.lateness("Future", 3.0, 18.0 / 12f64.sqrt());
}

#[test]
fn a_history_is_continued_beyond_its_largest_value() {
    // Sorted 0, 2, 4, 6, 8: the 75th percentile is 6.5, the mean excess over it 1.5. Ten months are lost of one area: it
    // is 10 + Exp(1.5); five of another: of 0.4, it is in [5, 6] in 0.1, in [6, 8] in 0.2, and 8 in 0.1.
    let areas = "area,status,go_live,annual_saving,slippage_months\n\
                 Beyond,design,2020-06,0,\"history('past.csv', 'months')\"\n\
                 Within,design,2020-11,0,\"history('past.csv', 'months')\"\n\
                 Before,design,2022-06,0,\"history('past.csv', 'months')\"\n";
    let past = "project,months\na,4\nb,0\nc,8\nd,2\ne,6\n";
    let run = Case::new("2020/21", "2029/30", areas).with_as_of("2021-04").file("past.csv", past).run();
    run.lateness("Beyond", 11.5, 1.5);
    run.lateness("Within", 6.875, 0.984_375f64.sqrt());
    run.lateness("Before", 4.0, (112.0 / 15f64).sqrt());
}

#[test]
fn a_slippage_that_cannot_be_so_long_is_refused_with_the_months_lost() {
    let areas = "area,status,go_live,annual_saving,slippage_months\nArchives,design,2020-07,0,\"uniform(0, 5)\"\n";
    let refusal = Case::new("2020/21", "2022/23", areas).with_as_of("2021-01").refusal();
    assert!(["Archives", "6", "5"].iter().all(|word| refusal.contains(word)), "{refusal}");
}

#[test]
fn an_area_waits_for_its_predecessors() {
    // First is uniform on [9, 27] as above. Second waits two months more and cannot be early; it is not conditioned,
    // for its predecessor explains its lateness. Third adds its own uniform(0, 6). Fourth has a floor of 7 from Old:
    // e = 7, A = 9, so that uniform(0, 12) is conditioned on s >= 2.
    let areas = "area,status,go_live,went_live,annual_saving,slippage_months,after\n\
                 First,design,2020-07,,0,\"uniform(0, 24)\",\n\
                 Second,design,2020-07,,0,\"uniform(-3, 0)\",First +2\n\
                 Third,design,2020-07,,0,\"uniform(0, 6)\",First +2; Old\n\
                 Fourth,design,2020-07,,0,\"uniform(0, 12)\",Old +3\n\
                 Old,live,2020-05,2020-08,0,,\n";
    let run = Case::new("2020/21", "2029/30", areas).with_as_of("2021-01").run();
    run.lateness("First", 15.0, 27f64.sqrt());
    run.lateness("Second", 17.0, 27f64.sqrt());
    run.lateness("Third", 20.0, (27.0 + 3.0f64).sqrt());
    run.lateness("Fourth", 7.0 - 3.0 + 7.0, 10.0 / 12f64.sqrt());
    run.lateness("Old", 3.0, 0.0);
}

#[test]
fn gates_stop_what_requires_them_and_are_ignored_by_what_comes_after() {
    // The gate opens with probability 0.6. What requires it and has a chance of 0.5 of its own goes live in 0.3; what
    // comes after it waits until 12 + 12 where it opens and otherwise goes live at 18 as planned.
    let areas = "area,status,go_live,annual_saving,probability,requires,after\n\
                 Gate,design,2021-04,0,0.6,,\n\
                 Behind,design,2021-10,£1m,50%,Gate,\n\
                 After,design,2021-10,£240k,,,Gate +12\n\
                 Twice,approved,2021-10,0,,Behind; Gate,Behind +1\n";
    let run = Case::new("2020/21", "2022/23", areas).run();
    run.goes_live("Gate", 0.6);
    run.goes_live("Behind", 0.3);
    run.goes_live("Twice", 0.3);
    run.goes_live("After", 1.0);
    run.lateness("After", 3.6, 6.0 * 0.24f64.sqrt());
    run.lateness_of_some("Twice", 1.0, 0.0, 0.3);
    // Behind saves 18 months' worth where it goes ahead; After 12 or 18 months at £20k.
    let after = 20_000.0 * (18.0 - 3.6);
    // Behind goes ahead only where the gate opens: 1.5m with 0.3, while After has 6 x £20k less with 0.6.
    // Cov = E[XY] - E[X]E[Y] = -1.5m x 120k x (0.3 - 0.18).
    let variance = 1.5e6f64.powi(2) * 0.21 + 120e3f64.powi(2) * 0.24 - 2.0 * 1.5e6 * 120e3 * 0.12;
    run.programme().mean("horizon_gross_saving", "", 450_000.0 + after, variance.sqrt());
    // Live at the end: After always; the gate in 0.6; Behind and Twice, together, in 0.3.
    // Var = 0.24 + 4 x 0.21 + 2 x 2 x (0.3 - 0.18).
    run.programme().mean("areas_live", "2022/23", 1.0 + 0.6 + 0.6, (0.24 + 0.84 + 0.48f64).sqrt());
}

#[test]
fn a_go_live_is_never_before_its_predecessors_nor_before_the_data_date() {
    // First: G = 10, s = 2, so that it goes live at A = 12 itself. Early would be done at 20 - 11 = 9; Lag at 13.
    let areas = "area,status,go_live,annual_saving,slippage_months,after\n\
                 First,design,2021-02,0,2,\nEarly,design,2021-12,0,-11,First\nLag,design,2021-12,0,-11,First +1\n";
    let run = Case::new("2020/21", "2024/25", areas).with_as_of("2021-04").run();
    run.lateness("First", 2.0, 0.0);
    run.lateness("Early", -8.0, 0.0);
    run.lateness("Lag", -7.0, 0.0);
}

#[test]
fn the_months_of_a_go_lives_percentiles_are_given() {
    // Uniform on [12.5, 32.5]: P10, P50 and P90 in the middle of months, more than ten standard errors from their ends.
    let areas = "area,status,go_live,annual_saving,slippage_months\nICT,design,2021-04,0,\"uniform(0.5, 20.5)\"\n";
    let run = Case::new("2020/21", "2024/25", areas).with_as_of("2021-04").run();
    let months = run.area("ICT").go_live.unwrap().map(|month| month.to_string());
    assert_eq!(months, ["2021-06", "2022-02", "2022-10"]);
}

#[test]
fn a_number_of_months_that_has_already_passed_is_refused() {
    let areas = "area,status,go_live,annual_saving,slippage_months\nICT,design,2020-04,0,3\n";
    let refusal = Case::new("2020/21", "2022/23", areas).with_as_of("2020-09").refusal();
    assert!(["ICT", "5", "3"].iter().all(|word| refusal.contains(word)), "{refusal}");
}
