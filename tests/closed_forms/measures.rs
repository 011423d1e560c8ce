//! Measures of the whole horizon (section 6), and percentiles of labels (section 10).

use super::case::Case;
use foresave::fiscal::FinancialYear;
use foresave::programme::Payback;

fn year(first: i32) -> Payback {
    Payback::Year(FinancialYear::beginning(first))
}

#[test]
fn each_years_discount_factor_is_the_one_before_over_one_plus_its_own_rate() {
    // £75k net a year; base is the second year; 4 % from the base on, 10 % from two years after it on.
    let areas = "area,status,go_live,went_live,annual_saving,running_cost\nICT,live,2020-04,2020-04,£100k,£25k\n";
    let rates = "[discounting]\nrate = { 0 = \"4%\", 2 = \"10%\" }\nbase = \"2021/22\"\n";
    let run = Case::new("2020/21", "2023/24", areas).tables(rates).run();
    // Factors 1.04, 1, 1/1.04, 1/1.04/1.1.
    let factors = 1.04 + 1.0 + 1.0 / 1.04 + 1.0 / 1.04 / 1.1;
    run.programme().is_as_planned("npv", "", 75_000.0 * factors);
    // Four to one in every year.
    run.programme().is("benefit_cost_ratio", "", 4.0);
}

#[test]
fn the_discounting_base_is_the_data_dates_year_unless_said_otherwise() {
    let areas = "area,status,go_live,went_live,annual_saving\nICT,live,2020-04,2020-04,£100k\n";
    let run = Case::new("2020/21", "2022/23", areas).with_as_of("2021-09").run();
    run.programme().is("npv", "", 100_000.0 * (1.035 + 1.0 + 1.0 / 1.035));
}

#[test]
fn a_ratio_without_costs_is_blank_and_so_is_one_that_lacks_them_in_some_trials() {
    let areas = "area,status,go_live,went_live,annual_saving\nICT,live,2020-04,2020-04,£100k\n";
    let case = Case::new("2020/21", "2020/21", areas);
    assert!(case.run().programme().is_blank("benefit_cost_ratio"));
    assert!(case.run().programme().is_blank("payback_year"));
    let sometimes = case.risks("risk,probability,cost\nClaim,0.5,£10k\n").run();
    assert!(sometimes.programme().is_blank("benefit_cost_ratio"));
    assert!(sometimes.programme().is_blank("payback_year"));
}

#[test]
fn an_uncertain_ratio_has_the_quantiles_of_its_cost() {
    // £100k over a cost uniform(£50k, £100k): P(ratio <= x) = P(K >= 100k/x) = 2 - 2/x.
    let areas = "area,status,go_live,annual_saving,implementation_cost,implementation_months\n\
                 ICT,approved,2020-04,£100k,,\nHR,approved,2020-10,0,\"uniform(£50k, £100k)\",6\n";
    let run = Case::new("2020/21", "2020/21", areas).run();
    // P50 at 4/3, density 2/x^2.
    run.programme().quantile("benefit_cost_ratio", "", (0.5, 4.0 / 3.0), 9.0 / 8.0);
    run.programme().quantile("benefit_cost_ratio", "", (0.9, 2.0 / 1.1), 2.0 / (2.0f64 / 1.1).powi(2));
}

#[test]
fn payback_is_the_first_year_from_which_the_sum_stays_at_or_above_nothing() {
    // The running sum is -100k, -40k, exactly nothing, then 60k and 120k; with probability 0.3 a loss of £200k in the
    // fourth year makes it -140k and -80k.
    let areas = "area,status,go_live,annual_saving,implementation_cost,implementation_months\n\
                 ICT,approved,2021-04,£60k,£100k,12\n";
    let risks = "risk,probability,cost,date\nFine,1,£20k,2022-05\nBlow,0.3,£200k,2023-05\n";
    let target = "[[target]]\nname = \"Paid back\"\nmeasure = \"payback_year\"\nat_most = \"2022/23\"\n";
    let run = Case::new("2020/21", "2024/25", areas).risks(risks).tables(target).run();
    let (plan, quantiles) = run.programme().payback("payback_year");
    // The plan has no risks: -100k, -40k, +20k.
    assert_eq!(plan, Some(year(2022)));
    // P5 to P50 the third year; from P75 on never.
    let never = Payback::Never;
    let third = year(2022);
    assert_eq!(quantiles, Some([third, third, third, third, third, never, never, never, never]));
    run.meets("Paid back", 0.7);
}

