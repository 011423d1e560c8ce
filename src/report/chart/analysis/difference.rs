//! How likely which difference between scenarios is, on the same draws: zero is marked.

use super::super::amounts::Amounts;
use super::super::data::{Axes, Chart, Label, Mark, Panel, Plane, Role, Scale, Series, Shape, Side, Unit};
use super::super::distribution::within_sight;
use super::super::subject::Subject;
use crate::forecast::Estimate;
use crate::report::figures::share_of_trials;

/// The most scenarios that one chart shows beside the base.
const MOST: usize = 3;

/// Differences of a figure between a base and other scenarios.
#[derive(Clone, Debug, PartialEq)]
pub struct Differences {
    /// The name of the chart's files: `difference`.
    pub stem: String,
    /// The figure: `net saving, 2017/18 to 2022/23`.
    pub figure: String,
    /// Its unit.
    pub unit: Unit,
    /// The base's title.
    pub base: String,
    /// The others; those behind the third are only counted.
    pub others: Vec<Difference>,
}

/// What another scenario has more than the base, trial by trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The other's title.
    pub name: String,
    /// Its distribution: (probability of less, difference), ascending.
    pub curve: Vec<(f64, f64)>,
    /// P10, P50 and P90.
    pub percentiles: [Estimate; 3],
    /// The share of trials in which it is above zero.
    pub higher: f64,
    /// The share of trials in which it is zero.
    pub equal: f64,
}

impl Differences {
    /// The curves.
    pub fn chart(&self, subject: &Subject) -> Chart {
        let shown = &self.others[..self.others.len().min(MOST)];
        let curves: Vec<_> = shown.iter().map(|other| within_sight(&other.curve)).collect();
        let is_cut = curves.iter().any(|(_, is_cut)| *is_cut);
        let ends = curves.iter().flat_map(|(points, _)| points).map(|point| point.at).chain([0.0]);
        let x = Scale::around(self.unit, ends.collect::<Vec<_>>(), 6).named(format!("Difference in {}", self.figure));
        let percentiles: Vec<_> = shown.iter().flat_map(|other| other.percentiles).collect();
        let amounts = Amounts::of(&x, 3, &percentiles);
        let mut marks = vec![Mark::above(0.0, Role::Now, "No difference".into())];
        if let [only] = shown {
            marks.extend(only.marks(&amounts));
        }
        let series = curves.into_iter().zip(shown).enumerate().map(|(place, ((points, _), other))| {
            let role = if shown.len() == 1 { Role::Middle } else { Role::Curve(place as u8) };
            Series::new(&format!("{} less {}", other.name.trim(), self.base.trim()), Shape::Line, role, points)
        });
        let y = Scale::covering(Unit::Share, [0.0, 1.0], 5).named("Chance of at least this difference");
        let panel = Panel::of(y, series.collect(), marks);
        let left_out = self.others.len() - shown.len();
        let left_out =
            (left_out > 0).then(|| format!("The first {MOST} scenarios are shown; {left_out} more: compare.csv"));
        subject
            .chart(&self.stem, &format!("Difference in {}", self.figure), Plane::Axes(Axes::of(x, panel)))
            .describing(format!(
                "Curve of the chance that the difference to {} in {} is at least an amount.",
                self.base.trim(),
                self.figure
            ))
            .saying(shown.iter().map(|other| other.finding(&self.base, &amounts)))
            .noting(is_cut.then(|| "The lowest and the highest half per cent of trials lie outside the chart.".into()))
            .noting(left_out)
    }
}

impl Difference {
    fn marks(&self, amounts: &Amounts) -> Vec<Mark> {
        let named = [
            (0.9, "90% chance of at least this"),
            (0.5, "50% chance of at least this"),
            (0.1, "10% chance of at least this"),
        ];
        let mark = |(percentile, (chance, line)): (&Estimate, (f64, &str))| Mark {
            x: percentile.value,
            y: Some(chance),
            role: Role::Percentile,
            side: Side::Right,
            label: Label::new(amounts.change(*percentile), line),
        };
        self.percentiles.iter().zip(named).map(mark).collect()
    }

    fn finding(&self, base: &str, amounts: &Amounts) -> String {
        let [p10, p50, p90] = self.percentiles.map(|percentile| amounts.change(percentile));
        let (name, higher, base) = (self.name.trim(), share_of_trials(self.higher), base.trim());
        let equal =
            if self.equal > 0.0 { format!(" and equal in {}", share_of_trials(self.equal)) } else { String::new() };
        format!(
            "{name} is higher than {base} in {higher}{equal}; the middle difference (P50) is {p50}, with 80% of trials between {p10} and {p90}."
        )
    }
}
