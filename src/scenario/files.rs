//! The files of a scenario: which may be read, and their bytes.
//!
//! Only regular files inside the folder tree of the scenario file are opened, and never more
//! of them than a stated number of bytes.

use crate::diagnostic::{Code, Diagnostic, Place, shortened};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// The largest scenario file that is read, in bytes.
pub const LARGEST_SCENARIO: u64 = 4 << 20;
/// The largest table that is read, in bytes.
pub const LARGEST_TABLE: u64 = 32 << 20;

/// The folder that a scenario may read from.
#[derive(Clone, Debug)]
pub(crate) struct Folder {
    /// Without symbolic links; `None` where the folder itself cannot be found.
    resolved: Option<PathBuf>,
    /// As the person wrote it.
    shown: PathBuf,
}

/// What a file held.
#[derive(Debug)]
pub(crate) struct Contents {
    /// The path by which the person would open it.
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
    fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        FileFault { code, message: message.into(), help: help.into() }
    }

    /// The same with other advice.
    fn advising(self, help: impl Into<String>) -> Self {
        FileFault { help: help.into(), ..self }
    }

    /// As a diagnostic about the place that names the file.
    pub fn at(self, place: Place) -> Diagnostic {
        Diagnostic::error(self.code, self.message).at(place).help(self.help)
    }
}

impl Folder {
    /// The folder of a scenario file.
    pub fn of(scenario: &Path) -> Self {
        let shown = scenario.parent().unwrap_or(Path::new("")).to_owned();
        let start = if shown.as_os_str().is_empty() { Path::new(".") } else { &shown };
        Folder { resolved: start.canonicalize().ok(), shown }
    }

    /// The path by which the person would open `relative`.
    pub fn shown(&self, relative: &str) -> String {
        self.shown.join(relative).display().to_string()
    }

    /// Reads a table by its path relative to the folder.
    pub fn read(&self, relative: &str) -> Result<Contents, FileFault> {
        let path = self.shown.join(self.checked(relative)?);
        let resolved = path.canonicalize().map_err(|error| not_opened(relative, &error))?;
        let inside = self.resolved.as_ref().is_some_and(|root| resolved.starts_with(root));
        if !inside {
            let message = format!("`{relative}` leads out of the scenario's folder through a symbolic link");
            return Err(FileFault::new(Code::FileOutside, message, "copy the file into the scenario's folder"));
        }
        read_regular(&resolved, self.shown(relative), relative, LARGEST_TABLE)
    }

    /// `relative` as a path, where nothing in its spelling leads out of the folder.
    fn checked<'a>(&self, relative: &'a str) -> Result<&'a Path, FileFault> {
        let lower = relative.to_lowercase();
        let is_workbook = [".xlsx", ".xlsm", ".xls", ".ods"]
            .iter()
            .any(|end| lower.ends_with(end) || lower.contains(&format!("{end}#")));
        if is_workbook {
            let message = "workbooks are not read yet";
            return Err(FileFault::new(Code::FileWorkbook, message, "save the sheet as CSV UTF-8 and name that file"));
        }
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
}

/// Reads the scenario file itself.
pub(crate) fn read_scenario(path: &Path) -> Result<Contents, FileFault> {
    let shown = path.display().to_string();
    let resolved = path.canonicalize().map_err(|error| not_opened(&shown, &error));
    let contents = resolved.and_then(|resolved| read_regular(&resolved, shown.clone(), &shown, LARGEST_SCENARIO));
    contents.map_err(|fault| match fault.code {
        Code::FileMissing => fault.advising("check the folder that you are in, the spelling and capital letters"),
        Code::FileNotRegular => fault.advising(scenario_beside(path)),
        _ => fault,
    })
}

/// Advice to name the scenario file in `folder`, by its path where it has the name that `init` gives it.
pub(super) fn scenario_beside(folder: &Path) -> String {
    let usual = folder.join("scenario.toml");
    if usual.is_file() {
        format!("name the scenario file: `{}`", usual.display())
    } else {
        "name the scenario file, which ends in `.toml`".into()
    }
}

fn read_regular(resolved: &Path, shown: String, name: &str, largest: u64) -> Result<Contents, FileFault> {
    // Looked at before it is opened: opening a pipe waits for its other end.
    let kind = resolved.metadata().map_err(|error| not_opened(name, &error))?;
    if !kind.is_file() {
        let what = if kind.is_dir() { "a folder" } else { "a device or a pipe" };
        let message = format!("`{name}` is {what}, not a file");
        return Err(FileFault::new(Code::FileNotRegular, message, "name a file"));
    }
    let file = open(resolved).map_err(|error| not_opened(name, &error))?;
    let mut bytes = Vec::new();
    file.take(largest + 1).read_to_end(&mut bytes).map_err(|error| not_opened(name, &error))?;
    if bytes.len() as u64 > largest {
        let message = format!("`{name}` is larger than {} MB, which is more than is read", largest >> 20);
        return Err(FileFault::new(Code::FileTooLarge, message, "leave out what the programme does not need"));
    }
    let sha256 = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok(Contents { shown, bytes, sha256 })
}

/// Opens for reading, without waiting should the file have become a pipe meanwhile.
fn open(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.custom_flags(rustix::fs::OFlags::NONBLOCK.bits().cast_signed());
    }
    options.open(path)
}

fn not_opened(name: &str, error: &std::io::Error) -> FileFault {
    use std::io::ErrorKind;
    let shown = shortened(name);
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => {
            let help = "paths are relative to the scenario file; mind capital letters";
            FileFault::new(Code::FileMissing, format!("there is no file `{shown}`"), help)
        }
        ErrorKind::InvalidFilename => {
            let message = format!("`{shown}` cannot be the name of a file on this computer");
            FileFault::new(Code::FileUnreadable, message, "name a file by a path relative to the scenario file")
        }
        ErrorKind::PermissionDenied => {
            let message = format!("you are not allowed to read `{shown}`");
            FileFault::new(Code::FileUnreadable, message, "ask its owner, or copy it to where you may")
        }
        _ => {
            let message = format!("`{shown}` cannot be read: {error}");
            FileFault::new(Code::FileUnreadable, message, "try again, or copy it to another folder")
        }
    }
}
