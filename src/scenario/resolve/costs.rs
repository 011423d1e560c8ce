//! Programme costs, grants and exit.

use super::calendar::{Calendar, END, START};
use super::names::Names;
use crate::diagnostic::Code;
use crate::programme::{At, EntryKind, Exit, Grant, ProgrammeCost, Quantity, Until};
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::spelling::word;
use crate::scenario::toml::Table;
use rust_decimal::Decimal;

const PER_YEAR: Field = Field::new("per_year", Unit::MoneyPerYear, Limits::ANY);
const AMOUNT: Field = Field::new("amount", Unit::Money, Limits::ANY);
const MONTHS: Field = Field::new("months", Unit::Months, Limits::NOT_NEGATIVE);
const DISMANTLING_COST: Field = Field::new("dismantling_cost", Unit::Money, Limits::ANY);
const SAVING_KEPT: Field = Field::new("saving_kept", Unit::Fraction, Limits::SHARE);
const LAST_GO_LIVE: &str = "last go-live";

/// Reads `[[programme_cost]]`.
pub(super) fn programme_costs(
    root: &Table,
    names: &mut Names,
    calendar: &Calendar,
    reader: &mut Reader,
) -> Vec<ProgrammeCost> {
    let tables = names.of_section(root, &schema::PROGRAMME_COST, reader);
    let costs = tables.into_iter().enumerate().map(|(entry, table)| {
        let name = reader.text_at(table, "name").cloned();
        let name = names.add(name.as_ref(), At::name(EntryKind::ProgrammeCost, entry), reader);
        programme_cost(table, entry, name, calendar, reader)
    });
    let costs = costs.collect();
    reader.open.note_if(names.incomplete, At::all(EntryKind::ProgrammeCost));
    costs
}

fn programme_cost(
    table: &Table,
    entry: usize,
    name: String,
    calendar: &Calendar,
    reader: &mut Reader,
) -> ProgrammeCost {
    let at = |column| At::of(EntryKind::ProgrammeCost, entry, column);
    let per_year = reader.quantity_at(table, PER_YEAR);
    let from = match table.get("from") {
        None => Some(calendar.start()).filter(|_| !reader.open.contains(START)),
        Some(_) => reader.month_at(table, "from"),
    };
    let end = Until::Date(calendar.horizon.last().plus(1).april());
    let until = match reader.plain(table, "until") {
        None if table.get("until").is_some() || reader.open.contains(END) => None,
        None => Some(end),
        Some(typed) if word(&typed.text) == word(LAST_GO_LIVE) => Some(Until::LastGoLive),
        Some(typed) if typed.text.chars().any(|c| c.is_ascii_digit()) => reader.month(typed).map(Until::Date),
        Some(typed) => {
            let message = format!("`until` must be a month or `{LAST_GO_LIVE}`");
            let help = format!("write `2022-04`, for example, or `{LAST_GO_LIVE}`");
            reader.fault(Code::NotADate, &typed.place, message, help);
            None
        }
    };
    ProgrammeCost {
        name,
        per_year: reader.open.or(at("per_year"), per_year, Quantity::ZERO),
        from: reader.open.or(at("from"), from, calendar.start()),
        until: reader.open.or(at("until"), until, end),
    }
}

/// Reads `[[grant]]`.
pub(super) fn grants(root: &Table, names: &mut Names, calendar: &Calendar, reader: &mut Reader) -> Vec<Grant> {
    let tables = names.of_section(root, &schema::GRANT, reader);
    let grants = tables.into_iter().enumerate().map(|(entry, table)| {
        let name = reader.text_at(table, "name").cloned();
        let name = names.add(name.as_ref(), At::name(EntryKind::Grant, entry), reader);
        grant(table, entry, name, calendar, reader)
    });
    let grants = grants.collect();
    reader.open.note_if(names.incomplete, At::all(EntryKind::Grant));
    grants
}

fn grant(table: &Table, entry: usize, name: String, calendar: &Calendar, reader: &mut Reader) -> Grant {
    let at = |column| At::of(EntryKind::Grant, entry, column);
    let year = reader.year_at(table, "year");
    let amount = reader.quantity_at(table, AMOUNT);
    let probability = match table.get("probability") {
        None => Some(Decimal::ONE),
        Some(_) => reader.number_at(table, schema::PROBABILITY),
    };
    Grant {
        name,
        year: reader.open.or(at("year"), year, calendar.horizon.first()),
        amount: reader.open.or(at("amount"), amount, Quantity::ZERO),
        probability: reader.open.or(at("probability"), probability, Decimal::ONE),
    }
}

/// Reads `[exit]`.
pub(super) fn exit(root: &Table, reader: &mut Reader) -> Option<Exit> {
    let table = reader.section(root, &schema::EXIT);
    let is_typed = root.get(schema::EXIT.name).is_some() || reader.is_misspelt(&root.place, schema::EXIT.name);
    reader.open.note_if(is_typed && table.is_none(), At::all(EntryKind::Exit));
    let table = table?;
    let at = |column| At::of(EntryKind::Exit, 0, column);
    let probability = reader.number_at(table, schema::PROBABILITY);
    let mut quantity = |field: Field| {
        let is_default = field.name != MONTHS.name && table.get(field.name).is_none();
        let read = if is_default { Some(Quantity::ZERO) } else { reader.quantity_at(table, field) };
        reader.open.or(at(field.name), read, Quantity::ZERO)
    };
    let (months, dismantling_cost, saving_kept) = (quantity(MONTHS), quantity(DISMANTLING_COST), quantity(SAVING_KEPT));
    let probability = reader.open.or(at("probability"), probability, Decimal::ZERO);
    Some(Exit { probability, months, dismantling_cost, saving_kept })
}
