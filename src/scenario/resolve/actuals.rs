//! What has been reported for the past.

use super::areas::{Areas, needed};
use super::calendar::Calendar;
use crate::diagnostic::{Code, Diagnostic, Place};
use crate::fiscal::FinancialYear;
use crate::money::Pounds;
use crate::programme::Actual;
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::table::{Row, Table};
use crate::scenario::typed::Typed;
use std::collections::HashMap;

/// Reads the table of actuals; `None` where a fault was reported.
pub(super) fn read(
    table: Option<&Table>,
    areas: &Areas,
    calendar: &Calendar,
    reader: &mut Reader,
) -> Option<Vec<Actual>> {
    let Some(table) = table else { return Some(Vec::new()) };
    let mut seen: HashMap<(Option<usize>, FinancialYear), Place> = HashMap::new();
    let rows: Vec<Option<Actual>> = (table.rows())
        .map(|row| {
            let actual = actual(row, areas, calendar, reader)?;
            if let Some(first) = seen.insert((actual.area, actual.year), row.place()) {
                let message = format!("there are two rows for the same area and the year {}", actual.year);
                let fault = Diagnostic::error(Code::DuplicateActual, message).at(row.place());
                reader.report(fault.also(first, "the first is here").help("add them up in one row"));
            }
            Some(actual)
        })
        .collect();
    rows.into_iter().collect()
}

fn actual(row: Row<'_>, areas: &Areas, calendar: &Calendar, reader: &mut Reader) -> Option<Actual> {
    if !row.is_sound() {
        return None;
    }
    let area = match row.filled("area") {
        None => Some(None),
        Some(cell) => areas.names.find(&cell, "area", reader).map(Some),
    };
    let year = needed(row, "year", reader).and_then(|cell| year(&cell, calendar, reader));
    let mut amount = |name| match row.filled(name) {
        None => Some(None),
        Some(cell) => {
            reader.number(&cell, Field::new(name, Unit::Money, Limits::ANY)).map(|amount| Some(Pounds::new(amount)))
        }
    };
    let (gross_saving, cost, grant) = (amount("gross_saving"), amount("cost"), amount("grant"));
    if let (Some(None), Some(Some(_)), Some(cell)) = (area, gross_saving, row.filled("gross_saving")) {
        let message = "this saving is the programme's own: it comes on top of what its areas saved";
        let help = "if it is the total of the areas, give each area a row with its part instead";
        reader.report(Diagnostic::warning(Code::ActualAdded, message).at(cell.place).help(help));
    }
    Some(Actual { area: area?, year: year?, gross_saving: gross_saving?, cost: cost?, grant: grant? })
}

/// A year that has begun before the data date.
fn year(cell: &Typed, calendar: &Calendar, reader: &mut Reader) -> Option<FinancialYear> {
    let year = reader.year(cell)?;
    let (horizon, as_of) = (calendar.horizon?, calendar.as_of?);
    let Some(index) = horizon.index_of(year) else {
        let message = format!("{year} lies outside the horizon, {} to {}", horizon.first(), horizon.last());
        reader.fault(Code::YearOutside, &cell.place, message, "leave this row out, or begin the horizon earlier");
        return None;
    };
    if 12 * index as i32 >= horizon.months(as_of) {
        let message =
            format!("{year} had not begun at the data date {as_of} (`as_of`), so nothing can be reported for it");
        reader.fault(Code::YearAhead, &cell.place, message, "leave this row out, or move `as_of` on");
        return None;
    }
    Some(year)
}
