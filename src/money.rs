//! Pounds and pence, exact.
//!
//! Amounts that a person typed, reported or is promised stay decimal; they become
//! floating point in one place only, when the plan is compiled for the simulation.

use rust_decimal::prelude::{FromPrimitive, ToPrimitive};
use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;

/// An exact amount of pounds, of any sign.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pounds(Decimal);

impl Pounds {
    /// No money.
    pub const ZERO: Pounds = Pounds(Decimal::ZERO);

    /// The amount of `pounds`, unrounded.
    pub const fn new(pounds: Decimal) -> Self {
        Pounds(pounds)
    }

    /// The amount in pounds, unrounded.
    pub const fn decimal(self) -> Decimal {
        self.0
    }

    /// The nearest floating-point number of pounds.
    pub fn to_f64(self) -> f64 {
        self.0.to_f64().unwrap_or(f64::NAN)
    }

    /// Rounded to the penny, half away from zero, as every amount is shown.
    pub fn to_the_penny(self) -> Self {
        Pounds(round_to_the_penny(self.0))
    }
}

/// `amount` rounded to two places, half away from zero.
pub fn round_to_the_penny(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Parts of a whole rounded to so many places so that they add up to the whole as rounded by whoever gives it: by largest
/// remainders, of equal ones the earlier first.
///
/// ```
/// use foresave::money::rounded_parts;
/// use rust_decimal::Decimal;
///
/// let thirds = [Decimal::new(33_333, 4); 3];
/// let rounded = rounded_parts(&thirds, Decimal::new(1000, 2), 2);
/// assert_eq!(rounded, [Decimal::new(334, 2), Decimal::new(333, 2), Decimal::new(333, 2)]);
/// ```
pub fn rounded_parts(parts: &[Decimal], whole: Decimal, places: u32) -> Vec<Decimal> {
    let unit = Decimal::new(1, places);
    let down = |part: &Decimal| part.round_dp_with_strategy(places, RoundingStrategy::ToNegativeInfinity);
    let mut rounded: Vec<Decimal> = parts.iter().map(down).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&part| std::cmp::Reverse(parts[part] - rounded[part]));
    let mut missing = whole - rounded.iter().sum::<Decimal>();
    // Parts that were given short of the whole, or beyond it, by more than rounding: each has its share of that first.
    if let Some(count) = Decimal::from_usize(parts.len()).filter(|count| !count.is_zero()) {
        let each = down(&(missing / count));
        rounded.iter_mut().for_each(|part| *part += each);
        missing -= each * count;
    }
    for part in order {
        if missing < unit {
            break;
        }
        rounded[part] += unit;
        missing -= unit;
    }
    rounded
}

/// `£1,234.50`, `-£3`: pence only where there are any.
impl fmt::Display for Pounds {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rounded = round_to_the_penny(self.0);
        let sign = if rounded.is_sign_negative() && !rounded.is_zero() { "-" } else { "" };
        let text = rounded.abs().to_string();
        let (whole, pence) = text.split_once('.').unwrap_or((&text, ""));
        write!(out, "{sign}£{}", group_thousands(whole))?;
        match pence.trim_end_matches('0') {
            "" => Ok(()),
            _ => write!(out, ".{pence:0<2}"),
        }
    }
}

/// `1234567` as `1,234,567`.
pub fn group_thousands(digits: &str) -> String {
    let mut grouped = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pounds_are_shown_in_thousands_with_pence_only_where_there_are_any() {
        let shown = |pence: i64| Pounds::new(Decimal::new(pence, 2)).to_string();
        assert_eq!(shown(123_456_700), "£1,234,567");
        assert_eq!(shown(-99_950), "-£999.50");
        assert_eq!(shown(0), "£0");
    }

    #[test]
    fn rounded_parts_add_up_to_the_whole_and_the_largest_remainders_are_rounded_up() {
        let parts = |tenths: &[i64]| -> Vec<Decimal> { tenths.iter().map(|part| Decimal::new(*part, 3)).collect() };
        let round =
            |tenths: &[i64], whole| -> Vec<Decimal> { rounded_parts(&parts(tenths), Decimal::new(whole, 2), 2) };
        assert_eq!(round(&[1006, -1004, 8], 1), [101, -101, 1].map(|pence| Decimal::new(pence, 2)));
        assert_eq!(round(&[5, 5], 1), [1, 0].map(|pence| Decimal::new(pence, 2)));
        assert_eq!(round(&[0, 0, 10], 5), [2, 1, 2].map(|pence| Decimal::new(pence, 2)));
        assert!(rounded_parts(&[], Decimal::ONE, 2).is_empty());
    }

    #[test]
    fn half_a_penny_rounds_away_from_zero() {
        assert_eq!(round_to_the_penny(Decimal::new(1005, 3)), Decimal::new(101, 2));
        assert_eq!(round_to_the_penny(Decimal::new(-1005, 3)), Decimal::new(-101, 2));
    }
}
