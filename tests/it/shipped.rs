//! The scenarios that are shipped: each reads without error, its register of assumptions leaves no
//! figure out, and every figure that was published for it is the plan's.

use foresave::fiscal::{FinancialYear, Month};
use foresave::plan::{Amounts, Lines, Part, Staff, planned, whole};
use foresave::programme::{AreaColumn, Flow, Measure, Programme, Stock, Whole};
use foresave::scenario::{self, Files, Reading};
use rust_decimal::Decimal;
use std::path::PathBuf;

/// Every scenario file that is shipped.
const SHIPPED: [&str; 11] = [
    "calsa/scenario.toml",
    "cumbria-lancashire-2005/scenario.toml",
    "dorset-devon-cornwall/scenario.toml",
    "dorset-devon-cornwall/scenario-from-2015.toml",
    "dorset-devon-cornwall/scenario-net-of-costs.toml",
    "dorset-devon-cornwall/scenario-slow-embedding.toml",
    "dorset-devon-cornwall/scenario-with-design.toml",
    "dorset-devon-cornwall/scenario-with-merger.toml",
    "lancashire-futures/scenario.toml",
    "savings-tracker/scenario.toml",
    "three-force/scenario.toml",
];

fn folder() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "scenarios"].iter().collect()
}

fn read(name: &str) -> Reading {
    scenario::read(&Files::at(folder().join(name))).unwrap_or_else(|faults| panic!("{name}: {faults:?}"))
}

/// A shipped scenario with its plan.
struct Planned {
    programme: Programme,
    lines: Lines,
}

impl Planned {
    fn of(name: &str) -> Self {
        let programme = read(name).programme;
        let lines = planned(&programme).unwrap();
        Planned { programme, lines }
    }

    fn amounts(&self, part: &Part) -> Amounts {
        self.lines.of(part)
    }

    fn of_part(&self, part: &Part, measure: Measure, year: &str) -> Decimal {
        let year = self.programme.horizon.index_of(FinancialYear::parse(year).unwrap()).unwrap();
        self.amounts(part).yearly(measure).unwrap()[year]
    }

    fn in_year(&self, measure: Measure, year: &str) -> Decimal {
        self.of_part(&Part::programme(&self.programme), measure, year)
    }

    fn in_portfolio(&self, portfolio: &str, measure: Measure, year: &str) -> Decimal {
        self.of_part(&Part::portfolio(&self.programme, portfolio), measure, year)
    }

    fn in_area(&self, area: &str, measure: Measure, year: &str) -> Decimal {
        let area = self.programme.areas.iter().position(|other| other.name == area).unwrap();
        self.of_part(&Part::area(&self.programme, area), measure, year)
    }

    fn over_the_horizon(&self, measure: Whole) -> Decimal {
        let amounts = self.amounts(&Part::programme(&self.programme));
        whole(&amounts, &self.programme, &self.lines.price_index).unwrap().amount(measure).unwrap()
    }

    fn with_status(&self, status: &str) -> usize {
        self.programme.areas.iter().filter(|area| area.status.name() == status).count()
    }

    /// Areas that are live, or planned to be, by `month`; those in design apart.
    fn live_by(&self, month: Month) -> usize {
        let begun = self.programme.areas.iter().filter(|area| area.status.name() != "design");
        begun.filter(|area| area.went_live().unwrap_or(area.go_live) <= month).count()
    }

    fn areas_of(&self, portfolio: &str) -> usize {
        self.programme.areas.iter().filter(|area| area.portfolio.as_deref() == Some(portfolio)).count()
    }
}

const GROSS: Measure = Measure::Flow(Flow::GrossSaving);
const GROSS_TO_DATE: Measure = Measure::Cumulative(Flow::GrossSaving);
const NET_TO_DATE: Measure = Measure::Cumulative(Flow::NetSaving);
const INVESTED_TO_DATE: Measure = Measure::Cumulative(Flow::ImplementationCost);
const RUN_RATE: Measure = Measure::Stock(Stock::RunRate);
const POSTS: Measure = Measure::Stock(Stock::PostsRemoved);

