//! Rows of what areas or partners contribute: the mean as a bar, its range, and the plan.

use super::amounts::Amounts;
use super::data::{Chart, Plane, Point, Role, Row, RowColumn, Rows, Scale, Series, Shape, Unit};
use super::{MOST_ROWS, NOT_IN_PLAN, subject};
use crate::forecast::{Estimate, Forecast};
use crate::report::figures::unit_for;

/// Digits of the largest amount: one more than elsewhere, for the sake of small contributions.
const DIGITS: i32 = 4;

/// The most contributions that may go beyond the scale.
const MOST_BEYOND: usize = 2;

/// How many times as large as all others a contribution must be to go beyond the scale.
const FAR_LARGER: f64 = 8.0;

/// What an area or a partner contributes, £.
#[derive(Clone, Copy, Debug)]
pub struct Contribution<'f> {
    /// Its name.
    pub name: &'f str,
    /// The plan; `None` where it is not in the plan.
    pub plan: Option<f64>,
    /// The mean.
    pub mean: Estimate,
    /// P10 and P90.
    pub ends: [Estimate; 2],
}

impl Contribution<'_> {
    fn amounts(&self) -> impl Iterator<Item = f64> {
        self.plan.into_iter().chain([self.mean.value]).chain(self.ends.map(|end| end.value))
    }

    fn largest(&self) -> f64 {
        self.amounts().map(f64::abs).fold(0.0, f64::max)
    }
}

/// Contributions to be shown, the greatest mean first.
pub struct Contributions<'f> {
    shown: Vec<Contribution<'f>>,
    /// Names of those without any amount.
    without: Vec<&'f str>,
    left_out: usize,
    /// How many of the largest go beyond the scale.
    beyond: usize,
    scale: Scale,
    amounts: Amounts,
    /// What they are called: one, and several.
    called: [&'static str; 2],
}

