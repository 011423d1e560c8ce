//! Parts of the plan to the penny, so that they add up to the whole as it is shown.

use super::planned::exact_amount;
use crate::money::{Pounds, round_to_the_penny, rounded_parts};
use crate::plan::{Amounts, WholeAmounts};
use crate::programme::Measure;
use rust_decimal::Decimal;

/// What the plan promises of a part, unrounded.
#[derive(Clone, Debug)]
pub(super) struct Promised {
    pub(super) amounts: Amounts,
    pub(super) whole: WholeAmounts,
}

/// A measure of money, of the programme and of each partner: the partners' pennies by largest remainders. `None` for
/// what the plan leaves blank.
pub(super) fn of_partners(
    (measure, year): (Measure, usize),
    programme: &Promised,
    partners: &[Promised],
) -> Vec<Option<Pounds>> {
    let exact = |part: &Promised| exact_amount((measure, year), &part.amounts, &part.whole);
    let parts: Option<Vec<Decimal>> = partners.iter().map(exact).collect();
    match (exact(programme), parts) {
        (Some(whole), Some(parts)) => shared(whole, &parts).into_iter().map(Some).collect(),
        (_, None) | (None, _) => partners.iter().map(|part| exact(part).map(to_the_penny)).collect(),
    }
}

/// Parts that are shown beside their whole.
pub(super) fn shared(whole: Decimal, parts: &[Decimal]) -> Vec<Pounds> {
    let within_rounding = Decimal::new(1, 6);
    let rest = whole - parts.iter().sum::<Decimal>();
    if rest.abs() > within_rounding {
        return parts.iter().copied().map(to_the_penny).collect();
    }
    rounded_parts(parts, round_to_the_penny(whole), 2).into_iter().map(Pounds::new).collect()
}

pub(super) fn to_the_penny(exact: Decimal) -> Pounds {
    Pounds::new(round_to_the_penny(exact))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pence(amounts: &[Pounds]) -> Vec<String> {
        amounts.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn three_thirds_are_the_whole() {
        let third = Decimal::new(10_001, 2) / Decimal::from(3);
        assert_eq!(pence(&shared(Decimal::new(10_001, 2), &[third; 3])), ["£33.34", "£33.34", "£33.33"]);
    }

    #[test]
    fn parts_of_something_else_are_rounded_each_for_itself() {
        let third = Decimal::new(10_001, 2) / Decimal::from(3);
        assert_eq!(pence(&shared(Decimal::from(500), &[third; 2])), ["£33.34", "£33.34"]);
    }
}
