//! From one figure to another, step by step: a waterfall.

use super::super::amounts::Amounts;
use super::super::data::{Chart, Plane, Point, Role, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::super::subject::Subject;
use super::{MOST_TOLD, is_clear, joined, note_on_clarity, row};
use crate::forecast::Estimate;
use crate::money::rounded_parts;
use rust_decimal::Decimal;
use rust_decimal::prelude::{FromPrimitive, ToPrimitive};

/// Steps below this share of the largest stand together as *other*.
const SMALL: f64 = 0.01;

/// Where the levels take less than this share of a scale from zero, it begins near them instead.
const LEAST_FILLED: f64 = 0.25;

/// What leads from one figure to another. The amounts of the steps add up to the difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridge {
    /// What is bridged: `Mean net saving, 2017/18 to 2022/23`.
    pub figure: String,
    /// Pounds; or shares, where it is a chance.
    pub unit: Unit,
    /// Where it begins: `Plan`.
    pub first: Step,
    /// The steps, in their order.
    pub steps: Vec<Step>,
    /// Where it ends: `Forecast (mean)`.
    pub last: Step,
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
        let steps = self.gathered();
        let levels = self.levels(&steps);
        let (scale, is_broken) = self.scale(&levels);
        let cells = self.cells(&steps, &scale);
        let end = |end: &Step| row(&end.name, Estimate::known(end.amount.value));
        let rows = steps.iter().map(|step| row(&step.name, step.amount));
        let plane = Plane::Rows(Rows {
            rows: std::iter::once(end(&self.first)).chain(rows).chain([end(&self.last)]).collect(),
            columns: vec![RowColumn::new("Amount", cells.clone())],
            series: self.series(&levels),
            marks: Vec::new(),
            scale,
        });
        let title = format!("{}: from {} to {}", self.figure, self.first.name, self.last.name);
        subject
            .chart("bridge", &title, plane)
            .describing(format!("Waterfall in {} steps.", steps.len()))
            .saying(self.findings(&steps, &cells))
            .noting(is_broken.then(|| "Broken bars begin at zero, which lies outside the chart.".into()))
            .noting(note_on_clarity(steps.iter().map(|step| step.amount)))
    }

    /// The steps that do something; small ones together, at the end.
    fn gathered(&self) -> Vec<Step> {
        let largest = self.steps.iter().map(|step| step.amount.value.abs()).fold(0.0, f64::max);
        let moving = self.steps.iter().filter(|step| step.amount.value != 0.0).cloned();
        let (mut steps, small): (Vec<_>, Vec<_>) = moving.partition(|step| step.amount.value.abs() >= SMALL * largest);
        match &small[..] {
            [] => {}
            [one] => steps.push(one.clone()),
            several => {
                let value = several.iter().map(|step| step.amount.value).sum();
                let error = several.iter().map(|step| step.amount.error).fold(0.0, f64::hypot);
                steps.push(Step { name: "Other".into(), amount: Estimate { value, error } });
            }
        }
        steps
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
        (Scale::around(self.unit, all().chain(ends).collect::<Vec<_>>(), 6).named(self.figure.as_str()), is_broken)
    }

    /// The amounts as they are written, so that the steps add up to the difference.
    fn cells(&self, steps: &[Step], scale: &Scale) -> Vec<String> {
        let estimates: Vec<_> = [&self.first, &self.last].into_iter().chain(steps).map(|step| step.amount).collect();
        let amounts = Amounts::of(scale, 3, &estimates);
        let [first, last] = [&self.first, &self.last].map(|end| amounts.steps(end.amount.value).round());
        let parts: Vec<f64> = steps.iter().map(|step| amounts.steps(step.amount.value)).collect();
        let parts = apportioned(last - first, &parts);
        let changes = parts.into_iter().map(|part| amounts.change_in_steps(part));
        let ends = [first, last].map(|end| amounts.in_steps(end));
        let [first, last] = ends;
        std::iter::once(first).chain(changes).chain([last]).collect()
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
        let name = format!("{} and {}", self.first.name, self.last.name);
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

/// Whole numbers as near as possible to `parts` that add up to `total`.
fn apportioned(total: f64, parts: &[f64]) -> Vec<f64> {
    let decimal = |number: f64| Decimal::from_f64(number).unwrap_or_default();
    let parts: Vec<Decimal> = parts.iter().map(|&part| decimal(part)).collect();
    let rounded = rounded_parts(&parts, decimal(total), 0);
    rounded.iter().map(|part| part.to_f64().unwrap_or_default()).collect()
}
