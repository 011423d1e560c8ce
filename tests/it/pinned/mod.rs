//! Pinned forecasts: every figure of every result table of the shipped scenarios, at a fixed seed.
//!
//! `tests/it/pinned/NAME.txt` holds one line for each row of a table: what the plan has, then the mean, the standard
//! deviation, the nine percentiles and the errors over the trials. Nothing says that these figures are right: other
//! tests do. They show what a change has moved.
//!
//! A change that is meant to move figures renews the files with
//!
//! ```text
//! UPDATE=1 cargo test pinned
//! ```
//!
//! and states in `CHANGELOG.md` what moved, and by how much.
//!
//! The figures are taken from the library's [`Forecast`], by measure and year, so that a further column, measure or
//! file format leaves the lines as they are. [`figures`] is the only file that reads a forecast.

mod compare;
mod figures;
mod lines;

use foresave::engine::{Drawing, Engine, Watch};
use foresave::forecast::{self, Forecast};
use foresave::programme::Sampling;
use foresave::scenario::{self, Files};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Few, so that the whole takes a few seconds: figures that move do so in any trial.
const TRIALS: u64 = 500;
const SEED: u64 = 1;

fn forecast(scenario: &Path, sampling: Sampling) -> Forecast {
    let programme =
        scenario::read(&Files::at(scenario)).unwrap_or_else(|faults| panic!("{scenario:?}: {faults:?}")).programme;
    let drawing = Drawing::new(TRIALS, SEED, sampling);
    forecast::forecast(&programme, &Engine::new(None), &drawing, &Watch::default()).unwrap().forecast
}

/// Holds the forecast of a scenario against its pinned figures, or renews them.
fn hold(scenario: &str, sampling: Sampling, name: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let now = figures::of(&forecast(&root.join(scenario), sampling));
    let file: PathBuf = root.join("tests/it/pinned").join(name).with_extension("txt");
    if env::var_os("UPDATE").is_some() {
        fs::write(file, lines::of(&now)).unwrap();
        return;
    }
    let pinned = fs::read_to_string(&file).unwrap_or_default();
    if let Some(differences) = compare::differences(&pinned, &now) {
        panic!("{name}: {differences}\nIf this is meant, UPDATE=1 cargo test pinned renews the files.");
    }
}

/// Defines a test for each scenario file, whose pinned figures have the test's name.
macro_rules! pinned {
    ($($name:ident: $scenario:literal, $sampling:ident;)*) => {
        $(
            #[test]
            fn $name() {
                hold($scenario, Sampling::$sampling, &stringify!($name).replace('_', "-"));
            }
        )*
    };
}

pinned! {
    calsa: "scenarios/calsa/scenario.toml", Random;
    cumbria_lancashire_2005: "scenarios/cumbria-lancashire-2005/scenario.toml", Random;
    dorset_devon_cornwall: "scenarios/dorset-devon-cornwall/scenario.toml", Random;
    dorset_devon_cornwall_from_2015: "scenarios/dorset-devon-cornwall/scenario-from-2015.toml", Random;
    dorset_devon_cornwall_net_of_costs: "scenarios/dorset-devon-cornwall/scenario-net-of-costs.toml", Random;
    dorset_devon_cornwall_slow_embedding: "scenarios/dorset-devon-cornwall/scenario-slow-embedding.toml", Random;
    dorset_devon_cornwall_with_design: "scenarios/dorset-devon-cornwall/scenario-with-design.toml", Random;
    dorset_devon_cornwall_with_merger: "scenarios/dorset-devon-cornwall/scenario-with-merger.toml", Random;
    lancashire_futures: "scenarios/lancashire-futures/scenario.toml", Random;
    savings_tracker: "scenarios/savings-tracker/scenario.toml", Random;
    three_force: "scenarios/three-force/scenario.toml", Random;
    starter: "src/cli/starter/scenario.toml", Random;
    starter_lhs: "src/cli/starter/scenario.toml", Lhs;
    starter_sobol: "src/cli/starter/scenario.toml", Sobol;
}
