//! A benchmark as a person reads it on a terminal: the table, the cases where they are few, the
//! outside view, what was not compared, and the sources.

use super::super::figures;
use super::values::percentile;
use super::{Words, in_unit, range_in_unit};
use crate::analysis::benchmark::{Benchmark, Comparison, FEWEST, Family, OutsideView, ViewDifference};
use std::path::Path;

/// Widths of the columns: scenario, its range, published, cases, percentile.
const COLUMNS: [usize; 5] = [11, 21, 21, 16, 20];
/// Width of the names before them.
const NAMES: usize = 46;
/// Lines of running text are this wide.
const WIDTH: usize = 110;

/// What the benchmark says, and where its files are.
pub fn benchmark_to_text(benchmark: &Benchmark, folder: &Path) -> String {
    let mut text = format!("{}\nbeside what was published\n\n", benchmark.inside.title);
    table(benchmark, &mut text);
    if let Some(view) = &benchmark.outside {
        outside(view, &mut text);
    }
    not_made(benchmark, &mut text);
    sources(benchmark, &mut text);
    text.push_str(&format!("\nResults are in {}\n", folder.display()));
    text
}

fn table(benchmark: &Benchmark, text: &mut String) {
    let heads = ["scenario", "P10 to P90", "published", "cases", "percentile"].map(String::from);
    line(text, "", &heads);
    for family in Family::ALL {
        let of_it: Vec<&Comparison> = benchmark.comparisons.iter().filter(|made| made.family == family).collect();
        if of_it.is_empty() {
            continue;
        }
        text.push_str(&format!("{}\n", family.name()));
        let mut quantity = None;
        for made in of_it {
            if quantity != Some(made.quantity) {
                text.push_str(&format!("  {}\n", made.quantity.heading()));
            }
            quantity = Some(made.quantity);
            comparison(made, text);
        }
    }
    text.push_str(&wrapped(
        &format!(
            "\nPercentile: the share of programmes whose published figure is lower, at the scenario's mean (and at its P10 and P90). \
             Cases of one programme count as one; under {FEWEST} programmes the cases are shown instead."
        ),
        "",
    ));
}

fn comparison(made: &Comparison, text: &mut String) {
    let unit = made.quantity.unit();
    let value = |value| in_unit(value, unit);
    let range = |ends: (f64, f64)| range_in_unit(ends, unit);
    let class = &made.class;
    let lowest = class.cases.iter().map(|case| case.low.unwrap_or(case.value)).fold(f64::INFINITY, f64::min);
    let highest = class.cases.iter().map(|case| case.high.unwrap_or(case.value)).fold(f64::NEG_INFINITY, f64::max);
    let published = if lowest < highest { range((lowest, highest)) } else { value(lowest) };
    let cases = match class.cases.len() {
        1 => "1".into(),
        count if count == class.programmes => count.to_string(),
        count => format!("{count} (of {})", class.programmes),
    };
    let standing = made.standing.map_or_else(String::new, |standing| match standing.range {
        Some((low, high)) => format!("{} ({} to {})", percentile(standing.mean), percentile(low), percentile(high)),
        None => percentile(standing.mean),
    });
    let name = if made.subject.is_empty() { "this scenario" } else { &made.subject };
    let stated = made.stated.range.map_or_else(String::new, range);
    line(text, &format!("    {name}"), &[value(made.stated.mean), stated, published, cases, standing]);
    if made.standing.is_none() {
        for case in &class.cases {
            text.push_str(&wrapped(&format!("{}: {}", case.value_in_words(), case.case), "        "));
        }
    }
}

fn outside(view: &OutsideView, text: &mut String) {
    text.push_str("\nOutside view: the forecast with what other programmes delivered\n");
    let delays = in_unit(view.slippage.mean(), crate::programme::YardstickUnit::Months);
    let drawn = format!(
        "drawn from {} programmes that delivered {} of their plan on average, and, with a chance of {}, {} delays of {delays} on average",
        view.realisation.programmes,
        figures::percent(view.mean_realisation),
        figures::percent(view.share_late),
        view.slippage.cases.len(),
    );
    text.push_str(&wrapped(&drawn, "  "));
    line(text, "", &["plan", "inside", "outside", "difference", ""].map(String::from));
    view.totals.iter().for_each(|total| totals(total, text));
    for target in &view.targets {
        let points = 100.0 * (target.outside - target.inside);
        let difference = format!("{points:+.0} points");
        let difference = if points.abs() < 0.5 { "none".into() } else { difference };
        let chances = [target.inside, target.outside].map(figures::percent);
        let [inside, outside] = chances;
        line(
            text,
            &format!("  chance of: {}", target.name),
            &[String::new(), inside, outside, difference, String::new()],
        );
    }
    for note in &view.notes {
        text.push_str(&wrapped(note, "  "));
    }
}

