//! The error gallery: for every fault that a scenario can have, the smallest scenario that has it
//! (`tests/errors/CODE` or `tests/errors/CODE-VARIANT`, a TOML file or a workbook, with what `--set` puts into it a line
//! each in `set.txt`) and beside it exactly what is said.
//!
//! `UPDATE=1 cargo test --test it error_gallery` writes the messages anew; read the difference.

use foresave::analysis::check;
use foresave::diagnostic::{Code, Diagnostics};
use foresave::programme::Override;
use foresave::scenario::Files;
use std::fs;
use std::path::{Path, PathBuf};

fn folders() -> Vec<PathBuf> {
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors");
    let mut folders: Vec<PathBuf> = fs::read_dir(gallery).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    folders
}

fn name(folder: &Path) -> String {
    folder.file_name().unwrap().to_string_lossy().into_owned()
}

fn diagnostics(folder: &Path) -> Diagnostics {
    let scenario =
        ["scenario.toml", "scenario.xlsx"].map(|name| folder.join(name)).into_iter().find(|path| path.exists());
    let files = Files::at(scenario.expect("a scenario")).with_overrides(overrides(folder));
    check::open(&files).map_or_else(|faults| faults, |reading| reading.warnings)
}

fn overrides(folder: &Path) -> Vec<Override> {
    let given = fs::read_to_string(folder.join("set.txt")).unwrap_or_default();
    let pairs = given.lines().map(|line| line.split_once('=').expect("a key and a value"));
    pairs.map(|(key, value)| Override { key: key.into(), value: value.into() }).collect()
}

fn said(folder: &Path) -> String {
    let prefix = format!("{}{}", folder.display(), std::path::MAIN_SEPARATOR);
    diagnostics(folder).to_terminal(false).replace(&prefix, "")
}

/// The code that a folder is named for: the longest that its name begins with.
fn code(folder: &Path) -> Option<Code> {
    let name = name(folder);
    let begins =
        |code: &&Code| name.strip_prefix(code.name()).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'));
    Code::ALL.iter().filter(begins).max_by_key(|code| code.name().len()).copied()
}

#[test]
fn every_scenario_of_the_gallery_says_exactly_what_is_written_beside_it() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for folder in folders() {
        let (said, path) = (said(&folder), folder.join("expected.txt"));
        if update {
            fs::write(path, said).unwrap();
        } else if fs::read_to_string(path).unwrap_or_default() != said {
            wrong.push(format!("{} says:\n{said}", name(&folder)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_scenario_of_the_gallery_has_the_fault_that_it_is_named_for_and_no_other() {
    for folder in folders() {
        let code = code(&folder).unwrap_or_else(|| panic!("{} is named for no code", name(&folder)));
        let diagnostics = diagnostics(&folder);
        assert!(!diagnostics.is_empty(), "{} says nothing", name(&folder));
        for entry in diagnostics.entries() {
            assert_eq!(entry.code, code, "{}: {}", name(&folder), entry.message);
        }
    }
}

#[test]
fn every_code_is_in_the_gallery() {
    // A file of that size has no place in a repository; `tests/it/scenario/hostile_input.rs` makes one.
    const ELSEWHERE: [Code; 1] = [Code::FileTooLarge];
    let shown: Vec<Code> = folders().iter().filter_map(|folder| code(folder)).collect();
    let missing: Vec<&str> = (Code::ALL.iter())
        .filter(|code| !shown.contains(code) && !ELSEWHERE.contains(code))
        .map(|code| code.name())
        .collect();
    assert!(missing.is_empty(), "not in the gallery: {missing:?}");
}

#[test]
fn the_json_form_says_where_and_what() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/errors/out-of-range");
    let json = diagnostics(&folder).to_json();
    let entry = &json["diagnostics"][0];
    assert_eq!(json["errors"], 1);
    assert_eq!(entry["code"], "out-of-range");
    assert_eq!(entry["line"], 2);
    assert_eq!(entry["table_column"], "pay_share");
    assert_eq!(entry["text"], "160%");
}
