//! Names of the random inputs (section 9).
//!
//! An input's uniform in a trial depends on its name alone, so the names are part of the
//! promise that two scenarios can be compared on common random numbers.

use super::{AreaColumn, Programme};
use crate::fiscal::FinancialYear;

/// A random input, by its place in a [`Programme`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InputId {
    /// A quantity of an area.
    Area(usize, AreaColumn),
    /// Whether an area goes ahead.
    AreaGoesAhead(usize),
    /// A quantity of a risk.
    Risk(usize, RiskColumn),
    /// Whether a risk that occurs once does, or how often a recurring one does.
    RiskOccurs(usize),
    /// A cost line's pounds a year.
    ProgrammeCost(usize),
    /// A grant's amount.
    GrantAmount(usize),
    /// Whether a grant is paid.
    GrantPaid(usize),
    /// Whether the alliance is dissolved.
    ExitOccurs,
    /// Months from the data date to the exit.
    ExitMonths,
    /// Cost of dismantling.
    ExitDismantlingCost,
    /// Share of the saving kept after an exit.
    ExitSavingKept,
    /// The share of a workforce group that leaves of itself in a year.
    Leavers(usize),
    /// Growth of an index into a financial year.
    Growth(PriceIndex, FinancialYear),
}

impl InputId {
    /// Its name, for example `area.ICT.slippage_months`.
    pub fn name(self, programme: &Programme) -> String {
        match self {
            InputId::Area(area, column) => format!("area.{}.{}", programme.areas[area].name, column.name()),
            InputId::AreaGoesAhead(area) => format!("area.{}.probability", programme.areas[area].name),
            InputId::Risk(risk, column) => format!("risk.{}.{}", programme.risks[risk].name, column.name()),
            InputId::RiskOccurs(risk) => format!("risk.{}.occurs", programme.risks[risk].name),
            InputId::ProgrammeCost(line) => {
                format!("programme_cost.{}.per_year", programme.programme_costs[line].name)
            }
            InputId::GrantAmount(grant) => format!("grant.{}.amount", programme.grants[grant].name),
            InputId::GrantPaid(grant) => format!("grant.{}.probability", programme.grants[grant].name),
            InputId::ExitOccurs => "exit.probability".into(),
            InputId::ExitMonths => "exit.months".into(),
            InputId::ExitDismantlingCost => "exit.dismantling_cost".into(),
            InputId::ExitSavingKept => "exit.saving_kept".into(),
            InputId::Leavers(group) => format!("workforce.{}.leavers_per_year", programme.workforce[group].name),
            InputId::Growth(index, year) => format!("prices.{}.{year}", index.name()),
        }
    }
}

/// The quantities of a risk that may hold a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RiskColumn {
    /// Months of delay of each area struck, >= 0.
    DelayMonths,
    /// £ at the time of the event.
    Cost,
    /// Fraction of the struck areas' saving lost from then on.
    SavingLoss,
}

impl RiskColumn {
    /// All columns.
    pub const ALL: [RiskColumn; 3] = [RiskColumn::DelayMonths, RiskColumn::Cost, RiskColumn::SavingLoss];

    /// Its name in scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            RiskColumn::DelayMonths => "delay_months",
            RiskColumn::Cost => "cost",
            RiskColumn::SavingLoss => "saving_loss",
        }
    }

    /// The closed range of values that the model allows; draws beyond it are clamped.
    pub const fn range(self) -> (f64, f64) {
        match self {
            RiskColumn::DelayMonths => (0.0, f64::INFINITY),
            RiskColumn::Cost => (f64::NEG_INFINITY, f64::INFINITY),
            RiskColumn::SavingLoss => (0.0, 1.0),
        }
    }
}

/// The two price indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PriceIndex {
    /// Of pay.
    Pay,
    /// Of everything else.
    Price,
}

impl PriceIndex {
    /// The key of its growth in scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            PriceIndex::Pay => "pay_growth",
            PriceIndex::Price => "price_growth",
        }
    }
}
