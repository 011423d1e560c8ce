//! Prices and discounting.

use super::calendar::Calendar;
use crate::diagnostic::{Code, Diagnostic, Place, shortened};
use crate::fiscal::FinancialYear;
use crate::programme::{At, Discounting, EntryKind, Growth, GrowthRates, PriceIndex, Prices, Quantity, Terms};
use crate::scenario::dates::financial_year;
use crate::scenario::field::{Doubt, Field, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::toml::{Entry, Table, Value};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

const PERSISTENCE: Field = Field::new("persistence", Unit::Fraction, Prices::PERSISTENCE);

const fn at(column: &'static str) -> At {
    At::of(EntryKind::Prices, 0, column)
}

/// Reads `[prices]`.
pub(super) fn read(root: &Table, calendar: &Calendar, reader: &mut Reader) -> Prices {
    let base = calendar.horizon.first();
    let (pay_growth, price_growth) = (GrowthRates::default(), GrowthRates::default());
    let mut prices = Prices { terms: Terms::Real, base, pay_growth, price_growth, persistence: 0.5 };
    let Some(table) = reader.section(root, &schema::PRICES) else {
        reader.open.note_if(root.get(schema::PRICES.name).is_some(), At::all(EntryKind::Prices));
        return prices;
    };
    let choices = [("cash", Terms::Cash), ("real", Terms::Real)];
    let terms = reader.plain(table, "terms").and_then(|typed| reader.choice(typed, "terms", &choices));
    prices.terms = reader.open.or(at("terms"), terms, Terms::Real);
    prices.base = base_year(table, EntryKind::Prices, base, reader);
    if table.get(PERSISTENCE.name).is_some() {
        let persistence = reader.number_at(table, PERSISTENCE).and_then(|value| value.to_string().parse().ok());
        prices.persistence = reader.open.or(at(PERSISTENCE.name), persistence, 0.5);
    }
    for index in PriceIndex::ALL {
        let rates = growth(table, index, terms, reader);
        let rates = reader.open.or(at(index.name()), rates, GrowthRates::default());
        warn_of_unused(table, index, &rates, &prices.years_needed(calendar.horizon), reader);
        match index {
            PriceIndex::Pay => prices.pay_growth = rates,
            PriceIndex::Price => prices.price_growth = rates,
        }
    }
    prices
}

fn base_year(table: &Table, kind: EntryKind, default: FinancialYear, reader: &mut Reader) -> FinancialYear {
    match table.get("base") {
        None => default,
        Some(_) => {
            let base = reader.year_at(table, "base");
            reader.open.or(At::of(kind, 0, "base"), base, default)
        }
    }
}

/// The growth of an index; `None` where it is not there although it must be, or faulty.
fn growth(table: &Table, index: PriceIndex, terms: Option<Terms>, reader: &mut Reader) -> Option<GrowthRates> {
    let name = index.name();
    let Some(entry) = table.get(name) else {
        if terms == Some(Terms::Cash) && !reader.is_misspelt(&table.place, name) {
            let message = format!("in cash terms `{name}` must be given");
            let help = format!("add a line `{name} = \"2%\"`, or a distribution, or `0` for none");
            reader.fault(Code::MissingKey, &table.place, message, help);
        }
        return (terms == Some(Terms::Real)).then(GrowthRates::default);
    };
    if terms == Some(Terms::Real) {
        let message = format!("in real terms `{name}` has no effect");
        let warning = Diagnostic::warning(Code::NoEffect, message).at(entry.key.place.clone());
        reader.report(warning.help("write `terms = \"cash\"`, or leave it out"));
    }
    match &entry.value {
        Value::Table(by_year) => growth_by_year(by_year, name, reader),
        _ => {
            let every_year = Some(rate_of(entry, name, reader)?);
            Some(GrowthRates { every_year, by_year: BTreeMap::new() })
        }
    }
}

fn growth_by_year(table: &Table, name: &'static str, reader: &mut Reader) -> Option<GrowthRates> {
    let mut rates = GrowthRates::default();
    let mut places = BTreeMap::new();
    let mut sound = true;
    for entry in &table.entries {
        let is_default = entry.key.text == "default";
        let year = if is_default { None } else { reader.year(&entry.key) };
        let rate = rate_of(entry, name, reader);
        sound &= rate.is_some() && (is_default || year.is_some());
        if is_default {
            rates.every_year = rate;
        } else if let (Some(year), Some(rate)) = (year, rate) {
            let first = places.insert(year, &entry.key.place);
            if let Some(first) = first {
                let message = format!("the `{name}` of {year} stands twice");
                let fault = Diagnostic::error(Code::DuplicateName, message).at(entry.key.place.clone());
                reader.report(fault.also(first.clone(), "the first is here").help("remove one of them"));
                sound = false;
            }
            rates.by_year.insert(year, rate);
        }
    }
    sound.then_some(rates)
}

fn rate_of(entry: &Entry, name: &'static str, reader: &mut Reader) -> Option<Quantity> {
    let typed = reader.plain_of(entry)?;
    reader.quantity(typed, Field::new(name, Unit::Fraction, Growth::LIMITS).doubted(HIGH_GROWTH))
}

const HIGH_GROWTH: Doubt = Doubt { above: 25, code: Code::GrowthHigh, than: "pay or prices grow", instead: None };
const HIGH_RATE: Doubt = Doubt { above: 25, code: Code::RateHigh, than: "anyone discounts by", instead: None };

/// In cash terms, years whose growth no index needs.
fn warn_of_unused(
    table: &Table,
    index: PriceIndex,
    rates: &GrowthRates,
    needed: &[FinancialYear],
    reader: &mut Reader,
) {
    let Some(Value::Table(by_year)) = table.get(index.name()).map(|entry| &entry.value) else { return };
    if needed.is_empty() || TIME.into_iter().any(|at| reader.open.contains(at)) {
        return;
    }
    for year in rates.by_year.keys().filter(|year| !needed.contains(year)) {
        let name = index.name();
        let message = format!("the `{name}` of {year} is not used: no year of the horizon or up to the base needs it");
        let is_it = |entry: &&Entry| financial_year(&entry.key.text) == Some(*year);
        let key = by_year.entries.iter().find(is_it).map(|entry| entry.key.place.clone());
        let place: Place = key.unwrap_or_else(|| by_year.place.clone());
        reader
            .report(Diagnostic::warning(Code::GrowthUnused, message).at(place).help("remove it, or correct the year"));
    }
}

/// What decides of which years growth is needed.
const TIME: [At; 3] = [super::calendar::START, super::calendar::END, at("base")];

/// The Green Book's rate.
const GREEN_BOOK: Decimal = Decimal::from_parts(35, 0, 0, false, 3);

/// Reads `[discounting]`.
pub(super) fn discounting(root: &Table, calendar: &Calendar, reader: &mut Reader) -> Discounting {
    let base = calendar.as_of.financial_year();
    let mut discounting = Discounting { base, steps: vec![(0, GREEN_BOOK)] };
    let Some(table) = reader.section(root, &schema::DISCOUNTING) else { return discounting };
    discounting.base = base_year(table, EntryKind::Discounting, base, reader);
    let field = Field::new("rate", Unit::Fraction, Discounting::RATE).doubted(HIGH_RATE);
    let steps = match table.get("rate").map(|entry| &entry.value) {
        None => return discounting,
        Some(Value::Table(steps)) => discount_steps(steps, field, reader),
        Some(_) => reader.number_at(table, field).map(|rate| vec![(0, rate)]),
    };
    discounting.steps = reader.open.or(At::of(EntryKind::Discounting, 0, "rate"), steps, discounting.steps);
    discounting
}

fn discount_steps(table: &Table, field: Field, reader: &mut Reader) -> Option<Vec<(u32, Decimal)>> {
    let mut steps = BTreeMap::new();
    let mut sound = true;
    for entry in &table.entries {
        let key = &entry.key;
        let digits = key.text.len() <= 4 && !key.text.is_empty() && key.text.bytes().all(|byte| byte.is_ascii_digit());
        let years: Option<u32> = if digits { key.text.parse().ok() } else { None };
        let rate = reader.plain_of(entry).and_then(|typed| reader.number(typed, field));
        match years {
            Some(years) if !steps.contains_key(&years) => drop(steps.insert(years, rate)),
            _ => {
                let message = format!("`{}` is not a number of years after the base", shortened(&key.text));
                let help = "write from which year after the base a rate counts: `rate = { 0 = \"3.5%\", 31 = \"3%\" }`";
                reader.fault(Code::DiscountSteps, &key.place, message, help);
                sound = false;
            }
        }
    }
    let steps: Option<Vec<(u32, Decimal)>> = steps.into_iter().map(|(years, rate)| Some((years, rate?))).collect();
    steps.filter(|_| sound)
}
