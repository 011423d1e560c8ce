//! Values set in the place of those that are written: each means what it would mean if it were written there.

use foresave::diagnostic::Code;
use foresave::plan;
use foresave::programme::{Override, Sampling};
use foresave::scenario::{self, Files, Reading};

const TOML: &str =
    "title = \"Set\"\nstart = \"2026/27\"\nend = \"2029/30\"\nareas = \"areas.csv\"\nrisks = \"risks.csv\"\n
actuals = \"actuals.csv\"\nas_of = \"2027-04\"\n[discounting]\nrate = { 0 = \"3.5%\", 31 = \"3%\" }\n
[[grant]]\nname = \"Home Office v1.2\"\nyear = \"2027/28\"\namount = \"£100k\"\n
[[correlation]]\nrank_correlation = 0.3\nacross = \"realisation\"\namong = [\"ICT\", \"St. John.go_live\"]\n";
const AREAS: &str = "Area,status,Go live,annual_saving,realisation\nICT,approved,2027-09,£120k,\"pert(0.5, 0.8, 1)\"\n\
                     St. John.go_live,approved,2028-04,£50k,\"pert(0.5, 0.8, 1)\"\n";
const RISKS: &str = "risk,probability,cost\nLate,30%,£100k\n";
const ACTUALS: &str = "area,year,cost\nICT,2026/27,£5k\n,2026/27,£1k\n";

fn files(contents: [&str; 4]) -> Files {
    let names = ["scenario.toml", "areas.csv", "risks.csv", "actuals.csv"];
    Files::in_memory("scenario.toml", names.into_iter().zip(contents.map(|text| text.as_bytes().to_vec())))
}

fn with(set: &[&str]) -> Files {
    let overrides = set.iter().map(|one| {
        let (key, value) = one.split_once('=').unwrap();
        Override { key: key.into(), value: value.into() }
    });
    files([TOML, AREAS, RISKS, ACTUALS]).with_overrides(overrides.collect())
}

fn read(files: &Files) -> Reading {
    scenario::read(files).unwrap_or_else(|faults| panic!("{}", faults.to_terminal(false)))
}

/// What is simulated.
fn meaning(files: &Files) -> String {
    let plan = format!("{:?}", plan::compile(&read(files).programme).unwrap());
    // What follows is looked up by name and has no order.
    plan.split_once("rows: Rows").unwrap().0.to_owned()
}

#[test]
fn a_value_that_is_set_means_what_it_would_mean_if_it_were_written() {
    let [plain, areas, risks, actuals] = [TOML, AREAS, RISKS, ACTUALS];
    for (set, written) in [
        ("area.ICT.go_live=Oct 2027", [plain, &areas.replace("2027-09", "2027-10"), risks, actuals]),
        ("areas.ICT.Annual saving=£1.5m p.a.", [plain, &areas.replace("£120k", "£1.5m"), risks, actuals]),
        ("area.St. John.go_live.go_live=2029-04", [plain, &areas.replace("2028-04", "2029-04"), risks, actuals]),
        (
            "area.ICT.realisation=triangular(40%, 60%, 1)",
            [plain, &areas.replacen("pert(0.5, 0.8, 1)", "triangular(40%, 60%, 1)", 1), risks, actuals],
        ),
        ("risk.Late.probability=0.2", [plain, areas, &risks.replace("30%", "20%"), actuals]),
        ("actual.ICT.2026/27.cost=£6k", [plain, areas, risks, &actuals.replace("£5k", "£6k")]),
        ("actual..2026/27.cost=£2k", [plain, areas, risks, &actuals.replace("£1k", "£2k")]),
        ("grant.Home Office v1.2.amount=£50k", [&plain.replace("£100k", "£50k"), areas, risks, actuals]),
        ("correlation.1.rank_correlation=0.5", [&plain.replace("0.3", "0.5"), areas, risks, actuals]),
        ("discounting.rate.31=2%", [&plain.replace("\"3%\"", "\"2%\""), areas, risks, actuals]),
        ("end=FY28/29", [&plain.replace("2029/30", "2028/29"), areas, risks, actuals]),
    ] {
        let was = meaning(&with(&[]));
        let set_to = meaning(&with(&[set]));
        assert!(set_to != was || set.starts_with("discounting"), "{set} changes nothing");
        assert!(set_to == meaning(&files(written)), "{set} is not what is written");
    }
}

#[test]
fn what_is_not_written_can_be_set_too() {
    let reading = read(&with(&[
        "simulation.seed=7",
        "simulation.sampling=Sobol",
        "area.ICT.ends=2029-04",
        "correlation.1.among=ICT; St. John.go_live",
        "defaults.approved.cost_overrun=1.1",
    ]));
    let programme = &reading.programme;
    assert_eq!((programme.simulation.seed, programme.simulation.sampling), (7, Sampling::Sobol));
    assert_eq!(programme.areas[0].ends.map(|month| month.to_string()).as_deref(), Some("2029-04"));
    assert_eq!(programme.areas[1].ends, None);
    assert_eq!(programme.overrides.len(), 5);
}

#[test]
fn lists_tables_and_strings_may_be_typed_as_in_a_scenario_file() {
    let reading = read(&with(&[
        "charts.measures=[\"gross_saving\", \"total_cost\"]",
        "discounting.rate={ 0 = \"4%\" }",
        "title=\"Quoted\"",
    ]));
    assert_eq!(reading.programme.title, "Quoted");
    assert_eq!(reading.programme.charts.len(), 2);
}

#[test]
fn consequences_of_a_table_that_cannot_be_read_are_not_told() {
    let overrides = vec![Override { key: "risk.Late.cost".into(), value: "£5".into() }];
    for risks in ["", "rsk,probability\nLate,5%\n"] {
        let files = files([TOML, AREAS, risks, ACTUALS]).with_overrides(overrides.clone());
        let faults = scenario::read(&files).unwrap_err();
        let codes: Vec<Code> = faults.entries().iter().map(|entry| entry.code).collect();
        assert!(!codes.contains(&Code::UnknownName), "{}", faults.to_terminal(false));
    }
}

#[test]
fn no_text_is_too_odd_for_an_option() {
    for key in
        ["", ".", "..", "area", "area.", "area..", "area.ICT.", "title.x.y.z", "a\nb", "é=.ICT", "grant", "grant.9.x"]
    {
        for value in ["", "\"", "\"\"", "[", "{", "'", "=", "[[[[", "\u{202e}x", "{ x = 1 }\ny = 2"] {
            let set = Override { key: key.into(), value: value.into() };
            let _ = scenario::read(&files([TOML, AREAS, RISKS, ACTUALS]).with_overrides(vec![set]));
        }
    }
}
