//! The programme's own lines: its cost lines and its grants (section 6).

use super::{Amounts, Calendar, Exact, Indices, LARGEST_AMOUNT, PlanError, Span};
use crate::fiscal::{FinancialYear, Horizon};
use crate::programme::{Flow, Grant, Programme, ProgrammeCost, Until};
use rust_decimal::Decimal;

/// Probability from which a grant counts as paid.
pub const LIKELY_ENOUGH: Decimal = Decimal::from_parts(5, 0, 0, false, 1);

/// The yearly amounts of the programme's own lines without their totals, £. A cost line that runs
/// until the last go-live ends at month `last_go_live`.
pub(super) fn amounts(
    programme: &Programme,
    calendar: Calendar,
    indices: &Indices,
    last_go_live: i32,
) -> Result<Amounts, PlanError> {
    let mut amounts = Amounts::nothing(calendar.horizon.len());
    for (index, year) in calendar.horizon.iter().enumerate() {
        let within_range = |amount: Exact| {
            let value = amount.value().filter(|value| value.abs() <= LARGEST_AMOUNT);
            value.ok_or(PlanError::Amount { area: None, year })
        };
        let cost = programme_cost(programme, calendar.span(index), last_go_live) * indices.of(index).price;
        amounts[Flow::ProgrammeCost][index] = within_range(cost)?;
        if calendar.year_end(index).is_some() {
            amounts[Flow::Grant][index] = within_range(grants(programme, year))?;
        }
    }
    Ok(amounts)
}

fn programme_cost(programme: &Programme, span: Span, last_go_live: i32) -> Exact {
    let cost = |line: &ProgrammeCost| {
        Exact::most_likely(&line.per_year) * running(line, programme.horizon, last_go_live).overlap(span) / 12
    };
    programme.programme_costs.iter().fold(Exact::ZERO, |sum, line| sum + cost(line))
}

/// From when to when a cost line runs.
fn running(line: &ProgrammeCost, horizon: Horizon, last_go_live: i32) -> Span {
    let until = match line.until {
        Until::Date(date) => horizon.months(date),
        Until::LastGoLive => last_go_live,
    };
    Span { from: Exact::from(horizon.months(line.from)), to: Exact::from(until) }
}

fn grants(programme: &Programme, year: FinancialYear) -> Exact {
    let is_paid = |grant: &&Grant| grant.year == year && grant.probability >= LIKELY_ENOUGH;
    let paid = programme.grants.iter().filter(is_paid);
    paid.fold(Exact::ZERO, |sum, grant| sum + Exact::most_likely(&grant.amount))
}
