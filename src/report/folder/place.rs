//! Where a results folder will stand.

use super::{Attempt, Failure};
use std::cell::RefCell;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The place of a results folder, with its symbolic links followed.
#[derive(Debug)]
pub(super) struct Place {
    /// As the caller named it, for messages.
    shown: PathBuf,
    /// The folder itself, which may not exist yet; absolute.
    target: PathBuf,
    /// Parents that were created for it, outermost first; removed on drop.
    created: RefCell<Vec<PathBuf>>,
}

impl Place {
    /// Follows `dir` and creates the parents that are missing.
    pub(super) fn find(dir: &Path) -> Result<Self, Failure> {
        let attempt = || format!("cannot write results to {}", dir.display());
        match fs::metadata(dir) {
            Ok(found) if found.is_dir() => Self::existing(dir).attempting(attempt),
            Ok(_) => Err(Failure::new("there is a file of that name")).attempting(attempt),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Self::missing(dir).attempting(attempt),
            Err(error) => Err(error).attempting(attempt),
        }
    }

    fn existing(dir: &Path) -> Result<Self, Failure> {
        let target = dir.canonicalize().attempting(|| "its path cannot be followed".into())?;
        let is_current = std::env::current_dir().and_then(fs::canonicalize).is_ok_and(|current| current == target);
        if is_current || target.parent().is_none() {
            return Err(Failure::new("the current folder cannot be replaced; name a folder in it"));
        }
        Ok(Place { shown: dir.into(), target, created: RefCell::default() })
    }

    fn missing(dir: &Path) -> Result<Self, Failure> {
        if dir.is_symlink() {
            return Err(Failure::new("it is a link to a folder that is not there"));
        }
        let Some(name) = dir.file_name() else {
            return Err(Failure::new("the path names no folder"));
        };
        let parent = dir.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let mut place = Place { shown: dir.into(), target: PathBuf::new(), created: RefCell::default() };
        place.create_parents(parent)?;
        place.target = parent.canonicalize().attempting(|| "its path cannot be followed".into())?.join(name);
        Ok(place)
    }

    fn create_parents(&self, parent: &Path) -> Result<(), Failure> {
        let missing = parent.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let mut missing: Vec<&Path> = missing.collect();
        missing.reverse();
        for folder in missing {
            match fs::create_dir(folder) {
                Ok(()) => self.created.borrow_mut().push(folder.into()),
                // Another run may have created it since.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => {}
                Err(error) => return Err(error).attempting(|| format!("cannot create {}", folder.display())),
            }
        }
        Ok(())
    }

    /// As the caller named it.
    pub(super) fn shown(&self) -> &Path {
        &self.shown
    }

    /// The folder itself.
    pub(super) fn target(&self) -> &Path {
        &self.target
    }

    /// The folder that it stands in.
    pub(super) fn parent(&self) -> &Path {
        self.target.parent().unwrap_or(&self.target)
    }

    /// The parents that were created for it so far, outermost first.
    pub(super) fn created_parents(&self) -> Vec<PathBuf> {
        self.created.borrow().clone()
    }

    /// The parents that were created stay.
    pub(super) fn keep_parents(&self) {
        self.created.borrow_mut().clear();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        for folder in self.created.borrow().iter().rev() {
            // Whatever is not empty belongs to somebody else by now.
            let _ = fs::remove_dir(folder);
        }
    }
}
