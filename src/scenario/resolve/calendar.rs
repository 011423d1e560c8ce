//! The years counted and the data date.

use crate::diagnostic::{Code, Diagnostic};
use crate::fiscal::{FinancialYear, Horizon, Month};
use crate::scenario::reader::Reader;
use crate::scenario::toml::Table;

/// The scenario's time, as far as it could be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    /// The first year.
    pub start: Option<FinancialYear>,
    /// The years counted.
    pub horizon: Option<Horizon>,
    /// The data date.
    pub as_of: Option<Month>,
}

/// Reads `start`, `end` and `as_of`.
pub(super) fn read(root: &Table, reader: &mut Reader) -> Calendar {
    let start = reader.year_at(root, "start");
    let end = reader.year_at(root, "end");
    let horizon = start.zip(end).and_then(|(start, end)| horizon(root, start, end, reader));
    let as_of = match root.get("as_of") {
        None if reader.is_misspelt(&root.place, "as_of") => None,
        None => start.map(FinancialYear::april),
        Some(_) => reader.month_at(root, "as_of").filter(|&as_of| is_inside(root, as_of, horizon, reader)),
    };
    Calendar { start, horizon, as_of }
}

fn horizon(root: &Table, start: FinancialYear, end: FinancialYear, reader: &mut Reader) -> Option<Horizon> {
    let horizon = Horizon::new(start, end);
    if horizon.is_none() {
        let (message, help) = if end < start {
            (format!("the last year, {end}, is before the first, {start}"), "write the later year as `end`".to_owned())
        } else {
            let last = start.plus(Horizon::LONGEST as i32 - 1);
            (
                format!("from {start} to {end} are more than {} years", Horizon::LONGEST),
                format!("`end` can be {last} at most"),
            )
        };
        let place = |key| root.get(key).map(|entry| entry.value.place().clone());
        let mut fault = Diagnostic::error(Code::Horizon, message).help(help);
        fault.place = place("end");
        if let Some(start) = place("start") {
            fault = fault.also(start, "the first year");
        }
        reader.report(fault);
    }
    horizon
}

fn is_inside(root: &Table, as_of: Month, horizon: Option<Horizon>, reader: &mut Reader) -> bool {
    let Some(horizon) = horizon else { return false };
    let inside = (0..=horizon.end()).contains(&horizon.months(as_of));
    if let (false, Some(entry)) = (inside, root.get("as_of")) {
        let (first, last) = (horizon.first().april(), horizon.last().plus(1).april());
        let message = format!("`as_of` {as_of} lies outside the horizon, {} to {}", horizon.first(), horizon.last());
        reader.fault(Code::DataDate, entry.value.place(), message, format!("it can be from {first} to {last}"));
    }
    inside
}
