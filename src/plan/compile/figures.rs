//! The parts of the programme, and which of their figures are counted.

use super::super::{
    AreaSlot, Check, Compare, Figure, Figures, OccurrencePlan, PartPlan, Past, Plan, RiskPlan, RowId, Rows, Shown,
    Slot, Timing,
};
use super::inputs::InputBuilder;
use super::to_f64;
use crate::plan::Part;
use crate::plan::{Amounts, Lines, Staff, StaffPlan};
use crate::programme::{Flow, InputId, Measure, Programme, Staffing, Stock, Target, TargetPart, Threshold};
use rust_decimal::Decimal;

/// The programme, its partners, the portfolios and areas that targets look at or that are asked for, each once, and the
/// workforce groups.
pub fn looked_at(programme: &Programme, asked: &[TargetPart]) -> Vec<TargetPart> {
    let mut all = vec![TargetPart::Programme];
    all.extend((0..programme.partners.len()).map(TargetPart::Partner));
    for part in programme.targets.iter().map(|target| &target.part).chain(asked) {
        let beside = matches!(part, TargetPart::Portfolio(_) | TargetPart::Area(_));
        if beside && !all.contains(part) {
            all.push(part.clone());
        }
    }
    all.extend((0..programme.workforce.len()).map(TargetPart::Workforce));
    all
}

/// The parts, each with what is known of it.
pub fn parts(
    programme: &Programme,
    looked_at: Vec<TargetPart>,
    past: &Lines,
    inputs: &mut InputBuilder,
) -> Vec<(Part, PartPlan)> {
    let mut with_plan = |of: TargetPart| {
        let part = Part::of_target(programme, &of);
        let plan = part_plan(programme, &part, of, (past, inputs));
        (part, plan)
    };
    looked_at.into_iter().map(&mut with_plan).collect()
}

fn staff_plan(programme: &Programme, past: &Lines, group: usize, inputs: &mut InputBuilder) -> StaffPlan {
    let staff = Staff::of(programme, past, group);
    let years = |staffing| -> Vec<f64> {
        let exact = staff.yearly(Measure::Staffing(staffing)).unwrap_or_default();
        exact.iter().map(to_f64).collect()
    };
    let opening = match programme.year_of_as_of().checked_sub(1) {
        Some(year_before) => staff.headcount[year_before],
        None => staff.at_start,
    };
    let leavers = programme.workforce[group].leavers_per_year.as_ref();
    StaffPlan {
        establishment: to_f64(&staff.establishment),
        opening: to_f64(&opening),
        leavers_per_year: leavers.map(|share| inputs.amount(InputId::Leavers(group), share)),
        past: Staffing::ALL.map(years).to_vec(),
    }
}

/// The positions among the parts of the workforce groups.
pub fn parts_of_workforce(programme: &Programme, parts: &[PartPlan]) -> Vec<usize> {
    (0..programme.workforce.len()).map(|group| place_of(parts, &TargetPart::Workforce(group))).collect()
}

/// The position among the parts of what each target looks at.
pub fn parts_of_targets(programme: &Programme, parts: &[PartPlan]) -> Vec<usize> {
    programme.targets.iter().map(|target| place_of(parts, &target.part)).collect()
}

fn place_of(parts: &[PartPlan], of: &TargetPart) -> usize {
    parts.iter().position(|part| part.of == *of).expect("every target's part and every group is among the parts")
}

fn part_plan(
    programme: &Programme,
    part: &Part,
    of: TargetPart,
    (past, inputs): (&Lines, &mut InputBuilder),
) -> PartPlan {
    let (savings_rule, costs_rule) = match of {
        TargetPart::Programme => (1.0, 1.0),
        TargetPart::Partner(partner) => {
            (to_f64(&programme.sharing.savings[partner]), to_f64(&programme.sharing.costs[partner]))
        }
        TargetPart::Portfolio(_) | TargetPart::Area(_) | TargetPart::Workforce(_) => (0.0, 0.0),
    };
    let differs = |weights: &[Decimal], rule: f64| weights.iter().any(|weight| to_f64(weight) != rule);
    PartPlan {
        savings_rule,
        costs_rule,
        is_partner: matches!(of, TargetPart::Partner(_)),
        has_own_areas: differs(&part.savings, savings_rule) || differs(&part.costs, costs_rule),
        own: [false; Flow::COUNT],
        own_posts: false,
        past: past_of(programme, &past.of(part)),
        staff: match of {
            TargetPart::Workforce(group) => Some(staff_plan(programme, past, group, inputs)),
            _ => None,
        },
        of,
    }
}

