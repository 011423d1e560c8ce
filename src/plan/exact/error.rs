//! Amounts that cannot be counted.

use crate::fiscal::FinancialYear;
use crate::programme::PriceIndex;
use rust_decimal::Decimal;
use std::error::Error;
use std::fmt;
use std::ops::RangeInclusive;

/// The largest amount of a line in a year, £ or posts. A decimal holds ten thousand million times
/// as much, so that amounts within it can be added up over all areas and years.
pub(super) const LARGEST_AMOUNT: Decimal = Decimal::from_parts(2_808_348_672, 232_830_643, 0, false, 0);

/// What an index may come to: a billionth to a thousand million.
pub(super) const INDEX_RANGE: RangeInclusive<Decimal> =
    Decimal::from_parts(1, 0, 0, false, 9)..=Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// A programme whose figures are too large (or an index too small) to be counted exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlanError {
    /// An index leaves the range from a billionth to a thousand million.
    Index {
        /// Which.
        index: PriceIndex,
        /// The first year of the horizon where it does.
        year: FinancialYear,
    },
    /// An amount of a year exceeds 10^18.
    Amount {
        /// The area, `None` for the programme's own.
        area: Option<String>,
        /// The year; the first where there are several.
        year: FinancialYear,
    },
    /// The discount rates make a factor or a present value larger than a decimal.
    PresentValue,
}

impl fmt::Display for PlanError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PlanError::Index { index, year } => write!(
                out,
                "the {} of this scenario moves its index for {year} out of the range from a billionth to a thousand \
                 million, at most likely growth",
                index.name()
            ),
            PlanError::Amount { area: Some(area), year } => {
                write!(
                    out,
                    "the most likely amounts of area {area} for {year} are above 10^18, too large to be counted to the penny"
                )
            }
            PlanError::Amount { area: None, year } => {
                write!(
                    out,
                    "the programme's own most likely amounts for {year} are above 10^18, too large to be counted to the penny"
                )
            }
            PlanError::PresentValue => {
                out.write_str("the discount rates make present values too large to be counted to the penny")
            }
        }
    }
}

impl Error for PlanError {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bounds_are_what_the_messages_say() {
        assert_eq!(LARGEST_AMOUNT.to_string(), "1000000000000000000");
        assert_eq!(INDEX_RANGE.start().to_string(), "0.000000001");
        assert_eq!(INDEX_RANGE.end().to_string(), "1000000000");
    }
}
