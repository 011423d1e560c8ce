//! From one figure to another, step by step: a waterfall.

use super::super::data::{Chart, Plane, Point, Role, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::super::subject::Subject;
use super::{MOST_TOLD, is_clear, joined, note_on_clarity, row};
use crate::forecast::Estimate;
use crate::report::figure::{Bridged, Bridging};
use crate::report::words::capital;

/// Steps below this share of the largest stand together as *other*.
const SMALL: f64 = 0.01;

/// Where the levels take less than this share of a scale from zero, it begins near them instead.
const LEAST_FILLED: f64 = 0.25;

/// What leads from one figure to another. The amounts of the steps add up to the difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridge {
    /// The name of the chart's files: `bridge`.
    pub stem: &'static str,
    /// What the chart is called: `Mean net saving, 2017/18 to 2022/23: from the plan to the forecast`.
    pub title: String,
    /// What is bridged: `Mean net saving, 2017/18 to 2022/23`.
    pub figure: String,
    /// A statistic of a measure, or a chance.
    pub what: Bridging,
    /// Where it begins: `plan`.
    pub first: Step,
    /// The steps, in their order.
    pub steps: Vec<Step>,
    /// Where it ends: `forecast`.
    pub last: Step,
    /// The error of what it goes up or down by.
    pub error: f64,
}

/// An end of a bridge with its figure, or a step with what it adds.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Its amount, in the bridge's unit.
    pub amount: Estimate,
}

impl Bridge {
    /// The waterfall, for the files called `bridge`.
    pub fn chart(&self, subject: &Subject) -> Chart {
        let (steps, cells) = self.gathered();
        let levels = self.levels(&steps);
        let (scale, is_broken) = self.scale(&levels);
        let end = |end: &Step| row(&capital(&end.name), Estimate::known(end.amount.value));
        let rows = steps.iter().map(|step| row(&step.name, step.amount));
        let plane = Plane::Rows(Rows {
            rows: std::iter::once(end(&self.first)).chain(rows).chain([end(&self.last)]).collect(),
            columns: vec![RowColumn::new("Amount", cells.clone())],
            series: self.series(&levels),
            marks: Vec::new(),
            scale,
        });
        subject
            .chart(self.stem, &self.title, plane)
            .describing(format!("Waterfall in {} steps.", steps.len()))
            .saying(self.findings(&steps, &cells))
            .noting(is_broken.then(|| "Broken bars begin at zero, which lies outside the chart.".into()))
            .noting(note_on_clarity(steps.iter().map(|step| step.amount)))
    }

    /// The steps that do something, small ones together at the end; and how the amounts are written, the ends' first and
    /// last.
    fn gathered(&self) -> (Vec<Step>, Vec<String>) {
        let parts: Vec<Estimate> = self.steps.iter().map(|step| step.amount).collect();
        let printed = Bridged::new(self.what, [self.first.amount, self.last.amount], self.error, &parts);
        let largest = parts.iter().map(|part| part.value.abs()).fold(0.0, f64::max);
        let moving = self.steps.iter().zip(&printed.parts).filter(|(step, _)| step.amount.value != 0.0);
        let (large, small): (Vec<_>, Vec<_>) = moving.partition(|(step, _)| step.amount.value.abs() >= SMALL * largest);
        let other = match &small[..] {
            [] => None,
            [(one, part)] => Some(((*one).clone(), **part)),
            several => {
                let value = several.iter().map(|(step, _)| step.amount.value).sum();
                let error = several.iter().map(|(step, _)| step.amount.error).fold(0.0, f64::hypot);
                let step = Step { name: "Other".into(), amount: Estimate { value, error } };
                Some((step, several.iter().map(|(_, part)| **part).sum()))
            }
        };
        let shown = large.into_iter().map(|(step, part)| (step.clone(), *part)).chain(other);
        let (steps, parts): (Vec<Step>, Vec<f64>) = shown.unzip();
        let [first, last] = [0, 1].map(|end: usize| printed.end(end).to_string());
        let changes = parts.into_iter().map(|part| printed.signed_in_full(part));
        (steps, std::iter::once(first).chain(changes).chain([last]).collect())
    }

    /// The unit of the axis.
    fn unit(&self) -> Unit {
        match self.what {
            Bridging::Chance => Unit::Share,
            Bridging::Measure(measure) if measure.is_money() => Unit::Money,
            Bridging::Measure(_) => Unit::Number(""),
        }
    }

    /// The figure before the first step and after each.
    fn levels(&self, steps: &[Step]) -> Vec<f64> {
        let after = steps.iter().scan(self.first.amount.value, |level, step| {
            *level += step.amount.value;
            Some(*level)
        });
        std::iter::once(self.first.amount.value).chain(after).collect()
    }

    /// The scale, and whether it begins so far from zero that the bars of the ends are broken.
    fn scale(&self, levels: &[f64]) -> (Scale, bool) {
        let all = || levels.iter().copied().chain([self.last.amount.value]);
        let (low, high) = all().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), it| (low.min(it), high.max(it)));
        let is_broken = high > low && high - low < LEAST_FILLED * low.abs().max(high.abs()) && low * high > 0.0;
        let room = 0.25 * (high - low);
        let ends = if is_broken { [low - room, high + room] } else { [0.0, high] };
        (Scale::around(self.unit(), all().chain(ends).collect::<Vec<_>>(), 6).named(self.figure.as_str()), is_broken)
    }

    fn series(&self, levels: &[f64]) -> Vec<Series> {
        let ends = [(0.0, self.first.amount.value), (levels.len() as f64, self.last.amount.value)];
        let steps = |is_of: fn(f64) -> bool| {
            let pairs = levels.windows(2).enumerate().map(|(row, pair)| (row as f64 + 1.0, pair[0], pair[1]));
            let of_it = pairs.filter(move |(_, before, after)| is_of(after - before));
            of_it.map(|(row, before, after)| {
                Point::range(row, before.min(after), before.max(after)).about(after - before)
            })
        };
        let name = format!("{} and {}", capital(&self.first.name), self.last.name);
        vec![
            Series::new(&name, Shape::Bars(0.63), Role::Range50, ends.map(|(row, value)| Point::bar(row, value))),
            Series::new("Adds", Shape::Bars(0.63), Role::Gain, steps(|by| by > 0.0)),
            Series::new("Takes", Shape::Bars(0.63), Role::Loss, steps(|by| by < 0.0)),
        ]
    }

    /// Where it leads, and its largest steps.
    fn findings(&self, steps: &[Step], cells: &[String]) -> Vec<String> {
        let mut largest: Vec<_> = steps.iter().zip(&cells[1..]).filter(|(step, _)| is_clear(step.amount)).collect();
        largest.sort_by(|(a, _), (b, _)| b.amount.value.abs().total_cmp(&a.amount.value.abs()));
        let told = largest.iter().take(MOST_TOLD).map(|(step, cell)| format!("{} {cell}", step.name.trim()));
        let told: Vec<_> = told.collect();
        let (from, to) = (&cells[0], &cells[cells.len() - 1]);
        let lead = format!("{} goes from {from} ({}) to {to} ({}).", self.figure, self.first.name, self.last.name);
        let largest = match &told[..] {
            [] => None,
            [one] => Some(format!("The largest step is {one}.")),
            several => Some(format!("The largest steps are {}.", joined(several))),
        };
        std::iter::once(lead).chain(largest).collect()
    }
}
