//! Rows that add up others, which would count twice.

use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::programme::{AreaColumn, Unit};
use crate::scenario::faults::Faults;
use crate::scenario::number::{self, Commas};
use crate::scenario::schema;
use crate::scenario::table::{Row, Table};
use rust_decimal::Decimal;
use std::collections::{HashMap, HashSet};

/// Words of which the names of such rows have one.
const WORDS: [&str; 5] = ["total", "totals", "subtotal", "subtotals", "sum"];
/// Words beside those that name no area either.
const BESIDE: [&str; 22] = [
    "a",
    "above",
    "all",
    "annual",
    "area",
    "areas",
    "for",
    "grand",
    "gross",
    "net",
    "of",
    "overall",
    "programme",
    "project",
    "projects",
    "proposals",
    "running",
    "saving",
    "savings",
    "sub",
    "the",
    "year",
];

/// Positions of the rows of an areas table that add up others; each is reported.
pub(super) fn refuse(table: &Table, faults: &mut Faults) -> HashSet<usize> {
    let mut amounts = Amounts::default();
    let mut found = HashSet::new();
    for (position, row) in table.rows().enumerate().filter(|(_, row)| row.is_sound()) {
        let adds_up = amounts.add(row);
        let name = row.filled("area");
        let spelt = name.as_ref().map_or(String::new(), |name| name.text.to_lowercase());
        let words: Vec<&str> = spelt.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let lacks = row.filled("status").is_none() || row.filled("go_live").is_none();
        let has_word = words.iter().any(|word| WORDS.contains(word));
        let is_named = has_word && words.iter().all(|word| WORDS.contains(word) || BESIDE.contains(word));
        if is_named || [lacks, has_word, adds_up].into_iter().filter(|sign| *sign).count() > 1 {
            amounts.forget_last();
            let what = name.as_ref().map_or("this row".into(), |name| format!("the row `{}`", shortened(&name.text)));
            let place = name.map_or_else(|| row.place(), |name| name.place);
            let fault = Diagnostic::error(Code::TotalsRow, format!("{what} adds up other rows, it seems"));
            faults.report(fault.at(place).help("take this row out, or it counts twice"));
            found.insert(position);
        }
    }
    found
}

/// The plain amounts of the rows so far, by column.
#[derive(Default)]
struct Amounts {
    columns: HashMap<usize, Vec<Decimal>>,
}

impl Amounts {
    /// Adds a row; whether one of its amounts is the sum of the two or more rows right above it.
    fn add(&mut self, row: Row<'_>) -> bool {
        let mut adds_up = false;
        for (column, unit) in amounts(row.table()) {
            let above = self.columns.entry(column).or_default();
            let typed = row.at(column).filter(|cell| !cell.is_blank());
            let amount = typed.and_then(|typed| number::parse(&typed.text, unit, Commas::Group).ok());
            match amount {
                Some(amount) => {
                    adds_up |= is_sum(amount.value, above);
                    above.push(amount.value);
                }
                None => above.push(Decimal::ZERO),
            }
        }
        adds_up
    }

    /// Takes the last row for one of nothing: totals further down add up what it does.
    fn forget_last(&mut self) {
        self.columns.values_mut().filter_map(|above| above.last_mut()).for_each(|last| *last = Decimal::ZERO);
    }
}

/// The columns of amounts of money, with their units.
fn amounts(table: &Table) -> impl Iterator<Item = (usize, Unit)> {
    let plain = AreaColumn::ALL.into_iter().filter_map(|column| {
        let unit = schema::area_field(column).unit;
        Some((table.column(column.name()).filter(|_| unit.is_money())?, unit))
    });
    let by_year = schema::AREAS.by_year.iter().flat_map(|kind| table.years(kind));
    plain.chain(by_year.map(|(_, column)| (column, Unit::Money)))
}

/// Whether `amount` is the sum of the last two or more of `above`.
fn is_sum(amount: Decimal, above: &[Decimal]) -> bool {
    let mut sum = Decimal::ZERO;
    let mut filled = 0;
    for other in above.iter().rev().filter(|other| !other.is_zero()) {
        sum += other;
        filled += 1;
        if filled > 1 && sum == amount && !amount.is_zero() {
            return true;
        }
    }
    false
}
