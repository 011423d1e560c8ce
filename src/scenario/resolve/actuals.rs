//! What has been reported for the past.

use super::areas::needed;
use super::calendar::Calendar;
use super::names::Names;
use crate::diagnostic::{Code, Diagnostic};
use crate::money::Pounds;
use crate::programme::{Actual, At, EntryKind};
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::table::{Row, Table};

/// Reads the table of actuals.
pub(super) fn read(table: Option<&Table>, areas: &Names, calendar: &Calendar, reader: &mut Reader) -> Vec<Actual> {
    let Some(table) = table else { return Vec::new() };
    table.rows().enumerate().map(|(entry, row)| actual(entry, row, areas, calendar, reader)).collect()
}

fn actual(entry: usize, row: Row<'_>, areas: &Names, calendar: &Calendar, reader: &mut Reader) -> Actual {
    let at = |column| At::of(EntryKind::Actual, entry, column);
    let nothing = Actual { area: None, year: calendar.horizon.first(), gross_saving: None, cost: None, grant: None };
    if !row.is_sound() {
        reader.open.note(at("year"));
        return nothing;
    }
    let area = row.filled("area").map(|cell| areas.find(&cell, "area", reader));
    reader.open.note_if(area == Some(None), at("area"));
    let year = needed(row, "year", reader).and_then(|cell| reader.year(&cell));
    let mut amount = |name| {
        let cell = row.filled(name)?;
        reader.number(&cell, Field::new(name, Unit::Money, Limits::ANY)).map(Pounds::new)
    };
    let (gross_saving, cost, grant) = (amount("gross_saving"), amount("cost"), amount("grant"));
    if let (None, Some(_), Some(cell)) = (area, gross_saving, row.filled("gross_saving")) {
        let message = "this saving is the programme's own: it comes on top of what its areas saved";
        let help = "if it is the total of the areas, give each area a row with its part instead";
        reader.report(Diagnostic::warning(Code::ActualAdded, message).at(cell.place).help(help));
    }
    let year = reader.open.or(at("year"), year, nothing.year);
    Actual { area: area.flatten(), year, gross_saving, cost, grant }
}
