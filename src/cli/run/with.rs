//! `--with`, `--since` and `--against`: analyses beside a run, with its seed, in folders of their own.

use super::{Failure, Simulation};
use crate::cli::answer::Answer;
use crate::cli::source::{self, Overrides};
use crate::cli::{benchmark, compare, explain, sensitivity, solve};
use crate::engine::Drawing;
use crate::forecast::Run;
use crate::programme::{Programme, Sampling};
use crate::report::compose;
use crate::report::document::Section;
use crate::report::{Added, FolderKind};
use crate::scenario::Reading;
use std::path::{Path, PathBuf};

/// An analysis holds its trials in memory: so many at most.
const MOST_TRIALS: u64 = 10_000_000;

/// The analyses that a run is asked for.
#[derive(Debug, clap::Args)]
pub(super) struct With {
    /// Add these analyses to the report, with their files in folders of their names
    #[arg(long, value_name = "ANALYSES", value_delimiter = ',')]
    with: Vec<Analysis>,
    /// Add what has changed since an earlier scenario, as `foresave explain BEFORE SCENARIO` finds it
    #[arg(long, value_name = "BEFORE")]
    since: Option<PathBuf>,
    /// Add another scenario beside this one, as `foresave compare SCENARIO OTHER` does; may be given more than once
    #[arg(long, value_name = "OTHER")]
    against: Vec<PathBuf>,
}

/// An analysis of one scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Analysis {
    /// What drives the net saving over the horizon
    Sensitivity,
    /// What would have to be true for the first target to be met with a chance of 80%
    Solve,
    /// The scenario's assumptions beside published comparators
    Benchmark,
}

/// The other scenarios, read before anything is simulated.
pub(super) struct Others {
    since: Option<Reading>,
    against: Vec<Reading>,
}

/// An analysis beside the run.
pub(super) struct Done {
    /// What its folder holds.
    pub kind: FolderKind,
    /// The section of the report: its id and its heading.
    section: (&'static str, &'static str),
    /// What was found.
    pub answer: Answer,
}

impl Done {
    /// The section of the report.
    pub(super) fn section(&self) -> Section {
        compose::as_section(self.section, &self.answer.document, self.answer.blocks())
    }

    /// The tables as sheets.
    pub(super) fn added(&self) -> Vec<Added<'_>> {
        self.answer.added(self.kind.command)
    }
}

impl With {
    /// Reads the other scenarios.
    pub(super) fn open(&self, scenario: &Path, overrides: &Overrides) -> Result<Others, Failure> {
        let others = self.since.iter().chain(&self.against).map(PathBuf::as_path);
        source::refuse_twice(others.chain([scenario]))?;
        let since = self.since.as_deref().map(|path| overrides.open(path)).transpose()?;
        let against = self.against.iter().map(|path| overrides.open(path)).collect::<Result<_, _>>()?;
        Ok(Others { since, against })
    }

    /// The answers, in the order of the report; `trials` are those that the command line asks for.
    pub(super) fn answers(
        &self,
        (path, reading): (&Path, &Reading),
        others: &Others,
        (simulation, run): (&Simulation, &Run),
        trials: Option<u64>,
    ) -> Result<Vec<Done>, Failure> {
        let programme = &reading.programme;
        let seed = run.forecast.run.seed;
        let drawing = |usual: u64| Drawing::new(trials.unwrap_or(usual).min(MOST_TRIALS), seed, Sampling::Random);
        let mut done = Vec::new();
        if self.with.contains(&Analysis::Sensitivity) {
            let answer = sensitivity::usual(programme, simulation.asking(&drawing(sensitivity::TRIALS)))?;
            let section = ("drivers", "What drives the result");
            done.push(Done { kind: FolderKind::SENSITIVITY, section, answer });
        }
        if let (Some(before), Some(from)) = (&others.since, &self.since) {
            let answer =
                explain::usual([(from, before), (path, reading)], simulation.asking(&drawing(explain::TRIALS)))?;
            let section = ("changes", "What has changed");
            done.push(Done { kind: FolderKind::EXPLAIN, section, answer });
        }
        if !others.against.is_empty() {
            let beside =
                self.against.iter().zip(&others.against).map(|(path, other)| (path.as_path(), &other.programme));
            let scenarios: Vec<(&Path, &Programme)> = [(path, programme)].into_iter().chain(beside).collect();
            let answer = compare::answer(&scenarios, simulation.asking(&drawing(compare::TRIALS)))?;
            done.push(Done { kind: FolderKind::COMPARE, section: ("options", "Options compared"), answer });
        }
        if self.with.contains(&Analysis::Solve) {
            let answer = solve::usual(&run.forecast, programme, simulation.asking(&drawing(solve::TRIALS)))?;
            let section = ("conditions", "What would have to be true");
            done.push(Done { kind: FolderKind::SOLVE, section, answer });
        }
        if self.with.contains(&Analysis::Benchmark) {
            let answer = benchmark::answer(programme, simulation.asking(&run.outcomes.drawing))?;
            let section = ("benchmark", "Beside other programmes");
            done.push(Done { kind: FolderKind::BENCHMARK, section, answer });
        }
        Ok(done)
    }
}
