//! What stands on which sheet.

use super::sheet::{BLANKS, Sheet, Shown, Value, clean, sheet, shortened};
use super::{OfRun, headings, inputs};
use crate::forecast::{Forecast, MeasureForecast, TargetForecast};
use crate::programme::{Flow, Measure, Terms};
use crate::report::document::Document;
use crate::report::words::{likelihood, rating, years};
use crate::report::{Cell, Records};

pub(super) const SUMMARY: &str = "Summary";
pub(super) const BY_YEAR: &str = "By year";
pub(super) const BY_AREA: &str = "By area";
pub(super) const CHANCE: &str = "Chance of an amount";
pub(super) const CURVE: &str = "Curve";
pub(super) const CHART_DATA: &str = "Chart data";

/// All sheets with content, in their order.
pub(super) fn all(&OfRun { forecast, inputs: given, register }: &OfRun, document: &Document) -> Vec<Sheet> {
    let summary = Records::summary(forecast);
    let terms = match forecast.terms {
        Terms::Cash => "in cash terms".to_owned(),
        Terms::Real => format!("in prices of {}", forecast.price_base),
    };
    let mut sheets = vec![
        key_figures(forecast, &terms),
        of_measures((BY_YEAR, "by_year"), &summary, true, &terms),
        of_measures(("Whole period", "whole_period"), &summary, false, &terms),
        of_areas(forecast, &terms),
        of_parts(("By partner", "by_partner"), Records::partners(forecast), &terms),
        of_parts(("Workforce", "workforce"), Records::workforce(forecast), "in full-time equivalents"),
        targets(forecast),
        chance_of_an_amount(),
        curve(forecast),
    ];
    sheets.extend(inputs::risks(document));
    sheets.extend([inputs::assumptions(given, register), chart_data(forecast), about(forecast)]);
    sheets.into_iter().filter(|sheet| !sheet.rows.is_empty() || sheet.name == CHANCE).collect()
}

/// Measures of the whole horizon, with the figure that a cautious budget would take: P20 of a saving, P80 of a cost.
fn key_figures(forecast: &Forecast, terms: &str) -> Sheet {
    let headings = ["Figure", "Unit", "Plan", "Mean", "P50", "Cautious figure"];
    let about = format!(
        "Key figures, {}, {terms}, as at 1 {}. The cautious figure is reached or bettered in 80% of the simulated futures.",
        years(forecast.horizon),
        forecast.as_of.in_words()
    );
    let mut sheet = sheet(SUMMARY, "key_figures", about, &headings);
    let whole = forecast.programme.rows.iter().filter(|row| row.year.is_none());
    sheet.rows = whole.filter_map(|row| key_figure(row, terms)).collect();
    sheet
}

fn key_figure(row: &MeasureForecast, _terms: &str) -> Option<Vec<Value>> {
    let summary = row.summary()?;
    let name = row.measure.name();
    let cautious = if row.measure.is_cost() { summary.p80() } else { summary.p20() };
    let value = |amount: Option<f64>| shown(Cell::of_measure(row.measure, amount), headings::unit(&name));
    let mean = row.measure.has_mean().then_some(summary.mean.value);
    let figures = [row.plan(), mean, Some(summary.p50().value), Some(cautious.value)];
    let names = [headings::measure(&name).as_str().into(), headings::unit(&name).into()];
    Some(names.into_iter().chain(figures.map(value)).collect())
}

fn shown(cell: Cell, unit: &str) -> Value {
    let shown = if unit == "ratio" { Shown::Ratio } else { Shown::Usual };
    Value { cell, shown }
}

/// Rows of `summary.csv`: those of years, or the others.
fn of_measures((name, table): (&'static str, &'static str), records: &Records, of_years: bool, terms: &str) -> Sheet {
    let about = format!(
        "Every measure of the programme, {terms}: the plan, and figures over the simulated futures, with their errors, which are not printed. {BLANKS}"
    );
    let keys: &[&str] = if of_years { &["Measure", "Year", "Unit"] } else { &["Measure", "Unit"] };
    let mut sheet = sheet(name, table, about, keys);
    sheet.keys = 2;
    of_figures(&mut sheet, &records.columns[2..]);
    let wanted = records.rows.iter().filter(|row| (row[1] != Cell::Blank) == of_years);
    sheet.rows = wanted.map(|row| measure_row(&row[..1], &row[1..], of_years)).collect();
    sheet
}

