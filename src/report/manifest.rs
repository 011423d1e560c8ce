//! What results were made of, so that they can be made again and it can be told whether they were the same.

use super::compose::MadeOf;
use crate::analysis::Basis;
use crate::forecast::{Forecast, QuantileMethod, RunFacts};
use crate::programme::{InputFile, Override, Programme};

/// The manifest of a scenario that was simulated.
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
    #[serde(flatten)]
    run: Option<Run>,
    files: Vec<File<'a>>,
    /// What was put in the place of what the files say; left out where that is nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    set: Vec<Set<'a>>,
    /// Analyses that a run was asked for; they have its seed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    analyses: Vec<Analysis<'a>>,
}

/// What a run alone has.
#[derive(serde::Serialize)]
struct Run {
    quantiles: &'static str,
    /// In units of the Monte Carlo standard error; zero where quantiles are exact.
    quantiles_largest_error: f64,
    elapsed_seconds: f64,
}

/// A file that was read.
#[derive(serde::Serialize)]
pub(super) struct File<'a> {
    name: &'a str,
    sha256: &'a str,
}

/// A value that was put in the place of one that is written.
#[derive(serde::Serialize)]
struct Set<'a> {
    key: &'a str,
    value: &'a str,
}

/// An analysis beside a run, in the folder of its name.
#[derive(serde::Serialize)]
pub(super) struct Analysis<'a> {
    command: &'static str,
    trials: Option<u64>,
    sampling: Option<&'static str>,
    scenarios: &'a [String],
    files: Vec<File<'a>>,
}

impl<'a> Manifest<'a> {
    /// Of a forecast.
    pub(super) fn of_forecast(forecast: &'a Forecast) -> Self {
        Manifest {
            title: &forecast.title,
            source: forecast.source.as_deref(),
            notes: forecast.notes.as_deref(),
            start: forecast.horizon.first().to_string(),
            end: forecast.horizon.last().to_string(),
            as_of: forecast.as_of.to_string(),
            terms: forecast.terms.name(),
            price_base: forecast.price_base.to_string(),
            ..Self::of_run(&forecast.run).reading(&forecast.run.files, &forecast.run.overrides)
        }
    }

    /// Of a programme that an analysis simulated.
    pub(super) fn of_programme(programme: &'a Programme, run: &RunFacts) -> Self {
        Self::of_run(run).about(programme)
    }

    /// Of what an analysis stands on.
    pub(super) fn of_basis(basis: &'a Basis) -> Self {
        let drawn = Manifest { seed: basis.seed, trials: basis.trials, sampling: "random", ..Self::blank() };
        drawn.about(&basis.programme)
    }

    /// The same with analyses beside it.
    pub(super) fn beside(self, analyses: Vec<Analysis<'a>>) -> Self {
        Manifest { analyses, ..self }
    }

    fn about(self, programme: &'a Programme) -> Self {
        Manifest {
            title: &programme.title,
            source: programme.source.as_deref(),
            notes: programme.notes.as_deref(),
            start: programme.horizon.first().to_string(),
            end: programme.horizon.last().to_string(),
            as_of: programme.as_of.to_string(),
            terms: programme.prices.terms.name(),
            price_base: programme.prices.base.to_string(),
            ..self.reading(&programme.files, &programme.overrides)
        }
    }

    fn reading(self, files: &'a [InputFile], overrides: &'a [Override]) -> Self {
        let set = overrides.iter().map(|set| Set { key: &set.key, value: &set.value }).collect();
        Manifest { files: files.iter().map(File::of).collect(), set, ..self }
    }

    /// Of a run, without what was simulated.
    fn of_run(run: &RunFacts) -> Self {
        let (quantiles, quantiles_largest_error) = match run.quantiles {
            QuantileMethod::Exact => ("exact", 0.0),
            QuantileMethod::Binned { largest_error } => ("binned", largest_error),
        };
        let elapsed_seconds = (run.elapsed_seconds * 1000.0).round() / 1000.0;
        Manifest {
            seed: run.seed,
            trials: run.trials,
            sampling: run.sampling.name(),
            run: Some(Run { quantiles, quantiles_largest_error, elapsed_seconds }),
            ..Self::blank()
        }
    }

    fn blank() -> Self {
        Manifest {
            program: env!("CARGO_PKG_NAME"),
            version: env!("CARGO_PKG_VERSION"),
            title: "",
            source: None,
            notes: None,
            start: String::new(),
            end: String::new(),
            as_of: String::new(),
            terms: "",
            price_base: String::new(),
            seed: 0,
            trials: 0,
            sampling: "",
            run: None,
            files: Vec::new(),
            set: Vec::new(),
            analyses: Vec::new(),
        }
    }
}

impl<'a> File<'a> {
    /// As it was read.
    pub(super) fn of(file: &'a InputFile) -> Self {
        File { name: &file.name, sha256: &file.sha256 }
    }
}

impl<'a> Analysis<'a> {
    /// Of what a command was made of.
    pub(super) fn of(command: &'static str, made_of: &'a MadeOf) -> Self {
        let trials = made_of.drawn.and_then(|drawn| drawn.trials);
        Analysis {
            command,
            trials: trials.map(|(trials, _)| trials),
            sampling: trials.map(|(_, sampling)| sampling),
            scenarios: &made_of.subjects,
            files: made_of.files.iter().map(File::of).collect(),
        }
    }
}
