//! What each input moves the mean by: a bar from the mean where it is low to the mean where it is high.

use super::super::amounts::Amounts;
use super::super::data::{Chart, Mark, Plane, Point, Role, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::super::subject::Subject;
use super::{MOST_ROWS, MOST_TOLD, joined, left_out, note_on_clarity, row};
use crate::forecast::Estimate;

/// What inputs move the mean of a figure by, the strongest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Tornado {
    /// The figure: `net saving, 2017/18 to 2022/23`.
    pub figure: String,
    /// Its unit.
    pub unit: Unit,
    /// Its mean.
    pub mean: Estimate,
    /// The inputs.
    pub swings: Vec<Swing>,
}

/// The mean of the figure at both ends of an input.
#[derive(Clone, Debug, PartialEq)]
pub struct Swing {
    /// The input.
    pub input: String,
    /// Where the input is in its lowest tenth, or what it stands for does not happen.
    pub low: Estimate,
    /// Where it is in its highest tenth, or happens.
    pub high: Estimate,
}

impl Swing {
    /// From the low to the high end.
    fn difference(&self) -> Estimate {
        Estimate { value: self.high.value - self.low.value, error: self.high.error.hypot(self.low.error) }
    }
}

impl Tornado {
    /// The chart.
    pub fn chart(&self, subject: &Subject) -> Chart {
        let shown = &self.swings[..self.swings.len().min(MOST_ROWS)];
        let values: Vec<f64> =
            shown.iter().flat_map(|swing| [swing.low.value, swing.high.value]).chain([self.mean.value]).collect();
        let scale = Scale::around(self.unit, values.iter().copied(), 6).named(format!("Mean {}", self.figure));
        let estimates: Vec<_> = shown.iter().flat_map(|swing| [swing.low, swing.high]).chain([self.mean]).collect();
        let amounts = Amounts::of(&scale, 3, &estimates);
        let column = |heading, of: fn(&Swing) -> Estimate| {
            RowColumn::new(heading, shown.iter().map(|swing| amounts.estimate(of(swing))))
        };
        let mean = format!("Mean {}", amounts.estimate(self.mean));
        let plane = Plane::Rows(Rows {
            rows: shown.iter().map(|swing| row(&swing.input, swing.difference())).collect(),
            columns: vec![column("Low", |swing| swing.low), column("High", |swing| swing.high)],
            series: self.series(shown),
            marks: vec![Mark::above(self.mean.value, Role::Now, mean)],
            scale,
        });
        subject
            .chart("tornado", &format!("What moves the mean {}", self.figure), plane)
            .describing(format!("Bars of the mean {} where each of {} inputs is low and where it is high.", self.figure, self.swings.len()))
            .saying(self.findings(&amounts))
            .noting(["Low and high: the mean over the trials in which the input is in its lowest or its highest tenth; of what may happen or not, in which it does not or does.".into()])
            .noting(left_out(self.swings.len(), "inputs", "tornado.csv"))
            .noting(note_on_clarity(shown.iter().map(Swing::difference)))
    }

    /// One lane where low and high lie on either side of the mean, else one for each.
    fn series(&self, shown: &[Swing]) -> Vec<Series> {
        let mean = self.mean.value;
        let is_apart = |swing: &Swing| (swing.low.value - mean) * (swing.high.value - mean) <= 0.0;
        let lanes = if shown.iter().all(is_apart) { [(0, 1), (0, 1)] } else { [(0, 2), (1, 2)] };
        let bars = |name, role, (lane, of), end: fn(&Swing) -> Estimate| {
            let bar = move |(row, swing): (usize, &Swing)| {
                let value = end(swing).value;
                Point::range(row as f64, value.min(mean), value.max(mean)).about(value)
            };
            Series::new(name, Shape::Bars(0.7), role, shown.iter().enumerate().map(bar)).in_lane(lane, of)
        };
        vec![
            bars("Input low", Role::Compared(1), lanes[0], |swing| swing.low),
            bars("Input high", Role::Compared(0), lanes[1], |swing| swing.high),
        ]
    }

    fn findings(&self, amounts: &Amounts) -> Option<String> {
        let told = self.swings.iter().take(MOST_TOLD).map(|swing| {
            let [low, high] = [swing.low, swing.high].map(|end| amounts.estimate(end));
            format!("{} ({low} where it is low, {high} where it is high)", swing.input.trim())
        });
        let told: Vec<_> = told.collect();
        let mean = amounts.estimate(self.mean);
        (!told.is_empty()).then(|| format!("The mean is {mean}. It moves most with {}.", joined(&told)))
    }
}
