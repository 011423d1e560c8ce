//! `foresave man`: manual pages.

use super::{Failure, print};
use clap_mangen::Man;
use std::fs;
use std::path::PathBuf;

/// Print the manual page, or write one for each command into a folder
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:\n  foresave man | man -l -\n  foresave man ~/.local/share/man/man1")]
pub(super) struct Arguments {
    /// The folder to write a page for each command into; it is made where there is none
    folder: Option<PathBuf>,
}

/// Runs the command.
pub(super) fn run(arguments: &Arguments, program: clap::Command) -> Result<(), Failure> {
    let program = program.disable_help_subcommand(true);
    let Some(folder) = &arguments.folder else { return print(&page(&program)?) };
    let failed = |error| Failure::of_io(&format!("{} cannot be written", folder.display()), error);
    fs::create_dir_all(folder).map_err(failed)?;
    clap_mangen::generate_to(program, folder).map_err(failed)
}

fn page(command: &clap::Command) -> Result<String, Failure> {
    let mut page = Vec::new();
    let rendered = Man::new(command.clone()).render(&mut page);
    rendered.map_err(|error| Failure::of_io("the manual page cannot be made", error))?;
    Ok(String::from_utf8_lossy(&page).into_owned())
}
