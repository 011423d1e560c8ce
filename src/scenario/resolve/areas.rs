//! Business areas: one row each.

use super::by_year::{self, Kinds, Planned};
use super::calendar::{Calendar, END};
use super::defaults::Defaults;
use super::names::Names;
use super::{Context, Known, references, shares, totals};
use crate::diagnostic::{Code, Diagnostic};
use crate::fiscal::Month;
use crate::programme::{
    Achieved, Area, AreaColumn, At, ByYear, CollaborationModel, EntryKind, Partner, Quantity, Status, too_many,
};
use crate::scenario::faults::Faults;
use crate::scenario::reader::Reader;
use crate::scenario::schema;
use crate::scenario::table::{Row, Table};
use crate::scenario::typed::Typed;
use rust_decimal::Decimal;
use std::array;
use std::collections::HashSet;

const ALL: At = At::all(EntryKind::Area);

/// The position of `live` in [`schema::STATUSES`].
const LIVE: usize = 2;

/// Reads the table of areas.
pub(super) fn read(
    context: Context<'_>,
    known: &mut Known,
    partners: &[Partner],
    defaults: &Defaults,
    reader: &mut Reader,
) -> Vec<Area> {
    let Some(table) = context.scenario.areas.as_deref() else {
        known.areas.incomplete = true;
        reader.open.note(ALL);
        return Vec::new();
    };
    check_shares(table, &known.partners, reader);
    let totals = totals::refuse(table, reader);
    if let Some(broken) = too_many(EntryKind::Area, table.rows().count()) {
        context.scenario.report(broken, reader);
        known.areas.incomplete = true;
        reader.open.note(ALL);
        return Vec::new();
    }
    for (entry, row) in table.rows().enumerate() {
        let name = if totals.contains(&entry) { None } else { needed(row, "area", reader) };
        known.areas.add(name.as_ref(), At::name(EntryKind::Area, entry), reader);
    }
    reader.open.note_if(known.areas.incomplete, ALL);
    let by_year = by_year::find(table, reader);
    let rows = Rows { known, totals, partners, defaults, by_year, calendar: &context.calendar };
    let areas: Vec<Area> = table.rows().enumerate().map(|(entry, row)| rows.area(entry, row, reader)).collect();
    warn_of_negative_savings(context, &areas, reader);
    areas
}

/// Budgets have savings as negative lines.
fn warn_of_negative_savings(context: Context<'_>, areas: &[Area], reader: &mut Reader) {
    let saves = |area: &Area| area.full_saving(context.calendar.horizon);
    let negative = |area: &&Area| saves(area) < Decimal::ZERO;
    let (count, first) = (areas.iter().filter(negative).count(), areas.iter().position(|area| negative(&area)));
    let Some(first) = first.filter(|_| 2 * count > areas.len()) else { return };
    let column = if areas[first].saving_by_year.is_some() { schema::SAVING } else { "annual_saving" };
    let message = format!("{count} of the {} areas have a negative `{column}`, which is a loss", areas.len());
    let place = context.scenario.place(At::area(first, column));
    let help = "a saving is written without a minus sign, also where a budget has it as a negative line";
    reader.report(Diagnostic::warning(Code::NegativeSavings, message).at(place).help(help));
}

/// A filled cell that must be filled; where it is blank that is reported.
pub(in crate::scenario) fn needed(row: Row<'_>, column: &str, reader: &mut Reader) -> Option<Typed> {
    let cell = row.cell(column)?;
    if !cell.is_blank() {
        return Some(cell).filter(|cell| !cell.is_spoilt());
    }
    let message = format!("`{column}` is blank, but every row needs it");
    reader.fault(Code::MissingValue, &cell.place, message, format!("fill the column `{column}` of this row"));
    None
}

/// Reports columns `savings_share:NAME` and `costs_share:NAME` of partners that there are not.
fn check_shares(table: &Table, partners: &Names, faults: &mut Faults) {
    for column in &table.columns {
        let Some((prefix, partner)) = column.name.split_once(':') else { continue };
        if !schema::SHARE_PREFIXES.contains(&prefix) || partners.get(partner).is_some() {
            continue;
        }
        let start = column.heading.text.find(':').map_or(0, |colon| colon + 1);
        partners.find(&column.heading.slice(start..column.heading.text.len()), "partner", faults);
        faults.note_misspelt(&table.header_place(), prefix);
    }
}

struct Rows<'a> {
    known: &'a Known,
    /// Positions of rows that add up others, which have been reported.
    totals: HashSet<usize>,
    partners: &'a [Partner],
    defaults: &'a Defaults,
    /// What the table has of plans by year.
    by_year: Kinds,
    calendar: &'a Calendar,
}

