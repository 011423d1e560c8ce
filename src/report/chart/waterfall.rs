//! From one figure to another: what each step adds or takes away.

use super::data::{Chart, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Unit};
use crate::analysis::bridge::PlanBridge;
use crate::analysis::explain::Explanation;
use crate::programme::Measure;
use crate::report::figures::{Notation, unit_for};
use crate::report::illustrative;
use crate::report::words::{self, capital, noun};

/// What is under a hundredth of the largest step is gathered.
const LEAST_SHARE: f64 = 0.01;

/// A figure, the steps from it, and the figure that they lead to.
struct Waterfall<'a> {
    stem: &'a str,
    title: &'a str,
    /// Whose figures these are.
    programme: String,
    warning: Option<&'static str>,
    measure: Measure,
    ends: [(&'a str, f64); 2],
    steps: Vec<(String, f64)>,
    error: f64,
}

/// From the plan to the forecast.
pub fn bridge_chart(bridge: &PlanBridge, stem: &str) -> Chart {
    Waterfall {
        stem,
        title: "From the plan to the forecast",
        programme: bridge.programme.title.clone(),
        warning: illustrative::warning_of_programme(&bridge.programme),
        measure: bridge.figure.measure,
        ends: [("Plan", bridge.ends[0][0].value), ("Forecast (mean)", bridge.ends[1][0].value)],
        steps: bridge.steps.iter().map(|(kind, parts)| (kind.name().into(), parts[0].value)).collect(),
        error: bridge.ends[1][0].error,
    }
    .chart()
}

/// From one scenario to the next, of one of the statistics.
pub fn explanation_chart(explanation: &Explanation, (statistic, name): (usize, &str)) -> Chart {
    let end = |end: usize| explanation.ends[end][statistic];
    let title = format!("What moved the {name}");
    Waterfall {
        stem: "explain",
        title: &title,
        programme: format!("From {} to {}", explanation.before.title, explanation.after.title),
        warning: [&explanation.before, &explanation.after]
            .into_iter()
            .find_map(|programme| illustrative::warning_of_programme(programme)),
        measure: explanation.figure.measure,
        ends: [("Before", end(0).value), ("After", end(1).value)],
        steps: explanation.steps.iter().map(|step| (words::step(&step.name), step.parts[statistic].value)).collect(),
        error: end(1).error,
    }
    .chart()
}

impl Waterfall<'_> {
    fn chart(&self) -> Chart {
        let steps = self.shown();
        let [(_, from), (_, to)] = self.ends;
        let levels: Vec<(f64, f64)> = steps
            .iter()
            .scan(from, |level, (_, amount)| {
                let before = std::mem::replace(level, *level + amount);
                Some((before, *level))
            })
            .collect();
        let largest = levels.iter().flat_map(|(a, b)| [a.abs(), b.abs()]).fold(from.abs().max(to.abs()), f64::max);
        let amounts = Notation::new(unit_for(largest), largest, 3, self.error);
        let shown = |amount: f64| match self.unit() {
            Unit::Money => amounts.estimate(amount),
            _ => format!("{amount:.1}"),
        };
        let names = || [self.ends[0]].into_iter().chain(steps.iter().copied()).chain([self.ends[1]]);
        let all = levels.iter().flat_map(|(a, b)| [*a, *b]).chain([0.0, from, to]);
        let values: Vec<f64> = all.collect();
        let rows = Rows {
            scale: Scale::around(self.unit(), values.iter().copied(), 6).named(capital(&noun(self.measure))),
            rows: names().map(|(name, _)| Row { name: capital(name), ..Row::default() }).collect(),
            columns: vec![RowColumn {
                heading: "Amount".into(),
                cells: names().map(|(_, amount)| shown(amount)).collect(),
            }],
            series: self.series(&levels),
            marks: Vec::new(),
        };
        let [first, last] = self.ends.map(|(name, value)| format!("{} {}", name.to_lowercase(), shown(value)));
        Chart {
            stem: self.stem.into(),
            title: self.title.into(),
            programme: self.programme.clone(),
            warning: self.warning.map(String::from),
            description: format!("Waterfall of {} steps.", steps.len()),
            findings: vec![format!("{}: {first}, {last}.", capital(&noun(self.measure)))],
            plane: Plane::Rows(rows),
            notes: Vec::new(),
            said_in_reports: 0,
        }
    }

    /// The steps that can be seen, and the others as one.
    fn shown(&self) -> Vec<(&str, f64)> {
        let largest = self.steps.iter().map(|(_, amount)| amount.abs()).fold(0.0, f64::max);
        let is_seen = |(_, amount): &(&str, f64)| amount.abs() >= LEAST_SHARE * largest && *amount != 0.0;
        let steps = self.steps.iter().map(|(name, amount)| (name.as_str(), *amount));
        let mut shown: Vec<(&str, f64)> = steps.filter(is_seen).collect();
        let seen: f64 = shown.iter().map(|(_, amount)| amount).sum();
        let other = self.ends[1].1 - self.ends[0].1 - seen;
        if shown.len() < self.steps.len() && other != 0.0 {
            shown.push(("other", other));
        }
        shown
    }

    fn unit(&self) -> Unit {
        if self.measure.is_money() { Unit::Money } else { Unit::Number("") }
    }

    fn series(&self, levels: &[(f64, f64)]) -> Vec<Series> {
        let [(_, from), (_, to)] = self.ends;
        let last = levels.len() as f64 + 1.0;
        let totals = [(0.0, from), (last, to)];
        let total = |(at, total): (f64, f64)| Point::range(at, total.min(0.0), total.max(0.0)).about(total);
        let steps = |role, name, is_of: fn(f64) -> bool| {
            let those = levels.iter().enumerate().filter(move |(_, (before, after))| is_of(after - before));
            let point = |(place, (before, after)): (usize, &(f64, f64))| {
                Point::range(place as f64 + 1.0, before.min(*after), before.max(*after)).about(after - before)
            };
            Series::new(name, Shape::Bars(0.6), role, those.map(point))
        };
        let all = vec![
            Series::new(
                &format!("{} and {}", self.ends[0].0, self.ends[1].0.to_lowercase()),
                Shape::Bars(0.6),
                Role::Range50,
                totals.map(total),
            ),
            steps(Role::Gain, "Adds", |by| by >= 0.0),
            steps(Role::Loss, "Takes", |by| by < 0.0),
        ];
        all.into_iter().filter(|series| !series.points.is_empty()).collect()
    }
}
