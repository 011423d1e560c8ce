//! Laws beside the values that they were fitted to, for people and programs.

mod records;
mod to_json;

use super::{Records, Results};
use crate::analysis::fit::Fit;

/// The format that `fit.json` states, by which a folder of results is recognised.
pub(super) const FIT_MARK: &str = "foresave fit, format 1";

/// Laws beside the values, for programs.
pub fn fit_results(fit: &Fit) -> Results {
    let survival = (!fit.survival.is_empty()).then(|| ("survival", Records::survival(fit)));
    let tables = [("fit", Records::fit(fit))].into_iter().chain(survival).collect();
    Results { marker: "fit.json", json: to_json::fit_to_json(fit), tables }
}
