//! What an analysis stands on: its programme, and the trials that every run of it has.

use crate::engine::Drawing;
use crate::programme::Programme;

/// A programme that was analysed, and the trials. Sampling is random: errors of differences hold for independent trials
/// only.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The programme.
    pub programme: Programme,
    /// Trials of each run.
    pub trials: u64,
    /// Their seed.
    pub seed: u64,
}

impl Basis {
    /// Of a programme and a drawing.
    pub fn of(programme: &Programme, drawing: &Drawing) -> Self {
        Basis { programme: programme.clone(), trials: drawing.trials, seed: drawing.seed }
    }
}
