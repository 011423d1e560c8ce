//! A folder of results that is written whole or not at all.
//!
//! Files go into a temporary folder beside the one named; at the end the two are exchanged in one
//! step. Until then an error, a panic or an interrupt leaves earlier results as they were, and
//! the temporary folder is removed with all that was created on the way to it. (A run that is
//! killed outright, or loses power, leaves earlier results too, and a folder `.foresave-…` beside
//! them that may be deleted.)
//!
//! Whether the exchange will be possible is found out before anything is simulated. Where it fails all the same at
//! the end, or the folder holds the results of a scenario with another title, the results go into the next free folder
//! beside it (`NAME-2`), and [`ResultsFolder::notice`] or [`Published::notice`] says so: results are never lost at the
//! last step, nor those of another scenario by it.

mod beside;
mod earlier;
mod exchange;
mod place;
mod unfinished;

pub use unfinished::{Undisturbed, undisturbed};

use super::{Attempt, Failure};
use crate::programme::Measure;
use place::Place;
use std::cell::RefCell;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;
use unfinished::Listed;

/// The format that `run.json` states, by which a folder of results is recognised.
pub(super) const RUN_MARK: &str = "foresave run, format 1";

/// The reports that may be in every folder of results.
const REPORTS: [&str; 3] = ["report.html", "report.xlsx", "report.docx"];

/// What a kind of results folder may hold.
#[derive(Clone, Copy, Debug)]
pub struct FolderKind {
    /// The command whose results they are.
    pub command: &'static str,
    /// The JSON file that every such folder has; it begins with a key `format`.
    pub marker: &'static str,
    /// The value of that key.
    pub mark: &'static str,
    /// Every file that may be in it beside the reports.
    pub files: &'static [&'static str],
}

impl FolderKind {
    /// The results of `run`.
    pub const RUN: FolderKind = FolderKind {
        command: "run",
        marker: "run.json",
        mark: RUN_MARK,
        files: &[
            "run.json",
            "forecast.txt",
            "summary.csv",
            "areas.csv",
            "partners.csv",
            "workforce.csv",
            "targets.csv",
            "targets_by_year.csv",
            "trials.parquet",
            "cumulative.svg",
            "cumulative.png",
            "annual.svg",
            "annual.png",
            "bridge.svg",
            "bridge.png",
            "distribution.svg",
            "distribution.png",
            "go_live.svg",
            "go_live.png",
            "areas.svg",
            "areas.png",
            "learning.svg",
            "learning.png",
            "partners.svg",
            "partners.png",
            "promised.svg",
            "promised.png",
            "promised_annual.svg",
            "promised_annual.png",
            "targets.svg",
            "targets.png",
        ],
    };
}

impl FolderKind {
    /// The results of `benchmark`.
    pub const BENCHMARK: FolderKind = FolderKind {
        command: "benchmark",
        marker: "benchmark.json",
        mark: super::benchmark::BENCHMARK_MARK,
        files: &[
            "benchmark.json",
            "benchmark.csv",
            "benchmark_cases.csv",
            "outside_view.csv",
            "benchmark_delivery.svg",
            "benchmark_delivery.png",
            "benchmark_delivery_2.svg",
            "benchmark_delivery_2.png",
            "benchmark_delivery_3.svg",
            "benchmark_delivery_3.png",
            "benchmark_money.svg",
            "benchmark_money.png",
            "benchmark_workforce.svg",
            "benchmark_workforce.png",
            "benchmark_workforce_2.svg",
            "benchmark_workforce_2.png",
            "benchmark_workforce_3.svg",
            "benchmark_workforce_3.png",
        ],
    };

    /// The results of `compare`.
    pub const COMPARE: FolderKind = FolderKind {
        command: "compare",
        marker: "compare.json",
        mark: super::analyses::COMPARE_MARK,
        files: &[
            "compare.json",
            "compare.csv",
            "compare_targets.csv",
            "compare.svg",
            "compare.png",
            "difference.svg",
            "difference.png",
        ],
    };

    /// The results of `explain`.
    pub const EXPLAIN: FolderKind = FolderKind {
        command: "explain",
        marker: "explain.json",
        mark: super::analyses::EXPLAIN_MARK,
        files: &["explain.json", "explain.csv", "changes.csv", "delivery.csv", "explain.svg", "explain.png"],
    };

    /// The results of `solve`.
    pub const SOLVE: FolderKind = FolderKind {
        command: "solve",
        marker: "solve.json",
        mark: super::solve::SOLVE_MARK,
        files: &[
            "solve.json",
            "solve.csv",
            "curve.csv",
            "promise.csv",
            "contingency.csv",
            "solve.svg",
            "solve.png",
            "solve_2.svg",
            "solve_2.png",
            "solve_3.svg",
            "solve_3.png",
            "solve_4.svg",
            "solve_4.png",
            "solve_5.svg",
            "solve_5.png",
        ],
    };