/// The headings of the figures, of which the errors are not printed.
fn of_figures(sheet: &mut Sheet, columns: &[String]) {
    let keys = sheet.headings.len();
    sheet.headings.extend(columns.iter().map(|name| headings::column(name)));
    let errors = columns.iter().position(|name| name.ends_with("_error"));
    sheet.printed = errors.map(|first| (keys + first) as u16);
}

/// A row of measures: what it is of, its name, year and unit, and its figures.
fn measure_row(keys: &[Cell], rest: &[Cell], with_year: bool) -> Vec<Value> {
    let (name, of) = keys.split_last().expect("a row has a measure");
    let name = name.to_text();
    let unit = headings::unit(&name);
    let mut row: Vec<Value> = of.iter().cloned().map(Value::from).collect();
    row.push(headings::measure(&name).as_str().into());
    if with_year {
        row.push(rest[0].clone().into());
    }
    row.push(unit.into());
    row.extend(rest[1..].iter().map(|cell| shown(cell.clone(), unit)));
    row
}

fn of_parts((name, table): (&'static str, &'static str), records: Records, terms: &str) -> Sheet {
    let about = format!(
        "Every measure of each part, by year and over the horizon, {terms}; the errors are not printed. {BLANKS}"
    );
    let first = headings::column(&records.columns[0]);
    let mut sheet = sheet(name, table, about, &[&first, "Measure", "Year", "Unit"]);
    sheet.keys = 2;
    of_figures(&mut sheet, &records.columns[3..]);
    sheet.rows = records.rows.iter().map(|row| measure_row(&row[..2], &row[2..], true)).collect();
    sheet
}

fn of_areas(forecast: &Forecast, terms: &str) -> Sheet {
    let records = Records::areas(forecast);
    let about = format!(
        "Each area over the whole period, {terms}. Its costs are its own: those of risks and of the programme are not among \
         them. {BLANKS}"
    );
    let mut sheet = sheet(BY_AREA, "by_area", about, &[]);
    sheet.headings = records.columns.iter().map(|name| headings::column(name)).collect();
    let is_month = |name: &str| name.contains("go_live");
    let value = |(cell, name): (&Cell, &String)| Value {
        cell: cell.clone(),
        shown: if is_month(name) { Shown::Month } else { Shown::Usual },
    };
    sheet.rows = records.rows.iter().map(|row| row.iter().zip(&records.columns).map(value).collect()).collect();
    sheet
}

fn targets(forecast: &Forecast) -> Sheet {
    let records = Records::targets(forecast);
    let about = format!(
        "How likely each target is met, with the 95% interval that simulation leaves. The rating is simulated, not the \
         responsible officer's. {BLANKS}"
    );
    let mut sheet = sheet("Targets", "targets", about, &[]);
    sheet.headings = records.columns.iter().map(|name| headings::column(name)).collect();
    sheet.headings.extend(["In words".to_owned(), "Rating".to_owned()]);
    let rows = records.rows.iter().zip(&forecast.targets);
    sheet.rows = rows
        .map(|(row, target)| {
            let measure = target.measure.name();
            let unit = headings::unit(&measure);
            let of = |(cell, column): (&Cell, &String)| match column.as_str() {
                "measure" => headings::measure(&measure).as_str().into(),
                "plan" | "at_least" | "at_most" => shown(cell.clone(), unit),
                _ => cell.clone().into(),
            };
            let (words, rating) = if target.is_certain {
                ("a fact", "")
            } else {
                (likelihood(target.probability), rating(target.interval.0))
            };
            row.iter().zip(&records.columns).map(of).chain([words.into(), rating.into()]).collect()
        })
        .collect();
    sheet
}

fn chance_of_an_amount() -> Sheet {
    let about =
        "Type a net saving over the horizon, or a chance, and read the other: between the points of the sheet Curve.";
    sheet(CHANCE, "chance_of_an_amount", about, &[])
}

fn curve(forecast: &Forecast) -> Sheet {
    let about = "The net saving over the whole period that a part of the simulated futures stays below.";
    let mut sheet = sheet(CURVE, "curve", about, &["Net saving (£)", "Chance of less", "Chance of at least"]);
    let row = |&(less, amount): &(f64, f64)| {
        [Cell::Pounds(amount), Cell::Fraction(less), Cell::Fraction(1.0 - less)].map(Value::from).to_vec()
    };
    sheet.rows = forecast.net_saving_curve.iter().map(row).collect();
    sheet
}

