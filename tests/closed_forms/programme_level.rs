//! Prices, programme costs, grants and exit (section 6).

use super::case::{Case, share_sd};

const LIVE: &str = "area,status,go_live,went_live,annual_saving\nICT,live,2020-04,2020-04,£120k\n";

#[test]
fn cash_grows_geometrically_from_the_base_year_and_shrinks_before_it() {
    // Base is the second year; pay grows by 10 %, prices by 25 % a year. 40 % of the saving is pay.
    let areas = "area,status,go_live,went_live,annual_saving,pay_share,running_cost,implementation_cost,\
                 redundancy_share,redundancy_cost_per_post,posts_removed,workforce_lag_months\n\
                 ICT,live,2020-04,2020-04,£100k,0.4,£16k,,,,,\n\
                 HR,approved,2022-04,,0,,,£120k,1,£10k,11,1\n";
    let prices = "[prices]\nterms = \"cash\"\nbase = \"2021/22\"\npay_growth = \"10%\"\nprice_growth = \"25%\"\n";
    let run = Case::new("2020/21", "2022/23", areas).tables(prices).run();
    let programme = run.programme();
    let saving = |pay: f64, price: f64| 40_000.0 * pay + 60_000.0 * price;
    programme.are("gross_saving", &[saving(1.0 / 1.1, 0.8), 100_000.0, saving(1.1, 1.25)]);
    programme.are("run_rate", &[saving(1.0 / 1.1, 0.8), 100_000.0, saving(1.1, 1.25)]);
    programme.are("running_cost", &[12_800.0, 16_000.0, 20_000.0]);
    programme.are("implementation_cost", &[0.0, 120_000.0, 0.0]);
    programme.are("redundancy_cost", &[0.0, 0.0, 121_000.0]);
    programme.plans("gross_saving", &[saving(1.0 / 1.1, 0.8), 100_000.0, saving(1.1, 1.25)]);
    // Cash is deflated by the price index before it is discounted.
    let real = [(saving(1.0 / 1.1, 0.8) - 12_800.0) / 0.8, -36_000.0, (saving(1.1, 1.25) - 141_000.0) / 1.25];
    programme.is("npv", "", real[0] + real[1] / 1.035 + real[2] / 1.035 / 1.035);
}

#[test]
fn a_persistent_growth_spreads_an_index_further_than_an_independent_one() {
    // Index of the third year: (1+g1)(1+g2), both normal(5 %, 10 %) with correlation p, all of it pay.
    // E XY = m^2 + p s^2; E X^2 Y^2 = m^4 + 2 m^2 s^2 + s^4 + 4 p m^2 s^2 + 2 p^2 s^4.
    let areas = "area,status,go_live,went_live,annual_saving,pay_share\nICT,live,2020-04,2020-04,£100k,1\n";
    for p in [0.0, 0.6, 1.0] {
        let prices = format!(
            "[prices]\nterms = \"cash\"\npay_growth = \"normal(5%, 10%)\"\nprice_growth = \"0%\"\npersistence = {p}\n"
        );
        let run = Case::new("2020/21", "2022/23", areas).tables(&prices).run();
        let programme = run.programme();
        let (m, s) = (1.05f64, 0.1f64);
        let mean = m * m + p * s * s;
        let square = m.powi(4) + 2.0 * m * m * s * s + s.powi(4) + 4.0 * p * m * m * s * s + 2.0 * p * p * s.powi(4);
        let sd = (square - mean * mean).sqrt();
        programme.is("gross_saving", "2020/21", 100_000.0);
        programme.mean("gross_saving", "2021/22", 105_000.0, 10_000.0);
        programme.mean("gross_saving", "2022/23", 100_000.0 * mean, 100_000.0 * sd);
        // A product of two factors this narrow is nearly normal: its kurtosis is below 4.
        programme.sd("gross_saving", "2022/23", 100_000.0 * sd, 4.0);
        programme.plans("gross_saving", &[100_000.0, 105_000.0, 110_250.0]);
    }
}

