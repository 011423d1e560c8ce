//! Programme -> Plan.

mod areas;
mod figures;
mod inputs;
mod programme_level;

pub use figures::units_per;
pub(super) use figures::{compare, figures};
pub(super) use programme_level::likely_index;

use super::{Clock, Dimensions, Kinds, Lines, Plan, Timing, Used};
use crate::plan::exact;
use crate::programme::{Flow, Programme, TargetPart, Terms};
use inputs::InputBuilder;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Compiles a programme into the flat program that the kernel runs.
///
/// # Errors
/// Where an index or an amount of the plan leaves the range that exact arithmetic can hold.
pub fn compile(programme: &Programme) -> Result<Plan, exact::PlanError> {
    let mut plan = compile_with(programme, &[])?;
    figures::choose_rows(programme, &mut plan);
    Ok(plan)
}

/// Likewise, with parts of the programme that no target looks at, to be sampled: no figures are chosen to be counted.
///
/// # Errors
/// As [`compile`].
pub fn compile_with(programme: &Programme, asked: &[TargetPart]) -> Result<Plan, exact::PlanError> {
    compile_kinds(programme, asked, (Kinds::ALL, &exact::past(programme)?))
}

/// Likewise, with some kinds of uncertainty as the scenario has them and the others as the plan line takes them, and the
/// past with these kinds. What the trials before the data date depend on is left out: see [`exact::Mixed`].
///
/// # Errors
/// As [`compile`].
pub fn compile_kinds(
    programme: &Programme,
    asked: &[TargetPart],
    (kinds, past): (Kinds, &Lines),
) -> Result<Plan, exact::PlanError> {
    let clock = clock(programme);
    let mut builder = InputBuilder::new(programme, kinds);
    let indices = programme_level::indices(programme, &mut builder);
    let exit = programme_level::exit(programme, &mut builder);
    let risks = programme_level::risks(programme, &mut builder);
    let programme_costs = programme_level::cost_lines(programme, &mut builder);
    let grants = programme_level::grants(programme, &mut builder);
    let parts = figures::parts(programme, figures::looked_at(programme, asked), past, &mut builder);
    let areas = areas::areas(programme, past, &parts, &mut builder);
    let (inputs, causes, score_order, score_slots) = builder.finish();
    let used = used(&areas, programme.prices.terms);
    let parts: Vec<_> = parts.into_iter().map(|(_, part)| part).collect();
    let mut plan = Plan {
        clock,
        inputs,
        causes,
        score_slots,
        score_order,
        indices,
        exit,
        risks,
        areas,
        programme_costs,
        grants,
        part_of_workforce: figures::parts_of_workforce(programme, &parts),
        part_of_target: figures::parts_of_targets(programme, &parts),
        parts,
        discount: exact::discount_factors(programme)?.iter().map(to_f64).collect(),
        rows: Default::default(),
        used,
        moving: [false; Flow::COUNT],
        all_cashable: false,
        dimensions: Vec::new(),
    };
    let dimensions = Dimensions::over(&[&plan]);
    plan.number_draws(&dimensions);
    figures::find_moving(&mut plan);
    figures::find_own(&mut plan);
    Ok(plan)
}

fn clock(programme: &Programme) -> Clock {
    let horizon = programme.horizon;
    Clock {
        start: f64::from(programme.as_of_months()),
        end: f64::from(horizon.end()),
        years: horizon.len(),
        first_year: programme.year_of_as_of(),
    }
}

/// The one way from exact decimals to floating point.
pub(super) fn to_f64(value: &Decimal) -> f64 {
    value.to_f64().unwrap_or(f64::NAN)
}

fn used(areas: &[super::AreaPlan], terms: Terms) -> Used {
    let any = |has: &dyn Fn(&super::AreaPlan) -> bool| areas.iter().any(has);
    let posts = |area: &super::AreaPlan| !area.posts.is(0.0);
    Used {
        pay: terms == Terms::Cash || any(&|area| !area.workforce_lag.is(0.0) && !area.pay_share.is(0.0)),
        cashable: any(&|area| !area.cashable_share.is(1.0)),
        implementation: any(&|area| area.implementation.is_some()),
        delay: any(&|area| !area.delay_cost.is(0.0) && matches!(area.timing, Timing::Ahead { .. })),
        running: any(&|area| !area.running_cost.is(0.0)),
        redundancy: any(&|area| posts(area) && !area.redundancy_share.is(0.0) && !area.redundancy_cost.is(0.0)),
        posts: any(&posts),
    }
}
