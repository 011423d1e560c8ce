//! Pay and price indices at most likely growth (section 6).

use super::error::INDEX_RANGE;
use super::{Exact, PlanError};
use crate::fiscal::FinancialYear;
use crate::programme::{Growth, PriceIndex, Programme, Terms};
use rust_decimal::Decimal;

/// The two indices of one year; 1 in the base year.
#[derive(Clone, Copy, Debug)]
pub(super) struct Index {
    pub(super) pay: Decimal,
    pub(super) price: Decimal,
}

/// The two indices of every year of the horizon.
#[derive(Clone, Debug)]
pub(super) struct Indices {
    pub(super) pay: Vec<Decimal>,
    pub(super) price: Vec<Decimal>,
}

impl Indices {
    /// At most likely growth.
    pub(super) fn most_likely(programme: &Programme) -> Result<Self, PlanError> {
        if programme.prices.terms == Terms::Real {
            let ones = vec![Decimal::ONE; programme.horizon.len()];
            return Ok(Indices { pay: ones.clone(), price: ones });
        }
        Ok(Indices { pay: levels(PriceIndex::Pay, programme)?, price: levels(PriceIndex::Price, programme)? })
    }

    /// Those of year `index`.
    pub(super) fn of(&self, index: usize) -> Index {
        Index { pay: self.pay[index], price: self.price[index] }
    }
}

/// An index in every year of the horizon.
fn levels(index: PriceIndex, programme: &Programme) -> Result<Vec<Decimal>, PlanError> {
    let (growth, base) = (programme.growth(index), programme.prices.base);
    let level = |year| {
        let level = if year > base { product(&growth, base, year) } else { Exact::ONE / product(&growth, year, base) };
        let in_range = level.value().filter(|level| INDEX_RANGE.contains(level));
        in_range.ok_or(PlanError::Index { index, year })
    };
    programme.horizon.iter().map(level).collect()
}

/// The product of `1 + growth` over the years behind `from` up to and with `to`.
fn product(growth: &[Growth], from: FinancialYear, to: FinancialYear) -> Exact {
    let within = growth.iter().filter(|growth| from < growth.year && growth.year <= to);
    within.fold(Exact::ONE, |product, growth| product * (Exact::most_likely(&growth.rate) + 1))
}

#[cfg(test)]
mod tests {
    use super::super::specimen;
    use super::*;
    use crate::programme::{GrowthRates, Quantity};

    fn growth(percents: &[(i32, i64)]) -> GrowthRates {
        let one = |&(year, percent): &(i32, i64)| Growth {
            year: FinancialYear::beginning(year),
            rate: Quantity::Fixed(Decimal::new(percent, 2)),
        };
        percents.iter().map(one).collect()
    }

    #[test]
    fn prices_grow_behind_the_base_and_shrink_before_it() {
        let mut programme = specimen::programme(2014, 4, "2014-04");
        programme.prices.terms = Terms::Cash;
        programme.prices.base = FinancialYear::beginning(2016);
        programme.prices.pay_growth = growth(&[(2015, 0), (2016, 0), (2017, 0)]);
        programme.prices.price_growth = growth(&[(2015, 25), (2016, 60), (2017, 10)]);
        let indices = Indices::most_likely(&programme).unwrap();
        assert_eq!(indices.price, [500, 625, 1000, 1100].map(|level| Decimal::new(level, 3)));
        assert_eq!(indices.pay, [Decimal::ONE; 4]);
    }

    #[test]
    fn in_real_terms_nothing_grows() {
        let programme = specimen::programme(2014, 3, "2014-04");
        assert_eq!(Indices::most_likely(&programme).unwrap().price, [Decimal::ONE; 3]);
    }

    #[test]
    fn growth_without_bounds_is_an_error_that_names_the_year() {
        let mut programme = specimen::programme(2014, 60, "2014-04");
        programme.prices.terms = Terms::Cash;
        let ten_million_fold: Vec<(i32, i64)> = (2015..2074).map(|year| (year, 1_000_000_000)).collect();
        programme.prices.price_growth = growth(&ten_million_fold);
        let error = Indices::most_likely(&programme).unwrap_err();
        assert_eq!(error, PlanError::Index { index: PriceIndex::Price, year: FinancialYear::beginning(2016) });
    }
}
