//! Programmes compared and changed by name.

use foresave::diagnostic::Code;
use foresave::engine::{Drawing, Engine, Watch};
use foresave::forecast;
use foresave::programme::{
    AreaColumn, AreaValue, Change, Driver, Edit, InputId, Programme, Quantity, RiskColumn, Sampling, Way, changes,
};
use foresave::scenario::{self, Files};
use rust_decimal::Decimal;
use std::path::{Path, PathBuf};

fn read(files: &[(&str, &str)]) -> Programme {
    let contents = files.iter().map(|(name, text)| (PathBuf::from(name), text.as_bytes().to_vec()));
    let reading = scenario::read(&Files::in_memory(PathBuf::from("scenario.toml"), contents));
    reading.unwrap_or_else(|faults| panic!("{}", faults.to_terminal(false))).programme
}

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

const BEFORE: &str = r#"title = "Before"
start = "2024/25"
end = "2029/30"
as_of = "2026-04"
areas = "areas.csv"
risks = "risks.csv"
actuals = "actuals.csv"
[prices]
terms = "cash"
pay_growth = "normal(2%, 0.5%)"
price_growth = { default = "2%", "2027/28" = "uniform(1%, 3%)" }
[[partner]]
name = "Avon"
net_revenue_budget = "£200m"
[[partner]]
name = "Borset"
net_revenue_budget = "£100m"
[sharing]
savings = "net-revenue-budget"
costs = "equal"
[[workforce]]
name = "Staff"
headcount = 900
as_at = "2025-04"
leavers_per_year = "uniform(5%, 9%)"
[[correlation]]
across = "slippage_months"
rank_correlation = 0.4
[[correlation]]
pair = ["area.HR.annual_saving", "grant.Fund.amount"]
rank_correlation = 0.3
[[programme_cost]]
name = "Team"
per_year = "pert(£200k, £250k, £400k)"
until = "last go-live"
[[grant]]
name = "Fund"
year = "2027/28"
amount = "uniform(£100k, £200k)"
probability = 0.8
[exit]
probability = 0.1
months = "uniform(12, 40)"
[[target]]
name = "Panel"
measure = "cumulative_gross_saving"
by = "2029/30"
at_least = "£2m"
partner = "Avon"
"#;

const AREAS: &str = "area,status,go_live,went_live,annual_saving,slippage_months,after,requires,workforce,posts_removed,portfolio,savings_share:Avon,savings_share:Borset
ICT,live,2025-04,2025-07,£240k,\"triangular(0, 3, 12)\",,,,,Support,0.7,0.3
HR,approved,2026-10,,\"pert(£100k, £160k, £210k)\",\"triangular(0, 3, 12)\",ICT +3,,Staff,12,Support,,
Fleet,design,2027-04,,£110k,\"triangular(0, 3, 12)\",,HR,,,,,
";
const RISKS: &str = "risk,probability,frequency_per_year,areas,delay_months,cost
Storm,0.3,,*,\"uniform(1, 6)\",
Strike,,0.5,HR; Fleet,2,\"lognormal(£20k, £9k)\"
";
const ACTUALS: &str = "area,year,gross_saving,cost\nICT,2025/26,£150k,\n,2025/26,,£90k\n";

fn before() -> Programme {
    read(&[("scenario.toml", BEFORE), ("areas.csv", AREAS), ("risks.csv", RISKS), ("actuals.csv", ACTUALS)])
}

