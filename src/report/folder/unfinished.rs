//! Folders in the making, of the whole process: what an interrupt that cannot wait has to take away.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static MAKING: Mutex<Making> = Mutex::new(Making { unfinished: Vec::new(), published: Vec::new() });

#[derive(Debug)]
struct Making {
    unfinished: Vec<Unfinished>,
    published: Vec<PathBuf>,
}

#[derive(Debug)]
struct Unfinished {
    staging: PathBuf,
    /// Parents that were created for the results, outermost first.
    parents: Vec<PathBuf>,
}

/// While it lives nothing is published by another thread, and no folder in the making is taken away.
#[derive(Debug)]
pub struct Undisturbed(MutexGuard<'static, Making>);

/// Waits until no other thread is publishing, and keeps them from it: for what must happen whole or not at all.
pub fn undisturbed() -> Undisturbed {
    // What is listed is true after a panic too.
    Undisturbed(MAKING.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Undisturbed {
    /// Removes all folders that are in the making, whatever other threads are doing to them.
    pub fn remove_unfinished(&mut self) {
        for Unfinished { staging, parents } in self.0.unfinished.drain(..) {
            remove(&staging);
            // Whatever is not empty belongs to somebody else by now.
            parents.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        }
    }

    /// The folders that were published by this process, the latest last.
    pub fn published(&self) -> &[PathBuf] {
        &self.0.published
    }

    pub(super) fn note_published(&mut self, folder: &Path) {
        self.0.published.push(folder.to_owned());
    }
}

/// Removes a folder into which somebody may be writing.
fn remove(staging: &Path) {
    const ATTEMPTS: usize = 20;
    for _ in 0..ATTEMPTS {
        // A file that is created meanwhile is met by the next attempt.
        let _ = fs::remove_dir_all(staging);
        if !staging.exists() {
            return;
        }
    }
}

/// Lists a folder as unfinished for as long as it lives.
#[derive(Debug)]
pub(super) struct Listed(PathBuf);

impl Listed {
    pub(super) fn new(staging: &Path, parents: Vec<PathBuf>) -> Self {
        undisturbed().0.unfinished.push(Unfinished { staging: staging.to_owned(), parents });
        Listed(staging.to_owned())
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        undisturbed().0.unfinished.retain(|unfinished| unfinished.staging != self.0);
    }
}
