//! Headings in words: the CSV's names, with the unit where a column has one.

use crate::programme::{Measure, Whole};
use crate::report::words::{capital, noun, per};

/// A measure's name in words: `Net saving`, `Net saving over the horizon`.
pub(super) fn measure(name: &str) -> String {
    match Measure::parse(name) {
        Some(whole @ Measure::Whole(_)) if name.starts_with("horizon_") => {
            format!("{} over the horizon", capital(&noun(whole)))
        }
        Some(measure) => capital(&noun(measure)),
        None => sentence(name),
    }
}

/// In what a measure is counted.
pub(super) fn unit(name: &str) -> &'static str {
    match Measure::parse(name) {
        Some(Measure::Whole(Whole::BenefitCostRatio)) => "ratio",
        Some(measure) if measure.is_label() => "financial year",
        Some(measure) if !per(measure).is_empty() => "£ a year",
        Some(measure) if measure.is_money() => "£",
        _ if name.contains("posts") || name.contains("headcount") || name.contains("turnover") => "posts",
        _ => "number",
    }
}

/// A column's heading: `Net saving P10 (£)`.
pub(super) fn column(name: &str) -> String {
    let exact = match name {
        "sd" => "Standard deviation",
        "probability" => "Chance",
        "probability_live" => "Chance of being live",
        "ci_low" => "Chance, 95% interval from",
        "ci_high" => "Chance, 95% interval to",
        "go_live_p10" => "Go-live P10",
        "go_live_p50" => "Go-live P50",
        "go_live_p90" => "Go-live P90",
        "planned_go_live" => "Planned go-live",
        "lateness_mean_months" => "Lateness, mean (months)",
        "plan_meets" => "Plan meets it",
        "workforce" => "Workforce group",
        _ => "",
    };
    if !exact.is_empty() {
        return exact.into();
    }
    if let Some(of) = name.strip_suffix("_error") {
        return format!("{} error", column(of));
    }
    let is_of_area = ["gross_saving_", "cost_", "net_saving_"].iter().any(|start| name.starts_with(start));
    format!("{}{}", sentence(name), if is_of_area { " (£)" } else { "" })
}

/// Words with a capital at the beginning; percentiles keep theirs.
fn sentence(name: &str) -> String {
    let is_percentile =
        |word: &str| word.starts_with('p') && word[1..].bytes().all(|b| b.is_ascii_digit()) && word.len() > 1;
    let words = name.split('_').map(|word| if is_percentile(word) { word.to_uppercase() } else { word.to_owned() });
    capital(&words.collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_the_names_in_words() {
        assert_eq!(column("net_saving_p10"), "Net saving P10 (£)");
        assert_eq!(column("p10_error"), "P10 error");
        assert_eq!(column("mean"), "Mean");
        assert_eq!(measure("cumulative_net_saving"), "Cumulative net saving");
        assert_eq!(measure("horizon_net_saving"), "Net saving over the horizon");
        assert_eq!(unit("run_rate"), "£ a year");
        assert_eq!(unit("benefit_cost_ratio"), "ratio");
        assert_eq!(unit("net_saving"), "£");
    }
}
