//! The straightforward Monte Carlo simulation that a good engineer writes in a day: a struct per area, `rand_distr`'s
//! samplers, rayon over trials, every figure of every trial kept in a vector, sorted for quantiles.
//!
//! It knows what the two speed scenarios need and refuses the rest. It is neither crippled nor tuned: PERT laws that
//! are correlated come from a table of their quantiles, since inverting a beta in every trial would be foolish.

mod law;
mod learning;
mod model;
mod results;
mod trial;

pub use model::Model;
pub use results::{Column, Results};

use foresave::plan::Slot;
use rand::SeedableRng;
use rand::rngs::Xoshiro256PlusPlus;
use rayon::prelude::*;
use trial::Trial;

/// Trials that a thread does in a row.
const BATCH: usize = 500;

impl Model {
    /// Runs so many trials and summarises every figure.
    pub fn run(&self, trials: usize, seed: u64) -> Results {
        let columns: Vec<Slot> = self.columns();
        let batches: Vec<Vec<Vec<f64>>> = (0..trials.div_ceil(BATCH))
            .into_par_iter()
            .map(|batch| self.batch(columns.len(), (batch * BATCH..trials.min((batch + 1) * BATCH)).len(), seed, batch))
            .collect();
        let summaries = (0..columns.len())
            .into_par_iter()
            .map(|column| {
                let mut values = Vec::with_capacity(trials);
                batches.iter().for_each(|batch| values.extend_from_slice(&batch[column]));
                Column::of(values)
            })
            .collect::<Vec<Column>>();
        Results { columns: columns.into_iter().zip(summaries).collect() }
    }

    fn batch(&self, columns: usize, trials: usize, seed: u64, batch: usize) -> Vec<Vec<f64>> {
        let mut random = Xoshiro256PlusPlus::seed_from_u64(seed ^ ((batch as u64) << 32));
        let mut kept = vec![Vec::with_capacity(trials); columns];
        let mut trial = Trial::new(self);
        for _ in 0..trials {
            trial.run(self, &mut random);
            trial.keep(self, &mut kept);
        }
        kept
    }
}
