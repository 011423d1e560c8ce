//! The cautious reading: for savings the low percentile, for costs the high one.

use super::super::figures::{exact, half_width, percent};
use super::TOO_FEW;
use super::amounts::{Side, on_the_safe_side};
use super::heading::years;
use super::precision::{TOO_WIDE, good_to, scale};
use super::wording::noun;
use super::wrap::paragraph;
use crate::forecast::{Estimate, Forecast, MeasureForecast, Spread, Summary};
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
    if !summary.mean.value.is_finite() {
        return format!("the {noun} is beyond all bounds in some simulated futures{plan}");
    }
    match summary.spread {
        Spread::Certain => return format!("{noun} of {}, without any spread{plan}", exact(summary.mean.value)),
        Spread::Nearly(share) => {
            let figure = exact(summary.p50().value);
            return format!("{noun} of {figure} in {} of the simulated futures{plan}", percent(share));
        }
        Spread::Spread => {}
    }
    let (Estimate { value, error }, side) = match row.measure.is_cost() {
        true => (summary.p80(), Side::AtMost),
        false => (summary.p20(), Side::AtLeast),
    };
    let words = match side {
        Side::AtMost => "at most",
        Side::AtLeast => "at least",
    };
    let certainty = certainty(summary, error);
    if row.measure == Measure::Whole(Whole::HorizonNetSaving) && value < 0.0 {
        let loss = on_the_safe_side(-value, error, Side::AtMost);
        return format!("80% chance of a net cost of at most {loss}, or of a saving{plan}{certainty}");
    }
    format!("80% chance of a {noun} of {words} {}{plan}{certainty}", on_the_safe_side(value, error, side))
}

/// How far sampling alone may have moved the figure, where that is much.
fn certainty(summary: &Summary, error: f64) -> String {
    match half_width(error) > TOO_WIDE * scale(summary) {
        true => format!("; by sampling alone, this figure is only good to about {} (95%)", good_to(half_width(error))),
        false => String::new(),
    }
}
