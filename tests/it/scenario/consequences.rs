//! One fault is reported once: what follows from it is not.

use foresave::diagnostic::{Code, Diagnostics, Severity};
use foresave::scenario::{self, Files};
use std::fs;

const TOML: &str = r#"title = "Consequences"
start = "2015/16"
end = "2018/19"
as_of = "2016-04"
areas = "areas.csv"
risks = "risks.csv"
actuals = "actuals.csv"
register = "assumptions.csv"
[defaults]
slippage_months = "uniform(0, 12)"
[prices]
terms = "cash"
pay_growth = "2%"
price_growth = "2%"
[[partner]]
name = "Avon"
net_revenue_budget = "£287.4m"
[[partner]]
name = "Borset"
net_revenue_budget = "£121.3m"
[sharing]
savings = { "Avon" = 0.7, "Borset" = 0.3 }
costs = "net-revenue-budget"
[[correlation]]
across = "slippage_months"
portfolio = "Support"
rank_correlation = 0.4
[[correlation]]
pair = ["exit.months", "grant.Fund.amount"]
rank_correlation = 0.4
[[grant]]
name = "Fund"
year = "2016/17"
amount = "uniform(£1k, £2k)"
[exit]
probability = 0.1
months = "uniform(12, 60)"
[[target]]
name = "Panel"
measure = "cumulative_gross_saving"
by = "2018/19"
at_least = "£1.6m"
area = "ICT"
"#;

const AREAS: &str =
    "area,status,go_live,went_live,annual_saving,after,portfolio,savings_share:Avon,savings_share:Borset
ICT,live,2015-04,2015-06,£240k,,Support,0.5,0.5
Overdue,approved,2015-10,,£240k,,Support,,
HR,design,2016-10,,£50k,ICT +3,,,
";
const RISKS: &str = "risk,probability,areas,delay_months,date\nStorm,0.2,HR; ICT,3,2016-06\n";
const ACTUALS: &str = "area,year,gross_saving\nICT,2015/16,£150k\n";
const ASSUMPTIONS: &str = "table,column,row,mark,basis
areas,annual_saving,ICT,published,ledger
risks,probability,Storm,assumption,judgement
grant,amount,Fund,assumption,bid
exit,probability,,assumption,judgement
target,at_least,Panel,published,report
";

fn read(from: &str, to: &str) -> Result<(), Diagnostics> {
    let folder = tempfile::tempdir().unwrap();
    let mut found = from.is_empty();
    for (name, text) in [
        ("scenario.toml", TOML),
        ("areas.csv", AREAS),
        ("risks.csv", RISKS),
        ("actuals.csv", ACTUALS),
        ("assumptions.csv", ASSUMPTIONS),
    ] {
        let edited = if found { text.to_owned() } else { text.replacen(from, to, 1) };
        found |= edited != text;
        fs::write(folder.path().join(name), edited).unwrap();
    }
    assert!(found, "{from} stands in no file");
    scenario::read(&Files::at(folder.path().join("scenario.toml"))).map(drop)
}

#[track_caller]
fn only(code: Code, from: &str, to: &str) {
    let faults = read(from, to).expect_err("a fault");
    let errors: Vec<Code> =
        (faults.entries().iter()).filter(|entry| entry.severity == Severity::Error).map(|entry| entry.code).collect();
    assert_eq!(errors, [code], "{}", faults.to_terminal(false));
}

#[test]
fn the_scenario_itself_is_sound() {
    assert!(read("", "").is_ok());
}

