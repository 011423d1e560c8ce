//! The NumPy peer, in a process of its own.

use super::agreement::{self, Said};
use super::engine::{Subject, in_the_repository};
use super::naive::Model;
use foresave::plan::{AreaSlot, Slot};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

/// The environment variable that names another Python than `python3`.
const PYTHON: &str = "FORESAVE_PYTHON";

/// The script with a Python that runs it.
pub struct Peer<'a> {
    subject: &'a Subject,
    python: String,
}

impl<'a> Peer<'a> {
    /// The peer, once its figures agree with the engine's; or why there is none.
    pub fn checked(subject: &'a Subject, trials: usize) -> Result<Self, String> {
        let peer = Peer { subject, python: python() };
        let file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
        std::fs::write(file.path(), expectation(subject, trials)).map_err(|error| error.to_string())?;
        let expected = file.path().to_string_lossy().into_owned();
        peer.answer(trials, 0, &["--expect", &expected])?;
        Ok(peer)
    }

    /// Processor time of a trial, in nanoseconds.
    pub fn time(&self, trials: usize) -> f64 {
        let answer = self.answer(trials, 1, &[]).expect("it ran before");
        answer["ns_per_trial"][0].as_f64().expect("the peer says how long it took")
    }

    fn answer(&self, trials: usize, repeats: usize, more: &[&str]) -> Result<serde_json::Value, String> {
        let output = Command::new(&self.python)
            .arg(in_the_repository(&["benches", "peers", "numpy_peer.py"]))
            .arg(&self.subject.path)
            .args(["--json", "--trials", &trials.to_string(), "--repeat", &repeats.to_string()])
            .args(more)
            .env("OPENBLAS_NUM_THREADS", "1")
            .env_remove("OPENBLAS_CORETYPE")
            .env_remove("OPENBLAS_L2_SIZE")
            .output()
            .map_err(|error| format!("skipped, Python cannot be started: {error}"))?;
        let said = String::from_utf8_lossy(&output.stderr);
        if said.starts_with("skipped") {
            return Err(said.trim().into());
        }
        assert!(output.status.success(), "the NumPy peer failed on {}:\n{said}", self.subject.name);
        serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
    }
}

/// What SALib with the NumPy peer's model says and costs.
pub struct Salib {
    /// Processor time of a sample with all of its exchanges.
    pub nanoseconds: f64,
    /// The mean of the programme's net saving.
    pub mean: f64,
    /// About its Monte Carlo error.
    pub mean_error: f64,
}

/// Sobol' indices of so many groups from so many samples, by SALib; or why there are none.
pub fn salib(scenario: &Path, groups: usize, samples: usize) -> Result<Salib, String> {
    let python = python();
    let output = Command::new(python)
        .arg(in_the_repository(&["benches", "peers", "salib_peer.py"]))
        .arg(scenario)
        .args(["--groups", &groups.to_string(), "--samples", &samples.to_string()])
        .env("OPENBLAS_NUM_THREADS", "1")
        .output()
        .map_err(|error| format!("Python cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if said.starts_with("skipped") {
        return Err(said.trim().into());
    }
    assert!(output.status.success(), "the SALib peer failed:\n{said}");
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let number = |name: &str| answer[name].as_f64().expect("the peer says what it found and how long it took");
    let mean_error = number("sd") / (samples as f64).sqrt();
    Ok(Salib { nanoseconds: number("ns_per_sample"), mean: number("mean"), mean_error })
}

fn python() -> String {
    std::env::var(PYTHON).unwrap_or_else(|_| "python3".into())
}

/// The engine's figures as the peer reads them.
fn expectation(subject: &Subject, trials: usize) -> String {
    let model = Model::of(&subject.programme).expect("the speed scenarios are known to the naive peer");
    let outcomes = subject.simulate(trials, 1);
    let said = agreement::said(subject, &outcomes, model.columns().into_iter());
    let allowed = agreement::allowed_errors(said.len());
    let mut text = String::from("part,area,measure,year,n,z,mean,sd,p10,p50,p90\n");
    for figure in said.iter().filter(|figure| figure.count > 0) {
        let Said { slot, count, mean, sd, quantiles: [p10, p50, p90] } = figure;
        let key = match slot {
            Slot::Part(id) => format!("{},,{},{}", id.part, id.measure.name(), id.year),
            Slot::Area(area, slot) => format!(",{area},{},0", area_name(*slot)),
        };
        writeln!(text, "{key},{count},{allowed},{mean},{sd},{p10},{p50},{p90}").expect("a string takes all text");
    }
    text
}

fn area_name(slot: AreaSlot) -> &'static str {
    match slot {
        AreaSlot::GrossSaving => "gross_saving",
        AreaSlot::Cost => "cost",
        AreaSlot::NetSaving => "net_saving",
        AreaSlot::GoLive => "go_live",
        AreaSlot::IsLive => "is_live",
    }
}