/// In which everything is otherwise.
fn after() -> Programme {
    let mut toml = BEFORE.to_owned();
    for (from, to) in [
        ("end = \"2029/30\"", "end = \"2031/32\""),
        ("as_of = \"2026-04\"", "as_of = \"2027-01\""),
        ("\"2027/28\" = \"uniform(1%, 3%)\"", "\"2027/28\" = \"uniform(1%, 4%)\""),
        ("name = \"Borset\"\nnet", "name = \"Camel\"\nnet"),
        ("savings = \"net-revenue-budget\"", "savings = { Avon = 0.6, Camel = 0.4 }"),
        ("headcount = 900", "headcount = 850"),
        ("rank_correlation = 0.4", "rank_correlation = 0.5"),
        (
            "pair = [\"area.HR.annual_saving\", \"grant.Fund.amount\"]",
            "pair = [\"area.Estates.annual_saving\", \"exit.months\"]",
        ),
        ("£400k", "£450k"),
        ("probability = 0.8", "probability = 1"),
        ("months = \"uniform(12, 40)\"", "months = \"uniform(12, 60)\""),
        ("at_least = \"£2m\"\npartner = \"Avon\"", "at_least = \"£3m\"\npartner = \"Camel\""),
    ] {
        assert!(toml.contains(from), "{from}");
        toml = toml.replace(from, to);
    }
    let areas = "area,status,go_live,went_live,annual_saving,slippage_months,after,workforce,posts_removed,portfolio,savings_share:Avon,savings_share:Camel
Estates,design,2028-04,,\"uniform(£50k, £90k)\",0,HR,Staff,3,,,
HR,live,2026-10,2026-12,\"pert(£100k, £160k, £210k)\",\"triangular(0, 3, 12)\",,Staff,12,Support,0.5,0.5
Fleet,approved,2027-04,,£120k,\"triangular(0, 3, 12)\",Estates +2,,,Support,,
";
    let risks =
        "risk,probability,areas,delay_months,cost\nStorm,0.2,HR; Estates,\"uniform(1, 6)\",\nFlood,0.1,*,3,£5k\n";
    let actuals = "area,year,gross_saving,cost\nHR,2026/27,£20k,\n,2025/26,,£95k\n";
    read(&[("scenario.toml", &toml), ("areas.csv", areas), ("risks.csv", risks), ("actuals.csv", actuals)])
}

#[test]
fn all_changes_make_the_one_programme_mean_what_the_other_does() {
    let (before, after) = (before(), after());
    for (one, other) in [(&before, &after), (&after, &before)] {
        let all = changes(one, other);
        let changed = one.with(&all).unwrap_or_else(|broken| panic!("{broken:#?}"));
        assert_eq!(changes(&changed, other), []);
        let mut reversed = all;
        reversed.reverse();
        assert_eq!(changes(&one.with(&reversed).unwrap(), other), [], "the order is of no account");
    }
    assert_eq!(changes(&before, &before), []);
}

#[test]
fn every_shipped_scenario_becomes_its_neighbour() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios");
    let open = |name: &str| scenario::read(&Files::at(root.join(name))).unwrap().programme;
    let [dorset, calsa, cumbria] = ["dorset-devon-cornwall", "calsa", "cumbria-lancashire-2005"]
        .map(|name| open(&format!("{name}/scenario.toml")));
    for (one, other) in [(&dorset, &calsa), (&calsa, &cumbria), (&cumbria, &dorset)] {
        let changed = one.with(&changes(one, other)).unwrap_or_else(|broken| panic!("{broken:#?}"));
        assert_eq!(changes(&changed, other), []);
    }
}

#[test]
fn a_change_says_where_it_stands_in_both_programmes() {
    let (before, after) = (before(), after());
    let of = |what: (&str, &str)| {
        let found = changes(&before, &after).into_iter().find(|change| (change.what().1, change.what().2) == what);
        found.unwrap_or_else(|| panic!("{what:?} has not changed"))
    };
    let fleet = of(("Fleet", "annual_saving"));
    assert_eq!((fleet.at(&before).unwrap().entry, fleet.at(&after).unwrap().entry), (Some(2), Some(2)));
    assert_eq!(of(("ICT", "")).at(&after), None);
    assert_eq!(of(("Storm", "areas")).at(&before).unwrap().column, "areas");
    assert_eq!(of(("ICT: 2025/26", "")).at(&before).unwrap().entry, Some(0));
}

