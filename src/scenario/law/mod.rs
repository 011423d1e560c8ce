//! Distributions as they are written: `pert(£100k, £160k, £210k) in [£120k, ]`.
//!
//! A recursive descent over the text of one value. The first fault ends it, with the exact
//! part of the text that is at fault.

mod arguments;
mod build;
mod forms;
mod parser;
mod per_cent;

pub(crate) use parser::{Histories, Stop, looks_like_a_law, parse};
pub(crate) use per_cent::in_per_cent;

use super::number::NumberFault;
use crate::diagnostic::Code;
use std::ops::Range;

/// Why a text is no distribution.
#[derive(Clone, Debug)]
pub(crate) struct LawFault {
    /// The kind of fault.
    pub code: Code,
    /// The part of the text at fault, in bytes.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl LawFault {
    fn new(code: Code, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        LawFault { code, range, message: message.into(), help: Some(help.into()) }
    }

    /// A fault of a number that stands at `start`.
    fn of_number(fault: NumberFault, start: usize) -> Self {
        let range = start + fault.range.start..start + fault.range.end;
        LawFault { code: fault.code, range, message: fault.message, help: fault.help }
    }
}

/// The name of the distribution that `text` begins with, where it is one and stands alone.
pub(crate) fn pattern_of_word(text: &str) -> Option<String> {
    forms::known(text.split(|c: char| !c.is_alphanumeric()).next()?).map(forms::pattern)
}
