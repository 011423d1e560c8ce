//! What happened before, as a column of a table of any columns: values, and bounds of what is not finished yet.

use super::dates::{self, NoDate};
use super::field::{Pennies, Unit};
use super::number::{self, Commas, Written};
use super::reader::Reader;
use super::spelling;
use super::table::{Row, Table, Wanted};
use super::typed::Typed;
use super::{Diagnostics, Files};
use crate::diagnostic::{Code, shortened};
use crate::programme::InputFile;
use rust_decimal::prelude::ToPrimitive;

/// Fewer values are no distribution.
const FEWEST: usize = 3;

/// The values of a column.
#[derive(Clone, Debug)]
pub struct Cases {
    /// The heading of the column, as it is written.
    pub column: String,
    /// The file that was read.
    pub file: InputFile,
    /// What a scenario beside it calls the table: the file's name, with the sheet of a workbook.
    pub table: String,
    /// What the values are: money or a fraction where one is written so, months where heading or cells say so.
    pub unit: Unit,
    /// Values of rows that are finished.
    pub finished: Vec<f64>,
    /// Lower bounds of those that are not.
    pub bounds: Vec<f64>,
    /// Rows without a value.
    pub blanks: usize,
    /// How something was read otherwise than written.
    pub notes: Diagnostics,
}

impl Cases {
    /// The text of a distribution that draws from the column itself, for a scenario beside the file.
    pub fn as_history(&self) -> String {
        let quoted = |name: &str| if name.contains('"') { format!("'{name}'") } else { format!("\"{name}\"") };
        format!("history({}, {})", quoted(&self.table), quoted(&self.column))
    }
}

/// Reads a column of the table that `table` names. Where `not_yet` names another column, the rows with `yes` there are
/// not finished, or those that are blank there where it holds dates.
///
/// # Errors
/// All faults of both columns; where fewer than three values are finished, or all are the same.
pub fn cases(table: &Files, column: &str, not_yet: Option<&str>) -> Result<Cases, Diagnostics> {
    let mut reader = Reader::new(table);
    let read =
        reader.lone_table(&Wanted::Column(column)).and_then(|table| read(&table, (column, not_yet), &mut reader));
    let (table, file) = (reader.lone_name(), reader.inputs.pop());
    let mut notes = reader.faults.diagnostics;
    notes.sort();
    match (read, file) {
        (Some((column, read)), Some(file)) if notes.errors() == 0 => Ok(Cases {
            column,
            file,
            table,
            unit: read.unit,
            finished: read.finished,
            bounds: read.bounds,
            blanks: read.blanks,
            notes,
        }),
        _ => Err(notes),
    }
}

/// The cells of a column.
struct Read {
    unit: Unit,
    finished: Vec<f64>,
    bounds: Vec<f64>,
    blanks: usize,
}

fn read(table: &Table, (column, not_yet): (&str, Option<&str>), reader: &mut Reader) -> Option<(String, Read)> {
    let asked = |name: &str| Typed::in_cell(name, false, table.header_place());
    let file = reader.lone_name();
    let at = reader.column_called(table, &file, &asked(column));
    let waits = not_yet.map(|name| waiting(table, reader.column_called(table, &file, &asked(name))?, reader));
    let at = at?;
    let heading = &table.columns[at].heading;
    let unit = unit(table, at);
    let mut read = Read { unit, finished: Vec::new(), bounds: Vec::new(), blanks: 0 };
    let mut sound = waits.as_ref().is_none_or(Option::is_some);
    let waits = waits.flatten().unwrap_or_default();
    for (position, row) in table.rows().enumerate() {
        sound &= row.is_sound();
        let Some(cell) = row.at(at).filter(|cell| !cell.is_blank()) else {
            read.blanks += 1;
            continue;
        };
        let value = reader.plain_number(&cell, unit, Pennies::Parts, Commas::Group).and_then(|value| value.to_f64());
        let waits = waits.get(position).copied().unwrap_or_default();
        let kind = if waits { &mut read.bounds } else { &mut read.finished };
        kind.extend(value);
        sound &= value.is_some();
    }
    let enough = sound && is_enough(heading, &read.finished, reader);
    enough.then(|| (heading.text.clone(), read))
}

