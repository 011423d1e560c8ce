//! Real or cash terms, growth of pay and prices, and discounting (section 6).

use super::{Limits, PriceIndex, Quantity};
use crate::fiscal::{FinancialYear, Horizon};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// In which pounds amounts are counted, and how prices grow.
#[derive(Clone, Debug, PartialEq)]
pub struct Prices {
    /// Real or cash.
    pub terms: Terms,
    /// The year in whose prices the scenario's amounts are stated.
    pub base: FinancialYear,
    /// Growth of pay. Of no account in real terms.
    pub pay_growth: GrowthRates,
    /// Growth of prices, likewise.
    pub price_growth: GrowthRates,
    /// `phi`: how far a year's growth follows the year before's, 0 to 1.
    pub persistence: f64,
}

impl Prices {
    /// What the persistence must be.
    pub const PERSISTENCE: Limits = Limits::SHARE;
    /// A base year lies at most so many years from the horizon.
    pub const FARTHEST_BASE: i32 = 100;

    /// The financial years whose growth the indices of a horizon need; none in real terms.
    pub fn years_needed(&self, horizon: Horizon) -> Vec<FinancialYear> {
        if self.terms == Terms::Real {
            return Vec::new();
        }
        let first = self.base.min(horizon.first()).plus(1);
        let last = self.base.max(horizon.last());
        (0..=last.years_since(first)).map(|years| first.plus(years)).collect()
    }

    /// The growth of an index.
    pub fn growth(&self, index: PriceIndex) -> &GrowthRates {
        match index {
            PriceIndex::Pay => &self.pay_growth,
            PriceIndex::Price => &self.price_growth,
        }
    }
}

/// How an index grows: in years of their own, and otherwise.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GrowthRates {
    /// The rise of every year that is not among the next; `None` where each year needed has its own.
    pub every_year: Option<Quantity>,
    /// The rises of single years.
    pub by_year: BTreeMap<FinancialYear, Quantity>,
}

impl GrowthRates {
    /// The rise from the year before into `year`.
    pub fn of(&self, year: FinancialYear) -> Option<&Quantity> {
        self.by_year.get(&year).or(self.every_year.as_ref())
    }
}

/// Growth of single years.
impl FromIterator<Growth> for GrowthRates {
    fn from_iter<T: IntoIterator<Item = Growth>>(growth: T) -> Self {
        let by_year = growth.into_iter().map(|growth| (growth.year, growth.rate)).collect();
        GrowthRates { every_year: None, by_year }
    }
}

/// Growth from the year before into `year`, as a fraction above -1.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// The year in which prices have risen.
    pub year: FinancialYear,
    /// The rise; 0.02 is 2 %.
    pub rate: Quantity,
}

impl Growth {
    /// What a rise must be: within a hundredfold a year, so that no horizon leads beyond what can be counted.
    pub const LIMITS: Limits = Limits { high: Some(100), ..Limits::above(-1) };
}

/// Real or cash terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Terms {
    /// Prices of the base year throughout.
    Real,
    /// Prices of each year.
    Cash,
}

impl Terms {
    /// Its name in scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            Terms::Real => "real",
            Terms::Cash => "cash",
        }
    }
}

/// How later pounds are discounted.
#[derive(Clone, Debug, PartialEq)]
pub struct Discounting {
    /// The year whose pounds count in full.
    pub base: FinancialYear,
    /// Yearly rate from so many years after the base on; ascending, the first from 0.
    pub steps: Vec<(u32, Decimal)>,
}

impl Discounting {
    /// What a rate must be.
    pub const RATE: Limits = Limits::above(-1);
}
