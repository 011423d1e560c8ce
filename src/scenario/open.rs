//! What could not be read: it has a stand-in in the draft, and rules that rest on it say nothing.

use crate::programme::{At, Broken, EntryKind};
use std::collections::BTreeSet;

/// The values that could not be read.
#[derive(Debug, Default)]
pub(crate) struct Open(BTreeSet<At>);

impl Open {
    /// Notes that a value is not known.
    pub fn note(&mut self, at: At) {
        self.0.insert(at);
    }

    /// Notes that a value is not known, where `is_open`.
    pub fn note_if(&mut self, is_open: bool, at: At) {
        if is_open {
            self.note(at);
        }
    }

    /// What was read, or a stand-in for it.
    pub fn or<T>(&mut self, at: At, read: Option<T>, stand_in: T) -> T {
        self.note_if(read.is_none(), at);
        read.unwrap_or(stand_in)
    }

    /// Whether a value is not known.
    pub fn contains(&self, at: At) -> bool {
        self.0.contains(&at)
    }

    /// Whether something of an entry is not known.
    pub fn is_of(&self, kind: EntryKind, entry: usize) -> bool {
        let next = self.0.range(At::of(kind, entry, "")..).next();
        next.is_some_and(|at| at.kind == kind && at.entry == Some(entry))
    }

    /// Whether a rule rests on something that is not known.
    pub fn silences(&self, broken: &Broken) -> bool {
        broken.grounds().any(|at| self.contains(at))
    }
}