fn pounds(amount: i64) -> Decimal {
    Decimal::from(amount)
}

#[test]
fn every_shipped_scenario_reads_and_its_register_leaves_no_figure_out() {
    let mut left_out = Vec::new();
    for name in SHIPPED {
        let reading = read(name);
        assert!(reading.programme.register.is_some(), "{name} has no register");
        left_out.extend(reading.uncovered.iter().map(|figures| format!("{name}: {figures:?}")));
    }
    assert!(left_out.is_empty(), "{}", left_out.join("\n"));
}

#[test]
fn every_scenario_in_the_folder_is_tested() {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir()) {
        assert!(entry.path().join("README.md").exists(), "{} has no README.md", entry.path().display());
        for file in std::fs::read_dir(entry.path()).unwrap().map(Result::unwrap) {
            let (within, name) = (entry.file_name(), file.file_name());
            if name.to_string_lossy().ends_with(".toml") {
                found.push(format!("{}/{}", within.to_string_lossy(), name.to_string_lossy()));
            }
        }
    }
    found.sort();
    let mut shipped = SHIPPED.map(String::from).to_vec();
    shipped.sort();
    assert_eq!(found, shipped);
}

#[test]
fn dorset_reports_eleven_then_seventeen_live_areas_ten_approved_and_nine_in_design() {
    let dorset = Planned::of("dorset-devon-cornwall/scenario.toml");
    assert_eq!(dorset.programme.areas.len(), 36);
    assert_eq!([dorset.with_status("live"), dorset.with_status("approved"), dorset.with_status("design")], [17, 10, 9]);
    assert_eq!(dorset.live_by(Month::new(2016, 9)), 11);
    assert_eq!(dorset.live_by(Month::new(2017, 9)), 17);
    assert_eq!(dorset.live_by(Month::new(2018, 10)), 22);
}

#[test]
fn dorset_saves_a_million_and_a_tenth_now_and_ten_million_six_hundred_thousand_by_2022() {
    for name in ["scenario", "scenario-from-2015", "scenario-slow-embedding"] {
        let dorset = Planned::of(&format!("dorset-devon-cornwall/{name}.toml"));
        assert_eq!(dorset.over_the_horizon(Whole::CurrentRunRate), pounds(1_100_000), "{name}");
        assert_eq!(dorset.in_year(GROSS, "2022/23").round_dp(2), pounds(2_600_000), "{name}");
        assert_eq!(dorset.in_year(GROSS_TO_DATE, "2022/23").round_dp(2), pounds(10_600_000), "{name}");
    }
}

#[test]
fn dorset_read_net_of_costs_saves_ten_million_six_hundred_thousand_after_them() {
    let dorset = Planned::of("dorset-devon-cornwall/scenario-net-of-costs.toml");
    assert_eq!(dorset.over_the_horizon(Whole::CurrentRunRate), pounds(1_100_000));
    assert_eq!(dorset.in_year(GROSS, "2022/23").round_dp(2), pounds(2_600_000));
    assert_eq!(dorset.in_year(NET_TO_DATE, "2022/23").round_dp(2), pounds(10_600_000));
}

#[test]
fn dorset_with_the_areas_in_design_has_the_plan_that_was_published() {
    let design = Planned::of("dorset-devon-cornwall/scenario-with-design.toml");
    assert_eq!(design.in_year(GROSS_TO_DATE, "2022/23").round_dp(2), pounds(10_600_000));
    let upside = design.programme.areas.iter().filter(|area| !area.in_plan);
    let illustrated: Decimal = upside.map(|area| area[AreaColumn::AnnualSaving].most_likely()).sum();
    assert_eq!(illustrated, pounds(720_000));
    assert!(design.programme.areas.iter().all(|area| area.in_plan == (area.status.name() != "design")));
}

