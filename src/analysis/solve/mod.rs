//! What would have to be true: the value of an input at which a criterion is met; what can be promised of a figure; what
//! must stand beside the plan of a cost.
//!
//! Drivers are moved one at a time, on the same trials, and the result is what a run would say of a scenario so written.

mod contingency;
mod criterion;
mod family;
mod moves;
mod promise;
mod range;
mod roots;
mod standing;
mod turning;

pub use contingency::{Contingency, contingency};
pub use criterion::{Chance, Criterion, Margin};
pub use moves::Moving;
pub use promise::{Promise, Promised, promise};
pub use range::Range;
pub use roots::{Point, Root};
pub(super) use turning::{Nearest, nearest_roots};

use super::asking::Asking;
use super::basis::Basis;
use super::figure::Figure;
use crate::forecast::Trouble;
use crate::programme::{Draft, Driver, NoSuchInput, Programme, Way};
use family::{Family, families};
use moves::{Look, Moves};
use roots::Search;
use standing::Standing;

/// How many even steps the curve of a driver has.
const CURVE: u32 = 40;

/// What would have to be true of some drivers, each alone.
#[derive(Clone, Debug)]
pub struct Solved {
    /// The programme and the trials.
    pub basis: Basis,
    /// The figure.
    pub figure: Figure,
    /// What must hold of it.
    pub criterion: Criterion,
    /// By driver.
    pub answers: Vec<Answer>,
}

/// What a driver would have to be.
#[derive(Clone, Debug)]
pub struct Answer {
    /// What was moved, and how.
    pub moving: Moving,
    /// Where the scenario stands: 1, 0 or the number; `None` where numbers that differ were replaced by one.
    pub now: Option<f64>,
    /// The margin there.
    pub standing: Margin,
    /// How far it was moved.
    pub range: Range,
    /// Where the criterion turns, ascending.
    pub roots: Vec<Root>,
    /// The best place that was looked at.
    pub best: Point,
    /// Margins round the answer, ascending.
    pub curve: Vec<Point>,
    /// In a word.
    pub status: Status,
}

/// How it stands with a criterion over the range of a driver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It does not hold now, and would from one place on.
    Found,
    /// It holds now, and would not from one place on.
    HoldsAlready,
    /// It turns at several places.
    Several,
    /// It holds nowhere.
    Never,
    /// It holds everywhere.
    Always,
}

impl Status {
    /// Its name in results.
    pub const fn name(self) -> &'static str {
        match self {
            Status::Found => "found",
            Status::HoldsAlready => "holds already",
            Status::Several => "several",
            Status::Never => "never",
            Status::Always => "always",
        }
    }
}

/// How a way is called in results and on the command line.
pub const fn way_name(way: Way) -> &'static str {
    match way {
        Way::Factor => "factor",
        Way::Shift => "shift",
        Way::Value => "value",
    }
}

/// Why a driver cannot be moved; a sentence without a capital and a full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CannotMove(String);

