//! Net saving by year and in total so far: plan, mean, P10, P50 and P90.
//!
//! A block has one unit. Each row has one step, the one that its least certain figure supports, so that
//! P10, P50 and P90 stay in order when they are rounded. The plan, which has no error, is not rounded with them: a
//! block's plans have three digits of the largest. What is known is never rounded to nothing: an amount that is too small
//! for the block's unit is written with a unit of its own.

use super::super::figures::{exact, in_unit, number_in, step_of_digits, supported_step, unit_for};
use super::TOO_FEW;
use super::wrap::{WIDTH, paragraph};
use crate::forecast::{Estimate, Forecast, MeasureForecast, Spread, Summary};
use crate::programme::{Flow, Measure};

const COLUMNS: [&str; 5] = ["plan", "mean", "P10", "P50", "P90"];
/// The column whose figures are exact in every row.
const PLAN: usize = 0;
/// Smaller errors and amounts than half a penny are none.
const LEAST_ERROR: f64 = 0.005;
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
    let trials = forecast.run.trials;
    let unit = unit_for(rows.iter().map(|rows| largest(rows, trials)).fold(0.0, f64::max));
    let titles = ["Net saving", "Cumulative net saving"];
    let blocks: Vec<Block> = titles
        .iter()
        .zip(&rows)
        .filter(|(_, rows)| !rows.is_empty())
        .map(|(title, rows)| block(title, rows, trials, unit))
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
    let is_finite = |summary: &Summary| summary.mean.value.is_finite();
    if forecast.run.trials >= TOO_FEW
        && summaries().all(|summary| summary.spread == Spread::Certain)
        && summaries().all(is_finite)
    {
        return "Nothing is uncertain in these figures: every simulated future has the same.".into();
    }
    let mut text = "Net saving is gross saving and grants less all costs.".to_string();
    if forecast.run.trials >= TOO_FEW {
        text += " 1 in 10 simulated futures save at most P10, half of them at most P50, 9 in 10 at most P90.";
    }
    if forecast.as_of > forecast.horizon.first().april() {
        text += &format!(" Nothing before 1 {} is simulated.", forecast.as_of.in_words());
    }
    text
}

fn years(rows: &[&MeasureForecast]) -> Vec<String> {
    rows.iter().map(|row| row.year.map_or(String::new(), |year| year.to_string())).collect()
}

/// Plan, mean, P10, P50 and P90 of a row, where it has them and the trials are enough to say.
fn figures(row: &MeasureForecast, trials: u64) -> [Option<f64>; 5] {
    let of = |figure: fn(&Summary) -> Estimate| row.summary().map(|summary| figure(summary).value);
    let percentile = |figure: fn(&Summary) -> Estimate| of(figure).filter(|_| trials >= TOO_FEW);
    [row.plan(), of(|s| s.mean), percentile(Summary::p10), percentile(Summary::p50), percentile(Summary::p90)]
}

fn block(title: &str, rows: &[&MeasureForecast], trials: u64, (worth, suffix): (f64, &str)) -> Block {
    let coarsest = step_of_largest(rows, trials);
    let plans = rows.iter().filter_map(|row| row.plan()).fold(0.0, |a: f64, b| a.max(b.abs()));
    let steps = (coarsest, step_of_digits(plans, 3));
    let cells: Vec<[String; 5]> =
        rows.iter().map(|row| cells(figures(row, trials), error(row, trials), steps, worth)).collect();
    let width = cells.iter().flatten().map(|cell| cell.chars().count()).max().unwrap_or(0).max(4);
    Block { title: format!("{title}, £{suffix}"), cells, width }
}

/// The step of the row with the largest amounts, at most four digits: smaller rows need none that is much finer.
fn step_of_largest(rows: &[&MeasureForecast], trials: u64) -> f64 {
    let of = |row: &&MeasureForecast| largest(std::slice::from_ref(row), trials);
    let Some(row) = rows.iter().max_by(|a, b| of(a).total_cmp(&of(b))) else { return 1.0 };
    step_of_digits(of(row), 4).max(supported_step(error(row, trials)))
}

/// The largest amount of a block, £.
fn largest(rows: &[&MeasureForecast], trials: u64) -> f64 {
    rows.iter().flat_map(|row| figures(row, trials)).flatten().fold(0.0, |a: f64, b| a.max(b.abs()))
}

/// The largest Monte Carlo standard error of the figures of a row that are shown, £.
fn error(row: &MeasureForecast, trials: u64) -> f64 {
    let Some(summary) = row.summary() else { return 0.0 };
    let percentiles = [summary.p10(), summary.p50(), summary.p90()];
    let shown = if trials < TOO_FEW { &percentiles[..0] } else { &percentiles };
    shown.iter().fold(summary.mean.error, |largest, of| largest.max(of.error))
}

/// A row's cells in units of `worth` pounds, where its largest error is `error` pounds, the row with its
/// block's largest amounts has the step `coarsest`, and the block's plans have the step `of_plans`. An uncertain row has at least two digits where its error
/// allows them, one without an error has three.
fn cells(figures: [Option<f64>; 5], error: f64, (coarsest, of_plans): (f64, f64), worth: f64) -> [String; 5] {
    let is_known = error < LEAST_ERROR;
    let of_row = figures.iter().flatten().fold(0.0, |a: f64, b| a.max(b.abs()));
    let step = match is_known {
        true => step_of_digits(of_row, 3),
        false => supported_step(error).max(coarsest.min(step_of_digits(of_row, 2))),
    };
    std::array::from_fn(|column| match figures[column].filter(|value| value.is_finite()) {
        None => "-".into(),
        Some(value) if column == PLAN => known(value, step.min(of_plans), worth),
        Some(value) if is_known => known(value, step, worth),
        Some(value) => number_in((value / step).round() * step, step, worth),
    })
}

/// An exact amount of a row with the step `step`: finer, where it would be nothing, and with a unit of its own
/// where it would need more than five decimals in units of `worth` pounds.
fn known(value: f64, step: f64, worth: f64) -> String {
    let step = if value.abs() < step / 2.0 { step_of_digits(value, 3) } else { step };
    let is_pence = value.abs() < 0.5 && value.abs() >= LEAST_ERROR;
    match value != 0.0 && (is_pence || step * 1e5 < worth) {
        true => alone(value),
        false => number_in((value / step).round() * step, step, worth),
    }
}

/// An exact amount with a unit of its own: `£1.23k`, `£0.30`.
fn alone(value: f64) -> String {
    if value.abs() < 0.5 { in_unit(value, 0.01, (1.0, "")) } else { exact(value) }
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
