//! Risks: one row each.

use super::areas::{Areas, needed, optional};
use super::calendar::Calendar;
use super::names::Named;
use super::references;
use crate::diagnostic::{Code, Diagnostic};
use crate::fiscal::Month;
use crate::money::group_thousands;
use crate::programme::{Occurrence, Quantity, Risk, RiskColumn};
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::table::{Row, Table};
use crate::scenario::typed::Typed;
use rust_decimal::Decimal;

/// A programme has at most so many risks.
pub const MOST_RISKS: usize = 1_000;

/// All risks that recur strike at most so often in a trial, on average: every event is kept until a go-live has been found.
const MOST_EVENTS: u64 = 100_000;

/// A risk strikes at most daily: every event is simulated.
const FREQUENCY: Field = Field::new("frequency_per_year", Unit::Number, Limits::between(0, 365));

/// Reads the table of risks.
pub(super) fn read(table: Option<&Table>, areas: &Areas, calendar: &Calendar, reader: &mut Reader) -> Named<Risk> {
    let mut risks = Named::default();
    let Some(table) = table else { return risks };
    let count = table.rows().count();
    if count > MOST_RISKS {
        let message = format!("this table has {count} risks; at most {MOST_RISKS} are read");
        reader.fault(Code::TableTooLarge, &table.header_place(), message, "join small risks");
        return risks;
    }
    for row in table.rows() {
        let name = needed(row, "risk", reader);
        risks.names.add(name.as_ref(), "a risk", reader);
        let name = name.map(|name| name.as_seen().text);
        risks.list.push(risk(row, name, areas, calendar, reader));
    }
    limit_events(table, &risks.list, calendar, reader);
    risks
}

/// Reports risks that strike so often that a trial would take minutes and more memory than there is.
fn limit_events(table: &Table, risks: &[Option<Risk>], calendar: &Calendar, reader: &mut Reader) {
    let (Some(horizon), Some(as_of)) = (calendar.horizon, calendar.as_of) else { return };
    let months = 12 * horizon.len() as i64 - i64::from(horizon.months(as_of));
    let frequencies = risks.iter().flatten().filter_map(|risk| match risk.occurrence {
        Occurrence::Recurs { frequency_per_year } => Some(frequency_per_year),
        Occurrence::Once { .. } => None,
    });
    let events = frequencies.sum::<Decimal>() * Decimal::from(months) / Decimal::from(12);
    if events > Decimal::from(MOST_EVENTS) {
        let [events, most] =
            [events.round().to_string(), MOST_EVENTS.to_string()].map(|number| group_thousands(&number));
        let message = format!(
            "these risks strike {events} times by the end of the horizon, of which at most {most} can be simulated"
        );
        let help = "give frequent risks a lower `frequency_per_year` and a larger effect each time, or join them";
        reader.fault(Code::TableTooLarge, &table.header_place(), message, help);
    }
}

fn risk(row: Row<'_>, name: Option<String>, areas: &Areas, calendar: &Calendar, reader: &mut Reader) -> Option<Risk> {
    if !row.is_sound() {
        return None;
    }
    let occurrence = occurrence(row, calendar, reader);
    let struck = match row.filled("areas") {
        None => Some((0..areas.names.len()).collect()),
        Some(cell) => references::struck_areas(&cell, &areas.names, reader),
    };
    let quantities = RiskColumn::ALL
        .map(|column| Some(reader.quantity_in(row, schema::risk_field(column))?.unwrap_or(Quantity::ZERO)));
    let [delay, cost, loss] = quantities;
    Some(Risk {
        name: name?,
        occurrence: occurrence?,
        areas: struck?,
        quantities: [delay?, cost?, loss?],
        owner: row.words("owner"),
        source: row.words("source"),
        note: row.words("note"),
    })
}

fn occurrence(row: Row<'_>, calendar: &Calendar, reader: &mut Reader) -> Option<Occurrence> {
    let probability = row.filled("probability");
    let frequency = row.filled("frequency_per_year");
    match (probability, frequency) {
        (Some(probability), None) => once(row, &probability, calendar, reader),
        (None, Some(frequency)) => recurs(row, &frequency, reader),
        (Some(probability), Some(frequency)) => {
            let message = "this risk has both a `probability` and a `frequency_per_year`";
            let fault = Diagnostic::error(Code::ExactlyOne, message).at(frequency.place);
            let help = "write the `probability` of a risk that happens once, or the frequency of one that recurs";
            reader.report(fault.also(probability.place, "its probability").help(help));
            None
        }
        (None, None) if ["probability", "frequency_per_year"].iter().any(|it| row.is_misspelt(it, reader)) => None,
        (None, None) => {
            let message = "this risk has neither a `probability` nor a `frequency_per_year`";
            reader.fault(Code::ExactlyOne, &row.place(), message, "fill one of the two columns");
            None
        }
    }
}

fn once(row: Row<'_>, probability: &Typed, calendar: &Calendar, reader: &mut Reader) -> Option<Occurrence> {
    let probability = reader.number(probability, schema::PROBABILITY);
    let date = optional(row, "date", reader, |reader, cell| {
        let month = reader.month(cell)?;
        let as_of = calendar.as_of?;
        is_ahead(month, as_of, cell, reader).then_some(month)
    });
    Some(Occurrence::Once { probability: probability?, date: date?.or(calendar.as_of)? })
}

fn recurs(row: Row<'_>, frequency: &Typed, reader: &mut Reader) -> Option<Occurrence> {
    if let Some(date) = row.filled("date") {
        let message = "a risk with a frequency recurs at any time and has no date";
        let help = "leave `date` blank, or write a `probability` instead";
        reader.fault(Code::ForbiddenValue, &date.place, message, help);
    }
    let frequency_per_year = reader.number(frequency, FREQUENCY)?;
    Some(Occurrence::Recurs { frequency_per_year })
}

fn is_ahead(month: Month, as_of: Month, cell: &Typed, reader: &mut Reader) -> bool {
    if month >= as_of {
        return true;
    }
    let message = format!("the date {month} lies before the data date {as_of} (`as_of`): what is past is no risk");
    let help = format!("write a month from {as_of} on, or leave `date` blank for {as_of}");
    reader.fault(Code::DateOrder, &cell.place, message, help);
    false
}
