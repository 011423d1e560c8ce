//! A programme with an input moved, and by how much a criterion is then met.

use super::criterion::{Chance, Margin};
use super::family::Family;
use super::standing::Standing;
use crate::forecast::Trouble;
use crate::plan::counted;
use crate::programme::{Driver, Programme, Way};
use crate::statistics::Estimate;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// From so many trials on a first look takes the first of them,
const MANY: u64 = 8192;
/// one in so many.
const ROUGHLY: u64 = 8;

/// How closely a place is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// On the first of the trials, where those are many.
    Roughly,
    /// On all trials.
    InFull,
}

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
    pub standing: &'a Standing<'a>,
    pub moving: &'a Moving,
    /// What was looked at, by what it was moved by and on how many trials.
    seen: RefCell<BTreeMap<(Decimal, u64), Option<Margin>>>,
    family: Option<Family>,
}

impl<'a> Moves<'a> {
    pub fn new(standing: &'a Standing<'a>, moving: &'a Moving, family: Option<Family>) -> Self {
        Moves { standing, moving, seen: RefCell::default(), family }
    }

    /// Where the scenario stands: 1, 0 or the number; `None` where numbers that differ are replaced by one.
    pub fn now(&self) -> Option<f64> {
        match self.moving.way {
            Way::Factor => Some(1.0),
            Way::Shift => Some(0.0),
            Way::Value => self.moving.driver.number(self.standing.programme).and_then(|number| to_f64(&number)),
        }
    }

    /// The margin where the driver is moved by `x`; `None` where `check` would refuse that scenario. Dates move by whole
    /// months: between two of them the margin is that on the line between theirs. A rough look at a driver of which each
    /// value needs a run takes the first of the trials, where those are many, which is enough to see where a margin is far
    /// from zero.
    pub fn at(&self, x: f64, look: Look) -> Result<Option<Margin>, Trouble> {
        let trials = self.trials(look);
        let exactly = |x: f64| Decimal::from_f64(x).map_or(Ok(None), |by| self.at_exactly(by.normalize(), trials));
        if !self.moving.driver.is_date() {
            return exactly(x);
        }
        let (before, after) = (libm::floor(x), libm::ceil(x));
        let (Some(one), Some(other)) = (exactly(before)?, exactly(after)?) else { return Ok(None) };
        Ok(Some(between(one, other, x - before)))
    }

    fn trials(&self, look: Look) -> u64 {
        let trials = self.standing.trials();
        let is_rough = look == Look::Roughly && trials >= MANY && self.family.is_none();
        if is_rough { trials / ROUGHLY } else { trials }
    }

    fn at_exactly(&self, by: Decimal, trials: u64) -> Result<Option<Margin>, Trouble> {
        if let Some(known) = self.seen.borrow().get(&(by, trials)) {
            return Ok(*known);
        }
        let Some((family, x)) = self.family.as_ref().zip(to_f64(&by)) else {
            self.look_at(&[by], trials)?;
            return Ok(self.seen.borrow()[&(by, trials)]);
        };
        let margin = Some(self.standing.criterion.margin(family.at(x, &self.standing.values)));
        self.seen.borrow_mut().insert((by, trials), margin);
        Ok(margin)
    }

    /// Looks at several places together, which is sooner than at one after the other, and keeps what was seen.
    pub fn look_ahead(&self, places: &[f64], look: Look) -> Result<(), Trouble> {
        if self.family.is_some() {
            return Ok(());
        }
        let trials = self.trials(look);
        let is_date = self.moving.driver.is_date();
        let ends = |x: &f64| if is_date { [libm::floor(*x), libm::ceil(*x)] } else { [*x; 2] };
        let all = places.iter().flat_map(ends).filter_map(Decimal::from_f64).map(|by| by.normalize());
        let is_new = |by: &Decimal| !self.seen.borrow().contains_key(&(*by, trials));
        let new: BTreeSet<Decimal> = all.filter(is_new).collect();
        self.look_at(&new.into_iter().collect::<Vec<_>>(), trials)
    }

    fn look_at(&self, places: &[Decimal], trials: u64) -> Result<(), Trouble> {
        let Standing { figure, criterion, .. } = self.standing;
        for some in places.chunks(self.standing.fits_together(trials)) {
            let mut plans = Vec::new();
            let mut accepted = Vec::new();
            for by in some {
                match self.moved(*by) {
                    Some(programme) => {
                        plans.push(figure.plan(&programme)?);
                        accepted.push(*by);
                    }
                    None => drop(self.seen.borrow_mut().insert((*by, trials), None)),
                }
            }
            let values = self.standing.values_of(&plans, trials)?;
            let margins = accepted.into_iter().zip(values).map(|(by, values)| (by, criterion.margin(values)));
            self.seen.borrow_mut().extend(margins.map(|(by, margin)| ((by, trials), Some(margin))));
        }
        Ok(())
    }

    /// Whether `check` would accept the scenario with the driver so moved.
    pub fn is_accepted(&self, x: f64) -> bool {
        let moved = Decimal::from_f64(x).and_then(|by| self.moved(by));
        moved.is_some_and(|programme| counted(&programme).is_ok())
    }

    fn moved(&self, by: Decimal) -> Option<Programme> {
        moved(self.standing.programme, self.moving, by)
    }
}

/// A programme with a driver moved; `None` where `check` would refuse it.
pub fn moved(programme: &Programme, moving: &Moving, by: Decimal) -> Option<Programme> {
    let changes = moving.driver.moved(programme, moving.way, by)?;
    programme.with(&changes).ok()
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
