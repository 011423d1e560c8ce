//! Whatever a file holds, reading it ends soon, with a message, without a panic and in little memory.
//!
//! "Soon" is not timed: a reader whose time grew with the square of a file's size would not see the end of these.

use foresave::diagnostic::{Code, Diagnostics};
use foresave::scenario::{self, Files, LARGEST_SCENARIO, LARGEST_TABLE};
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const TOP: &str = "title = \"Hostile\"\nstart = \"2015/16\"\nend = \"2018/19\"\nareas = \"areas.csv\"\n";
const HEADER: &str = "area,status,go_live,annual_saving,slippage_months\n";

fn folder(toml: impl AsRef<[u8]>, areas: impl AsRef<[u8]>) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("scenario.toml"), toml).unwrap();
    fs::write(folder.path().join("areas.csv"), areas).unwrap();
    folder
}

fn faults(folder: &Path) -> Diagnostics {
    let Err(faults) = scenario::read(&Files::at(folder.join("scenario.toml"))) else { panic!("no fault was found") };
    let shown = faults.to_terminal(false);
    assert!(shown.len() < 1_000_000, "{} bytes are shown", shown.len());
    faults
}

fn first_code(toml: impl AsRef<[u8]>, areas: impl AsRef<[u8]>) -> Code {
    faults(folder(toml, areas).path()).entries()[0].code
}

#[test]
fn a_table_larger_than_is_read_is_refused_unread() {
    let folder = folder(TOP, "");
    fs::File::create(folder.path().join("areas.csv")).unwrap().set_len(LARGEST_TABLE + 1).unwrap();
    assert_eq!(faults(folder.path()).entries()[0].code, Code::FileTooLarge);
    assert_eq!(first_code(" ".repeat(LARGEST_SCENARIO as usize + 1), ""), Code::FileTooLarge);
}

#[test]
fn a_line_of_many_megabytes_is_not_shown_whole() {
    let long = "x".repeat(3 << 20);
    assert_eq!(first_code(format!("{TOP}colour = \"{long}\"\n"), HEADER), Code::UnknownKey);
    assert_eq!(first_code(format!("{TOP}{long} = 1\n"), HEADER), Code::UnknownKey);
    assert_eq!(first_code(format!("{TOP}{long}"), HEADER), Code::TomlSyntax);
    assert_eq!(first_code(TOP, format!("{HEADER}{long},approved,2016-04,£1k,\n")), Code::BadName);
    assert_eq!(first_code(TOP, format!("{HEADER}ICT,approved,2016-04,{long},\n")), Code::NotANumber);
    assert_eq!(
        first_code(TOP, format!("{HEADER}ICT,approved,2016-04,{},\n", "1".repeat(3 << 20))),
        Code::NumberTooLong
    );
    assert_eq!(first_code(TOP, format!("{HEADER}ICT,approved,2016-04,£1k,\"pert({long}\"\n")), Code::LawTooLarge);
    assert_eq!(first_code(TOP, format!("{HEADER}\"{}", long.repeat(9))), Code::TableQuote);
}

#[test]
fn a_million_columns_are_refused() {
    assert_eq!(first_code(TOP, format!("{HEADER}{}", ",".repeat(1_000_000))), Code::TableEmpty);
    assert_eq!(first_code(TOP, format!("{}\n", "a,".repeat(1_000_000))), Code::TableTooLarge);
}

#[test]
fn deep_nesting_does_not_overflow_the_stack() {
    for open in ["[", "{", "[[", "a=[", "{a="] {
        let code = first_code(format!("{TOP}x = {}", open.repeat(500_000)), HEADER);
        assert!(matches!(code, Code::TomlNesting | Code::TomlSyntax), "{code:?}");
    }
    let dotted = first_code(format!("{TOP}{} = 1\n", vec!["a"; 100_000].join(".")), HEADER);
    assert!(matches!(dotted, Code::TomlSyntax | Code::UnknownKey), "{dotted:?}");
    for open in ["mixture(", "(", "-(", "pert("] {
        let law = format!("{HEADER}ICT,approved,2016-04,£1k,\"{}\"\n", open.repeat(10_000));
        let code = first_code(TOP, law);
        assert!(matches!(code, Code::LawTooLarge | Code::LawSyntax | Code::NotANumber), "{open}: {code:?}");
    }
}

