//! Putting a finished folder in its place in one step.

use super::earlier::inspect_folder;
use super::{Attempt, Failure, FolderKind, Place};
use std::fs;
use std::io;
use std::path::Path;

/// How often the place may change between missing and taken while we look, because of other runs.
const ATTEMPTS: usize = 100;

/// Moves `staging` to its place. Where there are earlier results, the two are exchanged and the
/// earlier ones are at `staging` afterwards.
pub(super) fn put_in_place(staging: &Path, place: &Place, kind: FolderKind) -> Result<(), Failure> {
    let attempt = || format!("cannot put the results in {}", place.shown().display());
    for _ in 0..ATTEMPTS {
        let moved = match move_to_nothing(staging, place.target()) {
            Err(error) if is_taken(&error) => exchange(staging, place.target(), kind),
            moved => moved.map_err(Refusal::Cannot),
        };
        match moved {
            Ok(()) => return Ok(()),
            Err(Refusal::Cannot(error)) if error.kind() == io::ErrorKind::NotFound && staging.exists() => {}
            Err(Refusal::Cannot(error)) => return Err(error).attempting(attempt),
            Err(Refusal::Holds(failure)) => return Err(failure).attempting(attempt),
        }
    }
    Err(Failure::new("other programs keep replacing it")).attempting(attempt)
}

/// Why an exchange did not happen.
enum Refusal {
    /// The system did not do it.
    Cannot(io::Error),
    /// The folder holds something that is not a result.
    Holds(Failure),
}

fn is_taken(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::AlreadyExists | io::ErrorKind::DirectoryNotEmpty)
}

/// Moves a folder to where there is none, or an empty one.
fn move_to_nothing(staging: &Path, target: &Path) -> io::Result<()> {
    // Not all systems tell a place that is taken from one that is forbidden.
    match fs::rename(staging, target) {
        Err(_) if target.is_dir() && staging.is_dir() => Err(io::ErrorKind::AlreadyExists.into()),
        moved => moved,
    }
}

/// Exchanges the two folders, and exchanges them back where the other one turns out to hold more
/// than results: it may have been filled since it was inspected.
fn exchange(staging: &Path, target: &Path, kind: FolderKind) -> Result<(), Refusal> {
    swap(staging, target).map_err(Refusal::Cannot)?;
    inspect_folder(staging, kind).map(|_| ()).map_err(|failure| match swap(staging, target) {
        Ok(()) => Refusal::Holds(failure),
        Err(error) => Refusal::Cannot(error),
    })
}

#[cfg(any(target_os = "linux", target_os = "macos"))]
fn swap(one: &Path, two: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, one, CWD, two, RenameFlags::EXCHANGE) {
        // Some file systems, network ones above all, cannot exchange.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::OPNOTSUPP) => {
            swap_by_renaming(one, two)
        }
        swapped => swapped.map_err(io::Error::from),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn swap(one: &Path, two: &Path) -> io::Result<()> {
    swap_by_renaming(one, two)
}

/// Three renames by way of a name beside `one`. Where a later one fails, what was moved first is
/// moved back; where even that fails, the error says where it is.
fn swap_by_renaming(one: &Path, two: &Path) -> io::Result<()> {
    let beside = one.with_extension("earlier");
    fs::rename(two, &beside)?;
    let moved = fs::rename(one, two);
    let home = if moved.is_ok() { one } else { two };
    let stranded = |error| io::Error::other(format!("the earlier results are now in {}: {error}", beside.display()));
    fs::rename(&beside, home).map_err(stranded)?;
    moved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folders() -> (tempfile::TempDir, std::path::PathBuf, std::path::PathBuf) {
        let home = tempfile::tempdir().unwrap();
        let [one, two] = ["one", "two"].map(|name| home.path().join(name));
        for (folder, word) in [(&one, "first"), (&two, "second")] {
            fs::create_dir(folder).unwrap();
            fs::write(folder.join("word"), word).unwrap();
        }
        (home, one, two)
    }

    fn word(folder: &Path) -> String {
        fs::read_to_string(folder.join("word")).unwrap()
    }

    #[test]
    fn two_folders_are_swapped_with_and_without_the_systems_help() {
        for swap in [swap, swap_by_renaming] {
            let (home, one, two) = folders();
            swap(&one, &two).unwrap();
            assert_eq!((word(&one), word(&two)), ("second".into(), "first".into()));
            assert_eq!(fs::read_dir(home.path()).unwrap().count(), 2);
        }
    }

    #[test]
    fn a_swap_that_fails_half_way_leaves_the_earlier_folder_where_it_was() {
        let (_home, one, two) = folders();
        fs::remove_dir_all(&one).unwrap();
        assert!(swap_by_renaming(&one, &two).is_err());
        assert_eq!(word(&two), "second");
    }
}
