//! Programme -> Plan.

mod areas;
mod figures;
mod inputs;
mod programme_level;

pub(super) use figures::{compare, figures};

use super::{Clock, Draw, OccurrencePlan, Plan, Timing, Used};
use crate::plan::exact;
use crate::programme::{Flow, Programme, Terms};
use inputs::InputBuilder;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Compiles a programme into the flat program that the kernel runs.
///
/// # Errors
/// Where an index or an amount of the plan leaves the range that exact arithmetic can hold.
pub fn compile(programme: &Programme) -> Result<Plan, exact::PlanError> {
    let clock = clock(programme);
    let past = exact::past(programme)?;
    let mut builder = InputBuilder::new(programme);
    let indices = programme_level::indices(programme, &mut builder);
    let exit = programme_level::exit(programme, &mut builder);
    let risks = programme_level::risks(programme, &mut builder);
    let programme_costs = programme_level::cost_lines(programme, &mut builder);
    let grants = programme_level::grants(programme, &mut builder);
    let parts = figures::parts(programme, &past, &mut builder);
    let areas = areas::areas(programme, &past, &parts, &mut builder);
    let (inputs, causes, score_order, score_slots) = builder.finish();
    let used = used(&areas, programme.prices.terms);
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
        parts: parts.into_iter().map(|(_, part)| part).collect(),
        part_of_workforce: figures::parts_of_workforce(programme),
        part_of_target: figures::parts_of_targets(programme),
        discount: exact::discount_factors(programme)?.iter().map(to_f64).collect(),
        rows: Default::default(),
        used,
        moving: [false; Flow::COUNT],
        all_cashable: false,
        dimensions: 0,
    };
    number_the_draws(&mut plan);
    figures::find_moving(&mut plan);
    figures::find_own(&mut plan);
    figures::choose_rows(programme, &mut plan);
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

/// Gives every draw its place: those of the programme as a whole first, whose influence is large because many areas
/// share them, then those of areas; each in the order of names.
fn number_the_draws(plan: &mut Plan) {
    let mut draws: Vec<&mut Draw> = Vec::new();
    draws.extend(plan.inputs.iter_mut().map(|input| &mut input.draw));
    draws.extend(plan.causes.iter_mut().map(|cause| &mut cause.draw));
    draws.extend(plan.exit.iter_mut().map(|exit| &mut exit.chance.draw));
    draws.extend(plan.grants.iter_mut().map(|grant| &mut grant.chance.draw));
    draws.extend(plan.risks.iter_mut().map(|risk| match &mut risk.occurrence {
        OccurrencePlan::Once { chance, .. } => &mut chance.draw,
        OccurrencePlan::Recurs { draw, .. } => draw,
    }));
    draws.extend(plan.areas.iter_mut().filter_map(|area| match &mut area.timing {
        Timing::Ahead { chance: Some(chance), .. } => Some(&mut chance.draw),
        Timing::Ahead { .. } | Timing::Live { .. } => None,
    }));
    draws.sort_by(|a, b| place_by_name(&a.name).cmp(&place_by_name(&b.name)));
    for (dimension, draw) in draws.iter_mut().enumerate() {
        draw.dimension = dimension;
    }
    plan.dimensions = draws.len();
}

/// What draws are ordered by: whether it is one of an area, then the name.
fn place_by_name(name: &str) -> (bool, &str) {
    (name.starts_with("area."), name)
}

#[cfg(test)]
mod tests {
    use super::place_by_name;

    #[test]
    fn draws_of_the_programme_as_a_whole_come_before_those_of_areas() {
        let mut names = [
            "risk.Fire.occurs",
            "area.ICT.realisation",
            "exit.probability",
            "area.HR.realisation",
            "common.realisation",
        ];
        names.sort_by(|a, b| place_by_name(a).cmp(&place_by_name(b)));
        assert_eq!(
            names,
            [
                "common.realisation",
                "exit.probability",
                "risk.Fire.occurs",
                "area.HR.realisation",
                "area.ICT.realisation"
            ]
        );
    }
}
