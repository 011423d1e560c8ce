//! Business areas: one row each.

use super::calendar::Calendar;
use super::defaults::{Default, Defaults};
use super::names::Names;
use super::partners::Partners;
use super::{references, shares, totals};
use crate::diagnostic::{Code, Diagnostic, Place, shortened};
use crate::fiscal::{Horizon, Month};
use crate::programme::{Achieved, Area, AreaColumn, CollaborationModel, Predecessor, Quantity, Status};
use crate::scenario::faults::Faults;
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::spelling::as_seen;
use crate::scenario::table::{Row, Table};
use crate::scenario::typed::Typed;
use rust_decimal::Decimal;
use std::array;
use std::collections::HashSet;

/// The areas, as far as they could be read.
#[derive(Debug)]
pub(super) struct Areas {
    /// Their names.
    pub names: Names,
    /// They themselves, in the order of the file.
    pub rows: Vec<AreaRow>,
}

/// An area as far as it could be read: `None` is a fault that was reported.
#[derive(Debug)]
pub(super) struct AreaRow {
    /// Position in [`schema::STATUSES`].
    pub status: Option<usize>,
    /// Planned go-live.
    pub go_live: Option<Month>,
    /// Achieved go-live; `None` too for an area that is not live.
    pub went_live: Option<Month>,
    /// What comes before.
    pub after: Option<Vec<Predecessor>>,
    /// What must go ahead.
    pub requires: Option<Vec<usize>>,
    /// The quantities.
    pub quantities: [Option<Quantity>; AreaColumn::COUNT],
    /// Whether the plan counts it.
    pub in_plan: Option<bool>,
    /// Position of its workforce group; `Some(None)` where it has none.
    pub workforce: Option<Option<usize>>,
    /// The portfolio.
    pub portfolio: Option<String>,
    /// Chance of going ahead.
    pub probability: Option<Decimal>,
    /// Where to point for a column: its cell where it is filled, else the row's name.
    pub places: Places,
    /// The finished area.
    area: Option<Area>,
}

/// Where faults that concern several cells are shown.
#[derive(Debug)]
pub(super) struct Places {
    /// `after`.
    pub after: Place,
    /// `requires`.
    pub requires: Place,
    /// `slippage_months`, or `go_live` where that is a default.
    pub slippage: Place,
    /// `go_live`.
    pub go_live: Place,
    /// `redundancy_share`, or `workforce` where that is a default.
    pub redundancy_share: Place,
    /// `went_live`.
    pub went_live: Place,
    /// `realised_share`.
    pub realised_share: Place,
    /// `slippage_months`, where it is not a default.
    pub own_slippage: Option<Place>,
    /// `realisation`, likewise.
    pub realisation: Option<Place>,
}

/// A programme has at most so many areas.
pub const MOST_AREAS: usize = 5_000;

/// The position of `live` in [`schema::STATUSES`].
const LIVE: usize = 2;

impl AreaRow {
    /// A row of which nothing but its name is known.
    fn unknown(places: Places) -> Self {
        AreaRow {
            status: None,
            go_live: None,
            went_live: None,
            after: None,
            requires: None,
            quantities: [const { None }; AreaColumn::COUNT],
            in_plan: None,
            workforce: None,
            portfolio: None,
            probability: None,
            places,
            area: None,
        }
    }

    /// The area, where all of its row is sound.
    pub fn area(&self) -> Option<&Area> {
        self.area.as_ref()
    }

    /// Whether it is live; `None` where its status is not known.
    pub fn is_live(&self) -> Option<bool> {
        self.status.map(|status| status == LIVE)
    }
}

impl Areas {
    /// The finished areas; `None` where a fault was reported.
    pub fn finished(self) -> Option<Vec<Area>> {
        self.rows.into_iter().map(|row| row.area).collect()
    }

