//! The embedding ramp of section 4.

use super::{Exact, Side};
use rust_decimal::Decimal;

/// How a saving grows from nothing at go-live to all of it `months` later.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ramp {
    /// `E`; zero is a step.
    pub(super) months: Exact,
}

impl Ramp {
    /// `u(x)`, 0 to 1, `x` months after the start; `side` matters to a step at `x = 0` alone.
    pub(super) fn height(self, x: Exact, side: Side) -> Exact {
        let (Some(x), Some(months)) = (x.value(), self.months.value()) else { return Exact::BEYOND };
        let begun = match side {
            Side::Left => x > Decimal::ZERO,
            Side::Right => x >= Decimal::ZERO,
        };
        if !begun {
            Exact::ZERO
        } else if x >= months {
            Exact::ONE
        } else {
            Exact::from(x) / months
        }
    }

    /// `R(x)`, the integral of `u` up to `x`, in months.
    pub(super) fn integral(self, x: Exact) -> Exact {
        let (Some(value), Some(months)) = (x.value(), self.months.value()) else { return Exact::BEYOND };
        if value <= Decimal::ZERO {
            Exact::ZERO
        } else if value < months {
            x * x / (self.months * 2)
        } else {
            x - self.months / 2
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ramp(months: i32) -> Ramp {
        Ramp { months: Exact::from(months) }
    }

    fn number(value: Exact) -> Decimal {
        value.value().unwrap()
    }

    #[test]
    fn a_ramp_rises_evenly_to_one() {
        let height = |x: i32| number(ramp(20).height(Exact::from(x), Side::Right));
        assert_eq!([-1, 0, 5, 20, 30].map(height), [0, 0, 25, 100, 100].map(|percent| Decimal::new(percent, 2)));
    }

    #[test]
    fn the_integral_is_a_parabola_and_then_a_line() {
        let integral = |x: i32| number(ramp(20).integral(Exact::from(x)));
        assert_eq!([-3, 0, 10, 20, 26].map(integral), [0, 0, 25, 100, 160].map(|tenths| Decimal::new(tenths, 1)));
        assert_eq!(number(ramp(0).integral(Exact::from(7))), Decimal::from(7));
    }

    #[test]
    fn a_step_has_two_sides() {
        assert_eq!(number(ramp(0).height(Exact::ZERO, Side::Left)), Decimal::ZERO);
        assert_eq!(number(ramp(0).height(Exact::ZERO, Side::Right)), Decimal::ONE);
    }
}