#[test]
fn the_chain_of_growth_passes_through_a_year_whose_growth_is_a_number() {
    // g1 and g3 have correlation 0.8^2 although g2 is 0 %.
    let areas = "area,status,go_live,went_live,annual_saving,pay_share\nICT,live,2020-04,2020-04,£100k,1\n";
    let prices = "[prices]\nterms = \"cash\"\nprice_growth = 0\npersistence = 0.8\n\
                  pay_growth = { default = \"normal(0%, 20%)\", \"2022/23\" = 0 }\n";
    let run = Case::new("2020/21", "2023/24", areas).tables(prices).run();
    let (p, s) = (0.64, 0.2f64);
    let mean = 1.0 + p * s * s;
    let square = 1.0 + 2.0 * s * s + s.powi(4) + 4.0 * p * s * s + 2.0 * p * p * s.powi(4);
    let sd = (square - mean * mean).sqrt();
    run.programme().mean("gross_saving", "2022/23", 100_000.0, 20_000.0);
    run.programme().mean("gross_saving", "2023/24", 100_000.0 * mean, 100_000.0 * sd);
    run.programme().sd("gross_saving", "2023/24", 100_000.0 * sd, 4.5);
}

#[test]
fn growth_of_the_current_year_is_drawn_but_what_lies_behind_is_not() {
    // Base is the year before; A = 6. Growth uniform(0 %, 10 %): the first half year at its median, the second drawn.
    let areas = "area,status,go_live,went_live,annual_saving\nICT,live,2020-04,2020-04,£120k\n";
    let prices =
        "[prices]\nterms = \"cash\"\nbase = \"2019/20\"\npay_growth = 0\nprice_growth = \"uniform(0%, 10%)\"\n";
    let run = Case::new("2020/21", "2020/21", areas).with_as_of("2020-10").tables(prices).run();
    run.programme().mean("gross_saving", "2020/21", 63_000.0 + 63_000.0, 60_000.0 * 0.1 / 12f64.sqrt());
    run.programme().sd("gross_saving", "2020/21", 60_000.0 * 0.1 / 12f64.sqrt(), 1.8);
}

#[test]
fn growth_of_years_that_have_ended_is_at_its_most_likely() {
    // Base two years before A: the growth of the year in between is its lower median, 5 %, in every trial.
    let areas = "area,status,go_live,went_live,annual_saving\nICT,live,2020-04,2020-04,£100k\n";
    let prices = "[prices]\nterms = \"cash\"\npay_growth = 0\n\
                  price_growth = { default = \"0%\", \"2021/22\" = \"uniform(0%, 10%)\" }\n";
    let run = Case::new("2020/21", "2022/23", areas).with_as_of("2022-04").tables(prices).run();
    run.programme().are("gross_saving", &[100_000.0, 105_000.0, 105_000.0]);
}

#[test]
fn a_team_stays_until_the_last_of_two_go_lives() {
    // Both uniform on [6, 18]: the later one has mean 6 + 12 2/3 and variance 144/18. £5k a month.
    let areas = "area,status,go_live,annual_saving,slippage_months,probability\n\
                 ICT,approved,2020-10,0,\"uniform(0, 12)\",\nHR,approved,2020-10,0,\"uniform(0, 12)\",\n\
                 Never,approved,2022-02,0,,0\n";
    let team = "[[programme_cost]]\nname = \"Team\"\nper_year = \"£60k\"\nuntil = \"last go-live\"\n";
    let run = Case::new("2020/21", "2021/22", areas).tables(team).run();
    run.programme().mean("cumulative_programme_cost", "2021/22", 70_000.0, 5_000.0 * 8f64.sqrt());
    // Up to month 12: 12 where the later is beyond it (3/4), else uniform's maximum on [6, 12], mean 10: 11.5;
    // square 3/4 144 + 1/4 (100 + 36/18).
    run.programme().mean("programme_cost", "2020/21", 57_500.0, 5_000.0 * (108.0 + 25.5 - 132.25f64).sqrt());
    // The plan knows the latest planned go-live, of whatever may not come: month 22.
    run.programme().plans("programme_cost", &[60_000.0, 50_000.0]);
}

#[test]
fn a_cost_line_runs_between_its_dates_and_is_drawn_once() {
    // uniform(£60k, £180k) a year from month 6 to 18; A = 3.
    let line = "[[programme_cost]]\nname = \"Line\"\nper_year = \"uniform(60000, 180000)\"\nfrom = \"2020-10\"\n\
                until = \"2021-10\"\n[[programme_cost]]\nname = \"Old\"\nper_year = \"£12k\"\nfrom = \"2020-02\"\n\
                until = \"2020-06\"\n";
    let run = Case::new("2020/21", "2022/23", LIVE).with_as_of("2020-07").tables(line).run();
    run.programme().mean("programme_cost", "2020/21", 62_000.0, 60_000.0 / 12f64.sqrt());
    run.programme().mean("cumulative_programme_cost", "2022/23", 122_000.0, 120_000.0 / 12f64.sqrt());
    run.programme().is("programme_cost", "2022/23", 0.0);
}

