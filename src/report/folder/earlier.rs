//! Telling earlier results, which may be replaced, from anything else, which may not.

use super::{Attempt, Failure, FolderKind, Place};
use std::ffi::OsStr;
use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::Path;

/// What desktops leave behind in every folder that is looked at.
const LEFT_BY_DESKTOPS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// Refuses a place that holds anything but earlier results. A missing or empty folder is fine.
pub(super) fn inspect(place: &Place, kind: FolderKind) -> Result<(), Failure> {
    inspect_folder(place.target(), kind).attempting(|| format!("cannot write results to {}", place.shown().display()))
}

/// The same for the folder at `folder`.
pub(super) fn inspect_folder(folder: &Path, kind: FolderKind) -> Result<(), Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error).attempting(|| "its content cannot be read".into()),
    };
    refuse_other_results(folder, kind)?;
    let mut has_results = false;
    for entry in entries {
        let entry = entry.attempting(|| "its content cannot be read".into())?;
        if LEFT_BY_DESKTOPS.iter().any(|name| entry.file_name() == *name) {
            continue;
        }
        check_entry(&entry, kind)?;
        has_results = true;
    }
    if has_results {
        check_marker(&folder.join(kind.marker), kind)?;
    }
    check_writable(folder)
}

/// Results of another command are no results of this one.
fn refuse_other_results(folder: &Path, kind: FolderKind) -> Result<(), Failure> {
    let mut others = FolderKind::ALL.into_iter().filter(|other| other.command != kind.command);
    match others.find(|other| is_marked(&folder.join(other.marker), *other)) {
        None => Ok(()),
        Some(other) => Err(Failure::new(format!(
            "it holds results of `{}`, and those of `{}` go into a folder of their own; choose another folder",
            other.command, kind.command
        ))),
    }
}

fn check_entry(entry: &DirEntry, kind: FolderKind) -> Result<(), Failure> {
    let name = entry.file_name();
    let is_known = kind.files.iter().any(|known| name == OsStr::new(known));
    let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
    if is_known && is_file {
        return Ok(());
    }
    let name = name.display();
    Err(Failure::new(format!("it holds {name}, which is not a result; choose another folder, or move that away")))
}

/// The marker is written by us and begins with the format; a file that only has its name does not.
fn is_marked(marker: &Path, kind: FolderKind) -> bool {
    let mut start = Vec::new();
    let read = File::open(marker).and_then(|file| file.take(200).read_to_end(&mut start));
    let stated = String::from_utf8_lossy(&start);
    let expected = format!("{{\n  \"format\": \"{}\"", kind.mark);
    read.is_ok() && stated.replace("\r\n", "\n").starts_with(&expected)
}

fn check_marker(marker: &Path, kind: FolderKind) -> Result<(), Failure> {
    if is_marked(marker, kind) {
        return Ok(());
    }
    Err(Failure::new(format!(
        "it holds files, but no {} of this version that marks them as earlier results; choose another folder",
        kind.marker
    )))
}

/// Results that were made read-only are not replaced.
#[cfg(unix)]
fn check_writable(folder: &Path) -> Result<(), Failure> {
    use rustix::fs::Access;
    let access = rustix::fs::access(folder, Access::WRITE_OK | Access::EXEC_OK);
    access.map_err(io::Error::from).attempting(|| "the earlier results cannot be replaced".into())
}

/// Results that were made read-only are not replaced.
#[cfg(not(unix))]
fn check_writable(folder: &Path) -> Result<(), Failure> {
    let is_read_only = fs::metadata(folder).is_ok_and(|found| found.permissions().readonly());
    if is_read_only { Err(Failure::new("the earlier results are read-only")) } else { Ok(()) }
}
