//! What came of forecasts: each actual in the range that was forecast for it.

use super::super::MOST_ROWS;
use super::super::amounts::Amounts;
use super::super::data::{Chart, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::super::subject::Subject;
use crate::forecast::Estimate;

/// Outturns of one measure in forecasts of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outturns {
    /// The name of the chart's files.
    pub stem: String,
    /// The measure: `Net saving`.
    pub measure: String,
    /// Its unit.
    pub unit: Unit,
    /// The outturns, those of a forecast together.
    pub outturns: Vec<Outturn>,
}

/// An actual, and what had been forecast of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Outturn {
    /// The forecast: `Forecast of September 2017`.
    pub forecast: String,
    /// What it is of: `2018/19`.
    pub name: String,
    /// P10, P25, P50, P75 and P90.
    pub percentiles: [f64; 5],
    /// The plan.
    pub plan: Option<f64>,
    /// What came.
    pub actual: f64,
}

impl Outturn {
    fn is_within(&self) -> bool {
        (self.percentiles[0]..=self.percentiles[4]).contains(&self.actual)
    }
}

impl Outturns {
    /// The chart.
    pub fn chart(&self, subject: &Subject) -> Chart {
        let shown = &self.outturns[..self.outturns.len().min(MOST_ROWS)];
        let values = shown.iter().flat_map(|one| one.percentiles.into_iter().chain([one.actual]).chain(one.plan));
        let scale = Scale::around(self.unit, values.collect::<Vec<_>>(), 6).named(self.measure.as_str());
        let amounts = Amounts::of(&scale, 3, &shown.iter().map(|one| Estimate::known(one.actual)).collect::<Vec<_>>());
        let column =
            |heading, of: fn(&Outturn) -> f64| RowColumn::new(heading, shown.iter().map(|one| amounts.known(of(one))));
        let row = |one: &Outturn| Row { group: one.forecast.clone(), ..Row::of(&one.name) };
        let plane = Plane::Rows(Rows {
            rows: shown.iter().map(row).collect(),
            columns: vec![column("P50", |one| one.percentiles[2]), column("Actual", |one| one.actual)],
            series: series(shown),
            marks: Vec::new(),
            scale,
        });
        let left_out = self.outturns.len() - shown.len();
        let left_out =
            (left_out > 0).then(|| format!("The first {} outturns are shown; {left_out} more: score.csv", shown.len()));
        subject
            .chart(&self.stem, &format!("{}: forecast and actual", self.measure), plane)
            .describing(format!(
                "Bars of the ranges that were forecast of {} outturns, each with its actual.",
                self.outturns.len()
            ))
            .saying(self.finding())
            .noting(left_out)
    }

    fn finding(&self) -> Option<String> {
        let (count, within) = (self.outturns.len(), self.outturns.iter().filter(|one| one.is_within()).count());
        let below = self.outturns.iter().filter(|one| one.actual < one.percentiles[2]).count();
        (count > 0).then(|| format!("{within} of {count} actuals lie in the range that held 80% of the trials (P10 to P90); {below} lie below the middle of their forecast."))
    }
}

fn series(shown: &[Outturn]) -> Vec<Series> {
    let rows = || shown.iter().enumerate().map(|(row, one)| (row as f64, one));
    let range = |name, role, ends: [usize; 2]| {
        let bars = rows().map(|(row, one)| Point::range(row, one.percentiles[ends[0]], one.percentiles[ends[1]]));
        Series::new(name, Shape::Bars(0.6), role, bars)
    };
    vec![
        range("80% of trials (P10 to P90)", Role::Range80, [0, 4]),
        range("50% (P25 to P75)", Role::Range50, [1, 3]),
        Series::new(
            "P50 (middle)",
            Shape::Ticks(0.7),
            Role::Middle,
            rows().map(|(row, one)| Point::new(row, one.percentiles[2])),
        ),
        Series::new("Actual", Shape::Symbols, Role::Achieved, rows().map(|(row, one)| Point::new(row, one.actual))),
        Series::new(
            "Plan",
            Shape::Symbols,
            Role::Plan,
            rows().filter_map(|(row, one)| Some(Point::new(row, one.plan?))),
        ),
    ]
}