#[test]
fn many_thousand_faults_are_told_once_a_column() {
    let rows: String = (0..4_500).map(|row| format!("A{row},aproved,2016-13,tbc,perd(1)\n")).collect();
    let faults = faults(folder(TOP, format!("{HEADER}{rows}")).path());
    assert_eq!(faults.errors(), 4 * 4_500);
    let told = faults.to_terminal(false);
    assert_eq!(told.matches("\nerror[").count() + 1, 4, "{told}");
    assert_eq!(told.matches("and 4497 more").count(), 4, "{told}");
}

#[test]
fn many_unknown_names_do_not_take_long_to_advise_on() {
    let rows: String =
        (0..4_500).map(|row| format!("Business area {row},approved,2016-04,£1k,Nothing {row}\n")).collect();
    let header = HEADER.replace("slippage_months", "after");
    assert_eq!(faults(folder(TOP, format!("{header}{rows}")).path()).errors(), 4_500);
}

#[test]
fn a_chain_of_many_thousand_predecessors_is_no_circle() {
    let rows: String = (0..4_999).map(|row| format!("A{row},approved,2016-04,£1k,A{}\n", row + 1)).collect();
    let header = HEADER.replace("slippage_months", "after");
    let last = "A4999,approved,2016-04,£1k,\n";
    let folder = folder(TOP, format!("{header}{rows}{last}"));
    assert!(scenario::read(&Files::at(folder.path().join("scenario.toml"))).is_ok());
}

#[test]
fn more_areas_than_are_read_are_refused() {
    let rows: String = (0..5_001).map(|row| format!("A{row},approved,2016-04,£1k,\n")).collect();
    assert_eq!(first_code(TOP, format!("{HEADER}{rows}")), Code::TableTooLarge);
}

#[cfg(unix)]
#[test]
fn pipes_devices_and_links_out_of_the_folder_are_refused_without_waiting() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("areas.csv"), HEADER).unwrap();
    let folder = folder(TOP, "");
    let areas = folder.path().join("areas.csv");

    fs::remove_file(&areas).unwrap();
    symlink(outside.path().join("areas.csv"), &areas).unwrap();
    assert_eq!(faults(folder.path()).entries()[0].code, Code::FileOutside);

    fs::remove_file(&areas).unwrap();
    assert!(std::process::Command::new("mkfifo").arg(&areas).status().unwrap().success());
    assert_eq!(faults(folder.path()).entries()[0].code, Code::FileNotRegular);

    let device = scenario::read(&Files::at(Path::new("/dev/zero"))).expect_err("a device is no scenario");
    assert_eq!(device.entries()[0].code, Code::FileNotRegular);
}

#[cfg(unix)]
#[test]
fn a_link_within_the_folder_is_followed() {
    let folder = folder(TOP, "");
    fs::rename(folder.path().join("areas.csv"), folder.path().join("real.csv")).unwrap();
    fs::write(folder.path().join("real.csv"), format!("{HEADER}ICT,approved,2016-04,£1k,\n")).unwrap();
    std::os::unix::fs::symlink("real.csv", folder.path().join("areas.csv")).unwrap();
    assert!(scenario::read(&Files::at(folder.path().join("scenario.toml"))).is_ok());
}

/// Reads it, whatever comes of it, and shows what there is to say.
fn read(toml: &[u8], areas: &[u8]) {
    let folder = folder(toml, areas);
    let diagnostics = match scenario::read(&Files::at(folder.path().join("scenario.toml"))) {
        Ok(reading) => reading.warnings,
        Err(faults) => faults,
    };
    diagnostics.to_terminal(false);
    diagnostics.to_json();
}

