//! What the run was, and how far its own sampling error reaches.

use crate::diagnostic::listed;
use crate::forecast::{Forecast, QuantileMethod, Spread, Summary};
use crate::money::group_thousands;
use crate::programme::{Measure, Sampling, Whole};
use crate::report::document::{Section, Sentence};
use crate::report::words::{Figures, TOO_FEW, good_to, is_error, times_more, to_one_digit};

/// The most trials of a run.
const MOST_TRIALS: u64 = 1_000_000_000;

/// How figures are meant, and how well the simulation knows them.
pub(super) fn section(forecast: &Forecast, figures: &Figures) -> Section {
    let mut section = Section::new("method", "Appendix B: Method");
    section.paragraph([
        "Each future draws every uncertain input once from its stated range and plays the programme through month by month."
            .into(),
        "The figures count what came of them.".into(),
    ]);
    let meant = [
        (
            "Plan",
            "what was promised, without uncertainty and without areas that are not in it; it is not the middle of the range",
        ),
        ("Mean", "the average over all futures; means add up, percentiles do not"),
        ("P10, P50, P90", "10%, half and 90% of the futures lie below"),
        (
            "Cautious figure",
            "reached or bettered with a chance of 80%: for a saving P20, rounded down, for a cost P80, rounded up",
        ),
        ("±", "the error of the simulation itself; it says nothing of how right the assumptions are"),
    ];
    section.list(None, meant.map(|(figure, meaning)| format!("{figure}: {meaning}.").into()).into());
    section.paragraph(in_short(forecast, figures));
    section
}

/// Trials, seed, design, Monte Carlo error and how percentiles were found.
pub(super) fn in_short(forecast: &Forecast, figures: &Figures) -> Vec<Sentence> {
    let run = &forecast.run;
    let trials = group_thousands(&run.trials.to_string());
    let futures = if run.trials == 1 { "future" } else { "futures" };
    let mut sentences: Vec<Sentence> =
        vec![format!("Simulated {trials} {futures} ({}, seed {}).", design(run.sampling), run.seed).into()];
    sentences.extend(errors(forecast, figures));
    if run.trials >= TOO_FEW {
        sentences.push(quantiles(run.quantiles).into());
    }
    sentences
}

/// How far sampling alone may have moved the percentiles of the total.
pub(super) fn errors(forecast: &Forecast, figures: &Figures) -> Vec<Sentence> {
    let total = forecast.programme.row(Measure::Whole(Whole::HorizonNetSaving), None).and_then(|row| row.summary());
    let said = total.map(|summary| precision(summary, figures));
    said.into_iter().flatten().map(Sentence::from).collect()
}

fn design(sampling: Sampling) -> &'static str {
    match sampling {
        Sampling::Random => "random sampling",
        Sampling::Lhs => "Latin hypercube sampling",
        Sampling::Sobol => "Sobol' sampling",
    }
}

fn precision(summary: &Summary, &Figures { scale, trials, in_standard_errors }: &Figures) -> Vec<String> {
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
    let width = if in_standard_errors { to_one_digit } else { good_to };
    let bounds: Vec<String> = errors.iter().map(|(_, error)| width(*error, scale)).collect();
    if in_standard_errors {
        let (names, bounds) = (listed(&names, "and"), listed(&bounds, "and"));
        return vec![format!("The standard errors of {names} of the total net saving are about {bounds}.")];
    }
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
