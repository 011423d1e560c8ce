//! Real or cash terms, growth of pay and prices, and discounting (section 6).

use super::Quantity;
use crate::fiscal::FinancialYear;
use rust_decimal::Decimal;

/// In which pounds amounts are counted, and how prices grow.
#[derive(Clone, Debug)]
pub struct Prices {
    /// Real or cash.
    pub terms: Terms,
    /// The year in whose prices the scenario's amounts are stated.
    pub base: FinancialYear,
    /// Growth of pay, for every year needed in ascending order; empty in real terms.
    pub pay_growth: Vec<Growth>,
    /// Growth of prices, likewise.
    pub price_growth: Vec<Growth>,
    /// `phi`: how far a year's growth follows the year before's, 0 to 1.
    pub persistence: f64,
}

/// Growth from the year before into `year`, as a fraction above -1.
#[derive(Clone, Debug)]
pub struct Growth {
    /// The year in which prices have risen.
    pub year: FinancialYear,
    /// The rise; 0.02 is 2 %.
    pub rate: Quantity,
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
#[derive(Clone, Debug)]
pub struct Discounting {
    /// The year whose pounds count in full.
    pub base: FinancialYear,
    /// Yearly rate from so many years after the base on; ascending, the first from 0.
    pub steps: Vec<(u32, Decimal)>,
}
