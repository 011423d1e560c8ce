//! What a scenario is read from: named contents, in a folder or in memory.
//!
//! A scenario file names its tables by paths relative to itself. Only regular files inside its
//! folder tree are opened, and never more of them than a stated number of bytes.

mod folder;

use super::sheet::Sheet;
use super::workbook::{check_text, is_workbook_like};
use crate::diagnostic::{Code, Diagnostic, Place, shortened};
use crate::programme::Override;
use folder::Folder;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The largest scenario file that is read, in bytes.
pub const LARGEST_SCENARIO: u64 = 4 << 20;
/// What is read from standard input is called so.
const STANDARD_INPUT: &str = "standard input";
/// The largest table that is read, in bytes.
pub const LARGEST_TABLE: u64 = 32 << 20;

/// The files of a scenario, by name.
#[derive(Clone, Debug)]
pub struct Files {
    scenario: PathBuf,
    origin: Origin,
    /// Sheets of workbooks, by the workbooks' names.
    workbooks: BTreeMap<PathBuf, Vec<Sheet>>,
    /// Values that stand in the place of those that are written in the scenario.
    overrides: Vec<Override>,
    /// The scenario file itself, where it is not opened by its name.
    handed_in: Option<Vec<u8>>,
}

/// Where the contents are.
#[derive(Clone, Debug)]
enum Origin {
    Folder(Folder),
    Memory(BTreeMap<PathBuf, Vec<u8>>),
}

/// What holds a table.
#[derive(Debug)]
pub(crate) enum Held {
    /// A text.
    Text(Contents),
    /// A workbook.
    Workbook(Contents),
    /// The sheets of a workbook in memory, which a person would know by the path `shown`.
    Sheets {
        /// The path.
        shown: String,
        /// The sheets.
        sheets: Vec<Sheet>,
    },
}

/// What a file held.
#[derive(Debug)]
pub(crate) struct Contents {
    /// The path by which a person would open it.
    pub shown: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
}

/// Why a file is not read.
#[derive(Clone, Debug)]
pub(crate) struct FileFault {
    code: Code,
    message: String,
    help: String,
}

impl FileFault {
    /// Why, and what to do.
    pub fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        FileFault { code, message: message.into(), help: help.into() }
    }

    /// The same with other advice.
    fn advising(self, help: impl Into<String>) -> Self {
        FileFault { help: help.into(), ..self }
    }

    /// The same of a file that was named on the command line.
    pub fn of_lone_file(self) -> Self {
        match self.code {
            Code::FileMissing => self.advising("check the folder that you are in, the spelling and capital letters"),
            _ => self,
        }
    }

    /// As a diagnostic about the place that names the file.
    pub fn at(self, place: Place) -> Diagnostic {
        Diagnostic::error(self.code, self.message).at(place).help(self.help)
    }
}

impl Files {
    /// The scenario file at `path`, and the files of its folder.
    pub fn at(path: impl AsRef<Path>) -> Self {
        let scenario = path.as_ref().to_owned();
        let folder = Folder::of(&scenario);
        Files::of(scenario, Origin::Folder(folder))
    }

    /// A scenario, or a table that stands alone, that was read from standard input; the tables that it names are those of
    /// the current folder.
    pub fn on_standard_input(bytes: Vec<u8>) -> Self {
        let files = Files::at(STANDARD_INPUT);
        Files { handed_in: Some(bytes), ..files }
    }

    /// Contents by their names, in which folders end in `/`, as `areas.csv` or `tables/areas.csv`;
    /// `scenario` names the scenario file among them.
    pub fn in_memory<N: Into<PathBuf>>(scenario: N, contents: impl IntoIterator<Item = (N, Vec<u8>)>) -> Self {
        let contents = contents.into_iter().map(|(name, bytes)| (plain_path(&name.into()), bytes)).collect();
        Files::of(scenario.into(), Origin::Memory(contents))
    }

    fn of(scenario: PathBuf, origin: Origin) -> Self {
        Files { scenario, origin, workbooks: BTreeMap::new(), overrides: Vec::new(), handed_in: None }
    }

    /// The same with values that are put in the place of those that are written in the scenario, before it is checked.
    pub fn with_overrides(self, overrides: Vec<Override>) -> Self {
        Files { overrides, ..self }
    }