    /// The portfolios, each once.
    pub fn portfolios(&self) -> Vec<String> {
        let mut all: Vec<String> = self.rows.iter().filter_map(|row| row.portfolio.clone()).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}

/// Reads the table of areas.
pub(super) fn read(
    table: Option<&Table>,
    defaults: &Defaults,
    (partners, workforce): (&Partners, &Names),
    calendar: &Calendar,
    reader: &mut Reader,
) -> Areas {
    let Some(table) = table else { return Areas { names: Names::unreadable(), rows: Vec::new() } };
    let header = table.header_place();
    check_shares(table, partners, reader);
    let totals = totals::refuse(table, reader);
    let mut names = Names::default();
    for (position, row) in table.rows().enumerate() {
        let name = if totals.contains(&position) { None } else { needed(row, "area", reader) };
        names.add(name.as_ref(), "an area", reader);
    }
    if names.len() == 0 {
        let message = "this table has no rows: a programme needs one area at least";
        reader.fault(Code::TableEmpty, &header, message, "write a row for each business area");
    }
    if names.len() > MOST_AREAS {
        let message = format!("this table has {} areas; at most {MOST_AREAS} are read", names.len());
        reader.fault(Code::TableTooLarge, &header, message, "join small areas");
        return Areas { names: Names::unreadable(), rows: Vec::new() };
    }
    let context = Context { names: &names, totals, defaults, partners, workforce, calendar };
    let rows = table.rows().enumerate().map(|(position, row)| context.row(position, row, reader)).collect();
    Areas { names, rows }
}

/// A filled cell that must be filled; where it is blank that is reported.
pub(super) fn needed(row: Row<'_>, column: &str, reader: &mut Reader) -> Option<Typed> {
    let cell = row.cell(column)?;
    if !cell.is_blank() {
        return Some(cell);
    }
    let message = format!("`{column}` is blank, but every row needs it");
    reader.fault(Code::MissingValue, &cell.place, message, format!("fill the column `{column}` of this row"));
    None
}

/// Reports columns `savings_share:NAME` and `costs_share:NAME` of partners that there are not.
fn check_shares(table: &Table, partners: &Partners, faults: &mut Faults) {
    for column in &table.columns {
        let Some((prefix, partner)) = column.name.split_once(':') else { continue };
        if !schema::SHARE_PREFIXES.contains(&prefix) || partners.names.get(partner).is_some() {
            continue;
        }
        let start = column.heading.text.find(':').map_or(0, |colon| colon + 1);
        partners.names.find(&column.heading.slice(start..column.heading.text.len()), "partner", faults);
        faults.note_misspelt(&table.header_place(), prefix);
    }
}

struct Context<'a> {
    names: &'a Names,
    /// Positions of rows that add up others, which have been reported.
    totals: HashSet<usize>,
    defaults: &'a Defaults,
    partners: &'a Partners,
    workforce: &'a Names,
    calendar: &'a Calendar,
}