    /// The results of `sensitivity`.
    pub const SENSITIVITY: FolderKind = FolderKind {
        command: "sensitivity",
        marker: "sensitivity.json",
        mark: super::sensitivity::SENSITIVITY_MARK,
        files: &[
            "sensitivity.json",
            "indices.csv",
            "tornado.csv",
            "without.csv",
            "switching.csv",
            "indices.svg",
            "indices.png",
            "tornado.svg",
            "tornado.png",
            "without.svg",
            "without.png",
        ],
    };

    /// The kinds of results that may stand in a run's, each in a folder called like its command.
    const WITHIN: [FolderKind; 5] =
        [FolderKind::SENSITIVITY, FolderKind::EXPLAIN, FolderKind::COMPARE, FolderKind::SOLVE, FolderKind::BENCHMARK];

    /// The kind of a folder of that name in it.
    fn within(self, folder: &str) -> Option<FolderKind> {
        let is_run = self.marker == FolderKind::RUN.marker;
        Self::WITHIN.into_iter().find(|kind| is_run && kind.command == folder)
    }

    /// Whether a file may be in it: one of its files, of a run's charts of a measure, or of an analysis within a run's.
    pub(super) fn may_hold(self, name: &str) -> bool {
        if let Some((folder, file)) = name.split_once('/') {
            return self.within(folder).is_some_and(|kind| kind.files.contains(&file));
        }
        self.files.contains(&name)
            || REPORTS.contains(&name)
            || self.marker == FolderKind::RUN.marker && is_chart_of_measure(name)
    }

    /// The results of `fit`.
    pub const FIT: FolderKind = FolderKind {
        command: "fit",
        marker: "fit.json",
        mark: super::fit::FIT_MARK,
        files: &[
            "fit.json",
            "fit.csv",
            "survival.csv",
            "distribution.svg",
            "distribution.png",
            "quantiles.svg",
            "quantiles.png",
        ],
    };

    /// The results of `score`.
    pub const SCORE: FolderKind = FolderKind {
        command: "score",
        marker: "score.json",
        mark: super::score::SCORE_MARK,
        files: &["score.json", "score.csv", "calibration.csv", "score.svg", "score.png"],
    };

    /// Every kind there is.
    const ALL: [FolderKind; 8] = [
        FolderKind::RUN,
        FolderKind::BENCHMARK,
        FolderKind::COMPARE,
        FolderKind::EXPLAIN,
        FolderKind::SOLVE,
        FolderKind::SENSITIVITY,
        FolderKind::FIT,
        FolderKind::SCORE,
    ];
}

/// Whether a file is a picture of a measure by year, which is called like the measure.
fn is_chart_of_measure(file: &str) -> bool {
    let stem = file.strip_suffix(".svg").or_else(|| file.strip_suffix(".png"));
    stem.and_then(Measure::parse).is_some_and(Measure::is_yearly)
}

/// A folder of results in the making. Dropped before [`ResultsFolder::publish`], it leaves no trace.
#[derive(Debug)]
pub struct ResultsFolder<'a> {
    // Fields are dropped in this order: the folder before the parents that were created for it.
    staging: TempDir,
    place: Place,
    kind: FolderKind,
    title: String,
    stop: &'a AtomicBool,
    notice: Option<String>,
    /// The files that were created in it.
    created: RefCell<Vec<String>>,
    /// The last to be dropped: until all else is gone, an interrupt removes what is left.
    _listed: Listed,
}

/// Where results stand in the end.
#[derive(Debug, PartialEq, Eq)]
pub struct Published {
    /// The folder.
    pub folder: PathBuf,
    /// Why it is not the folder that was prepared, where it is not; a sentence without a full stop.
    pub notice: Option<String>,
}

impl<'a> ResultsFolder<'a> {
    /// Begins a folder for the results of the scenario called `title` that will stand at `dir`, whose missing parents
    /// are created, or beside it where `dir` holds the results of a scenario with another title. Once `stop` is set,
    /// nothing more is written and nothing is published.
    ///
    /// # Errors
    /// Where `dir` holds anything but earlier results of this kind, is no folder, is the current
    /// folder or a disk of its own, or cannot be written beside.
    pub fn begin(dir: &Path, kind: FolderKind, title: &str, stop: &'a AtomicBool) -> Result<Self, Failure> {
        let (place, notice) = beside::free(dir, kind, title)?;
        let parent = place.parent();
        let staging = tempfile::Builder::new().prefix(".foresave-").tempdir_in(parent);
        let staging = staging.attempting(|| format!("cannot create a folder in {}", parent.display()))?;
        let listed = Listed::new(staging.path(), place.created_parents());
        let (title, created) = (title.to_owned(), RefCell::default());
        Ok(ResultsFolder { staging, place, kind, title, stop, notice, created, _listed: listed })
    }

