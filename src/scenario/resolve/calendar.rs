//! The years counted and the data date.

use crate::diagnostic::{Code, Diagnostic};
use crate::fiscal::{FinancialYear, Horizon, Month};
use crate::programme::At;
use crate::scenario::reader::Reader;
use crate::scenario::toml::Table;

pub(super) const START: At = At::scenario("start");
pub(super) const END: At = At::scenario("end");
pub(super) const AS_OF: At = At::scenario("as_of");

/// The scenario's time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Calendar {
    /// The years counted.
    pub horizon: Horizon,
    /// The data date.
    pub as_of: Month,
}

impl Calendar {
    /// The first instant of the first year.
    pub fn start(&self) -> Month {
        self.horizon.first().april()
    }
}

/// Reads `start`, `end` and `as_of`.
pub(super) fn read(root: &Table, reader: &mut Reader) -> Calendar {
    let (start, end) = (reader.year_at(root, "start"), reader.year_at(root, "end"));
    let horizon = start.zip(end).and_then(|(start, end)| horizon(root, start, end, reader));
    let start = reader.open.or(START, start, FinancialYear::beginning(2000));
    let horizon = reader.open.or(END, horizon, Horizon::of_one_year(start));
    let as_of = match root.get("as_of") {
        None if reader.is_misspelt(&root.place, "as_of") || reader.open.contains(START) => None,
        None => Some(start.april()),
        Some(_) => reader.month_at(root, "as_of"),
    };
    Calendar { horizon, as_of: reader.open.or(AS_OF, as_of, start.april()) }
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
