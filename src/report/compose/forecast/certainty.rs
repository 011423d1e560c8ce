//! What the run was, and how far its own sampling error reaches.

use crate::diagnostic::listed;
use crate::forecast::{Forecast, QuantileMethod, Spread, Summary};
use crate::money::group_thousands;
use crate::programme::{Measure, Sampling, Whole};
use crate::report::document::{Section, Sentence};
use crate::report::figure::Scale;
use crate::report::words::{Figures, TOO_FEW, good_to, is_error, times_more};

/// The most trials of a run.
const MOST_TRIALS: u64 = 1_000_000_000;

/// Trials, seed, design, Monte Carlo error and how percentiles were found.
pub(super) fn section(forecast: &Forecast, figures: &Figures) -> Section {
    let mut section = Section::new("method", "Appendix B: Method");
    let run = &forecast.run;
    let trials = group_thousands(&run.trials.to_string());
    let futures = if run.trials == 1 { "future" } else { "futures" };
    let mut sentences: Vec<Sentence> =
        vec![format!("Simulated {trials} {futures} ({}, seed {}).", design(run.sampling), run.seed).into()];
    let total = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None).and_then(|row| row.summary());
    if let Some(summary) = total {
        sentences.extend(precision(run.trials, summary, figures.scale).into_iter().map(Sentence::from));
    }
    if run.trials >= TOO_FEW {
        sentences.push(quantiles(run.quantiles).into());
    }
    section.paragraph(sentences);
    section
}

fn design(sampling: Sampling) -> &'static str {
    match sampling {
        Sampling::Random => "random sampling",
        Sampling::Lhs => "Latin hypercube sampling",
        Sampling::Sobol => "Sobol' sampling",
    }
}

fn precision(trials: u64, summary: &Summary, scale: Scale) -> Vec<String> {
    if trials < TOO_FEW {
        return vec!["That is too few to say anything of percentiles.".into()];
    }
    if summary.spread == Spread::Certain {
        return vec!["The total net saving is the same in all of them.".into()];
    }
    let errors: Vec<(&str, f64)> = [("P10", summary.p10()), ("P50", summary.p50()), ("P90", summary.p90())]
        .map(|(name, estimate)| (name, estimate.error))
        .into_iter()
        .filter(|(_, error)| is_error(*error))
        .collect();
    let Some(&(name, widest)) = errors.iter().max_by(|a, b| a.1.total_cmp(&b.1)) else {
        return vec!["The total net saving is the same in nearly all of them.".into()];
    };
    let names: Vec<&str> = errors.iter().map(|(name, _)| *name).collect();
    let bounds: Vec<String> = errors.iter().map(|(_, error)| good_to(*error, scale)).collect();
    let verb = if errors.len() == 1 { "is" } else { "are" };
    let mut said = vec![format!(
        "By sampling alone, {} of the total net saving {verb} good to about {} (95%).",
        listed(&names, "and"),
        listed(&bounds, "and")
    )];
    if let Some(times) = times_more(widest, summary, MOST_TRIALS / trials.max(1)) {
        let (good_to, more) = (good_to(widest, scale), trials * times);
        said.push(format!("{name} is only good to {good_to}: run {times} times as many trials (--trials {more})."));
    }
    said
}

fn quantiles(method: QuantileMethod) -> String {
    match method {
        QuantileMethod::Exact => "Percentiles are those of all trials.".into(),
        QuantileMethod::Binned { largest_error } => {
            let error = (largest_error * 1000.0).ceil() / 1000.0;
            format!("Percentiles are read from fine bins, which adds at most about {error} of their sampling error.")
        }
    }
}
