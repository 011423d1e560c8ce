//! Savings and costs that are planned year by year, as a savings tracker has them (sections 2 and 4).

use super::Area;
use crate::fiscal::{FinancialYear, Horizon};
use crate::money::Pounds;
use rust_decimal::Decimal;

/// An amount for each of some years that follow one another. They may lie outside of the horizon.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByYear {
    /// The first of the years.
    pub first: FinancialYear,
    /// £, in prices of the base year.
    pub amounts: Vec<Pounds>,
}

impl ByYear {
    /// The years with their amounts, in order.
    pub fn years(&self) -> impl Iterator<Item = (FinancialYear, Pounds)> + '_ {
        (0..).map(|place| self.first.plus(place)).zip(self.amounts.iter().copied())
    }
}

/// A saving that is planned from a month on, until the next of them begins; the last stays for good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SavingLevel {
    /// When it begins, months from the horizon's first April, the area being live as planned.
    pub from: i32,
    /// £ over `months`.
    pub saving: Decimal,
    /// 1 to 12.
    pub months: u8,
}

/// What is planned to be spent evenly over a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearsSpend {
    /// When the year begins, months from the horizon's first April.
    pub from: i32,
    /// £, more than nothing.
    pub cost: Decimal,
}

/// What is planned year by year.
impl Area {
    /// `p(t)` of savings by year (section 4): 0 before the first of these. `None` where savings are not by year.
    pub fn saving_levels(&self, horizon: Horizon) -> Option<Vec<SavingLevel>> {
        let (live, ends) = (horizon.months(self.go_live), self.ends.map_or(i32::MAX, |ends| horizon.months(ends)));
        let level = |(year, saving): (FinancialYear, Pounds)| {
            let opens = horizon.months(year.april());
            let (from, closes) = (opens.max(live), opens + 12);
            let months = closes.min(ends) - from;
            let is_saved = months > 0;
            (from < closes).then(|| SavingLevel {
                from,
                saving: if is_saved { saving.decimal() } else { Decimal::ZERO },
                months: if is_saved { months as u8 } else { 12 },
            })
        };
        Some(self.saving_by_year.as_ref()?.years().filter_map(level).collect())
    }

    /// The years in which something is planned to be spent. `None` where costs are not by year.
    pub fn spend_by_year(&self, horizon: Horizon) -> Option<Vec<YearsSpend>> {
        let spent = |(year, cost): (FinancialYear, Pounds)| {
            (cost > Pounds::ZERO).then(|| YearsSpend { from: horizon.months(year.april()), cost: cost.decimal() })
        };
        Some(self.cost_by_year.as_ref()?.years().filter_map(spent).collect())
    }

    /// The saving in full, £ a year: `B` at its most likely value, or of savings by year twelve months of the level
    /// after the last column.
    pub fn full_saving(&self, horizon: Horizon) -> Decimal {
        match self.saving_levels(horizon) {
            None => self[super::AreaColumn::AnnualSaving].most_likely(),
            Some(levels) => levels
                .last()
                .map_or(Decimal::ZERO, |level| level.saving * Decimal::from(12) / Decimal::from(level.months)),
        }
    }

    /// The planned implementation cost, £: `K` at its most likely value, or the sum of costs by year.
    pub fn planned_cost(&self) -> Decimal {
        match &self.cost_by_year {
            None => self[super::AreaColumn::ImplementationCost].most_likely(),
            Some(costs) => costs.amounts.iter().map(|cost| cost.decimal()).sum(),
        }
    }

    /// Whether it can save anything.
    pub fn saves(&self) -> bool {
        match &self.saving_by_year {
            None => self[super::AreaColumn::AnnualSaving].fixed().is_none_or(|saving| !saving.is_zero()),
            Some(savings) => savings.amounts.iter().any(|saving| *saving != Pounds::ZERO),
        }
    }
}
