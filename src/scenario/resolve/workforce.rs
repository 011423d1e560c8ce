//! Groups of posts: how many there are, and how they may leave.

use super::calendar::Calendar;
use super::names::Names;
use crate::diagnostic::Code;
use crate::fiscal::Month;
use crate::programme::{At, EntryKind, Quantity, Workforce};
use crate::scenario::field::{Doubt, Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::toml::Table;
use rust_decimal::Decimal;

const HEADCOUNT: Field = Field::new("headcount", Unit::Posts, Workforce::HEADCOUNT);
const LEAVERS_PER_YEAR: Field = Field::new("leavers_per_year", Unit::Fraction, Limits::SHARE).doubted(MANY_LEAVERS);
const MANY_LEAVERS: Doubt = Doubt { above: 50, code: Code::RateHigh, than: "people leave", instead: None };

/// Reads `[[workforce]]`.
pub(super) fn read(root: &Table, names: &mut Names, calendar: &Calendar, reader: &mut Reader) -> Vec<Workforce> {
    let tables = names.of_section(root, &schema::WORKFORCE, reader);
    let groups = tables.into_iter().enumerate().map(|(entry, table)| {
        let name = reader.text_at(table, "name").cloned();
        let name = names.add(name.as_ref(), At::name(EntryKind::Workforce, entry), reader);
        let as_at = as_at(table, root.get("as_of").is_some(), calendar, reader);
        let as_at = reader.open.or(At::of(EntryKind::Workforce, entry, "as_at"), as_at, calendar.as_of);
        group(table, entry, (name, as_at), reader)
    });
    let groups = groups.collect();
    reader.open.note_if(names.incomplete, At::all(EntryKind::Workforce));
    groups
}

/// When a headcount was counted: said wherever the data date is, or it would move with it.
fn as_at(table: &Table, has_data_date: bool, calendar: &Calendar, reader: &mut Reader) -> Option<Month> {
    match table.get("as_at") {
        Some(_) => reader.month_at(table, "as_at"),
        None if has_data_date && !reader.is_misspelt(&table.place, "as_at") => {
            let message = "`as_at` is missing: when was this headcount counted?";
            let help = format!("write `as_at = \"{}\"`, the data date, if it is of then", calendar.as_of);
            reader.fault(Code::MissingKey, &table.place, message, help);
            None
        }
        None => Some(calendar.as_of),
    }
}

fn group(table: &Table, entry: usize, (name, as_at): (String, Month), reader: &mut Reader) -> Workforce {
    let at = |column| At::of(EntryKind::Workforce, entry, column);
    let headcount = reader.number_at(table, HEADCOUNT);
    let leavers_per_year = match table.get("leavers_per_year") {
        None => None,
        Some(_) => {
            let read = reader.quantity_at(table, LEAVERS_PER_YEAR);
            Some(reader.open.or(at("leavers_per_year"), read, Quantity::ZERO))
        }
    };
    let redundancy_possible = match table.get("redundancy_possible") {
        None => Some(true),
        Some(_) => reader
            .plain(table, "redundancy_possible")
            .and_then(|typed| reader.choice(typed, "redundancy_possible", &[("yes", true), ("no", false)])),
    };
    Workforce {
        name,
        headcount: reader.open.or(at("headcount"), headcount, Decimal::ONE),
        as_at,
        leavers_per_year,
        redundancy_possible: reader.open.or(at("redundancy_possible"), redundancy_possible, true),
    }
}