#[test]
fn the_merger_would_bring_seventy_million_in_ten_years_for_three() {
    let merger = Planned::of("dorset-devon-cornwall/scenario-with-merger.toml");
    assert_eq!(merger.in_area("Full merger", GROSS_TO_DATE, "2029/30").round_dp(2), pounds(70_000_000));
    assert_eq!(merger.in_area("Full merger", INVESTED_TO_DATE, "2029/30").round_dp(2), pounds(3_000_000));
    assert_eq!(merger.over_the_horizon(Whole::CurrentRunRate), pounds(1_100_000));
}

#[test]
fn three_forces_save_fifty_to_seventy_five_million_a_year_for_sixty_million_over_four_years() {
    let three = Planned::of("three-force/scenario.toml");
    let savings = || three.programme.areas.iter().map(|area| area[AreaColumn::AnnualSaving].law().unwrap());
    let sum = |end: fn((f64, f64)) -> f64| savings().map(|law| end(law.support())).sum::<f64>();
    assert_eq!(sum(|(low, _)| low), 50e6);
    assert_eq!(sum(|(_, high)| high), 75e6);
    assert_eq!(three.in_year(RUN_RATE, "2019/20").round_dp(2), pounds(62_500_000));
    assert_eq!(three.in_year(GROSS, "2020/21").round_dp(2), pounds(62_500_000));
    assert_eq!(three.in_year(INVESTED_TO_DATE, "2019/20").round_dp(2), pounds(60_000_000));
    assert_eq!(three.over_the_horizon(Whole::HorizonCost).round_dp(2), pounds(60_000_000));
    assert_eq!(three.programme.partners.len(), 3);
    assert_eq!([three.areas_of("Operational Policing"), three.areas_of("Enabling Services")], [4, 7]);
}

#[test]
fn calsa_passes_its_published_gates_in_their_months() {
    let calsa = Planned::of("calsa/scenario.toml");
    let planned = |name: &str| calsa.programme.areas.iter().find(|area| area.name == name).unwrap().go_live;
    for (phase, month) in [
        ("Phase 1 Research and scoping", Month::new(2015, 10)),
        ("Phase 2 Assessment and outline", Month::new(2016, 1)),
        ("Phase 3 Outline business case", Month::new(2016, 3)),
        ("Phase 4 Full business case", Month::new(2016, 5)),
    ] {
        assert_eq!(planned(phase), month, "{phase}");
    }
    let gates = calsa.programme.areas.iter().filter(|area| area.name.starts_with("Gate"));
    assert!(gates.clone().all(|gate| gate.probability < Decimal::ONE) && gates.count() == 5);
    assert!(calsa.programme.exit.is_some() && calsa.programme.grants.len() == 1);
    assert!(calsa.programme.title.contains("illustrative"));
}

#[test]
fn whatever_calsa_builds_waits_for_its_gates() {
    let programme = read("calsa/scenario.toml").programme;
    let areas = &programme.areas;
    let named = |name: &str| areas.iter().position(|area| area.name == name).unwrap();
    let mut needed = vec![named("Corporate support functions")];
    for next in 0.. {
        let Some(&area) = needed.get(next) else { break };
        needed.extend(&areas[area].requires);
    }
    let gates = needed.iter().filter(|&&area| areas[area].name.starts_with("Gate")).count();
    assert_eq!(gates, 5);
    assert_eq!(areas[named("Quick wins")].requires, [named("Gate 2 Ratification")]);
}

