//! What lies before the data date, and what was reported (sections 1 and 6).

use super::case::Case;

#[test]
fn at_the_end_of_the_horizon_nothing_is_left_to_chance() {
    // ICT: four months late, three quarters realised. HR: due at 30 and not live by 36; what the plan had is spent.
    let areas = "area,status,go_live,went_live,annual_saving,realisation,realised_share,implementation_cost,\
                 implementation_months,delay_cost_per_month,running_cost,slippage_months\n\
                 ICT,live,2020-10,2021-02,\"uniform(£60k, £180k)\",,0.75,£60k,12,£2k,£12k,\n\
                 HR,approved,2022-10,,£240k,\"uniform(0.5, 1)\",,£24k,12,\"triangular(£500, £1k, £3k)\",,\"uniform(0, 24)\"\n";
    let risks = "risk,frequency_per_year,cost\nOutage,4,£1m\n";
    let run = Case::new("2020/21", "2022/23", areas).with_as_of("2023-04").risks(risks).run();
    let programme = run.programme();
    programme.are("gross_saving", &[15_000.0, 90_000.0, 90_000.0]);
    // Half of ICT's window lies before the horizon; HR's is [18, 30].
    programme.are("implementation_cost", &[30_000.0, 12_000.0, 12_000.0]);
    programme.are("delay_cost", &[8_000.0, 0.0, 6_000.0]);
    programme.are("running_cost", &[2_000.0, 12_000.0, 12_000.0]);
    programme.are("areas_live", &[1.0, 1.0, 1.0]);
    programme.is("cumulative_risk_cost", "2022/23", 0.0);
    programme.is("current_run_rate", "", 90_000.0);
    programme.plans("gross_saving", &[60_000.0, 120_000.0, 240_000.0]);
    programme.plans("delay_cost", &[0.0; 3]);
    run.goes_live("HR", 0.0);
    run.goes_live("ICT", 1.0);
}

#[test]
fn within_a_year_the_past_is_most_likely_and_the_rest_is_drawn() {
    // A = 15. B triangular(60k, 120k, 240k): mode 120k for three months, then drawn: mean 140k, variance 1400 k^2;
    // r is not known to have been other than 1 before, and uniform(0.8, 1) after: mean 0.9, square 61/75.
    let areas = "area,status,go_live,went_live,annual_saving,realisation\n\
                 ICT,live,2020-04,2020-04,\"triangular(£60k, £120k, £240k)\",\"uniform(0.8, 1)\"\n";
    let run = Case::new("2020/21", "2022/23", areas).with_as_of("2021-07").run();
    let square = (140f64.powi(2) + 1_400.0) * 61.0 / 75.0;
    let sd = 1_000.0 * (square - 126f64.powi(2)).sqrt();
    run.programme().is("gross_saving", "2020/21", 120_000.0);
    run.programme().mean("gross_saving", "2021/22", 30_000.0 + 0.75 * 126_000.0, 0.75 * sd);
    run.programme().mean("gross_saving", "2022/23", 126_000.0, sd);
    run.programme().plans("gross_saving", &[120_000.0; 3]);
}

#[test]
fn what_was_reported_stands_for_the_models_figure() {
    // A = 15. The second year's actual is of its first quarter.
    let areas = "area,status,go_live,went_live,annual_saving,running_cost,cashable_share\n\
                 ICT,live,2020-04,2020-04,£120k,£24k,50%\nHR,live,2020-04,2020-04,£60k,£12k,50%\n";
    let actuals = "area,year,gross_saving,cost,grant\n\
                   ICT,2020/21,£100k,£30k,£5k\nICT,2021/22,£20k,,\n,2020/21,,£50k,£7k\n,2021/22,,£11k,\n";
    let toml = "[[programme_cost]]\nname = \"Team\"\nper_year = \"£40k\"\n\
                [[grant]]\nname = \"Fund\"\nyear = \"2020/21\"\namount = \"£4k\"\n\
                [[target]]\nname = \"Cost of ICT\"\nmeasure = \"total_cost\"\nby = \"2020/21\"\nat_most = \"£30k\"\narea = \"ICT\"\n";
    let run = Case::new("2020/21", "2021/22", areas).with_as_of("2021-07").actuals(actuals).tables(toml).run();
    let programme = run.programme();
    programme.are("gross_saving", &[100_000.0 + 60_000.0, 20_000.0 + 90_000.0 + 60_000.0]);
    programme.are("cashable_saving", &[80_000.0, 85_000.0]);
    // The kinds of an area's cost keep the model's figures; the programme's own stands for its cost lines.
    programme.are("running_cost", &[36_000.0, 36_000.0]);
    programme.are("programme_cost", &[50_000.0, 11_000.0 + 30_000.0]);
    programme.are("total_cost", &[30_000.0 + 12_000.0 + 50_000.0, 36_000.0 + 41_000.0]);
    programme.plans("gross_saving", &[180_000.0, 180_000.0]);
    programme.plans("total_cost", &[76_000.0, 76_000.0]);
    run.meets("Cost of ICT", 1.0);
}

#[test]
fn what_falls_before_the_horizon_or_behind_it_is_not_counted() {
    // Live since a year before the horizon, with twelve months of ramp left behind; the other is due after its end.
    let areas = "area,status,go_live,went_live,annual_saving,embedding_months,implementation_cost,implementation_months,\
                 slippage_months\n\
                 Old,live,2019-04,2019-04,£120k,24,£1m,6,\nNext,approved,2020-10,,£1m,,£90k,9,20\n";
    let run = Case::new("2020/21", "2021/22", areas).run();
    // R(24) - R(12) = 12 - 3, then whole months.
    run.programme().are("gross_saving", &[90_000.0, 120_000.0]);
    run.programme().are("run_rate", &[120_000.0, 120_000.0]);
    // Next's window [-3, 6]: two thirds of it lie behind A = 0 and are spread over [0, 26]; 24 months are seen.
    run.programme().are("implementation_cost", &[60_000.0 * 12.0 / 26.0, 60_000.0 * 12.0 / 26.0]);
    run.programme().plans("implementation_cost", &[60_000.0, 0.0]);
    run.goes_live("Next", 0.0);
}

#[test]
fn what_an_area_learnt_of_itself_is_kept_where_it_is_live() {
    // A live area's own slippage does not matter any more: it went live when it did.
    let areas = "area,status,go_live,went_live,annual_saving,slippage_months,after\n\
                 ICT,live,2020-06,2020-09,£120k,\"normal(3, 9)\",\nHR,live,2020-06,2020-07,£60k,,ICT +4\n";
    let run = Case::new("2020/21", "2021/22", areas).with_as_of("2020-10").run();
    run.programme().are("gross_saving", &[70_000.0 + 45_000.0, 180_000.0]);
    run.lateness("ICT", 3.0, 0.0);
    run.lateness("HR", 1.0, 0.0);
}
