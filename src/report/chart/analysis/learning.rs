//! What was believed of common causes before delivery, and what is believed after it.

use super::super::data::{Chart, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::super::subject::Subject;

/// Beliefs before and after delivery so far.
#[derive(Clone, Debug, PartialEq)]
pub struct Learning {
    /// The common causes that learnt.
    pub beliefs: Vec<Belief>,
}

/// What is believed of a common cause, in standard deviations of the belief before: P10, P50 and P90.
#[derive(Clone, Debug, PartialEq)]
pub struct Belief {
    /// The cause: `Going live (all areas)`.
    pub cause: String,
    /// What greater values mean: `later`.
    pub more: String,
    /// Before delivery.
    pub before: [f64; 3],
    /// After it.
    pub after: [f64; 3],
    /// How many areas it was learnt from, those that are not live yet included.
    pub areas: usize,
}

impl Learning {
    /// The chart; `None` where nothing was learnt.
    pub fn chart(&self, subject: &Subject) -> Option<Chart> {
        let values = self.beliefs.iter().flat_map(|belief| belief.before.into_iter().chain(belief.after));
        let scale = Scale::around(Unit::Number(""), values.collect::<Vec<_>>(), 6)
            .named("Standard deviations of the belief before");
        let row = |belief: &Belief| Row { aside: format!("(right: {})", belief.more), ..Row::of(&belief.cause) };
        let plane = Plane::Rows(Rows {
            rows: self.beliefs.iter().map(row).collect(),
            columns: vec![RowColumn::new("Areas seen", self.beliefs.iter().map(|belief| belief.areas.to_string()))],
            series: self.series(),
            marks: Vec::new(),
            scale,
        });
        let chart = subject
            .chart("learning", "What delivery so far taught", plane)
            .describing(
                "Bars of what was believed of common causes before delivery, and of what is believed after it.".into(),
            )
            .saying(self.beliefs.iter().map(Belief::finding))
            .noting([
                "In standard deviations of what was believed before; zero is what the scenario says of each area alone."
                    .into(),
            ]);
        (!self.beliefs.is_empty()).then_some(chart)
    }

    fn series(&self) -> Vec<Series> {
        let rows = || self.beliefs.iter().enumerate().map(|(row, belief)| (row as f64, belief));
        let bars = |name, role, lane, of: fn(&Belief) -> [f64; 3]| {
            let range = move |(row, belief): (f64, &Belief)| Point::range(row, of(belief)[0], of(belief)[2]);
            Series::new(name, Shape::Bars(0.75), role, rows().map(range)).in_lane(lane, 2)
        };
        let middles = |lane, of: fn(&Belief) -> [f64; 3]| {
            let middle = move |(row, belief): (f64, &Belief)| Point::new(row, of(belief)[1]);
            Series::new("P50 (middle)", Shape::Ticks(0.9), Role::Spread, rows().map(middle)).in_lane(lane, 2)
        };
        vec![
            bars("Before delivery, P10 to P90", Role::Range80, 0, |belief| belief.before),
            bars("After it", Role::Compared(1), 1, |belief| belief.after),
            middles(0, |belief| belief.before),
            middles(1, |belief| belief.after),
        ]
    }
}

impl Belief {
    fn finding(&self) -> String {
        let [before, after] = [self.before, self.after].map(|[p10, _, p90]| p90 - p10);
        let (cause, shift) = (self.cause.trim(), self.after[1] - self.before[1]);
        let narrower = 100.0 * (1.0 - after / before);
        let moved = match shift {
            shift if shift.abs() < 0.1 => "hardly moved".to_owned(),
            shift if shift > 0.0 => format!("moved {shift:.1} standard deviations towards {}", self.more),
            shift => format!("moved {:.1} standard deviations away from {}", -shift, self.more),
        };
        format!("{cause}: the middle {moved}, and the range is {narrower:.0}% narrower.")
    }
}
