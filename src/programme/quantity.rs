//! A number that may be uncertain.

use crate::distribution::Distribution;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// A quantity marked ~ in the model: a number known exactly, or a distribution.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// One value, exact.
    Fixed(Decimal),
    /// Drawn once in each trial. Never a law that leaves one value only.
    Uncertain(Distribution),
}

impl Quantity {
    /// Nothing.
    pub const ZERO: Quantity = Quantity::Fixed(Decimal::ZERO);
    /// One.
    pub const ONE: Quantity = Quantity::Fixed(Decimal::ONE);

    /// The most likely value of section 6: a fixed number itself; a triangular's or PERT's
    /// mode; of anything else the lower median.
    pub fn most_likely(&self) -> Decimal {
        match self {
            Quantity::Fixed(value) => *value,
            Quantity::Uncertain(law) => shortest_decimal(law.most_likely()),
        }
    }

    /// The expected value, before clamping.
    pub fn mean(&self) -> f64 {
        match self {
            Quantity::Fixed(value) => value.to_f64().unwrap_or(f64::NAN),
            Quantity::Uncertain(law) => law.mean(),
        }
    }

    /// `factor` times it plus `shift`, the same as if it had been so written; `None` where that leaves what can be
    /// written, or the factor is negative.
    pub fn affine(&self, factor: Decimal, shift: Decimal) -> Option<Self> {
        match self {
            _ if factor == Decimal::ONE && shift.is_zero() => Some(self.clone()),
            Quantity::Fixed(_) if factor.is_sign_negative() && !factor.is_zero() => None,
            Quantity::Fixed(value) => Some(Quantity::Fixed(value.checked_mul(factor)?.checked_add(shift)?.normalize())),
            Quantity::Uncertain(law) => law.affine(factor.to_f64()?, shift.to_f64()?).ok().map(Quantity::from),
        }
    }

    /// Its distribution, `None` for a fixed number.
    pub fn law(&self) -> Option<&Distribution> {
        match self {
            Quantity::Fixed(_) => None,
            Quantity::Uncertain(law) => Some(law),
        }
    }

    /// Its value where it is fixed.
    pub fn fixed(&self) -> Option<Decimal> {
        match self {
            Quantity::Fixed(value) => Some(*value),
            Quantity::Uncertain(_) => None,
        }
    }
}

/// A law that leaves one value only is that value.
impl From<Distribution> for Quantity {
    fn from(law: Distribution) -> Self {
        law.fixed_value().map_or(Quantity::Uncertain(law), |value| Quantity::Fixed(shortest_decimal(value).normalize()))
    }
}

/// The shortest decimal that reads back as `value`, so that a mode typed as `0.9` is 0.9 exactly.
/// Values too small or too large for a decimal become 0 or the largest decimal.
pub(crate) fn shortest_decimal(value: f64) -> Decimal {
    let text = format!("{value:e}");
    Decimal::from_scientific(&text).unwrap_or_else(|_| {
        if value.abs() < 1.0 {
            Decimal::ZERO
        } else if value < 0.0 {
            Decimal::MIN
        } else {
            Decimal::MAX
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_typed_by_a_person_survives_the_detour_through_floating_point() {
        assert_eq!(shortest_decimal(0.9), Decimal::new(9, 1));
        assert_eq!(shortest_decimal(-120_000.0), Decimal::new(-120_000, 0));
        assert_eq!(shortest_decimal(1e-40), Decimal::ZERO);
    }
}