/// What the charts by year are drawn from, where it is not on another sheet: their ranges, and the chances of targets.
fn chart_data(forecast: &Forecast) -> Sheet {
    let headings = [
        "Year",
        "Cumulative plan (£)",
        "Cumulative P10 (£)",
        "Cumulative P50 (£)",
        "Cumulative P90 (£)",
        "Cumulative P10 to P90 (£)",
        "Plan (£)",
        "P10 (£)",
        "P50 (£)",
        "P90 (£)",
    ];
    let about = "What the charts of the sheet Summary are drawn from: net saving, cumulative and by year, and chances.";
    let mut sheet = sheet(CHART_DATA, "chart_data", about, &headings);
    let targets: Vec<&TargetForecast> = by_year(forecast).collect();
    for target in &targets {
        let heading = unlike(shortened(&format!("Chance of {}", clean(&target.name)), 80), &sheet.headings);
        sheet.headings.push(heading);
    }
    let rows = |measure| forecast.programme.rows_of(measure).collect::<Vec<&MeasureForecast>>();
    let (cumulative, yearly) = (rows(Measure::Cumulative(Flow::NetSaving)), rows(Measure::Flow(Flow::NetSaving)));
    for (cumulative, yearly) in cumulative.iter().zip(&yearly) {
        let mut row = vec![Cell::optional(cumulative.year)];
        row.extend(figures(cumulative));
        // A difference of two columns: the only formulas but those of a chance.
        row.push(Cell::Blank);
        row.extend(figures(yearly));
        let chance = |target: &&TargetForecast| {
            let of_year = target.by_year.iter().find(|(year, _)| Some(*year) == cumulative.year);
            of_year.map_or(Cell::Blank, |(_, chance)| Cell::Fraction(chance.probability))
        };
        row.extend(targets.iter().map(chance));
        sheet.rows.push(row.into_iter().map(Value::from).collect());
    }
    sheet
}

/// The column of the first target's chances.
pub(super) const CHANCES: u16 = 10;
/// So many targets have a series in the chart of chances by year.
const MOST_CHANCES: usize = 4;

/// The targets whose chances are charted by year.
pub(super) fn by_year(forecast: &Forecast) -> impl Iterator<Item = &TargetForecast> {
    forecast.targets.iter().filter(|target| !target.by_year.is_empty()).take(MOST_CHANCES)
}

/// A heading that no other column has: those of a table must differ, in more than capitals.
fn unlike(heading: String, others: &[String]) -> String {
    let is_taken = |heading: &str| others.iter().any(|other| other.to_lowercase() == heading.to_lowercase());
    let numbered = (2..).map(|number| format!("{heading} ({number})"));
    [heading.clone()].into_iter().chain(numbered).find(|heading| !is_taken(heading)).unwrap_or(heading)
}

/// Plan, P10, P50 and P90.
fn figures(row: &MeasureForecast) -> [Cell; 4] {
    let of = |figure: Option<f64>| Cell::of_measure(row.measure, figure);
    let summary = row.summary();
    let quantile = |at: usize| of(summary.map(|summary| summary.quantiles[at].value));
    [of(row.plan()), quantile(1), quantile(4), quantile(7)]
}

fn about(forecast: &Forecast) -> Sheet {
    let mut sheet = sheet("About", "about", "What this forecast was made from and how.", &["What", "Is"]);
    let run = &forecast.run;
    let mut rows = vec![
        ("Program".to_owned(), format!("foresave {}", env!("CARGO_PKG_VERSION"))),
        ("Scenario".into(), forecast.title.clone()),
        ("Source".into(), forecast.source.clone().unwrap_or_default()),
        ("Notes".into(), forecast.notes.clone().unwrap_or_default()),
        ("Data date".into(), forecast.as_of.in_words()),
        ("Years".into(), format!("{} to {}", forecast.horizon.first(), forecast.horizon.last())),
        ("Simulated futures".into(), crate::money::group_thousands(&run.trials.to_string())),
        ("Seed".into(), run.seed.to_string()),
        ("Sampling".into(), run.sampling.name().to_owned()),
    ];
    rows.extend(run.files.iter().map(|file| (format!("SHA-256 of {}", file.name), file.sha256.clone())));
    rows.extend(run.overrides.iter().map(|set| (format!("Set: {}", set.key), set.value.clone())));
    let rows = rows.into_iter().filter(|(_, is)| !is.is_empty());
    sheet.rows = rows.map(|(what, is)| vec![what.as_str().into(), is.as_str().into()]).collect();
    sheet
}