#[test]
fn what_was_spent_before_the_current_year_counts_for_the_payback_year_and_not_for_payback_from_now() {
    // As of the second year: £100k were spent in the first; £30k in the second. From the second year on they are back in
    // the third, -30k and 10k; with the first the sum is -100k, -130k and -90k.
    let areas = "area,status,go_live,went_live,annual_saving,implementation_cost,implementation_months\n\
                 Old,live,2021-04,2021-04,0,£100k,12\nNew,approved,2022-04,,£40k,£30k,12\n";
    let run = Case::new("2020/21", "2022/23", areas).with_as_of("2021-04").run();
    assert_eq!(run.programme().payback("payback_from_now"), (Some(year(2022)), Some([year(2022); 9])));
    assert_eq!(run.programme().payback("payback_year"), (Some(Payback::Never), Some([Payback::Never; 9])));
    let before = Case::new(
        "2020/21",
        "2021/22",
        "area,status,go_live,went_live,annual_saving,implementation_cost\n\
                 Old,live,2021-04,2021-04,£1k,£100k\n",
    );
    let run = before.with_as_of("2021-04").run();
    assert!(run.programme().is_blank("payback_from_now"));
    assert!(!run.programme().is_blank("payback_year"));
}

#[test]
fn the_current_run_rate_is_the_rate_at_the_data_date() {
    // Live for 6 of 12 months of embedding, 90 % realised as seen; one that goes live at A itself counts nothing yet.
    let areas = "area,status,go_live,went_live,annual_saving,embedding_months,realised_share\n\
                 ICT,live,2020-06,2020-07,£120k,12,0.9\nHR,approved,2021-01,,£60k,12,\n";
    let run = Case::new("2020/21", "2021/22", areas).with_as_of("2021-01").run();
    run.programme().is("current_run_rate", "", 54_000.0);
    // Planned from month 2: 7/12 of it.
    run.programme().plan("current_run_rate", "", 70_000.0);
}

#[test]
fn amounts_are_compared_with_targets_to_the_penny() {
    let areas =
        "area,status,go_live,went_live,annual_saving\nICT,live,2020-04,2020-04,£33.33\nHR,live,2020-04,2020-04,£0.01\n";
    let target = "[[target]]\nname = \"Reached\"\nmeasure = \"gross_saving\"\nby = \"2020/21\"\nat_least = \"£33.34\"\n\
                  [[target]]\nname = \"Missed\"\nmeasure = \"gross_saving\"\nby = \"2020/21\"\nat_least = \"£33.35\"\n";
    let run = Case::new("2020/21", "2020/21", areas).tables(target).run();
    run.meets("Reached", 1.0);
    run.meets("Missed", 0.0);
}

#[test]
fn targets_of_cashable_measures_are_met_as_their_twins_are_where_every_saving_releases_cash() {
    let areas = "area,status,go_live,went_live,annual_saving\nA,live,2020-04,2020-04,\"uniform(0, 100)\"\n";
    let target = |measure: &str, by: &str| {
        format!("[[target]]\nname = \"{measure}\"\nmeasure = \"{measure}\"\n{by}at_least = 25\n")
    };
    let of_year = "by = \"2020/21\"\n";
    let yearly = ["cashable_saving", "budget_effect", "cumulative_cashable_saving", "cumulative_budget_effect"];
    let tables: String = yearly.iter().map(|measure| target(measure, of_year)).collect();
    let run = Case::new("2020/21", "2021/22", areas).tables(&(tables + &target("horizon_budget_effect", ""))).run();
    yearly.iter().for_each(|measure| run.meets(measure, 0.75));
    run.meets("horizon_budget_effect", 0.875);
}
