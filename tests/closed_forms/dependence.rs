//! Dependence between inputs (section 8).
//!
//! A saving of £b a month loses `b s` by a slippage `s`, so that with normal slippages the sum over areas is normal
//! and its variance shows the correlation.

use super::case::Case;
use super::normal::score_correlation;

/// Two areas at £10k and £20k a month, slippages with deviations of 3 and 4 months, and a third alone.
const TWO: &str = "area,status,go_live,annual_saving,slippage_months,portfolio\n\
                   ICT,approved,2022-04,£120k,\"normal(1, 3)\",Support\nHR,approved,2022-04,£240k,\"normal(2, 4)\",Support\n";

/// The mean over five years: 36 - 1 and 36 - 2 months.
const MEAN: f64 = 10_000.0 * 35.0 + 20_000.0 * 34.0;

fn correlation(text: &str, rank: f64) -> String {
    format!("[[correlation]]\n{text}\nrank_correlation = {rank:?}\n")
}

#[track_caller]
fn the_sum_is_normal(case: &Case, mean: f64, variance: f64) {
    let run = case.run();
    let programme = run.programme();
    programme.mean("horizon_net_saving", "", mean, variance.sqrt());
    programme.sd("horizon_net_saving", "", variance.sqrt(), 3.0);
    let density = super::normal::density(0.0) / variance.sqrt();
    programme.quantile("horizon_net_saving", "", (0.5, mean), density);
    let z = super::normal::quantile(0.9);
    let density = super::normal::density(z) / variance.sqrt();
    programme.quantile("horizon_net_saving", "", (0.9, mean + z * variance.sqrt()), density);
}

/// £10k x 3 and £20k x 4 months with a correlation of the scores.
fn variance_of_two(rho: f64) -> f64 {
    30_000f64.powi(2) + 80_000f64.powi(2) + 2.0 * rho * 30_000.0 * 80_000.0
}

#[test]
fn what_nothing_is_said_about_is_independent() {
    the_sum_is_normal(&Case::new("2020/21", "2024/25", TWO), MEAN, variance_of_two(0.0));
}

#[test]
fn a_common_cause_makes_areas_late_together() {
    for rank in [0.3, 0.5, 0.9] {
        let case = Case::new("2020/21", "2024/25", TWO).tables(&correlation("across = \"slippage_months\"", rank));
        the_sum_is_normal(&case, MEAN, variance_of_two(score_correlation(rank)));
    }
}

#[test]
fn a_common_cause_covers_those_it_names_and_no_others() {
    let areas = format!("{TWO}Fleet,approved,2022-04,£60k,\"normal(0, 5)\",Front line\n");
    let mean = MEAN + 5_000.0 * 36.0;
    let variance = variance_of_two(score_correlation(0.6)) + 25_000f64.powi(2);
    for members in ["among = [\"ICT\", \"HR\"]", "portfolio = \"Support\""] {
        let table = correlation(&format!("across = \"slippage_months\"\n{members}"), 0.6);
        the_sum_is_normal(&Case::new("2020/21", "2024/25", &areas).tables(&table), mean, variance);
    }
    // All three: pairwise the same.
    let rho = score_correlation(0.6);
    let all = variance + 2.0 * rho * 25_000.0 * (30_000.0 + 80_000.0);
    let table = correlation("across = \"slippage_months\"", 0.6);
    the_sum_is_normal(&Case::new("2020/21", "2024/25", &areas).tables(&table), mean, all);
}

#[test]
fn a_late_area_is_a_dear_one_within_its_row() {
    // Net saving: b (36 - s) - K, K normal(£500k, £50k): both hurt.
    let areas = "area,status,go_live,annual_saving,slippage_months,implementation_cost\n\
                 ICT,approved,2022-04,£240k,\"normal(2, 4)\",\"normal(500000, 50000)\"\n\
                 HR,approved,2022-04,£120k,\"normal(1, 3)\",\"normal(100000, 20000)\"\n";
    for rank in [0.7, -0.4] {
        let rho = score_correlation(rank);
        let table = correlation("within = [\"slippage_months\", \"implementation_cost\"]", rank);
        let variance = |slip: f64, cost: f64| slip * slip + cost * cost + 2.0 * rho * slip * cost;
        let case = Case::new("2020/21", "2024/25", areas).tables(&table);
        the_sum_is_normal(&case, MEAN - 600_000.0, variance(80_000.0, 50_000.0) + variance(30_000.0, 20_000.0));
    }
}