impl Context<'_> {
    fn row(&self, position: usize, row: Row<'_>, reader: &mut Reader) -> AreaRow {
        let mut read = AreaRow::unknown(places(row));
        if !row.is_sound() || self.totals.contains(&position) {
            return read;
        }
        read.status = needed(row, "status", reader).and_then(|cell| {
            let choices: [(&str, usize); 3] = array::from_fn(|at| (schema::STATUSES[at], at));
            reader.choice(&cell, "status", &choices)
        });
        read.go_live = needed(row, "go_live", reader).and_then(|cell| self.go_live(&cell, reader));
        let went_live = self.went_live(row, read.status, reader);
        read.went_live = went_live.flatten();
        let after = optional(row, "after", reader, |reader, cell| references::predecessors(cell, self.names, reader));
        read.after = after.map(Option::unwrap_or_default);
        let requires =
            optional(row, "requires", reader, |reader, cell| references::areas(cell, "requires", self.names, reader));
        read.requires = requires.map(Option::unwrap_or_default);
        read.quantities = AreaColumn::ALL.map(|column| self.quantity(row, column, read.status, reader));
        read.in_plan = in_plan(row, reader);
        read.workforce = self.workforce(row, reader);
        read.portfolio = row.filled("portfolio").and_then(|cell| portfolio_name(&cell, reader));
        read.probability = self.probability(row, read.status, reader);
        read.area = self.finished(position, row, &read, reader);
        read
    }

    /// One after the years counted is told.
    fn go_live(&self, cell: &Typed, reader: &mut Reader) -> Option<Month> {
        let month = reader.month(cell)?;
        if let Some(last) = self.calendar.horizon.map(Horizon::last).filter(|last| month >= last.plus(1).april()) {
            let message = format!("this area is planned to go live in {month}, after the last year counted, {last}");
            let help = "as planned, nothing of its saving is counted: correct the date, or move `end` on";
            reader.report(Diagnostic::warning(Code::GoLiveOutside, message).at(cell.place.clone()).help(help));
        }
        Some(month)
    }

    /// `Some(None)` where there rightly is none.
    fn went_live(&self, row: Row<'_>, status: Option<usize>, reader: &mut Reader) -> Option<Option<Month>> {
        let cell = row.filled("went_live");
        let is_live = status? == LIVE;
        match cell {
            None if !is_live => Some(None),
            None if row.is_misspelt("went_live", reader) => None,
            None => {
                let message = "a live area needs the date on which it went live";
                let help = "fill the column `went_live`; if it is not live yet, its status is `approved` or `design`";
                reader.fault(Code::MissingValue, &row.place(), message, help);
                None
            }
            Some(cell) if !is_live => {
                let status = schema::STATUSES[status?];
                let message = format!("`went_live` is filled, but the area's status is `{status}`, not `live`");
                reader.fault(
                    Code::ForbiddenValue,
                    &cell.place,
                    message,
                    "set the status to `live`, or leave `went_live` blank",
                );
                None
            }
            Some(cell) => {
                let month = reader.month(&cell)?;
                let as_of = self.calendar.as_of?;
                if month > as_of {
                    let message = format!("`went_live` {month} is after the data date {as_of} (`as_of`)");
                    let help = "what goes live later is not live yet; or move `as_of` on";
                    reader.fault(Code::DateOrder, &cell.place, message, help);
                    return None;
                }
                Some(Some(month))
            }
        }
    }

    /// `Some(None)` where it has none.
    fn workforce(&self, row: Row<'_>, reader: &mut Reader) -> Option<Option<usize>> {
        let find = |reader: &mut Reader, cell: &Typed| self.workforce.find(cell, "workforce group", reader);
        optional(row, "workforce", reader, find)
    }

    fn quantity(
        &self,
        row: Row<'_>,
        column: AreaColumn,
        status: Option<usize>,
        reader: &mut Reader,
    ) -> Option<Quantity> {
        let field = schema::area_field(column);
        if row.is_misspelt(column.name(), reader) {
            return None;
        }
        match reader.quantity_in(row, field)? {
            Some(quantity) => Some(quantity),
            None if column == AreaColumn::AnnualSaving => {
                needed(row, column.name(), reader);
                None
            }
            None => value(self.defaults.quantity(column, status)),
        }
    }

    /// Of a live area it is one.
    fn probability(&self, row: Row<'_>, status: Option<usize>, reader: &mut Reader) -> Option<Decimal> {
        let typed = optional(row, "probability", reader, |reader, cell| reader.number(cell, schema::PROBABILITY))?;
        let probability = typed.or_else(|| value(self.defaults.probability(status)))?;
        Some(if status == Some(LIVE) { Decimal::ONE } else { probability })
    }

    fn realised_share(&self, row: Row<'_>, status: Option<usize>, reader: &mut Reader) -> Option<Option<Decimal>> {
        let Some(cell) = row.filled("realised_share") else { return Some(None) };
        let share = reader.number(&cell, schema::REALISED_SHARE);
        if status? != LIVE {
            let message = "`realised_share` is filled, but the area is not live";
            let help = "it is what was observed of a live area: leave it blank, or write `realisation`";
            reader.fault(Code::ForbiddenValue, &cell.place, message, help);
            return None;
        }
        share.map(Some)
    }

    /// The rest of the row, and the area where all of it is sound.
    fn finished(&self, position: usize, row: Row<'_>, read: &AreaRow, reader: &mut Reader) -> Option<Area> {
        let realised_share = self.realised_share(row, read.status, reader);
        let ends = optional(row, "ends", reader, |reader, cell| reader.month(cell));
        let typed_months = optional(row, "implementation_months", reader, |reader, cell| {
            reader.number(cell, schema::IMPLEMENTATION_MONTHS)
        });
        let implementation_months =
            typed_months.and_then(|typed| typed.or_else(|| value(self.defaults.implementation_months(read.status))));
        let models = CollaborationModel::ALL.map(|model| (model.name(), model));
        let model = optional(row, "collaboration_model", reader, |reader, cell| {
            reader.choice(cell, "collaboration_model", &models)
        });
        let savings = shares::of_area(row, "savings_share", self.partners, reader);
        let costs = shares::of_area(row, "costs_share", self.partners, reader);
        let status = match read.status? {
            0 => Status::Design,
            1 => Status::Approved,
            _ => Status::Live(Achieved { went_live: read.went_live?, realised_share: realised_share? }),
        };
        let quantities: Vec<Quantity> = read.quantities.iter().cloned().collect::<Option<_>>()?;
        Some(Area {
            name: self.names.at(position)?.to_owned(),
            status,
            go_live: read.go_live?,
            probability: read.probability?,
            implementation_months: implementation_months?,
            ends: ends?,
            after: read.after.clone()?,
            requires: read.requires.clone()?,
            savings_shares: savings.ok()?,
            costs_shares: costs.ok()?,
            in_plan: read.in_plan?,
            workforce: read.workforce?,
            portfolio: read.portfolio.clone(),
            owner: row.words("owner"),
            collaboration_model: model?,
            source: row.words("source"),
            note: row.words("note"),
            quantities: quantities.try_into().ok()?,
        })
    }
}