fn past_of(programme: &Programme, amounts: &Amounts) -> Past {
    let years = |exact: &[Decimal]| -> Vec<f64> { exact.iter().map(to_f64).collect() };
    let mut stocks = vec![vec![0.0; programme.horizon.len()]; Stock::ALL.len()];
    stocks[Stock::RunRate as usize] = years(&amounts.run_rate);
    stocks[Stock::PostsRemoved as usize] = years(&amounts.posts_removed);
    stocks[Stock::AreasLive as usize] = years(&amounts.areas_live);
    Past {
        flows: Flow::ALL.iter().map(|&flow| years(&amounts.flows[flow as usize])).collect(),
        stocks,
        current_run_rate: to_f64(&amounts.current_run_rate),
    }
}

/// Fills in the rows that results need: every measure of the programme and its partners, the areas, the targets.
pub fn choose_rows(programme: &Programme, plan: &mut Plan) {
    let mut rows = Rows::default();
    let figures = figures(plan);
    for part in 0..=programme.partners.len() {
        for measure in Measure::all() {
            let years = if measure.is_yearly() { plan.clock.years } else { 1 };
            for year in 0..years {
                figures.figure(RowId { part, measure, year }, &mut |slot, shown| rows.want(slot, shown));
            }
        }
    }
    for &part in &plan.part_of_workforce {
        for measure in staffing_measures(plan, part) {
            for year in 0..plan.clock.years {
                figures.figure(RowId { part, measure, year }, &mut |slot, shown| rows.want(slot, shown));
            }
        }
    }
    for area in &plan.areas {
        let cost = if plan.cost_is_known(area) { Shown::Constant } else { Shown::Tenths };
        rows.want(Slot::Area(area.index, AreaSlot::GrossSaving), Shown::Tenths);
        rows.want(Slot::Area(area.index, AreaSlot::Cost), cost);
        if cost == Shown::Tenths {
            rows.want(Slot::Area(area.index, AreaSlot::NetSaving), Shown::Tenths);
        }
        if matches!(area.timing, Timing::Ahead { .. }) {
            rows.want(Slot::Area(area.index, AreaSlot::GoLive), Shown::Tenths);
            rows.want(Slot::Area(area.index, AreaSlot::IsLive), Shown::Mean);
        }
    }
    for (place, target) in programme.targets.iter().enumerate() {
        let part = plan.part_of_target[place];
        let years = if target.measure.is_yearly() { plan.clock.years } else { 1 };
        for year in 0..years {
            let id = RowId { part, measure: target.measure, year };
            if matches!(figures.figure(id, &mut |_, _| 0), Figure::Row { .. }) {
                let compare = compare(programme, target, part).of(Slot::Part(figures.kept(id)));
                rows.compares.push((Check { target: place, year }, compare));
            }
        }
    }
    plan.rows = rows;
}

/// Finds which flows any trial can change, and whether cashable savings are kept apart.
pub fn find_moving(plan: &mut Plan) {
    let used = plan.used;
    let dismantles = plan.exit.as_ref().is_some_and(|exit| !exit.dismantling_cost.is(0.0));
    for (flow, moves) in [
        (Flow::GrossSaving, true),
        (Flow::CashableSaving, true),
        (Flow::ImplementationCost, used.implementation),
        (Flow::DelayCost, used.delay),
        (Flow::RunningCost, used.running),
        (Flow::RedundancyCost, used.redundancy),
        (Flow::ProgrammeCost, !plan.programme_costs.is_empty()),
        (Flow::RiskCost, plan.risks.iter().any(RiskPlan::costs)),
        (Flow::DismantlingCost, dismantles),
        (Flow::Grant, !plan.grants.is_empty()),
        (Flow::NetSaving, true),
        (Flow::BudgetEffect, true),
    ] {
        plan.moving[flow as usize] = moves;
    }
    let costs = Flow::ALL.iter().any(|flow| flow.is_cost() && plan.moving[*flow as usize]);
    plan.moving[Flow::TotalCost as usize] = costs;
    let same_past =
        |part: &PartPlan| part.past.flows[Flow::GrossSaving as usize] == part.past.flows[Flow::CashableSaving as usize];
    plan.all_cashable = !used.cashable && plan.parts.iter().all(same_past);
}

