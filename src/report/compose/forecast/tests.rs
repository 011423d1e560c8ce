//! What a finance officer reads, in whole.

use super::{Subject, TERMINAL};
use crate::fiscal::FinancialYear;
use crate::forecast::{
    Estimate, Forecast, Learnt, MeasureForecast, MeasureValue, QuantileMethod, Spread, Summary, TargetForecast,
    TargetPlan,
};
use crate::programme::{
    Direction, Flow, Mark, Measure, Payback, Programme, Sampling, Staffing, Stock, TargetPart, Terms, Threshold, Whole,
};
use crate::report::chart::example;
use crate::report::document::Document;
use crate::report::{Look, compose, specimen, to_terminal};
use crate::scenario::{self, Files};
use insta::assert_snapshot;
use rust_decimal::Decimal;

const WIDTH: usize = 80;

/// A shipped scenario, of which a report takes risks, exit and register.
fn programme() -> Programme {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/dorset-devon-cornwall/scenario.toml");
    scenario::read(&Files::at(path)).unwrap().programme
}

fn document(forecast: &Forecast) -> Document {
    compose::forecast(&Subject {
        bridge: None,
        programme: &programme(),
        forecast,
        inputs: &[],
        drawings: &[],
        analyses: &[],
        in_standard_errors: false,
    })
}

fn shown(forecast: &Forecast, sections: &[&str]) -> String {
    let text = to_terminal(&document(forecast), Look { width: WIDTH, sections, with_headings: true });
    assert!(text.lines().all(|line| line.chars().count() <= WIDTH), "{text}");
    assert!(text.lines().all(|line| line == line.trim_end()), "{text}");
    text
}

/// What a terminal shows.
fn text(forecast: &Forecast) -> String {
    shown(forecast, &TERMINAL)
}

