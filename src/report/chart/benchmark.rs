//! The scenario beside published cases: one strip for each comparison, each in its own unit.

use super::data::{Chart, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::words;
use crate::analysis::benchmark::{Benchmark, Comparison, Family};
use crate::programme::{Alike, Comparator, YardstickUnit};
use crate::report::benchmark::in_unit;
use crate::report::figures;

/// How far cases are alike, as the key says it.
const ALIKE: [(Alike, &str); 3] =
    [(Alike::LikeForLike, "Case, like for like"), (Alike::Partial, "Alike in part"), (Alike::Loose, "For scale only")];

/// The chart.
pub fn chart(benchmark: &Benchmark) -> Chart {
    let mut made: Vec<&Comparison> = benchmark.comparisons.iter().collect();
    made.sort_by_key(|made| Family::ALL.iter().position(|family| *family == made.family));
    let cells: Vec<_> = made.iter().map(|made| standing(made)).collect();
    let columns = if made.is_empty() {
        Vec::new()
    } else {
        vec![RowColumn { heading: "Programmes with a lower figure".into(), cells }]
    };
    let note = if made.is_empty() {
        "Nothing was compared: there is no published case beside which anything of this scenario could be set."
    } else {
        "To the right: the share of the published programmes, forces or studies whose figure is lower than the scenario's mean, where there are at least five of them; several cases of one count as one."
    };
    let plane = Plane::Rows(Rows {
        scale: Scale::plain(Unit::Number(""), 0.0, 1.0),
        rows: made.iter().map(|made| row(made)).collect(),
        columns,
        series: series(&made),
        marks: Vec::new(),
    });
    Chart::of(&benchmark.inside, "benchmark", "Assumptions beside published cases, each strip in its own unit", plane)
        .describing(description(benchmark))
        .saying([outermost(benchmark)])
        .noting([
            note.into(),
            "Cases, sources and what was not compared are in benchmark_cases.csv and benchmark.csv.".into(),
        ])
}

fn row(made: &Comparison) -> Row {
    let ends = made.class.cases.iter().flat_map(|case| [Some(case.value), case.low, case.high]).flatten();
    let stated = made.stated.range.map(|(low, high)| [low, high]).into_iter().flatten().chain([made.stated.mean]);
    let (unit, suffix) = match made.quantity.unit() {
        YardstickUnit::Months => (Unit::Number("months"), ", months"),
        YardstickUnit::Pounds | YardstickUnit::PoundsPerPound => (Unit::Money, ""),
        YardstickUnit::Fraction | YardstickUnit::Ratio => (Unit::Share, ""),
    };
    // Every strip shows zero, so that a difference looks no larger than it is.
    let scale = Scale::covering(unit, ends.chain(stated).chain([0.0]), 4).named(made.quantity.heading());
    let group = match made.family {
        Family::Workforce => "Workforce",
        Family::Money => "Money",
        Family::Delivery => "Delivery",
    };
    let aside = if made.subject.is_empty() { String::new() } else { format!("({})", made.subject) };
    let name = format!("{}{suffix}", words::capital(made.quantity.heading()));
    Row { group: group.into(), name, aside, scale: Some(scale) }
}

fn series(made: &[&Comparison]) -> Vec<Series> {
    let rows = || made.iter().enumerate().map(|(place, made)| (place as f64, *made));
    let cases = || rows().flat_map(|(row, made)| made.class.cases.iter().map(move |case| (row, case)));
    let stated = rows().filter_map(|(row, made)| made.stated.range.map(|(low, high)| Point::range(row, low, high)));
    let means = rows().map(|(row, made)| Point::new(row, made.stated.mean));
    let mut series = vec![
        Series::new("This scenario, P10 to P90", Shape::Bars(1.0), Role::Range80, stated),
        Series::new("Its mean, or one value", Shape::Ticks(1.0), Role::Middle, means),
    ];
    for (alike, name) in ALIKE {
        let symbol = move |(row, case): (f64, &Comparator)| Point::new(row, case.value);
        let of_it = cases().filter(|(_, case)| case.alike == alike && has_figure(case));
        series.push(Series::new(name, Shape::Symbols, Role::Case(alike), of_it.map(symbol)));
    }
    let range = |(row, case): (f64, &Comparator)| {
        let point = Point::range(row, case.low?, case.high?);
        Some(if has_figure(case) { point.about(case.value) } else { point })
    };
    series.push(Series::new("Published range", Shape::Whiskers, Role::Spread, cases().filter_map(range)));
    series
}

/// Whether a figure was published for a case, and not its range alone: of a range alone the value is halfway between
/// its ends, where a mark would look like a figure that somebody found.
fn has_figure(case: &Comparator) -> bool {
    let range = case.low.zip(case.high);
    range.is_none_or(|(low, high)| (case.value - (low + high) / 2.0).abs() > 1e-6 * (high - low))
}

/// Which part of the programmes has a lower figure: `50% of 6`, or that there are too few to say.
fn standing(made: &Comparison) -> String {
    let count = made.class.programmes;
    match made.standing.map(|standing| standing.mean) {
        Some(0.0) => format!("none of {count}"),
        Some(1.0) => format!("all {count}"),
        Some(share) => format!("{} of {count}", figures::percent(share)),
        None => format!("too few (only {count})"),
    }
}

fn description(benchmark: &Benchmark) -> String {
    format!(
        "{} assumptions of the scenario beside published cases, each on a strip of its own; {} could not be compared.",
        benchmark.comparisons.len(),
        benchmark.not_made.len()
    )
}

/// What lies in the outer tenth of what was published.
fn outermost(benchmark: &Benchmark) -> String {
    let is_far =
        |made: &&Comparison| made.standing.is_some_and(|standing| standing.mean <= 0.1 || standing.mean >= 0.9);
    let told = benchmark.comparisons.iter().filter(is_far).map(|made| {
        let of = if made.subject.is_empty() { String::new() } else { format!(" ({})", made.subject) };
        format!("{}{of} at {}", made.quantity.heading(), in_unit(made.stated.mean, made.quantity.unit()))
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() {
        return "None lies in the outer tenth of what was published.".into();
    }
    format!("In the outer tenth of what was published lie: {}.", told.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::programme::{Mark, Yardstick};

    #[test]
    fn a_range_without_a_published_figure_has_no_mark_midway() {
        let case = |value, low, high| Comparator {
            quantity: Yardstick::CostRatioBounds,
            case: String::new(),
            programme: String::new(),
            group: None,
            sector: String::new(),
            value,
            low,
            high,
            alike: Alike::Loose,
            source_title: String::new(),
            source_year: None,
            source_ref: None,
            mark: Mark::Published,
            note: None,
        };
        assert!(!has_figure(&case(1.205, Some(1.0), Some(1.41))));
        assert!(has_figure(&case(0.96, Some(0.8), Some(1.2))));
        assert!(has_figure(&case(1.5, None, None)));
    }
}