#[test]
fn a_grant_is_paid_with_its_probability_and_a_past_one_is_a_fact() {
    let grants = "[[grant]]\nname = \"Likely\"\nyear = \"2020/21\"\namount = \"£50k\"\nprobability = 0.5\n\
                  [[grant]]\nname = \"Unlikely\"\nyear = \"2020/21\"\namount = \"£70k\"\nprobability = 0.4\n\
                  [[grant]]\nname = \"Bid\"\nyear = \"2021/22\"\namount = \"uniform(100000, 200000)\"\nprobability = 0.25\n\
                  [[grant]]\nname = \"Promise\"\nyear = \"2022/23\"\namount = \"uniform(100000, 200000)\"\n";
    let run = Case::new("2020/21", "2022/23", LIVE).with_as_of("2021-04").tables(grants).run();
    let programme = run.programme();
    programme.is("grant", "2020/21", 50_000.0);
    // E X^2 of uniform(100k, 200k) is 7e10/3.
    programme.mean("grant", "2021/22", 37_500.0, (7e10 / 12.0 - 37_500.0f64.powi(2)).sqrt());
    programme.mean("grant", "2022/23", 150_000.0, 100_000.0 / 12f64.sqrt());
    programme.plans("grant", &[50_000.0, 0.0, 150_000.0]);
    programme.mean("net_saving", "2022/23", 270_000.0, 100_000.0 / 12f64.sqrt());
    programme.is("gross_saving", "2022/23", 120_000.0);
}

/// Live at 3, £10k a month, two thirds of it pay six months later; everything stops at 12 + 6 but a quarter.
fn certain_exit() -> Case {
    let areas = "area,status,go_live,annual_saving,pay_share,workforce_lag_months,embedding_months,posts_removed,\
                 running_cost,redundancy_share,redundancy_cost_per_post\n\
                 ICT,approved,2020-07,£360k,50%,6,18,24,£24k,1,£10k\n\
                 Later,approved,2022-01,£120k,,,,5,£12k,,\n";
    let exit = "[prices]\nterms = \"cash\"\nbase = \"2020/21\"\npay_growth = \"20%\"\nprice_growth = \"10%\"\n\
                [exit]\nprobability = 1\nmonths = 18\ndismantling_cost = \"£500k\"\nsaving_kept = 0.25\n\
                [[programme_cost]]\nname = \"Team\"\nper_year = \"£36k\"\n\
                [[grant]]\nname = \"Before\"\nyear = \"2021/22\"\namount = \"£40k\"\n\
                [[grant]]\nname = \"After\"\nyear = \"2022/23\"\namount = \"£80k\"\n";
    let risks = "risk,probability,cost,date\nBefore,1,£7k,2021-09\nAt,1,£9k,2021-10\n";
    Case::new("2020/21", "2022/23", areas).risks(risks).tables(exit)
}

#[test]
fn an_exit_keeps_a_share_of_what_was_reached_and_ends_the_rest() {
    let run = certain_exit().run();
    let programme = run.programme();
    // X = 18. Non-pay from 3, pay from 9, £15k a month each, E = 18. R(9) = 81/36; R(15) = 225/36, R(3) = 9/36.
    // Rates at X: u(15) = 5/6, u(9) = 1/2.
    let (before, at) = (225.0 / 36.0 - 81.0 / 36.0, 5.0 / 6.0);
    let (pay_before, pay_at) = (81.0 / 36.0 - 9.0 / 36.0, 0.5);
    let first = 15_000.0 * (81.0 / 36.0 + 9.0 / 36.0);
    let second = 15_000.0 * (1.1 * (before + 6.0 * 0.25 * at) + 1.2 * (pay_before + 6.0 * 0.25 * pay_at));
    let third = 15_000.0 * 12.0 * 0.25 * (1.21 * at + 1.44 * pay_at);
    programme.are("gross_saving", &[first, second, third]);
    programme.is("run_rate", "2021/22", 180_000.0 * 0.25 * (1.1 * at + 1.2 * pay_at));
    programme.is("run_rate", "2022/23", 180_000.0 * 0.25 * (1.21 * at + 1.44 * pay_at));
    // Posts: 24 u(3) at month 12, and from X on a quarter of 24 u(9). No redundancy for growth after X.
    programme.are("posts_removed", &[4.0, 3.0, 3.0]);
    programme.are("redundancy_cost", &[40_000.0, 10_000.0 * 1.2 * 8.0, 0.0]);
    // Running costs: £2k a month from 3, a quarter of it from X on; Later, due at 21, never comes.
    programme.are("running_cost", &[18_000.0, 1.1 * (12_000.0 + 3_000.0), 1.21 * 6_000.0]);
    programme.are("areas_live", &[1.0, 1.0, 1.0]);
    run.goes_live("Later", 0.0);
    programme.are("programme_cost", &[36_000.0, 1.1 * 18_000.0, 0.0]);
    programme.are("dismantling_cost", &[0.0, 550_000.0, 0.0]);
    programme.are("risk_cost", &[0.0, 7_700.0, 0.0]);
    programme.are("grant", &[0.0, 40_000.0, 0.0]);
}

