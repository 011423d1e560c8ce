//! Weights that need not sum to 1.

use super::error::{LawError, finite, not_negative};

/// The pairs with a weight above 0, of which there must be one.
pub(super) fn weighted<T>(law: &'static str, pairs: Vec<(T, f64)>) -> Result<Vec<(T, f64)>, LawError> {
    for (_, weight) in &pairs {
        not_negative(law, "weight", *weight)?;
    }
    let kept: Vec<(T, f64)> = pairs.into_iter().filter(|(_, weight)| *weight > 0.0).collect();
    if kept.is_empty() {
        return Err(LawError::NothingToDrawFrom { law });
    }
    Ok(kept)
}

/// The values are numbers.
pub(super) fn all_finite(law: &'static str, values: impl Iterator<Item = f64>) -> Result<(), LawError> {
    for value in values {
        finite(law, "value", value)?;
    }
    Ok(())
}

/// A sum that does not depend on how many small terms it has (Neumaier, 1974).
pub(super) fn exact_sum(terms: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for term in terms {
        let next = sum + term;
        lost += if sum.abs() >= term.abs() { (sum - next) + term } else { (term - next) + sum };
        sum = next;
    }
    sum + lost
}