#[test]
fn what_refers_to_nothing_is_refused_and_named() {
    let (before, after) = (before(), after());
    let only = |wanted: &dyn Fn(&Change) -> bool| {
        let some: Vec<Change> = changes(&before, &after).into_iter().filter(|change| wanted(change)).collect();
        assert!(!some.is_empty());
        before.with(&some)
    };
    // Fleet comes after an area that has not come, and ICT goes though an amount was reported of it.
    for (name, column) in [("Fleet", "after"), ("ICT", ""), ("Borset", "")] {
        let broken = only(&|change| (change.what().1, change.what().2) == (name, column)).unwrap_err();
        assert!(broken.iter().all(|it| matches!(it.code, Code::UnknownName | Code::SharesIncomplete)), "{broken:?}");
    }
    let with_estates = only(&|change| ["Estates", "Fleet"].contains(&change.what().1));
    assert!(with_estates.is_ok(), "{with_estates:?}");
}

#[test]
fn the_rules_hold_whoever_makes_the_programme() {
    let programme = before();
    let quantity = |name: &str, value: &str| {
        let input = InputId::parse(&programme, name).unwrap();
        programme.with(&[Change::quantity(&programme, input, Quantity::Fixed(decimal(value))).unwrap()])
    };
    let code = |result: Result<Programme, Vec<foresave::programme::Broken>>| result.unwrap_err()[0].code;
    assert_eq!(code(quantity("area.Fleet.pay_share", "1.1")), Code::OutOfRange);
    assert_eq!(code(quantity("exit.saving_kept", "-0.1")), Code::OutOfRange);
    let area = |name: &str, value| programme.with(&[Change::Area(name.into(), Edit::Value(value))]);
    assert_eq!(code(area("ICT", AreaValue::After(vec![("HR".into(), Decimal::ZERO)]))), Code::PrecedenceCycle);
    assert_eq!(code(area("HR", AreaValue::After(vec![("HR".into(), decimal("1201"))]))), Code::OutOfRange);
    let overdue = AreaValue::GoLive(foresave::fiscal::Month::new(2025, 1));
    assert_eq!(code(area("Fleet", overdue)), Code::SlippageExcluded);
    assert!(quantity("area.Fleet.pay_share", "0.9").is_ok());
}

#[test]
fn inputs_are_found_by_their_names() {
    let programme = before();
    for input in [
        InputId::Area(1, AreaColumn::AnnualSaving),
        InputId::AreaGoesAhead(2),
        InputId::Risk(0, RiskColumn::DelayMonths),
        InputId::RiskOccurs(0),
        InputId::ProgrammeCost(0),
        InputId::GrantAmount(0),
        InputId::GrantPaid(0),
        InputId::Leavers(0),
        InputId::ExitMonths,
    ] {
        assert_eq!(InputId::parse(&programme, &input.name(&programme)), Ok(input));
    }
    let advice = |name: &str| InputId::parse(&programme, name).unwrap_err().advice.unwrap_or_default();
    assert!(advice("area.HR.anual_saving").contains("`area.HR.annual_saving`"), "{}", advice("area.HR.anual_saving"));
    assert!(advice("area.Fleets.annual_saving").contains("`Fleet`"));
}

/// The same scenario written otherwise.
fn written(edits: &[(&str, &str)]) -> Programme {
    let mut files = [BEFORE, AREAS, RISKS].map(str::to_owned);
    for (from, to) in edits {
        assert!(files.iter().any(|file| file.contains(from)), "{from}");
        files = files.map(|file| file.replace(from, to));
    }
    let [toml, areas, risks] = &files;
    read(&[("scenario.toml", toml), ("areas.csv", areas), ("risks.csv", risks), ("actuals.csv", ACTUALS)])
}

#[track_caller]
fn moved(driver: &str, way: Way, by: &str, edits: &[(&str, &str)]) {
    let programme = before();
    let driver = Driver::parse(&programme, driver).unwrap();
    assert!(driver.can_move(&programme, way));
    let moved = programme.with(&driver.moved(&programme, way, decimal(by)).unwrap()).unwrap();
    assert_eq!(changes(&moved, &written(edits)), []);
}