/// The lines from the one that begins with `first` up to the next blank one.
fn section(forecast: &Forecast, first: &str) -> String {
    let text = shown(forecast, &[]);
    let lines = text.lines().skip_while(|line| !line.starts_with(first)).take_while(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
}

/// A measure of the horizon whose P5 to P95 are `low`, `low` + £1m, ...
fn whole(measure: Whole, plan: f64, low: f64) -> MeasureForecast {
    let steps = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
    let summary = Summary {
        mean: Estimate { value: low + 4e6, error: 6_000.0 },
        sd: 2e6,
        quantiles: steps
            .map(|step| Estimate { value: low + 1e6 * step, error: if step < 5.0 { 8_000.0 } else { 30_000.0 } }),
        spread: Spread::Spread,
    };
    let value = MeasureValue::Amount { plan: Some(plan), summary: Some(summary) };
    MeasureForecast { measure: Measure::Whole(measure), year: None, actual: None, planned: None, value }
}

fn alliance() -> Forecast {
    let mut forecast = example::alliance();
    let rows = &mut forecast.programme.rows;
    rows.push(whole(Whole::HorizonGrossSaving, 10_600_000.0, 4_123_000.0));
    rows.push(whole(Whole::HorizonCost, 1_602_600.0, 1_541_000.0));
    forecast.learnt = vec![learnt("slippage_months", 0.6, 17, 2), learnt("realisation", -1.3, 5, 0)];
    forecast.register =
        Some(vec![(Mark::Published, 4), (Mark::SecondHand, 0), (Mark::Derived, 2), (Mark::Assumption, 31)]);
    forecast
}

fn learnt(column: &'static str, mean: f64, observed: usize, not_yet: usize) -> Learnt {
    let seen = match column {
        "slippage_months" => Some((1.96, 3.5 - mean)),
        "realisation" => Some((0.92, 0.92 - 0.05 * mean)),
        _ => None,
    };
    Learnt { column, among: "all areas".into(), observed, not_yet, seen: seen.filter(|_| observed > 0), mean, sd: 0.5 }
}

#[test]
fn a_report_of_an_alliance_reads_like_this() {
    assert_snapshot!(shown(&alliance(), &[]));
}

#[test]
fn savings_are_read_at_the_low_percentile_and_costs_at_the_high_one() {
    let cautious = section(&alliance(), "The cautious reading");
    // P20 of the gross saving is £6.123m, P80 of the cost £7.541m, good to £59k.
    assert!(cautious.contains("gross saving of at least £6.12m"), "{cautious}");
    assert!(cautious.contains("total cost of at most £7.6m"), "{cautious}");
    let mut loss = alliance();
    loss.programme.rows = vec![whole(Whole::HorizonNetSaving, 1e6, -7_000_400.0)];
    let cautious = section(&loss, "The cautious reading");
    assert!(
        cautious.contains("80% chance of a net cost of at most £5.01m, or of a saving (plan: £1.00m)"),
        "{cautious}"
    );
}

#[test]
fn an_illustrative_scenario_says_so_and_real_terms_name_their_prices() {
    let mut forecast = alliance();
    forecast.title = "An alliance (Illustrative figures)".into();
    forecast.terms = Terms::Real;
    forecast.notes = Some("Prices as published.".into());
    assert_snapshot!(section(&forecast, "An alliance"));
    assert!(!text(&example::alliance()).contains("Illustrative"));
}

#[test]
fn every_kind_of_target_is_a_sentence() {
    let mut forecast = alliance();
    let year = Some(FinancialYear::beginning(2021));
    let amount = |measure: Measure, direction, threshold: Decimal, plan: f64, probability| TargetForecast {
        name: measure.name(),
        by: measure.is_yearly().then_some(year).flatten(),
        direction,
        threshold: Threshold::Amount(threshold),
        plan: TargetPlan::Amount(plan),
        ..example::target("", measure, 2021, 0, probability)
    };
    let payback = |direction, plan: Payback, probability| TargetForecast {
        name: "Payback".into(),
        direction,
        threshold: Threshold::Year(FinancialYear::beginning(2020)),
        plan: TargetPlan::Payback(plan),
        plan_meets: Some(plan != Payback::Never),
        ..example::target("", Measure::Whole(Whole::PaybackYear), 2021, 0, probability)
    };
    let (least, most) = (Direction::AtLeast, Direction::AtMost);
    let spend = Measure::Cumulative(Flow::ImplementationCost);
    let posts = Measure::Stock(Stock::PostsRemoved);
    let live = Measure::Stock(Stock::AreasLive);
    let run_rate = Measure::Stock(Stock::RunRate);
    let ratio = Measure::Whole(Whole::BenefitCostRatio);
    let named =
        |part, name: &str, target: TargetForecast| TargetForecast { part, part_name: Some(name.into()), ..target };
    let certain = |target| TargetForecast { is_certain: true, ..target };
    forecast.targets = vec![
        amount(spend, most, Decimal::from(60_000_000), 60_000_000.01, 0.885),
        amount(posts, least, Decimal::from(519), 519.5, 0.305),
        amount(live, most, Decimal::from(12), 17.0, 0.000_04),
        named(
            TargetPart::Portfolio("Support".into()),
            "Support",
            amount(run_rate, least, 3_180_000.into(), 3.2e6, 0.999_97),
        ),
        named(TargetPart::Partner(0), "Dorset Police", amount(ratio, least, Decimal::new(15, 1), 1.234_567, 0.5)),
        named(TargetPart::Area(0), "ICT", amount(Measure::Whole(Whole::Npv), least, Decimal::ZERO, -12.5, 0.2)),
        payback(most, Payback::Never, 0.8),
        payback(least, Payback::Year(FinancialYear::beginning(2019)), 0.03),
        certain(amount(Measure::Whole(Whole::CurrentRunRate), least, 1_100_000.into(), 1.1e6, 1.0)),
        certain(amount(Measure::Flow(Flow::GrossSaving), least, 1_112_345.into(), 1.1e6, 0.0)),
    ];
    assert_snapshot!(section(&forecast, "The targets in sentences"));
}

#[test]
fn a_payback_that_leaves_earlier_years_out_says_so() {
    let mut forecast = alliance();
    let target = example::target("Payback", Measure::Whole(Whole::PaybackFromNow), 2021, 0, 0.5);
    forecast.targets = vec![TargetForecast { threshold: Threshold::Year(FinancialYear::beginning(2020)), ..target }];
    assert!(!section(&forecast, "The targets in sentences").contains("Payback is counted from"));
    forecast.as_of = forecast.horizon.year(1).april();
    let targets = section(&forecast, "The targets in sentences");
    assert!(targets.contains("Payback is counted from 2018/19 on"), "{targets}");
    forecast.targets[0].measure = Measure::Whole(Whole::PaybackYear);
    assert!(!section(&forecast, "Targets").contains("Payback is counted from"));
}

#[test]
fn a_target_that_trials_could_have_met_is_a_chance_though_none_met_it() {
    let mut forecast = alliance();
    forecast.targets[0].probability = 0.0;
    let targets = section(&forecast, "The targets in sentences");
    assert!(targets.contains("None of the 100,000 simulated futures reach a gross saving"), "{targets}");
}

#[test]
fn a_small_run_gives_intervals_and_asks_for_more_trials() {
    let mut forecast = specimen::forecast();
    forecast.programme.rows.push(whole(Whole::HorizonNetSaving, 1e6, -2_000_000.0));
    if let MeasureValue::Amount { summary: Some(summary), .. } = &mut forecast.programme.rows.last_mut().unwrap().value
    {
        summary.quantiles[1].error = 250_000.0;
    }
    assert_snapshot!(text(&forecast));
}

#[test]
fn a_handful_of_trials_says_nothing_of_chances() {
    let mut forecast = alliance();
    forecast.run.trials = 10;
    let text = text(&forecast);
    assert!(text.contains("That is too few"), "{text}");
    assert!(!text.contains("80% chance"), "{text}");
}

#[test]
fn without_targets_evidence_or_register_nothing_is_said_of_them() {
    let text = text(&example::uniform(2, 1e5, 0.9, 2e4));
    for absent in ["Targets", "Delivery so far", "of the register"] {
        assert!(!text.contains(absent), "{text}");
    }
}

#[test]
fn figures_without_spread_are_called_certain() {
    let mut forecast = example::uniform(1, 123_456.0, 1.0, 0.0);
    forecast.run.quantiles = QuantileMethod::Binned { largest_error: 0.012_34 };
    assert_snapshot!(text(&forecast));
}

#[test]
fn sixty_years_of_large_and_negative_amounts_fit_the_width() {
    for (plan, spread) in [(1e6, 2e5), (-1e12, 1e11), (9.99e14, 1e9), (3.0, 0.5), (-45_000.0, 1e6)] {
        let text = text(&example::uniform(60, plan, 0.9, spread));
        assert!(text.contains("2079/80"), "{text}");
    }
    assert_snapshot!(text(&example::uniform(3, -1e12, 0.9, 2e10)));
}

/// The cells of a year's rows: those of each block, one behind the other.
fn cells(forecast: &Forecast, year: &str) -> Vec<String> {
    let text = text(forecast);
    let rows = text.lines().filter(|line| line.starts_with(&format!("{year} ")));
    rows.flat_map(|row| row.split_whitespace().skip(1)).map(str::to_owned).collect()
}

/// The summaries of the net saving of the years, in their order.
fn of_years(forecast: &mut Forecast) -> impl Iterator<Item = &mut Summary> {
    let flows = forecast.programme.rows.iter_mut().filter(|row| row.measure == Measure::Flow(Flow::NetSaving));
    flows.filter_map(|row| match &mut row.value {
        MeasureValue::Amount { summary, .. } => summary.as_mut(),
        MeasureValue::Payback { .. } => None,
    })
}

fn percentiles_of(summary: &mut Summary, [p10, p50, p90]: [f64; 3], [e10, e50, e90]: [f64; 3]) {
    let [p10, p50, p90] = [(p10, e10), (p50, e50), (p90, e90)].map(|(value, error)| Estimate { value, error });
    summary.quantiles = [p10, p10, p10, p50, p50, p50, p90, p90, p90];
    (summary.mean, summary.sd, summary.spread) = (p50, (p90.value - p10.value) / 2.56, Spread::Spread);
}

#[test]
fn each_figure_has_the_decimals_that_its_own_error_supports() {
    let mut forecast = example::uniform(2, 1e6, 1.0, 1e5);
    forecast.run.sampling = Sampling::Sobol;
    let mut years = of_years(&mut forecast);
    percentiles_of(years.next().unwrap(), [0.912e6, 1.012e6, 1.112e6], [30_000.0, 9.0, 9.0]);
    percentiles_of(years.next().unwrap(), [0.912e6, 1.012e6, 1.112e6], [900.0, 9.0, 9.0]);
    drop(years);
    // 1.96 x £30k / 2 = £29k: the last digit is worth £100k. 1.96 x £900 / 2 = £880: £1k, and three digits are enough.
    assert_eq!(cells(&forecast, "2020/21")[..5], ["1.00", "1.01", "0.9", "1.01", "1.11"]);
    assert_eq!(cells(&forecast, "2021/22")[..5], ["1.00", "1.01", "0.91", "1.01", "1.11"]);
}

#[test]
fn a_fact_beside_uncertain_years_is_shown_in_their_unit() {
    let mut forecast = example::uniform(2, -327_000.0, 1.0, 0.0);
    percentiles_of(of_years(&mut forecast).nth(1).unwrap(), [-3.1e9, 1e9, 4.2e9], [5e7; 3]);
    assert_eq!(cells(&forecast, "2020/21")[..5], ["-0.00033"; 5]);
    // The plan of an uncertain year is exact, too.
    assert_eq!(cells(&forecast, "2021/22")[..5], ["-0.00033", "1.0", "-3.1", "1.0", "4.2"]);
    percentiles_of(of_years(&mut forecast).nth(1).unwrap(), [-3.1e6, 1e6, 4.2e6], [5e5; 3]);
    assert_eq!(cells(&forecast, "2020/21")[..5], ["-0.33"; 5]);
    assert_eq!(cells(&forecast, "2021/22")[..5], ["-0.33", "1", "-3", "1", "4"]);
}

#[test]
fn an_amount_of_pence_is_not_nothing() {
    let forecast = example::uniform(1, 0.3, 1.0, 0.0);
    assert_eq!(cells(&forecast, "2020/21")[..5], ["0.30"; 5]);
}

#[test]
fn two_trials_have_a_mean_and_no_percentiles() {
    let mut forecast = example::uniform(2, 1e6, 1.0, 1e5);
    forecast.run.trials = 2;
    of_years(&mut forecast).for_each(|summary| summary.mean.error = 70_000.0);
    let text = text(&forecast);
    for absent in ["P10", "1 in 10", "Percentiles"] {
        assert!(!text.contains(absent), "{text}");
    }
}

#[test]
fn what_has_no_spread_is_neither_a_chance_nor_good_to_nothing() {
    let mut forecast = example::uniform(1, 0.0, 1.0, 0.0);
    let rare = |forecast: &mut Forecast| {
        let total = forecast.programme.rows.last_mut().unwrap();
        let MeasureValue::Amount { summary: Some(summary), .. } = &mut total.value else { panic!("an amount") };
        (summary.sd, summary.spread) = (1_000.0, Spread::Nearly(Estimate::known(0.97)));
    };
    for change in [|_: &mut Forecast| (), rare] {
        change(&mut forecast);
        let text = text(&forecast).split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(!text.contains("80% chance") && !text.contains("±£0"), "{text}");
        assert!(text.contains("The total net saving is the same in"), "{text}");
    }
    assert!(text(&forecast).contains("net saving of £0 in 97.0% of the simulated futures"));
}

#[test]
fn a_target_of_a_workforce_group_names_its_year() {
    let mut forecast = alliance();
    let target = |staffing, year| TargetForecast {
        by: Some(FinancialYear::beginning(year)),
        direction: Direction::AtMost,
        part: TargetPart::Workforce(0),
        part_name: Some("Officers".into()),
        ..example::target("Posts", Measure::Staffing(staffing), year, 2_400, 0.25)
    };
    forecast.targets = vec![target(Staffing::Headcount, 2020), target(Staffing::TurnoverNeeded, 2021)];
    let text = section(&forecast, "The targets in sentences").split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("headcount of 2,400 or fewer at the end of 2020/21 for the workforce group Officers"),
        "{text}"
    );
    assert!(text.contains("turnover needed of 2,400 or fewer in 2021/22 for"), "{text}");
}

#[test]
fn delivery_so_far_is_told_by_what_it_means_for_the_rest() {
    let mut forecast = alliance();
    forecast.learnt = vec![
        learnt("slippage_months", -0.4, 3, 0),
        learnt("realisation", 0.3, 1, 0),
        learnt("implementation_cost", 1.2, 4, 0),
        learnt("slippage_months", 0.05, 0, 1),
    ];
    assert_snapshot!(section(&forecast, "Delivery so far"));
}
