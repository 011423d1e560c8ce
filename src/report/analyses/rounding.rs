//! Parts that add up as they are written.

use super::super::Cell;
use crate::money::rounded_parts;
use crate::programme::Measure;
use rust_decimal::Decimal;

/// How a statistic of a figure is written.
#[derive(Clone, Copy, Debug)]
pub(super) enum Written {
    /// Pounds and pence.
    Pounds,
    /// With six decimals.
    Fraction,
}

impl Written {
    /// Mean and percentiles of a measure.
    pub(super) fn of(measure: Measure) -> Self {
        if measure.is_money() { Written::Pounds } else { Written::Fraction }
    }

    const fn places(self) -> u32 {
        match self {
            Written::Pounds => 2,
            Written::Fraction => 6,
        }
    }

    pub(super) fn cell(self, value: f64) -> Cell {
        match self {
            Written::Pounds => Cell::Pounds(value),
            Written::Fraction => Cell::Fraction(value),
        }
    }

    /// A value as it is written.
    fn decimal(self, value: f64) -> Decimal {
        self.cell(value).to_text().parse().unwrap_or_default()
    }

    /// The parts of what lies between two values, rounded so that they add up to it as it is written.
    pub(super) fn parts(self, parts: &[f64], from: f64, to: f64) -> Vec<f64> {
        self.within(parts, self.decimal(to) - self.decimal(from))
    }

    /// The parts of a whole that is rounded already.
    pub(super) fn parts_of(self, parts: &[f64], whole: f64) -> Vec<f64> {
        self.within(parts, self.decimal(whole))
    }

    fn within(self, parts: &[f64], whole: Decimal) -> Vec<f64> {
        // What an f64 holds to a decimal's digits is enough for the order of remainders.
        let exact: Vec<Decimal> = parts.iter().map(|part| Decimal::try_from(*part).unwrap_or_default()).collect();
        let rounded = rounded_parts(&exact, whole, self.places());
        rounded.iter().map(|part| part.to_string().parse().unwrap_or_default()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_add_up_to_what_is_written_of_the_whole() {
        let rounded = Written::Pounds.parts(&[0.004, 0.004, 0.004], 10.0, 10.012);
        assert_eq!(rounded, [0.01, 0.0, 0.0]);
        assert_eq!(Written::Pounds.parts(&[-0.006, 0.006], 1.0, 1.0), [-0.01, 0.01]);
    }
}
