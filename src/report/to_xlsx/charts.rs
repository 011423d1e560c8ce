//! Native charts, whose series are cells of the sheets.

use super::named;
use super::sheet::{HEADINGS, Sheet, shortened};
use super::tables::{self, CHART_DATA};
use crate::forecast::{Forecast, TargetForecast};
use crate::programme::{Flow, Measure};
use crate::report::figure::Figure;
use crate::report::figures::{exact, rounded};
use rust_xlsxwriter::{
    Chart, ChartAxisLabelPosition, ChartFont, ChartFormat, ChartLegendPosition, ChartLine, ChartLineDashType,
    ChartSolidFill, ChartType, Color, Format, Formula, Worksheet, XlsxError,
};

/// So many areas and their chart stand on one page.
const MOST_ON_A_PAGE: usize = 40;

const DARK: u32 = 0x1F3864;
const LIGHT: u32 = 0xB4C7E7;
const MIDDLE: u32 = 0x5B7DB1;
const ACCENT: u32 = 0xC55A11;

/// The charts of the programme, below the key figures.
pub(super) fn of_programme(
    sheet: &mut Worksheet,
    forecast: &Forecast,
    sheets: &[Sheet],
    summary: &Sheet,
) -> Result<(), XlsxError> {
    /// From one chart to the next, in pixels and in rows.
    const ACROSS: u32 = 980;
    const DOWN: u32 = 22;
    let Some(data) = named(sheets, CHART_DATA) else { return Ok(()) };
    let below = summary.last_row() + 2;
    let mut charts = vec![cumulative(data, forecast), annual(data, forecast)];
    charts.extend(named(sheets, "Targets").map(chances));
    charts.extend(tables::by_year(forecast).next().map(|_| chances_by_year(data, forecast)));
    // Two abreast they have about the shape of a page.
    for (place, chart) in (0..).zip(&charts) {
        sheet.insert_chart_with_offset(below + DOWN * (place / 2), 0, chart, ACROSS * (place % 2), 0)?;
    }
    // No chart is cut where a page ends.
    sheet.set_print_fit_to_pages(1, 1);
    Ok(())
}

/// The chart of areas, below their table.
pub(super) fn of_areas(sheet: &mut Worksheet, forecast: &Forecast, table: &Sheet) -> Result<(), XlsxError> {
    let mut chart = chart(ChartType::Bar, "Contribution by area: net saving over the whole period");
    let column = |name: &str| table.headings.iter().position(|heading| heading == name).unwrap_or(0) as u16;
    for (name, color) in [("Net saving plan (£)", LIGHT), ("Net saving mean (£)", DARK)] {
        series(&mut chart, table, (0, column(name)), fill(color));
    }
    across(&mut chart, ("Area", "Net saving (£m)"), "£0.0,,\"m\"");
    let largest = forecast.areas.iter().max_by(|a, b| a.net_saving.mean.value.total_cmp(&b.net_saving.mean.value));
    let finding = largest.map_or_else(String::new, |area| {
        format!(
            "{} contributes most on average: {}.",
            area.name,
            rounded(area.net_saving.mean.value, area.net_saving.mean.error)
        )
    });
    describe(&mut chart, &format!("Bar chart of the plan and the mean of each area's net saving. {finding}"));
    chart.set_height((160 + 28 * table.rows.len().min(60)) as u32);
    sheet.insert_chart(table.last_row() + 2, 0, &chart)?;
    // No chart is cut where a page ends; with more areas the page would be too small to read.
    if table.rows.len() <= MOST_ON_A_PAGE {
        sheet.set_print_fit_to_pages(1, 1);
    }
    Ok(())
}

/// The range from P10 to P90 as an area, P50 and the plan as lines.
fn cumulative(data: &Sheet, forecast: &Forecast) -> Chart {
    let mut area = chart(ChartType::AreaStacked, &format!("Cumulative net saving{}", targets_in_words(forecast)));
    let mut none = ChartFormat::new();
    none.set_no_fill();
    series(&mut area, data, (0, 2), none);
    series(&mut area, data, (0, 5), fill(LIGHT));
    let mut lines = Chart::new(ChartType::Line);
    series(&mut lines, data, (0, 3), line(DARK, ChartLineDashType::Solid));
    series(&mut lines, data, (0, 1), line(ACCENT, ChartLineDashType::Dash));
    area.combine(&lines);
    years(&mut area);
    amounts(&mut area, "Cumulative net saving (£m)");
    area.legend().delete_entries(&[0]);
    let last = forecast.programme.rows_of(Measure::Cumulative(Flow::NetSaving)).last();
    let finding = last.and_then(|row| {
        let summary = row.summary()?;
        let [low, high] = [summary.p10(), summary.p90()].map(|figure| rounded(figure.value, figure.error));
        Some(format!(
            "In four futures of five it is between {low} and {high} by the end of {}; the plan is {}.",
            row.year?,
            exact(row.plan()?)
        ))
    });
    describe(&mut area, &format!("Chart of cumulative net saving by year. {}", finding.unwrap_or_default()));
    area
}

/// What is promised of the cumulative net saving, in the chart's title.
fn targets_in_words(forecast: &Forecast) -> String {
    let is_of_it =
        |target: &&TargetForecast| target.measure == Measure::Cumulative(Flow::NetSaving) && target.part_name.is_none();
    let names: Vec<String> =
        forecast.targets.iter().filter(is_of_it).map(|target| super::sheet::clean(&target.name)).collect();
    if names.is_empty() { String::new() } else { shortened(&format!(" (targets: {})", names.join("; ")), 120) }
}

