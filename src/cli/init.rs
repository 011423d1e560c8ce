//! `foresave init`: a small, commented, working scenario to start from.

use super::Failure;
use std::path::PathBuf;

/// Write a small, commented, working scenario to start from
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  foresave init alliance")]
pub(super) struct Arguments {
    /// The folder to write into; it is made where there is none
    folder: PathBuf,
}

/// Runs the command.
pub(super) fn run(_: &Arguments) -> Result<(), Failure> {
    Ok(())
}
