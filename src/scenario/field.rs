//! What a value must be: its name, unit and range.

use super::number::{Number, Written};
pub(crate) use super::unit::Unit;
use crate::diagnostic::Code;
use rust_decimal::Decimal;

/// The values that are possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Limits {
    /// The least.
    pub low: Option<i64>,
    /// The greatest.
    pub high: Option<i64>,
    /// Whether the least itself is excluded.
    pub above_low: bool,
}

/// A key or column that holds a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Its range.
    pub limits: Limits,
}

impl Limits {
    /// Any value.
    pub const ANY: Limits = Limits { low: None, high: None, above_low: false };
    /// Nothing below nil.
    pub const NOT_NEGATIVE: Limits = Limits::from(0);
    /// A share of a whole.
    pub const SHARE: Limits = Limits { low: Some(0), high: Some(1), above_low: false };

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

    /// Of a closed range in floating point, whose finite ends are whole numbers.
    pub fn of_range((low, high): (f64, f64)) -> Self {
        let end = |end: f64| end.is_finite().then_some(end as i64);
        Limits { low: end(low), high: end(high), above_low: false }
    }

    /// Whether `value` is possible.
    pub fn contain(self, value: Decimal) -> bool {
        let high_enough = self.low.is_none_or(|low| {
            let low = Decimal::from(low);
            value > low || (value == low && !self.above_low)
        });
        high_enough && self.high.is_none_or(|high| value <= Decimal::from(high))
    }

    /// `between 0 and 1`, as it follows "must be".
    pub fn in_words(self) -> String {
        match (self.low, self.high) {
            (Some(low), Some(high)) => format!("between {low} and {high}"),
            (Some(low), None) if self.above_low => format!("above {low}"),
            (Some(low), None) => format!("at least {low}"),
            (None, Some(high)) => format!("at most {high}"),
            (None, None) => "any number".into(),
        }
    }
}

impl Field {
    /// A field of that name, unit and range.
    pub const fn new(name: &'static str, unit: Unit, limits: Limits) -> Self {
        Field { name, unit, limits }
    }
}

/// Whether parts of a penny are refused, where they are not rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pennies {
    /// An amount is exact to the penny.
    Whole,
    /// A parameter of a distribution need not be.
    Parts,
}

/// Why a number is not of a unit.
#[derive(Clone, Debug)]
pub(crate) struct UnitFault {
    /// The kind of fault.
    pub code: Code,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl Unit {
    /// The value of a number, where it is written as one of this unit.
    pub fn accept(self, number: Number, pennies: Pennies) -> Result<Decimal, UnitFault> {
        let fits = match number.written {
            Written::Plain => true,
            Written::Money => self.is_money(),
            Written::Percent => self == Unit::Fraction,
        };
        if !fits {
            let found = if number.written == Written::Money { "money" } else { "a percentage" };
            let message = format!("expected {}, not {found}", self.in_words());
            return Err(UnitFault { code: Code::WrongUnit, message, help: self.advice().into() });
        }
        if self.is_money() && pennies == Pennies::Whole && number.value.normalize().scale() > 2 {
            let rounded = crate::money::round_to_the_penny(number.value);
            let message = "this amount has a part of a penny".into();
            let help = format!("round it to the penny: `£{rounded}`");
            return Err(UnitFault { code: Code::PartOfAPenny, message, help });
        }
        Ok(number.value.normalize())
    }
}

#[cfg(test)]
mod tests {
    use super::super::number::{Commas, parse};
    use super::*;

    fn accepted(unit: Unit, text: &str) -> Option<Code> {
        unit.accept(parse(text, unit, Commas::Group).unwrap(), Pennies::Whole).err().map(|fault| fault.code)
    }

    #[test]
    fn each_unit_takes_its_own_writing_only() {
        assert_eq!(accepted(Unit::Money, "£1k"), None);
        assert_eq!(accepted(Unit::Money, "120000"), None);
        assert_eq!(accepted(Unit::Money, "5%"), Some(Code::WrongUnit));
        assert_eq!(accepted(Unit::Fraction, "35%"), None);
        assert_eq!(accepted(Unit::Fraction, "£1"), Some(Code::WrongUnit));
        assert_eq!(accepted(Unit::Months, "1k"), Some(Code::WrongUnit));
        assert_eq!(accepted(Unit::Months, "6.5"), None);
    }

    #[test]
    fn a_part_of_a_penny_is_refused_after_the_suffix_is_applied() {
        assert_eq!(accepted(Unit::Money, "£310000.005"), Some(Code::PartOfAPenny));
        assert_eq!(accepted(Unit::Money, "£1.23456k"), None);
        assert_eq!(accepted(Unit::Money, "£1.234567k"), Some(Code::PartOfAPenny));
        assert_eq!(accepted(Unit::Money, "£1.500"), None);
    }

    #[test]
    fn an_open_end_is_excluded() {
        assert!(!Limits::above(0).contain(Decimal::ZERO));
        assert!(Limits::SHARE.contain(Decimal::ONE));
        assert!(!Limits::SHARE.contain(Decimal::new(1000000001, 9)));
    }
}
