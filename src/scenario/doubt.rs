//! Fractions that are possible and hardly meant: `3.5` where 3.5 per cent is.

use super::faults::Faults;
use super::field::Field;
use super::law::in_per_cent;
use super::typed::{Form, Typed};
use crate::diagnostic::Diagnostic;
use crate::programme::Quantity;
use rust_decimal::Decimal;

impl Faults {
    /// Warns of a fraction that is higher on average than any that is meant.
    pub(super) fn question(&mut self, typed: &Typed, quantity: &Quantity, field: Field) {
        let Some(doubt) = field.doubt else { return };
        let mean = match quantity {
            Quantity::Fixed(value) => *value,
            Quantity::Uncertain(law) => Decimal::try_from(law.mean()).unwrap_or(Decimal::MAX),
        };
        let mean = mean.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(Decimal::MAX);
        if mean <= Decimal::from(doubt.above) {
            return;
        }
        let kind = if quantity.law().is_some() { " on average" } else { "" };
        let mean = mean.round_dp(1).normalize();
        let period = if doubt.instead.is_none() { " a year" } else { "" };
        let message = format!("this `{}` is {mean}%{period}{kind}, far more than {}", field.name, doubt.than);
        let quote = if typed.form == Form::Number { "\"" } else { "" };
        let help = match (doubt.instead, in_per_cent(&typed.text)) {
            (Some(instead), _) => instead.into(),
            (None, Some((written, _))) => {
                format!("a number alone is a share, 1 being 100%: for per cent write `{quote}{written}{quote}`")
            }
            (None, None) => "check the figure: it is the rate of one year, such as `3%`".into(),
        };
        self.report(Diagnostic::warning(doubt.code, message).at(typed.place.clone()).help(help));
    }
}