    /// Whose results stand where these were to go, and where these go instead; a sentence without a full stop.
    pub fn notice(&self) -> Option<&str> {
        self.notice.as_deref()
    }

    /// Where the files are until they are published, for writers that need a path.
    pub fn staging(&self) -> &Path {
        self.staging.path()
    }

    /// Writes a file.
    ///
    /// # Errors
    /// Where it cannot be written, or the run was stopped.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) -> Result<(), Failure> {
        let attempt = || format!("cannot write {}", self.place.shown().join(name).display());
        self.create(name)?.write_all(content.as_ref()).attempting(attempt)
    }

    /// Creates a file that the caller fills.
    ///
    /// # Errors
    /// Where it cannot be created, or the run was stopped.
    ///
    /// # Panics
    /// Where the kind of folder does not know the name: it could not be replaced later.
    pub fn create(&self, name: &str) -> Result<File, Failure> {
        assert!(self.kind.may_hold(name), "{name} is one of the files of a results folder");
        self.check_stop()?;
        let attempt = || format!("cannot write {}", self.place.shown().join(name).display());
        if let Some((folder, _)) = name.split_once('/') {
            fs::create_dir_all(self.staging().join(folder)).attempting(attempt)?;
        }
        let file = File::create(self.staging().join(name)).attempting(attempt)?;
        self.created.borrow_mut().push(name.to_owned());
        Ok(file)
    }

    /// Puts the folder in its place, exchanging it with earlier results, which are removed; or beside its place where
    /// the system does not exchange them.
    ///
    /// # Errors
    /// Where a file has vanished from the folder, there is no place beside it either, or the run was stopped.
    pub fn publish(self) -> Result<Published, Failure> {
        let mut undisturbed = undisturbed();
        self.check_stop()?;
        self.check_complete()?;
        let published = match self.put_in_place() {
            Ok(()) => Published { folder: self.place.shown().to_path_buf(), notice: None },
            Err(failure) => self.publish_beside(&failure)?,
        };
        undisturbed.note_published(&published.folder);
        // After an exchange the staging path holds the earlier results; after a move, nothing.
        let leftover = self.staging.path().exists().then(|| fs::remove_dir_all(self.staging.path()));
        self.place.keep_parents();
        let left =
            || format!("the new results are in place, but the earlier ones stay in {}", self.staging().display());
        leftover.unwrap_or(Ok(())).attempting(left)?;
        Ok(published)
    }

    fn put_in_place(&self) -> Result<(), Failure> {
        if let Some(other) = earlier::inspect(&self.place, self.kind)?.other_than(&self.title) {
            let shown = self.place.shown().display();
            return Err(Failure::new(format!("{shown} has come to hold the results of `{other}`")));
        }
        self.keep_permissions()?;
        exchange::put_in_place(self.staging.path(), &self.place, self.kind)
    }

    /// Puts the folder beside the place that could not be taken at the last step, because of `failure`.
    fn publish_beside(&self, failure: &Failure) -> Result<Published, Failure> {
        let beside = beside::next_free(&self.place, self.kind, &self.title)?;
        exchange::put_in_place(self.staging.path(), &beside, self.kind)?;
        let folder = beside.shown().to_path_buf();
        let notice = format!("{failure}; they are in {}", folder.display());
        Ok(Published { folder, notice: Some(notice) })
    }

    /// Something else may have emptied the folder while the trials ran.
    fn check_complete(&self) -> Result<(), Failure> {
        let created = self.created.borrow();
        match created.iter().find(|name| !self.staging().join(name).is_file()) {
            None => Ok(()),
            Some(name) => Err(Failure::new(format!(
                "another program has removed {name} from {} before the results were complete; nothing was written",
                self.staging().display()
            ))),
        }
    }

    /// A shared folder stays as shared as it was.
    fn keep_permissions(&self) -> Result<(), Failure> {
        let Ok(earlier) = fs::metadata(self.place.target()) else { return Ok(()) };
        let attempt = || format!("cannot give {} its permissions", self.place.shown().display());
        fs::set_permissions(self.staging(), earlier.permissions()).attempting(attempt)
    }

    fn check_stop(&self) -> Result<(), Failure> {
        if self.stop.load(Ordering::Relaxed) { Err(Failure::interrupted()) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests;
