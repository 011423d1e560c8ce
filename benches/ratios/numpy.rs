//! The NumPy peer, in a process of its own.

use super::agreement::{self, Said};
use super::clock::Cost;
use super::engine::Subject;
use super::naive::Model;
use super::size::Sizes;
use foresave::plan::{AreaSlot, Slot};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::Command;

/// The environment variable that names another Python than `python3`.
const PYTHON: &str = "FORESAVE_PYTHON";

/// The cost of a trial, or why there is none.
pub fn cost(subject: &Subject, sizes: &Sizes) -> Result<Cost, String> {
    let expected = expectation(subject, sizes.compared);
    let file = tempfile::NamedTempFile::new().map_err(|error| error.to_string())?;
    std::fs::write(file.path(), expected).map_err(|error| error.to_string())?;
    let script: PathBuf = [env!("CARGO_MANIFEST_DIR"), "benches", "peers", "numpy_peer.py"].iter().collect();
    let python = std::env::var(PYTHON).unwrap_or_else(|_| "python3".into());
    let output = Command::new(python)
        .arg(script)
        .arg(&subject.path)
        .args(["--json", "--trials", &sizes.numpy.to_string(), "--repeat", &sizes.repeats.to_string(), "--expect"])
        .arg(file.path())
        .env("OPENBLAS_NUM_THREADS", "1")
        .env_remove("OPENBLAS_CORETYPE")
        .env_remove("OPENBLAS_L2_SIZE")
        .output()
        .map_err(|error| format!("skipped, Python cannot be started: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    if said.starts_with("skipped") {
        return Err(said.trim().into());
    }
    assert!(output.status.success(), "the NumPy peer failed on {}:\n{said}", subject.name);
    let answer: serde_json::Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let times = answer["ns_per_trial"].as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64);
    Ok(Cost::of(times.collect()))
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
