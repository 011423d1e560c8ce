//! The same scenario means the same, however it is spelt.

use foresave::programme::Draft;
use foresave::scenario::{self, Files};
use std::fs;

const TOML: &str = r#"title = "Spelling"
start = "2015/16"
end = "2018/19"
as_of = "2016-04"
areas = "areas.csv"
[simulation]
trials = 2000
[exit]
probability = 0.1
months = "uniform(12, 60)"
dismantling_cost = "pert(£200k, £400k, £1m)"
saving_kept = 0.25
"#;

const AREAS: &str = "area,status,go_live,went_live,annual_saving,pay_share,slippage_months,after,note
ICT,live,2015-10,2015-12,£240k,0.35,,,
HR,approved,2016-10,,\"pert(£100k, £160k, £210k)\",60%,\"triangular(0, 3, 12)\",ICT +3,\"say \"\"when\"\"\"
Fleet,design,2017-04,,£1100000,,,ICT; HR +6,
Loss,design,2017-04,,-£5000,,,,
";

/// The programme that the files mean, without their checksums.
fn meaning(toml: &str, areas: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("scenario.toml"), toml).unwrap();
    fs::write(folder.path().join("areas.csv"), areas).unwrap();
    let reading = scenario::read(&Files::at(folder.path().join("scenario.toml")));
    let programme = reading.unwrap_or_else(|faults| panic!("{}", faults.to_terminal(false))).programme;
    format!("{:#?}", Draft { files: Vec::new(), ..programme.draft() })
}

#[track_caller]
fn assert_same(toml: &str, areas: &str) {
    assert_eq!(meaning(toml, areas), meaning(TOML, AREAS));
}

#[test]
fn line_ends_and_byte_order_marks_mean_nothing() {
    assert_same(&TOML.replace('\n', "\r\n"), &AREAS.replace('\n', "\r\n"));
    assert_same(TOML, &format!("\u{feff}{}", AREAS.replace('\n', "\r")));
    assert_same(&format!("\u{feff}{TOML}"), AREAS.trim_end());
}

#[test]
fn blank_rows_mean_nothing() {
    assert_same(TOML, &AREAS.replace("\nHR", "\n\n,,,,,,,,\n , ,,,,,,,\nHR"));
}

#[test]
fn the_delimiter_may_be_a_semicolon_or_a_tab() {
    let with = |delimiter: &str| {
        AREAS
            .replace("ICT; HR +6", "\u{1}")
            .replace(", ", "\u{2}")
            .replace(',', delimiter)
            .replace('\u{2}', ", ")
            .replace('\u{1}', "\"ICT; HR +6\"")
    };
    assert_same(TOML, &with(";"));
    assert_same(TOML, &with("\t"));
}

#[test]
fn numbers_may_be_written_in_several_ways() {
    let areas = AREAS
        .replace("£240k", "\" £ 240,000.00 \"")
        .replace("0.35", "35 %")
        .replace("£1100000", "1_100_000")
        .replace("-£5000", "\"(£5,000)\"")
        .replace("60%", "6e-1");
    assert_same(TOML, &areas);
    assert_same(TOML, &AREAS.replace("-£5000", "£−5K").replace("£1100000", "£1.1M"));
    assert_same(&TOML.replace("2000", "2_000").replace("0.25", "\"25%\""), AREAS);
}

#[test]
fn distributions_may_be_written_in_several_ways() {
    let toml = TOML.replace("\"pert(£200k, £400k, £1m)\"", "'pert( 200_000 ,400k , max = £1.0m )'");
    assert_same(&toml, AREAS);
    assert_same(TOML, &AREAS.replace("triangular(0, 3, 12)", "triangular (min=0,mode=3,\nmax=12)"));
}

#[test]
fn columns_and_keys_may_stand_in_any_order() {
    let turned: String = AREAS
        .lines()
        .map(|line| {
            let line = line.replace(", ", "\u{1}");
            let cells: Vec<&str> = line.split(',').rev().collect();
            cells.join(",").replace('\u{1}', ", ") + "\n"
        })
        .collect();
    assert_same(TOML, &turned);
    let (first, rest) = TOML.split_once('\n').unwrap();
    let (second, rest) = rest.split_once('\n').unwrap();
    assert_same(&format!("{second}\n{first}\n{rest}"), AREAS);
}

#[test]
fn dates_may_be_written_with_the_first_of_the_month() {
    assert_same(&TOML.replace("2016-04", "2016-04-01"), &AREAS.replace("2015-12", "2015-12-01"));
}
