//! Amounts in thousands: amounts are read as pounds, whatever stands above or below a heading.

use super::super::columns::{HELP_WITH_POUNDS, is_not_in_pounds};
use super::super::{Store, Table};
use super::rows::{RowOfSheet, SheetRows, text_of};
use crate::diagnostic::{Code, Diagnostic, Place, SheetCell, shortened};
use crate::programme::{AreaColumn, RiskColumn};
use crate::scenario::faults::Faults;

/// So many rows above the headings may say what the amounts are in.
const ABOVE: u32 = 3;

/// Refuses cells that say that a column of pounds is in thousands or millions, and warns of titles that do.
pub(super) fn refuse(table: &mut Table, all: &[RowOfSheet], header: usize, faults: &mut Faults) {
    let mut units: Vec<(u32, u32)> = Vec::new();
    let Store::Sheet(store) = &table.store else { return };
    for (row, column, text) in all[..header].iter().flat_map(|row| texts(store, row)) {
        let is_near = row + ABOVE >= store.header;
        let is_of_pounds = store.places().binary_search(&column).is_ok_and(|at| holds_pounds(&table.columns[at].name));
        if is_near && is_of_pounds && is_not_in_pounds(&text) {
            faults.fault(Code::NotInPounds, &place(table, row, column, &text), message(&text), HELP_WITH_POUNDS);
        } else if says_so_among_other_words(&text) {
            let warning = Diagnostic::warning(Code::NotInPounds, message(&text)).at(place(table, row, column, &text));
            faults.report(warning.help(HELP_WITH_POUNDS));
        }
    }
    for row in store.rows.iter().take(1).filter(|row| row.number == store.header + 1) {
        for (row, column, text) in texts(store, row) {
            let at = store.places().binary_search(&column);
            if at.is_ok_and(|at| holds_pounds(&table.columns[at].name)) && is_not_in_pounds(&text) {
                faults.fault(Code::NotInPounds, &place(table, row, column, &text), message(&text), HELP_WITH_POUNDS);
                units.push((row, column));
            }
        }
    }
    let Store::Sheet(store) = &mut table.store else { return };
    if let Some(&(row, _)) = units.first() {
        // What else the row of units lacks follows from this.
        store.rows.retain(|known| known.number != row);
    }
}

fn message(text: &str) -> String {
    format!("`{}` says that amounts are not in pounds", shortened(text.trim()))
}

fn texts(store: &SheetRows, row: &RowOfSheet) -> Vec<(u32, u32, String)> {
    let cells = &store.sheet.cells()[row.cells.clone()];
    cells.iter().map(|(row, column, value)| (*row, *column, text_of(value).0)).collect()
}

fn place(table: &Table, row: u32, column: u32, text: &str) -> Place {
    let content = text.trim().into();
    Place::Sheet(SheetCell { source: table.source, row, column, heading: None, row_name: None, content })
}

/// Whether a title has it among its words: `Savings, £000, at March`.
fn says_so_among_other_words(text: &str) -> bool {
    let apart = |c: char| c.is_whitespace() || matches!(c, '(' | ')' | ',' | ';' | ':' | '[' | ']');
    text.split(apart).any(|word| word.contains('£') && is_not_in_pounds(word))
}

/// Whether a column holds amounts of money.
fn holds_pounds(name: &str) -> bool {
    let column = name.split(':').next().unwrap_or(name);
    let of_area = AreaColumn::ALL.iter().find(|it| it.name() == column).map(|it| it.unit());
    let of_risk = RiskColumn::ALL.iter().find(|it| it.name() == column).map(|it| it.unit());
    let others = ["gross_saving", "grant", "saving", "saving_added", "amount", "per_year", "net_revenue_budget"];
    of_area.or(of_risk).is_some_and(|unit| unit.is_money()) || others.contains(&column)
}
