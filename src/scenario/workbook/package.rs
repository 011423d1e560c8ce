//! The archive that a workbook is: its parts, unpacked no further than a limit.

use super::kind;
use super::xml::Xml;
use crate::diagnostic::{Code, shortened};
use crate::scenario::files::FileFault;
use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;
use std::io::{self, BufReader, Cursor, Read};
use std::rc::Rc;
use zip::ZipArchive;
use zip::read::ZipFile;

/// What is read of a workbook has at most so many bytes, unpacked.
pub(crate) const MOST_UNPACKED: u64 = 256 << 20;
/// A part unpacks to at most so many times its size, however little that is to at most so many bytes: sheets with
/// the same row a hundred thousand times unpack to 30 times theirs.
const MOST_TIMES: u64 = 100;
const UNPACKED_ANYWAY: u64 = 16 << 20;
/// An archive has at most so many entries.
const MOST_ENTRIES: usize = 10_000;
/// What a part lists (sheets, relations, formats, merged cells) is at most so much.
pub(super) const MOST_LISTED: usize = 100_000;

/// The archive.
pub(super) struct Package {
    /// The workbook's name in messages.
    name: String,
    archive: ZipArchive<Cursor<Vec<u8>>>,
    /// Its size.
    packed: u64,
    /// So much may still be unpacked.
    left: Rc<Cell<u64>>,
}

impl fmt::Debug for Package {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Package").field("name", &self.name).finish_non_exhaustive()
    }
}

/// A relation of a part to another.
#[derive(Clone, Debug)]
pub(super) struct Relation {
    /// Of what kind: the last word of its type, which is the same in transitional and strict files.
    pub kind: String,
    /// The other part.
    pub target: String,
}

/// Counts what is unpacked.
pub(super) struct Counted<R> {
    inner: R,
    /// So much may still be unpacked of the workbook, and of the part.
    left: Rc<Cell<u64>>,
    of_part: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        let unpacked = count as u64;
        match (self.left.get().checked_sub(unpacked), self.of_part.checked_sub(unpacked)) {
            (Some(left), Some(of_part)) => {
                self.left.set(left);
                self.of_part = of_part;
                Ok(count)
            }
            _ => Err(io::Error::from(io::ErrorKind::FileTooLarge)),
        }
    }
}

/// A part while it is read.
pub(super) type Part<'a> = Xml<BufReader<Counted<ZipFile<'a, Cursor<Vec<u8>>>>>>;

impl Package {
    /// The archive that `bytes` are.
    pub fn open(bytes: Vec<u8>, name: &str) -> Result<Self, FileFault> {
        // Each entry of the directory begins so; reading it takes a multiple of its size.
        let entries = bytes.windows(4).filter(|window| window == b"PK\x01\x02").take(MOST_ENTRIES + 1).count();
        if entries > MOST_ENTRIES {
            return Err(too_large(name));
        }
        let packed = bytes.len() as u64;
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(name))?;
        Ok(Package { name: name.to_owned(), archive, packed, left: Rc::new(Cell::new(MOST_UNPACKED)) })
    }

    /// The workbook's part, by the relations of the archive; other archives are refused.
    pub fn workbook(&mut self) -> Result<String, FileFault> {
        let main = self.relations("")?.into_values().find(|relation| relation.kind == "officeDocument");
        let main = main.map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
        if main.ends_with(".bin") || self.index(&main).is_none() || !main.starts_with("xl/") {
            let names: Vec<&str> = self.archive.file_names_raw().filter_map(|n| std::str::from_utf8(n).ok()).collect();
            kind::check_parts(names.into_iter(), &self.name)?;
        }
        Ok(main)
    }

    /// Reads a part; `None` where there is none.
    pub fn part(&mut self, path: &str) -> Result<Option<Part<'_>>, FileFault> {
        let Some(index) = self.index(path) else { return Ok(None) };
        let (name, left) = (self.name.clone(), self.left.clone());
        let file = self.archive.by_index(index).map_err(|_| damaged(&name))?;
        // What the archive says of a part's size packed may be a lie.
        let of_part = UNPACKED_ANYWAY.max(MOST_TIMES * file.compressed_size().min(self.packed));
        if file.size() > left.get().min(of_part) {
            return Err(too_large(&name));
        }
        Ok(Some(Xml::new(BufReader::with_capacity(1 << 16, Counted { inner: file, left, of_part }), name)))
    }

    /// The relations of a part, by their ids; of the archive for a blank path.
    pub fn relations(&mut self, path: &str) -> Result<HashMap<String, Relation>, FileFault> {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let of_part =
            if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
        let mut relations = HashMap::new();
        let Some(mut part) = self.part(&of_part)? else { return Ok(relations) };
        part.each("Relationship", |element| {
            let text = |name| element.attribute(name).unwrap_or_default();
            if text("TargetMode") != "External" {
                let kind = text("Type").rsplit('/').next().unwrap_or_default().to_owned();
                let target = resolved(folder, &text("Target"));
                relations.insert(text("Id").into_owned(), Relation { kind, target });
            }
        })?;
        Ok(relations)
    }

    fn index(&self, path: &str) -> Option<usize> {
        self.archive.index_for_name(path).or_else(|| {
            let same = |name: &[u8]| name.strip_prefix(b"/").unwrap_or(name).eq_ignore_ascii_case(path.as_bytes());
            self.archive.file_names_raw().position(same)
        })
    }
}

/// The path of a part that another in `folder` names.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Says that a workbook cannot be read as one.
pub(super) fn damaged(name: &str) -> FileFault {
    kind::refused(name, "is damaged or incomplete: it cannot be read as a workbook", kind::REPAIR)
}

/// Says that a workbook lists more than any does.
pub(super) fn too_many(name: &str) -> FileFault {
    let message = format!("`{}` lists more than {MOST_LISTED} sheets, formats or the like", shortened(name));
    FileFault::new(Code::FileTooLarge, message, NEW_WORKBOOK)
}

/// Says that a workbook holds more than is read.
pub(super) fn too_large(name: &str) -> FileFault {
    let most = MOST_UNPACKED >> 20;
    let message =
        format!("`{}` unpacks to more than {most} MB or {MOST_TIMES} times its size, and is not read", shortened(name));
    FileFault::new(Code::FileTooLarge, message, NEW_WORKBOOK)
}

const NEW_WORKBOOK: &str = "copy the sheets that the programme needs into a new workbook";
