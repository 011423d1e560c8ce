//! The program itself, as a process of its own: how soon it answers, and how much memory it takes.

use super::clock;
use super::engine::in_the_repository;
use super::size::Size;
use super::table::{self, Goal};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// Start-up, and peak memory.
pub fn measure(size: Size) {
    start_up(size);
    memory();
}

/// Wall time of whole commands on a small scenario: of one trial, which bounds the time to the first, and of 1,000.
fn start_up(size: Size) {
    let dorset = in_the_repository(&["scenarios", "dorset-devon-cornwall", "scenario.toml"]);
    let time = |trials: usize| {
        let work = || assert!(run_with(&dorset, trials, &[]).wait().expect("it was started").success());
        clock::once(clock::wall, work, 1) / 1e6
    };
    let [first, thousand] = clock::in_turn(size.pick(20, 60), [&mut || time(1), &mut || time(1000)]);
    let name = "dorset";
    table::figure(name, "the whole command, 1 trial, no charts", first.best, " ms", Some(Goal::AtMost(30.0)));
    table::figure(name, "the whole command, 1,000 trials, no charts", thousand.best, " ms", Some(Goal::AtMost(60.0)));
}

/// Trials of a run by default.
const DEFAULT: usize = 100_000;

/// Processor time of the whole command with as many trials as it runs by default, percentiles exact, without charts and
/// reports, on one thread as its peers: nanoseconds a trial.
pub fn default_run(scenario: &Path) -> Option<f64> {
    let started = clock::of_children()?;
    assert!(
        run_with(scenario, DEFAULT, &["--report", "none", "--threads", "1"]).wait().expect("it was started").success()
    );
    Some((clock::of_children()? - started).as_secs_f64() * 1e9 / DEFAULT as f64)
}

/// Peak memory by number of trials.
fn memory() {
    let bench27 = in_the_repository(&["benches", "scenarios", "bench27", "scenario.toml"]);
    for (trials, in_words) in [(1_000_000, "10^6"), (10_000_000, "10^7")] {
        let what = format!("peak memory, {in_words} trials, all processors");
        match peak_memory(run_with(&bench27, trials, &[])) {
            Some(megabytes) => table::figure("bench27", &what, megabytes, " MB", Some(Goal::AtMost(200.0))),
            None => table::note("bench27", &format!("{what}: this system does not say")),
        }
    }
}

/// Starts a run without charts; its results go to a folder that is removed.
fn run_with(scenario: &Path, trials: usize, more: &[&str]) -> Running {
    let folder = tempfile::tempdir().expect("there is room for results");
    let program: PathBuf = env!("CARGO_BIN_EXE_foresave").into();
    let child = Command::new(program)
        .arg("run")
        .arg(scenario)
        .args(["--trials", &trials.to_string(), "--no-charts", "--quiet", "-o"])
        .arg(folder.path().join("results"))
        .args(more)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program is built beside the bench");
    Running { child, _folder: folder }
}

struct Running {
    child: Child,
    _folder: tempfile::TempDir,
}

impl Running {
    fn wait(mut self) -> std::io::Result<std::process::ExitStatus> {
        self.child.wait()
    }
}

/// The most memory that a process had at any time, in megabytes, by looking again and again until it ends.
fn peak_memory(mut running: Running) -> Option<f64> {
    let status = format!("/proc/{}/status", running.child.id());
    let mut kilobytes = None;
    while running.child.try_wait().ok()?.is_none() {
        let text = std::fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        kilobytes = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<f64>().ok()).or(kilobytes);
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    kilobytes.map(|kilobytes| kilobytes * 1024.0 / 1e6)
}
