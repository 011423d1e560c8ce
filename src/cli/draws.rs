//! What is drawn, where a command line says it in the scenario's place.

use super::count;
use crate::engine::{Drawing, Engine};
use crate::programme::{Programme, Sampling};

/// Trials, seed, sampling and threads.
#[derive(Debug, clap::Args)]
pub(super) struct Draws {
    /// Number of trials, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = count::trials)]
    trials: Option<u64>,
    /// Seed of the random numbers, instead of the scenario's
    #[arg(long, value_name = "N", value_parser = count::seed)]
    seed: Option<u64>,
    /// Sampling design, instead of the scenario's
    #[arg(long, value_name = "S", value_parser = ["random", "lhs", "sobol"])]
    sampling: Option<String>,
    /// Number of threads; by default one for each processor. Results do not depend on it
    #[arg(long, value_name = "N", value_parser = count::threads)]
    threads: Option<usize>,
}

impl Draws {
    /// The names of the options, for one that excludes them.
    pub(super) const NAMES: [&'static str; 4] = ["trials", "seed", "sampling", "threads"];

    /// What the command line says, and the scenario where it says nothing.
    pub(super) fn drawing(&self, programme: &Programme) -> Drawing {
        let simulation = programme.simulation;
        let sampling = match self.sampling.as_deref() {
            Some("random") => Sampling::Random,
            Some("lhs") => Sampling::Lhs,
            Some("sobol") => Sampling::Sobol,
            _ => simulation.sampling,
        };
        Drawing::new(self.trials.unwrap_or(simulation.trials), self.seed.unwrap_or(simulation.seed), sampling)
    }

    /// The number of trials, where the command line says it.
    pub(super) fn asked_trials(&self) -> Option<u64> {
        self.trials
    }

    /// The number of threads, where the command line says it.
    pub(super) fn threads(&self) -> Option<usize> {
        self.threads
    }

    /// An engine with as many threads as the command line says.
    pub(super) fn engine(&self) -> Engine {
        Engine::new(self.threads)
    }
}
