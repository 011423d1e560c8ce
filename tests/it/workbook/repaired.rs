//! A value that is set stands in the place of a cell that holds an error.

use foresave::programme::Override;
use foresave::scenario::{self, Files};
use rust_xlsxwriter::{Formula, Workbook};

/// A whole workbook whose data date, saving of an area and budget of a partner are errors of formulas.
fn faulty() -> Files {
    let sheets: [(&str, &[&[&str]]); 3] = [
        (
            "Programme",
            &[
                &["setting", "value"],
                &["title", "Errors"],
                &["start", "2026/27"],
                &["end", "2029/30"],
                &["as_of", "#N/A"],
                &["sharing.savings", "equal"],
            ],
        ),
        ("Areas", &[&["area", "status", "go_live", "annual_saving"], &["Call handling", "design", "2027-04", "#N/A"]]),
        ("Partners", &[&["name", "net_revenue_budget"], &["North", "#DIV/0!"], &["South", "£200m"]]),
    ];
    let mut workbook = Workbook::new();
    for (name, rows) in sheets {
        let sheet = workbook.add_worksheet().set_name(name).unwrap();
        for (row, cells) in (0..).zip(rows) {
            for (column, text) in (0..).zip(*cells) {
                match text.strip_prefix('#') {
                    Some(_) => sheet.write_formula(row, column, Formula::new("=1/0").set_result(*text)).unwrap(),
                    None => sheet.write_string(row, column, *text).unwrap(),
                };
            }
        }
    }
    Files::in_memory("programme.xlsx", [("programme.xlsx", workbook.save_to_buffer().unwrap())])
}

#[test]
fn an_override_repairs_a_cell_that_holds_an_error() {
    let cells = ["programme.xlsx#Programme!B5", "programme.xlsx#Areas!D2", "programme.xlsx#Partners!B2"];
    let set = [
        ("as_of", "2026-09"),
        ("area.Call handling.annual_saving", "£450k"),
        ("partner.North.net_revenue_budget", "£100m"),
    ];
    let set = set.map(|(key, value)| Override { key: key.into(), value: value.into() });
    let all = scenario::read(&faulty()).expect_err("errors in three cells");
    assert_eq!(all.errors(), 3, "{}", all.to_terminal(false));
    for (left, cell) in cells.iter().enumerate() {
        let two = set.iter().enumerate().filter(|(at, _)| *at != left).map(|(_, one)| one.clone()).collect();
        let fault = scenario::read(&faulty().with_overrides(two)).expect_err("an error in one cell");
        assert!(fault.errors() == 1 && fault.to_terminal(false).contains(cell), "{}", fault.to_terminal(false));
    }
    let repaired = scenario::read(&faulty().with_overrides(set.to_vec()));
    assert!(repaired.is_ok(), "{}", repaired.unwrap_err().to_terminal(false));
}

#[test]
fn a_value_that_is_set_is_checked_as_the_cell_would_have_been() {
    let set = Override { key: "area.Call handling.annual_saving".into(), value: "lots".into() };
    let faults = scenario::read(&faulty().with_overrides(vec![set])).expect_err("no amount").to_terminal(false);
    assert!(faults.contains("--set area.Call handling.annual_saving") && !faults.contains("Areas!D2"), "{faults}");
}