impl std::fmt::Display for CannotMove {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl Moving {
    /// The driver of that name, moved as asked for or else as is usual for it.
    ///
    /// # Errors
    /// Where the programme has none, or it cannot be so moved.
    pub fn find(programme: &Draft, name: &str, way: Option<Way>) -> Result<Self, CannotMove> {
        let driver = Driver::parse(programme, name).map_err(|error| no_such(name, &error))?;
        let way = way.unwrap_or(driver.default_way());
        if !driver.can_move(programme, way) {
            let usual = way_name(driver.default_way());
            let reason = match way {
                Way::Shift => "only months, dates and growth can be shifted",
                Way::Value => "a distribution, or a date, does not become a number",
                Way::Factor => "a date has no factor",
            };
            let advice = if driver.can_move(programme, driver.default_way()) { usual } else { "factor" };
            return Err(CannotMove(format!(
                "`{name}` cannot be moved as a {}: {reason}; leave --as out, or write `--as {advice}`",
                way_name(way)
            )));
        }
        Ok(Moving { name: name.to_owned(), driver, way })
    }
}

fn no_such(name: &str, error: &NoSuchInput) -> CannotMove {
    let what = match error.missing {
        Some(kind) => format!("the scenario has no such entry in `{}`", kind.table()),
        None => "nothing of that name can be varied".into(),
    };
    let advice = error.advice.as_ref().map_or(String::new(), |advice| format!(": {advice}"));
    CannotMove(format!("`{name}`: {what}{advice}"))
}

/// Solves for each driver alone.
///
/// # Errors
/// Where the plan is too large to be counted exactly, or the watch says stop.
pub fn solve(
    programme: &Programme,
    (figure, criterion): (Figure, Criterion),
    drivers: Vec<Moving>,
    asking: Asking,
) -> Result<Solved, Trouble> {
    let standing = Standing::of(programme, (&figure, criterion), asking)?;
    let mut answers = Vec::with_capacity(drivers.len());
    for some in drivers.chunks(standing.drivers_at_a_time()) {
        for (moving, family) in some.iter().zip(families(&standing, some)?) {
            answers.push(answer(&standing, moving.clone(), family)?);
        }
    }
    Ok(Solved { basis: Basis::of(programme, asking.drawing), figure, criterion, answers })
}

fn answer(standing: &Standing, moving: Moving, family: Option<Family>) -> Result<Answer, Trouble> {
    let moves = Moves::new(standing, &moving, family);
    let (now, range) = (moves.now(), Range::of(&moves));
    let search =
        Search { criterion: standing.criterion, low: range.low, high: range.high, at: &|x, look| moves.at(x, look) };
    moves.look_ahead(&range.steps(now), Look::Roughly)?;
    let points = looked_at(&search, range, now)?;
    let mut roots = Vec::new();
    for pair in points.windows(2).filter(|pair| search.holds(&pair[0]) != search.holds(&pair[1])) {
        roots.push(search.root(pair[0], pair[1])?);
    }
    roots.dedup_by(|one, other| one.x == other.x);
    let middle = now.unwrap_or(0.5 * (range.low + range.high));
    let here = Point { x: middle, margin: standing.margin };
    let best = search.best(&points, middle)?.unwrap_or(here);
    let status = status(&roots, search.holds(&here), points.iter().all(|point| search.holds(point)));
    let mut marks: Vec<f64> = roots.iter().map(|root| root.x).chain(now).collect();
    if roots.is_empty() {
        marks.push(best.x);
    }
    let mut places = curve(range, &marks);
    if moving.driver.is_date() {
        // Between two months there is nothing to look at.
        places.iter_mut().for_each(|place| *place = libm::round(*place).clamp(range.low, range.high));
        places.dedup();
    }
    moves.look_ahead(&places, Look::InFull)?;
    let curve = places.into_iter().map(|x| search.point(x)).collect::<Result<Vec<_>, _>>()?;
    let curve = curve.into_iter().flatten().collect();
    Ok(Answer { now, standing: standing.margin, range, roots, best, curve, status, moving })
}

/// The margin where the scenario stands, and at even steps to either end.
fn looked_at(search: &Search, range: Range, now: Option<f64>) -> Result<Vec<Point>, Trouble> {
    let points = range.steps(now).into_iter().map(|x| search.glance(x));
    Ok(points.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect())
}

fn status(roots: &[Root], holds_now: bool, holds_everywhere: bool) -> Status {
    match roots.len() {
        0 if holds_everywhere => Status::Always,
        0 => Status::Never,
        1 if holds_now => Status::HoldsAlready,
        1 => Status::Found,
        _ => Status::Several,
    }
}

/// Some forty places round the answers and where the scenario stands.
fn curve(range: Range, marks: &[f64]) -> Vec<f64> {
    let (low, high) = marks.iter().fold((range.high, range.low), |(low, high), x| (x.min(low), x.max(high)));
    let beside = (0.5 * (high - low)).max(0.02 * range.width());
    let (low, high) = ((low - beside).max(range.low), (high + beside).min(range.high));
    let step = (high - low) / f64::from(CURVE);
    let mut places: Vec<f64> = (0..CURVE).map(|place| low + step * f64::from(place)).chain([high]).collect();
    places.dedup();
    places
}
