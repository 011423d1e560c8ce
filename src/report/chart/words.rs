//! What charts say of figures, in sentences and parts of them.

use super::amounts::Amounts;
use crate::forecast::{Forecast, Spread, Summary};
use crate::programme::{Measure, Whole};
use crate::report::figures::share_of_trials;

/// A measure as a reader calls it.
pub fn noun(measure: Measure) -> String {
    match measure {
        Measure::Whole(Whole::Npv) => "net present value".into(),
        Measure::Whole(Whole::BenefitCostRatio) => "benefit-cost ratio".into(),
        measure => {
            let name = measure.name();
            name.strip_prefix("horizon_").unwrap_or(&name).replace('_', " ")
        }
    }
}

/// The same with a capital letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// `Forecast from September 2017`.
pub fn forecast_from(forecast: &Forecast) -> String {
    format!("Forecast from {}", forecast.as_of.in_words())
}

/// In which trials a figure is the same: `in every trial`, `in 97% of trials`; nothing where it differs.
pub fn alike(summary: &Summary) -> Option<String> {
    match summary.spread {
        Spread::Certain => Some("in every trial".into()),
        Spread::Nearly(share) => Some(format!("in {}", share_of_trials(share.value))),
        Spread::Spread => None,
    }
}

/// The sentence on a year's forecast and plan: `By the end of 2022/23 the middle of the forecast (P50) is …`.
pub fn of_year(when: &str, amounts: &Amounts, summary: &Summary, plan: Option<f64>) -> String {
    let plan = plan.map(|plan| format!("; the plan is {}", amounts.known(plan))).unwrap_or_default();
    let [p10, p50, p90] = amounts.percentiles(summary);
    match alike(summary) {
        None => format!(
            "{when} the middle of the forecast (P50) is {p50}, with 80% of trials between {p10} and {p90}{plan}."
        ),
        Some(alike) => format!("{when} it is {p50} {alike}{plan}."),
    }
}

/// The sentence on the chances of amounts.
pub fn chances(summary: &Summary, amounts: &Amounts) -> String {
    let [p20, p80] = outer_fifths(summary, amounts);
    let p50 = amounts.estimate(summary.p50());
    match alike(summary) {
        None => format!(
            "There is an 80% chance of at least {p20}, a 50% chance of at least {p50} and a 20% chance of at least {p80}."
        ),
        Some(alike) => format!("It is {p50} {alike}."),
    }
}

/// P20, which as the cautious figure is rounded down, and P80.
pub fn outer_fifths(summary: &Summary, amounts: &Amounts) -> [String; 2] {
    [amounts.at_least(summary.p20()), amounts.estimate(summary.p80())]
}
