//! `foresave check`: all errors of a scenario, or what was understood.

use super::{Failure, print, shown, understood};
use crate::analysis::staffing;
use crate::diagnostic::Diagnostics;
use crate::scenario::{self, Reading};
use std::io;
use std::path::PathBuf;

/// Read a scenario and show all its errors, or a summary of what was understood
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  foresave check alliance/scenario.toml")]
pub(super) struct Arguments {
    /// The scenario file (TOML)
    scenario: PathBuf,
    /// Print errors and warnings as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match scenario::read(&arguments.scenario) {
        Ok(mut reading) => {
            staffing::warn(&mut reading);
            if arguments.json { print_json(&reading.warnings) } else { print_understood(&reading) }
        }
        Err(faults) => {
            if arguments.json {
                print_json(&faults)?;
            }
            Err(faults.into())
        }
    }
}

fn print_json(diagnostics: &Diagnostics) -> Result<(), Failure> {
    print(&format!("{:#}\n", diagnostics.to_json()))
}

fn print_understood(reading: &Reading) -> Result<(), Failure> {
    let mut text = understood::summary(reading);
    if !reading.warnings.is_empty() {
        text.push('\n');
        text.push_str(&shown(&reading.warnings, &io::stdout()));
    }
    print(&text)
}
