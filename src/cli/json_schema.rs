//! `foresave schema`: the JSON Schema of the scenario file.

use super::{Failure, print};
use crate::scenario::json_schema;

/// Print the JSON Schema of the scenario file, by which editors complete and check it while one types
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  foresave schema > foresave.schema.json")]
pub(super) struct Arguments {}

/// Runs the command.
pub(super) fn run(_arguments: &Arguments) -> Result<(), Failure> {
    print(&format!("{:#}\n", json_schema()))
}
