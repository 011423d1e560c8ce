//! Savings and costs of an area (section 4).

use super::case::Case;
use super::normal;

/// Every column of an area, none of them random; three months late.
fn one_area_with_everything() -> Case {
    let areas = "area,status,go_live,annual_saving,realisation,embedding_months,slippage_months,implementation_cost,\
                 implementation_months,delay_cost_per_month,running_cost,cashable_share,posts_removed,pay_share,\
                 workforce_lag_months,redundancy_share,redundancy_cost_per_post\n\
                 Custody,approved,2020-10,£600k,0.8,12,3,£90k,8,£1k,£60k,50%,20,0.4,6,0.5,£10k\n";
    Case::new("2020/21", "2022/23", areas)
}

#[test]
fn every_column_of_an_area_has_its_effect() {
    let run = one_area_with_everything().run();
    let programme = run.programme();
    // L = 9, £40k a month realised. R(3) = 9/24, R(15) = 9, R(27) = 21; for pay six months later 0, 81/24, 15.
    programme.are("gross_saving", &[9_000.0, 261_000.0, 474_000.0]);
    programme.are("cashable_saving", &[4_500.0, 130_500.0, 237_000.0]);
    // Rates at months 12, 24, 36: 0.6 u(3) + 0.4 u(-3), 0.6 + 0.4 u(9), 1.
    programme.are("run_rate", &[72_000.0, 432_000.0, 480_000.0]);
    // Six of the eight months of [-2, 6] lie in the horizon: £67,500, spread over [0, 9].
    programme.are("implementation_cost", &[67_500.0, 0.0, 0.0]);
    programme.are("delay_cost", &[3_000.0, 0.0, 0.0]);
    programme.are("running_cost", &[15_000.0, 60_000.0, 60_000.0]);
    // 0.8 x 20 posts: none, 3/4, all; each step costs half of £10k a post.
    programme.are("posts_removed", &[0.0, 12.0, 16.0]);
    programme.are("redundancy_cost", &[0.0, 60_000.0, 20_000.0]);
    programme.are("total_cost", &[85_500.0, 120_000.0, 80_000.0]);
    programme.are("net_saving", &[-76_500.0, 141_000.0, 394_000.0]);
    programme.are("budget_effect", &[-81_000.0, 10_500.0, 157_000.0]);
    programme.are("cumulative_budget_effect", &[-81_000.0, -70_500.0, 86_500.0]);
    programme.is("horizon_cost", "", 285_500.0);
    programme.is("horizon_budget_effect", "", 86_500.0);
    assert_eq!(run.area("Custody").net_saving.p10, run.area("Custody").net_saving.p90);
}

#[test]
fn the_plan_has_no_delay_and_full_realisation() {
    let run = one_area_with_everything().run();
    // L = 6, £50k a month: R(6) = 1.5, R(18) = 12, R(30) = 24; pay R(0) = 0, R(12) = 6, R(24) = 18.
    let programme = run.programme();
    programme.plans("cumulative_gross_saving", &[45_000.0, 480_000.0, 1_080_000.0]);
    programme.plans("implementation_cost", &[67_500.0, 0.0, 0.0]);
    programme.plans("delay_cost", &[0.0, 0.0, 0.0]);
    programme.plans("running_cost", &[30_000.0, 60_000.0, 60_000.0]);
    programme.plans("posts_removed", &[0.0, 20.0, 20.0]);
    programme.plans("redundancy_cost", &[0.0, 100_000.0, 0.0]);
}

#[test]
fn more_than_was_planned_removes_no_more_posts() {
    let areas = "area,status,go_live,annual_saving,realisation,posts_removed\nFleet,approved,2020-04,£120k,1.5,8\n";
    let run = Case::new("2020/21", "2020/21", areas).run();
    run.programme().is("gross_saving", "2020/21", 180_000.0);
    run.programme().is("posts_removed", "2020/21", 8.0);
}

