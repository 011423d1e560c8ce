//! A measure by year: as a fan where it is a level or a running total, as bars where it is an amount of each year.

mod bars;
mod fan;

use super::amounts::Amounts;
use super::data::{Axes, Chart, Label, Mark, Panel, Plane, Point, Role, Scale, Side, Unit};
use super::targets::{self, Others, Target};
use super::{subject, words};
use crate::forecast::{Forecast, MeasureForecast, PartForecast, Summary};
use crate::programme::{Measure, Staffing, Stock, TargetPart};

/// The most workforce groups that one chart shows.
const MOST_GROUPS: usize = 6;

/// The room below the least headcount, as a share of what the chart covers.
const ROOM: f64 = 0.06;

/// The chart of `measure` by year, for the files called `stem`: of the whole programme, or a panel of each group where
/// it is measured of workforce groups alone.
pub fn chart(forecast: &Forecast, stem: &str, measure: Measure) -> Chart {
    let parts = ByYear::all(forecast, measure);
    let drawn: Vec<Drawn> =
        parts.iter().map(|part| if is_level(measure) { fan::draw(part) } else { bars::draw(part) }).collect();
    let marked: Vec<_> = parts.iter().flat_map(|part| part.targets.iter().copied()).collect();
    let others = Others::than(forecast, &marked);
    let (panels, findings): (Vec<_>, Vec<_>) = drawn.into_iter().map(|drawn| (drawn.panel, drawn.findings)).unzip();
    let x = if is_level(measure) { fan::years(forecast) } else { bars::years(forecast) };
    Chart::of(forecast, stem, &title(measure), Plane::Axes(Axes { x, panels }))
        .describing(description(forecast, measure))
        .saying(findings.into_iter().flatten())
        .saying(others.sentence())
        .noting_of_report(others.lines())
        .noting(subject::nothing_to_show(parts.iter().all(|part| part.years.is_empty()), "figures"))
        .noting(left_out(forecast, &parts))
        .noting(explanation(measure))
}

/// Whether a measure is a level or a running total, rather than an amount of each year.
pub fn is_level(measure: Measure) -> bool {
    matches!(measure, Measure::Cumulative(_) | Measure::Stock(_) | Measure::Staffing(Staffing::Headcount))
}

fn title(measure: Measure) -> String {
    let noun = words::capital(&words::noun(measure));
    if is_level(measure) { noun } else { format!("{noun} by financial year") }
}

fn description(forecast: &Forecast, measure: Measure) -> String {
    let (kind, when) = if is_level(measure) { ("Fan chart", "at the end of") } else { ("Bar chart", "of") };
    let (noun, years, from) = (words::noun(measure), subject::years(forecast.horizon), forecast.as_of.in_words());
    format!("{kind} of the {noun} {when} each financial year, {years}, forecast from {from}.")
}

fn explanation(measure: Measure) -> Option<String> {
    match measure {
        Measure::Cumulative(_) => Some("Running total at the end of each financial year (31 March).".into()),
        measure if is_level(measure) => Some("At the end of each financial year (31 March).".into()),
        _ => None,
    }
}

fn left_out(forecast: &Forecast, parts: &[ByYear<'_>]) -> Option<String> {
    let left_out = forecast.workforce.len().saturating_sub(parts.len());
    let is_of_groups = parts.iter().all(|part| !part.name.is_empty());
    (is_of_groups && left_out > 0).then(|| {
        let shown = parts.len();
        format!("The first {shown} workforce groups are shown; {left_out} more are not: workforce.csv")
    })
}

/// A part's figures of a measure by year.
struct ByYear<'f> {
    forecast: &'f Forecast,
    measure: Measure,
    /// What it is of; empty for the whole programme.
    name: &'f str,
    /// Whether its panel is the first.
    is_first: bool,
    /// Years ascending.
    years: Vec<YearFigures>,
    targets: Vec<Target<'f>>,
}

/// A measure's figures in one year. Those that are not finite count as absent.
#[derive(Clone, Copy, Debug)]
struct YearFigures {
    /// The position of the year in the horizon.
    place: f64,
    plan: Option<f64>,
    summary: Option<Summary>,
}

/// A panel with what is said of it.
struct Drawn {
    panel: Panel,
    findings: Vec<String>,
}

