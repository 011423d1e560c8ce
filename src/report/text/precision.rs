//! What the run was, and how far its own sampling error reaches.

use super::super::figures::{half_width, in_unit, step_of_digits, unit_for};
use super::wrap::paragraph;
use super::{TOO_FEW, has_spread};
use crate::diagnostic::listed;
use crate::forecast::{Forecast, QuantileMethod, Summary};
use crate::money::group_thousands;
use crate::programme::{Measure, Sampling, Whole};

/// The 95% half-width, as a share of the largest percentile or of the spread, above which two digits are too many.
const TOO_WIDE: f64 = 0.025;
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
    if !has_spread(summary) {
        return "The total net saving is the same in all of them.".into();
    }
    let widths: Vec<(&str, f64)> = [("P10", summary.p10_error), ("P50", summary.p50_error), ("P90", summary.p90_error)]
        .map(|(name, error)| (name, half_width(error)))
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
    let scale = [summary.p10(), summary.p50(), summary.p90(), summary.p90() - summary.p10()]
        .into_iter()
        .fold(0.0, |scale: f64, value| scale.max(value.abs()));
    let (name, widest) = widths.into_iter().fold(("", 0.0), |a, b| if b.1 > a.1 { b } else { a });
    if let Some(times) = times_more(widest, TOO_WIDE * scale, trials) {
        let (good_to, more) = (good_to(widest), trials * times);
        text += &format!(" {name} is only good to {good_to}: run {times} times as many trials (--trials {more}).");
    }
    text
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
fn good_to(width: f64) -> String {
    let step = step_of_digits(width, 1);
    let rounded = (width / step).ceil() * step;
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
