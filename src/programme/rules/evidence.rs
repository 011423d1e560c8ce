//! What has not happened is evidence (section 3 of the model): an area that could have gone
//! live and has not is late already, which its slippage must allow.

use super::Broken;
use crate::diagnostic::Code;
use crate::programme::{Area, AreaColumn, At, Draft, Quantity};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    for (position, area) in draft.areas.iter().enumerate() {
        let Some(lost) = months_lost(draft, area) else { continue };
        let Some(longest) = longest(&area[AreaColumn::SlippageMonths], lost) else { continue };
        let lost = lost.normalize();
        let (months, are) = if lost == Decimal::ONE { ("month", "is") } else { ("months", "are") };
        let message = format!(
            "`{}` is not live at the data date {}: {lost} {months} {are} already lost, but its slippage is {longest} at most",
            area.name, draft.as_of
        );
        let help = format!(
            "write a slippage that can reach {lost} {months}, plan a later `go_live`, or set the status to `live`"
        );
        let at = |column| At::area(position, column);
        let excluded = Broken::new(Code::SlippageExcluded, at("slippage_months"), message, help);
        let before = area.after.iter().map(|before| before.area);
        let theirs = before.flat_map(|area| ["status", "went_live"].map(|column| At::area(area, column)));
        let grounds = [At::scenario("as_of"), at("status"), at("after")].into_iter().chain(theirs);
        broken.push(excluded.or_at(at("go_live")).resting_on(grounds));
    }
}

/// `A - e_a`, where the area is not live and all its predecessors are.
fn months_lost(draft: &Draft, area: &Area) -> Option<Decimal> {
    if area.is_live() {
        return None;
    }
    let mut earliest = Decimal::from(area.go_live.months_since(draft.as_of));
    for predecessor in &area.after {
        let went_live = draft.areas[predecessor.area].went_live()?;
        earliest = earliest.max(Decimal::from(went_live.months_since(draft.as_of)) + predecessor.lag_months);
    }
    Some(-earliest)
}

/// The longest slippage, where it cannot be `lost` or more.
fn longest(slippage: &Quantity, lost: Decimal) -> Option<String> {
    match slippage {
        Quantity::Fixed(months) => (*months < lost).then(|| months.normalize().to_string()),
        Quantity::Uncertain(law) => {
            let condition = lost.to_f64().unwrap_or(f64::NAN);
            law.given_at_least(condition).is_err().then(|| law.support().1.to_string())
        }
    }
}
