//! What the plan promises of single figures.

use crate::fiscal::FinancialYear;
use crate::money::round_to_the_penny;
use crate::plan::{Amounts, Lines, Part, PlanError, Staff, WholeAmounts, planned, whole};
use crate::programme::{Measure, Payback, Programme, Staffing, TargetPart};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// What the plan promises of a measure, in its year where it has one, of a part of the programme: money to the penny.
/// `None` where the plan has no such figure.
///
/// # Errors
/// Where an amount of the plan line is too large to be counted exactly.
pub fn planned_figure(
    programme: &Programme,
    part: &TargetPart,
    (measure, year): (Measure, Option<FinancialYear>),
) -> Result<Option<f64>, PlanError> {
    let year = year.and_then(|year| programme.horizon.index_of(year)).unwrap_or(0);
    let lines = planned(programme)?;
    if let TargetPart::Workforce(group) = *part {
        return Ok(planned_staff(programme, &lines, group, (measure, year)));
    }
    let amounts = lines.of(&Part::of_target(programme, part));
    let whole = whole(&amounts, programme, &lines.price_index)?;
    Ok(planned_amount((measure, year), &amounts, &whole))
}

/// What the plan promises of a part of the programme that is no workforce group.
#[derive(Clone, Debug)]
pub struct PlannedPart {
    amounts: Amounts,
    whole: WholeAmounts,
}

impl PlannedPart {
    /// Of several parts.
    ///
    /// # Errors
    /// Where an amount of the plan line is too large to be counted exactly.
    pub fn of_all(programme: &Programme, parts: &[TargetPart]) -> Result<Vec<Self>, PlanError> {
        let lines = planned(programme)?;
        let of_part = |part: &TargetPart| {
            let amounts = lines.of(&Part::of_target(programme, part));
            let whole = whole(&amounts, programme, &lines.price_index)?;
            Ok(PlannedPart { amounts, whole })
        };
        parts.iter().map(of_part).collect()
    }

    /// The amount of a measure, in its year (from 0) where it has one: money to the penny. `None` where it is blank.
    pub fn amount(&self, measure: Measure, year: usize) -> Option<f64> {
        planned_amount((measure, year), &self.amounts, &self.whole)
    }

    /// The payback that a measure counts; `None` where nothing is spent.
    pub fn payback(&self, measure: Measure) -> Option<Payback> {
        self.whole.payback(measure)
    }
}

/// What amounts come to for a figure of a part, unrounded: of posts of a workforce group what they change.
///
/// # Errors
/// Where a present value is too large.
pub fn exact_figure(
    programme: &Programme,
    lines: &Lines,
    of: &TargetPart,
    (measure, year): (Measure, usize),
) -> Result<f64, PlanError> {
    let amounts = lines.of(&Part::of_target(programme, of));
    let exact = match measure {
        Measure::Whole(measure) => whole(&amounts, programme, &lines.price_index)?.amount(measure),
        Measure::Staffing(Staffing::Headcount) => {
            amounts.posts_removed.get(year).map(|posts| amounts.posts_when_counted - posts)
        }
        Measure::Staffing(Staffing::TurnoverNeeded) => amounts.turnover_needed.get(year).copied(),
        measure => amounts.yearly(measure).and_then(|years| years.get(year).copied()),
    };
    Ok(exact.and_then(|exact| exact.to_f64()).unwrap_or(0.0))
}

/// Of a workforce group, in posts.
pub(super) fn planned_staff(
    programme: &Programme,
    lines: &Lines,
    group: usize,
    (measure, year): (Measure, usize),
) -> Option<f64> {
    Staff::of(programme, lines, group).yearly(measure)?.get(year)?.to_f64()
}

/// Of any other part.
pub(super) fn planned_amount(
    (measure, year): (Measure, usize),
    planned: &Amounts,
    whole: &WholeAmounts,
) -> Option<f64> {
    let exact = exact_amount((measure, year), planned, whole)?;
    if measure.is_money() { Some(pounds(exact)) } else { exact.to_f64() }
}

/// Likewise, unrounded.
pub(super) fn exact_amount(
    (measure, year): (Measure, usize),
    planned: &Amounts,
    whole: &WholeAmounts,
) -> Option<Decimal> {
    match measure {
        Measure::Whole(of) => whole.amount(of),
        _ => planned.yearly(measure)?.get(year).copied(),
    }
}

pub(super) fn pounds(exact: Decimal) -> f64 {
    round_to_the_penny(exact).to_f64().unwrap_or(f64::NAN)
}
