//! What a forecast says, for people and programs: figures, charts and result files, one format each.
//!
//! Nothing here recomputes a number. Amounts that people read are rounded to what their Monte Carlo errors support.

#[cfg(feature = "charts")]
pub mod chart;
pub mod compose;
pub mod document;
pub mod figure;
pub mod figures;

mod analyses;
mod benchmark;
mod failure;
mod fit;
mod folder;
pub(crate) mod illustrative;
mod manifest;
mod records;
mod results;
mod score;
mod sensitivity;
mod solve;
#[cfg(test)]
mod specimen;
mod to_csv;
mod to_html;
mod to_json;
#[cfg(feature = "parquet")]
mod to_parquet;
mod to_terminal;
pub mod words;
mod words_of_figure;

mod to_docx;
mod to_xlsx;

pub use analyses::{bridge_records, bridge_results, comparison_results, explanation_results};
pub use benchmark::{benchmark_results, evidence_to_csv};
pub use failure::{Attempt, Failure};
pub use fit::fit_results;
pub use folder::{FolderKind, Published, ResultsFolder, Undisturbed, undisturbed};
pub use records::{Cell, Records};
pub use results::Results;
pub use score::score_results;
pub use sensitivity::sensitivity_results;
pub use solve::{contingency_results, promise_results, solved_results};
pub use to_csv::to_csv;
pub use to_html::{Drawn, to_html};
pub use to_json::{Beside, to_json};
#[cfg(feature = "parquet")]
pub use to_parquet::TrialsFile;
pub use to_terminal::{Look, to_terminal};

pub use to_docx::{NoTemplate, Pictured, Template, to_docx};
pub use to_xlsx::{Added, Book, OfRun, to_xlsx};

use crate::diagnostic::Diagnostics;
use crate::forecast::Forecast;

/// The text files of a run: name and content, in the order of writing. `run.json` comes first,
/// because it marks a folder as one of results.
pub fn result_files(forecast: &Forecast, found: &Diagnostics, beside: &Beside) -> [(&'static str, String); 7] {
    [
        ("run.json", to_json(forecast, found, beside)),
        ("summary.csv", to_csv(&Records::summary(forecast))),
        ("areas.csv", to_csv(&Records::areas(forecast))),
        ("partners.csv", to_csv(&Records::partners(forecast))),
        ("workforce.csv", to_csv(&Records::workforce(forecast))),
        ("targets.csv", to_csv(&Records::targets(forecast))),
        ("targets_by_year.csv", to_csv(&Records::targets_by_year(forecast))),
    ]
}
