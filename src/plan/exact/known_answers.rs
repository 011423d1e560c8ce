//! Programmes whose plan and past were worked out on paper.

use super::specimen::{area, live, month, programme};
use super::{Amounts, past, planned, whole};
use crate::fiscal::FinancialYear;
use crate::money::{Pounds, round_to_the_penny};
use crate::plan::Part;
use crate::programme::{
    Actual, Area, AreaColumn, Flow, Growth, GrowthRates, Programme, ProgrammeCost, Quantity, Terms, Until,
};
use rust_decimal::Decimal;

fn quantity(text: &str) -> Quantity {
    Quantity::Fixed(text.parse().unwrap())
}

fn growth(first: i32, rates: &[&str]) -> GrowthRates {
    let years = (first..).map(FinancialYear::beginning);
    years.zip(rates).map(|(year, rate)| Growth { year, rate: quantity(rate) }).collect()
}

fn plan_of(programme: &Programme) -> Amounts {
    planned(programme).unwrap().of(&Part::programme(programme))
}

fn past_of(programme: &Programme) -> Amounts {
    past(programme).unwrap().of(&Part::programme(programme))
}

fn to_the_penny(amounts: &[Decimal]) -> Vec<String> {
    amounts.iter().map(|amount| round_to_the_penny(*amount).normalize().to_string()).collect()
}

/// Pay and prices around a base in the third year, without an area.
fn priced() -> Programme {
    let mut programme = programme(2014, 6, "2014-04");
    programme.prices.terms = Terms::Cash;
    programme.prices.base = FinancialYear::beginning(2016);
    programme.prices.pay_growth = growth(2015, &["0.01", "0.01", "0.01", "0.03", "0.01"]);
    programme.prices.price_growth = growth(2015, &["0.05", "0.02", "0.02", "0.02", "0.02"]);
    programme.discounting.base = FinancialYear::beginning(2016);
    programme.discounting.steps = vec![(0, Decimal::new(35, 3))];
    programme
}

#[test]
fn indices_move_every_line_by_its_own_year() {
    let mut programme = priced();
    let alpha =
        [(AreaColumn::AnnualSaving, "1000000"), (AreaColumn::PayShare, "0.6"), (AreaColumn::RunningCost, "90000")];
    let beta = [
        (AreaColumn::AnnualSaving, "240000"),
        (AreaColumn::PayShare, "1"),
        (AreaColumn::PostsRemoved, "10"),
        (AreaColumn::RedundancyShare, "0.5"),
        (AreaColumn::RedundancyCostPerPost, "30000"),
        (AreaColumn::WorkforceLagMonths, "7"),
        (AreaColumn::ImplementationCost, "300000"),
    ];
    let beta = Area { implementation_months: Decimal::from(30), ..area("Beta", "2018-10", &beta) };
    programme.areas = vec![live(area("Alpha", "2013-04", &alpha), "2013-04", None), beta];
    let plan = plan_of(&programme);
    let saving = ["961660.36", "986216.27", "1000000", "1014000", "1040340", "1286059.66"];
    assert_eq!(to_the_penny(&plan[Flow::GrossSaving]), saving);
    assert_eq!(to_the_penny(&plan[Flow::RunningCost])[..2], ["84033.61", "88235.29"]);
    assert_eq!(to_the_penny(&plan[Flow::ImplementationCost]), ["0", "0", "120000", "122400", "62424", "0"]);
    assert_eq!(to_the_penny(&plan[Flow::RedundancyCost])[4..], ["0", "157605.45"]);
    assert_eq!(to_the_penny(&plan.posts_removed), ["0", "0", "0", "0", "0", "10"]);
    let lines = planned(&programme).unwrap();
    let measures = whole(&plan, &programme, &lines.price_index).unwrap();
    assert_eq!(to_the_penny(&[measures.npv]), ["5173837.52"]);
}

fn actual(area: Option<usize>, year: i32, amounts: [Option<&str>; 3]) -> Actual {
    let pounds = |text: &str| Pounds::new(text.parse().unwrap());
    let [gross_saving, cost, grant] = amounts.map(|amount| amount.map(pounds));
    Actual { area, year: FinancialYear::beginning(year), gross_saving, cost, grant }
}

/// As of October 2017, halfway through the third of five years.
fn reported() -> Programme {
    let mut programme = programme(2015, 5, "2017-10");
    let facts = [
        (AreaColumn::AnnualSaving, "120000"),
        (AreaColumn::RunningCost, "12000"),
        (AreaColumn::DelayCostPerMonth, "2000"),
        (AreaColumn::ImplementationCost, "60000"),
        (AreaColumn::CashableShare, "0.5"),
    ];
    let likely = [(AreaColumn::AnnualSaving, "120000"), (AreaColumn::Realisation, "0.75")];
    let overdue = [
        (AreaColumn::AnnualSaving, "240000"),
        (AreaColumn::DelayCostPerMonth, "2000"),
        (AreaColumn::ImplementationCost, "300000"),
    ];
    let under_way = [(AreaColumn::AnnualSaving, "240000"), (AreaColumn::ImplementationCost, "120000")];
    programme.areas = vec![
        Area { implementation_months: Decimal::from(6), ..area("Facts", "2015-04", &facts) },
        live(area("Likely", "2015-10", &likely), "2015-10", None),
        Area { implementation_months: Decimal::from(30), ..area("Overdue", "2017-01", &overdue) },
        area("Under way", "2018-04", &under_way),
    ];
    programme.areas[0] = live(programme.areas[0].clone(), "2015-10", Some("0.8"));
    programme.actuals = vec![
        actual(Some(0), 2015, [Some("35000"), None, None]),
        actual(Some(0), 2017, [Some("41000"), Some("7000"), None]),
        actual(None, 2016, [None, Some("5000"), Some("9000")]),
    ];
    programme
}