#[test]
fn lancashire_has_fifty_three_million_in_place_by_2021_of_which_collaboration_is_six_per_cent() {
    let lancashire = Planned::of("lancashire-futures/scenario.toml");
    assert_eq!(lancashire.in_year(RUN_RATE, "2020/21").round_dp(2), pounds(53_000_000));
    assert_eq!(lancashire.in_portfolio("Collaboration", RUN_RATE, "2020/21").round_dp(2), pounds(3_180_000));
    assert_eq!(Decimal::new(6, 2) * pounds(53_000_000), pounds(3_180_000));
    let procurement = ["Procurement, force alone", "Procurement, collaborative"];
    let planned = procurement.map(|area| lancashire.in_area(area, RUN_RATE, "2020/21").round_dp(2));
    assert_eq!(planned, [pounds(1_645_000), pounds(55_000)]);
    assert_eq!(lancashire.in_area("Police officers", POSTS, "2020/21"), Decimal::from(519));
    let officers = Staff::of(&lancashire.programme, &lancashire.lines, 0);
    assert_eq!([officers.at_start, officers.headcount[5]], [2919, 2400].map(Decimal::from));
    let costs: Decimal = lancashire.programme.programme_costs.iter().map(|cost| cost.per_year.most_likely()).sum();
    assert_eq!(costs, pounds(355_000));
}

#[test]
fn lancashire_procurement_is_at_least_what_three_quarters_of_the_year_had_brought() {
    let programme = read("lancashire-futures/scenario.toml").programme;
    let force_alone = programme.areas.iter().find(|area| area.name == "Procurement, force alone").unwrap();
    let (low, high) = force_alone[AreaColumn::AnnualSaving].law().unwrap().support();
    assert_eq!([low + 55e3, high + 55e3], [1.36e6, 1.7e6]);
}

#[test]
fn cumbria_and_lancashire_scope_three_areas_and_share_by_revenue_budgets() {
    let cumbria = Planned::of("cumbria-lancashire-2005/scenario.toml");
    let names: Vec<&str> = cumbria.programme.areas.iter().map(|area| area.name.as_str()).collect();
    assert_eq!(names, ["Surveillance", "Information technology and management", "Firearms training"]);
    let budgets = [Decimal::from(267_760_000), Decimal::from(96_178_000)];
    for (share, budget) in cumbria.programme.sharing.savings.iter().zip(budgets) {
        let expected = budget / (budgets[0] + budgets[1]);
        assert!((share - expected).abs() < Decimal::new(1, 12), "{share}, expected {expected}");
    }
    assert!(cumbria.programme.title.contains("illustrative"));
}

/// The rows of the shipped savings tracker below its titles: the headings, then the proposals. Read by another crate.
fn tracker() -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new();
    let reader = reader.has_headers(false).flexible(true).from_path(folder().join("savings-tracker/tracker.csv"));
    let rows = reader.unwrap().into_records().map(Result::unwrap);
    rows.skip_while(|row| &row[0] != "Ref").collect()
}

/// `£640,000`, or `-` for zero.
fn in_pounds(cell: &str) -> Decimal {
    let digits: String = cell.chars().filter(|&c| c.is_ascii_digit() || c == '.').collect();
    if digits.is_empty() { Decimal::ZERO } else { digits.parse().unwrap() }
}

#[test]
fn the_plan_of_the_savings_tracker_is_its_columns_to_the_penny() {
    let planned = Planned::of("savings-tracker/scenario.toml");
    let rows = tracker();
    let column = |heading: &str| rows[0].iter().position(|cell| cell == heading);
    let name = column("Proposal").unwrap();
    assert_eq!(rows.len() - 1, planned.programme.areas.len());
    for year in planned.programme.horizon.iter() {
        let short = &year.to_string()[2..];
        for (measure, heading) in [
            (Flow::GrossSaving, format!("Saving {short}")),
            (Flow::ImplementationCost, format!("One-off cost {short}")),
        ] {
            let cell = |row: &csv::StringRecord| column(&heading).map_or(Decimal::ZERO, |at| in_pounds(&row[at]));
            let year = year.to_string();
            for row in &rows[1..] {
                let plan = planned.in_area(&row[name], Measure::Flow(measure), &year);
                assert_eq!(plan.round_dp(2), cell(row), "{heading} of {}", &row[name]);
            }
            let sum: Decimal = rows[1..].iter().map(cell).sum();
            assert_eq!(planned.in_year(Measure::Flow(measure), &year).round_dp(2), sum, "{heading}");
        }
    }
}
