//! What would have to be true: the chance against the input that is moved.

use super::analysis::{At, Moved};
use super::data::{Chart, Unit};
use super::subject::Subject;
use crate::analysis::solve::{Answer, Solved};
use crate::forecast::Estimate;
use crate::programme::{self, Direction, Way};
use crate::report::figures::stated;
use crate::report::words::{capital, driver};
use crate::report::words_of_figure::{figure, known, moved};

/// So many charts at most.
const MOST: usize = 5;

/// A chart of each input that is moved: of the first five, where there are more. None where the mean decides, which has no
/// chance, nor of an input that stands at several values today.
pub fn charts(solved: &Solved) -> Vec<Chart> {
    let charts = solved.answers.iter().filter_map(|answer| moved_in(solved, answer));
    let mut shown: Vec<Moved> = charts.collect();
    let more = shown.len().saturating_sub(MOST);
    shown.truncate(MOST);
    let subject = Subject::of_basis(&solved.basis);
    let numbered = shown.into_iter().zip(1..).map(|(moved, number)| match number {
        1 => moved
            .chart(&subject)
            .noting((more > 0).then(|| format!("{more} more of the inputs that are moved: curve.csv"))),
        _ => Moved { stem: format!("{}_{number}", moved.stem), ..moved }.chart(&subject),
    });
    numbered.collect()
}

fn moved_in(solved: &Solved, answer: &Answer) -> Option<Moved> {
    let at = |x: f64, error: f64| super::analysis::Answer {
        value: shown(answer, x),
        text: moved(kind(answer), answer.moving.driver.is_date(), Estimate { value: x, error }),
    };
    let mut chances: Vec<At> =
        answer.curve.iter().filter_map(|point| chance(answer, point.x, point.margin.chance)).collect();
    let now = answer.now?;
    chances.extend(chance(answer, now, answer.standing.chance));
    chances.sort_by(|one, other| one.value.total_cmp(&other.value));
    chances.dedup_by(|one, other| one.value == other.value);
    Some(Moved {
        stem: "solve".into(),
        driver: driver(&answer.moving.name),
        input: input(answer),
        unit: unit(answer),
        criterion: criterion(solved),
        confidence: solved.criterion.confidence?,
        chances,
        now: at(now, 0.0),
        answers: answer.roots.iter().map(|root| at(root.x, root.error.unwrap_or(0.0))).collect(),
    })
}

fn chance(answer: &Answer, x: f64, chance: Option<crate::analysis::solve::Chance>) -> Option<At> {
    let chance = chance?;
    Some(At { value: shown(answer, x), chance: chance.share, interval: (chance.low, chance.high) })
}

fn kind(answer: &Answer) -> (Way, programme::Unit) {
    (answer.moving.way, answer.moving.driver.unit())
}

/// A value on the scale: shifts of a share are in points.
fn shown(answer: &Answer, x: f64) -> f64 {
    if kind(answer) == (Way::Shift, programme::Unit::Fraction) { 100.0 * x } else { x }
}

fn unit(answer: &Answer) -> Unit {
    match kind(answer) {
        (Way::Value, programme::Unit::Fraction) => Unit::Share,
        (Way::Value, unit) if unit.is_money() => Unit::Money,
        (Way::Factor | Way::Shift | Way::Value, _) => Unit::Number(""),
    }
}

fn input(answer: &Answer) -> String {
    let name = capital(&driver(&answer.moving.name));
    match answer.moving.way {
        Way::Factor => format!("{name}, times what it is"),
        Way::Shift if answer.moving.driver.is_date() => format!("{name}, months later than it is"),
        Way::Shift if answer.moving.driver.unit() == programme::Unit::Fraction => {
            format!("{name}, points more than it is")
        }
        Way::Shift => format!("{name}, months more than it is"),
        Way::Value if answer.moving.driver.unit() == programme::Unit::Months => format!("{name}, months"),
        Way::Value => name,
    }
}

/// `net saving over the horizon of at least £8m`.
fn criterion(solved: &Solved) -> String {
    let (measure, threshold) = (solved.figure.measure, solved.criterion.threshold);
    let side = match solved.criterion.direction {
        Direction::AtLeast => "at least",
        Direction::AtMost => "at most",
    };
    let threshold = if measure.is_money() { stated(threshold) } else { known(measure, threshold) };
    format!("{} of {side} {threshold}", figure(&solved.basis.programme, &solved.figure))
}
