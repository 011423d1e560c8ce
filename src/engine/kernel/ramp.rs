//! The embedding ramp and its integral (section 4).

use super::super::abreast::Abreast;
use super::trials::Trials;
use crate::plan::Amount;

/// Embedding periods up to this one, months, are steps: the slope of a ramp of 1e-310 cannot be counted.
const SHORTEST: f64 = 1e-100;

/// The embedding period of 32 trials.
#[derive(Clone, Copy)]
pub(super) struct Ramp<E: Abreast> {
    /// `E`, months.
    pub(super) months: E,
    /// `1 / E`, or 0 at a step.
    slope: E,
    /// Where there is no step.
    rises: E::Mask,
    /// Whether that is everywhere.
    always: bool,
}

impl<E: Abreast> Ramp<E> {
    /// The ramp of an embedding period.
    #[inline(always)]
    pub(super) fn new(months: E) -> Self {
        let shortest = E::all(SHORTEST);
        let rises = shortest.lt(months);
        Ramp { months, slope: (E::all(1.0) / months).only(rises), rises, always: !E::any(months.le(shortest)) }
    }

    /// The ramp of an area's embedding period.
    #[inline(always)]
    pub(super) fn of(trials: Trials, embedding: Amount) -> Self {
        if embedding.is(0.0) { Ramp::step() } else { Ramp::new(trials.amount(embedding)) }
    }

    /// No ramp: everything at once.
    #[inline(always)]
    pub(super) fn step() -> Self {
        let zero = E::all(0.0);
        Ramp { months: zero, slope: zero, rises: zero.lt(zero), always: false }
    }

    /// `1 / E`, or 0 at a step.
    #[inline(always)]
    pub(super) fn slope(&self) -> E {
        self.slope
    }

    /// Whether there is a step nowhere.
    #[inline(always)]
    pub(super) fn always_rises(&self) -> bool {
        self.always
    }

    /// `rising`, or at a step `step`.
    #[inline(always)]
    pub(super) fn or_step(&self, rising: E, step: E) -> E {
        E::select(self.rises, rising, step)
    }

    /// `u(x)` taken from the left: the share of the full rate at `x` months after go-live, 0 at a step.
    #[inline(always)]
    pub(super) fn share(&self, x: E) -> E {
        let zero = E::all(0.0);
        let ramp = (x * self.slope).max(zero).min(E::all(1.0));
        let step = E::all(1.0).only(zero.lt(x));
        E::select(self.rises, ramp, step)
    }

    /// `R(x)`: full months saved up to `x` months after go-live.
    #[inline(always)]
    pub(super) fn full_months(&self, x: E) -> E {
        let zero = E::all(0.0);
        let on_ramp = x.max(zero).min(self.months);
        on_ramp * on_ramp * (E::all(0.5) * self.slope) + (x - self.months).max(zero)
    }
}

/// The length of the intersection of two intervals, months.
#[inline(always)]
pub(super) fn overlap<E: Abreast>(from: E, to: E, opens: E, closes: E) -> E {
    (to.min(closes) - from.max(opens)).max(E::all(0.0))
}

#[cfg(test)]
mod tests {
    use super::super::super::abreast::{ABREAST, Plain};
    use super::*;

    #[test]
    fn the_ramp_and_its_integral_are_those_of_the_model() {
        for (x, embedding, expected_share, expected_months) in [
            (-1.0, 4.0, 0.0, 0.0),
            (1.0, 4.0, 0.25, 0.125),
            (4.0, 4.0, 1.0, 2.0),
            (10.0, 4.0, 1.0, 8.0),
            (0.0, 0.0, 0.0, 0.0),
            (3.0, 0.0, 1.0, 3.0),
            (3.0, 1e-310, 1.0, 3.0),
        ] {
            let ramp = Ramp::new(Plain::all(embedding));
            assert_eq!(ramp.share(Plain::all(x)).array(), [expected_share; ABREAST]);
            assert_eq!(ramp.full_months(Plain::all(x)).array(), [expected_months; ABREAST]);
        }
    }
}