#[test]
fn an_uncertain_embedding_and_lag_are_integrated_through_the_ramp() {
    // Live at 0, £10k a month. E uniform(0, 24), x = 12: R = 12 - E/2 for E <= 12, 144/(2E) beyond:
    // mean (1/24)(144 - 36 + 72 ln 2), square (1/24)((12^3 - 6^3) 2/3 + 72^2 (1/12 - 1/24)).
    let areas = "area,status,go_live,went_live,annual_saving,embedding_months,pay_share,workforce_lag_months\n\
                 Ramp,live,2020-04,2020-04,£120k,\"uniform(0, 24)\",,\n";
    let run = Case::new("2020/21", "2020/21", areas).run();
    let mean = (108.0 + 72.0 * 2f64.ln()) / 24.0;
    let square = ((1728.0 - 216.0) * 2.0 / 3.0 + 5184.0 / 24.0) / 24.0;
    run.programme().mean("gross_saving", "2020/21", 10_000.0 * mean, 10_000.0 * (square - mean * mean).sqrt());
    // P(u <= 3/4) = P(E >= 16) = 1/3: so often the rate of £120k is not above £90k.
    let target = "[[target]]\nname = \"Rate\"\nmeasure = \"run_rate\"\nby = \"2020/21\"\nat_most = \"£90k\"\n";
    Case::new("2020/21", "2020/21", areas).tables(target).run().meets("Rate", 1.0 / 3.0);
    // Half of it is pay, released after uniform(0, 24) months: 12 - w where w < 12: mean 3, square (1/24) 12^3/3.
    let areas = "area,status,go_live,went_live,annual_saving,embedding_months,pay_share,workforce_lag_months\n\
                 Lag,live,2020-04,2020-04,£120k,,50%,\"uniform(0, 24)\"\n";
    let run = Case::new("2020/21", "2020/21", areas).run();
    run.programme().mean("gross_saving", "2020/21", 60_000.0 + 15_000.0, 5_000.0 * (24.0 - 9.0f64).sqrt());
}

#[test]
fn what_ends_stops_saving_and_costing_from_that_month_on() {
    // The first ends at 18, the second exactly at a year's end, which the level of that year does not see yet.
    let areas = "area,status,go_live,went_live,annual_saving,running_cost,posts_removed,ends\n\
                 Lease,live,2020-04,2020-04,£120k,£24k,4,2021-10\n\
                 Contract,live,2020-04,2020-04,£60k,,,2021-04\n\
                 Late,approved,2022-10,,£600k,£60k,,2022-04\n";
    let run = Case::new("2020/21", "2022/23", areas).run();
    let programme = run.programme();
    programme.are("gross_saving", &[180_000.0, 60_000.0, 0.0]);
    programme.are("run_rate", &[180_000.0, 0.0, 0.0]);
    programme.are("running_cost", &[24_000.0, 12_000.0, 0.0]);
    programme.are("areas_live", &[2.0, 2.0, 3.0]);
    programme.are("posts_removed", &[4.0, 4.0, 4.0]);
}

#[test]
fn a_saving_may_be_negative_and_a_running_cost_a_relief() {
    let areas = "area,status,go_live,annual_saving,running_cost\nPension,approved,2020-10,-£120k,-£12k\n";
    let run = Case::new("2020/21", "2021/22", areas).run();
    run.programme().are("gross_saving", &[-60_000.0, -120_000.0]);
    run.programme().are("total_cost", &[-6_000.0, -12_000.0]);
    run.programme().are("net_saving", &[-54_000.0, -108_000.0]);
    run.programme().are("cumulative_net_saving", &[-54_000.0, -162_000.0]);
}

#[test]
fn what_is_left_of_the_investment_is_spread_over_a_longer_time_and_abandoned_in_part() {
    // K uniform(0, £240k), window [0, 12], A = 3. Before it a quarter of £120k as planned. Of what is left, 3/4 of K:
    // where it goes ahead (1/2), L = 18, over [3, 18], 9/15 of it in the first year; otherwise 40 % of it on the
    // planned window, all in the first year.
    let areas = "area,status,go_live,annual_saving,probability,slippage_months,implementation_cost,abandoned_share\n\
                 Estates,design,2021-04,£12k,0.5,6,\"uniform(£0, £240k)\",0.4\n";
    let run = Case::new("2020/21", "2021/22", areas).with_as_of("2020-07").run();
    let programme = run.programme();
    // 3/4 K has mean 90k, square 180k^2/3.
    let square = 180_000.0f64.powi(2) / 3.0;
    let first = 0.5 * 0.6 + 0.5 * 0.4;
    let of_squares = 0.5 * 0.36 + 0.5 * 0.16;
    let sd = |mean: f64, of_squares: f64| (of_squares * square - (mean * 90_000.0).powi(2)).sqrt();
    programme.mean("implementation_cost", "2020/21", 30_000.0 + first * 90_000.0, sd(first, of_squares));
    programme.mean("implementation_cost", "2021/22", 0.2 * 90_000.0, sd(0.2, 0.5 * 0.16));
    programme.plans("implementation_cost", &[120_000.0, 0.0]);
    run.goes_live("Estates", 0.5);
    run.lateness_of_some("Estates", 6.0, 0.0, 0.5);
}