/// Pieces that matter to the readers, so that mutations reach beyond the first check.
const PIECES: [&str; 40] = [
    "",
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "'",
    "\n",
    "\r",
    "\r\n",
    "\u{feff}",
    "£",
    "−",
    "-",
    "+3",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    "=",
    ":",
    "*",
    "%",
    "k",
    "bn",
    "e9",
    "1e400",
    "0",
    "in [",
    "history('areas.csv', 'area')",
    "mixture(",
    "pert(1, 2, 3)",
    "‘",
    "2015/16",
    "2016-04",
    "true",
    "\u{0}",
    "ICT",
];

const WHOLE: &str = r#"title = "Whole"
start = "2015/16"
end = "2018/19"
as_of = "2016-04"
areas = "areas.csv"
[defaults]
realisation = "pert(0.6, 0.9, 1.05)"
[defaults.live]
realisation = 1
[prices]
terms = "cash"
pay_growth = "normal(2%, 0.5%)"
price_growth = { default = "2%", "2018/19" = "triangular(1%, 2%, 4%)" }
[discounting]
rate = { 0 = "3.5%", 31 = "3%" }
[[partner]]
name = "Avon"
net_revenue_budget = "£287.4m"
[[partner]]
name = "Borset"
[sharing]
savings = { "Avon" = 0.7, "Borset" = 0.3 }
[[correlation]]
across = "slippage_months"
rank_correlation = 0.4
[[correlation]]
pair = ["area.ICT.annual_saving", "exit.months"]
rank_correlation = -0.4
[[programme_cost]]
name = "Team"
per_year = "pert(£200k, £240k, £400k)"
until = "last go-live"
[[grant]]
name = "Fund"
year = "2016/17"
amount = "£500k"
[exit]
probability = 0.1
months = "uniform(12, 60)"
[[target]]
name = "Panel"
measure = "cumulative_gross_saving"
by = "2018/19"
at_least = "£1.6m"
"#;

const AREAS: &str =
    "area,status,go_live,went_live,annual_saving,slippage_months,after,savings_share:Avon,savings_share:Borset
ICT,approved,2016-10,,\"pert(£100k, £160k, £210k)\",\"triangular(0, 3, 12) in [1, ]\",,0.6,0.4
Fleet,live,2015-04,2015-06,£240k,\"normal(2, 3)\",,,
HR,design,2017-04,,(£5k),\"discrete(0: 1, 5: 35%)\",ICT +3; Fleet,,
";

#[test]
fn the_scenario_that_is_mutated_is_sound() {
    let folder = folder(WHOLE, AREAS);
    let reading = scenario::read(&Files::at(folder.path().join("scenario.toml")));
    assert!(reading.is_ok(), "{}", reading.unwrap_err().to_terminal(false));
}

fn mutated(text: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let edit = (0..text.len(), 0..12usize, 0..PIECES.len(), 1..4usize);
    proptest::collection::vec(edit, 0..4).prop_map(move |edits| {
        let mut bytes = text.as_bytes().to_vec();
        for (at, removed, piece, times) in edits {
            let at = at.min(bytes.len());
            let end = (at + removed).min(bytes.len());
            bytes.splice(at..end, PIECES[piece].repeat(times).into_bytes());
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn arbitrary_bytes_are_read_without_a_panic(
        toml in proptest::collection::vec(any::<u8>(), 0..300),
        areas in proptest::collection::vec(any::<u8>(), 0..300),
    ) {
        read(&toml, AREAS.as_bytes());
        read(WHOLE.as_bytes(), &areas);
    }

    #[test]
    fn a_mutated_scenario_is_read_without_a_panic(toml in mutated(WHOLE), areas in mutated(AREAS)) {
        read(&toml, &areas);
    }

    #[test]
    fn an_arbitrary_distribution_is_read_without_a_panic(
        law in "(pert|mixture|discrete|history|normal)?[(\\[:,=.0-9a-z£%'−)\\] -]{0,40}",
    ) {
        let toml = format!("{WHOLE}[[programme_cost]]\nname = \"Law\"\nper_year = '''{law}'''\n");
        read(toml.as_bytes(), AREAS.as_bytes());
    }
}
