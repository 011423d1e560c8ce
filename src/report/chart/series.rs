//! The figures of a measure by year, as charts draw them.

use super::axis::Axis;
use crate::fiscal::FinancialYear;
use crate::forecast::{Estimate, Forecast, MeasureForecast, Spread, Summary};
use crate::programme::{Measure, Whole};
use crate::report::figures::{self, Notation};

/// A measure's figures in one year.
#[derive(Clone, Copy, Debug)]
pub struct YearFigures {
    /// The position of the year in the horizon.
    pub place: usize,
    /// The year.
    pub year: FinancialYear,
    /// The plan, £.
    pub plan: Option<f64>,
    /// Over the trials, £.
    pub summary: Option<Summary>,
}

/// The figures of `measure` for the whole programme, years ascending. Figures that are not finite
/// count as absent.
pub fn by_year(forecast: &Forecast, measure: Measure) -> Vec<YearFigures> {
    let figures = |row: &MeasureForecast| {
        let year = row.year?;
        let place = forecast.horizon.index_of(year)?;
        Some(YearFigures { place, year, plan: finite(row.plan()), summary: sound(row.summary()) })
    };
    let mut years: Vec<_> = forecast.programme.rows_of(measure).filter_map(figures).collect();
    years.sort_by_key(|figures| figures.place);
    years
}

/// The plan and the summary of a measure of the whole horizon.
pub fn of_horizon(forecast: &Forecast, whole: Whole) -> (Option<f64>, Option<Summary>) {
    match forecast.programme.row(Measure::Whole(whole), None) {
        Some(row) => (finite(row.plan()), sound(row.summary())),
        None => (None, None),
    }
}

/// Every amount that a chart of `years` shows.
pub fn amounts(years: &[YearFigures]) -> impl Iterator<Item = f64> + Clone {
    years.iter().flat_map(|figures| {
        let ends = figures.summary.map(|summary| [summary.p5().value, summary.p95().value]);
        ends.into_iter().flatten().chain(figures.plan)
    })
}

/// In which trials a figure is the same: `in every trial`, `in 97% of trials`; nothing where it differs.
pub fn same_in(summary: &Summary) -> Option<String> {
    match summary.spread {
        Spread::Certain => Some("in every trial".into()),
        Spread::Nearly(share) => Some(format!("in {}", figures::share_of_trials(share.value))),
        Spread::Spread => None,
    }
}

/// How a chart with the amounts of `axis` writes those of `summaries` and the `plans`: with three
/// digits of the largest, and no more than the middle one of the errors of P10, P50 and P90 support.
pub fn notation(axis: &Axis, summaries: &[Summary], plans: impl Iterator<Item = f64>) -> Notation {
    let shown = summaries.iter().flat_map(|summary| [summary.p10(), summary.p50(), summary.p90()]);
    let errors = shown.map(|estimate| estimate.error);
    let ends = summaries.iter().flat_map(|summary| [summary.p10(), summary.p90()]);
    let largest = ends.map(|estimate| estimate.value).chain(plans).map(f64::abs).fold(0.0, f64::max);
    let mut errors: Vec<_> = errors.filter(|error| error.is_finite()).collect();
    errors.sort_by(f64::total_cmp);
    Notation::new(axis.unit(), largest, 3, errors.get(errors.len() / 2).copied().unwrap_or(0.0))
}

/// P10, P50 and P90, each with the digits that its Monte Carlo error supports.
pub fn percentiles(summary: &Summary, notation: &Notation) -> [String; 3] {
    [summary.p10(), summary.p50(), summary.p90()].map(|estimate: Estimate| notation.estimate_with(estimate))
}

/// The sentence on a year's forecast and plan, which begins with `when`.
pub fn sentence(when: &str, figures: &YearFigures, notation: &Notation) -> Option<String> {
    let plan = figures.plan.map(|plan| format!("; the plan is {}", notation.known(plan))).unwrap_or_default();
    let summary = figures.summary.as_ref()?;
    let (year, [p10, p50, p90]) = (figures.year, percentiles(summary, notation));
    Some(match same_in(summary) {
        None => format!(
            "{when} {year} the middle of the forecast (P50) is {p50}, with 80% of trials between {p10} and {p90}{plan}."
        ),
        Some(trials) => format!("{when} {year} it is {p50} {trials}{plan}."),
    })
}

fn finite(value: Option<f64>) -> Option<f64> {
    value.filter(|value| value.is_finite())
}

fn sound(summary: Option<&Summary>) -> Option<Summary> {
    summary.copied().filter(|summary| summary.quantiles.iter().all(|quantile| quantile.value.is_finite()))
}