#[test]
fn lateness_costs_money_month_by_month() {
    // G = 3, A = 6: three months are lost for certain at the most likely £10k; from then on L - 6 is uniform(0, 12) at
    // a drawn triangular(5k, 10k, 15k). Where it does not go ahead (0.2), nothing more.
    let areas = "area,status,go_live,annual_saving,probability,slippage_months,delay_cost_per_month\n\
                 ICT,approved,2020-07,0,0.8,\"uniform(0, 15)\",\"triangular(£5k, £10k, £15k)\"\n";
    let run = Case::new("2020/21", "2022/23", areas).with_as_of("2020-10").run();
    // Mean 6 x 10k, square 48 x (10k^2 + 5k^2/6).
    let (mean, square) = (60_000.0, 48.0 * (1e8 + 25e6 / 6.0));
    let sd = (0.8 * square - (0.8f64 * mean).powi(2)).sqrt();
    run.programme().mean("total_cost", "2020/21", 30_000.0 + 0.8 * 10_000.0 * 4.5, first_year_of_delay());
    let costs = run.forecast.programme.row(foresave::programme::Measure::parse("horizon_cost").unwrap(), None);
    let summary = costs.unwrap().summary().unwrap();
    super::case::close(summary.mean.value, 30_000.0 + 0.8 * mean, sd / (super::case::TRIALS as f64).sqrt(), "delay");
    run.programme().plan("horizon_cost", "", 0.0);
}

/// Of min(6, uniform(0, 12)) months at £10k: mean 4.5, square (1/12)(72) + 18 = 24; the price's square is
/// 10k^2 + 5k^2/6; with probability 0.8.
fn first_year_of_delay() -> f64 {
    let square = 24.0 * (1e8 + 25e6 / 6.0);
    (0.8 * square - (0.8f64 * 45_000.0).powi(2)).sqrt()
}

#[test]
fn redundancy_pays_for_the_posts_that_go_and_for_no_others() {
    // N normal(1, 4) cut off at nothing, U uniform(£10k, £30k), q discrete: a quarter all, else none; released at
    // w = 3 of live area. E max(0, N) = m P(z < m/s) + s phi(m/s), its square (m^2 + s^2) P + m s phi.
    let areas = "area,status,go_live,went_live,annual_saving,posts_removed,workforce_lag_months,redundancy_share,\
                 redundancy_cost_per_post\n\
                 Payroll,live,2020-04,2020-04,0,\"normal(1, 4)\",3,\"discrete(0: 3, 1: 1)\",\"uniform(10000, 30000)\"\n";
    let run = Case::new("2020/21", "2021/22", areas).run();
    let (m, s) = (1.0, 4.0);
    let (share, density) = (normal::above(-m / s), normal::density(m / s));
    let posts = m * share + s * density;
    let square = (m * m + s * s) * share + m * s * density;
    run.programme().mean("posts_removed", "2020/21", posts, (square - posts * posts).sqrt());
    let cost = posts * 20_000.0 / 4.0;
    let cost_square = square * (4e8 + 4e8 / 12.0) / 4.0;
    run.programme().mean("redundancy_cost", "2020/21", cost, (cost_square - cost * cost).sqrt());
    run.programme().is("redundancy_cost", "2021/22", 0.0);
}

#[test]
fn a_draw_beyond_the_possible_is_kept_at_its_end() {
    // r normal(1.5, 1) kept within [0, 2]. With a = -1.5, b = 0.5:
    // E r = 1.5 (Phi(b) - Phi(a)) + phi(a) - phi(b) + 2 (1 - Phi(b)).
    let areas = "area,status,go_live,went_live,annual_saving,realisation\n\
                 Legal,live,2020-04,2020-04,£1,\"normal(1.5, 1)\"\n";
    let run = Case::new("2020/21", "2020/21", areas).run();
    let (a, b) = (-1.5, 0.5);
    let inside = normal::above(a) - normal::above(b);
    let mean = 1.5 * inside + normal::density(a) - normal::density(b) + 2.0 * normal::above(b);
    // E z^2 over (a, b) = inside + a phi(a) - b phi(b).
    let z_square = inside + a * normal::density(a) - b * normal::density(b);
    let z_mean = normal::density(a) - normal::density(b);
    let square = 2.25 * inside + 3.0 * z_mean + z_square + 4.0 * normal::above(b);
    run.programme().mean("gross_saving", "2020/21", mean, (square - mean * mean).sqrt());
    run.programme().quantile("gross_saving", "2020/21", (0.05, 0.0), f64::INFINITY);
    run.programme().quantile("gross_saving", "2020/21", (0.75, 2.0), f64::INFINITY);
    run.programme().quantile("gross_saving", "2020/21", (0.5, 1.5), normal::density(0.0));
}
