//! What the run was, and how far its own sampling error reaches.

use super::super::figures::{half_width, in_unit, step_of_digits, unit_for};
use super::TOO_FEW;
use super::wrap::paragraph;
use crate::diagnostic::listed;
use crate::forecast::{Forecast, QuantileMethod, Spread, Summary};
use crate::money::group_thousands;
use crate::programme::{Measure, Sampling, Whole};

/// The 95% half-width, as a share of the largest percentile or of the spread, above which two digits are too many.
pub(super) const TOO_WIDE: f64 = 0.025;
/// The most trials of a run.
const MOST_TRIALS: u64 = 1_000_000_000;

/// Trials, seed, design, Monte Carlo error and how percentiles were found.
pub fn section(forecast: &Forecast) -> String {
    let run = &forecast.run;
    let trials = group_thousands(&run.trials.to_string());
    let futures = if run.trials == 1 { "future" } else { "futures" };
    let mut text = format!("Simulated {trials} {futures} ({}, seed {}).", design(run.sampling), run.seed);
    let total = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None).and_then(|row| row.summary());
    if let Some(summary) = total {
        text.push(' ');
        text.push_str(&precision(forecast, summary));
    }
    if run.trials >= TOO_FEW {
        text.push(' ');
        text.push_str(&quantiles(run.quantiles));
    }
    paragraph(&text, 0)
}

fn design(sampling: Sampling) -> &'static str {
    match sampling {
        Sampling::Random => "random sampling",
        Sampling::Lhs => "Latin hypercube sampling",
        Sampling::Sobol => "Sobol' sampling",
    }
}

fn precision(forecast: &Forecast, summary: &Summary) -> String {
    let trials = forecast.run.trials;
    if trials < TOO_FEW {
        return "That is too few to say anything of percentiles.".into();
    }
    if summary.spread == Spread::Certain {
        return "The total net saving is the same in all of them.".into();
    }
    let widths: Vec<(&str, f64)> = [("P10", summary.p10()), ("P50", summary.p50()), ("P90", summary.p90())]
        .map(|(name, estimate)| (name, half_width(estimate.error)))
        .into_iter()
        .filter(|(_, width)| *width >= 0.005)
        .collect();
    if widths.is_empty() {
        return "The total net saving is the same in nearly all of them.".into();
    }
    let names: Vec<&str> = widths.iter().map(|(name, _)| *name).collect();
    let bounds: Vec<String> = widths.iter().map(|(_, width)| good_to(*width)).collect();
    let verb = if widths.len() == 1 { "is" } else { "are" };
    let mut text = format!(
        "By sampling alone, {} of the total net saving {verb} good to about {} (95%).",
        listed(&names, "and"),
        listed(&bounds, "and")
    );
    let (name, widest) = widths.into_iter().fold(("", 0.0), |a, b| if b.1 > a.1 { b } else { a });
    if let Some(times) = times_more(widest, TOO_WIDE * scale(summary), trials) {
        let (good_to, more) = (good_to(widest), trials * times);
        text += &format!(" {name} is only good to {good_to}: run {times} times as many trials (--trials {more}).");
    }
    text
}

/// What errors are held against: the largest of P10, P50, P90 and the width between the outer two.
pub(super) fn scale(summary: &Summary) -> f64 {
    let [p10, p50, p90] = [summary.p10(), summary.p50(), summary.p90()].map(|estimate| estimate.value);
    [p10, p50, p90, p90 - p10].into_iter().fold(0.0, |scale: f64, value| scale.max(value.abs()))
}

/// How many times the trials, in steps of four, bring a half-width below a limit: each step halves it.
fn times_more(width: f64, limit: f64, trials: u64) -> Option<u64> {
    if width <= limit {
        return None;
    }
    let mut times = 4;
    while width / (times as f64).sqrt() > limit && trials * times * 4 <= MOST_TRIALS {
        times *= 4;
    }
    (trials * times <= MOST_TRIALS).then_some(times)
}

/// `±£4k`: half a 95% interval, to one digit.
pub(super) fn good_to(width: f64) -> String {
    let step = step_of_digits(width, 1);
    // A multiple of the step stays one, though it was computed with rounding in the last binary places.
    let rounded = (width / step - 1e-9).ceil() * step;
    format!("±{}", in_unit(rounded, step, unit_for(rounded)))
}

fn quantiles(method: QuantileMethod) -> String {
    match method {
        QuantileMethod::Exact => "Percentiles are those of all trials.".into(),
        QuantileMethod::Binned { largest_error } => {
            let error = (largest_error * 1000.0).ceil() / 1000.0;
            format!("Percentiles are read from fine bins, which adds up to about {error} of that error.")
        }
    }
}
