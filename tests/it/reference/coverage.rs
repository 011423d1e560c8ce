//! What the scenarios have: a feature that none of them had would not be compared.

use foresave::programme::{
    AreaColumn, Correlation, Discounting, Measure, Occurrence, Programme, RiskColumn, Status, TargetPart, Terms, Until,
};
use rust_decimal::Decimal;

/// A feature, and whether a programme has it.
type Feature = (&'static str, fn(&Programme) -> bool);

/// So many of the scenarios of a usual run have each feature at least.
const LEAST: usize = 4;

const FEATURES: [Feature; 37] = [
    ("an area in design", |it| it.areas.iter().any(|area| area.status == Status::Design)),
    ("an approved area", |it| it.areas.iter().any(|area| area.status == Status::Approved)),
    ("a live area", |it| it.areas.iter().any(|area| area.is_live())),
    ("an observed realisation", |it| it.areas.iter().any(|area| area.realised_share().is_some())),
    ("a chance to go ahead", |it| it.areas.iter().any(|area| area.probability < Decimal::ONE)),
    ("an area that is overdue", |it| it.areas.iter().any(|area| !area.is_live() && area.go_live < it.as_of)),
    ("two predecessors", |it| it.areas.iter().any(|area| area.after.len() > 1)),
    ("a requirement", |it| it.areas.iter().any(|area| !area.requires.is_empty())),
    ("an end", |it| it.areas.iter().any(|area| area.ends.is_some())),
    ("savings by year", |it| it.areas.iter().any(|area| area.saving_by_year.is_some())),
    ("a live area with savings by year", |it| {
        it.areas.iter().any(|area| area.is_live() && area.saving_by_year.is_some())
    }),
    ("costs by year", |it| it.areas.iter().any(|area| area.cost_by_year.is_some())),
    ("a cost overrun", |it| it.areas.iter().any(|area| area[AreaColumn::CostOverrun].law().is_some())),
    ("an area out of the plan", |it| it.areas.iter().any(|area| !area.in_plan)),
    ("shares of an area", |it| {
        it.areas.iter().any(|area| area.savings_shares.is_some() != area.costs_shares.is_some())
    }),
    ("pay released late", |it| has(it, &[AreaColumn::PayShare, AreaColumn::WorkforceLagMonths])),
    ("redundancy", |it| {
        has(it, &[AreaColumn::PostsRemoved, AreaColumn::RedundancyShare, AreaColumn::RedundancyCostPerPost])
    }),
    ("an abandoned investment", |it| {
        let may_not_go = it.areas.iter().filter(|area| area.probability < Decimal::ONE);
        may_not_go
            .into_iter()
            .any(|area| area.cost_by_year.is_some() || !is_nothing(area, AreaColumn::ImplementationCost))
    }),
    ("a risk that occurs once and delays", |it| has_risk(it, false, RiskColumn::DelayMonths)),
    ("a risk that recurs and delays", |it| has_risk(it, true, RiskColumn::DelayMonths)),
    ("a risk that recurs and loses savings", |it| has_risk(it, true, RiskColumn::SavingLoss)),
    ("an area's actuals", |it| it.actuals.iter().any(|actual| actual.area.is_some() && actual.cost.is_some())),
    ("the programme's own actuals", |it| it.actuals.iter().any(|actual| actual.area.is_none())),
    ("actuals of a part of a year", |it| {
        it.actuals.iter().any(|actual| actual.year.plus(1).april() > it.as_of && actual.gross_saving.is_some())
    }),
    ("prices of a later year", |it| it.prices.terms == Terms::Cash && it.prices.base > it.horizon.first()),
    ("prices of an earlier year", |it| it.prices.terms == Terms::Cash && it.prices.base < it.horizon.first()),
    ("growth that persists", |it| it.prices.terms == Terms::Cash && it.prices.persistence > 0.0),
    ("steps of the discount rate", |it| matches!(&it.discounting, Discounting { steps, .. } if steps.len() > 1)),
    ("a cost until the last go-live", |it| it.programme_costs.iter().any(|line| line.until == Until::LastGoLive)),
    ("an unlikely grant", |it| it.grants.iter().any(|grant| grant.probability < Decimal::new(5, 1))),
    ("an exit", |it| it.exit.as_ref().is_some_and(|exit| !exit.probability.is_zero())),
    ("a target of a portfolio", |it| it.targets.iter().any(|it| matches!(it.part, TargetPart::Portfolio(_)))),
    ("a target for a payback year", |it| it.targets.iter().any(|target| target.measure == payback())),
    ("a group without leavers", |it| it.workforce.iter().any(|group| group.leavers_per_year.is_none())),
    ("a common cause", |it| {
        it.correlations.iter().any(|it| matches!(it, Correlation::Across { rank, .. } if *rank > 0.0))
    }),
    ("dependence within areas", |it| it.correlations.iter().any(|it| matches!(it, Correlation::Within { .. }))),
    ("a pair", |it| it.correlations.iter().any(|it| matches!(it, Correlation::Pair { .. }))),
];

fn payback() -> Measure {
    Measure::parse("payback_year").expect("there is such a measure")
}

fn is_nothing(area: &foresave::programme::Area, column: AreaColumn) -> bool {
    area[column].fixed() == Some(Decimal::ZERO)
}

fn has(programme: &Programme, columns: &[AreaColumn]) -> bool {
    programme.areas.iter().any(|area| columns.iter().all(|column| !is_nothing(area, *column)))
}

fn has_risk(programme: &Programme, recurs: bool, column: RiskColumn) -> bool {
    let is_such = |occurrence: &Occurrence| matches!(occurrence, Occurrence::Recurs { .. }) == recurs;
    let mut risks = programme.risks.iter().filter(|risk| is_such(&risk.occurrence));
    risks.any(|risk| risk.quantity(column).fixed() != Some(Decimal::ZERO))
}

/// The features that too few of the programmes have.
pub fn missing(programmes: &[Programme]) -> Vec<String> {
    let number = |of: fn(&Programme) -> bool| programmes.iter().filter(|programme| of(programme)).count();
    let counts = FEATURES.iter().map(|(name, of)| (name, number(*of)));
    counts.filter(|(_, number)| *number < LEAST).map(|(name, number)| format!("{name}: {number}")).collect()
}
