//! A workbook twin of each shipped scenario means the same, to the last figure.

use foresave::diagnostic::Diagnostics;
use foresave::engine::{Drawing, Engine, Watch};
use foresave::programme::{Override, Sampling};
use foresave::report::{Beside, result_files};
use foresave::scenario::{self, Files};
use foresave::{forecast, plan};
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

fn shipped() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = fs::read_dir(root.join("scenarios")).unwrap().map(|entry| entry.unwrap().path());
    let mut found: Vec<PathBuf> = folders
        .chain([root.join("src/cli/starter")])
        .filter(|path| path.is_dir())
        .flat_map(|folder| fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()))
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect();
    found.sort();
    found
}

/// The plan that is simulated, and how many entries its register has.
fn meaning(files: &Files, what: &Path) -> (String, usize) {
    let reading = scenario::read(files);
    let reading = reading.unwrap_or_else(|faults| panic!("{what:?}: {}", faults.to_terminal(false)));
    let plan = format!("{:?}", plan::compile(&reading.programme).expect("ordinary amounts"));
    // What follows is looked up by name and has no order.
    let plan = plan.split_once("rows: Rows").expect("a plan has rows").0.to_owned();
    (plan, reading.programme.register.as_ref().map_or(0, |register| register.entries.len()))
}

#[test]
fn the_workbook_twin_of_each_shipped_scenario_means_the_same() {
    let scenarios = shipped();
    assert!(scenarios.len() > 5, "{scenarios:?}");
    for path in scenarios {
        let workbook = Files::in_memory("twin.xlsx", [("twin.xlsx", twin(&path))]);
        let (here, there) = (meaning(&Files::at(&path), &path), meaning(&workbook, &path));
        assert!(here == there, "{path:?} and its twin differ");
        let (here, there) = (tables(&Files::at(&path)), tables(&workbook));
        assert_eq!(here.len(), 6);
        for ((name, here), (_, there)) in here.iter().zip(&there) {
            assert!(here == there, "{name} of {path:?} and of its twin differ");
        }
    }
}

/// What `run` writes as tables.
fn tables(files: &Files) -> Vec<(&'static str, String)> {
    let programme = scenario::read(files).unwrap().programme;
    let (engine, drawing) = (Engine::new(None), Drawing::new(200, programme.simulation.seed, Sampling::Random));
    let run = forecast::forecast(&programme, &engine, &drawing, &Watch::default()).unwrap();
    let files = result_files(&run.forecast, &Diagnostics::default(), &Beside::default());
    files.into_iter().filter(|(name, _)| name.ends_with(".csv")).collect()
}

#[test]
fn a_value_is_set_in_a_workbook_as_it_is_in_files() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/starter/scenario.toml");
    let workbook = Files::in_memory("twin.xlsx", [("twin.xlsx", twin(&path))]);
    let plain = meaning(&workbook, &path).0;
    for (key, value) in [
        ("area.Payroll.go_live", "Dec 2027"),
        ("area.Payroll.ends", "2029-04"),
        ("simulation.seed", "12"),
        ("discounting.rate", "4%"),
        ("end", "2031/32"),
    ] {
        let set = vec![Override { key: key.into(), value: value.into() }];
        let [here, there] = [Files::at(&path), workbook.clone()].map(|files| files.with_overrides(set.clone()));
        let (here, there) = (meaning(&here, &path).0, meaning(&there, &path).0);
        assert!(here == there, "{key} is set otherwise in a workbook");
        assert!(key.starts_with("simulation") || here != plain, "{key} changes nothing");
    }
}

/// The scenario as a workbook, every value as its text.
fn twin(path: &Path) -> Vec<u8> {
    let toml: Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let folder = path.parent().unwrap();
    let mut workbook = Workbook::new();
    let mut settings = vec![row(&["setting", "value"])];
    for (key, value) in &toml {
        match value {
            Value::String(file) if file.ends_with(".csv") => {
                let sheet = match key.as_str() {
                    "register" => "assumptions",
                    other => other,
                };
                add(&mut workbook, sheet, &csv(&folder.join(file)));
            }
            Value::Array(entries) => list(&mut workbook, key, entries),
            Value::Table(columns) if key == "columns" => {
                let meant = columns.iter().map(|(heading, column)| vec![heading.clone(), text(column)]);
                let rows: Vec<Vec<String>> = [row(&["heading", "column"])].into_iter().chain(meant).collect();
                add(&mut workbook, "Columns", &rows);
            }
            value => setting(key, value, &mut settings),
        }
    }
    add(&mut workbook, "programme", &settings);
    histories(&mut workbook, folder);
    workbook.save_to_buffer().unwrap()
}

/// Files that distributions name become sheets of their names.
fn histories(workbook: &mut Workbook, folder: &Path) {
    for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        if name.starts_with("slippage") {
            add(workbook, &name, &csv(&file));
        }
    }
}

fn list(workbook: &mut Workbook, key: &str, entries: &[Value]) {
    let sheet = match key {
        "partner" => "Partners",
        "workforce" => "Workforce",
        "correlation" => "Correlations",
        "programme_cost" => "Programme costs",
        "grant" => "Grants",
        "target" => "Targets",
        other => panic!("no sheet for [[{other}]]"),
    };
    let tables: Vec<&Table> = entries.iter().map(|entry| entry.as_table().unwrap()).collect();
    let mut columns: Vec<&String> = tables.iter().flat_map(|table| table.keys()).collect();
    columns.sort();
    columns.dedup();
    let mut rows = vec![columns.iter().map(|column| (*column).clone()).collect()];
    for table in tables {
        rows.push(columns.iter().map(|column| table.get(*column).map_or(String::new(), text)).collect());
    }
    add(workbook, sheet, &rows);
}

fn setting(key: &str, value: &Value, rows: &mut Vec<Vec<String>>) {
    match value {
        Value::Table(table) => {
            table.iter().for_each(|(inner, value)| setting(&format!("{key}.{inner}"), value, rows));
        }
        value => rows.push(vec![key.to_owned(), text(value)]),
    }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

fn row(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

fn csv(path: &Path) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(path).unwrap();
    reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn add(workbook: &mut Workbook, name: &str, rows: &[Vec<String>]) {
    let sheet = workbook.add_worksheet().set_name(name).unwrap();
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            sheet.write_string(at, column, cell).unwrap();
        }
    }
}
