//! Published cases of the scenario's own.

use super::Broken;
use super::ranges::within;
use crate::diagnostic::Code;
use crate::programme::{At, Draft, EntryKind, Quantity};
use rust_decimal::Decimal;

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    for (entry, case) in draft.benchmarking.comparators.iter().enumerate() {
        let at = |column| At::of(EntryKind::Comparator, entry, column);
        for (column, value) in [("value", Some(case.value)), ("low", case.low), ("high", case.high)] {
            let Some(value) = value else { continue };
            let value = Quantity::Fixed(Decimal::try_from(value).unwrap_or(Decimal::MAX));
            within(at(column), &value, case.quantity.limits(), broken);
        }
        let (low, high) = (case.low.unwrap_or(case.value), case.high.unwrap_or(case.value));
        if !(low <= case.value && case.value <= high) {
            let message = format!("`{}` lies outside its own range, {low} to {high}", case.value);
            let help = "`low` is at most `value`, and `value` at most `high`";
            let outside = Broken::new(Code::OutOfRange, at(""), message, help);
            broken.push(outside.resting_on([at("quantity"), at("value"), at("low"), at("high")]));
        }
    }
}
