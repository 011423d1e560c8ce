//! Files of a folder on disk.

use super::{FileFault, missing, too_large};
use crate::diagnostic::{Code, shortened};
use std::fs::{File, OpenOptions};
use std::io::Read;
use std::path::{Path, PathBuf};

/// The folder that a scenario may read from.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// Without symbolic links; `None` where the folder itself cannot be found.
    resolved: Option<PathBuf>,
    /// As the person wrote it.
    shown: PathBuf,
}

impl Folder {
    /// The folder of a scenario file.
    pub fn of(scenario: &Path) -> Self {
        let shown = scenario.parent().unwrap_or(Path::new("")).to_owned();
        let start = if shown.as_os_str().is_empty() { Path::new(".") } else { &shown };
        Folder { resolved: start.canonicalize().ok(), shown }
    }

    /// The bytes of a file of the folder, called `name` in messages.
    pub fn read(&self, path: &Path, name: &str, largest: u64) -> Result<Vec<u8>, FileFault> {
        let resolved = self.shown.join(path).canonicalize().map_err(|error| not_opened(name, &error))?;
        let inside = self.resolved.as_ref().is_some_and(|root| resolved.starts_with(root));
        if !inside {
            let message = format!("`{name}` leads out of the scenario's folder through a symbolic link");
            return Err(FileFault::new(Code::FileOutside, message, "copy the file into the scenario's folder"));
        }
        read_regular(&resolved, name, largest)
    }
}

/// The bytes of the file at `path`, called `name` in messages.
pub(super) fn read_file(path: &Path, name: &str, largest: u64) -> Result<Vec<u8>, FileFault> {
    let resolved = path.canonicalize().map_err(|error| not_opened(name, &error))?;
    read_regular(&resolved, name, largest)
}

fn read_regular(resolved: &Path, name: &str, largest: u64) -> Result<Vec<u8>, FileFault> {
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
    if bytes.len() as u64 > largest { Err(too_large(name, largest)) } else { Ok(bytes) }
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
        ErrorKind::NotFound | ErrorKind::NotADirectory => missing(name),
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
