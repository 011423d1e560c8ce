//! Data beside the laws that were fitted to them: the cumulative distribution, and quantiles against quantiles.

use super::super::data::{Axes, Chart, Panel, Plane, Point, Role, Scale, Series, Shape, Unit};
use super::super::subject::Subject;

/// The most laws that one chart shows: there are so many roles to tell them apart.
const MOST: usize = 4;

/// The most quantiles of a law that are drawn.
const MOST_QUANTILES: usize = 60;

/// Data, and the laws that were fitted to them.
#[derive(Clone, Debug, PartialEq)]
pub struct Fits {
    /// What was observed: `slippage_months of history.csv`.
    pub what: String,
    /// The unit of the values.
    pub unit: Unit,
    /// How many values there are, and how many of them are lower bounds.
    pub count: [usize; 2],
    /// The data's distribution: (value, share at or below it), ascending.
    pub data: Vec<(f64, f64)>,
    /// The laws, the best first.
    pub laws: Vec<Fit>,
}

/// A law.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// Its name, or its text.
    pub name: String,
    /// Its distribution: (value, share at or below it), ascending.
    pub curve: Vec<(f64, f64)>,
    /// Its quantiles at the shares of the data: (quantile of the law, value of the data).
    pub quantiles: Vec<(f64, f64)>,
}

impl Fits {
    /// The cumulative distribution, for the files called `distribution`.
    pub fn distribution(&self, subject: &Subject) -> Chart {
        let shown = self.shown();
        let low = self.data.first().map_or(0.0, |(value, _)| *value);
        let high = self.data.last().map_or(1.0, |(value, _)| *value);
        let room = 0.1 * (high - low);
        let x = Scale::around(self.unit, [low - room, high + room], 6).named(self.what.as_str());
        let within = |curve: &[(f64, f64)]| {
            let points: Vec<_> = curve
                .iter()
                .filter(|(value, _)| x.reaches(*value))
                .map(|&(value, share)| Point::new(value, share))
                .collect();
            points
        };
        let laws = shown.iter().enumerate();
        let laws = laws.map(|(place, law)| {
            Series::new(law.name.trim(), Shape::Line, Role::Curve(place as u8), within(&law.curve))
        });
        let data = Series::new("Observed", Shape::Line, Role::Spread, self.steps([x.from, x.to]));
        let y = Scale::covering(Unit::Share, [0.0, 1.0], 5).named("Share at or below");
        let panel = Panel {
            name: String::new(),
            y,
            series: laws.chain([data]).collect(),
            marks: Vec::new(),
            figures: Vec::new(),
        };
        self.around(
            subject.chart(
                "distribution",
                &format!("{}: share at or below each value", self.what),
                Plane::Axes(Axes::of(x, panel)),
            ),
            "Cumulative distribution",
        )
    }

    /// Quantiles against quantiles, for the files called `quantiles`.
    pub fn quantiles(&self, subject: &Subject) -> Chart {
        let shown = self.shown();
        let values = shown
            .iter()
            .flat_map(|law| &law.quantiles)
            .map(|(_, value)| *value)
            .chain(self.data.iter().map(|(value, _)| *value));
        let x = Scale::around(self.unit, values.collect::<Vec<_>>(), 6);
        let even = [x.from, x.to].map(|end| Point::new(end, end));
        let even = Series::new("Where a law and the data agree", Shape::Line, Role::Now, even);
        let laws = shown.iter().enumerate().map(|(place, law)| {
            let every = law.quantiles.len().div_ceil(MOST_QUANTILES).max(1);
            let drawn = law.quantiles.iter().step_by(every).filter(|(quantile, _)| x.reaches(*quantile));
            Series::new(
                law.name.trim(),
                Shape::Symbols,
                Role::Compared(place as u8),
                drawn.map(|&(quantile, value)| Point::new(quantile, value)),
            )
        });
        let y = x.clone().named("Observed");
        let series = std::iter::once(even).chain(laws).collect();
        let panel = Panel::of(y, series, Vec::new());
        let plane = Plane::Axes(Axes::of(x.named("Quantile of the law"), panel));
        self.around(
            subject.chart("quantiles", &format!("{}: observed values against quantiles of laws", self.what), plane),
            "Observed values against the quantiles of fitted laws",
        )
    }

    fn shown(&self) -> &[Fit] {
        &self.laws[..self.laws.len().min(MOST)]
    }

    /// The data's distribution as steps, between the ends of a scale.
    fn steps(&self, [from, to]: [f64; 2]) -> Vec<Point> {
        let mut steps = vec![Point::new(from, 0.0)];
        let mut level = 0.0;
        for &(value, share) in &self.data {
            steps.extend([Point::new(value, level), Point::new(value, share)]);
            level = share;
        }
        steps.push(Point::new(to, level));
        steps
    }

    /// What both charts say.
    fn around(&self, chart: Chart, kind: &str) -> Chart {
        let [count, bounds] = self.count;
        let values = if count == 1 { "1 value".into() } else { format!("{count} values") };
        let values = match bounds {
            0 => values,
            1 => format!("{values}, of which 1 is a lower bound: what had not happened yet"),
            more => format!("{values}, of which {more} are lower bounds: what had not happened yet"),
        };
        let best = self.laws.first().map(|law| format!("The best fit is {}.", law.name.trim()));
        chart
            .describing(format!("{kind}: {}, {values}, and {} laws.", self.what, self.shown().len()))
            .saying(best)
            .noting([format!("{values}.")])
            .noting(
                (self.laws.len() > MOST).then(|| format!("The best {MOST} laws are shown; the others are in fit.csv.")),
            )
    }
}
