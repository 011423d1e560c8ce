//! What must stand beside the plan of a cost so that it is covered.

use crate::analysis::asking::Asking;
use crate::analysis::basis::Basis;
use crate::analysis::figure::Figure;
use crate::forecast::Trouble;
use crate::programme::Programme;
use crate::statistics::Estimate;

/// What must stand beside the plan of a cost.
#[derive(Clone, Debug)]
pub struct Contingency {
    /// The programme and the trials.
    pub basis: Basis,
    /// The cost.
    pub figure: Figure,
    /// The share of the trials that it is to cover.
    pub confidence: f64,
    /// What the plan has, £.
    pub plan: f64,
    /// What covers it, £.
    pub quantile: Estimate,
}

impl Contingency {
    /// What must stand beside the plan, £: negative where the plan is more than enough. With pounds to the penny it is
    /// exactly what covers the cost less the plan.
    pub fn amount(&self) -> Estimate {
        let to_the_penny = (self.quantile.value * 100.0).round() / 100.0;
        Estimate { value: to_the_penny - self.plan, error: self.quantile.error }
    }
}

/// What must stand beside the plan of a cost so that it is covered in that share of the trials.
///
/// # Errors
/// Where the plan is too large to be counted exactly, or the watch says stop.
pub fn contingency(
    programme: &Programme,
    figure: Figure,
    confidence: f64,
    asking: Asking,
) -> Result<Contingency, Trouble> {
    let trials = figure.trials(programme, asking.engine, asking.drawing, asking.watch)?;
    let plan = figure.planned(programme)?;
    let quantile = trials.quantile_estimate(confidence);
    Ok(Contingency { basis: Basis::of(programme, asking.drawing), figure, confidence, plan, quantile })
}
