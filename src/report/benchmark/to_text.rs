//! A benchmark as a person reads it on a terminal: the table, the cases where they are few, the
//! outside view, what was not compared, and the sources.

use super::super::text::standing;
use super::outside::outside;
use super::sources::sources;
use super::values::percentile;
use super::{Words, in_unit, range_in_unit};
use crate::analysis::benchmark::{Benchmark, Comparison, FEWEST, Family};
use std::path::Path;

/// Widths of the columns: scenario, its range, published, cases, percentile.
const COLUMNS: [usize; 5] = [11, 21, 21, 16, 20];
/// Width of the names before them.
const NAMES: usize = 46;
/// Lines of running text are this wide.
const WIDTH: usize = 110;

/// What the benchmark says, and where its files are.
pub fn benchmark_to_text(benchmark: &Benchmark, folder: &Path) -> String {
    let mut text =
        format!("{}\nbeside what was published\n{}\n", benchmark.inside.title, standing::section(&benchmark.inside));
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
    if benchmark.comparisons.is_empty() {
        text.push_str(
            "Nothing was compared: there is no published case beside which anything of this scenario could be set.\n",
        );
        return;
    }
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
             Cases of one programme count as one, so that one programme more or less moves it by 100 over their number; under {FEWEST} \
             programmes the cases are shown instead."
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

fn not_made(benchmark: &Benchmark, text: &mut String) {
    if benchmark.not_made.is_empty() && benchmark.left_out.is_empty() {
        return;
    }
    text.push_str("\nNot compared\n");
    if !benchmark.left_out.is_empty() {
        let names = benchmark.left_out.join("; ");
        text.push_str(&wrapped(&format!("left out of the evidence by the scenario (`exclude`): {names}"), "  "));
    }
    for not_made in &benchmark.not_made {
        text.push_str(&wrapped(&format!("{}: {}", not_made.what, not_made.reason), "  "));
    }
}

pub(super) fn line(text: &mut String, name: &str, cells: &[String; 5]) {
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
pub(super) fn wrapped(text: &str, indent: &str) -> String {
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
