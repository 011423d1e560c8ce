//! The engine on a scenario.

use super::clock::{self, Cost};
use foresave::engine::instructions::Level;
use foresave::engine::{self, Outcomes, Settings, Watch};
use foresave::plan::{Plan, compile};
use foresave::programme::{Programme, Sampling};
use foresave::scenario;
use std::path::PathBuf;

/// A scenario, ready to run.
pub struct Subject {
    /// Its folder's name.
    pub name: &'static str,
    /// Its file.
    pub path: PathBuf,
    /// What it means.
    pub programme: Programme,
    /// What is run.
    pub plan: Plan,
}

impl Subject {
    /// One of the speed scenarios.
    pub fn read(name: &'static str) -> Self {
        let path: PathBuf =
            [env!("CARGO_MANIFEST_DIR"), "benches", "scenarios", name, "scenario.toml"].iter().collect();
        let programme = scenario::read(&path).expect("the speed scenarios are right").programme;
        let plan = compile(&programme).expect("the speed scenarios have ordinary amounts");
        Subject { name, path, programme, plan }
    }

    /// Runs so many trials on one thread.
    pub fn simulate(&self, trials: usize, seed: u64) -> Outcomes {
        let settings =
            Settings { trials: trials as u64, seed, sampling: Sampling::Random, threads: Some(1), level: None };
        engine::simulate(&self.plan, settings, &Watch::default()).expect("nobody stops it")
    }

    /// What a trial costs, quantiles of every row included.
    pub fn cost(&self, trials: usize, repeats: usize) -> Cost {
        let run = || self.simulate(trials, 3).rows.iter().map(|row| row.quantiles()[4]).sum::<f64>();
        clock::cost(run, trials, repeats)
    }

    /// How many figures are counted.
    pub fn rows(&self) -> usize {
        self.plan.rows.shown.len()
    }
}

/// The instructions in use.
pub fn level() -> String {
    format!("{:?}", Level::widest())
}
