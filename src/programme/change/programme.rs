//! What a programme has once: dates, prices, discounting and sharing.

use super::refer::{NamedShares, Names, Refused};
use crate::fiscal::{FinancialYear, Month};
use crate::programme::{Draft, EntryKind, GrowthRates, PriceIndex, Terms};
use rust_decimal::Decimal;

/// A value of what a programme has once.
#[derive(Clone, Debug, PartialEq)]
pub enum ProgrammeValue {
    /// The first year counted.
    Start(FinancialYear),
    /// The last year counted.
    End(FinancialYear),
    /// The data date.
    AsOf(Month),
    /// Real or cash terms.
    Terms(Terms),
    /// The year in whose prices amounts are stated.
    PriceBase(FinancialYear),
    /// How an index grows.
    Growth(PriceIndex, GrowthRates),
    /// How far a year's growth follows the year before's.
    Persistence(f64),
    /// The year whose pounds count in full.
    DiscountBase(FinancialYear),
    /// Yearly rates from so many years after the base on.
    DiscountRates(Vec<(u32, Decimal)>),
    /// The rule for savings, as shares.
    SavingsShares(NamedShares),
    /// The rule for costs, as shares.
    CostsShares(NamedShares),
}

impl ProgrammeValue {
    pub(super) const fn kind(&self) -> EntryKind {
        match self {
            ProgrammeValue::Start(_) | ProgrammeValue::End(_) | ProgrammeValue::AsOf(_) => EntryKind::Scenario,
            ProgrammeValue::Terms(_)
            | ProgrammeValue::PriceBase(_)
            | ProgrammeValue::Growth(..)
            | ProgrammeValue::Persistence(_) => EntryKind::Prices,
            ProgrammeValue::DiscountBase(_) | ProgrammeValue::DiscountRates(_) => EntryKind::Discounting,
            ProgrammeValue::SavingsShares(_) | ProgrammeValue::CostsShares(_) => EntryKind::Sharing,
        }
    }

    /// The key that it stands at.
    pub const fn column(&self) -> &'static str {
        match self {
            ProgrammeValue::Start(_) => "start",
            ProgrammeValue::End(_) => "end",
            ProgrammeValue::AsOf(_) => "as_of",
            ProgrammeValue::Terms(_) => "terms",
            ProgrammeValue::PriceBase(_) | ProgrammeValue::DiscountBase(_) => "base",
            ProgrammeValue::Growth(index, _) => index.name(),
            ProgrammeValue::Persistence(_) => "persistence",
            ProgrammeValue::DiscountRates(_) => "rate",
            ProgrammeValue::SavingsShares(_) => "savings",
            ProgrammeValue::CostsShares(_) => "costs",
        }
    }
}

fn all(names: &Names<'_>) -> Vec<ProgrammeValue> {
    let programme = names.programme;
    let (prices, discounting) = (&programme.prices, &programme.discounting);
    let growth = |index| ProgrammeValue::Growth(index, prices.growth(index).clone());
    vec![
        ProgrammeValue::Start(programme.horizon.first()),
        ProgrammeValue::End(programme.horizon.last()),
        ProgrammeValue::AsOf(programme.as_of),
        ProgrammeValue::Terms(prices.terms),
        ProgrammeValue::PriceBase(prices.base),
        growth(PriceIndex::Pay),
        growth(PriceIndex::Price),
        ProgrammeValue::Persistence(prices.persistence),
        ProgrammeValue::DiscountBase(discounting.base),
        ProgrammeValue::DiscountRates(discounting.steps.clone()),
        ProgrammeValue::SavingsShares(names.named(&programme.sharing.savings)),
        ProgrammeValue::CostsShares(names.named(&programme.sharing.costs)),
    ]
}

/// The values of one programme that differ from another's.
pub(super) fn values(before: &Names<'_>, after: &Names<'_>) -> Vec<ProgrammeValue> {
    all(before).into_iter().zip(all(after)).filter(|(old, new)| old != new).map(|(_, new)| new).collect()
}

/// Sets a value other than the years counted, which only both together make.
pub(super) fn set(programme: &mut Draft, value: &ProgrammeValue, names: &Names<'_>) -> Result<(), Refused> {
    match value {
        ProgrammeValue::Start(_) | ProgrammeValue::End(_) => {}
        ProgrammeValue::AsOf(month) => programme.as_of = *month,
        ProgrammeValue::Terms(terms) => programme.prices.terms = *terms,
        ProgrammeValue::PriceBase(year) => programme.prices.base = *year,
        ProgrammeValue::Growth(PriceIndex::Pay, rates) => programme.prices.pay_growth = rates.clone(),
        ProgrammeValue::Growth(PriceIndex::Price, rates) => programme.prices.price_growth = rates.clone(),
        ProgrammeValue::Persistence(persistence) => programme.prices.persistence = *persistence,
        ProgrammeValue::DiscountBase(year) => programme.discounting.base = *year,
        ProgrammeValue::DiscountRates(steps) => programme.discounting.steps = steps.clone(),
        ProgrammeValue::SavingsShares(shares) => programme.sharing.savings = names.shares(shares)?,
        ProgrammeValue::CostsShares(shares) => programme.sharing.costs = names.shares(shares)?,
    }
    Ok(())
}
