//! How a saving rises after go-live: along a ramp, or by the steps of a plan by year (section 4).

use super::super::abreast::Abreast;
use super::ramp::Ramp;
use super::trials::Area;
use crate::plan::Steps;

/// A rate after go-live, over the full one; by year that is £1 a month.
#[derive(Clone, Copy)]
pub(super) enum Rise<'a, E: Abreast> {
    Ramp(Ramp<E>),
    ByYear(&'a Steps),
}

impl<'a, E: Abreast> Rise<'a, E> {
    /// That of an area's saving.
    #[inline(always)]
    pub(super) fn of(area: Area<'a>) -> Self {
        match &area.plan().saving_by_year {
            Some(steps) => Rise::ByYear(steps),
            None => Rise::Ramp(Ramp::of(area.trials, area.plan().embedding)),
        }
    }

    /// How long after go-live it still changes in any trial, months.
    #[inline(always)]
    pub(super) fn longest(&self) -> f64 {
        match self {
            Rise::Ramp(ramp) => ramp.months.greatest(),
            Rise::ByYear(steps) => steps.settles(),
        }
    }

    /// `u(x)`, or `p`, taken from the left.
    #[inline(always)]
    pub(super) fn share(&self, x: E) -> E {
        match self {
            Rise::Ramp(ramp) => ramp.share(x),
            Rise::ByYear(steps) => level(steps, x),
        }
    }

    /// Its integral up to `x` months after go-live.
    #[inline(always)]
    pub(super) fn full_months(&self, x: E) -> E {
        match self {
            Rise::Ramp(ramp) => ramp.full_months(x),
            Rise::ByYear(steps) => integral(steps, x),
        }
    }

    /// A full rate times what it comes to in the end.
    #[inline(always)]
    pub(super) fn finally(&self, rate: E) -> E {
        match self {
            Rise::Ramp(_) => rate,
            Rise::ByYear(steps) => rate * E::all(steps.last),
        }
    }
}

/// The level of steps just before `x`.
#[inline(always)]
pub(super) fn level<E: Abreast>(steps: &Steps, x: E) -> E {
    let mut level = E::all(0.0);
    for &(at, rise) in &steps.rises {
        level = level + E::all(rise).only(E::all(at).lt(x));
    }
    level
}

/// The integral of steps up to `x`.
#[inline(always)]
pub(super) fn integral<E: Abreast>(steps: &Steps, x: E) -> E {
    let mut sum = E::all(0.0);
    for &(at, rise) in &steps.rises {
        sum = sum + (x - E::all(at)).max(E::all(0.0)) * E::all(rise);
    }
    sum
}
