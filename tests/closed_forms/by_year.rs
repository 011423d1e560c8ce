//! Savings and costs by year (sections 2 and 4).

use super::case::Case;

/// £10k a month from month 6, then £15k, and £20k from the third year on.
const RISING: &str = "£60k,£180k,£240k";

/// An area that goes live in October 2020, so many months late.
fn rising(slippage: &str) -> Case {
    let areas = format!(
        "area,status,go_live,slippage_months,saving:2020/21,saving:2021/22,saving:2022/23\n\
         ICT,approved,2020-10,\"{slippage}\",{RISING}\n"
    );
    Case::new("2020/21", "2023/24", &areas)
}

#[test]
fn the_plan_is_the_table_and_lateness_shifts_what_happens() {
    let run = rising("3").run();
    let programme = run.programme();
    programme.plans("gross_saving", &[60_000.0, 180_000.0, 240_000.0, 240_000.0]);
    programme.plans("run_rate", &[120_000.0, 180_000.0, 240_000.0, 240_000.0]);
    // Three months of the half year; then three of the level before in every year.
    programme.are("gross_saving", &[30_000.0, 165_000.0, 225_000.0, 240_000.0]);
    programme.are("run_rate", &[120_000.0, 180_000.0, 240_000.0, 240_000.0]);
}

#[test]
fn an_early_area_brings_its_plan_forward() {
    rising("-4").run().programme().are("gross_saving", &[120_000.0, 200_000.0, 240_000.0, 240_000.0]);
}

#[test]
fn lateness_of_a_whole_year_moves_the_columns() {
    rising("12").run().programme().are("gross_saving", &[0.0, 60_000.0, 180_000.0, 240_000.0]);
}

#[test]
fn lateness_loses_what_falls_off_the_end_and_no_more() {
    // The plan's 720k over four years; s months late, s months of the last level are lost: uniform on [0, 6].
    let run = rising("uniform(0, 6)").run();
    run.programme().mean("horizon_gross_saving", "", 660_000.0, 20_000.0 * 3f64.sqrt());
    // 10k (6 - s)+ where s is uniform on [0, 12].
    let run = rising("uniform(0, 12)").run();
    run.programme().mean("gross_saving", "2020/21", 15_000.0, 10_000.0 * 3.75f64.sqrt());
}

#[test]
fn what_each_year_adds_is_added_to_the_year_before() {
    let areas = "area,status,go_live,slippage_months,saving_added:2020/21,saving_added:2021/22,saving_added:2022/23\n\
                 ICT,approved,2020-10,3,£60k,£120k,£60k\n";
    let run = Case::new("2020/21", "2023/24", areas).run();
    run.programme().plans("gross_saving", &[60_000.0, 180_000.0, 240_000.0, 240_000.0]);
    run.programme().are("gross_saving", &[30_000.0, 165_000.0, 225_000.0, 240_000.0]);
}

#[test]
fn twice_the_plan_saves_twice_as_much() {
    let areas = "area,status,go_live,slippage_months,saving:2020/21,saving:2021/22,saving:2022/23\n\
                 ICT,approved,2020-10,3,£120k,£360k,£480k\n";
    let run = Case::new("2020/21", "2023/24", areas).run();
    run.programme().are("gross_saving", &[60_000.0, 330_000.0, 450_000.0, 480_000.0]);
}

#[test]
fn part_of_a_plan_by_year_grows_with_pay() {
    let prices = "[prices]\nterms = \"cash\"\nbase = \"2020/21\"\npay_growth = \"10%\"\nprice_growth = 0\n\
                  [defaults]\npay_share = 0.5\n";
    let run = rising("0").tables(prices).run();
    run.programme().plans("gross_saving", &[60_000.0, 189_000.0, 265_200.0, 279_720.0]);
    run.programme().are("gross_saving", &[60_000.0, 189_000.0, 265_200.0, 279_720.0]);
}

#[test]
fn a_live_area_has_its_plan_from_when_it_went_live() {
    // L - G = 3. Up to the ninth month as planned, six months of £10k; then half of it.
    let areas = "area,status,go_live,went_live,realisation,saving:2020/21,saving:2021/22\n\
                 ICT,live,2020-04,2020-07,0.5,£120k,£240k\n";
    let run = Case::new("2020/21", "2021/22", areas).with_as_of("2021-01").run();
    run.programme().plans("gross_saving", &[120_000.0, 240_000.0]);
    run.programme().are("gross_saving", &[75_000.0, 105_000.0]);
    run.programme().is("current_run_rate", "", 120_000.0);
}