    /// The values that are put in the place of those that are written.
    pub(crate) fn overrides(&self) -> &[Override] {
        &self.overrides
    }

    /// The same with the sheets of a workbook of that name, a path relative to the scenario file.
    pub fn with_workbook(mut self, name: &str, sheets: Vec<Sheet>) -> Self {
        self.workbooks.insert(plain_path(Path::new(name)), sheets);
        self
    }

    /// The name of the scenario file, without its folder.
    pub(crate) fn scenario_name(&self) -> String {
        let name = self.scenario.file_name();
        name.map_or_else(|| self.scenario_shown(), |name| name.to_string_lossy().into_owned())
    }

    /// The scenario file as a person would open it.
    pub(crate) fn scenario_shown(&self) -> String {
        self.scenario.display().to_string()
    }

    /// The scenario file itself.
    pub(crate) fn scenario(&self) -> Result<Held, FileFault> {
        let shown = self.scenario_shown();
        let contents = match &self.origin {
            _ if self.handed_in.is_some() => self.handed_in(&shown),
            Origin::Folder(_) => folder::read_file(&self.scenario, &shown, LARGEST_TABLE),
            Origin::Memory(contents) => held(contents, &self.scenario, &shown, LARGEST_TABLE),
        };
        let bytes = contents.map_err(|fault| match fault.code {
            Code::FileMissing => fault.of_lone_file(),
            Code::FileNotRegular => fault.advising(scenario_beside(&self.scenario)),
            _ => fault,
        })?;
        if is_workbook_like(&bytes) {
            return Ok(Held::Workbook(Contents::new(shown, bytes)));
        }
        if bytes.len() as u64 > LARGEST_SCENARIO {
            return Err(too_large(&shown, LARGEST_SCENARIO));
        }
        check_text(&bytes, &shown)?;
        Ok(Held::Text(Contents::new(shown, bytes)))
    }

    /// A table, or the workbook that holds it, by its path relative to the scenario file.
    pub(crate) fn table(&self, relative: &str) -> Result<Held, FileFault> {
        if let Some(sheets) = self.workbooks.get(&plain_path(Path::new(relative))) {
            let shown = self.beside(Path::new(relative)).display().to_string();
            return Ok(Held::Sheets { shown, sheets: sheets.clone() });
        }
        let path = inner_path(relative)?;
        let bytes = match &self.origin {
            _ if self.handed_in.is_some() && path == self.scenario => self.handed_in(relative)?,
            Origin::Folder(folder) => folder.read(path, relative, LARGEST_TABLE)?,
            Origin::Memory(contents) => held(contents, &self.beside(path), relative, LARGEST_TABLE)?,
        };
        let is_workbook = is_workbook_like(&bytes);
        if !is_workbook {
            check_text(&bytes, relative)?;
        }
        let contents = Contents::new(self.beside(path).display().to_string(), bytes);
        Ok(if is_workbook { Held::Workbook(contents) } else { Held::Text(contents) })
    }

    /// What was handed in, called `name`, under the same limits as a file.
    fn handed_in(&self, name: &str) -> Result<Vec<u8>, FileFault> {
        let bytes = self.handed_in.as_deref().unwrap_or_default();
        within(bytes, name, LARGEST_TABLE)
    }

    /// Advice to name the scenario file, where a table was given for it.
    pub(crate) fn advice_on_scenario(&self) -> String {
        scenario_beside(self.scenario.parent().unwrap_or(Path::new("")))
    }

    /// A path relative to the scenario file.
    fn beside(&self, path: &Path) -> PathBuf {
        self.scenario.parent().unwrap_or(Path::new("")).join(path)
    }
}

impl Contents {
    fn new(shown: String, bytes: Vec<u8>) -> Self {
        let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Contents { shown, bytes, sha256 }
    }
}

/// Contents held in memory, under the same limits as a file.
fn held(contents: &BTreeMap<PathBuf, Vec<u8>>, path: &Path, name: &str, largest: u64) -> Result<Vec<u8>, FileFault> {
    let bytes = contents.get(&plain_path(path)).ok_or_else(|| missing(name))?;
    within(bytes, name, largest)
}

fn within(bytes: &[u8], name: &str, largest: u64) -> Result<Vec<u8>, FileFault> {
    if bytes.len() as u64 > largest { Err(too_large(name, largest)) } else { Ok(bytes.to_vec()) }
}

