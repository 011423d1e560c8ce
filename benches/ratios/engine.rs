//! The engine on a scenario.

use super::clock;
use foresave::engine::Level;
use foresave::engine::{Drawing, Engine, Outcomes, Wanted, Watch};
use foresave::plan::{Plan, Shown, compile};
use foresave::programme::{Programme, Sampling};
use foresave::scenario::{self, Files};
use std::hint::black_box;
use std::path::{Path, PathBuf};

/// A scenario, ready to run.
pub struct Subject {
    /// What the table calls it.
    pub name: &'static str,
    /// Its file.
    pub path: PathBuf,
    /// What it means.
    pub programme: Programme,
    /// What is run.
    pub plan: Plan,
    /// On one thread.
    engine: Engine,
}

impl Subject {
    /// One of the speed scenarios.
    pub fn read(name: &'static str) -> Self {
        Subject::at(name, &in_the_repository(&["benches", "scenarios", name]))
    }

    /// The scenario in a folder.
    pub fn at(name: &'static str, folder: &Path) -> Self {
        let path = folder.join("scenario.toml");
        let programme = scenario::read(&Files::at(&path)).expect("the scenarios that are timed are right").programme;
        let plan = compile(&programme).expect("the scenarios that are timed have ordinary amounts");
        Subject { name, path, programme, plan, engine: Engine::new(Some(1)) }
    }

    /// Runs so many trials on one thread.
    pub fn simulate(&self, trials: usize, seed: u64) -> Outcomes {
        self.run(&self.engine, &drawing(trials, seed, Sampling::Random))
    }

    /// Runs so many trials on one thread with the instructions of a level.
    pub fn simulate_at(&self, trials: usize, seed: u64, level: Level) -> Outcomes {
        self.run(&Engine::at_level(level, Some(1)), &drawing(trials, seed, Sampling::Random))
    }

    /// Processor time of a trial of a design on one thread, in nanoseconds, quantiles of every row included.
    pub fn time_of(&self, sampling: Sampling, trials: usize) -> f64 {
        let drawing = drawing(trials, 3, sampling);
        clock::once(clock::processor, || read_off(&self.run(&self.engine, &drawing)), trials)
    }

    /// Likewise, of random trials.
    pub fn time(&self, trials: usize) -> f64 {
        self.time_of(Sampling::Random, trials)
    }

    /// Wall time of a trial on some threads, in nanoseconds.
    pub fn wall_time_on(&self, threads: usize, trials: usize) -> f64 {
        let drawing = drawing(trials, 3, Sampling::Random);
        clock::once(clock::wall, || read_off(&self.run(&Engine::new(Some(threads)), &drawing)), trials)
    }

    /// Every trial's values of something.
    pub fn sample(&self, wanted: Wanted, drawing: &Drawing) -> Vec<f64> {
        let sample = Engine::new(None).sample(&self.plan, &[wanted], drawing, &Watch::default());
        sample.expect("nobody stops it").only()
    }

    fn run(&self, engine: &Engine, drawing: &Drawing) -> Outcomes {
        engine.simulate(&self.plan, drawing, &Watch::default()).expect("nobody stops it")
    }

    /// How many figures are counted or summed.
    pub fn rows(&self) -> usize {
        self.plan.rows.shown.iter().filter(|(_, shown)| *shown != Shown::Constant).count()
    }
}

fn drawing(trials: usize, seed: u64, sampling: Sampling) -> Drawing {
    Drawing::new(trials as u64, seed, sampling)
}

fn read_off(outcomes: &Outcomes) -> f64 {
    black_box(outcomes.rows.iter().map(|row| row.quantiles()[4].value).sum())
}

/// A place in the repository.
pub fn in_the_repository(names: &[&str]) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf();
    names.iter().fold(root, |path, name| path.join(name))
}

/// The instructions in use.
pub fn level() -> String {
    format!("{:?}", Level::widest())
}
