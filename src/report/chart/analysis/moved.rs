//! The chance of meeting a criterion against an input that is moved.

use super::super::data::{Axes, Chart, Label, Mark, Panel, Plane, Point, Role, Scale, Series, Shape, Side, Unit};
use super::super::subject::Subject;
use super::joined;
use crate::report::figures::percent;
use crate::report::words_of_figure::AS_IT_IS;

/// The chance of meeting a criterion at values of an input.
#[derive(Clone, Debug, PartialEq)]
pub struct Moved {
    /// The name of the chart's files.
    pub stem: String,
    /// The input: `annual saving of ICT`.
    pub driver: String,
    /// The input, and how it is moved: `Annual saving of ICT, times`.
    pub input: String,
    /// The unit of its values; months are counted from the unit's first.
    pub unit: Unit,
    /// What is to be met: `net saving of at least £7.5m, 2017/18 to 2022/23`.
    pub criterion: String,
    /// The chance that is asked for.
    pub confidence: f64,
    /// The chances, values ascending.
    pub chances: Vec<At>,
    /// Where it stands today.
    pub now: Answer,
    /// Where the criterion turns: none, one or several.
    pub answers: Vec<Answer>,
}

/// The chance at a value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct At {
    /// The value.
    pub value: f64,
    /// The share of trials that meet the criterion there.
    pub chance: f64,
    /// Its 95 % interval.
    pub interval: (f64, f64),
}

/// A value that is marked.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The value.
    pub value: f64,
    /// How it is written: `1.24 times`.
    pub text: String,
}

impl Moved {
    /// The curve.
    pub fn chart(&self, subject: &Subject) -> Chart {
        let values = self.chances.iter().map(|at| at.value).chain(self.answers.iter().map(|answer| answer.value));
        let values: Vec<f64> = values.chain([self.now.value]).collect();
        let x = Scale::around(self.unit, values.iter().copied(), 6).named(self.input.as_str());
        let confidence = percent(self.confidence);
        let asked = Mark {
            x: x.from,
            y: Some(self.confidence),
            role: Role::Target,
            side: Side::Right,
            label: Label::new(confidence.as_str(), "chance asked for"),
        };
        let above =
            |answer: &Answer, role, what: &str| Mark::above(answer.value, role, format!("{what}: {}", answer.text));
        let answers = self.answers.iter().map(|answer| above(answer, Role::Percentile, "Answer"));
        let marks = answers.chain([above(&self.now, Role::Now, "Today"), asked]).collect();
        let y = Scale::covering(Unit::Share, [0.0, 1.0], 5).named("Chance");
        let panel = Panel::of(y, self.series(), marks);
        subject
            .chart(
                &self.stem,
                &format!("Chance of a {}, by the {}", self.criterion, self.driver),
                Plane::Axes(Axes::of(x, panel)),
            )
            .describing(format!("Curve of the chance of a {} against: {}.", self.criterion, self.input))
            .saying([self.finding()])
    }

    fn series(&self) -> Vec<Series> {
        let interval = self.chances.iter().map(|at| Point::range(at.value, at.interval.0, at.interval.1));
        let chance = self.chances.iter().map(|at| Point::new(at.value, at.chance));
        vec![
            Series::new("95% interval of the simulation", Shape::Band, Role::Range80, interval),
            Series::new("Chance of meeting it", Shape::Line, Role::Middle, chance),
        ]
    }

    fn finding(&self) -> String {
        let asked = percent(self.confidence);
        let answers: Vec<_> = self.answers.iter().map(|answer| answer.text.clone()).collect();
        let today = match &self.now.text {
            text if text == AS_IT_IS => String::new(),
            text => format!("; today\u{2019}s value is {text}"),
        };
        match &answers[..] {
            [] => format!("Nowhere on the chart does the chance pass {asked}{today}."),
            _ => format!("The chance passes {asked} at {}{today}.", joined(&answers)),
        }
    }
}