fn totals(total: &ViewDifference, text: &mut String) {
    let name = total.measure.name().replace("horizon_", "").replace('_', " ");
    let (inside, outside) = (&total.inside, &total.outside);
    let figures_of = [
        ("mean", inside.mean, inside.mean_error, outside.mean, outside.mean_error),
        ("P10", inside.p10(), inside.p10_error, outside.p10(), outside.p10_error),
        ("P50", inside.p50(), inside.p50_error, outside.p50(), outside.p50_error),
        ("P90", inside.p90(), inside.p90_error, outside.p90(), outside.p90_error),
    ];
    for (of, one, one_error, other, other_error) in figures_of {
        let plan = total.plan.filter(|_| of == "mean").map_or_else(String::new, figures::exact);
        let difference = figures::rounded(other - one, one_error.hypot(other_error));
        let cells =
            [plan, figures::rounded(one, one_error), figures::rounded(other, other_error), difference, String::new()];
        line(text, &format!("  {name}, {of}"), &cells);
    }
}

fn not_made(benchmark: &Benchmark, text: &mut String) {
    if benchmark.not_made.is_empty() {
        return;
    }
    text.push_str("\nNot compared\n");
    for not_made in &benchmark.not_made {
        text.push_str(&wrapped(&format!("{}: {}", not_made.what, not_made.reason), "  "));
    }
}

/// What was compared, how far the cases are alike, and the documents that they are from, by number.
fn sources(benchmark: &Benchmark, text: &mut String) {
    text.push_str("\nWhat was compared, and with what\n");
    let mut documents: Vec<String> = Vec::new();
    let mut told: Vec<String> = Vec::new();
    for made in &benchmark.comparisons {
        let mut numbers: Vec<usize> = Vec::new();
        for case in &made.class.cases {
            let document = case.source_in_words();
            let place = documents.iter().position(|known| *known == document).unwrap_or_else(|| {
                documents.push(document);
                documents.len() - 1
            });
            numbers.push(place + 1);
        }
        numbers.sort_unstable();
        numbers.dedup();
        let numbers = numbers.iter().map(|number| format!("[{number}]")).collect::<Vec<_>>().join(" ");
        let alike = made.class.alike_in_words();
        let sentence = format!("{}: {}. Cases: {alike}; {numbers}", made.quantity.heading(), made.basis);
        if !told.contains(&sentence) {
            text.push_str(&wrapped(&sentence, "  "));
            told.push(sentence);
        }
    }
    text.push_str("\nDocuments\n");
    for (place, document) in documents.iter().enumerate() {
        text.push_str(&wrapped(&format!("[{}] {document}", place + 1), "  "));
    }
}

fn line(text: &mut String, name: &str, cells: &[String; 5]) {
    let mut line = if name.chars().count() > NAMES {
        text.push_str(&format!("{name}\n"));
        " ".repeat(NAMES)
    } else {
        format!("{name:<NAMES$}")
    };
    for (cell, width) in cells.iter().zip(COLUMNS) {
        line.push_str(&format!("  {cell:>width$}"));
    }
    text.push_str(line.trim_end());
    text.push('\n');
}

/// Running text, indented, in lines of at most [`WIDTH`] letters; the lines behind the first a little more.
fn wrapped(text: &str, indent: &str) -> String {
    let mut lines = String::new();
    for paragraph in text.split('\n') {
        let mut line = String::from(indent);
        let mut is_first_word = true;
        for word in paragraph.split_whitespace() {
            if !is_first_word && line.chars().count() + 1 + word.chars().count() > WIDTH {
                lines.push_str(&line);
                lines.push('\n');
                line = format!("{indent}  ");
                is_first_word = true;
            }
            if !is_first_word {
                line.push(' ');
            }
            line.push_str(word);
            is_first_word = false;
        }
        lines.push_str(line.trim_end());
        lines.push('\n');
    }
    lines
}