#[test]
fn a_driver_moves_as_if_the_scenario_had_been_so_written() {
    // Of the areas, one is live.
    let slippages = "\"triangular(0, 3, 12)\",ICT +3";
    moved(
        "areas.slippage_months",
        Way::Factor,
        "2",
        &[
            (slippages, "\"triangular(0, 6, 24)\",ICT +3"),
            ("\"triangular(0, 3, 12)\",,HR", "\"triangular(0, 6, 24)\",,HR"),
        ],
    );
    moved("area.HR.slippage_months", Way::Shift, "6", &[(slippages, "\"triangular(6, 9, 18)\",ICT +3")]);
    moved(
        "portfolio.Support.annual_saving",
        Way::Factor,
        "0.5",
        &[("£240k", "£120k"), ("pert(£100k, £160k, £210k)", "pert(£50k, £80k, £105k)")],
    );
    moved("areas.go_live", Way::Shift, "5", &[("2026-10", "2027-03"), ("2027-04,,£110k", "2027-09,,£110k")]);
    moved("risk.Storm.probability", Way::Value, "0.5", &[("Storm,0.3", "Storm,0.5")]);
    moved("risk.Strike.frequency_per_year", Way::Factor, "4", &[("Strike,,0.5", "Strike,,2")]);
    moved("risk.Strike.cost", Way::Factor, "2", &[("lognormal(£20k, £9k)", "lognormal(£40k, £18k)")]);
    moved("exit.probability", Way::Value, "0.25", &[("probability = 0.1", "probability = 0.25")]);
    moved("programme_cost.Team", Way::Factor, "2", &[("pert(£200k, £250k, £400k)", "pert(£400k, £500k, £800k)")]);
    moved("grant.Fund", Way::Factor, "3", &[("uniform(£100k, £200k)", "uniform(£300k, £600k)")]);
    moved(
        "prices.price_growth",
        Way::Shift,
        "0.01",
        &[("default = \"2%\"", "default = \"3%\""), ("uniform(1%, 3%)", "uniform(2%, 4%)")],
    );
}

#[test]
fn a_driver_moved_by_nothing_leaves_the_forecast_bit_for_bit() {
    let engine = Engine::new(Some(1));
    let forecast = |programme: &Programme| {
        let drawing = Drawing::new(300, 3, Sampling::Random);
        let mut forecast = forecast::forecast(programme, &engine, &drawing, &Watch::default()).unwrap().forecast;
        forecast.run.elapsed_seconds = 0.0;
        format!("{forecast:?}")
    };
    let programme = before();
    let as_it_stands = forecast(&programme);
    for name in [
        "areas.annual_saving",
        "areas.slippage_months",
        "areas.go_live",
        "portfolio.Support.implementation_cost",
        "area.HR.probability",
        "risk.Storm.probability",
        "risk.Storm.delay_months",
        "risk.Strike.cost",
        "risk.Strike.frequency_per_year",
        "exit.probability",
        "exit.months",
        "programme_cost.Team",
        "grant.Fund",
        "prices.pay_growth",
    ] {
        let driver = Driver::parse(&programme, name).unwrap_or_else(|none| panic!("{name}: {none:?}"));
        for (way, by) in [(Way::Factor, Decimal::ONE), (Way::Shift, Decimal::ZERO)] {
            if driver.can_move(&programme, way) {
                let moved = programme.with(&driver.moved(&programme, way, by).unwrap()).unwrap();
                assert_eq!(forecast(&moved), as_it_stands, "{name}");
            }
        }
    }
}

#[test]
fn what_a_driver_cannot_do_is_said() {
    let programme = before();
    let driver = |name: &str| Driver::parse(&programme, name);
    assert!(driver("area.ICT.slippage_months").is_err(), "it is live");
    assert!(driver("risk.Strike.probability").unwrap_err().advice.unwrap().contains("frequency_per_year"));
    assert!(driver("portfolio.Sport.annual_saving").is_err() && driver("areas.savings").is_err());
    let dates = driver("areas.go_live").unwrap();
    assert_eq!(dates.moved(&programme, Way::Shift, decimal("0.5")), None);
    assert!(!dates.can_move(&programme, Way::Factor));
    let savings = driver("areas.annual_saving").unwrap();
    assert!(!savings.can_move(&programme, Way::Shift) && !savings.can_move(&programme, Way::Value));
    assert_eq!(driver("exit.probability").unwrap().number(&programme), Some(decimal("0.1")));
}