/// Whether a distribution can be fitted to values.
fn is_enough(heading: &Typed, values: &[f64], reader: &mut Reader) -> bool {
    let name = shortened(&heading.text);
    if values.len() < FEWEST {
        let count = match values.len() {
            0 => "no value that is".to_owned(),
            1 => "only 1 value that is".to_owned(),
            count => format!("only {count} values that are"),
        };
        let message = format!("the column `{name}` has {count} finished, and a distribution needs {FEWEST} at least");
        reader.fault(Code::LawImpossible, &heading.place, message, "add rows, or write a distribution by judgement");
        return false;
    }
    if values.iter().all(|value| *value == values[0]) {
        let message = format!("all values of the column `{name}` are {}", values[0]);
        let help = "a distribution needs values that differ: write the number itself, or a distribution by judgement";
        reader.fault(Code::LawImpossible, &heading.place, message, help);
        return false;
    }
    true
}

/// What the values of a column are.
fn unit(table: &Table, at: usize) -> Unit {
    let is_of_months = |text: &str| text.to_lowercase().contains("month");
    let mut months = is_of_months(&table.columns[at].heading.text);
    for cell in table.rows().filter_map(|row| row.at(at)) {
        match number::parse(&cell.text, Unit::Money, Commas::Group).map(|number| number.written) {
            Ok(Written::Money) if !is_of_months(&cell.text) => return Unit::Money,
            Ok(Written::Percent) => return Unit::Fraction,
            _ => months |= is_of_months(&cell.text),
        }
    }
    if months { Unit::Months } else { Unit::Number }
}

/// What a cell says of whether its row is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    Nothing,
    NotYet,
    Finished,
    Date,
}

/// By row: whether it is not finished, as a column says by words or by dates; faults are reported.
fn waiting(table: &Table, at: usize, reader: &mut Reader) -> Option<Vec<bool>> {
    let cell = |row: Row<'_>| row.at(at).filter(|cell| !cell.is_blank());
    let said: Vec<Option<Said>> =
        table.rows().map(|row| cell(row).map_or(Some(Said::Nothing), |cell| said(&cell))).collect();
    let heading = &table.columns[at].heading;
    let name = shortened(&heading.text);
    let Some(first) = said.iter().flatten().find(|said| **said != Said::Nothing).copied() else {
        if said.iter().all(Option::is_some) {
            let message = format!("the column `{name}` says of no row whether it is finished");
            let help = "write `yes` for those that are not, or the dates on which the others were";
            reader.fault(Code::MissingValue, &heading.place, message, help);
            return None;
        }
        return refuse_others(table, at, false, reader);
    };
    let by_dates = first == Said::Date;
    let fits = |said: &Option<Said>| said.is_some_and(|said| said == Said::Nothing || (said == Said::Date) == by_dates);
    if !said.iter().all(fits) {
        return refuse_others(table, at, by_dates, reader);
    }
    let blank_waits = if by_dates { Said::Nothing } else { Said::NotYet };
    Some(said.into_iter().flatten().map(|said| said == blank_waits).collect())
}

/// Reports the cells that are not of the kind of the column.
fn refuse_others(table: &Table, at: usize, by_dates: bool, reader: &mut Reader) -> Option<Vec<bool>> {
    for cell in table.rows().filter_map(|row| row.at(at)).filter(|cell| !cell.is_blank()) {
        let is_date = match said(&cell) {
            Some(said) => said == Said::Date,
            None => !by_dates,
        };
        if is_date == by_dates {
            continue;
        }
        let text = shortened(&cell.text);
        let (message, help) = match by_dates {
            true => (
                format!("`{text}` is not a date, and other cells of this column are"),
                "write the date on which it was finished, or leave the cell blank where it is not",
            ),
            false => (
                format!("`{text}` does not say whether the row is finished"),
                "write `yes` where it is not finished, else `no` or nothing; or dates in the whole column",
            ),
        };
        reader.fault(Code::UnknownChoice, &cell.place, message, help);
    }
    None
}

fn said(cell: &Typed) -> Option<Said> {
    match spelling::word(&cell.text).as_str() {
        "yes" | "y" | "true" | "1" => Some(Said::NotYet),
        "no" | "n" | "false" | "0" => Some(Said::Finished),
        _ => match dates::date(&cell.text) {
            Err(NoDate::Unknown) => None,
            Ok(_) | Err(NoDate::MonthFirst(_) | NoDate::Year(_) | NoDate::Meant(_)) => Some(Said::Date),
        },
    }
}
