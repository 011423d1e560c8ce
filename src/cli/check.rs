//! `foresave check`: all errors of a scenario, or what was understood.

use super::source::Overrides;
use super::{Failure, print, shown, tell_all, terminal_width, understood};
use crate::analysis::check;
use crate::diagnostic::Diagnostics;
use crate::report::{Look, to_terminal};
use std::path::PathBuf;

/// Read a scenario and show all its errors, or a summary of what was understood
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave check alliance/scenario.toml
  foresave check alliance/scenario.toml --set area.ICT.go_live=2027-09
  foresave check - < scenario.toml")]
pub(super) struct Arguments {
    /// The scenario: a TOML file, a workbook, or `-` for standard input
    scenario: PathBuf,
    #[command(flatten)]
    overrides: Overrides,
    /// Show each fault that repeats down a column, not the first three places alone
    #[arg(long)]
    all: bool,
    /// Print errors, warnings and notes as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    match check::open(&arguments.overrides.files(&arguments.scenario)?) {
        Ok(reading) => {
            if arguments.json {
                return print_json(&reading.warnings);
            }
            let look = Look { width: terminal_width(), sections: &[], with_headings: true };
            print(&to_terminal(&understood::account(&reading), look))?;
            tell_all(&shown(&reading.warnings, arguments.all));
            Ok(())
        }
        Err(faults) => {
            if arguments.json {
                print_json(&faults)?;
            }
            Err(Failure::Scenario { faults: Box::new(faults), each: arguments.all })
        }
    }
}

fn print_json(diagnostics: &Diagnostics) -> Result<(), Failure> {
    print(&format!("{:#}\n", diagnostics.to_json()))
}
