//! Savings and costs by year: what the table has of them, and each area's.

use crate::diagnostic::{Code, Diagnostic, shortened};
use crate::fiscal::{FinancialYear, Month};
use crate::money::Pounds;
use crate::programme::{ByYear, Limits, Unit};
use crate::scenario::faults::Faults;
use crate::scenario::field::Field;
use crate::scenario::reader::Reader;
use crate::scenario::schema::{ADDED, COST, SAVING};
use crate::scenario::table::{Row, Table};
use crate::scenario::typed::Typed;
use rust_decimal::Decimal;

/// The columns of a plan by year.
#[derive(Debug)]
pub(super) struct Columns {
    /// What stands before their colon.
    before: &'static str,
    first: FinancialYear,
    /// Their positions, year after year.
    at: Vec<usize>,
}

/// A kind of plan by year in a table.
#[derive(Debug)]
pub(super) enum Kind {
    /// The table has none.
    Absent,
    /// Its columns do not fit each other, which has been reported.
    Faulty,
    /// It has these.
    There(Columns),
}

/// What a row has of a plan by year.
pub(super) enum Planned {
    /// Nothing, as its table.
    Absent,
    /// Nothing, though its table has such columns.
    Blank,
    /// A plan; `None` where a fault in it was reported.
    There(Option<ByYear>),
}

/// The plans by year of a table.
pub(super) struct Kinds {
    pub savings: Kind,
    pub costs: Kind,
}

/// Finds the columns of a table; those that do not fit each other are reported.
pub(super) fn find(table: &Table, faults: &mut Faults) -> Kinds {
    let savings = match (table.years(SAVING).first(), table.years(ADDED).first()) {
        (Some((_, saving)), Some((_, added))) => {
            let (saving, added) = (&table.columns[*saving].heading, &table.columns[*added].heading);
            let message = "the table has savings of each year and what each year adds to the one before";
            let fault = Diagnostic::error(Code::ExactlyOne, message).at(added.place.clone());
            let fault = fault.also(saving.place.clone(), "the saving of a year");
            faults.report(fault.help("keep columns `saving:…` or columns `saving_added:…`"));
            Kind::Faulty
        }
        (_, Some(_)) => columns(table, ADDED, faults),
        (_, None) => columns(table, SAVING, faults),
    };
    Kinds { savings, costs: columns(table, COST, faults) }
}

fn columns(table: &Table, before: &'static str, faults: &mut Faults) -> Kind {
    let years = table.years(before);
    let Some((first, _)) = years.first().copied() else { return Kind::Absent };
    for pair in years.windows(2) {
        let (last, (next, column)) = (pair[0].0, pair[1]);
        let missing = last.plus(1);
        if next <= missing {
            continue;
        }
        if !faults.is_misspelt(&table.header_place(), &format!("{before}:{missing}")) {
            let heading = &table.columns[column].heading;
            let message =
                format!("`{}` comes after {last}, and there is no column for {missing}", shortened(&heading.text));
            let help = format!("add `{before}:{missing}`; a year without an amount is blank");
            faults.fault(Code::YearGap, &heading.place, message, help);
        }
        return Kind::Faulty;
    }
    let at = years.into_iter().map(|(_, at)| at).collect();
    Kind::There(Columns { before, first, at })
}

impl Kind {
    /// What a row has of it.
    pub fn read(&self, row: Row<'_>, reader: &mut Reader) -> Planned {
        match self {
            Kind::Absent => Planned::Absent,
            Kind::Faulty => Planned::There(None),
            Kind::There(columns) => columns.read(row, reader),
        }
    }

    /// Notes a saving that falls to zero while the area goes on.
    pub fn note_fall(&self, row: Row<'_>, savings: &ByYear, ends: Option<Month>, faults: &mut Faults) {
        let Kind::There(columns) = self else { return };
        let mut last = Pounds::ZERO;
        for ((year, saving), column) in savings.years().zip(&columns.at) {
            let goes_on = ends.is_none_or(|ends| year.april() < ends);
            if saving == Pounds::ZERO && last != Pounds::ZERO && goes_on {
                let place = row.at(*column).map_or_else(|| row.place(), |cell| cell.place);
                let message = format!("the saving falls from {last} to zero in {year}");
                let help = "a blank year is zero: where the saving lasts, repeat it in every later year";
                faults.report(Diagnostic::note(Code::SavingFalls, message).at(place).help(help));
            }
            last = saving;
        }
    }
}

impl Columns {
    fn read(&self, row: Row<'_>, reader: &mut Reader) -> Planned {
        let cells: Vec<Option<Typed>> = self.at.iter().map(|at| row.at(*at).filter(|cell| !cell.is_blank())).collect();
        if cells.iter().all(Option::is_none) {
            return Planned::Blank;
        }
        let field = match self.before {
            COST => Field::new(COST, Unit::Money, Limits::NOT_NEGATIVE),
            _ => Field::new(SAVING, Unit::Money, Limits::ANY),
        };
        let read = |cell: &Option<Typed>| match cell {
            Some(cell) => reader.number(cell, field),
            None => Some(Decimal::ZERO),
        };
        let amounts: Vec<Option<Decimal>> = cells.iter().map(read).collect();
        let amounts: Option<Vec<Decimal>> = amounts.into_iter().collect();
        Planned::There(amounts.map(|amounts| self.plan(amounts)))
    }

    fn plan(&self, amounts: Vec<Decimal>) -> ByYear {
        let mut sum = Decimal::ZERO;
        let amount = |amount: Decimal| {
            sum = if self.before == ADDED { sum + amount } else { amount };
            Pounds::new(sum)
        };
        ByYear { first: self.first, amounts: amounts.into_iter().map(amount).collect() }
    }
}