/// Which flows any trial can change in a year. Risks that do not recur and grants have a year of their own.
fn moving_in(plan: &Plan, year: usize) -> [bool; Flow::COUNT] {
    let clock = plan.clock;
    if !clock.simulated_years().contains(&year) {
        return [false; Flow::COUNT];
    }
    let costs = |risk: &RiskPlan| match risk.occurrence {
        OccurrencePlan::Once { at, .. } => risk.costs() && at < clock.end && clock.year_of(at) == year,
        OccurrencePlan::Recurs { .. } => risk.costs(),
    };
    let mut moving = plan.moving;
    moving[Flow::RiskCost as usize] &= plan.risks.iter().any(costs);
    moving[Flow::Grant as usize] &= plan.grants.iter().any(|grant| grant.year == year);
    moving
}

/// Finds which flows of each part areas change by other shares than the common rule.
pub fn find_own(plan: &mut Plan) {
    for area in &plan.areas {
        let saves = !area.annual_saving.is(0.0);
        let posts = !area.posts.is(0.0);
        let delayed = !area.delay_cost.is(0.0) && matches!(area.timing, Timing::Ahead { .. });
        let redundancy = posts && !area.redundancy_share.is(0.0) && !area.redundancy_cost.is(0.0);
        let costs = [
            (Flow::ImplementationCost, area.implementation.is_some()),
            (Flow::DelayCost, delayed),
            (Flow::RunningCost, !area.running_cost.is(0.0)),
            (Flow::RedundancyCost, redundancy),
        ];
        for weight in &area.parts {
            let part = &mut plan.parts[weight.part];
            let mut change = |flow: Flow, changes: bool| part.own[flow as usize] |= changes;
            let (saves, costs_at_all) = (saves && weight.savings != 0.0, costs.iter().any(|(_, has)| *has));
            change(Flow::GrossSaving, saves);
            change(Flow::CashableSaving, saves);
            costs.iter().for_each(|&(flow, has)| change(flow, has && weight.costs != 0.0));
            let spends = costs_at_all && weight.costs != 0.0;
            change(Flow::TotalCost, spends);
            change(Flow::NetSaving, saves || spends);
            change(Flow::BudgetEffect, saves || spends);
            part.own_posts |= posts && weight.savings != 0.0;
        }
    }
}

/// The measures of a workforce group that are known.
fn staffing_measures(plan: &Plan, part: usize) -> impl Iterator<Item = Measure> {
    let turns_over = plan.parts[part].staff.as_ref().is_some_and(|staff| staff.leavers_per_year.is_some());
    let available = Measure::Staffing(Staffing::TurnoverAvailable);
    Measure::of_workforce().into_iter().filter(move |measure| turns_over || *measure != available)
}

/// Where each figure of a plan comes from.
pub fn figures(plan: &Plan) -> Figures<'_> {
    Figures {
        parts: &plan.parts,
        years: plan.clock.years,
        first_year: plan.clock.first_year,
        moving: (0..plan.clock.years).map(|year| moving_in(plan, year)).collect(),
        all_cashable: plan.all_cashable,
        posts: plan.used.posts,
        areas: plan.areas.len(),
    }
}

/// The comparison that a target makes in each trial of the part at position `part`.
pub fn compare(programme: &Programme, target: &Target, part: usize) -> Compare {
    let year = target.by.and_then(|year| programme.horizon.index_of(year)).unwrap_or(0);
    let id = RowId { part, measure: target.measure, year };
    let per_unit = units_per(target.measure);
    let threshold = match target.threshold {
        Threshold::Amount(amount) => (to_f64(&amount) * per_unit).round(),
        Threshold::Year(year) => f64::from(year.years_since(programme.horizon.first())),
    };
    Compare::new(Slot::Part(id), target.direction, threshold, per_unit)
}

/// How finely a measure is compared: pennies, whole years, and millionths of posts and ratios.
pub fn units_per(measure: Measure) -> f64 {
    match measure {
        measure if measure.is_label() => 1.0,
        measure if measure.is_money() => 100.0,
        _ => 1e6,
    }
}
