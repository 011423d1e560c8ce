//! Net saving by year and in total so far: plan, mean, P10, P50 and P90.
//!
//! All columns share a unit. Each column has the decimals that its least certain figure supports, at most
//! four digits; the plan has as many as the finest of them.

use super::super::figures::{number_in, step_of_digits, supported_step, unit_for};
use super::TOO_FEW;
use super::wrap::{WIDTH, paragraph};
use crate::forecast::{Forecast, MeasureForecast, Summary};
use crate::programme::{Flow, Measure};

const COLUMNS: [&str; 5] = ["plan", "mean", "P10", "P50", "P90"];
/// Spaces between columns, and between the blocks.
const GAP: usize = 2;
const BLOCK_GAP: usize = 4;

/// A measure's figures, ready to print.
struct Block {
    title: String,
    /// Cells by row, then column.
    cells: Vec<[String; 5]>,
    width: usize,
}

/// Both blocks, beside each other where they fit.
pub fn section(forecast: &Forecast) -> String {
    let measures = [Measure::Flow(Flow::NetSaving), Measure::Cumulative(Flow::NetSaving)];
    let rows = measures.map(|measure| forecast.programme.rows_of(measure).collect::<Vec<_>>());
    let largest = rows.iter().flatten().flat_map(|row| figures(row)).flatten().fold(0.0, |a: f64, b| a.max(b.abs()));
    let unit = unit_for(largest);
    let titles = ["Net saving", "Cumulative net saving"];
    let blocks: Vec<Block> = titles
        .iter()
        .zip(&rows)
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(title, rows)| block(title, rows, unit))
        .collect();
    let Some(years) = rows.iter().map(|rows| years(rows)).find(|years| !years.is_empty()) else {
        return String::new();
    };
    let mut text = match together(&blocks) <= WIDTH {
        true => lines(&years, &blocks),
        false => blocks.chunks(1).map(|block| lines(&years, block)).collect::<Vec<_>>().join("\n"),
    };
    text.push('\n');
    text.push_str(&paragraph(&reading(forecast), 0));
    text
}

/// How the table is read.
fn reading(forecast: &Forecast) -> String {
    let summaries = || forecast.programme.rows_of(Measure::Flow(Flow::NetSaving)).filter_map(MeasureForecast::summary);
    if forecast.run.trials >= TOO_FEW && summaries().all(|summary| summary.sd == 0.0) {
        return "Nothing is uncertain in these figures: every simulated future has the same.".into();
    }
    let mut text = "Net saving is gross saving and grants less all costs. 1 in 10 simulated futures save less than \
                    P10, half of them less than P50, 9 in 10 less than P90."
        .to_string();
    if forecast.as_of > forecast.horizon.first().april() {
        text += &format!(" Nothing before 1 {} is simulated.", forecast.as_of.in_words());
    }
    text
}

fn years(rows: &[&MeasureForecast]) -> Vec<String> {
    rows.iter().map(|row| row.year.map_or(String::new(), |year| year.to_string())).collect()
}

/// Plan, mean, P10, P50 and P90 of a row, where it has them.
fn figures(row: &MeasureForecast) -> [Option<f64>; 5] {
    let of = |figure: fn(&Summary) -> f64| row.summary().map(figure);
    [row.plan(), of(|s| s.mean), of(Summary::p10), of(Summary::p50), of(Summary::p90)]
}

fn block(title: &str, rows: &[&MeasureForecast], (worth, suffix): (f64, &str)) -> Block {
    let steps = steps(rows);
    let cell = |value: Option<f64>, step: f64| match value {
        Some(value) if value.is_finite() => number_in((value / step).round() * step, step, worth),
        _ => "-".into(),
    };
    let cells: Vec<[String; 5]> = rows
        .iter()
        .map(|row| {
            let figures = figures(row);
            std::array::from_fn(|column| cell(figures[column], steps[column]))
        })
        .collect();
    let width = cells.iter().flatten().map(|cell| cell.chars().count()).max().unwrap_or(0).max(4);
    Block { title: format!("{title}, £{suffix}"), cells, width }
}

/// The worth of each column's last digit, £.
fn steps(rows: &[&MeasureForecast]) -> [f64; 5] {
    let largest = rows.iter().flat_map(|row| figures(row)).flatten().fold(0.0, |a: f64, b| a.max(b.abs()));
    let finest = step_of_digits(largest, 4);
    let step = |error: fn(&Summary) -> f64| {
        let errors = rows.iter().filter_map(|row| row.summary()).map(error);
        errors.fold(finest, |step: f64, error| step.max(supported_step(error)))
    };
    let [mean, p10, p50, p90] = [
        step(|summary| summary.mean_error),
        step(|summary| summary.p10_error),
        step(|summary| summary.p50_error),
        step(|summary| summary.p90_error),
    ];
    [mean.min(p10).min(p50).min(p90), mean, p10, p50, p90]
}

fn width(block: &Block) -> usize {
    COLUMNS.len() * (block.width + GAP) - GAP
}

fn together(blocks: &[Block]) -> usize {
    7 + blocks.iter().map(|block| BLOCK_GAP + width(block).max(block.title.chars().count())).sum::<usize>()
}

fn lines(years: &[String], blocks: &[Block]) -> String {
    let mut text = line("", blocks.iter().map(|block| format!("{:<1$}", block.title, width(block))));
    let headings = |block: &Block| joined(&COLUMNS, block.width);
    text.push_str(&line("Year", blocks.iter().map(headings)));
    for (place, year) in years.iter().enumerate() {
        let row = |block: &Block| joined(&block.cells[place], block.width);
        text.push_str(&line(year, blocks.iter().map(row)));
    }
    text
}

fn line(year: &str, parts: impl Iterator<Item = String>) -> String {
    let mut line = format!("{year:<7}");
    for part in parts {
        line.push_str(&" ".repeat(BLOCK_GAP));
        line.push_str(&part);
    }
    format!("{}\n", line.trim_end())
}

/// Cells of equal width, set to the right.
fn joined(cells: &[impl AsRef<str>], width: usize) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| format!("{:>width$}", cell.as_ref())).collect();
    cells.join(&" ".repeat(GAP))
}
