//! Risks: one row each.

use super::areas::{needed, optional};
use super::{Context, Known, references};
use crate::diagnostic::{Code, Diagnostic};
use crate::programme::{At, EntryKind, Occurrence, Quantity, Risk, RiskColumn, Struck};
use crate::scenario::field::{Field, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::table::Row;
use crate::scenario::typed::Typed;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

const FREQUENCY: Field = Field::new("frequency_per_year", Unit::Number, Risk::FREQUENCY_PER_YEAR);
const ALL: At = At::all(EntryKind::Risk);

/// Reads the table of risks.
pub(super) fn read(context: Context<'_>, known: &mut Known, reader: &mut Reader) -> Vec<Risk> {
    let root = &context.scenario.root;
    let Some(table) = &context.scenario.risks else {
        known.risks.incomplete = root.get("risks").is_some() || reader.is_misspelt(&root.place, "risks");
        reader.open.note_if(known.risks.incomplete, ALL);
        return Vec::new();
    };
    let mut risks = Vec::new();
    for (entry, row) in table.rows().enumerate() {
        let name = needed(row, "risk", reader);
        let name = known.risks.add(name.as_ref(), At::name(EntryKind::Risk, entry), reader);
        risks.push(risk(row, entry, name, (context, known), reader));
    }
    risks
}

fn risk(
    row: Row<'_>,
    entry: usize,
    name: String,
    (context, known): (Context<'_>, &Known),
    reader: &mut Reader,
) -> Risk {
    let at = |column| At::of(EntryKind::Risk, entry, column);
    let occurrence = if row.is_sound() { occurrence(row, entry, context, reader) } else { None };
    let date = context.calendar.as_of;
    let occurrence =
        reader.open.or(at("probability"), occurrence, Occurrence::Once { probability: Decimal::ZERO, date });
    let areas = match row.filled("areas").filter(|_| row.is_sound()) {
        None => Struck::All,
        Some(cell) if cell.text == "*" => Struck::All,
        Some(cell) => {
            let areas = references::areas(&cell, "areas", &known.areas, reader);
            Struck::Areas(reader.open.or(at("areas"), areas, Vec::new()).into_iter().collect::<BTreeSet<_>>())
        }
    };
    let quantities = RiskColumn::ALL.map(|column| {
        let read = if row.is_sound() { reader.quantity_in(row, schema::risk_field(column)) } else { None };
        reader.open.or(at(column.name()), read, None).unwrap_or(Quantity::ZERO)
    });
    let (owner, source, note) = (row.words("owner"), row.words("source"), row.words("note"));
    Risk { name, occurrence, areas, quantities, owner, source, note }
}

fn occurrence(row: Row<'_>, entry: usize, context: Context<'_>, reader: &mut Reader) -> Option<Occurrence> {
    let probability = row.filled("probability");
    let frequency = row.filled("frequency_per_year");
    match (probability, frequency) {
        (Some(typed), None) => {
            let at = |column| At::of(EntryKind::Risk, entry, column);
            let as_of = context.calendar.as_of;
            let read = reader.number(&typed, schema::PROBABILITY);
            let probability = reader.open.or(at("probability"), read, Decimal::ZERO);
            let read = optional(row, "date", reader, |reader, cell| reader.month(cell));
            let date = reader.open.or(at("date"), read, None).unwrap_or(as_of);
            Some(Occurrence::Once { probability, date })
        }
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

fn recurs(row: Row<'_>, frequency: &Typed, reader: &mut Reader) -> Option<Occurrence> {
    if let Some(date) = row.filled("date") {
        let message = "a risk with a frequency recurs at any time and has no date";
        let help = "leave `date` blank, or write a `probability` instead";
        reader.fault(Code::ForbiddenValue, &date.place, message, help);
    }
    let frequency_per_year = reader.number(frequency, FREQUENCY)?;
    Some(Occurrence::Recurs { frequency_per_year })
}
