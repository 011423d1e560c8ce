//! The scenario beside published cases: one strip for each comparison, each in its own unit.

use super::data::{Chart, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::words;
use crate::analysis::benchmark::{Benchmark, Comparison, Family};
use crate::programme::{Alike, Comparator, YardstickUnit};
use crate::report::benchmark::{CaseNumbers, in_unit};
use crate::report::figures;
use crate::report::words::counted;

/// How far cases are alike, as the key says it.
const ALIKE: [(Alike, &str); 3] =
    [(Alike::LikeForLike, "Case, like for like"), (Alike::Partial, "Alike in part"), (Alike::Loose, "For scale only")];

/// So many strips fit a page.
const MOST_STRIPS: usize = 9;
/// So many charts of a family are drawn.
const MOST_CHARTS: usize = 3;
/// So many cases of a strip have their numbers on the chart: more would stand above each other as high as a page.
const MOST_NUMBERED: usize = 15;

/// Charts of each family of which something was compared, each of which fits a page.
pub fn charts(benchmark: &Benchmark) -> Vec<Chart> {
    let numbers = CaseNumbers::of(benchmark);
    let mut charts = Vec::new();
    for family in Family::ALL {
        let made: Vec<&Comparison> = benchmark.comparisons.iter().filter(|made| made.family == family).collect();
        let pages = pages(&made).into_iter().enumerate();
        charts.extend(pages.map(|(place, made)| chart(benchmark, (place, &made), &numbers)));
    }
    charts
}

/// Comparisons in as few charts as there must be, of about the same length; those of one quantity stay together.
fn pages<'b>(made: &[&'b Comparison]) -> Vec<Vec<&'b Comparison>> {
    let charts = made.len().div_ceil(MOST_STRIPS).max(1);
    let strips = made.len().div_ceil(charts);
    let mut pages: Vec<Vec<&Comparison>> = Vec::new();
    for same in made.chunk_by(|one, other| one.quantity == other.quantity).flat_map(|same| same.chunks(MOST_STRIPS)) {
        match pages.last_mut().filter(|page| page.len() < strips && page.len() + same.len() <= MOST_STRIPS) {
            Some(page) => page.extend(same),
            None => pages.push(same.to_vec()),
        }
    }
    pages.truncate(MOST_CHARTS);
    pages
}

fn chart(benchmark: &Benchmark, (place, made): (usize, &[&Comparison]), numbers: &CaseNumbers) -> Chart {
    let family = made[0].family.name();
    let cells = made.iter().map(|made| standing(made));
    let plane = Plane::Rows(Rows {
        scale: Scale::plain(Unit::Number(""), 0.0, 1.0),
        rows: made.iter().map(|made| row(made)).collect(),
        columns: vec![RowColumn::new("Programmes with a lower figure", cells)],
        series: series(made, numbers),
        marks: Vec::new(),
    });
    let (stem, continued) = match place {
        0 => (format!("benchmark_{family}"), ""),
        _ => (format!("benchmark_{family}_{}", place + 1), ", continued,"),
    };
    let title = format!("{}{continued} beside published cases, each strip in its own unit", words::capital(family));
    let is_crowded = made.iter().any(|made| made.class.cases.len() > MOST_NUMBERED);
    let besides =
        if is_crowded { format!("; strips of more than {MOST_NUMBERED} cases have none") } else { String::new() };
    Chart::of(&benchmark.inside, &stem, &title, plane)
        .describing(description(made))
        .saying([outermost(made)])
        .noting([
            format!("The numbers are those of the cases in the benchmark's table and list, and in benchmark_cases.csv{besides}."),
            "To the right: the share of the published programmes, forces or studies whose figure is lower than the scenario's mean, where there are at least five of them; several cases of one count as one.".into(),
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
    let aside = if made.subject.is_empty() { String::new() } else { format!("({})", made.subject) };
    let name = format!("{}{suffix}", words::capital(made.quantity.heading()));
    Row { name, aside, scale: Some(scale), ..Row::default() }
}

fn series(made: &[&Comparison], numbers: &CaseNumbers) -> Vec<Series> {
    let rows = || made.iter().enumerate().map(|(place, made)| (place as f64, *made));
    let cases = || rows().flat_map(|(row, made)| made.class.cases.iter().map(move |case| (row, case)));
    let stated = rows().filter_map(|(row, made)| made.stated.range.map(|(low, high)| Point::range(row, low, high)));
    let means = rows().map(|(row, made)| Point::new(row, made.stated.mean));
    let mut series = vec![
        Series::new("This scenario, P10 to P90", Shape::Bars(1.0), Role::Range80, stated),
        Series::new("Its mean, or one value", Shape::Ticks(1.0), Role::Middle, means),
    ];
    let numbered = |point: Point, case: &Comparator| match made[point.at as usize].class.cases.len() {
        0..=MOST_NUMBERED => point.numbered(numbers.number(case) as u32),
        _ => point,
    };
    for (alike, name) in ALIKE {
        let symbol = |(row, case): (f64, &Comparator)| numbered(Point::new(row, case.value), case);
        let of_it = cases().filter(|(_, case)| case.alike == alike && has_figure(case));
        series.push(Series::new(name, Shape::Symbols, Role::Case(alike), of_it.map(symbol)));
    }
    let range = |(row, case): (f64, &Comparator)| {
        let point = Point::range(row, case.low?, case.high?);
        // The figure of a range has the number itself.
        Some(if has_figure(case) { point.about(case.value) } else { numbered(point, case) })
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

fn description(made: &[&Comparison]) -> String {
    let count = counted(made.len(), "figure", "figures");
    format!("{count} of the scenario beside published cases, which are numbered, each on a strip of its own.")
}

/// What lies in the outer tenth of what was published.
fn outermost(made: &[&Comparison]) -> String {
    let is_far =
        |made: &&&Comparison| made.standing.is_some_and(|standing| standing.mean <= 0.1 || standing.mean >= 0.9);
    let told = made.iter().filter(is_far).map(|made| {
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
