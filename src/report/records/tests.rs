//! What stands in the result files.

use super::super::specimen::forecast;
use super::super::{Beside, to_csv, to_json};
use super::*;
use crate::diagnostic::Diagnostics;

fn lines(records: &Records) -> Vec<String> {
    to_csv(records).lines().map(String::from).collect()
}

#[test]
fn a_summary_has_a_row_for_each_measure_and_year() {
    assert_eq!(
        lines(&Records::summary(&forecast())),
        [
            "measure,year,actual,plan,mean,sd,p5,p10,p20,p25,p50,p75,p80,p90,p95,mean_error,p5_error,p10_error,p20_error,\
             p25_error,p50_error,p75_error,p80_error,p90_error,p95_error",
            "gross_saving,2017/18,7.50,1234567.89,0.00,2.00,1.00,2.00,3.00,4.00,5.00,6.00,7.00,8.00,9.00,0.01,0.02,0.03,0.04,0.05,0.06,0.07,0.08,0.09,0.10",
            "areas_live,2017/18,,17,16.25,2,17.25,18.25,19.25,20.25,21.25,22.25,23.25,24.25,25.25,0.01,0.02,0.03,0.04,0.05,0.06,0.07,0.08,0.09,0.1",
            "benefit_cost_ratio,,,,,,,,,,,,,,,,,,,,,,,,",
            "payback_year,,,2017/18,,,2017/18,2017/18,2017/18,2017/18,2017/18,2017/18,2017/18,never,never,,,,,,,,,,",
        ]
    );
}

#[test]
fn partners_have_the_same_columns_behind_their_name() {
    let lines = lines(&Records::partners(&forecast()));
    assert!(lines[0].starts_with("partner,measure,year,actual,plan,"));
    assert!(lines[1].starts_with("Zoë & Co,gross_saving,2017/18,7.50,"));
    assert_eq!(lines.len(), 2);
}

#[test]
fn workforce_groups_have_the_same_columns_behind_their_name_and_count_posts() {
    let lines = lines(&Records::workforce(&forecast()));
    assert!(lines[0].starts_with("workforce,measure,year,actual,plan,"));
    assert!(lines[1].starts_with("Officers,headcount,2017/18,,2400.5,2410,"), "{}", lines[1]);
}

#[test]
fn an_area_that_never_goes_ahead_has_no_dates() {
    assert_eq!(
        lines(&Records::areas(&forecast())),
        [
            "area,status,planned_go_live,probability_live,go_live_p10,go_live_p50,go_live_p90,lateness_mean_months,\
             gross_saving_plan,gross_saving_mean,gross_saving_p10,gross_saving_p50,gross_saving_p90,\
             cost_plan,cost_mean,cost_p10,cost_p50,cost_p90,\
             net_saving_plan,net_saving_mean,net_saving_p10,net_saving_p50,net_saving_p90",
            "\"Fleet, and \"\"dogs\"\"\",live,2016-04,1.000000,2016-10,2016-10,2016-10,6,\
             100.00,101.00,102.00,103.00,104.00,10.00,11.00,12.00,13.00,14.00,90.00,91.00,92.00,93.00,94.00",
            "ICT,design,2018-01,0.000000,,,,,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00,0.00",
        ]
    );
}

#[test]
fn a_target_says_whose_part_it_looks_at_and_what_the_plan_says() {
    assert_eq!(
        lines(&Records::targets(&forecast())),
        [
            "target,partner,portfolio,area,workforce,measure,by,at_least,at_most,plan,plan_meets,probability,ci_low,ci_high",
            "Promised,,,,,cumulative_gross_saving,2017/18,10600000.00,,10600000.00,yes,0.125000,0.100000,0.150000",
            "Pays back,,Support,,,payback_year,,,2017/18,never,no,0.125000,0.100000,0.150000",
            "Two for one,Zoë & Co,,,,benefit_cost_ratio,,2.000000,,,no,0.125000,0.100000,0.150000",
        ]
    );
}

#[test]
fn every_row_has_a_cell_for_each_column() {
    let forecast = forecast();
    for records in [Records::summary, Records::partners, Records::workforce, Records::areas, Records::targets]
        .map(|of| of(&forecast))
    {
        assert!(records.rows.iter().all(|row| row.len() == records.columns.len()));
    }
}

#[test]
fn the_json_document_has_the_same_rows_and_says_what_the_run_was() {
    let text = to_json(&forecast(), &Diagnostics::default(), &Beside::default());
    assert!(text.starts_with("{\n  \"format\": \"foresave run, format 1\",\n  \"manifest\": {"));
    let document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let manifest = &document["manifest"];
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(manifest["title"], "Alliance, \"blue\"");
    assert_eq!(manifest["seed"], (1u64 << 63) - 1, "no seed is rounded");
    assert_eq!(manifest["trials"], 1000);
    assert_eq!(manifest["sampling"], "random");
    assert_eq!(manifest["elapsed_seconds"], 1.235);
    assert_eq!(manifest["quantiles"], "exact");
    assert_eq!(manifest["files"][0]["sha256"], "ab12");
    assert_eq!(document["summary"][0]["plan"], 1_234_567.89);
    assert_eq!(document["summary"][0]["mean"], 0.0);
    assert!(document["summary"][2]["mean"].is_null());
    assert_eq!(document["summary"][3]["p95"], "never");
    assert_eq!(document["partners"][0]["partner"], "Zoë & Co");
    assert_eq!(document["areas"][1]["name"], serde_json::Value::Null, "columns are those of the CSV file");
    assert_eq!(document["areas"][1]["area"], "ICT");
    assert_eq!(document["targets"][0]["plan_meets"], true);
    assert_eq!(document["net_saving_curve"][1]["net_saving"], 5.5);
    assert_eq!(document["learnt"][0]["not_yet"], 1);
    assert_eq!(document["register"][1]["figures"], 40);
}

#[test]
fn keys_stand_in_the_order_of_the_columns() {
    let text = to_json(&forecast(), &Diagnostics::default(), &Beside::default());
    let row = &text[text.find("\"summary\"").unwrap()..];
    let places =
        ["measure", "year", "actual", "plan", "mean", "sd", "p5", "p95"].map(|key| row.find(&format!("\"{key}\":")));
    assert!(places.is_sorted() && places[0].is_some(), "{places:?}");
}
