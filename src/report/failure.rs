//! The world is wrong: a file, a folder or a disk did not do what was asked of it.

use std::error::Error;
use std::fmt;
use std::io;

/// What was attempted, and why it failed. Shown as `cannot write results/summary.csv: the disk is full`.
#[derive(Debug)]
pub struct Failure {
    attempt: String,
    cause: Option<Box<dyn Error + Send + Sync>>,
    is_interrupt: bool,
}

impl Failure {
    /// A failure that needs no further cause; `said` is lower-case and without a full stop.
    pub fn new(said: impl Into<String>) -> Self {
        Failure { attempt: said.into(), cause: None, is_interrupt: false }
    }

    /// Somebody stopped the run.
    pub fn interrupted() -> Self {
        Failure { is_interrupt: true, ..Failure::new("interrupted; nothing was written") }
    }

    /// Whether somebody stopped the run, rather than something being wrong.
    pub fn is_interrupt(&self) -> bool {
        self.is_interrupt
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.attempt)?;
        match &self.cause {
            Some(cause) => write!(out, ": {cause}"),
            None => Ok(()),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| cause.as_ref() as _)
    }
}

/// Says what was attempted when it fails.
pub trait Attempt<T> {
    /// The failure of `attempt`, for example `cannot write results/summary.csv`, with its cause.
    ///
    /// # Errors
    /// Where `self` is one.
    fn attempting(self, attempt: impl FnOnce() -> String) -> Result<T, Failure>;
}

impl<T> Attempt<T> for io::Result<T> {
    fn attempting(self, attempt: impl FnOnce() -> String) -> Result<T, Failure> {
        self.map_err(|error| {
            let cause: Box<dyn Error + Send + Sync> = match in_plain_words(&error) {
                Some(words) => words.into(),
                None => error.into(),
            };
            Failure { attempt: attempt(), cause: Some(cause), is_interrupt: false }
        })
    }
}

impl<T> Attempt<T> for Result<T, Failure> {
    fn attempting(self, attempt: impl FnOnce() -> String) -> Result<T, Failure> {
        self.map_err(|failure| {
            let is_interrupt = failure.is_interrupt;
            Failure { attempt: attempt(), cause: Some(failure.into()), is_interrupt }
        })
    }
}

/// The errors that people meet, without error numbers.
fn in_plain_words(error: &io::Error) -> Option<&'static str> {
    match error.kind() {
        io::ErrorKind::PermissionDenied => Some("you have no permission to"),
        io::ErrorKind::StorageFull => Some("the disk is full"),
        io::ErrorKind::QuotaExceeded => Some("your quota on the disk is used up"),
        io::ErrorKind::FileTooLarge => Some("the file is larger than this system lets you write"),
        io::ErrorKind::ReadOnlyFilesystem => Some("the disk is read-only"),
        io::ErrorKind::NotFound => Some("it is not there"),
        io::ErrorKind::NotADirectory => Some("a part of the path is not a folder"),
        io::ErrorKind::IsADirectory => Some("a folder of that name is in the way"),
        io::ErrorKind::InvalidFilename => Some("the name is too long or not allowed"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_was_attempted_and_why_it_failed() {
        let full: io::Result<()> = Err(io::ErrorKind::StorageFull.into());
        let failure = full.attempting(|| "cannot write a.csv".into()).attempting(|| "the run failed".into());
        assert_eq!(failure.unwrap_err().to_string(), "the run failed: cannot write a.csv: the disk is full");
    }

    #[test]
    fn an_interrupt_is_told_from_a_fault_through_every_context() {
        let interrupted: Result<(), Failure> = Err(Failure::interrupted());
        assert!(interrupted.attempting(|| "cannot finish".into()).unwrap_err().is_interrupt());
        assert!(!Failure::new("the disk is full").is_interrupt());
    }
}
