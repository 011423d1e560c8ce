//! A run seen from outside.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far a run is, and a way to stop it.
#[derive(Debug, Default)]
pub struct Watch {
    /// Trials done, counting those that are run a second time.
    pub done: AtomicU64,
    /// Trials to do in all.
    pub total: AtomicU64,
    /// Set to stop; looked at after every chunk.
    pub stop: AtomicBool,
}

impl Watch {
    /// A run begins that has so many trials to do.
    pub(super) fn begin(&self, trials: u64) {
        self.done.store(0, Ordering::Relaxed);
        self.total.store(trials, Ordering::Relaxed);
    }
}

/// The run was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interrupted;
