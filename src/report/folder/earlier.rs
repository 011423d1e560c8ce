//! Telling earlier results, which may be replaced, from anything else, which may not.

use super::{Attempt, Failure, FolderKind, Place};
use std::ffi::OsStr;
use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::Path;

/// What desktops leave behind in every folder that is looked at.
const LEFT_BY_DESKTOPS: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];
/// As much of a marker is read as its title may take.
const MOST_MARKER: u64 = 64 << 10;

/// What a place holds that may be replaced.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Held {
    /// Nothing: it is not there, or empty.
    Nothing,
    /// Earlier results, of the scenario with this title where they state one.
    ResultsOf(Option<String>),
}

impl Held {
    /// The title of another scenario than `title`, whose results these are.
    pub(super) fn other_than(self, title: &str) -> Option<String> {
        match self {
            Held::ResultsOf(Some(other)) if other != title => Some(other),
            _ => None,
        }
    }
}

/// Refuses a place that holds anything but earlier results, or cannot be exchanged. A missing or empty folder is fine.
pub(super) fn inspect(place: &Place, kind: FolderKind) -> Result<Held, Failure> {
    inspect_folder(place.target(), kind).attempting(|| format!("cannot write results to {}", place.shown().display()))
}

/// The same for the folder at `folder`.
pub(super) fn inspect_folder(folder: &Path, kind: FolderKind) -> Result<Held, Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Held::Nothing),
        Err(error) => return Err(error).attempting(|| "its content cannot be read".into()),
    };
    check_no_mount(folder)?;
    refuse_other_results(folder, kind)?;
    let mut has_results = false;
    for entry in entries {
        let entry = entry.attempting(|| "its content cannot be read".into())?;
        if is_left_by_programs(&entry.file_name()) {
            continue;
        }
        check_entry(&entry, kind)?;
        has_results = true;
    }
    if has_results {
        check_marker(&folder.join(kind.marker), kind)?;
    }
    check_writable(folder)?;
    Ok(if has_results { Held::ResultsOf(title_of(&folder.join(kind.marker))) } else { Held::Nothing })
}

/// What desktops and office programs leave in a folder: their notes, and the locks of files that are open in Excel
/// (`~$report.xlsx`) or LibreOffice (`.~lock.report.xlsx#`).
fn is_left_by_programs(name: &OsStr) -> bool {
    let name = name.to_string_lossy();
    LEFT_BY_DESKTOPS.contains(&name.as_ref())
        || name.starts_with("~$")
        || name.starts_with(".~lock.") && name.ends_with('#')
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
    let is_known = name.to_str().is_some_and(|name| kind.may_hold(name));
    let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
    if is_known && is_file {
        return Ok(());
    }
    let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
    if let Some(within) = name.to_str().and_then(|name| kind.within(name)).filter(|_| is_folder) {
        return check_within(&entry.path(), within);
    }
    let name = name.display();
    Err(Failure::new(format!("it holds {name}, which is not a result; choose another folder, or move that away")))
}

/// The results of an analysis in a folder of a run's.
fn check_within(folder: &Path, kind: FolderKind) -> Result<(), Failure> {
    let entries = fs::read_dir(folder).attempting(|| "its content cannot be read".into())?;
    for entry in entries {
        let entry = entry.attempting(|| "its content cannot be read".into())?;
        if !is_left_by_programs(&entry.file_name()) {
            check_entry(&entry, kind)?;
        }
    }
    Ok(())
}

/// The marker is written by us and begins with the format; a file that only has its name does not.
fn is_marked(marker: &Path, kind: FolderKind) -> bool {
    let expected = format!("{{\n  \"format\": \"{}\"", kind.mark);
    beginning(marker, 200).is_some_and(|stated| stated.starts_with(&expected))
}

/// The title that a marker states.
fn title_of(marker: &Path) -> Option<String> {
    let stated = beginning(marker, MOST_MARKER)?;
    let (_, behind) = stated.split_once("\"title\": ")?;
    serde_json::Deserializer::from_str(behind).into_iter::<String>().next()?.ok()
}

/// The first `bytes` of a file with the line ends of this system. It is looked at before it is opened: opening a pipe
/// waits for its other end.
fn beginning(marker: &Path, bytes: u64) -> Option<String> {
    let is_file = fs::symlink_metadata(marker).is_ok_and(|found| found.is_file());
    let mut start = Vec::new();
    let read = is_file.then(|| File::open(marker).and_then(|file| file.take(bytes).read_to_end(&mut start)))?;
    read.is_ok().then(|| String::from_utf8_lossy(&start).replace("\r\n", "\n"))
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

/// A disk, a share or a container's volume cannot be exchanged with another folder.
#[cfg(target_os = "linux")]
fn check_no_mount(folder: &Path) -> Result<(), Failure> {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    let found = statx(CWD, folder, AtFlags::empty(), StatxFlags::empty());
    let is_mount = found.is_ok_and(|found| found.stx_attributes.contains(StatxAttributes::MOUNT_ROOT));
    if is_mount {
        return Err(Failure::new("it is a disk or a share of its own, which cannot be replaced; name a folder in it"));
    }
    Ok(())
}

/// Other systems do not say so; where the exchange fails, results go beside.
#[cfg(not(target_os = "linux"))]
fn check_no_mount(_: &Path) -> Result<(), Failure> {
    Ok(())
}
