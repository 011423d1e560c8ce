//! Amounts and lists in the words of a finance officer.

use crate::diagnostic::listed;
use crate::money::{Pounds, group_thousands};
use crate::programme::Quantity;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

/// So many names are listed before the rest is counted.
pub(super) const MOST_NAMED: usize = 12;

/// Names, the first dozen of them.
pub(super) fn named(names: &[String]) -> String {
    if names.len() <= MOST_NAMED {
        return listed(names, "and");
    }
    format!("{} and {} more", names[..MOST_NAMED].join(", "), names.len() - MOST_NAMED)
}

/// `1 area`, `3 areas`.
pub(super) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", group_thousands(&count.to_string()), if count == 1 { one } else { many })
}

/// Whether it is 0 for certain.
pub(super) fn is_nil(quantity: &Quantity) -> bool {
    quantity.fixed().is_some_and(|value| value.is_zero())
}

/// A fixed amount, or the middle four fifths of an uncertain one.
pub(super) fn amount(quantity: &Quantity, words: fn(Decimal) -> String) -> String {
    match quantity {
        Quantity::Fixed(value) => words(*value),
        Quantity::Uncertain(law) => {
            let end = |probability| words(three_digits(law.quantile(probability)));
            format!("{} to {}", end(0.1), end(0.9))
        }
    }
}

/// A number good enough to be read back.
fn three_digits(value: f64) -> Decimal {
    let exact = Decimal::from_f64(value).unwrap_or_default();
    exact.round_sf(3).unwrap_or(exact).normalize()
}

/// `£1,200`.
pub(super) fn pounds(value: Decimal) -> String {
    Pounds::new(value).to_string()
}

/// Without zeros at the end.
pub(super) fn plain(value: Decimal) -> String {
    value.normalize().to_string()
}

/// `3 months`.
pub(super) fn months(value: Decimal) -> String {
    let unit = if value == Decimal::ONE { "month" } else { "months" };
    format!("{} {unit}", value.normalize())
}

/// `70.32%`.
pub(super) fn percent(value: Decimal) -> String {
    let hundredths = (value * Decimal::ONE_HUNDRED).round_dp(2).normalize();
    format!("{hundredths}%")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_read_back_in_per_cent_and_amounts_in_pounds() {
        assert_eq!(percent(Decimal::new(7032, 4)), "70.32%");
        assert_eq!(percent(Decimal::ONE), "100%");
        assert_eq!(amount(&Quantity::Fixed(Decimal::from(1_200_000)), pounds), "£1,200,000");
        assert_eq!(plain(three_digits(12.34567)), "12.3");
    }

    #[test]
    fn long_lists_are_cut() {
        let names: Vec<String> = (0..20).map(|n| n.to_string()).collect();
        assert!(named(&names).ends_with("11 and 8 more"));
        assert_eq!(counted(1, "area", "areas"), "1 area");
    }
}