#[test]
fn the_plan_knows_no_exit() {
    let run = certain_exit().run();
    let programme = run.programme();
    programme.plans("dismantling_cost", &[0.0; 3]);
    programme.plans("areas_live", &[1.0, 2.0, 2.0]);
    programme.plans("grant", &[0.0, 40_000.0, 80_000.0]);
    // At month 36 both are fully embedded: 180k of pay, 180k + 120k of the rest.
    programme.plan("run_rate", "2022/23", 180_000.0 * 1.44 + 300_000.0 * 1.21);
}

#[test]
fn an_uncertain_exit_cuts_the_savings_where_it_comes() {
    // X uniform(6, 30) with probability 0.4, horizon 24: months saved are 24 in 0.6 + 0.4/4, else uniform(6, 24).
    // Mean 0.7 24 + 0.3 15, square 0.7 576 + 0.3 (225 + 27). A fifth is kept, h uniform(0, 0.4), drawn on its own.
    let exit = "[exit]\nprobability = 0.4\nmonths = \"uniform(6, 30)\"\ndismantling_cost = \"uniform(£0, £200k)\"\n";
    let run = Case::new("2020/21", "2021/22", LIVE).tables(exit).run();
    let mean: f64 = 0.7 * 24.0 + 0.3 * 15.0;
    let sd = (0.7 * 576.0 + 0.3 * 252.0 - mean * mean).sqrt();
    run.programme().mean("horizon_gross_saving", "", 10_000.0 * mean, 10_000.0 * sd);
    run.programme().mean("run_rate", "2021/22", 84_000.0, 120_000.0 * share_sd(0.3));
    run.programme().mean("cumulative_dismantling_cost", "2021/22", 30_000.0, (0.3 * 4e10 / 3.0 - 9e8f64).sqrt());
    let kept = format!("{exit}saving_kept = \"uniform(0, 0.4)\"\n");
    let run = Case::new("2020/21", "2021/22", LIVE).tables(&kept).run();
    // After X at 24 - d, d uniform(0, 18): h d months more; E h = 0.2, E h^2 = 4/75.
    // Months: 24 - d (1 - h); E (1-h) = 0.8, E (1-h)^2 = 1 - 0.4 + 4/75; E d = 9, E d^2 = 108.
    let lost: f64 = 0.3 * 9.0 * 0.8;
    let lost_square = 0.3 * 108.0 * (0.6 + 4.0 / 75.0);
    let sd = 10_000.0 * (lost_square - lost * lost).sqrt();
    run.programme().mean("horizon_gross_saving", "", 10_000.0 * (24.0 - lost), sd);
}

#[test]
fn an_exit_at_the_end_or_beyond_has_no_effect() {
    let exit = "[exit]\nprobability = 1\nmonths = 24\ndismantling_cost = \"£1m\"\n";
    let run = Case::new("2020/21", "2021/22", LIVE).tables(exit).run();
    run.programme().is("horizon_net_saving", "", 240_000.0);
    run.programme().is("run_rate", "2021/22", 120_000.0);
}

#[test]
fn an_exit_at_the_data_date_leaves_what_was_reached_by_then() {
    // A = 6 = X: half a year at £10k a month, then half of that.
    let exit = "[exit]\nprobability = 1\nmonths = 0\nsaving_kept = 0.5\n";
    let run = Case::new("2020/21", "2021/22", LIVE).with_as_of("2020-10").tables(exit).run();
    run.programme().are("gross_saving", &[90_000.0, 60_000.0]);
    run.programme().is("current_run_rate", "", 120_000.0);
}
