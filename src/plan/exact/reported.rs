//! What was reported in place of what was modelled (section 6, actuals).

use super::Amounts;
use super::course::most_likely;
use crate::programme::{Actual, AreaColumn, Flow, Programme};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// What was reported of an area, or of the programme itself, for one year, £. For the year of the
/// data date it is the amount up to that date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reported {
    /// Gross saving.
    pub gross_saving: Option<Decimal>,
    /// Cost: the total of an area's, or the programme's own.
    pub cost: Option<Decimal>,
    /// Grants.
    pub grant: Option<Decimal>,
}

/// All actuals by area (`None`: the programme's own) and index of the year; several of one area
/// and year are added up. Years outside the horizon and years that begin after the data date
/// are left out.
pub fn reported(programme: &Programme) -> BTreeMap<(Option<usize>, usize), Reported> {
    let mut all = BTreeMap::new();
    for actual in &programme.actuals {
        let index = programme.horizon.index_of(actual.year);
        if let Some(year) = index.filter(|&year| year <= programme.year_of_as_of()) {
            add(all.entry((actual.area, year)).or_default(), actual);
        }
    }
    all
}

fn add(reported: &mut Reported, actual: &Actual) {
    let pairs = [
        (&mut reported.gross_saving, actual.gross_saving),
        (&mut reported.cost, actual.cost),
        (&mut reported.grant, actual.grant),
    ];
    for (sum, amount) in pairs {
        if let Some(amount) = amount {
            *sum = Some(sum.unwrap_or_default() + amount.decimal());
        }
    }
}

/// Puts what was reported in place of the model's figures and adds everything up.
pub(super) fn settle(programme: &Programme, areas: &mut [Amounts], own: &mut Amounts) {
    let all = reported(programme);
    for (&(area, year), reported) in &all {
        if area.is_none() {
            replace(own, year, reported, Decimal::ONE);
            replace_one(own, Flow::ProgrammeCost, year, reported.cost);
        }
    }
    own.add_up_costs();
    areas.iter_mut().for_each(Amounts::add_up_costs);
    for (&(area, year), reported) in &all {
        if let Some(area) = area {
            // A share within 0 and 1 is never beyond a decimal.
            let cashable = most_likely(&programme.areas[area], AreaColumn::CashableShare).value().unwrap_or_default();
            replace(&mut areas[area], year, reported, cashable);
            replace_one(&mut areas[area], Flow::TotalCost, year, reported.cost);
        }
    }
}

fn replace(amounts: &mut Amounts, year: usize, reported: &Reported, cashable_share: Decimal) {
    replace_one(amounts, Flow::GrossSaving, year, reported.gross_saving);
    replace_one(amounts, Flow::CashableSaving, year, reported.gross_saving.map(|saving| saving * cashable_share));
    replace_one(amounts, Flow::Grant, year, reported.grant);
}

fn replace_one(amounts: &mut Amounts, flow: Flow, year: usize, reported: Option<Decimal>) {
    if let Some(amount) = reported {
        amounts[flow][year] = amount;
    }
}
