//! Discount factors (section 6).

use super::{Exact, PlanError};
use crate::programme::{Discounting, Programme};
use rust_decimal::Decimal;

/// What a pound of each year of the horizon is worth in the base year of discounting. Where the rate
/// steps, each year's factor is the one before over 1 + its own rate; years before the base
/// are compounded at the first rate.
///
/// # Errors
/// Where a factor is larger than a decimal.
pub fn discount_factors(programme: &Programme) -> Result<Vec<Decimal>, PlanError> {
    let discounting = &programme.discounting;
    let first = programme.horizon.first().years_since(discounting.base);
    let factor = |year: usize| factor(discounting, first + year as i32).value().ok_or(PlanError::PresentValue);
    (0..programme.horizon.len()).map(factor).collect()
}

/// The factor `offset` years after the base.
fn factor(discounting: &Discounting, offset: i32) -> Exact {
    if offset < 0 {
        let earlier = rate(discounting, 0) + 1;
        return (offset..0).fold(Exact::ONE, |factor, _| factor * earlier);
    }
    (1..=offset).fold(Exact::ONE, |factor, year| factor / (rate(discounting, year) + 1))
}

/// The yearly rate `offset` years after the base: that of the largest step up to there.
fn rate(discounting: &Discounting, offset: i32) -> Exact {
    let step = discounting.steps.iter().rev().find(|(from, _)| i64::from(*from) <= i64::from(offset));
    Exact::from(step.map_or(Decimal::ZERO, |&(_, rate)| rate))
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;
    use crate::fiscal::FinancialYear;

    #[test]
    fn each_years_factor_is_the_one_before_over_one_plus_its_own_rate() {
        let mut programme = specimen::programme(2014, 5, "2014-04");
        programme.discounting.base = FinancialYear::beginning(2015);
        programme.discounting.steps = vec![(0, Decimal::new(25, 2)), (2, Decimal::ONE)];
        let factors = discount_factors(&programme).unwrap();
        assert_eq!(factors, [125, 100, 80, 40, 20].map(|percent| Decimal::new(percent, 2)));
    }

    #[test]
    fn a_horizon_behind_the_base_is_discounted_from_the_base() {
        let mut programme = specimen::programme(2016, 1, "2016-04");
        programme.discounting.base = FinancialYear::beginning(2014);
        programme.discounting.steps = vec![(0, Decimal::new(25, 2))];
        assert_eq!(discount_factors(&programme), Ok(vec![Decimal::new(64, 2)]));
    }

    #[test]
    fn rates_near_minus_one_are_an_error_and_not_a_panic() {
        let mut programme = specimen::programme(2014, 60, "2014-04");
        programme.discounting.steps = vec![(0, Decimal::new(-99, 2))];
        assert_eq!(discount_factors(&programme), Err(PlanError::PresentValue));
        programme.discounting.steps = vec![(0, Decimal::NEGATIVE_ONE)];
        assert_eq!(discount_factors(&programme), Err(PlanError::PresentValue));
    }
}
