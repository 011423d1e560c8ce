//! Which kinds of uncertainty a programme has.

use crate::fiscal::FinancialYear;
use crate::plan::Kind;
use crate::programme::{Area, AreaColumn, Occurrence, PriceIndex, Programme, Quantity, Risk, Terms};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The kinds that a programme has, in their order.
pub fn present(programme: &Programme) -> Vec<Kind> {
    Kind::ALL.into_iter().filter(|kind| has(programme, *kind)).collect()
}

fn has(programme: &Programme, kind: Kind) -> bool {
    let ahead = || programme.areas.iter().filter(|area| !area.is_live());
    match kind {
        Kind::AreasNotInPlan => programme.areas.iter().any(|area| !area.in_plan),
        Kind::Delivery => programme.areas.iter().any(Area::is_live) || !programme.actuals.is_empty(),
        Kind::GoingAhead => ahead().any(|area| area.probability < Decimal::ONE),
        Kind::Lateness => ahead().any(|area| {
            !is(&area[AreaColumn::SlippageMonths], Decimal::ZERO)
                || !area.after.is_empty()
                || area.go_live <= programme.as_of
        }),
        Kind::Shortfall => ahead().any(|area| !is(&area[AreaColumn::Realisation], Decimal::ONE)),
        Kind::Risks => programme.risks.iter().any(|risk| can_strike(programme, risk)),
        Kind::Exit => programme.exit.as_ref().is_some_and(|exit| {
            let earliest = match &exit.months {
                Quantity::Fixed(months) => months.to_f64().unwrap_or(0.0),
                Quantity::Uncertain(law) => law.support().0.max(0.0),
            };
            let left = f64::from(programme.horizon.end() - programme.as_of_months());
            exit.probability > Decimal::ZERO && earliest < left
        }),
        Kind::OtherRanges => has_other_ranges(programme),
    }
}

fn is(quantity: &Quantity, value: Decimal) -> bool {
    quantity.fixed() == Some(value)
}

/// Within the months that are forecast.
fn can_strike(programme: &Programme, risk: &Risk) -> bool {
    let end = programme.horizon.last().plus(1).april();
    match &risk.occurrence {
        Occurrence::Once { probability, date } => *probability > Decimal::ZERO && *date < end,
        Occurrence::Recurs { frequency_per_year } => *frequency_per_year > Decimal::ZERO && programme.as_of < end,
    }
}

fn has_other_ranges(programme: &Programme) -> bool {
    let is_uncertain = |quantity: &Quantity| quantity.law().is_some();
    let other = |column: &AreaColumn| !matches!(column, AreaColumn::SlippageMonths | AreaColumn::Realisation);
    let of_area = |area: &Area| {
        AreaColumn::ALL.iter().filter(|column| other(column)).any(|&column| {
            let overruns = column.name() == "cost_overrun" && !is(&area[column], Decimal::ONE);
            overruns || is_uncertain(&area[column])
        })
    };
    let is_past = |year: FinancialYear| year.plus(1).april() <= programme.as_of;
    let in_doubt = |chance: Decimal| chance > Decimal::ZERO && chance < Decimal::ONE;
    let growth = PriceIndex::ALL.iter().flat_map(|index| programme.growth(*index));
    programme.areas.iter().any(of_area)
        || programme.programme_costs.iter().any(|line| is_uncertain(&line.per_year))
        || programme
            .grants
            .iter()
            .any(|grant| is_uncertain(&grant.amount) || (in_doubt(grant.probability) && !is_past(grant.year)))
        || programme.workforce.iter().any(|group| group.leavers_per_year.as_ref().is_some_and(is_uncertain))
        || programme.prices.terms == Terms::Cash
            && growth.into_iter().any(|growth| !is_past(growth.year) && is_uncertain(&growth.rate))
}
