//! Prices and discounting.

use super::calendar::Calendar;
use crate::diagnostic::{Code, Diagnostic, Place, listed, shortened};
use crate::fiscal::FinancialYear;
use crate::programme::{Discounting, Growth, Prices, Quantity, Terms};
use crate::scenario::field::{Field, Limits, Unit};
use crate::scenario::law::in_per_cent;
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::toml::{Entry, Table, Value};
use crate::scenario::typed::{Form, Typed};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// A base year lies at most so many years from the horizon.
const FARTHEST_BASE: i32 = 100;
const PERSISTENCE: Field = Field::new("persistence", Unit::Fraction, Limits::SHARE);

const fn growth_field(name: &'static str) -> Field {
    Field::new(name, Unit::Fraction, Limits::above(-1))
}

/// Reads `[prices]`.
pub(super) fn read(root: &Table, calendar: &Calendar, reader: &mut Reader) -> Option<Prices> {
    if root.get(schema::PRICES.name).is_none() {
        let base = calendar.start?;
        return Some(Prices {
            terms: Terms::Real,
            base,
            pay_growth: Vec::new(),
            price_growth: Vec::new(),
            persistence: 0.5,
        });
    }
    let table = reader.section(root, &schema::PRICES)?;
    let choices = [("cash", Terms::Cash), ("real", Terms::Real)];
    let terms = reader.plain(table, "terms").and_then(|typed| reader.choice(typed, "terms", &choices));
    let base = base_year(table, calendar.start, calendar, reader);
    let persistence = match table.get("persistence") {
        None => Some(0.5),
        Some(_) => reader.number_at(table, PERSISTENCE).and_then(|value| value.to_string().parse().ok()),
    };
    let years = needed_years(base, calendar);
    let pay_growth = growth(table, "pay_growth", terms, years.clone(), reader);
    let price_growth = growth(table, "price_growth", terms, years, reader);
    let terms = terms?;
    let (pay_growth, price_growth) = match terms {
        Terms::Real => (Vec::new(), Vec::new()),
        Terms::Cash => (pay_growth?, price_growth?),
    };
    Some(Prices { terms, base: base?, pay_growth, price_growth, persistence: persistence? })
}

fn base_year(
    table: &Table,
    default: Option<FinancialYear>,
    calendar: &Calendar,
    reader: &mut Reader,
) -> Option<FinancialYear> {
    let Some(entry) = table.get("base") else { return default };
    let base = reader.year_at(table, "base")?;
    let horizon = calendar.horizon?;
    let far = (horizon.first().years_since(base)).max(base.years_since(horizon.last())) > FARTHEST_BASE;
    if far {
        let message = format!("the base year {base} lies more than {FARTHEST_BASE} years from the horizon");
        reader.fault(Code::YearOutside, entry.value.place(), message, "write a year nearer to the years counted");
        return None;
    }
    Some(base)
}

/// The years whose growth the indices of the horizon need.
fn needed_years(base: Option<FinancialYear>, calendar: &Calendar) -> Option<Vec<FinancialYear>> {
    let (base, horizon) = (base?, calendar.horizon?);
    let first = base.min(horizon.first()).plus(1);
    let last = base.max(horizon.last());
    Some((0..=last.years_since(first)).map(|years| first.plus(years)).collect())
}

fn growth(
    table: &Table,
    name: &'static str,
    terms: Option<Terms>,
    years: Option<Vec<FinancialYear>>,
    reader: &mut Reader,
) -> Option<Vec<Growth>> {
    let Some(entry) = table.get(name) else {
        if terms == Some(Terms::Cash) && !reader.is_misspelt(&table.place, name) {
            let message = format!("in cash terms `{name}` must be given");
            let help = format!("add a line `{name} = \"2%\"`, or a distribution, or `0` for none");
            reader.fault(Code::MissingKey, &table.place, message, help);
        }
        return None;
    };
    if terms == Some(Terms::Real) {
        let message = format!("in real terms `{name}` has no effect");
        let warning = Diagnostic::warning(Code::NoEffect, message).at(entry.key.place.clone());
        reader.report(warning.help("write `terms = \"cash\"`, or leave it out"));
    }
    match &entry.value {
        Value::Table(by_year) => growth_by_year(by_year, name, years, reader),
        _ => {
            let rate = rate_of(entry, name, reader)?;
            Some(years?.into_iter().map(|year| Growth { year, rate: rate.clone() }).collect())
        }
    }
}

