//! Section 6: price and pay indices, and discounting.

use super::evidence::ends_after_data_date;
use super::inputs::{Draws, number};
use foresave::programme::{Growth, InputId, PriceIndex, Programme, Terms};

/// The indices of every year of the horizon.
#[derive(Clone, Debug)]
pub struct Indices {
    pub price: Vec<f64>,
    pub pay: Vec<f64>,
}

impl Indices {
    /// At most likely growth.
    pub fn most_likely(programme: &Programme) -> Self {
        Indices::at(programme, |_, growth| number(growth.rate.most_likely()))
    }

    /// Of a trial: growth of years that end by the data date is at its most likely value.
    pub fn drawn(programme: &Programme, draws: &Draws) -> Self {
        Indices::at(programme, |index, growth| {
            if ends_after_data_date(programme, growth.year) {
                draws.value(InputId::Growth(index, growth.year))
            } else {
                number(growth.rate.most_likely())
            }
        })
    }

    fn at(programme: &Programme, rate: impl Fn(PriceIndex, &Growth) -> f64) -> Self {
        let prices = &programme.prices;
        let of = |index: PriceIndex, growth: &[Growth]| -> Vec<f64> {
            if prices.terms == Terms::Real {
                return vec![1.0; programme.horizon.len()];
            }
            let rise = |from, to| -> f64 {
                let years = growth.iter().filter(|growth| from < growth.year && growth.year <= to);
                years.map(|growth| 1.0 + rate(index, growth)).product()
            };
            programme.horizon.iter().map(|year| rise(prices.base, year) / rise(year, prices.base)).collect()
        };
        Indices {
            price: of(PriceIndex::Price, &programme.growth(PriceIndex::Price)),
            pay: of(PriceIndex::Pay, &programme.growth(PriceIndex::Pay)),
        }
    }
}

/// The discount factor of every year: 1 in the base year, and each the one before over 1 and its own rate.
pub fn discount_factors(programme: &Programme) -> Vec<f64> {
    let discounting = &programme.discounting;
    let rate = |after_base: i32| {
        let mut steps = discounting.steps.iter().rev();
        number(steps.find(|(from, _)| *from as i32 <= after_base.max(0)).expect("the first step is from 0 on").1)
    };
    let factor = |after_base: i32| -> f64 {
        let years = if after_base > 0 { 1..=after_base } else { after_base + 1..=0 };
        let rise: f64 = years.map(|year| 1.0 + rate(year)).product();
        if after_base > 0 { 1.0 / rise } else { rise }
    };
    programme.horizon.iter().map(|year| factor(year.years_since(discounting.base))).collect()
}
