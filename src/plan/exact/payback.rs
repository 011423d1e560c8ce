//! When the plan has paid back (section 6).

use super::Amounts;
use crate::money::round_to_the_penny;
use crate::programme::{Flow, Payback, Programme};
use rust_decimal::Decimal;

/// The first year, from the one at position `first` on, at whose end the net saving accumulated since the start of
/// `first` is, and from then on stays, at or above zero to the penny. `None` where no year from `first` on has a cost.
pub(super) fn payback(amounts: &Amounts, programme: &Programme, first: usize) -> Option<Payback> {
    let is_spent = |cost: &Decimal| round_to_the_penny(*cost) > Decimal::ZERO;
    if !amounts[Flow::TotalCost].iter().skip(first).any(is_spent) {
        return None;
    }
    let mut sum = Decimal::ZERO;
    let mut paid_back = None;
    for (year, net_saving) in amounts[Flow::NetSaving].iter().enumerate().skip(first) {
        sum += net_saving;
        paid_back = if round_to_the_penny(sum) < Decimal::ZERO { None } else { paid_back.or(Some(year)) };
    }
    Some(paid_back.map_or(Payback::Never, |year| Payback::Year(programme.horizon.year(year))))
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;
    use crate::fiscal::FinancialYear;

    /// From costs and savings by year, in pence.
    fn payback_of(first: usize, costs: [i64; 4], savings: [i64; 4]) -> Option<Payback> {
        let programme = specimen::programme(2015, 4, "2015-04");
        let mut amounts = Amounts::nothing(4);
        amounts[Flow::ProgrammeCost] = costs.map(|pence| Decimal::new(pence, 2)).to_vec();
        amounts[Flow::GrossSaving] = savings.map(|pence| Decimal::new(pence, 2)).to_vec();
        amounts.add_up_costs();
        amounts.balance();
        payback(&amounts, &programme, first)
    }

    fn year(beginning: i32) -> Option<Payback> {
        Some(Payback::Year(FinancialYear::beginning(beginning)))
    }

    #[test]
    fn a_programme_has_paid_back_once_it_stays_at_or_above_nil() {
        assert_eq!(payback_of(0, [900, 0, 0, 0], [300; 4]), year(2017));
        assert_eq!(payback_of(0, [100, 0, 900, 0], [300; 4]), year(2018), "a relapse starts the wait anew");
        assert_eq!(payback_of(0, [100; 4], [100; 4]), year(2015), "zero is enough");
    }

    #[test]
    fn a_programme_that_ends_below_nil_never_pays_back() {
        assert_eq!(payback_of(0, [0, 0, 0, 1300], [300; 4]), Some(Payback::Never));
    }

    #[test]
    fn what_was_spent_before_the_first_year_is_forgotten() {
        assert_eq!(payback_of(1, [9000, 400, 0, 0], [0, 300, 300, 0]), year(2017));
    }

    #[test]
    fn without_spend_there_is_nothing_to_pay_back() {
        assert_eq!(payback_of(1, [9000, 0, 0, 0], [300; 4]), None);
        assert_eq!(payback_of(4, [9000; 4], [300; 4]), None, "the data date is the horizon's end");
    }

    #[test]
    fn less_than_half_a_penny_short_is_not_short() {
        let programme = specimen::programme(2015, 1, "2015-04");
        let mut amounts = Amounts::nothing(1);
        amounts[Flow::TotalCost] = vec![Decimal::ONE];
        amounts[Flow::NetSaving] = vec![Decimal::new(-4, 3)];
        assert_eq!(payback(&amounts, &programme, 0), year(2015));
        amounts[Flow::NetSaving] = vec![Decimal::new(-5, 3)];
        assert_eq!(payback(&amounts, &programme, 0), Some(Payback::Never));
    }
}
