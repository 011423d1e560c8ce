//! `foresave completions`: what a shell needs to complete a command line.

use super::{Failure, print};

/// Print what a shell needs to complete command lines of foresave
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  foresave completions bash > ~/.local/share/bash-completion/completions/foresave
  foresave completions powershell >> $PROFILE")]
pub(super) struct Arguments {
    /// The shell
    shell: clap_complete::Shell,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, mut program: clap::Command) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut program, "foresave", &mut script);
    print(&String::from_utf8_lossy(&script))
}
