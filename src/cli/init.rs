//! `foresave init`: a small, commented, working scenario to start from.

use super::{Failure, print};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
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

/// Runs the command. Files that are there already are never touched; where one cannot be written, none stays.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    let shown = folder.display();
    if let Some((name, ..)) = FILES.iter().find(|(name, ..)| folder.join(name).symlink_metadata().is_ok()) {
        return Err(taken(&folder.join(name)));
    }
    let mut made = Made::default();
    made.folder(folder).map_err(|error| Failure::of_io(&format!("the folder {shown} cannot be made"), error))?;
    for (name, _, text) in FILES {
        let path = folder.join(name);
        made.file(&path, text).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => taken(&path),
            _ => Failure::of_io(&format!("{} cannot be written", path.display()), error),
        })?;
    }
    made.keep();
    print(&next_steps(folder))
}

/// What was made so far, in its order. It goes again unless it is kept.
#[derive(Debug, Default)]
struct Made {
    folders: Vec<PathBuf>,
    files: Vec<PathBuf>,
}

impl Made {
    /// Makes a folder, and those above it that are not there.
    fn folder(&mut self, folder: &Path) -> io::Result<()> {
        if folder.as_os_str().is_empty() || folder.is_dir() {
            return Ok(());
        }
        if let Some(parent) = folder.parent() {
            self.folder(parent)?;
        }
        match fs::create_dir(folder) {
            // `new/.` is there as soon as `new` is.
            Err(_) if folder.is_dir() => Ok(()),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(ErrorKind::NotADirectory.into()),
            made => made.map(|()| self.folders.push(folder.to_owned())),
        }
    }

    /// Writes a new file, down to the disk: some disks say only then that they are full.
    fn file(&mut self, path: &Path, text: &str) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
        self.files.push(path.to_owned());
        file.write_all(text.as_bytes())?;
        file.sync_all()
    }

    fn keep(mut self) {
        self.folders.clear();
        self.files.clear();
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        // What cannot be removed either stays; the fault that led here is told.
        self.files.iter().rev().for_each(|file| drop(fs::remove_file(file)));
        self.folders.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
    }
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
    use crate::scenario::{self, Files};

    #[test]
    fn the_scenario_written_is_read_without_a_complaint_and_its_register_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        run(&Arguments { folder: folder.path().join("new") }).unwrap();
        let reading =
            scenario::read(&Files::at(folder.path().join("new/scenario.toml"))).expect("a scenario without faults");
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

    #[test]
    fn what_was_made_before_a_fault_goes_again() {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("a/b");
        let mut made = Made::default();
        made.folder(&folder).unwrap();
        made.file(&folder.join("scenario.toml"), "half").unwrap();
        assert!(made.file(&folder.join("scenario.toml/areas.csv"), "").is_err());
        drop(made);
        assert_eq!(fs::read_dir(above.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_fault_of_the_disk_is_told_in_plain_words() {
        let above = tempfile::tempdir().unwrap();
        fs::write(above.path().join("file"), "").unwrap();
        let Err(Failure::World(said)) = run(&Arguments { folder: above.path().join("file/new") }) else {
            panic!("a folder in a file")
        };
        assert!(said.ends_with("cannot be made: a part of the path is not a folder"), "{said}");
    }
}
