//! The rules of a programme, each once, whoever made the draft.
//!
//! A rule says where a draft breaks it, in terms of entries and columns, and on what else that rests: reading maps
//! these to places in a person's text, and is silent where something that a rule rests on could not be read.

mod by_year;
mod comparators;
mod correlations;
mod dates;
mod dependence;
mod evidence;
mod names;
mod positions;
mod precedence;
mod prices;
mod ranges;
mod sizes;
mod targets;
mod workforce;

pub(crate) use names::split_lag;
pub(crate) use ranges::beyond_counting;
pub(crate) use sizes::too_many;

use super::{At, Draft};
use crate::diagnostic::Code;
use std::fmt;

/// A rule that a draft breaks.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// Which.
    pub code: Code,
    /// The value at fault.
    pub at: At,
    /// Where to look instead where that value is a default.
    pub or_at: Option<At>,
    /// Another value that it is about, with what to say of it.
    pub also: Option<(At, &'static str)>,
    /// What else it rests on: it says nothing where one of these is not known.
    pub rests_on: Vec<At>,
    /// What is wrong.
    pub message: String,
    /// What to do instead.
    pub help: String,
}

impl Broken {
    fn new(code: Code, at: At, message: impl Into<String>, help: impl Into<String>) -> Self {
        let (message, help) = (message.into(), help.into());
        Broken { code, at, or_at: None, also: None, rests_on: Vec::new(), message, help }
    }

    /// A change that cannot be made.
    pub(super) fn refused(code: Code, at: At, message: String) -> Self {
        Broken::new(code, at, message, "")
    }

    fn or_at(mut self, at: At) -> Self {
        self.or_at = Some(at);
        self
    }

    fn also(mut self, at: At, label: &'static str) -> Self {
        self.also = Some((at, label));
        self
    }

    fn resting_on(mut self, others: impl IntoIterator<Item = At>) -> Self {
        self.rests_on.extend(others);
        self
    }

    /// All that it rests on.
    pub fn grounds(&self) -> impl Iterator<Item = At> + '_ {
        let also = self.also.iter().map(|(at, _)| *at);
        [self.at].into_iter().chain(self.or_at).chain(also).chain(self.rests_on.iter().copied())
    }
}

impl fmt::Display for Broken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Broken {}

impl Draft {
    /// All rules that it breaks; a [`Programme`](super::Programme) breaks none.
    pub fn check(&self) -> Vec<Broken> {
        let mut broken = Vec::new();
        positions::check(self, &mut broken);
        if !broken.is_empty() {
            // The other rules follow positions.
            return broken;
        }
        for check in [
            sizes::check,
            names::check,
            dates::check,
            prices::check,
            ranges::check,
            by_year::check,
            precedence::check,
            evidence::check,
            workforce::check,
            correlations::check,
            dependence::check,
            targets::check,
            comparators::check,
        ] {
            check(self, &mut broken);
        }
        broken
    }
}
