//! How a scenario asks to be simulated.

use crate::programme::{Sampling, Simulation};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::toml::Table;

/// The sampling designs by name.
const SAMPLING: [(&str, Sampling); 3] =
    [("random", Sampling::Random), ("lhs", Sampling::Lhs), ("sobol", Sampling::Sobol)];

/// Reads `[simulation]`.
pub(super) fn read(root: &Table, reader: &mut Reader) -> Simulation {
    let mut simulation = Simulation { trials: 100_000, seed: 1, sampling: Sampling::Random };
    let Some(table) = reader.section(root, &schema::SIMULATION) else { return simulation };
    let trials = reader.plain(table, "trials").and_then(|it| reader.whole(it, "trials", 1, Simulation::MOST_TRIALS));
    let seed = reader.plain(table, "seed").and_then(|it| reader.whole(it, "seed", 0, i64::MAX as u64));
    let sampling = reader.plain(table, "sampling").and_then(|it| reader.choice(it, "sampling", &SAMPLING));
    simulation.trials = trials.unwrap_or(simulation.trials);
    simulation.seed = seed.unwrap_or(simulation.seed);
    simulation.sampling = sampling.unwrap_or(simulation.sampling);
    simulation
}