impl Rows<'_> {
    fn area(&self, entry: usize, row: Row<'_>, reader: &mut Reader) -> Area {
        let at = |column| At::area(entry, column);
        if !row.is_sound() || self.totals.contains(&entry) {
            return self.unknown(entry, reader);
        }
        let position = needed(row, "status", reader).and_then(|cell| {
            let choices: [(&str, usize); 3] = array::from_fn(|at| (schema::STATUSES[at], at));
            reader.choice(&cell, "status", &choices)
        });
        let go_live = needed(row, "go_live", reader).and_then(|cell| self.go_live(&cell, reader));
        let savings = self.by_year.savings.read(row, reader);
        let costs = self.by_year.costs.read(row, reader);
        let quantities = AreaColumn::ALL.map(|column| {
            let read = match (column, &savings, &costs) {
                (AreaColumn::AnnualSaving, Planned::Blank, _) => self.needed_saving(row, reader),
                (column, Planned::There(_), _) if IN_SAVINGS.contains(&column) => {
                    self.stood_for(row, (column.name(), schema::SAVING), reader).map(|()| Quantity::ZERO)
                }
                (AreaColumn::ImplementationCost, _, Planned::There(_)) => {
                    self.stood_for(row, (column.name(), schema::COST), reader).map(|()| Quantity::ZERO)
                }
                _ => self.quantity(row, column, position, reader),
            };
            reader.open.or(at(column.name()), read, Quantity::ZERO)
        });
        let mut area = self.blank(entry, quantities);
        area.status = self.status(entry, row, position, reader);
        area.go_live = reader.open.or(at("go_live"), go_live, area.go_live);
        let probability = self.probability(row, position, reader);
        area.probability = reader.open.or(at("probability"), probability, Decimal::ONE);
        let months = match costs {
            Planned::There(_) => {
                self.stood_for(row, ("implementation_months", schema::COST), reader).map(|()| Decimal::ONE)
            }
            Planned::Absent | Planned::Blank => self.implementation_months(row, position, reader),
        };
        area.implementation_months = reader.open.or(at("implementation_months"), months, Decimal::ONE);
        self.relations(entry, row, &mut area, reader);
        area.saving_by_year = plan(savings, at(schema::SAVING), reader);
        area.cost_by_year = plan(costs, at(schema::COST), reader);
        if let Some(savings) = &area.saving_by_year {
            self.by_year.savings.note_fall(row, savings, area.ends, reader);
        }
        area.savings_shares = shares::of_area(row, at("savings_share"), &self.known.partners, self.partners, reader);
        area.costs_shares = shares::of_area(row, at("costs_share"), &self.known.partners, self.partners, reader);
        (area.owner, area.source, area.note) = (row.words("owner"), row.words("source"), row.words("note"));
        area
    }

    /// What an area has to do with others, and when it ends.
    fn relations(&self, entry: usize, row: Row<'_>, area: &mut Area, reader: &mut Reader) {
        let at = |column| At::area(entry, column);
        let names = &self.known.areas;
        let ends = optional(row, "ends", reader, |reader, cell| reader.month(cell));
        area.ends = reader.open.or(at("ends"), ends, None);
        let after = optional(row, "after", reader, |reader, cell| references::predecessors(cell, names, reader));
        area.after = reader.open.or(at("after"), after, None).unwrap_or_default();
        let requires =
            optional(row, "requires", reader, |reader, cell| references::areas(cell, "requires", names, reader));
        area.requires = reader.open.or(at("requires"), requires, None).unwrap_or_default();
        let choices = [("yes", true), ("no", false)];
        let in_plan = optional(row, "in_plan", reader, |reader, cell| reader.choice(cell, "in_plan", &choices));
        area.in_plan = reader.open.or(at("in_plan"), in_plan, None).unwrap_or(true);
        let workforce = optional(row, "workforce", reader, |reader, cell| {
            self.known.workforce.find(cell, "workforce group", reader)
        });
        area.workforce = reader.open.or(at("workforce"), workforce, None);
        area.portfolio = row.filled("portfolio").map(|cell| cell.as_seen().text);
        let models = CollaborationModel::ALL.map(|model| (model.name(), model));
        let model = optional(row, "collaboration_model", reader, |reader, cell| {
            reader.choice(cell, "collaboration_model", &models)
        });
        area.collaboration_model = reader.open.or(at("collaboration_model"), model, None);
    }

    /// An area of whose row nothing but the name is known.
    fn unknown(&self, entry: usize, reader: &mut Reader) -> Area {
        let others = ["saving", "cost", "status", "go_live", "after", "requires", "workforce", "portfolio", "in_plan"];
        for column in AreaColumn::ALL.map(AreaColumn::name).into_iter().chain(others) {
            reader.open.note(At::area(entry, column));
        }
        self.blank(entry, AreaColumn::ALL.map(AreaColumn::built_in))
    }

    fn blank(&self, entry: usize, quantities: [Quantity; AreaColumn::COUNT]) -> Area {
        Area {
            name: self.known.areas.at(entry).to_owned(),
            status: Status::Approved,
            go_live: self.calendar.as_of,
            probability: Decimal::ONE,
            implementation_months: Decimal::ONE,
            saving_by_year: None,
            cost_by_year: None,
            ends: None,
            after: Vec::new(),
            requires: Vec::new(),
            savings_shares: None,
            costs_shares: None,
            in_plan: true,
            workforce: None,
            portfolio: None,
            owner: None,
            collaboration_model: None,
            source: None,
            note: None,
            quantities,
        }
    }

    /// A planned date after the years counted is reported.
    fn go_live(&self, cell: &Typed, reader: &mut Reader) -> Option<Month> {
        let month = reader.month(cell)?;
        let last = self.calendar.horizon.last();
        if month >= last.plus(1).april() && !reader.open.contains(END) {
            let message = format!("this area is planned to go live in {month}, after the last year counted, {last}");
            let help = "as planned, nothing of its saving is counted: correct the date, or move `end` on";
            reader.report(Diagnostic::warning(Code::GoLiveOutside, message).at(cell.place.clone()).help(help));
        }
        Some(month)
    }

    fn status(&self, entry: usize, row: Row<'_>, position: Option<usize>, reader: &mut Reader) -> Status {
        let at = |column| At::area(entry, column);
        let went_live = self.went_live(row, position, reader);
        let realised_share = realised_share(row, position, reader);
        match reader.open.or(at("status"), position, 1) {
            0 => Status::Design,
            1 => Status::Approved,
            _ => {
                let went_live = reader.open.or(at("went_live"), went_live, self.calendar.as_of);
                let realised_share = reader.open.or(at("realised_share"), realised_share, None);
                Status::Live(Achieved { went_live, realised_share })
            }
        }
    }

    /// When a live area went live.
    fn went_live(&self, row: Row<'_>, status: Option<usize>, reader: &mut Reader) -> Option<Month> {
        let cell = row.filled("went_live");
        let is_live = status? == LIVE;
        match cell {
            None if !is_live || row.is_misspelt("went_live", reader) => None,
            None => {
                let message = "a live area needs the date on which it went live";
                let help = "fill the column `went_live`; if it is not live yet, its status is `approved` or `design`";
                reader.fault(Code::MissingValue, &row.place(), message, help);
                None
            }
            Some(cell) if !is_live => {
                let status = schema::STATUSES[status?];
                let message = format!("`went_live` is filled, but the area's status is `{status}`, not `live`");
                let help = "set the status to `live`, or leave `went_live` blank";
                reader.fault(Code::ForbiddenValue, &cell.place, message, help);
                None
            }
            Some(cell) => reader.month(&cell),
        }
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
            None => self.defaults.quantity(column, status),
        }
    }

    /// The annual saving of an area that has no plan by year, though others of its table have.
    fn needed_saving(&self, row: Row<'_>, reader: &mut Reader) -> Option<Quantity> {
        let field = schema::area_field(AreaColumn::AnnualSaving);
        if let Some(quantity) = reader.quantity_in(row, field)? {
            return Some(quantity);
        }
        let place = row.cell(field.name).map_or_else(|| row.place(), |cell| cell.place);
        let message = "`annual_saving` and the columns `saving:…` are blank, but every area needs one of them";
        reader.fault(
            Code::MissingValue,
            &place,
            message,
            "fill the one or the others; an area that saves nothing has a 0",
        );
        None
    }

    /// What a plan by year stands for is blank; where it is filled that is reported.
    fn stood_for(&self, row: Row<'_>, (column, plan): (&str, &str), reader: &mut Reader) -> Option<()> {
        let Some(cell) = row.filled(column).or_else(|| row.filled_behind(column)) else { return Some(()) };
        let (kind, help) = match column {
            "embedding_months" | "workforce_lag_months" => {
                ("savings", "leave it blank: the figures of the years say how the saving grows")
            }
            _ if plan == schema::COST => ("costs", "leave the one or the other blank"),
            _ => ("savings", "leave the one or the other blank"),
        };
        let message = format!("`{column}` is filled beside {kind} by year (`{plan}:…`)");
        reader.fault(Code::ExactlyOne, &cell.place, message, help);
        None
    }

    /// Of a live area it is one.
    fn probability(&self, row: Row<'_>, status: Option<usize>, reader: &mut Reader) -> Option<Decimal> {
        let typed = optional(row, "probability", reader, |reader, cell| reader.number(cell, schema::PROBABILITY))?;
        let probability = typed.or_else(|| self.defaults.probability(status))?;
        Some(if status == Some(LIVE) { Decimal::ONE } else { probability })
    }

    fn implementation_months(&self, row: Row<'_>, status: Option<usize>, reader: &mut Reader) -> Option<Decimal> {
        let typed = optional(row, "implementation_months", reader, |reader, cell| {
            reader.number(cell, schema::IMPLEMENTATION_MONTHS)
        })?;
        typed.or_else(|| self.defaults.implementation_months(status))
    }
}

/// What savings by year stand for.
const IN_SAVINGS: [AreaColumn; 3] =
    [AreaColumn::AnnualSaving, AreaColumn::EmbeddingMonths, AreaColumn::WorkforceLagMonths];

/// The plan that a row has; what could not be read is noted.
fn plan(planned: Planned, at: At, reader: &mut Reader) -> Option<ByYear> {
    match planned {
        Planned::Absent | Planned::Blank => None,
        Planned::There(read) => {
            reader.open.note_if(read.is_none(), at);
            read
        }
    }
}

/// `Some(None)` where there rightly is none.
fn realised_share(row: Row<'_>, status: Option<usize>, reader: &mut Reader) -> Option<Option<Decimal>> {
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
