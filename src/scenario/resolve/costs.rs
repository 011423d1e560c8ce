//! Programme costs, grants and exit.

use super::calendar::Calendar;
use super::names::Named;
use crate::diagnostic::{Code, Diagnostic};
use crate::fiscal::FinancialYear;
use crate::programme::{Exit, Grant, ProgrammeCost, Quantity, Until};
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
pub(super) fn programme_costs(root: &Table, calendar: &Calendar, reader: &mut Reader) -> Named<ProgrammeCost> {
    let mut costs = Named::of_section(root, &schema::PROGRAMME_COST, reader);
    let Some(tables) = reader.section_list(root, &schema::PROGRAMME_COST) else { return Named::unreadable() };
    for table in tables {
        let name = reader.text_at(table, "name").cloned();
        costs.names.add(name.as_ref(), "a programme cost", reader);
        let name = name.map(|name| name.as_seen().text);
        costs.list.push(programme_cost(table, name, calendar, reader));
    }
    costs
}

fn programme_cost(
    table: &Table,
    name: Option<String>,
    calendar: &Calendar,
    reader: &mut Reader,
) -> Option<ProgrammeCost> {
    let per_year = reader.quantity_at(table, PER_YEAR);
    let from = match table.get("from") {
        None => calendar.start.map(FinancialYear::april),
        Some(_) => reader.month_at(table, "from"),
    };
    let until = match reader.plain(table, "until") {
        None if table.get("until").is_some() => None,
        None => calendar.horizon.map(|horizon| Until::Date(horizon.last().plus(1).april())),
        Some(typed) if word(&typed.text) == word(LAST_GO_LIVE) => Some(Until::LastGoLive),
        Some(typed) if typed.text.chars().any(|c| c.is_ascii_digit()) => reader.month(typed).map(Until::Date),
        Some(typed) => {
            let message = format!("`until` must be a month or `{LAST_GO_LIVE}`");
            reader.fault(
                Code::NotADate,
                &typed.place,
                message,
                format!("write `2022-04`, for example, or `{LAST_GO_LIVE}`"),
            );
            None
        }
    };
    if let (Some(from), Some(Until::Date(until)), Some(entry)) = (from, until, table.get("until"))
        && until < from
    {
        let message = format!("`until` {until} is before `from` {from}");
        reader.fault(Code::DateOrder, entry.value.place(), message, "write the later date as `until`");
    }
    Some(ProgrammeCost { name: name?, per_year: per_year?, from: from?, until: until? })
}

/// Reads `[[grant]]`.
pub(super) fn grants(root: &Table, calendar: &Calendar, reader: &mut Reader) -> Named<Grant> {
    let mut grants = Named::of_section(root, &schema::GRANT, reader);
    let Some(tables) = reader.section_list(root, &schema::GRANT) else { return Named::unreadable() };
    for table in tables {
        let name = reader.text_at(table, "name").cloned();
        grants.names.add(name.as_ref(), "a grant", reader);
        let name = name.map(|name| name.as_seen().text);
        grants.list.push(grant(table, name, calendar, reader));
    }
    grants
}

fn grant(table: &Table, name: Option<String>, calendar: &Calendar, reader: &mut Reader) -> Option<Grant> {
    let year = year_of_the_horizon(table, "year", calendar, reader);
    let amount = reader.quantity_at(table, AMOUNT);
    let probability = probability(table, reader);
    Some(Grant { name: name?, year: year?, amount: amount?, probability: probability? })
}

/// One where it is not given.
fn probability(table: &Table, reader: &mut Reader) -> Option<Decimal> {
    match table.get("probability") {
        None => Some(Decimal::ONE),
        Some(_) => reader.number_at(table, schema::PROBABILITY),
    }
}

/// A financial year that is counted.
pub(super) fn year_of_the_horizon(
    table: &Table,
    key: &str,
    calendar: &Calendar,
    reader: &mut Reader,
) -> Option<FinancialYear> {
    let typed = reader.plain(table, key)?;
    let year = reader.year(typed)?;
    let horizon = calendar.horizon?;
    if horizon.index_of(year).is_none() {
        let message = format!("{year} lies outside the horizon, {} to {}", horizon.first(), horizon.last());
        reader.report(
            Diagnostic::error(Code::YearOutside, message).at(typed.place.clone()).help("write a year that is counted"),
        );
        return None;
    }
    Some(year)
}

/// Reads `[exit]`.
pub(super) fn exit(root: &Table, reader: &mut Reader) -> Option<Exit> {
    let table = reader.section(root, &schema::EXIT)?;
    let probability = reader.number_at(table, schema::PROBABILITY);
    let months = reader.quantity_at(table, MONTHS);
    let mut or_nil = |field: Field| match table.get(field.name) {
        None => Some(Quantity::ZERO),
        Some(_) => reader.quantity_at(table, field),
    };
    let dismantling_cost = or_nil(DISMANTLING_COST);
    let saving_kept = or_nil(SAVING_KEPT);
    Some(Exit {
        probability: probability?,
        months: months?,
        dismantling_cost: dismantling_cost?,
        saving_kept: saving_kept?,
    })
}
