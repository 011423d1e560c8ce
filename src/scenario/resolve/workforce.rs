//! Groups of posts: how many there are, and how they may leave.

use super::areas::Areas;
use super::calendar::Calendar;
use super::names::Named;
use crate::diagnostic::{Code, Diagnostic};
use crate::fiscal::Month;
use crate::programme::{AreaColumn, Workforce};
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::toml::Table;
use rust_decimal::Decimal;

const HEADCOUNT: Field = Field::new("headcount", Unit::Posts, Limits::above(0));
const LEAVERS_PER_YEAR: Field = Field::new("leavers_per_year", Unit::Fraction, Limits::SHARE);

/// Reads `[[workforce]]`.
pub(super) fn read(root: &Table, calendar: &Calendar, reader: &mut Reader) -> Named<Workforce> {
    let mut groups = Named::default();
    let Some(tables) = reader.section_list(root, &schema::WORKFORCE) else { return Named::unreadable() };
    for table in tables {
        let name = reader.text_at(table, "name").cloned();
        groups.names.add(name.as_ref(), "a workforce group", reader);
        let name = name.map(|name| name.as_seen().text);
        groups.list.push(group(table, name, calendar, reader));
    }
    groups
}

fn group(table: &Table, name: Option<String>, calendar: &Calendar, reader: &mut Reader) -> Option<Workforce> {
    let headcount = reader.number_at(table, HEADCOUNT);
    let as_at = as_at(table, calendar, reader);
    let leavers_per_year = match table.get("leavers_per_year") {
        None => Some(None),
        Some(_) => reader.quantity_at(table, LEAVERS_PER_YEAR).map(Some),
    };
    let redundancy_possible = match table.get("redundancy_possible") {
        None => Some(true),
        Some(_) => reader
            .plain(table, "redundancy_possible")
            .and_then(|typed| reader.choice(typed, "redundancy_possible", &[("yes", true), ("no", false)])),
    };
    Some(Workforce {
        name: name?,
        headcount: headcount?,
        as_at: as_at?,
        leavers_per_year: leavers_per_year?,
        redundancy_possible: redundancy_possible?,
    })
}

/// The data date where it is not given; a count from the future is reported.
fn as_at(table: &Table, calendar: &Calendar, reader: &mut Reader) -> Option<Month> {
    if table.get("as_at").is_none() {
        return calendar.as_of;
    }
    let as_at = reader.month_at(table, "as_at")?;
    let as_of = calendar.as_of?;
    if as_at > as_of {
        let place = table.get("as_at").map_or(&table.place, |entry| entry.value.place());
        let message = format!("the headcount is of {as_at}, which is after the data date {as_of} (`as_of`)");
        reader.fault(Code::DateOrder, place, message, "write a headcount that was known by then, or move `as_of` on");
        return None;
    }
    Some(as_at)
}

/// Reports redundancies in groups whose members cannot be made redundant.
pub(super) fn check(areas: &Areas, groups: &Named<Workforce>, reader: &mut Reader) {
    for (position, area) in areas.rows.iter().enumerate() {
        let group = area.workforce.flatten().and_then(|group| groups.list[group].as_ref());
        let Some(group) = group.filter(|group| !group.redundancy_possible) else { continue };
        let share = area.quantities[AreaColumn::RedundancyShare as usize].as_ref();
        if share.is_none_or(|share| share.fixed() == Some(Decimal::ZERO)) {
            continue;
        }
        let name = areas.names.at(position).unwrap_or_default();
        let message = format!("posts of `{name}` leave by redundancy, but `{}` cannot be made redundant", group.name);
        let fault = Diagnostic::error(Code::ForbiddenValue, message).at(area.places.redundancy_share.clone());
        let help = "write 0 as `redundancy_share` of this area (a blank cell takes the default), or `redundancy_possible = \"yes\"`";
        reader.report(fault.help(help));
    }
}
