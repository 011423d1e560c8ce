//! Overrides of cells of the tables of areas, risks and actuals.

use super::{Overrides, Rows, keys};
use crate::diagnostic::{Code, Diagnostic, nearest, shortened};
use crate::scenario::Scenario;
use crate::scenario::dates::financial_year;
use crate::scenario::faults::Faults;
use crate::scenario::schema::Shape;
use crate::scenario::spelling;
use crate::scenario::table::{Row, Table};
use crate::scenario::typed::Typed;
use std::sync::Arc;

impl Overrides {
    pub(super) fn cell(&mut self, at: usize, rows: Rows, scenario: &mut Scenario, faults: &mut Faults) {
        let (what, table_key) = rows.names();
        let is_named = scenario.root.get(table_key).is_some();
        let table = match rows {
            Rows::Areas => &mut scenario.areas,
            Rows::Risks => &mut scenario.risks,
            Rows::Actuals => &mut scenario.actuals,
        };
        let names = match table {
            Some(table) if table.column(rows.shape().needed[0]).is_some() => {
                table.rows().map(|row| name(row, rows)).collect()
            }
            None if !is_named => Vec::new(),
            // It could not be read, which has been reported.
            Some(_) | None => return,
        };
        let given = &self.given[at];
        let Some(found) = keys::of_entry(&given.key, what, &names, faults) else { return };
        let Some(table) = table.as_mut().map(Arc::make_mut) else { return };
        let Some(column) = column(&found.column, table, rows.shape(), faults) else { return };
        if self.fill(format!("{what}\0{}\0{column}", found.position), at, faults) {
            if let Some(written) = table.rows().nth(found.position).and_then(|row| row.at(column)) {
                faults.withdraw(&written.place);
            }
            table.set(found.position, column, self.given[at].value.clone());
        }
    }
}

/// What a row is called in a key; of actuals by its area and year.
fn name(row: Row<'_>, rows: Rows) -> String {
    let seen = |column| row.filled(column).map_or_else(String::new, |cell| cell.as_seen().text);
    match rows {
        Rows::Areas => seen("area"),
        Rows::Risks => seen("risk"),
        Rows::Actuals => {
            let year = seen("year");
            let year = financial_year(&year).map_or(year, |year| year.to_string());
            format!("{}.{year}", seen("area"))
        }
    }
}

/// The position of the column that is typed, in any spelling of a heading; one that the table could have and does not
/// is added. What it cannot have is reported.
fn column(typed: &Typed, table: &mut Table, shape: &Shape, faults: &mut Faults) -> Option<usize> {
    let name = spelling::heading(&typed.text);
    let is_it = |heading: &Typed| spelling::heading(&heading.text) == name;
    let mut read = table.columns.iter().enumerate().filter(|(_, column)| !column.name.is_empty());
    if let Some((at, _)) = read.find(|(_, column)| *column.name == name || is_it(&column.heading)) {
        return Some(at);
    }
    if shape.has(&name) {
        return Some(table.add_column(typed.as_key(&typed.text), &name));
    }
    let message = format!("`{}` is not a column that this table can have", shortened(&typed.text));
    let help = nearest(&name, shape.columns.iter().copied()).advice();
    faults.report(Diagnostic::error(Code::UnknownColumn, message).at(typed.place.clone()).maybe_help(help));
    None
}
