//! A programme with an input moved, and by how much a criterion is then met.

use super::criterion::{Chance, Criterion, Margin};
use super::family::Family;
use crate::analysis::asking::Asking;
use crate::analysis::figure::Figure;
use crate::engine::Drawing;
use crate::forecast::Trouble;
use crate::plan::counted;
use crate::programme::{Driver, Programme, Way};
use crate::statistics::Estimate;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

/// From so many trials on a first look takes the first of them,
const MANY: u64 = 8192;
/// one in so many.
const ROUGHLY: u64 = 8;

/// What is moved, and how.
#[derive(Clone, Debug)]
pub struct Moving {
    /// Its name.
    pub name: String,
    /// The input or the set of inputs.
    pub driver: Driver,
    /// How.
    pub way: Way,
}

/// A driver of a programme that can be put anywhere in its range.
pub struct Moves<'a> {
    pub programme: &'a Programme,
    pub moving: &'a Moving,
    pub figure: &'a Figure,
    pub criterion: Criterion,
    pub asking: Asking<'a>,
    /// What was looked at, by what it was moved by and on how many trials.
    seen: RefCell<BTreeMap<(Decimal, u64), Option<Margin>>>,
    family: OnceCell<Option<Family>>,
}

impl<'a> Moves<'a> {
    pub fn new(
        programme: &'a Programme,
        moving: &'a Moving,
        (figure, criterion): (&'a Figure, Criterion),
        asking: Asking<'a>,
    ) -> Self {
        Moves { programme, moving, figure, criterion, asking, seen: RefCell::default(), family: OnceCell::new() }
    }

    /// Where the scenario stands: 1, 0 or the number; `None` where numbers that differ are replaced by one.
    pub fn now(&self) -> Option<f64> {
        match self.moving.way {
            Way::Factor => Some(1.0),
            Way::Shift => Some(0.0),
            Way::Value => self.moving.driver.number(self.programme).and_then(|number| to_f64(&number)),
        }
    }

    /// The margin of the scenario as it stands.
    pub fn standing(&self) -> Result<Margin, Trouble> {
        Ok(self.criterion.margin(self.values(self.programme)?))
    }

    /// The margin where the driver is moved by `x`; `None` where `check` would refuse that scenario. Dates move by whole
    /// months: between two of them the margin is that on the line between theirs.
    pub fn at(&self, x: f64) -> Result<Option<Margin>, Trouble> {
        self.on_trials(x, self.asking.drawing.trials)
    }

    /// Likewise on the first of the trials, where those are many, which is enough to see where a margin is far from zero.
    pub fn roughly(&self, x: f64) -> Result<Option<Margin>, Trouble> {
        let trials = self.asking.drawing.trials;
        let is_dear = trials >= MANY && self.family()?.is_none();
        self.on_trials(x, if is_dear { trials / ROUGHLY } else { trials })
    }

    fn on_trials(&self, x: f64, trials: u64) -> Result<Option<Margin>, Trouble> {
        let exactly = |x: f64| Decimal::from_f64(x).map_or(Ok(None), |by| self.at_exactly(by, trials));
        if !self.moving.driver.is_date() {
            return exactly(x);
        }
        let (before, after) = (libm::floor(x), libm::ceil(x));
        let month = exactly;
        let (Some(one), Some(other)) = (month(before)?, month(after)?) else { return Ok(None) };
        Ok(Some(between(one, other, x - before)))
    }

    fn at_exactly(&self, by: Decimal, trials: u64) -> Result<Option<Margin>, Trouble> {
        let by = by.normalize();
        if let Some(known) = self.seen.borrow().get(&(by, trials)) {
            return Ok(*known);
        }
        let margin = match (self.family()?, to_f64(&by)) {
            (Some(family), Some(x)) => Some(self.criterion.margin(family.at(x))),
            _ => match self.moved(by) {
                Some(programme) => Some(self.criterion.margin(self.values_of(&programme, trials)?)),
                None => None,
            },
        };
        self.seen.borrow_mut().insert((by, trials), margin);
        Ok(margin)
    }

    fn family(&self) -> Result<Option<&Family>, Trouble> {
        if self.family.get().is_none() {
            // Nobody else fills it in the meantime.
            let _ = self.family.set(Family::of(self)?);
        }
        Ok(self.family.get().and_then(Option::as_ref))
    }

    /// The figure's trials in a programme.
    pub fn values(&self, programme: &Programme) -> Result<Vec<f64>, Trouble> {
        self.values_of(programme, self.asking.drawing.trials)
    }

    fn values_of(&self, programme: &Programme, trials: u64) -> Result<Vec<f64>, Trouble> {
        let Asking { engine, drawing, watch } = self.asking;
        let drawing = Drawing { trials, ..drawing.clone() };
        Ok(self.figure.plan(programme)?.values(engine, &drawing, watch)?)
    }

    /// Whether `check` would accept the scenario with the driver so moved.
    pub fn is_accepted(&self, x: f64) -> bool {
        let moved = Decimal::from_f64(x).and_then(|by| self.moved(by));
        moved.is_some_and(|programme| counted(&programme).is_ok())
    }

    pub fn moved(&self, by: Decimal) -> Option<Programme> {
        let changes = self.moving.driver.moved(self.programme, self.moving.way, by)?;
        self.programme.with(&changes).ok()
    }
}

/// The margin a share of the way from one to the other.
fn between(one: Margin, other: Margin, share: f64) -> Margin {
    let mix = |a: f64, b: f64| if share == 0.0 { a } else { a + share * (b - a) };
    let estimate = |a: Estimate, b: Estimate| Estimate { value: mix(a.value, b.value), error: mix(a.error, b.error) };
    let chance = |a: Chance, b: Chance| Chance {
        share: mix(a.share, b.share),
        low: mix(a.low, b.low),
        high: mix(a.high, b.high),
    };
    Margin {
        margin: estimate(one.margin, other.margin),
        chance: one.chance.zip(other.chance).map(|(one, other)| chance(one, other)),
    }
}

fn to_f64(number: &Decimal) -> Option<f64> {
    use rust_decimal::prelude::ToPrimitive;
    number.to_f64()
}
