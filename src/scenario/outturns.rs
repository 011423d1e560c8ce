//! What became of a programme: a table of outturns that stands on its own.

use super::field::{Field, Limits, Unit};
use super::reader::Reader;
use super::resolve::needed;
use super::schema;
use super::spelling;
use super::table::{Mapping, Row, Wanted};
use super::{Diagnostics, Files};
use crate::diagnostic::{Code, Diagnostic};
use crate::fiscal::FinancialYear;
use crate::programme::{InputFile, Measure};
use rust_decimal::prelude::ToPrimitive;
use std::collections::HashMap;

/// A table of outturns.
#[derive(Clone, Debug)]
pub struct Outturns {
    /// Its rows.
    pub rows: Vec<Outturn>,
    /// Rows without an actual.
    pub blanks: usize,
    /// The file that was read.
    pub file: InputFile,
    /// How something was read otherwise than written.
    pub notes: Diagnostics,
}

/// What came of a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Outturn {
    /// The measure.
    pub measure: Measure,
    /// Its year; none for a measure of the whole horizon.
    pub year: Option<FinancialYear>,
    /// The partner whose part it is; none for the programme.
    pub partner: Option<String>,
    /// What it came to; none of a measure whose values are years.
    pub actual: Option<f64>,
}

/// Reads a table `measure,year,actual`, optionally with `partner`.
///
/// # Errors
/// All faults of the table.
pub fn outturns(table: &Files) -> Result<Outturns, Diagnostics> {
    let mut reader = Reader::new(table);
    let read = reader.lone_table(&Wanted::Shape(&schema::OUTTURNS, &Mapping::default())).map(|table| {
        let (mut rows, mut blanks) = (Vec::new(), 0);
        let mut seen = HashMap::new();
        for row in table.rows().filter(Row::is_sound) {
            if row.cell("actual").is_some_and(|cell| cell.is_blank()) {
                blanks += 1;
            } else if let Some(outturn) = outturn(row, &mut reader) {
                let key = (outturn.measure, outturn.year, outturn.partner.as_deref().map(spelling::without_case));
                match seen.insert(key, row.place()) {
                    None => rows.push(outturn),
                    Some(first) => {
                        let message = "this outturn is given twice";
                        let fault = Diagnostic::error(Code::DuplicateActual, message).at(row.place());
                        reader.report(fault.also(first, "the first is here").help("leave one of them out"));
                    }
                }
            }
        }
        (rows, blanks)
    });
    let mut notes = reader.faults.diagnostics;
    notes.sort();
    match (read, reader.inputs.pop()) {
        (Some((rows, blanks)), Some(file)) if notes.errors() == 0 => Ok(Outturns { rows, blanks, file, notes }),
        _ => Err(notes),
    }
}

fn outturn(row: Row<'_>, reader: &mut Reader) -> Option<Outturn> {
    let measure = needed(row, "measure", reader).and_then(|cell| {
        let measure = Measure::parse(&spelling::word(&cell.text));
        if measure.is_none() {
            let names: Vec<String> = Measure::all().map(Measure::name).collect();
            reader.unknown_name(&cell, "measure", names.iter().map(String::as_str));
        }
        measure
    });
    let year = row.filled("year").map(|cell| reader.year(&cell).map(|year| (year, cell)));
    let measure = measure?;
    let year = match year {
        Some(None) => return None,
        Some(Some((year, cell))) if !measure.is_yearly() => {
            let message = format!("`{}` is a figure of the whole horizon, and {year} is a year", measure.name());
            reader.fault(Code::ForbiddenValue, &cell.place, message, "leave the year out");
            return None;
        }
        Some(Some((year, _))) => Some(year),
        None if measure.is_yearly() => {
            let message = format!("`{}` is a figure of each year, and no year is given", measure.name());
            reader.fault(
                Code::MissingValue,
                &row.place(),
                message,
                "write the year of this outturn, such as `2018/19`",
            );
            return None;
        }
        None => None,
    };
    let actual = match measure.is_label() {
        true => None,
        false => Some(reader.number(&row.cell("actual")?, field(measure))?.to_f64()?),
    };
    Some(Outturn { measure, year, partner: row.filled("partner").map(|cell| cell.as_seen().text), actual })
}

fn field(measure: Measure) -> Field {
    let unit = if measure.is_money() { Unit::Money } else { Unit::Number };
    Field::new("actual", unit, Limits::ANY)
}
