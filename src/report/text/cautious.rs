//! The cautious reading: for savings the low percentile, for costs the high one.

use super::super::figures::exact;
use super::amounts::{Side, on_the_safe_side};
use super::heading::years;
use super::wording::noun;
use super::wrap::paragraph;
use super::{TOO_FEW, has_spread};
use crate::forecast::{Forecast, MeasureForecast, Summary};
use crate::programme::{Measure, Whole};

/// What is reached with a chance of 80% over the horizon; nothing where trials are too few to say.
pub fn section(forecast: &Forecast) -> String {
    let readings: Vec<String> = [Whole::HorizonNetSaving, Whole::HorizonGrossSaving, Whole::HorizonCost]
        .into_iter()
        .filter_map(|whole| forecast.programme.row(Measure::Whole(whole), None))
        .filter_map(|row| Some(reading(row, row.summary()?)))
        .collect();
    if readings.is_empty() || forecast.run.trials < TOO_FEW {
        return String::new();
    }
    let mut text = paragraph(&format!("The cautious reading, over {}:", years(forecast)), 0);
    for reading in readings {
        text.push_str(&paragraph(&reading, 2));
    }
    text
}

fn reading(row: &MeasureForecast, summary: &Summary) -> String {
    let plan = row.plan().map_or(String::new(), |plan| format!(" (plan: {})", exact(plan)));
    let noun = noun(row.measure);
    if !summary.mean.is_finite() {
        return format!("the {noun} is beyond all bounds in some simulated futures{plan}");
    }
    if !has_spread(summary) {
        return format!("{noun} of {}, without any spread{plan}", exact(summary.mean));
    }
    if is_nearly_always_the_same(summary) {
        return format!("{noun} of {} in at least 9 in 10 simulated futures{plan}", exact(summary.p50()));
    }
    // P20 lies between P10 and P50, and P80 between P50 and P90: the greater error of the two covers it.
    let (value, error, side) = match row.measure.is_cost() {
        true => (summary.p80(), summary.p90_error.max(summary.p50_error), Side::AtMost),
        false => (summary.p20(), summary.p10_error.max(summary.p50_error), Side::AtLeast),
    };
    let words = match side {
        Side::AtMost => "at most",
        Side::AtLeast => "at least",
    };
    if row.measure == Measure::Whole(Whole::HorizonNetSaving) && value < 0.0 {
        let loss = on_the_safe_side(-value, error, Side::AtMost);
        return format!("80% chance of a net cost of at most {loss}, or of a saving{plan}");
    }
    format!("80% chance of a {noun} of {words} {}{plan}", on_the_safe_side(value, error, side))
}

/// Whether P5 to P95 are one figure, though rare futures have another.
fn is_nearly_always_the_same(summary: &Summary) -> bool {
    summary.quantiles.iter().all(|quantile| (quantile - summary.p50()).abs() < 0.005)
}
