//! What made a report, without anything that differs between two runs of the same inputs.

use crate::forecast::Forecast;
use crate::report::compose::made_of::{Drawn, MadeOf};
use crate::report::document::Section;

/// Program, seed and files.
pub(super) fn section(forecast: &Forecast) -> Section {
    let run = &forecast.run;
    let made_of = MadeOf {
        subjects: vec![forecast.title.clone()],
        as_of: Some(forecast.as_of),
        drawn: Some(Drawn { seed: run.seed, trials: Some((run.trials, run.sampling.name())) }),
        files: run.files.clone(),
        overrides: run.overrides.clone(),
        warning: None,
    };
    made_of.section("Appendix C: About this report")
}