impl<'f> Contributions<'f> {
    /// Those of `all` that have an amount, the largest where there are too many. Amounts that are not finite count as
    /// absent.
    pub fn of(all: Vec<Contribution<'f>>, called: [&'static str; 2]) -> Self {
        let sound = all.into_iter().filter(|one| one.amounts().all(f64::is_finite));
        let (without, mut shown): (Vec<_>, Vec<_>) = sound.partition(|one| one.largest() == 0.0);
        shown.sort_by(|a, b| b.largest().total_cmp(&a.largest()));
        let left_out = shown.len().saturating_sub(MOST_ROWS);
        shown.truncate(MOST_ROWS);
        let beyond = far_larger(&shown);
        let reach = shown.get(beyond).map_or(0.0, Contribution::largest);
        let within = shown.iter().flat_map(Contribution::amounts).filter(|amount| amount.abs() <= reach);
        let within: Vec<f64> = within.chain([0.0]).collect();
        let scale = Scale::around(Unit::Money, within.iter().copied(), 8).named("Net saving");
        let largest = shown.first().map(Contribution::largest);
        shown.sort_by(|a, b| b.mean.value.total_cmp(&a.mean.value));
        let amounts = Amounts::new(&scale, DIGITS, &[], largest.into_iter());
        let without = without.into_iter().map(|one| one.name).collect();
        Contributions { shown, without, left_out, beyond, scale, amounts, called }
    }

    /// How many are shown.
    pub fn count(&self) -> usize {
        self.shown.len()
    }

    /// The chart of them.
    pub fn chart(self, forecast: &Forecast, stem: &str, subject: &str) -> Chart {
        let notes = self.notes();
        let column =
            |heading, cell: &dyn Fn(&Contribution<'_>) -> String| RowColumn::new(heading, self.shown.iter().map(cell));
        let plane = Plane::Rows(Rows {
            rows: self.shown.iter().map(|one| Row::of(one.name)).collect(),
            columns: vec![column("Mean", &|one| self.mean(one)), column("Plan", &|one| self.plan(one))],
            series: self.series(),
            marks: Vec::new(),
            scale: self.scale.clone(),
        });
        Chart::of(forecast, stem, subject, plane).noting(notes)
    }

    fn series(&self) -> Vec<Series> {
        let rows = || self.shown.iter().enumerate().map(|(place, one)| (place as f64, one));
        vec![
            Series::new(
                "Forecast (mean of the trials)",
                Shape::Bars(0.63),
                Role::Range50,
                rows().map(|(row, one)| Point::bar(row, one.mean.value)),
            ),
            Series::new(
                "80% of trials (P10 to P90)",
                Shape::Whiskers,
                Role::Spread,
                rows().map(|(row, one)| Point::range(row, one.ends[0].value, one.ends[1].value)),
            ),
            Series::new(
                "Plan",
                Shape::Symbols,
                Role::Plan,
                rows().filter_map(|(row, one)| Some(Point::new(row, one.plan?))),
            ),
        ]
    }

    fn notes(&self) -> Vec<String> {
        let [one, several] = self.called;
        let (shown, left_out, without) = (self.shown.len(), self.left_out, self.without.len());
        let mut notes = Vec::new();
        notes.extend(subject::nothing_to_show(self.shown.is_empty(), "figures"));
        notes
            .extend((left_out > 0).then(|| {
                format!("The {shown} {several} with the largest amounts are shown; {left_out} more are not.")
            }));
        notes.extend((without > 0).then(|| {
            let called = if without == 1 { one } else { several };
            format!("No amount in plan or forecast for {without} {called}: {}.", self.without.join("; "))
        }));
        let is_beyond = |one: &&Contribution<'_>| one.amounts().any(|amount| !self.scale.reaches(amount));
        notes.extend(self.shown.iter().filter(is_beyond).take(self.beyond).map(|one| self.note_beyond(one)));
        notes
    }

    /// What the chart cuts of a contribution that goes beyond the scale.
    fn note_beyond(&self, one: &Contribution<'_>) -> String {
        let [p10, p90] = self.range(one);
        let plan = if one.plan.is_some() { format!("plan {}", self.plan(one)) } else { NOT_IN_PLAN.into() };
        let (name, mean, others) = (one.name, self.mean(one), self.called[1]);
        format!(
            "Cut at the edge, so that the other {others} can be seen: {name}, mean {mean}, 80% of trials {p10} to {p90}, {plan}."
        )
    }

    fn plan(&self, one: &Contribution<'_>) -> String {
        one.plan.map_or_else(|| NOT_IN_PLAN.into(), |plan| self.amounts.known(plan))
    }

    /// The mean, rounded to what its error supports.
    fn mean(&self, one: &Contribution<'_>) -> String {
        self.amounts.estimate(one.mean)
    }

    fn range(&self, one: &Contribution<'_>) -> [String; 2] {
        one.ends.map(|end| self.amounts.estimate(end))
    }

    /// The largest forecasts, and how many are below their plans.
    pub fn findings(&self) -> Vec<String> {
        let told = self.shown.iter().take(3).map(|one| {
            let [p10, p90] = self.range(one);
            format!("{} {} (80% of trials between {p10} and {p90})", one.name, self.mean(one))
        });
        let told: Vec<_> = told.collect();
        let largest = format!("The largest forecasts are those of {}.", told.join(", "));
        (!told.is_empty()).then_some(largest).into_iter().chain(self.below_plan()).collect()
    }

    fn below_plan(&self) -> Option<String> {
        let planned: Vec<_> = self.shown.iter().filter_map(|one| Some((one.mean.value, one.plan?))).collect();
        let below = planned.iter().filter(|(mean, plan)| mean < plan).count();
        let (count, others) = (planned.len(), self.shown.len() - planned.len());
        let others = match others {
            0 => String::new(),
            1 => "; 1 more is not in the plan".into(),
            others => format!("; {others} more are not in the plan"),
        };
        (count > 0).then(|| format!("The mean is below the plan for {below} of {count}{others}."))
    }
}

/// How many of `shown`, the largest first, are so much larger than all others that these would be dots beside them.
/// None where few others are there to be seen, or where the others would need another unit.
fn far_larger(shown: &[Contribution<'_>]) -> usize {
    let is_far = |count: usize| {
        let (large, other) = (shown.get(count - 1)?.largest(), shown.get(count)?.largest());
        let has_many = shown.len() > 4 * count;
        (has_many && large >= FAR_LARGER * other && unit_for(large) == unit_for(other)).then_some(count)
    };
    (1..=MOST_BEYOND).filter_map(is_far).next_back().unwrap_or(0)
}
