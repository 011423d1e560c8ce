//! The ranges of several scenarios by year, side by side.

use super::super::amounts::Amounts;
use super::super::data::{Axes, Chart, Label, Mark, Panel, Plane, Point, Role, Scale, Series, Shape, Side, Unit};
use super::super::subject::Subject;
use crate::fiscal::FinancialYear;
use crate::forecast::Estimate;

/// The most scenarios that one chart shows: there are so many roles to tell them apart.
const MOST: usize = 4;

/// With more bars than this each scenario is a line of its middle, with its range in the last year in words alone.
const MOST_BARS: usize = 60;

/// A measure of several scenarios by year.
#[derive(Clone, Debug, PartialEq)]
pub struct Courses {
    /// The name of the chart's files.
    pub stem: String,
    /// The measure: `Cumulative net saving`.
    pub measure: String,
    /// Its unit.
    pub unit: Unit,
    /// The scenarios, the base first; those behind the fourth are only counted.
    pub courses: Vec<Course>,
}

/// A scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct Course {
    /// Its title.
    pub name: String,
    /// Its years, ascending: P10, P50 and P90.
    pub years: Vec<(FinancialYear, [Estimate; 3])>,
}

impl Courses {
    /// The chart; `None` where no scenario has a year.
    pub fn chart(&self, subject: &Subject) -> Option<Chart> {
        let shown = &self.courses[..self.courses.len().min(MOST)];
        let years = || shown.iter().flat_map(|course| course.years.iter().map(|(year, _)| *year));
        let (first, last) = (years().min()?, years().max()?);
        let count = last.years_since(first) as usize + 1;
        let is_lines = count * shown.len() > MOST_BARS;
        let x = Scale::of_years(first, count, if is_lines { [0.25, 0.0] } else { [0.5, 0.5] });
        let figures = shown.iter().flat_map(|course| &course.years).flat_map(|(_, figures)| figures);
        let values: Vec<f64> = figures.map(|figure| figure.value).chain([0.0]).collect();
        let y = Scale::covering_closely(self.unit, values, 6).named(self.measure.as_str());
        let ends: Vec<_> =
            shown.iter().filter_map(|course| course.years.last()).flat_map(|(_, figures)| *figures).collect();
        let amounts = Amounts::of(&y, 3, &ends);
        let lanes = (shown.len(), is_lines);
        let series = shown.iter().enumerate().flat_map(|(place, course)| course.series(first, place, lanes));
        let marks = shown.iter().enumerate().filter_map(|(place, course)| course.mark(first, place, &amounts));
        let panel = Panel::of(y, series.collect(), marks.collect());
        let left_out = self.courses.len() - shown.len();
        let left_out =
            (left_out > 0).then(|| format!("The first {MOST} scenarios are shown; {left_out} more: compare.csv"));
        let what = format!("{} of {} scenarios", self.measure, self.courses.len());
        let chart = subject
            .chart(&self.stem, &what, Plane::Axes(Axes::of(x, panel)))
            .describing(format!("{what} by financial year, {first} to {last}."))
            .saying(shown.iter().filter_map(|course| course.finding(&amounts)))
            .noting(is_lines.then(|| "Ranges of so many years are in compare.csv.".into()))
            .noting(left_out);
        Some(chart)
    }
}

impl Course {
    /// Bars of its range with its middle, or a line of its middle.
    fn series(&self, first: FinancialYear, place: usize, (of, is_lines): (usize, bool)) -> Vec<Series> {
        let role = Role::Compared(place as u8);
        let at = |year: FinancialYear| f64::from(year.years_since(first));
        let middles = || self.years.iter().map(|(year, [_, p50, _])| Point::new(at(*year), p50.value));
        let name = format!("{}, 80% of trials (P10 to P90)", self.name.trim());
        if is_lines {
            return vec![Series::new(&format!("{}, P50 (middle)", self.name.trim()), Shape::Line, role, middles())];
        }
        let ranges = self.years.iter().map(|(year, [p10, _, p90])| Point::range(at(*year), p10.value, p90.value));
        vec![
            Series::new(&name, Shape::Bars(0.75), role, ranges).in_lane(place as u8, of as u8),
            Series::new("P50 (middle)", Shape::Ticks(0.75), Role::Spread, middles()).in_lane(place as u8, of as u8),
        ]
    }

    /// The middle of its last year, by its name.
    fn mark(&self, first: FinancialYear, place: usize, amounts: &Amounts) -> Option<Mark> {
        let (year, [_, p50, _]) = self.years.last()?;
        let label = Label::new(format!("P50 {}", amounts.estimate(*p50)), self.name.trim());
        let x = f64::from(year.years_since(first));
        Some(Mark { x, y: Some(p50.value), role: Role::Compared(place as u8), side: Side::Right, label })
    }

    fn finding(&self, amounts: &Amounts) -> Option<String> {
        let (year, figures) = self.years.last()?;
        let [p10, p50, p90] = figures.map(|figure| amounts.estimate(figure));
        Some(format!(
            "{}: by {year} the middle (P50) is {p50}, with 80% of trials between {p10} and {p90}.",
            self.name.trim()
        ))
    }
}