impl<'f> ByYear<'f> {
    /// The whole programme, or the workforce groups where the measure is of them alone.
    fn all(forecast: &'f Forecast, measure: Measure) -> Vec<Self> {
        if !matches!(measure, Measure::Staffing(_)) {
            return vec![ByYear::of(forecast, measure, ("", &forecast.programme), TargetPart::Programme)];
        }
        let groups = forecast.workforce.iter().enumerate().take(MOST_GROUPS);
        let of_group = |(place, (name, part)): (usize, &'f (String, PartForecast))| {
            ByYear::of(forecast, measure, (name.as_str(), part), TargetPart::Workforce(place))
        };
        groups.map(of_group).collect()
    }

    fn of(forecast: &'f Forecast, measure: Measure, (name, part): (&'f str, &PartForecast), of: TargetPart) -> Self {
        let mut years: Vec<_> = part.rows_of(measure).filter_map(|row| YearFigures::of(forecast, row)).collect();
        years.sort_by(|a, b| a.place.total_cmp(&b.place));
        let is_first = matches!(of, TargetPart::Programme | TargetPart::Workforce(0));
        ByYear { forecast, measure, name, is_first, years, targets: targets::of(forecast, &of, measure) }
    }

    fn unit(&self) -> Unit {
        match self.measure {
            measure if measure.is_money() => Unit::Money,
            Measure::Stock(Stock::AreasLive) => Unit::Number("areas"),
            _ => Unit::Number("posts"),
        }
    }

    /// The scale of amounts: what is shown of each year, plans, targets and zero; but for a headcount, which is far from
    /// it, some room below the least.
    fn scale(&self, ends: fn(&Summary) -> [f64; 2]) -> Scale {
        let shown = self.years.iter().filter_map(|figures| figures.summary.as_ref()).flat_map(ends);
        let targets = self.targets.iter().map(|target| target.amount);
        let mut values: Vec<f64> = shown.chain(self.plans().map(|plan| plan.high)).chain(targets).collect();
        let (low, high) = values
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), &value| (value.min(low), value.max(high)));
        let is_headcount = self.measure == Measure::Staffing(Staffing::Headcount);
        values.push(if is_headcount && low > 0.0 { (low - ROOM * (high - low)).max(0.0) } else { 0.0 });
        Scale::covering_closely(self.unit(), values, if self.name.is_empty() { 6 } else { 4 })
            .named(words::capital(&words::noun(self.measure)))
    }

    fn plans(&self) -> impl Iterator<Item = Point> + Clone {
        self.years.iter().filter_map(|figures| Some(Point::new(figures.place, figures.plan?)))
    }

    fn ranges(&self, ends: impl Fn(&Summary) -> (f64, f64)) -> impl Iterator<Item = Point> {
        self.years.iter().filter_map(move |figures| {
            let (low, high) = ends(figures.summary.as_ref()?);
            Some(Point::range(figures.place, low, high))
        })
    }

    fn middles(&self) -> impl Iterator<Item = Point> {
        self.years.iter().filter_map(|figures| Some(Point::new(figures.place, figures.summary?.p50().value)))
    }

    /// The data date at `x`, which the first panel names.
    fn data_date(&self, x: f64) -> Mark {
        let lines = if self.is_first { vec![words::forecast_from(self.forecast)] } else { Vec::new() };
        let label = Label { figure: String::new(), lines, in_full: None };
        Mark { x, y: None, role: Role::Now, side: Side::Above, label }
    }

    /// The sentences on the last year and on the targets; `when` is put before the year.
    fn findings(&self, when: &str, amounts: &Amounts) -> Vec<String> {
        let of_last = self.years.last().and_then(|figures| {
            let year = self.forecast.horizon.first().plus(figures.place as i32);
            let when = match self.name.trim() {
                "" => format!("{when} {year}"),
                name => format!("{name}: {} {year}", when.to_lowercase()),
            };
            Some(words::of_year(&when, amounts, figures.summary.as_ref()?, figures.plan))
        });
        of_last.into_iter().chain(targets::sentence(&self.targets, amounts)).collect()
    }
}

impl YearFigures {
    fn of(forecast: &Forecast, row: &MeasureForecast) -> Option<Self> {
        let place = forecast.horizon.index_of(row.year?)? as f64;
        let summary =
            row.summary().filter(|summary| summary.quantiles.iter().all(|quantile| quantile.value.is_finite()));
        Some(YearFigures { place, plan: row.plan().filter(|plan| plan.is_finite()), summary: summary.copied() })
    }
}
