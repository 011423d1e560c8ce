//! Who computes, what is drawn, and who watches: the same for every run of an analysis.

use crate::engine::{Drawing, Engine, Watch};

/// What every run of an analysis is made with.
#[derive(Clone, Copy, Debug)]
pub struct Asking<'a> {
    /// The engine.
    pub engine: &'a Engine,
    /// The trials.
    pub drawing: &'a Drawing,
    /// A way to stop it.
    pub watch: &'a Watch,
}
