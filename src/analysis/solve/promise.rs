//! What can be promised of a figure, more or less surely.

use crate::analysis::asking::Asking;
use crate::analysis::basis::Basis;
use crate::analysis::figure::Figure;
use crate::forecast::Trouble;
use crate::programme::Programme;
use crate::statistics::{Estimate, Trials};

/// How surely, as shares of the trials.
const CONFIDENCES: [f64; 6] = [0.5, 0.6, 0.7, 0.8, 0.9, 0.95];

/// What can be promised of a figure.
#[derive(Clone, Debug)]
pub struct Promise {
    /// The programme and the trials.
    pub basis: Basis,
    /// The figure.
    pub figure: Figure,
    /// What can be promised, by how surely, ascending.
    pub promised: Vec<Promised>,
}

/// An amount that can be promised so surely: at least it, or of what had better be little at most it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Promised {
    /// The share of the trials that keep it.
    pub confidence: f64,
    /// The amount.
    pub amount: Estimate,
}

/// What can be promised of a figure.
///
/// # Errors
/// Where the plan is too large to be counted exactly, or the watch says stop.
pub fn promise(programme: &Programme, figure: Figure, asking: Asking) -> Result<Promise, Trouble> {
    let trials = figure.trials(programme, asking.engine, asking.drawing, asking.watch)?;
    let promised = CONFIDENCES.map(|confidence| Promised { confidence, amount: kept(&trials, &figure, confidence) });
    Ok(Promise { basis: Basis::of(programme, asking.drawing), promised: promised.to_vec(), figure })
}

/// The quantile in the cautious direction.
fn kept(trials: &Trials, figure: &Figure, confidence: f64) -> Estimate {
    let p = if figure.measure.is_cautious_when_high() { confidence } else { 1.0 - confidence };
    trials.quantile_estimate(p)
}
