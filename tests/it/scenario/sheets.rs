//! Tables that are sheets of a workbook: typed cells are read as their texts are, and faults name the cell.

use foresave::plan;
use foresave::scenario::{self, Files, Sheet, SheetValue};

const TOML: &str = "title = \"Sheets\"\nstart = \"2026/27\"\nend = \"2029/30\"\nas_of = \"2026-09\"\n";

/// A scenario in memory, with the lines that name its tables.
fn files(tables: &str, contents: &[(&str, &str)]) -> Files {
    let toml = ("scenario.toml", format!("{TOML}{tables}").into_bytes());
    let contents = contents.iter().map(|(name, text)| (*name, text.as_bytes().to_vec()));
    Files::in_memory("scenario.toml", contents.chain([toml]))
}

fn text(text: &str) -> SheetValue {
    SheetValue::Text(text.into())
}

/// A sheet whose table begins at the column B.
fn sheet(name: &str, rows: &[&[SheetValue]]) -> Sheet {
    let mut sheet = Sheet::new(name);
    for (row, cells) in (1..).zip(rows) {
        for (column, value) in (2..).zip(*cells) {
            sheet.set(row, column, value.clone());
        }
    }
    sheet
}

fn areas(saving: SheetValue) -> Sheet {
    let header = ["Area", "Status", "Go live", "Annual saving (£)", "In plan", "Realisation", "RAG"].map(text);
    let ict = [
        text(" Human resources\u{a0}"),
        text("In design"),
        SheetValue::Date([2027, 4, 1]),
        saving,
        SheetValue::Boolean(true),
        SheetValue::Percentage(0.8),
        text("green"),
    ];
    let second = [SheetValue::Number(101.0), text("approved"), text("Sep-27"), text("PERT(£1k, £2k, £3k)")];
    sheet("Areas", &[&[text("Savings tracker")], &[], &header, &ict, &second])
}

fn actuals() -> Sheet {
    let header = ["area", "year", "cost"].map(text);
    // What a spreadsheet makes of `2026/27` is no date, but what it makes of `2005/06` is.
    let row = [SheetValue::Number(101.0), text("2026-27"), SheetValue::Number(0.1 + 0.2)];
    sheet("What we spent", &[&header, &row])
}

fn tables(saving: SheetValue) -> Files {
    let tables = "areas = \"tracker.xlsx#areas\"\nactuals = \"tracker.xlsx#What we spent\"\n";
    files(tables, &[]).with_workbook("tracker.xlsx", vec![areas(saving), actuals()])
}

fn planned(files: &Files) -> String {
    let reading = scenario::read(files).unwrap_or_else(|faults| panic!("{}", faults.to_terminal(false)));
    let plan = format!("{:?}", plan::compile(&reading.programme).expect("ordinary amounts"));
    // What follows is looked up by name and has no order.
    plan.split_once("rows: Rows").expect("a plan has rows").0.to_owned()
}

#[test]
fn a_sheet_is_read_as_its_texts_are() {
    let areas = "area,status,go_live,annual_saving,in_plan,realisation\n\
                 Human resources,design,2027-04,£310000.33,yes,0.8\n101,approved,2027-09,\"pert(£1k, £2k, £3k)\",,\n";
    let actuals = "area,year,cost\n101,2026/27,£0.30\n";
    let plain = files("areas = \"a.csv\"\nactuals = \"b.csv\"\n", &[("a.csv", areas), ("b.csv", actuals)]);
    assert_eq!(planned(&tables(SheetValue::Number(310_000.333))), planned(&plain));
}

#[test]
fn a_fault_names_the_cell_and_what_it_holds() {
    let faults = scenario::read(&tables(text("6 years"))).expect_err("no saving");
    let told = faults.to_terminal(false);
    assert!(told.contains("--> tracker.xlsx#Areas!E4\n"), "{told}");
    assert!(told.contains("column `annual_saving` of `Human resources` holds `6 years`"), "{told}");
    let json = faults.to_json();
    assert_eq!((&json["diagnostics"][0]["sheet"], &json["diagnostics"][0]["cell"]), (&"Areas".into(), &"E4".into()));
}

#[test]
fn a_year_that_became_a_month_is_read_as_the_year_and_other_dates_are_refused() {
    let header = ["area", "year", "cost"].map(text);
    let areas = "area,status,go_live,annual_saving\nICT,approved,2006-09,£1k\n";
    let with = |date: [u16; 3]| {
        let row = [text("ICT"), SheetValue::Date(date), SheetValue::Number(5.0)];
        let toml = "areas = \"a.csv\"\nactuals = \"tracker.xlsx\"\n";
        let toml =
            TOML.replace("2026/27", "2005/06").replace("2029/30", "2008/09").replace("2026-09", "2006-09") + toml;
        let contents = [("scenario.toml", toml.into_bytes()), ("a.csv", areas.as_bytes().to_vec())];
        let files = Files::in_memory("scenario.toml", contents);
        scenario::read(&files.with_workbook("tracker.xlsx", vec![sheet("Actuals", &[&header, &row])]))
    };
    assert!(with([2005, 6, 1]).is_ok());
    let told = with([2005, 9, 1]).expect_err("a date").to_terminal(false);
    assert!(told.contains("tracker.xlsx#Actuals!C2"), "{told}");
}

#[test]
fn a_sheet_that_is_not_there_is_answered_with_those_that_are() {
    let workbook = vec![areas(text("£1k")), actuals()];
    let missing = files("areas = \"tracker.xlsx#Area\"\n", &[]).with_workbook("tracker.xlsx", workbook);
    let told = scenario::read(&missing).expect_err("no sheet").to_terminal(false);
    assert!(told.contains("`tracker.xlsx` has no sheet or table `Area`"), "{told}");
    assert!(told.contains("write `tracker.xlsx#Areas`"), "{told}");
}
