//! Comparators of the scenario's own, and which of the shipped ones stand beside them.

use super::areas::{needed, optional};
use crate::diagnostic::{Code, Diagnostic, listed};
use crate::programme::{Alike, Benchmarking, Comparator, Mark, SECTORS, Yardstick, YardstickUnit};
use crate::scenario::field::{Field, Unit};
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::table::{Row, Table};
use crate::scenario::toml;
use crate::scenario::typed::Typed;
use rust_decimal::prelude::ToPrimitive;

/// Reads `[benchmark]` and the table that it names.
pub(super) fn read(root: &toml::Table, own: Option<&Table>, reader: &mut Reader) -> Benchmarking {
    let Some(section) = reader.section(root, &schema::BENCHMARK) else { return Benchmarking::default() };
    let replace = match section.get("replace") {
        None => Some(false),
        Some(_) => reader.plain(section, "replace").and_then(|typed| is_true(typed, reader)),
    };
    let exclude = match section.get("exclude") {
        None => Vec::new(),
        Some(_) => reader.texts_at(section, "exclude").unwrap_or_default(),
    };
    let sector = sector(section, reader);
    Benchmarking {
        sector,
        comparators: own.map_or_else(Vec::new, |table| comparators(table, reader)),
        replace: replace.unwrap_or_default(),
        exclude: exclude.into_iter().map(|name| name.text.clone()).collect(),
    }
}

/// The sector that the programme belongs to; that it is missing is noted.
fn sector(section: &toml::Table, reader: &mut Reader) -> Option<&'static str> {
    if section.get("sector").is_none() {
        let message = "`[benchmark]` does not say which sector the programme belongs to";
        let known: Vec<String> = SECTORS.iter().map(|sector| format!("`{sector}`")).collect();
        let help = format!(
            "write `sector = \"…\"` with {}: it is compared with cases of its own sector first",
            listed(&known, "or")
        );
        reader.report(Diagnostic::note(Code::SectorMissing, message).at(section.place.clone()).help(help));
        return None;
    }
    let typed = reader.plain(section, "sector")?;
    reader.choice(typed, "sector", &SECTORS.map(|sector| (sector, sector)))
}

/// TOML's own true and false, or yes and no as in tables.
fn is_true(typed: &Typed, reader: &mut Reader) -> Option<bool> {
    reader.choice(typed, "replace", &[("true", true), ("false", false), ("yes", true), ("no", false)])
}

/// The cases; one that could not be read has a stand-in.
pub(in crate::scenario) fn comparators(table: &Table, reader: &mut Reader) -> Vec<Comparator> {
    table.rows().map(|row| comparator(row, reader).unwrap_or_else(nothing)).collect()
}

fn nothing() -> Comparator {
    Comparator {
        quantity: Yardstick::PostsShare,
        case: String::new(),
        programme: String::new(),
        group: None,
        sector: String::new(),
        value: 0.0,
        low: None,
        high: None,
        alike: Alike::Loose,
        source_title: String::new(),
        source_year: None,
        source_ref: None,
        mark: Mark::Assumption,
        note: None,
    }
}

fn comparator(row: Row<'_>, reader: &mut Reader) -> Option<Comparator> {
    if !row.is_sound() {
        return None;
    }
    let names = Yardstick::ALL.map(|yardstick| (yardstick.name(), yardstick));
    let quantity = needed(row, "quantity", reader).and_then(|cell| reader.choice(&cell, "quantity", &names));
    let case = needed(row, "case", reader);
    let value = needed(row, "value", reader).and_then(|cell| number(&cell, "value", quantity, reader));
    let mut end = |column| optional(row, column, reader, |reader, cell| number(cell, column, quantity, reader));
    let (low, high) = (end("low"), end("high"));
    let kinds = Alike::ALL.map(|alike| (alike.name(), alike));
    let alike = needed(row, "alike", reader).and_then(|cell| reader.choice(&cell, "alike", &kinds));
    let title = needed(row, "source_title", reader);
    let year = optional(row, "source_year", reader, |reader, cell| reader.whole(cell, "source_year", 1900, 2200));
    let marks = Mark::ALL.map(|mark| (mark.name(), mark));
    let mark = needed(row, "mark", reader).and_then(|cell| reader.choice(&cell, "mark", &marks));
    let case = case?.text;
    Some(Comparator {
        quantity: quantity?,
        programme: row.words("programme").unwrap_or_else(|| case.clone()),
        case,
        group: row.words("group"),
        sector: row.words("sector").unwrap_or_else(|| Comparator::OWN.into()),
        value: value?,
        low: low?,
        high: high?,
        alike: alike?,
        source_title: title?.text,
        source_year: year?.map(|year| year as i32),
        source_ref: row.words("source_ref"),
        mark: mark?,
        note: row.words("note"),
    })
}

fn number(cell: &Typed, column: &'static str, quantity: Option<Yardstick>, reader: &mut Reader) -> Option<f64> {
    let quantity = quantity?;
    let unit = match quantity.unit() {
        YardstickUnit::Pounds => Unit::Money,
        YardstickUnit::Fraction | YardstickUnit::Ratio => Unit::Fraction,
        YardstickUnit::Months => Unit::Months,
        YardstickUnit::PoundsPerPound => Unit::Number,
    };
    reader.number(cell, Field::new(column, unit, quantity.limits()))?.to_f64()
}
