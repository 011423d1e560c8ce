//! What was observed of live areas, where the law stated for it all but excludes it.
//!
//! Such an observation is no error, but where other inputs share a cause with it they are learnt from
//! the most extreme score that there is (section 8 of the model).

use super::areas::{AreaRow, Areas};
use crate::diagnostic::{Code, Diagnostic};
use crate::distribution::Distribution;
use crate::programme::{Area, AreaColumn, Correlation, InputId};
use crate::scenario::reader::Reader;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// The probability beyond which a normal score is kept at its furthest, four standard deviations.
const FURTHEST: f64 = 3.2e-5;

/// Warns of observations that their laws exclude and that other inputs learn from.
pub(super) fn check(areas: &Areas, correlations: &[Correlation], reader: &mut Reader) {
    let finished: Vec<Option<&Area>> = areas.rows.iter().map(AreaRow::area).collect();
    for (position, row) in areas.rows.iter().enumerate() {
        for column in [AreaColumn::SlippageMonths, AreaColumn::Realisation] {
            let Some(area) = finished[position] else { continue };
            let Some((law, value)) = area[column].law().zip(observed(&finished, area, column)) else { continue };
            let Some(allowed) = what_is_allowed(law, value, column) else { continue };
            if correlations.iter().any(|correlation| teaches(correlation, &finished, position, column)) {
                reader.report(warning(row, &area.name, column, value, &allowed));
            }
        }
    }
}

/// The slippage of a live area, or the share that it was seen to realise.
fn observed(areas: &[Option<&Area>], area: &Area, column: AreaColumn) -> Option<Decimal> {
    if column == AreaColumn::Realisation {
        return area.realised_share();
    }
    let went_live = area.went_live()?;
    let floors = area.after.iter().filter_map(|before| {
        let theirs = areas[before.area]?.went_live()?;
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
fn teaches(correlation: &Correlation, areas: &[Option<&Area>], position: usize, column: AreaColumn) -> bool {
    let open = |area: usize, column: AreaColumn| {
        areas[area].is_some_and(|area| area[column].law().is_some() && !is_observed(area, column))
    };
    match correlation {
        Correlation::Across { column: shared, areas: members, rank, .. } => {
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

fn warning(row: &AreaRow, name: &str, column: AreaColumn, value: Decimal, allowed: &Allowed) -> Diagnostic {
    let (place, distribution) = match column {
        AreaColumn::Realisation => (&row.places.realised_share, &row.places.realisation),
        _ => (&row.places.went_live, &row.places.own_slippage),
    };
    let (column, happened) = (column.name(), in_words(value, column));
    let message = format!("`{name}` {happened}, but the distribution of its `{column}` {}", allowed.says);
    let (verb, side) = if allowed.is_below { ("begins", "before") } else { ("ends", "beyond") };
    let help = format!(
        "this counts as the most extreme outcome there can be, and moves the forecast of whatever is correlated with it strongly: \
         if it was not that surprising, write a `{column}` (or a history) that {verb} {side} it"
    );
    let warning = Diagnostic::warning(Code::ObservationExcluded, message).at(place.clone()).label("what happened");
    let warning = warning.help(help);
    match distribution {
        Some(place) => warning.also(place.clone(), "what was believed beforehand"),
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
