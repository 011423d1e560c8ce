//! Learning from delivery (section 8).
//!
//! With normal slippages everything is jointly normal: given observed scores `z_i` of `n` members, the score of a
//! further member has the mean `rho sum z / (1 + (n-1) rho)` and the variance `1 - n rho^2 / (1 + (n-1) rho)`.

use super::case::{Case, Run, close};
use super::normal::{density, mean_above, score_correlation, variance_above};

const AREAS: &str = "area,status,go_live,went_live,annual_saving,slippage_months,portfolio,after\n";

fn across(rank: f64) -> String {
    format!("[[correlation]]\nacross = \"slippage_months\"\nrank_correlation = {rank:?}\n")
}

/// As of month 15 of twelve years, with the areas of `rows` and a next one at month 60 of normal(2, 3).
fn run(rows: &str, correlation: &str) -> Run {
    let areas = format!("{AREAS}{rows}Next,design,2025-04,,£12k,\"normal(2, 3)\",Support,\n");
    Case::new("2020/21", "2031/32", &areas).with_as_of("2021-07").tables(correlation).run()
}

#[track_caller]
fn next_is(run: &Run, score: f64, variance: f64) {
    run.lateness("Next", 2.0 + 3.0 * score, 3.0 * variance.sqrt());
    // Seven years at £1k a month from 60 on: nothing is cut off.
    let sd = 3_000.0 * variance.sqrt();
    run.programme().sd("horizon_net_saving", "", sd, 3.0);
}

#[test]
fn one_late_area_makes_the_next_later() {
    // 9 months late where normal(3, 4) was believed: a score of 1.5.
    for rank in [0.3, 0.8] {
        let rho = score_correlation(rank);
        let run = run("ICT,live,2020-07,2021-04,0,\"normal(3, 4)\",Support,\n", &across(rank));
        next_is(&run, rho * 1.5, 1.0 - rho * rho);
        run.lateness("ICT", 9.0, 0.0);
    }
}

#[test]
fn several_areas_are_weighed_together() {
    // 9, 1 and -1 months against normal(3, 4), normal(2, 2) and normal(1, 4): scores 1.5, -0.5, -0.5.
    let rows = "ICT,live,2020-07,2021-04,0,\"normal(3, 4)\",Support,\n\
                HR,live,2020-07,2020-08,0,\"normal(2, 2)\",Support,\n\
                Legal,live,2020-07,2020-06,0,\"normal(1, 4)\",Support,\n";
    let rho = score_correlation(0.5);
    let run = run(rows, &across(0.5));
    let weight = 1.0 + 2.0 * rho;
    next_is(&run, rho * 0.5 / weight, 1.0 - 3.0 * rho * rho / weight);
    // What is said of the cause itself: precision 1 + 3 rho/(1 - rho).
    let precision = 1.0 + 3.0 * rho / (1.0 - rho);
    let learnt = &run.forecast.learnt[0];
    assert_eq!(learnt.observed, 3);
    let (observed, assumed) = learnt.seen.unwrap();
    assert!((observed - 3.0).abs() < 1e-12 && (assumed - 2.0).abs() < 1e-9, "{learnt:?}");
    assert!((learnt.mean - rho.sqrt() * 0.5 / (1.0 - rho) / precision).abs() < 1e-6, "{learnt:?}");
    assert!((learnt.sd - 1.0 / precision.sqrt()).abs() < 1e-6, "{learnt:?}");
}

#[test]
fn lateness_that_a_predecessor_explains_is_not_held_against_an_area() {
    // Legal was due at 3, but could not start before HR at 7 plus 2: 10 is one month late of normal(1, 4): score 0.
    // HR's own slippage is known and says nothing.
    let rows = "HR,live,2020-07,2020-11,0,,Support,\n\
                Legal,live,2020-07,2021-02,0,\"normal(1, 4)\",Support,HR +2\n";
    let rho = score_correlation(0.6);
    next_is(&run(rows, &across(0.6)), 0.0, 1.0 - rho * rho);
}

#[test]
fn nothing_is_learnt_without_a_common_cause_and_across_portfolios() {
    let rows = "ICT,live,2020-07,2021-04,0,\"normal(3, 4)\",Front line,\n";
    next_is(&run(rows, ""), 0.0, 1.0);
    let of_another = format!("{}portfolio = \"Support\"\n", across(0.8));
    next_is(&run(rows, &of_another), 0.0, 1.0);
    let without_correlation = across(0.0);
    next_is(&run(rows, &without_correlation), 0.0, 1.0);
}

#[test]
fn an_observation_that_was_thought_impossible_counts_as_four_deviations() {
    // Twelve months late of normal(0, 1).
    let rho = score_correlation(0.5);
    let run = run("ICT,live,2020-04,2021-04,0,\"normal(0, 1)\",Support,\n", &across(0.5));
    next_is(&run, rho * 4.0, 1.0 - rho * rho);
}

#[test]
fn an_area_that_is_not_live_yet_makes_the_next_later_too() {
    // Due at 3, not live at 15: of normal(6, 8), z >= 3/4. It is itself drawn beyond it.
    // E z' = rho E(z | z >= c), Var z' = 1 - rho^2 (1 - Var(z | z >= c)).
    for rank in [0.4, 0.9] {
        let rho = score_correlation(rank);
        let (mean, variance) = (mean_above(0.75), variance_above(0.75));
        let run = run("ICT,approved,2020-07,,0,\"normal(6, 8)\",Support,\n", &across(rank));
        run.lateness("ICT", 6.0 + 8.0 * mean, 8.0 * variance.sqrt());
        run.lateness("Next", 2.0 + 3.0 * rho * mean, 3.0 * (1.0 - rho * rho * (1.0 - variance)).sqrt());
        assert_eq!(run.forecast.learnt[0].observed, 0);
    }
}

