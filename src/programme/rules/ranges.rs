//! Every number and every distribution within its limits.

use super::Broken;
use crate::diagnostic::Code;
use crate::programme::{
    Area, AreaColumn, At, Discounting, Draft, EntryKind, InputId, Limits, Misfit, Occurrence, Partner, PriceIndex,
    Prices, Quantity, Risk, RiskColumn, Workforce,
};
use rust_decimal::Decimal;

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    for input in inputs(draft) {
        if let Some(quantity) = input.quantity(draft) {
            within(input.at(), quantity, input.limits(), broken);
        } else if let Some(chance) = input.chance(draft) {
            within(input.at(), &Quantity::Fixed(chance), input.limits(), broken);
        }
    }
    for (at, number, limits) in numbers(draft) {
        within(at, &Quantity::Fixed(number), limits, broken);
    }
    for index in PriceIndex::ALL {
        let rates = draft.prices.growth(index);
        for rate in rates.every_year.iter().chain(rates.by_year.values()) {
            let year = draft.horizon.first();
            let input = InputId::Growth(index, year);
            within(input.at(), rate, input.limits(), broken);
        }
    }
}

/// All inputs but growth.
fn inputs(draft: &Draft) -> Vec<InputId> {
    let mut inputs = Vec::new();
    for area in 0..draft.areas.len() {
        inputs.extend(AreaColumn::ALL.map(|column| InputId::Area(area, column)));
        inputs.push(InputId::AreaGoesAhead(area));
    }
    for risk in 0..draft.risks.len() {
        inputs.extend(RiskColumn::ALL.map(|column| InputId::Risk(risk, column)));
        inputs.push(InputId::RiskOccurs(risk));
    }
    inputs.extend((0..draft.programme_costs.len()).map(InputId::ProgrammeCost));
    inputs.extend((0..draft.grants.len()).flat_map(|grant| [InputId::GrantAmount(grant), InputId::GrantPaid(grant)]));
    inputs.extend((0..draft.workforce.len()).map(InputId::Leavers));
    if draft.exit.is_some() {
        inputs.extend([
            InputId::ExitOccurs,
            InputId::ExitMonths,
            InputId::ExitDismantlingCost,
            InputId::ExitSavingKept,
        ]);
    }
    inputs
}

/// Numbers that are no inputs.
fn numbers(draft: &Draft) -> Vec<(At, Decimal, Limits)> {
    let mut numbers = Vec::new();
    for (at, area) in draft.areas.iter().enumerate() {
        numbers.push((At::area(at, "implementation_months"), area.implementation_months, Area::IMPLEMENTATION_MONTHS));
        numbers.extend(area.realised_share().map(|it| (At::area(at, "realised_share"), it, Area::REALISED_SHARE)));
        let lags = area.after.iter().enumerate();
        numbers.extend(lags.map(|(item, it)| (At::area(at, "after").item(item), it.lag_months, Area::LAG_MONTHS)));
    }
    for (at, risk) in draft.risks.iter().enumerate() {
        if let Occurrence::Recurs { frequency_per_year } = risk.occurrence {
            let at = At::of(EntryKind::Risk, at, "frequency_per_year");
            numbers.push((at, frequency_per_year, Risk::FREQUENCY_PER_YEAR));
        }
    }
    for (at, group) in draft.workforce.iter().enumerate() {
        numbers.push((At::of(EntryKind::Workforce, at, "headcount"), group.headcount, Workforce::HEADCOUNT));
    }
    for (at, partner) in draft.partners.iter().enumerate() {
        let at = At::of(EntryKind::Partner, at, "net_revenue_budget");
        numbers.extend(partner.net_revenue_budget.map(|budget| (at, budget.decimal(), Partner::BUDGET)));
    }
    let rates = draft.discounting.steps.iter().map(|(_, rate)| rate);
    numbers.extend(rates.map(|rate| (At::of(EntryKind::Discounting, 0, "rate"), *rate, Discounting::RATE)));
    for (at, correlation) in draft.correlations.iter().enumerate() {
        let at = At::of(EntryKind::Correlation, at, "rank_correlation");
        numbers.push((at, decimal(correlation.rank()), correlation.limits()));
    }
    let persistence = At::of(EntryKind::Prices, 0, "persistence");
    numbers.push((persistence, decimal(draft.prices.persistence), Prices::PERSISTENCE));
    numbers
}

/// What is no number is beyond every limit.
fn decimal(value: f64) -> Decimal {
    Decimal::try_from(value).unwrap_or(Decimal::MAX)
}

pub(super) fn within(at: At, quantity: &Quantity, limits: Limits, broken: &mut Vec<Broken>) {
    let Some(misfit) = limits.misfit(quantity) else { return };
    let must = format!("`{}` must be {}", at.column, limits.in_words());
    let (code, message) = match misfit {
        Misfit::Value(value) => (Code::OutOfRange, format!("{must}, not {}", value.normalize())),
        Misfit::Begins(end) => (Code::LawOutOfRange, format!("{must}, but this distribution begins at {end}")),
        Misfit::Ends(end) => (Code::LawOutOfRange, format!("{must}, but this distribution ends at {end}")),
        Misfit::Draws(value) => (Code::LawImpossible, beyond_counting(at.column, value)),
    };
    broken.push(Broken::new(code, at, message, "let it lie within its limits"));
}

/// That values of a distribution are too large, as it is said of column `column`.
pub(crate) fn beyond_counting(column: &str, value: f64) -> String {
    let size = if value.is_finite() { format!("as large as {value:.0e}") } else { "without bound".into() };
    format!("values of `{column}` {size} are drawn from this distribution, more than can be counted")
}
