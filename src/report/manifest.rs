//! What an analysis was made of, so that it can be made again: a manifest for each scenario read.

use super::to_json::{File, Set};
use crate::analysis::Basis;

/// The manifest of a scenario that was analysed.
#[derive(serde::Serialize)]
pub(super) struct Manifest<'a> {
    program: &'static str,
    version: &'static str,
    title: &'a str,
    source: Option<&'a str>,
    notes: Option<&'a str>,
    start: String,
    end: String,
    as_of: String,
    terms: &'static str,
    price_base: String,
    seed: u64,
    trials: u64,
    sampling: &'static str,
    files: Vec<File<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    set: Vec<Set<'a>>,
}

impl<'a> Manifest<'a> {
    /// Of what an analysis stands on.
    pub(super) fn of(basis: &'a Basis) -> Self {
        let programme = &basis.programme;
        Manifest {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            title: &programme.title,
            source: programme.source.as_deref(),
            notes: programme.notes.as_deref(),
            start: programme.horizon.first().to_string(),
            end: programme.horizon.last().to_string(),
            as_of: programme.as_of.to_string(),
            terms: programme.prices.terms.name(),
            price_base: programme.prices.base.to_string(),
            seed: basis.seed,
            trials: basis.trials,
            sampling: "random",
            files: programme.files.iter().map(|file| File { name: &file.name, sha256: &file.sha256 }).collect(),
            set: Set::all(&programme.overrides),
        }
    }
}