#[test]
fn pairs_form_chains() {
    // ICT -> HR -> Fleet: ICT and Fleet have the product of the correlations.
    let areas = format!("{TWO}Fleet,approved,2022-04,£60k,\"normal(0, 5)\",Front line\n");
    let (first, second) = (score_correlation(-0.8), score_correlation(0.5));
    let pairs = [("ICT", "HR", -0.8), ("HR", "Fleet", 0.5)].map(|(from, to, rank)| {
        correlation(&format!("pair = [\"area.{from}.slippage_months\", \"area.{to}.slippage_months\"]"), rank)
    });
    let variance =
        variance_of_two(first) + 25_000f64.powi(2) + 2.0 * 25_000.0 * (second * 80_000.0 + first * second * 30_000.0);
    let case = Case::new("2020/21", "2024/25", &areas).tables(&pairs.concat());
    the_sum_is_normal(&case, MEAN + 5_000.0 * 36.0, variance);
}

#[test]
fn a_common_cause_reaches_what_depends_on_its_members() {
    // F -> both slippages (c = 0.6), each slippage -> its own cost (c = 0.5): the costs have the correlation
    // rho w^2 with each other and rho w with the other's slippage.
    let areas = "area,status,go_live,annual_saving,slippage_months,implementation_cost\n\
                 ICT,approved,2022-04,£120k,\"normal(1, 3)\",\"normal(500000, 40000)\"\n\
                 HR,approved,2022-04,£120k,\"normal(1, 3)\",\"normal(500000, 40000)\"\n";
    let (rho, w) = (score_correlation(0.6), score_correlation(0.5));
    let (slip, cost) = (30_000.0f64, 40_000.0f64);
    let one = slip * slip + cost * cost + 2.0 * w * slip * cost;
    let between = rho * slip * slip + rho * w * w * cost * cost + 2.0 * rho * w * slip * cost;
    let tables = correlation("across = \"slippage_months\"", 0.6)
        + &correlation("within = [\"slippage_months\", \"implementation_cost\"]", 0.5);
    let case = Case::new("2020/21", "2024/25", areas).tables(&tables);
    the_sum_is_normal(&case, 2.0 * (350_000.0 - 500_000.0), 2.0 * one + 2.0 * between);
}

#[test]
fn uniforms_have_exactly_the_rank_correlation_that_was_asked_for() {
    // Spearman's coefficient of uniforms is their correlation: the sum has the variance (2 + 2 c)/12. Its kurtosis lies
    // between a uniform's 1.8 and a triangular's 2.4.
    let areas = "area,status,go_live,went_live,annual_saving,realisation\n\
                 ICT,live,2020-04,2020-04,£1m,\"uniform(0, 1)\"\nHR,live,2020-04,2020-04,£1m,\"uniform(0, 1)\"\n";
    for rank in [0.25, 0.75, 1.0] {
        let table = correlation("across = \"realisation\"", rank);
        let run = Case::new("2020/21", "2020/21", areas).tables(&table).run();
        let sd = 1e6 * ((2.0 + 2.0 * rank) / 12.0).sqrt();
        run.programme().mean("gross_saving", "2020/21", 1e6, sd);
        run.programme().sd("gross_saving", "2020/21", sd, 2.4);
    }
}

#[test]
fn a_perfect_negative_pair_cancels() {
    let areas = "area,status,go_live,went_live,annual_saving,realisation\n\
                 ICT,live,2020-04,2020-04,£1m,\"uniform(0, 1)\"\nHR,live,2020-04,2020-04,£1m,\"uniform(0, 1)\"\n";
    let pair = correlation("pair = [\"area.ICT.realisation\", \"area.HR.realisation\"]", -1.0);
    let run = Case::new("2020/21", "2020/21", areas).tables(&pair).run();
    // Scores are turned into uniforms through a table good to 1e-9.
    let summary = run.forecast.programme.rows.iter().find(|row| row.measure.name() == "gross_saving").unwrap();
    let summary = summary.summary().unwrap();
    assert!((summary.p5().value - 1e6).abs() < 0.01 && (summary.p95().value - 1e6).abs() < 0.01, "{summary:?}");
}

#[test]
fn a_second_parent_is_refused_and_both_are_named() {
    let tables = correlation("across = \"slippage_months\"", 0.5)
        + &correlation("pair = [\"area.ICT.slippage_months\", \"area.HR.slippage_months\"]", 0.5);
    let refusal = Case::new("2020/21", "2024/25", TWO).tables(&tables).refusal();
    assert!(refusal.contains("across") && refusal.contains("pair"), "{refusal}");
}
