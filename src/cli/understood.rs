//! What was understood of a scenario, as a finance officer would want to read it back.

use crate::scenario::Reading;

/// The summary that `check` prints.
pub(super) fn summary(reading: &Reading) -> String {
    format!("{}\n", reading.programme.title)
}
