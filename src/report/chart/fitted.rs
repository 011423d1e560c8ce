//! Laws beside the values of a column: as cumulative distributions, and quantile against quantile.

use super::analysis::{self, Fits};
use super::data::{Chart, Unit};
use super::subject::Subject;
use crate::analysis::fit::{Candidate, Fit, PERCENTILES};
use crate::programme;

/// Both charts.
pub fn charts(fit: &Fit) -> Vec<Chart> {
    let subject = Subject { source: vec![format!("Source: {}", fit.file.name)], ..Subject::default() };
    let fits = fits(fit);
    vec![fits.distribution(&subject), fits.quantiles(&subject)]
}

fn fits(fit: &Fit) -> Fits {
    let data = data(fit);
    let mut fitted: Vec<&Candidate> = fit.candidates.iter().filter(|law| !law.percentiles.is_empty()).collect();
    let aicc = |law: &Candidate| law.aicc.unwrap_or(f64::INFINITY);
    fitted.sort_by(|one, other| other.is_best.cmp(&one.is_best).then(aicc(one).total_cmp(&aicc(other))));
    let laws = fitted.into_iter().filter(|law| law.law != "history").map(|candidate| law(candidate, &data)).collect();
    Fits {
        what: fit.title(),
        unit: match fit.unit {
            programme::Unit::Fraction => Unit::Share,
            programme::Unit::Months => Unit::Number("months"),
            unit if unit.is_money() => Unit::Money,
            _ => Unit::Number(""),
        },
        count: [fit.observations.rows(), fit.observations.bounds.len()],
        data,
        laws,
    }
}

/// The share at or below each value: that of Kaplan and Meier where rows are not finished.
fn data(fit: &Fit) -> Vec<(f64, f64)> {
    if !fit.survival.is_empty() {
        let steps = fit.survival.iter().filter(|step| step.cases > 0);
        return steps.map(|step| (step.value, 1.0 - step.survival)).collect();
    }
    let values = fit.observations.all_cases();
    let count = values.len() as f64;
    values.iter().enumerate().map(|(place, value)| (*value, (place as f64 + 1.0) / count)).collect()
}

fn law(candidate: &Candidate, data: &[(f64, f64)]) -> analysis::Fit {
    let shares = || PERCENTILES.map(|percentile| f64::from(percentile) / 100.0);
    let before = std::iter::once(0.0).chain(data.iter().map(|(_, share)| *share));
    let quantile = |((value, share), before): (&(f64, f64), f64)| (at(candidate, 0.5 * (share + before)), *value);
    analysis::Fit {
        name: candidate.text.clone().unwrap_or_else(|| candidate.law.into()),
        curve: candidate.percentiles.iter().copied().zip(shares()).collect(),
        quantiles: data.iter().zip(before).map(quantile).collect(),
    }
}

/// A quantile, between percentiles on a line; those beyond the outermost are they.
fn at(candidate: &Candidate, share: f64) -> f64 {
    let all = &candidate.percentiles;
    let place = (100.0 * share - 1.0).clamp(0.0, all.len() as f64 - 1.0);
    let low = place.floor() as usize;
    let high = (low + 1).min(all.len() - 1);
    all[low] + (place - place.floor()) * (all[high] - all[low])
}
