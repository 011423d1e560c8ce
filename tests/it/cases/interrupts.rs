//! Interrupts, wherever the program is: results are whole or absent, nothing is left beside them, and the exit status
//! says which. How soon is not measured, since a busy machine would decide; but every run here would take far longer
//! than anybody waits, were an interrupt not heeded.
#![cfg(unix)]

use super::{Desk, error_of};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

fn interrupt(running: &Child) {
    // It may have ended meanwhile, which its status will say.
    let _ = Command::new("kill").args(["-INT", &running.id().to_string()]).stderr(Stdio::null()).status().unwrap();
}

fn begin(desk: &Desk, call: &str) -> Child {
    desk.command(call).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Waits until a name appears in the folder in the making, any for an empty one.
fn wait_for(desk: &Desk, running: &mut Child, name: &str) {
    let is_there = || {
        let entries = fs::read_dir(&desk.0).unwrap().filter_map(Result::ok);
        let mut staging = entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(".foresave-"));
        staging.any(|staging| name.is_empty() || staging.path().join(name).exists())
    };
    while !is_there() && running.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
}

fn contents(folder: &Path) -> BTreeMap<String, usize> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    entries.map(|entry| (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap().len())).collect()
}

/// Either nothing happened, or all of it.
fn assert_whole_or_absent(desk: &Desk, output: &Output, stage: &str) {
    let said = error_of(output);
    match output.status.code() {
        Some(0) => assert!(desk.path("out/run.json").exists(), "{stage}"),
        // Before anything is written an interrupt ends the program as it ends any other.
        code => assert!(code.is_none() || code == Some(1) && said.contains("interrupted"), "{stage}: {code:?} {said}"),
    }
    assert!(said.matches("interrupted").count() <= 1, "{stage}: {said}");
    assert!(desk.names().iter().all(|name| !name.starts_with('.')), "{stage} leaves {:?}", desk.names());
}

#[test]
fn a_run_interrupted_at_any_stage_leaves_earlier_results_or_whole_new_ones() {
    let desk = Desk::with_the_example();
    desk.done("run alliance/scenario.toml -o out --trials 300 --keep-trials --quiet");
    let (before, files) = (contents(&desk.path("out")), desk.names());
    let whole: Vec<&String> = before.keys().collect();
    for (stage, trials, name) in [
        ("simulating", "1000000000", ""),
        ("drawing", "300", "trials.parquet"),
        ("writing charts", "300", "annual.svg"),
        ("writing tables", "300", "summary.csv"),
    ] {
        let call = format!("run alliance/scenario.toml -o out --trials {trials} --keep-trials --quiet");
        let mut running = begin(&desk, &call);
        wait_for(&desk, &mut running, name);
        interrupt(&running);
        let output = running.wait_with_output().unwrap();
        assert_whole_or_absent(&desk, &output, stage);
        assert_eq!(desk.names(), files, "{stage}");
        let after = contents(&desk.path("out"));
        assert_eq!(after.keys().collect::<Vec<_>>(), whole, "{stage}");
        assert!(output.status.success() || after == before, "{stage}");
    }
}

#[test]
fn an_interrupt_at_the_very_beginning_leaves_nothing() {
    let desk = Desk::with_the_example();
    for moment in 0..6 {
        let running = begin(&desk, "run alliance/scenario.toml -o new/out --trials 1000000000 --quiet");
        (0..moment * 40).for_each(|_| std::thread::yield_now());
        interrupt(&running);
        let output = running.wait_with_output().unwrap();
        assert!(!output.status.success());
        assert_whole_or_absent(&desk, &output, "beginning");
        assert_eq!(desk.names(), ["alliance"]);
    }
}

#[test]
fn analyses_are_interrupted_like_runs() {
    let desk = Desk::with_the_example();
    for call in [
        "benchmark alliance/scenario.toml --trials 1000000000",
        "sensitivity alliance/scenario.toml --trials 1000000",
        "explain alliance/scenario.toml --trials 1000000",
        "compare alliance/scenario.toml alliance/scenario.toml --trials 1000000",
        "solve alliance/scenario.toml --promise --confidence 80% --trials 1000000",
    ] {
        let mut running = begin(&desk, &format!("{call} -o out --quiet"));
        wait_for(&desk, &mut running, "");
        interrupt(&running);
        let output = running.wait_with_output().unwrap();
        let said = error_of(&output);
        assert_eq!(output.status.code(), Some(1), "{call}: {said}");
        assert!(said.contains("interrupted; nothing was written"), "{call}: {said}");
        assert_eq!(desk.names(), ["alliance"], "{call}");
    }
}

#[test]
fn init_that_is_interrupted_leaves_a_whole_scenario_or_none() {
    for call in ["init new", "init --tracker new", "init --excel new"] {
        let whole = Desk::new(&[]);
        whole.done(call);
        let whole = contents(&whole.path("new"));
        for moment in 0..8 {
            let desk = Desk::new(&[]);
            let running = begin(&desk, call);
            (0..moment * 30).for_each(|_| std::thread::yield_now());
            interrupt(&running);
            let output = running.wait_with_output().unwrap();
            match output.status.success() {
                true => assert!(contents(&desk.path("new")) == whole),
                // Interrupted in its last moments, it has written all and says so, or nothing.
                false if desk.path("new").exists() => assert!(contents(&desk.path("new")) == whole),
                false => assert!(desk.names().is_empty(), "{:?}", desk.names()),
            }
        }
    }
}
