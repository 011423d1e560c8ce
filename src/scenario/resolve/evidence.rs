//! What has not happened is evidence (section 3 of the model): an area that could have gone
//! live and has not is late already, which its slippage must allow.

use super::areas::{AreaRow, Areas};
use super::calendar::Calendar;
use crate::diagnostic::Code;
use crate::fiscal::Month;
use crate::programme::{AreaColumn, Quantity};
use crate::scenario::reader::Reader;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// Reports areas whose slippage what has already happened excludes.
pub(super) fn check(areas: &Areas, calendar: &Calendar, reader: &mut Reader) {
    let Some(as_of) = calendar.as_of else { return };
    for (position, row) in areas.rows.iter().enumerate() {
        let Some(lost) = months_lost(areas, row, as_of) else { continue };
        let Some(longest) =
            row.quantities[AreaColumn::SlippageMonths as usize].as_ref().and_then(|slippage| longest(slippage, lost))
        else {
            continue;
        };
        let name = areas.names.at(position).unwrap_or_default();
        let lost = lost.normalize();
        let message = format!(
            "`{name}` is not live at the data date {as_of}: {lost} months are already lost, but its slippage is {longest} at most"
        );
        let help = format!(
            "write a slippage that can reach {lost} months, plan a later `go_live`, or set the status to `live`"
        );
        reader.fault(Code::SlippageExcluded, &row.places.slippage, message, help);
    }
}

/// `A - e_a`, where the area is not live and all its predecessors are.
fn months_lost(areas: &Areas, row: &AreaRow, as_of: Month) -> Option<Decimal> {
    if row.is_live()? {
        return None;
    }
    let mut earliest = Decimal::from(row.go_live?.months_since(as_of));
    for predecessor in row.after.as_ref()? {
        let before = &areas.rows[predecessor.area];
        if !before.is_live()? {
            return None;
        }
        let floor = Decimal::from(before.went_live?.months_since(as_of)) + predecessor.lag_months;
        earliest = earliest.max(floor);
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
