//! `foresave init`: a small, commented, working scenario to start from.

mod sheet;
mod workbook;

use super::progress::Progress;
use super::{Failure, print};
use crate::report::undisturbed;
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// Write a small, commented, working scenario to start from
#[derive(Debug, clap::Args)]
#[command(
    after_help = "Examples:\n  foresave init alliance\n  foresave init --excel alliance\n  foresave init --tracker savings"
)]
pub(super) struct Arguments {
    /// The folder to write into; it is made where there is none
    folder: PathBuf,
    /// Begin with a savings tracker: savings and costs by year, in a table with headings of its own
    #[arg(long)]
    tracker: bool,
    /// Write one Excel workbook in place of a TOML file and CSV tables
    #[arg(long, conflicts_with = "tracker")]
    excel: bool,
}

/// Files that make a scenario: the name of each, what it is, and its text.
type Starter = &'static [(&'static str, &'static str, &'static str)];

/// A savings tracker.
const TRACKER: Starter = &[
    ("scenario.toml", "the programme as a whole, and what your headings mean", include_str!("tracker/scenario.toml")),
    ("tracker.csv", "the savings tracker", include_str!("tracker/tracker.csv")),
    ("assumptions.csv", "where each figure comes from", include_str!("tracker/assumptions.csv")),
];

/// An alliance.
const ALLIANCE: Starter = &[
    ("scenario.toml", "the programme as a whole", include_str!("starter/scenario.toml")),
    ("areas.csv", "the business areas", include_str!("starter/areas.csv")),
    ("risks.csv", "what may go wrong", include_str!("starter/risks.csv")),
    ("slippage.csv", "how late earlier projects were", include_str!("starter/slippage.csv")),
    ("assumptions.csv", "where each figure comes from", include_str!("starter/assumptions.csv")),
];

/// Runs the command. Files that are there already are never touched, and the scenario appears whole or not at all:
/// it is written beside its place and moved there.
pub(super) fn run(arguments: &Arguments) -> Result<(), Failure> {
    let folder = &arguments.folder;
    if arguments.excel {
        return workbook::run(folder);
    }
    let starter = if arguments.tracker { TRACKER } else { ALLIANCE };
    if let Some((name, ..)) = starter.iter().find(|(name, ..)| folder.join(name).symlink_metadata().is_ok()) {
        return Err(taken(&folder.join(name)));
    }
    // From here on an interrupt is caught, and waits until the files are whole, or away.
    let progress = Progress::begin(true)?;
    let undisturbed = undisturbed();
    let mut made = Made::default();
    write(starter, folder, &mut made).map_err(|error| match error {
        Fault::Making(error) => Failure::of_io(&format!("the folder {} cannot be made", folder.display()), error),
        Fault::Writing(path, error) if error.kind() == ErrorKind::AlreadyExists => taken(&path),
        Fault::Writing(path, error) => Failure::of_io(&format!("{} cannot be written", path.display()), error),
    })?;
    if progress.watch().stop.load(Ordering::Relaxed) {
        return Err(Failure::Interrupted);
    }
    made.keep();
    drop(undisturbed);
    print(&next_steps(starter, folder))
}

/// What went wrong.
enum Fault {
    Making(io::Error),
    Writing(PathBuf, io::Error),
}

/// Writes the files into a hidden folder within `folder`, down to the disk, and moves them up when all are there.
fn write(starter: Starter, folder: &Path, made: &mut Made) -> Result<(), Fault> {
    made.folder(folder).map_err(Fault::Making)?;
    let inside = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let staging = tempfile::Builder::new().prefix(".foresave-").tempdir_in(inside).map_err(Fault::Making)?;
    for (name, _, text) in starter {
        let path = staging.path().join(name);
        written(&path, text).map_err(|error| Fault::Writing(folder.join(name), error))?;
    }
    for (name, ..) in starter {
        let path = folder.join(name);
        made.moved(&staging.path().join(name), &path).map_err(|error| Fault::Writing(path, error))?;
    }
    Ok(())
}

/// Writes a new file, down to the disk: some disks say only then that they are full.
fn written(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
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

    /// Moves a file to where there is none.
    fn moved(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        match fs::hard_link(from, to) {
            // Some disks know no second name of a file.
            Err(error) if error.kind() != ErrorKind::AlreadyExists => {
                if to.symlink_metadata().is_ok() {
                    return Err(ErrorKind::AlreadyExists.into());
                }
                fs::rename(from, to)
            }
            linked => linked,
        }?;
        self.files.push(to.to_owned());
        Ok(())
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

fn next_steps(starter: Starter, folder: &Path) -> String {
    let mut text = format!("Wrote a scenario to start from into {}:\n\n", folder.display());
    for (name, what, _) in starter {
        text.push_str(&format!("  {name:<16} {what}\n"));
    }
    let scenario = folder.join("scenario.toml");
    let scenario = scenario.display();
    let areas = starter[1].0;
    text.push_str(&format!(
        "\nIts figures are invented. Next:\n\n  \
         1. put your own areas into {areas}, and your programme into scenario.toml\n  \
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
    fn the_scenarios_written_are_read_without_a_complaint_and_their_registers_are_complete() {
        for tracker in [false, true] {
            let folder = tempfile::tempdir().unwrap();
            run(&Arguments { folder: folder.path().join("new"), tracker, excel: false }).unwrap();
            let reading =
                scenario::read(&Files::at(folder.path().join("new/scenario.toml"))).expect("a scenario without faults");
            assert!(reading.warnings.is_empty(), "{}", reading.warnings.to_terminal(false));
            assert_eq!(reading.uncovered, []);
        }
    }

    #[test]
    fn nothing_is_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("risks.csv"), "mine").unwrap();
        assert!(run(&Arguments { folder: folder.path().to_owned(), tracker: false, excel: false }).is_err());
        assert_eq!(fs::read_to_string(folder.path().join("risks.csv")).unwrap(), "mine");
        assert!(!folder.path().join("scenario.toml").exists());
    }

    #[test]
    fn what_was_made_before_a_fault_goes_again() {
        let above = tempfile::tempdir().unwrap();
        let folder = above.path().join("a/b");
        let mut made = Made::default();
        assert!(write(ALLIANCE, &folder, &mut made).is_ok());
        let place = folder.join("risks.csv");
        assert_eq!(made.moved(&folder.join("areas.csv"), &place).unwrap_err().kind(), ErrorKind::AlreadyExists);
        drop(made);
        assert_eq!(fs::read_dir(above.path()).unwrap().count(), 0);
    }

    #[cfg(unix)]
    #[test]
    fn a_fault_of_the_disk_is_told_in_plain_words() {
        let above = tempfile::tempdir().unwrap();
        fs::write(above.path().join("file"), "").unwrap();
        let Err(Failure::World(said)) =
            run(&Arguments { folder: above.path().join("file/new"), tracker: false, excel: false })
        else {
            panic!("a folder in a file")
        };
        assert!(said.ends_with("cannot be made: a part of the path is not a folder"), "{said}");
    }
}