#[test]
fn a_misspelt_key_leaves_what_it_would_have_said_open() {
    for (from, to) in [
        ("as_of = ", "as_off = "),
        ("areas = ", "area = "),
        ("risks = ", "risk = "),
        ("slippage_months = \"uni", "slipage_months = \"uni"),
        ("[defaults]", "[default]"),
        ("[prices]", "[defaults.lives]\nrealisation = 1\n[prices]"),
        ("pay_growth = ", "pay_grwth = "),
        ("[[partner]]\nname = \"Avon\"", "[[partners]]\nname = \"Avon\""),
        ("net_revenue_budget = \"£121.3m\"", "net_revenue_budgets = \"£121.3m\""),
        ("[sharing]", "[sharings]"),
        ("across = ", "accross = "),
        ("[[grant]]", "[[grants]]"),
        ("[exit]", "[exits]"),
        ("[[target]]", "[[targets]]"),
        ("[[partner]]\nname = \"Borset\"", "[[partners]]\nname = \"Borset\""),
        ("by = ", "bye = "),
        ("at_least = ", "atleast = "),
    ] {
        only(Code::UnknownKey, from, to);
    }
}

#[test]
fn a_misspelt_column_leaves_its_cells_open() {
    for (from, to) in [
        ("status", "statuss"),
        ("went_live", "went_life"),
        ("annual_saving", "anual_saving"),
        ("risk,probability", "risk,probabilty"),
        ("year,gross_saving", "year,gros_saving"),
        ("column,row", "colum,row"),
    ] {
        only(Code::UnknownColumn, from, to);
    }
    only(Code::UnknownName, "savings_share:Borset", "savings_share:Dorset");
}

#[test]
fn a_faulty_row_is_still_known_by_its_name() {
    only(Code::TableRow, "ICT,live,2015-04,2015-06,£240k,,Support,0.5,0.5", "ICT,live,2015-04");
    only(Code::TableRow, "£240k,,Support,0.5", "£240,000,,Support,0.5");
    only(Code::UnknownChoice, "ICT,live", "ICT,life");
    only(Code::NotANumber, "£50k", "tbc");
}

#[test]
fn a_faulty_date_or_year_silences_what_is_measured_by_it() {
    only(Code::NotAYear, "start = \"2015/16\"", "start = \"2015\"");
    only(Code::Horizon, "end = \"2018/19\"", "end = \"2014/15\"");
    only(Code::NotADate, "as_of = \"2016-04\"", "as_of = \"April\"");
    only(Code::DataDate, "as_of = \"2016-04\"", "as_of = \"2026-04\"");
    only(Code::NotADate, "ICT,live,2015-04,2015-06", "ICT,live,2015-04,June");
}

#[test]
fn a_faulty_value_is_not_taken_for_a_missing_one() {
    only(Code::UnknownLaw, "\"uniform(0, 12)\"", "\"unifrom(0, 12)\"");
    only(Code::FileMissing, "risks.csv", "risk.csv");
    only(Code::OutOfRange, "probability = 0.1", "probability = 1.1");
    only(Code::WrongKind, "[exit]", "[[exit]]");
    only(Code::UnknownChoice, "terms = \"cash\"", "terms = \"cahs\"");
}

#[test]
fn faults_of_all_files_are_reported_together() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("scenario.toml"), TOML.replace("0.1", "1.1")).unwrap();
    fs::write(folder.path().join("areas.csv"), AREAS.replace("£50k", "tbc")).unwrap();
    fs::write(folder.path().join("risks.csv"), RISKS.replace("HR; ICT", "HR; ITC")).unwrap();
    fs::write(folder.path().join("actuals.csv"), ACTUALS.replace("2015/16", "2017/18")).unwrap();
    fs::write(folder.path().join("assumptions.csv"), ASSUMPTIONS.replace("published,ledger", "publised,ledger"))
        .unwrap();
    let faults = scenario::read(&Files::at(folder.path().join("scenario.toml"))).map(drop).expect_err("faults");
    let codes: Vec<Code> = faults.entries().iter().map(|entry| entry.code).collect();
    let wanted = [Code::OutOfRange, Code::NotANumber, Code::UnknownName, Code::YearAhead, Code::UnknownChoice];
    assert_eq!(codes, wanted, "{}", faults.to_terminal(false));
}