/// A path without what names a sheet behind `#`: `programme.xlsx` and `Areas` of `programme.xlsx#Areas`.
pub(crate) fn without_sheet(relative: &str) -> (&str, Option<&str>) {
    const ENDINGS: [&str; 6] = [".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".xltx"];
    let is_workbook = |name: &str| ENDINGS.iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    let parts = relative.match_indices('#').map(|(at, _)| (&relative[..at], &relative[at + 1..]));
    parts.into_iter().find(|(file, _)| is_workbook(file)).map_or((relative, None), |(file, sheet)| (file, Some(sheet)))
}

/// A path without `.` and with each `..` taken out.
fn plain_path(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                plain.pop();
            }
            other => plain.push(other),
        }
    }
    plain
}

/// The same name for all spellings of a path relative to the scenario file: `areas.csv` for `./areas.csv`.
pub(crate) fn plain_name(relative: &str) -> String {
    plain_path(Path::new(relative)).to_string_lossy().into_owned()
}

/// `relative` as a path, where nothing in its spelling leads out of the folder.
fn inner_path(relative: &str) -> Result<&Path, FileFault> {
    let bytes = relative.as_bytes();
    let drive = bytes.len() > 1 && bytes[0].is_ascii_alphabetic() && bytes[1] == b':';
    if relative.starts_with(['/', '\\', '~']) || drive {
        let message = format!("`{relative}` is an absolute path, which may lead outside the scenario's folder");
        return Err(FileFault::new(Code::FileOutside, message, "write a path relative to the scenario file"));
    }
    let path = Path::new(relative);
    let mut depth = 0i32;
    for component in path.components() {
        depth += match component {
            Component::ParentDir => -1,
            Component::Normal(_) => 1,
            _ => 0,
        };
        if depth < 0 {
            let message = format!("`{relative}` leads outside the scenario's folder");
            let help = "`..` may not lead above the scenario file: copy the file into its folder";
            return Err(FileFault::new(Code::FileOutside, message, help));
        }
    }
    Ok(path)
}

/// Advice to name the scenario file in `folder`, by its path where it has the name that `init` gives it.
fn scenario_beside(folder: &Path) -> String {
    let usual = folder.join("scenario.toml");
    if usual.is_file() {
        format!("name the scenario file: `{}`", usual.display())
    } else {
        "name the scenario file, which ends in `.toml`".into()
    }
}

fn missing(name: &str) -> FileFault {
    let help = if let Some(path) = backslashes_meant(name) {
        format!("folders are divided by `/`: write `{}`", shortened(&path))
    } else {
        "paths are relative to the scenario file; mind capital letters".into()
    };
    FileFault::new(Code::FileMissing, format!("there is no file `{}`", shortened(name)), help)
}

/// A path with backslashes as it was meant; in double quotes `\n` and the like have become control characters.
fn backslashes_meant(name: &str) -> Option<String> {
    let letter = |c: char| match c {
        '\\' => Some("/"),
        '\n' => Some("/n"),
        '\r' => Some("/r"),
        '\t' => Some("/t"),
        '\u{8}' => Some("/b"),
        '\u{c}' => Some("/f"),
        '\u{1b}' => Some("/e"),
        _ => None,
    };
    let meant = name.chars().map(|c| letter(c).map_or_else(|| c.to_string(), str::to_owned)).collect::<String>();
    (meant != name).then_some(meant)
}

fn too_large(name: &str, largest: u64) -> FileFault {
    let message = format!("`{name}` is larger than {} MB, which is more than is read", largest >> 20);
    FileFault::new(Code::FileTooLarge, message, "leave out what the programme does not need")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_held_in_memory_is_found_by_any_spelling_of_its_path() {
        let files = Files::in_memory("plan/scenario.toml", [("plan/tables/areas.csv", b"area".to_vec())]);
        for name in ["tables/areas.csv", "./tables/areas.csv", "tables/../tables/areas.csv"] {
            let Held::Text(contents) = files.table(name).unwrap() else { panic!("a text") };
            assert_eq!((contents.shown.as_str(), contents.bytes.as_slice()), (&*format!("plan/{name}"), &b"area"[..]));
        }
        assert_eq!(files.table("areas.csv").unwrap_err().code, Code::FileMissing);
        assert_eq!(files.table("../areas.csv").unwrap_err().code, Code::FileOutside);
    }
}