fn value<T>(default: Default<T>) -> Option<T> {
    match default {
        Default::Is(value) => Some(value),
        Default::Faulty => None,
    }
}

/// `Some(None)` for a blank cell, `None` for a faulty one or where the column's name is misspelt.
pub(super) fn optional<T>(
    row: Row<'_>,
    column: &str,
    reader: &mut Reader,
    read: impl FnOnce(&mut Reader, &Typed) -> Option<T>,
) -> Option<Option<T>> {
    match row.filled(column) {
        None if row.is_misspelt(column, reader) => None,
        None => Some(None),
        Some(cell) => read(reader, &cell).map(Some),
    }
}

/// An area is in the plan unless it says no.
fn in_plan(row: Row<'_>, reader: &mut Reader) -> Option<bool> {
    let choices = [("yes", true), ("no", false)];
    let in_plan = optional(row, "in_plan", reader, |reader, cell| reader.choice(cell, "in_plan", &choices))?;
    Some(in_plan.unwrap_or(true))
}

fn portfolio_name(cell: &Typed, reader: &mut Reader) -> Option<String> {
    if cell.text.chars().nth(200).is_some() || cell.text.contains(char::is_control) {
        let message = format!("`{}` is not a name for a portfolio", shortened(&cell.text));
        reader.fault(Code::BadName, &cell.place, message, "write at most 200 characters on one line");
        return None;
    }
    Some(as_seen(&cell.text).into_owned())
}

fn places(row: Row<'_>) -> Places {
    let of = |column: &str| row.filled(column).map(|cell| cell.place);
    let name = of("area").unwrap_or_else(|| row.place());
    let go_live = of("go_live").unwrap_or_else(|| name.clone());
    Places {
        after: of("after").unwrap_or_else(|| name.clone()),
        requires: of("requires").unwrap_or_else(|| name.clone()),
        redundancy_share: of("redundancy_share").or_else(|| of("workforce")).unwrap_or_else(|| name.clone()),
        went_live: of("went_live").unwrap_or_else(|| name.clone()),
        realised_share: of("realised_share").unwrap_or(name),
        own_slippage: of("slippage_months"),
        realisation: of("realisation"),
        slippage: of("slippage_months").unwrap_or_else(|| go_live.clone()),
        go_live,
    }
}
