//! `foresave init`: a small, commented, working scenario to start from.

use super::{Failure, print};
use std::fs::{self, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// Write a small, commented, working scenario to start from
#[derive(Debug, clap::Args)]
#[command(after_help = "Example:\n  foresave init alliance")]
pub(super) struct Arguments {
    /// The folder to write into; it is made where there is none
    folder: PathBuf,
}

/// The files, each with what it is.
const FILES: [(&str, &str, &str); 5] = [
    ("scenario.toml", "the programme as a whole", include_str!("starter/scenario.toml")),
    ("areas.csv", "the business areas", include_str!("starter/areas.csv")),
    ("risks.csv", "what may go wrong", include_str!("starter/risks.csv")),
    ("slippage.csv", "how late earlier projects were", include_str!("starter/slippage.csv")),
    ("assumptions.csv", "where each figure comes from", include_str!("starter/assumptions.csv")),
];

/// Runs the command. Files that are there already are never touched.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let shown = folder.display();
    fs::create_dir_all(folder).map_err(|error| Failure::of_io(format!("the folder {shown} cannot be made"), &error))?;
    if let Some((name, ..)) = FILES.iter().find(|(name, ..)| folder.join(name).symlink_metadata().is_ok()) {
        return Err(taken(&folder.join(name)));
    }
    for (name, _, text) in FILES {
        write_new(&folder.join(name), text)?;
    }
    print(&next_steps(folder))
}

fn write_new(path: &Path, text: &str) -> Result<(), Failure> {
    let written =
        OpenOptions::new().write(true).create_new(true).open(path).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => taken(path),
        _ => Failure::of_io(format!("{} cannot be written", path.display()), &error),
    })
}

fn taken(path: &Path) -> Failure {
    Failure::World(format!("{} is there already, and nothing is overwritten: name a new folder", path.display()))
}

fn next_steps(folder: &Path) -> String {
    let mut text = format!("Wrote a scenario to start from into {}:\n\n", folder.display());
    for (name, what, _) in FILES {
        text.push_str(&format!("  {name:<16} {what}\n"));
    }
    let scenario = folder.join("scenario.toml");
    let scenario = scenario.display();
    text.push_str(&format!(
        "\nIts figures are invented. Next:\n\n  \
         1. put your own areas into areas.csv, and your programme into scenario.toml\n  \
         2. foresave check {scenario}    shows what was understood, or all errors\n  \
         3. foresave run {scenario}      forecasts\n"
    ));
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario;

    #[test]
    fn the_scenario_written_is_read_without_a_complaint_and_its_register_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        run(&Arguments { folder: folder.path().join("new") }).unwrap();
        let reading = scenario::read(&folder.path().join("new/scenario.toml")).expect("a scenario without faults");
        assert!(reading.warnings.is_empty(), "{}", reading.warnings.to_terminal(false));
        assert_eq!(reading.uncovered, []);
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("risks.csv"), "mine").unwrap();
        assert!(run(&Arguments { folder: folder.path().to_owned() }).is_err());
        assert_eq!(fs::read_to_string(folder.path().join("risks.csv")).unwrap(), "mine");
        assert!(!folder.path().join("scenario.toml").exists());
    }
}