fn annual(data: &Sheet, forecast: &Forecast) -> Chart {
    let mut chart = chart(ChartType::Column, "Net saving by year");
    for (column, color) in [(7, LIGHT), (8, DARK), (9, MIDDLE)] {
        series(&mut chart, data, (0, column), fill(color));
    }
    let mut plan = Chart::new(ChartType::Line);
    series(&mut plan, data, (0, 6), line(ACCENT, ChartLineDashType::Dash));
    chart.combine(&plan);
    years(&mut chart);
    amounts(&mut chart, "Net saving (£m)");
    let finding = forecast.programme.rows_of(Measure::Flow(Flow::NetSaving)).last();
    let finding = finding.and_then(|row| {
        let p50 = row.summary()?.p50();
        Some(format!(
            "In {} half of the futures reach {}; the plan is {}.",
            row.year?,
            rounded(p50.value, p50.error),
            exact(row.plan()?)
        ))
    });
    describe(
        &mut chart,
        &format!(
            "Column chart of P10, P50 and P90 of the net saving of each year, and the plan as a line. {}",
            finding.unwrap_or_default()
        ),
    );
    chart
}

fn chances(targets: &Sheet) -> Chart {
    let mut chart = chart(ChartType::Bar, "Chance of each target");
    let column = targets.headings.iter().position(|heading| heading == "Chance").unwrap_or(0) as u16;
    series(&mut chart, targets, (0, column), fill(DARK));
    across(&mut chart, ("Target", "Chance"), "0%");
    chart.x_axis().set_min(0).set_max(1);
    chart.legend().set_hidden();
    describe(
        &mut chart,
        "Bar chart of the chance of each target; the figures are in the column Chance of the sheet Targets.",
    );
    chart
}

/// Lines of the chance that each target's threshold is met, by year.
fn chances_by_year(data: &Sheet, forecast: &Forecast) -> Chart {
    const LINES: [(u32, ChartLineDashType); 4] = [
        (DARK, ChartLineDashType::Solid),
        (ACCENT, ChartLineDashType::Dash),
        (MIDDLE, ChartLineDashType::DashDot),
        (0x595959, ChartLineDashType::RoundDot),
    ];
    let mut chart = chart(ChartType::Line, "Chance of each target by year");
    let targets: Vec<&TargetForecast> = tables::by_year(forecast).collect();
    for (at, (color, dash)) in (tables::CHANCES..).zip(LINES).take(targets.len()) {
        series(&mut chart, data, (0, at), line(color, dash));
    }
    years(&mut chart);
    chart.y_axis().set_name("Chance").set_num_format("0%").set_min(0).set_max(1);
    let finding = targets.first().and_then(|target| {
        let (year, chance) = target.by_year.last()?;
        let chance = Figure::chance(chance.probability, chance.interval);
        Some(format!("{}: {chance} in {year}.", shortened(&target.name, 60)))
    });
    let finding = finding.unwrap_or_default();
    describe(&mut chart, &format!("Line chart of the chance that each target's amount is met, by year. {finding}"));
    chart
}

fn chart(kind: ChartType, title: &str) -> Chart {
    let mut chart = Chart::new(kind);
    let mut font = ChartFont::new();
    font.set_name("Arial").set_size(14).set_bold();
    chart.title().set_name(title).set_font(&font);
    chart.legend().set_position(ChartLegendPosition::Bottom);
    chart.set_width(960).set_height(400);
    chart
}

/// A series of a column of a sheet, named by its heading, over the categories of another.
fn series(chart: &mut Chart, sheet: &Sheet, (categories, values): (u16, u16), mut format: ChartFormat) {
    let (first, last) = (HEADINGS + 1, sheet.last_row());
    chart
        .add_series()
        .set_name((&*sheet.name, HEADINGS, values))
        .set_categories((&*sheet.name, first, categories, last, categories))
        .set_values((&*sheet.name, first, values, last, values))
        .set_format(&mut format);
}

fn fill(color: u32) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_solid_fill(ChartSolidFill::new().set_color(Color::RGB(color)));
    format
}

fn line(color: u32, dash: ChartLineDashType) -> ChartFormat {
    let mut format = ChartFormat::new();
    format.set_line(ChartLine::new().set_color(Color::RGB(color)).set_width(2.5).set_dash_type(dash));
    format
}

fn years(chart: &mut Chart) {
    chart.x_axis().set_name("Financial year").set_label_position(ChartAxisLabelPosition::Low);
}

fn amounts(chart: &mut Chart, name: &str) {
    chart.y_axis().set_name(name).set_num_format("£0.0,,\"m\"");
}

/// The axes of bars that lie, the first category at the top: what they are of goes down, what they measure across.
fn across(chart: &mut Chart, (of, measured): (&str, &str), format: &str) {
    chart.y_axis().set_name(of).set_reverse().set_label_position(ChartAxisLabelPosition::Low);
    chart.x_axis().set_name(measured).set_num_format(format).set_label_position(ChartAxisLabelPosition::High);
}

/// The alternative text, which some libraries drop where it is longer.
fn describe(chart: &mut Chart, text: &str) {
    chart.set_alt_text(shortened(&super::sheet::clean(text), 250));
}

/// The differences that the range of the chart is drawn from.
pub(super) fn write_differences(sheet: &mut Worksheet, table: &Sheet, format: &Format) -> Result<(), XlsxError> {
    for (row, values) in (HEADINGS + 1..).zip(&table.rows) {
        let (Some(low), Some(high)) = (values[2].cell.number(), values[4].cell.number()) else { continue };
        let formula = Formula::new(format!("=E{0}-C{0}", row + 1)).set_result((high - low).to_string());
        sheet.write_formula_with_format(row, 5, formula, format)?;
    }
    Ok(())
}
