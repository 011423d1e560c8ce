//! What is drawn in a run: how many trials, from which numbers, in which design.

use super::design::REPLICATES;
use crate::programme::{Sampling, Simulation};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The trials of a run. What a plan does in them is a pure function of the plan and of this.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// Number of trials, at least 1.
    pub trials: u64,
    /// The seed.
    pub seed: u64,
    /// The design.
    pub sampling: Sampling,
    /// Names of draws that come from a second stream, independent of the first, while all others stay as they are. With
    /// the number of a recurring risk's events go the events themselves.
    pub redrawn: BTreeSet<String>,
    /// The numbers of the trials, ascending, where they are not the first so many; of the design `random`.
    pub only: Option<Arc<[u64]>>,
}

impl Drawing {
    /// So many trials, with no draw redrawn.
    pub fn new(trials: u64, seed: u64, sampling: Sampling) -> Self {
        Drawing { trials, seed, sampling, redrawn: BTreeSet::new(), only: None }
    }

    /// Of the same trials some, by their numbers, counted from 0, in ascending order.
    ///
    /// # Panics
    /// Where the design is not `random`: in the others a draw depends on its place among all.
    #[must_use]
    pub fn only(&self, trials: Arc<[u64]>) -> Self {
        assert!(self.sampling == Sampling::Random, "trials are run by their numbers in the design `random` alone");
        Drawing { trials: trials.len() as u64, only: Some(trials), ..self.clone() }
    }

    /// How the trials are divided into replicates: one for `random`, sixteen for the stratified designs, whose number
    /// `sobol` rounds up so that each replicate is a power of two.
    pub(super) fn replicates(&self) -> Vec<u64> {
        match self.sampling {
            Sampling::Random => vec![self.trials],
            Sampling::Sobol => vec![self.trials.div_ceil(REPLICATES).next_power_of_two(); REPLICATES as usize],
            Sampling::Lhs => {
                let each = self.trials / REPLICATES;
                let more = self.trials % REPLICATES;
                (0..REPLICATES).map(|r| each + u64::from(r < more)).filter(|trials| *trials > 0).collect()
            }
        }
    }
}

impl From<Simulation> for Drawing {
    /// As a scenario asks for it.
    fn from(simulation: Simulation) -> Self {
        Drawing::new(simulation.trials, simulation.seed, simulation.sampling)
    }
}
