//! Units of numbers, and the values that are possible.

use super::Quantity;
use crate::distribution::Distribution;
use rust_decimal::Decimal;

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Pounds.
    Money,
    /// Pounds a year.
    MoneyPerYear,
    /// Pounds a month.
    MoneyPerMonth,
    /// A share or a rate: 0.35 or 35%.
    Fraction,
    /// Months.
    Months,
    /// Full-time posts.
    Posts,
    /// A bare number: a ratio, a shape, a count.
    Number,
}

impl Unit {
    /// Whether it is an amount of money.
    pub const fn is_money(self) -> bool {
        matches!(self, Unit::Money | Unit::MoneyPerYear | Unit::MoneyPerMonth)
    }
}

/// The values that are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The least.
    pub low: Option<i64>,
    /// The greatest.
    pub high: Option<i64>,
    /// Whether the least itself is excluded.
    pub above_low: bool,
}

/// Why a quantity is not possible.
#[derive(Clone, Debug, PartialEq)]
pub enum Misfit {
    /// A number outside the limits.
    Value(Decimal),
    /// A distribution whose support begins below them, here.
    Begins(f64),
    /// A distribution whose support ends above them, here.
    Ends(f64),
    /// A distribution of which values are drawn that cannot be counted: this one, for example.
    Draws(f64),
}

/// The largest size of a value that is drawn, in any unit.
const LARGEST_DRAW: f64 = 1e18;
/// The share of draws beyond which none are looked at: there is less than one in a hundred of the longest runs.
const SHARE_UNSEEN: f64 = 1e-12;

impl Limits {
    /// Any value.
    pub const ANY: Limits = Limits { low: None, high: None, above_low: false };
    /// Nothing below zero.
    pub const NOT_NEGATIVE: Limits = Limits::from(0);
    /// A share of a whole.
    pub const SHARE: Limits = Limits::between(0, 1);

    /// From `low` to `high`.
    pub const fn between(low: i64, high: i64) -> Self {
        Limits { low: Some(low), high: Some(high), above_low: false }
    }

    /// `low` and more.
    pub const fn from(low: i64) -> Self {
        Limits { low: Some(low), high: None, above_low: false }
    }

    /// More than `low`.
    pub const fn above(low: i64) -> Self {
        Limits { low: Some(low), high: None, above_low: true }
    }

    /// Whether `value` is possible.
    pub fn contain(self, value: Decimal) -> bool {
        let high_enough = self.low.is_none_or(|low| {
            let low = Decimal::from(low);
            value > low || (value == low && !self.above_low)
        });
        high_enough && self.high.is_none_or(|high| value <= Decimal::from(high))
    }

    /// The interval to which draws are clamped; a millionth above a least value that is excluded.
    pub fn ends(self) -> (f64, f64) {
        let above = if self.above_low { 1e-6 } else { 0.0 };
        let low = self.low.map_or(f64::NEG_INFINITY, |low| low as f64 + above);
        (low, self.high.map_or(f64::INFINITY, |high| high as f64))
    }

    /// Why a quantity is not possible; `None` where it is. An infinite end of a support may lie outside: its
    /// draws are clamped.
    pub fn misfit(self, quantity: &Quantity) -> Option<Misfit> {
        match quantity {
            Quantity::Fixed(value) => (!self.contain(*value)).then_some(Misfit::Value(*value)),
            Quantity::Uncertain(law) => {
                let (begins, ends) = law.support();
                if !self.allow_end(begins) {
                    Some(Misfit::Begins(begins))
                } else if !self.allow_end(ends) {
                    Some(Misfit::Ends(ends))
                } else {
                    self.beyond_counting(law).map(Misfit::Draws)
                }
            }
        }
    }

    /// A value of a law that is drawn and is too large to be counted, when clamped to these limits.
    fn beyond_counting(self, law: &Distribution) -> Option<f64> {
        let (least, greatest) = self.ends();
        let far = [law.quantile(SHARE_UNSEEN), law.quantile_upper(SHARE_UNSEEN)];
        let drawn = far.map(|value| value.max(least).min(greatest));
        drawn.into_iter().find(|value| value.is_nan() || value.abs() > LARGEST_DRAW)
    }

    /// Whether a support may begin or end here.
    pub fn allow_end(self, end: f64) -> bool {
        let is_high_enough =
            self.low.is_none_or(|low| if self.above_low { end > low as f64 } else { end >= low as f64 });
        !end.is_finite() || (is_high_enough && self.high.is_none_or(|high| end <= high as f64))
    }

    /// `between 0 and 1`, as it follows "must be".
    pub fn in_words(self) -> String {
        match (self.low, self.high) {
            (Some(low), Some(high)) if self.above_low => format!("above {low} and at most {high}"),
            (Some(low), Some(high)) => format!("between {low} and {high}"),
            (Some(low), None) if self.above_low => format!("above {low}"),
            (Some(low), None) => format!("at least {low}"),
            (None, Some(high)) => format!("at most {high}"),
            (None, None) => "any number".into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_open_end_is_excluded() {
        assert!(!Limits::above(0).contain(Decimal::ZERO));
        assert!(Limits::SHARE.contain(Decimal::ONE));
        assert!(!Limits::SHARE.contain(Decimal::new(1000000001, 9)));
        assert!(!Limits::above(-1).allow_end(-1.0) && Limits::above(-1).allow_end(f64::NEG_INFINITY));
    }
}
