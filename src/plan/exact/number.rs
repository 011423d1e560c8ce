//! A decimal that remembers whether it left the representable range.
//!
//! Formulas stay formulas: an overflow or a division by zero makes the result, and all that is
//! computed from it, *beyond*, which is looked at once, where the amount is handed out.

use crate::programme::Quantity;
use rust_decimal::Decimal;
use std::ops::{Add, Div, Mul, Sub};

/// A decimal, or beyond what a decimal holds (about 7.9e28).
#[derive(Clone, Copy, Debug)]
pub(super) struct Exact(Option<Decimal>);

impl Exact {
    pub(super) const ZERO: Exact = Exact(Some(Decimal::ZERO));
    pub(super) const ONE: Exact = Exact(Some(Decimal::ONE));
    pub(super) const BEYOND: Exact = Exact(None);

    /// The most likely value of a quantity; beyond where no decimal is that large.
    pub(super) fn most_likely(quantity: &Quantity) -> Self {
        let value = quantity.most_likely();
        Exact((value.abs() < Decimal::MAX).then_some(value))
    }

    /// The decimal, `None` where it is beyond.
    pub(super) fn value(self) -> Option<Decimal> {
        self.0
    }

    /// The smaller of the two; beyond where either is.
    pub(super) fn min(self, other: Exact) -> Self {
        Exact(self.0.zip(other.0).map(|(one, two)| one.min(two)))
    }

    /// The larger of the two; beyond where either is.
    pub(super) fn max(self, other: Exact) -> Self {
        Exact(self.0.zip(other.0).map(|(one, two)| one.max(two)))
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Exact(Some(value))
    }
}

impl From<i32> for Exact {
    fn from(value: i32) -> Self {
        Exact(Some(value.into()))
    }
}

macro_rules! remembering_overflow {
    ($($operator:ident, $method:ident, $checked:ident;)*) => {$(
        impl<T: Into<Exact>> $operator<T> for Exact {
            type Output = Exact;

            fn $method(self, other: T) -> Exact {
                Exact(self.0.zip(other.into().0).and_then(|(one, two)| one.$checked(two)))
            }
        }
    )*};
}

remembering_overflow! {
    Add, add, checked_add;
    Sub, sub, checked_sub;
    Mul, mul, checked_mul;
    Div, div, checked_div;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overflow_is_remembered_by_all_that_follows() {
        let huge = Exact::from(Decimal::MAX) * 2;
        assert_eq!(huge.value(), None);
        assert_eq!((huge - 3 + 1).value(), None);
        assert_eq!(huge.min(Exact::ONE).value(), None);
        assert_eq!((Exact::ONE / 0).value(), None);
    }

    #[test]
    fn a_value_too_large_for_a_decimal_is_beyond() {
        assert_eq!(Exact::most_likely(&Quantity::Fixed(Decimal::MAX)).value(), None);
        assert_eq!(Exact::most_likely(&Quantity::Fixed(Decimal::TEN)).value(), Some(Decimal::TEN));
    }
}
