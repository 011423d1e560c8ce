//! Finding a folder whose earlier results may be replaced: the one named, or the next free one beside it.

use super::earlier::{self, Held};
use super::{Failure, FolderKind, Place};
use std::path::{Path, PathBuf};

/// Names that are tried: `NAME-2` to `NAME-999`.
const NAMES: std::ops::Range<u32> = 2..1_000;

/// The place at `dir`, where it holds nothing or earlier results of the scenario called `title`; else the next free one
/// beside it, and a sentence that says so.
pub(super) fn free(dir: &Path, kind: FolderKind, title: &str) -> Result<(Place, Option<String>), Failure> {
    let place = Place::find(dir)?;
    let Some(other) = earlier::inspect(&place, kind)?.other_than(title) else { return Ok((place, None)) };
    let beside = next_free(&place, kind, title)?;
    let notice = format!(
        "{} holds the results of `{other}`, which are kept; those of `{title}` go into {}",
        place.shown().display(),
        beside.shown().display()
    );
    Ok((beside, Some(notice)))
}

/// The first of `NAME-2`, `NAME-3`, … beside `place` that holds nothing, or results of the scenario called `title`.
pub(super) fn next_free(place: &Place, kind: FolderKind, title: &str) -> Result<Place, Failure> {
    for number in NAMES {
        let beside = Place::find(&numbered(place.shown(), number))?;
        match earlier::inspect(&beside, kind) {
            Ok(Held::Nothing) => return Ok(beside),
            Ok(Held::ResultsOf(Some(other))) if other == title => return Ok(beside),
            // What is in it belongs to somebody else.
            Ok(Held::ResultsOf(_)) | Err(_) => {}
        }
    }
    Err(Failure::new(format!("there is no free name beside {}; name another folder", place.shown().display())))
}

/// `results/alliance-2`.
fn numbered(dir: &Path, number: u32) -> PathBuf {
    let mut name = dir.file_name().unwrap_or_default().to_owned();
    name.push(format!("-{number}"));
    dir.with_file_name(name)
}