fn growth_by_year(
    table: &Table,
    name: &'static str,
    years: Option<Vec<FinancialYear>>,
    reader: &mut Reader,
) -> Option<Vec<Growth>> {
    let mut default = None;
    let mut rates: BTreeMap<FinancialYear, (Option<Quantity>, Place)> = BTreeMap::new();
    let mut sound = true;
    for entry in &table.entries {
        let is_default = entry.key.text == "default";
        let year = if is_default { None } else { reader.year(&entry.key) };
        let rate = rate_of(entry, name, reader);
        sound &= rate.is_some() && (is_default || year.is_some());
        if is_default {
            default = Some(rate);
        } else if let Some(year) = year {
            let first = rates.insert(year, (rate, entry.key.place.clone()));
            if let Some((_, first)) = first {
                let message = format!("the `{name}` of {year} stands twice");
                let fault = Diagnostic::error(Code::DuplicateName, message).at(entry.key.place.clone());
                reader.report(fault.also(first, "the first is here").help("remove one of them"));
                sound = false;
            }
        }
    }
    let years = years?;
    warn_of_unused(&rates, &years, name, reader);
    let missing: Vec<String> =
        years.iter().filter(|year| !rates.contains_key(year) && default.is_none()).map(ToString::to_string).collect();
    if sound && !missing.is_empty() {
        let message = format!("`{name}` leaves out {}", shortened(&listed(&missing, "and")));
        reader.fault(Code::GrowthMissing, &table.place, message, "add the years, or a `default`");
        return None;
    }
    let default = default.flatten();
    years
        .into_iter()
        .map(|year| {
            let rate = rates.get(&year).map_or_else(|| default.clone(), |(rate, _)| rate.clone())?;
            Some(Growth { year, rate })
        })
        .collect()
}

fn rate_of(entry: &Entry, name: &'static str, reader: &mut Reader) -> Option<Quantity> {
    let typed = reader.plain_of(entry)?;
    let rate = reader.quantity(typed, growth_field(name))?;
    warn_of_high_growth(&rate, typed, name, reader);
    Some(rate)
}

/// Growth of more than this a year is a per cent sign left out, mostly: 3 is 300%.
const HIGH_GROWTH: Decimal = Decimal::from_parts(25, 0, 0, false, 2);

fn warn_of_high_growth(rate: &Quantity, typed: &Typed, name: &str, reader: &mut Reader) {
    let mean = match rate {
        Quantity::Fixed(rate) => *rate,
        Quantity::Uncertain(law) => Decimal::try_from(law.mean()).unwrap_or(Decimal::MAX),
    };
    if mean <= HIGH_GROWTH {
        return;
    }
    let mean = mean.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(mean).round_dp(1).normalize();
    let kind = if rate.law().is_some() { " on average" } else { "" };
    let message = format!("this `{name}` is {mean}% a year{kind}, far more than pay or prices grow");
    let quote = if typed.form == Form::Number { "\"" } else { "" };
    let help = match in_per_cent(&typed.text) {
        Some((written, _)) => {
            format!("a number alone is a share, 1 being 100%: for per cent write `{quote}{written}{quote}`")
        }
        None => "check the figure: growth is the rate of one year, such as `3%`".into(),
    };
    reader.report(Diagnostic::warning(Code::GrowthHigh, message).at(typed.place.clone()).help(help));
}

fn warn_of_unused(
    rates: &BTreeMap<FinancialYear, (Option<Quantity>, Place)>,
    years: &[FinancialYear],
    name: &str,
    reader: &mut Reader,
) {
    for (year, (_, place)) in rates.iter().filter(|(year, _)| !years.contains(year)) {
        let message = format!("the `{name}` of {year} is not used: no year of the horizon or up to the base needs it");
        reader.report(
            Diagnostic::warning(Code::GrowthUnused, message).at(place.clone()).help("remove it, or correct the year"),
        );
    }
}

/// The Green Book's rate.
const GREEN_BOOK: Decimal = Decimal::from_parts(35, 0, 0, false, 3);

/// Reads `[discounting]`.
pub(super) fn discounting(root: &Table, calendar: &Calendar, reader: &mut Reader) -> Option<Discounting> {
    let year_of_as_of = calendar.as_of.map(|as_of| as_of.financial_year());
    if root.get(schema::DISCOUNTING.name).is_none() {
        return Some(Discounting { base: year_of_as_of?, steps: vec![(0, GREEN_BOOK)] });
    }
    let table = reader.section(root, &schema::DISCOUNTING)?;
    let base = base_year(table, year_of_as_of, calendar, reader);
    let field = growth_field("rate");
    let steps = match table.get("rate").map(|entry| &entry.value) {
        None => Some(vec![(0, GREEN_BOOK)]),
        Some(Value::Table(steps)) => discount_steps(steps, field, reader),
        Some(_) => reader.number_at(table, field).map(|rate| vec![(0, rate)]),
    };
    Some(Discounting { base: base?, steps: steps? })
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
    if sound && !steps.contains_key(&0) {
        let message = "the discount rates do not begin at the base year";
        reader.fault(Code::DiscountSteps, &table.place, message, "add the rate from year 0 on: `0 = \"3.5%\"`");
        return None;
    }
    if !sound {
        return None;
    }
    steps.into_iter().map(|(years, rate)| rate.map(|rate| (years, rate))).collect()
}
