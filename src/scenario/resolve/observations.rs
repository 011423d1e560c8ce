//! What was observed of live areas, where the law stated for it all but excludes it.
//!
//! Such an observation is no error, but where other inputs share a cause with it they are learnt from
//! the most extreme score that there is (section 8 of the model).

use crate::diagnostic::{Code, Diagnostic};
use crate::distribution::Distribution;
use crate::programme::{Area, AreaColumn, At, Correlation, Draft, EntryKind, InputId};
use crate::scenario::Scenario;
use crate::scenario::reader::Reader;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The probability beyond which a normal score is kept at its furthest, four standard deviations.
const FURTHEST: f64 = 3.2e-5;

/// Warns of observations that their laws exclude and that other inputs learn from.
pub(super) fn warn(scenario: &Scenario, draft: &Draft, reader: &mut Reader) {
    for (position, area) in draft.areas.iter().enumerate() {
        for column in [AreaColumn::SlippageMonths, AreaColumn::Realisation] {
            let Some((law, value)) = area[column].law().zip(observed(draft, area, column)) else { continue };
            let Some(allowed) = what_is_allowed(law, value, column) else { continue };
            let is_open = reader.open.is_of(EntryKind::Area, position)
                || area.after.iter().any(|before| reader.open.is_of(EntryKind::Area, before.area));
            let mut correlations = draft.correlations.iter();
            if !is_open && correlations.any(|correlation| teaches(correlation, draft, position, column)) {
                reader.report(warning(scenario, (position, column), (&area.name, value), &allowed));
            }
        }
    }
}

/// The slippage of a live area, or the share that it was seen to realise.
fn observed(draft: &Draft, area: &Area, column: AreaColumn) -> Option<Decimal> {
    if column == AreaColumn::Realisation {
        return area.realised_share();
    }
    let went_live = area.went_live()?;
    let floors = area.after.iter().filter_map(|before| {
        let theirs = draft.areas[before.area].went_live()?;
        Some(Decimal::from(went_live.months_since(theirs)) - before.lag_months)
    });
    Some(floors.fold(Decimal::from(went_live.months_since(area.go_live)), Decimal::min))
}

/// What a law says of an observation at or beyond one of its ends; `None` where it lies well inside.
fn what_is_allowed(law: &Distribution, value: Decimal, column: AreaColumn) -> Option<Allowed> {
    let at = value.to_f64()?;
    let (lowest, highest) = law.support();
    let (end, is_below) = if law.cdf(at) <= FURTHEST {
        (lowest, true)
    } else if law.survival_left(at) <= FURTHEST {
        (highest, false)
    } else {
        return None;
    };
    let is_beyond = if is_below { at <= end } else { at >= end };
    let side = if is_below { "begins at" } else { "ends at" };
    let says = if is_beyond {
        format!("{side} {}", in_units(Decimal::try_from(end).unwrap_or_default(), column))
    } else {
        "gives this less than one chance in 30,000".to_owned()
    };
    Some(Allowed { says, is_below })
}

/// What a law says of an observation.
struct Allowed {
    says: String,
    /// Whether the observation is too small for it, not too large.
    is_below: bool,
}

/// Whether an input that is not observed itself follows that of an area, or shares a cause with it.
fn teaches(correlation: &Correlation, draft: &Draft, position: usize, column: AreaColumn) -> bool {
    let open = |area: usize, column: AreaColumn| {
        let area = &draft.areas[area];
        area[column].law().is_some() && !is_observed(area, column)
    };
    match correlation {
        Correlation::Across { column: shared, members, rank, .. } => {
            let members = draft.members(members);
            *rank > 0.0
                && *shared == column
                && members.contains(&position)
                && members.iter().any(|&member| member != position && open(member, column))
        }
        Correlation::Within { first, rest, rank } => {
            *rank != 0.0 && *first == column && rest.iter().any(|&follower| open(position, follower))
        }
        Correlation::Pair { first, second, rank } => {
            let is_free = match second {
                InputId::Area(area, column) => open(*area, *column),
                _ => true,
            };
            *rank != 0.0 && *first == InputId::Area(position, column) && is_free
        }
    }
}

fn is_observed(area: &Area, column: AreaColumn) -> bool {
    match column {
        AreaColumn::SlippageMonths => area.is_live(),
        AreaColumn::Realisation => area.realised_share().is_some(),
        _ => false,
    }
}

fn warning(
    scenario: &Scenario,
    (position, column): (usize, AreaColumn),
    (name, value): (&str, Decimal),
    allowed: &Allowed,
) -> Diagnostic {
    let what_happened = if column == AreaColumn::Realisation { "realised_share" } else { "went_live" };
    let place = scenario.place(At::area(position, what_happened));
    let distribution = scenario.written(At::area(position, column.name()));
    let (column, happened) = (column.name(), in_words(value, column));
    let message = format!("`{name}` {happened}, but the distribution of its `{column}` {}", allowed.says);
    let (verb, side) = if allowed.is_below { ("begins", "before") } else { ("ends", "beyond") };
    let help = format!(
        "this counts as the most extreme outcome there can be, and moves the forecast of whatever is correlated with it strongly: \
         if it was not that surprising, write a `{column}` (or a history) that {verb} {side} it"
    );
    let warning = Diagnostic::warning(Code::ObservationExcluded, message).at(place).label("what happened");
    let warning = warning.help(help);
    match distribution {
        Some(place) => warning.also(place, "what was believed beforehand"),
        None => warning,
    }
}

/// What was observed, as it follows the name of an area.
fn in_words(value: Decimal, column: AreaColumn) -> String {
    let size = in_units(value.abs(), column);
    match column {
        AreaColumn::Realisation => format!("realises {size} of its saving"),
        _ if value.is_zero() => "went live exactly on time".into(),
        _ if value.is_sign_negative() => format!("went live {size} early"),
        _ => format!("went live {size} late"),
    }
}

/// `3 months`, `85%`.
fn in_units(value: Decimal, column: AreaColumn) -> String {
    if column == AreaColumn::Realisation {
        return format!("{}%", (value * Decimal::ONE_HUNDRED).round_dp(1).normalize());
    }
    let months = value.round_dp(1).normalize();
    format!("{months} {}", if months == Decimal::ONE { "month" } else { "months" })
}
