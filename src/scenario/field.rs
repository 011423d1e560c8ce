//! What a value must be: its name, unit and range.

use super::number::{Number, Written};
use crate::diagnostic::Code;
pub(crate) use crate::programme::{Limits, Unit};
use rust_decimal::Decimal;

/// A key or column that holds a number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its unit.
    pub unit: Unit,
    /// Its range.
    pub limits: Limits,
    /// From where on it is questioned.
    pub doubt: Option<Doubt>,
}

/// From where on a fraction that is possible is hardly meant: a per cent sign was left out, mostly.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doubt {
    /// What is on average above this is questioned, in per cent.
    pub above: i64,
    /// The kind of warning.
    pub code: Code,
    /// What it is much more than: `than pay or prices grow`.
    pub than: &'static str,
    /// What else it is, where it is no rate of a year.
    pub instead: Option<&'static str>,
}

impl Field {
    /// A field of that name, unit and range.
    pub const fn new(name: &'static str, unit: Unit, limits: Limits) -> Self {
        Field { name, unit, limits, doubt: None }
    }

    /// The same, questioned from somewhere on.
    pub const fn doubted(self, doubt: Doubt) -> Self {
        Field { doubt: Some(doubt), ..self }
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
    pub(crate) fn accept(self, number: Number, pennies: Pennies) -> Result<Decimal, UnitFault> {
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
}
