//! What is said of every figure.

use foresave::plan::Slot;
use foresave::statistics::PROBABILITIES;

/// The figures of all trials.
pub struct Results {
    /// By figure.
    pub columns: Vec<(Slot, Column)>,
}

/// One figure over the trials.
pub struct Column {
    /// Mean of the values.
    pub mean: f64,
    /// Standard deviation.
    pub sd: f64,
    /// Type-7 quantiles.
    pub quantiles: [f64; 9],
    /// The values, ascending; trials without one are left out.
    pub sorted: Vec<f64>,
}

impl Column {
    /// Sorts and summarises.
    pub fn of(mut values: Vec<f64>) -> Self {
        values.retain(|value| !value.is_nan());
        values.sort_unstable_by(f64::total_cmp);
        let n = values.len() as f64;
        let mean = values.iter().sum::<f64>() / n;
        let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0).max(1.0);
        let quantiles = PROBABILITIES.map(|p| quantile(&values, p));
        Column { mean, sd: variance.sqrt(), quantiles, sorted: values }
    }
}

fn quantile(sorted: &[f64], p: f64) -> f64 {
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let place = p * last as f64;
    let below = place as usize;
    sorted[below] + (place - below as f64) * (sorted[(below + 1).min(last)] - sorted[below])
}