#[test]
fn the_past_is_what_was_reported_and_else_what_was_likely() {
    let past = past_of(&reported());
    assert_eq!(to_the_penny(&past[Flow::GrossSaving]), ["95000", "216000", "101000", "0", "0"]);
    assert_eq!(to_the_penny(&past[Flow::CashableSaving]), ["77500", "168000", "80500", "0", "0"]);
    assert_eq!(to_the_penny(&past[Flow::ImplementationCost]), ["120000", "90000", "60000", "0", "0"]);
    assert_eq!(to_the_penny(&past[Flow::DelayCost]), ["12000", "6000", "12000", "0", "0"]);
    assert_eq!(to_the_penny(&past[Flow::RunningCost]), ["6000", "12000", "6000", "0", "0"]);
    // The reported cost of Facts stands for all of its kinds.
    assert_eq!(to_the_penny(&past[Flow::TotalCost]), ["138000", "113000", "79000", "0", "0"]);
    assert_eq!(to_the_penny(&past[Flow::Grant]), ["0", "9000", "0", "0", "0"]);
    assert_eq!(past.current_run_rate, Decimal::from(216_000));
}

#[test]
fn the_plan_stays_what_was_promised() {
    let plan = plan_of(&reported());
    assert_eq!(to_the_penny(&plan[Flow::GrossSaving])[1], "300000");
    assert_eq!(to_the_penny(&plan[Flow::TotalCost])[1], "102000");
    assert_eq!(to_the_penny(&plan[Flow::Grant])[1], "0");
    assert_eq!(plan.current_run_rate, Decimal::from(480_000));
}

#[test]
fn cost_lines_end_at_their_date_at_the_last_go_live_or_with_the_horizon() {
    let mut programme = programme(2015, 4, "2015-10");
    programme.prices.terms = Terms::Cash;
    programme.prices.price_growth = growth(2016, &["0.1"; 3]);
    programme.prices.pay_growth = growth(2016, &["0"; 3]);
    programme.areas = vec![area("One", "2016-10", &[]), live(area("Old", "2014-04", &[]), "2014-04", None)];
    let line = |name: &str, per_year, from, until| ProgrammeCost {
        name: name.into(),
        per_year: quantity(per_year),
        from: month(from),
        until,
    };
    programme.programme_costs = vec![
        line("Team", "120000", "2015-04", Until::LastGoLive),
        line("Old team", "24000", "2015-07", Until::Date(month("2016-04"))),
        line("Tail", "60000", "2018-10", Until::Date(month("2019-04"))),
        line("Outside", "1000000", "2014-04", Until::Date(month("2015-04"))),
    ];
    assert_eq!(to_the_penny(&plan_of(&programme)[Flow::ProgrammeCost]), ["138000", "66000", "0", "39930"]);
    assert_eq!(to_the_penny(&past_of(&programme)[Flow::ProgrammeCost]), ["66000", "0", "0", "0"]);
}

#[test]
fn the_current_run_rate_is_that_of_the_data_date_in_its_years_prices() {
    let mut programme = programme(2015, 3, "2016-10");
    programme.prices.terms = Terms::Cash;
    programme.prices.pay_growth = growth(2016, &["0.1"; 2]);
    programme.prices.price_growth = growth(2016, &["0.05"; 2]);
    let ramp = [
        (AreaColumn::AnnualSaving, "1200000"),
        (AreaColumn::EmbeddingMonths, "24"),
        (AreaColumn::PayShare, "0.5"),
        (AreaColumn::WorkforceLagMonths, "4"),
    ];
    let plain = [(AreaColumn::AnnualSaving, "240000")];
    let million = [(AreaColumn::AnnualSaving, "1000000")];
    programme.areas = vec![
        live(area("Ramp", "2016-02", &ramp), "2016-04", Some("0.8")),
        live(area("Plain", "2014-04", &plain), "2014-04", None),
        live(Area { ends: Some(month("2016-04")), ..area("Ended", "2014-04", &million) }, "2014-04", None),
        area("Late", "2016-04", &million),
    ];
    assert_eq!(past_of(&programme).current_run_rate, Decimal::from(422_000));
    assert_eq!(plan_of(&programme).current_run_rate, Decimal::from(1_622_000));
}