#[test]
fn an_end_keeps_its_own_time() {
    // £10k a month, and £20k in the six months of the second year before the end.
    let areas = "area,status,go_live,slippage_months,ends,saving:2020/21,saving:2021/22\n\
                 ICT,approved,2020-04,3,2021-10,£120k,£120k\n";
    let run = Case::new("2020/21", "2022/23", areas).run();
    run.programme().plans("gross_saving", &[120_000.0, 120_000.0, 0.0]);
    run.programme().are("gross_saving", &[90_000.0, 90_000.0, 0.0]);
}

#[test]
fn losses_and_exits_keep_their_own_time() {
    let areas = "area,status,go_live,saving:2020/21,saving:2021/22\nICT,approved,2020-04,£120k,£240k\n";
    let case = Case::new("2020/21", "2022/23", areas);
    let risks = "risk,probability,saving_loss,date\nBlow,1,0.5,2021-10\n";
    case.clone().risks(risks).run().programme().are("gross_saving", &[120_000.0, 180_000.0, 120_000.0]);
    let exit = "[exit]\nprobability = 1\nmonths = 18\nsaving_kept = 0.25\n";
    case.tables(exit).run().programme().are("gross_saving", &[120_000.0, 150_000.0, 60_000.0]);
}

#[test]
fn posts_go_at_once_where_savings_are_by_year_whatever_the_defaults() {
    let areas = "area,status,go_live,posts_removed,saving:2020/21,saving:2021/22\nICT,approved,2020-10,4,£60k,£120k\n";
    let defaults = "[defaults]\nembedding_months = 24\nworkforce_lag_months = 12\n";
    let run = Case::new("2020/21", "2021/22", areas).tables(defaults).run();
    run.programme().are("posts_removed", &[4.0, 4.0]);
    run.programme().are("gross_saving", &[60_000.0, 120_000.0]);
}

#[test]
fn costs_by_year_keep_their_shape_on_an_axis_that_lateness_stretches() {
    // As of month 18: £60k are left until month 24, and £240k until 36; twelve months late, [18, 36] becomes [18, 48].
    // What is left costs half as much again: £90k in [18, 28], £360k in [28, 48].
    let areas = "area,status,go_live,annual_saving,slippage_months,cost_overrun,cost:2020/21,cost:2021/22,cost:2022/23\n\
                 ICT,approved,2022-04,0,12,1.5,£60k,£120k,£240k\n";
    let run = Case::new("2020/21", "2023/24", areas).with_as_of("2021-10").run();
    run.programme().plans("implementation_cost", &[60_000.0, 120_000.0, 240_000.0, 0.0]);
    run.programme().are("implementation_cost", &[60_000.0, 114_000.0, 180_000.0, 216_000.0]);
}

#[test]
fn an_abandoned_area_spends_its_share_of_the_overrun_in_the_planned_years() {
    let areas = "area,status,go_live,probability,annual_saving,cost_overrun,cost:2020/21,cost:2021/22\n\
                 ICT,design,2021-04,0,0,1.5,£100k,£20k\n";
    let run = Case::new("2020/21", "2021/22", areas).run();
    run.programme().are("implementation_cost", &[75_000.0, 15_000.0]);
}

#[test]
fn an_overrun_multiplies_what_is_left_of_one_sum_too() {
    // Half of the window is past. E = £60k + £60k x 1.25, of which uniform(1, 1.5) has the variance 1/48.
    let areas = "area,status,go_live,annual_saving,implementation_cost,implementation_months,cost_overrun\n\
                 ICT,approved,2021-04,0,£120k,12,\"uniform(1, 1.5)\"\n";
    let run = Case::new("2020/21", "2021/22", areas).with_as_of("2020-10").run();
    run.programme().plans("implementation_cost", &[120_000.0, 0.0]);
    run.programme().mean("implementation_cost", "2020/21", 135_000.0, 60_000.0 / 48f64.sqrt());
}