#[test]
fn two_areas_beyond_their_medians_are_twice_as_telling() {
    // P(both z >= 0) = 1/4 + asin(rho)/(2 pi); E(z' ; both) = rho phi(0); E(z1 ; both) = phi(0) (1 + rho)/2.
    let rows = "ICT,approved,2020-07,,0,\"normal(12, 8)\",Support,\nHR,design,2020-12,,0,\"normal(7, 2)\",Support,\n";
    let rho = score_correlation(0.5);
    let both = 0.25 + rho.asin() / std::f64::consts::TAU;
    let run = run(rows, &across(0.5));
    // Conditioned on an event that cuts it off on one side, a normal's deviation is below 1.
    run.lateness("Next", 2.0 + 3.0 * rho * density(0.0) / both, 3.0);
    run.lateness("ICT", 12.0 + 8.0 * density(0.0) * 0.5 * (1.0 + rho) / both, 8.0);
    run.lateness("HR", 7.0 + 2.0 * density(0.0) * 0.5 * (1.0 + rho) / both, 2.0);
}

#[test]
fn an_observation_and_an_absence_add_up() {
    // ICT's score 1.5 makes HR's normal with mean 1.5 rho and variance 1 - rho^2, cut at c = (15 - 3 - 8)/4 = 1.
    // Given both, Next's mean is rho (1.5 + z2)/(1 + rho).
    let rows = "ICT,live,2020-07,2021-04,0,\"normal(3, 4)\",Support,\nHR,design,2020-07,,0,\"normal(8, 4)\",Support,\n";
    let rho = score_correlation(0.5);
    let own = (1.0 - rho * rho).sqrt();
    let beyond = 1.5 * rho + own * mean_above((1.0 - 1.5 * rho) / own);
    let run = run(rows, &across(0.5));
    run.lateness("HR", 8.0 + 4.0 * beyond, 4.0 * own);
    run.lateness("Next", 2.0 + 3.0 * rho * (1.5 + beyond) / (1.0 + rho), 3.0);
}

#[test]
fn an_area_that_waits_for_another_is_no_evidence() {
    // HR has not gone live because ICT has not: only ICT's absence tells something.
    let rows =
        "ICT,approved,2020-07,,0,\"normal(6, 8)\",Support,\nHR,approved,2020-07,,0,\"normal(6, 8)\",Support,ICT\n";
    let rho = score_correlation(0.5);
    let run = run(rows, &across(0.5));
    run.lateness("Next", 2.0 + 3.0 * rho * mean_above(0.75), 3.0);
}

#[test]
fn an_observation_at_a_step_says_which_half_it_fell_into() {
    // discrete(0: 1, 6: 1), seen 6: the score is above 0.
    let rho = score_correlation(0.7);
    let run = run("ICT,live,2020-07,2021-01,0,\"discrete(0: 1, 6: 1)\",Support,\n", &across(0.7));
    let variance = 1.0 - rho * rho * (1.0 - variance_above(0.0));
    run.lateness("Next", 2.0 + 3.0 * rho * mean_above(0.0), 3.0 * variance.sqrt());
}

#[test]
fn a_realised_share_teaches_about_the_realisation_of_others() {
    // 0.7 of normal(0.9, 0.1): a score of -2. HR's realisation, of normal(0.8, 0.05), falls from A = 12 on.
    let areas = "area,status,go_live,went_live,annual_saving,realisation,realised_share\n\
                 ICT,live,2020-04,2020-04,0,\"normal(0.9, 0.1)\",0.7\nHR,live,2020-04,2020-04,£100k,\"normal(0.8, 0.05)\",\n";
    let table = "[[correlation]]\nacross = \"realisation\"\nrank_correlation = 0.5\n";
    let run = Case::new("2020/21", "2021/22", areas).with_as_of("2021-04").tables(table).run();
    let rho = score_correlation(0.5);
    run.programme().is("gross_saving", "2020/21", 100_000.0);
    run.programme().mean("gross_saving", "2021/22", 80_000.0 - 10_000.0 * rho, 5_000.0 * (1.0 - rho * rho).sqrt());
    run.programme().sd("gross_saving", "2021/22", 5_000.0 * (1.0 - rho * rho).sqrt(), 3.0);
}

#[test]
fn a_stratified_design_learns_the_same() {
    // Stratified means are better than those of independent trials: their errors bound the mistake.
    let areas = format!(
        "{AREAS}ICT,live,2020-07,2021-04,0,\"normal(3, 4)\",Support,\nNext,design,2025-04,,0,\"normal(2, 3)\",Support,\n"
    );
    let case = Case::new("2020/21", "2031/32", &areas).with_as_of("2021-07").tables(&across(0.5));
    let rho = score_correlation(0.5);
    for sampling in [foresave::programme::Sampling::Lhs, foresave::programme::Sampling::Sobol] {
        let found = case.run_with(sampling).area("Next").lateness_mean_months.unwrap().value;
        close(found, 2.0 + 4.5 * rho, 3.0 / 300.0, "lateness");
    }
}
