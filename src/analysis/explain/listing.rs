//! What two scenarios have otherwise, each change with the step that it belongs to.

use crate::programme::{
    ActualValue, Area, AreaColumn, AreaValue, At, Change, Edit, EntryKind, Occurrence, Partner, Programme,
    ProgrammeCostValue, ProgrammeValue, RiskValue, Shares, Status,
};
use crate::scenario::Reading;
use rust_decimal::Decimal;

/// A named value that differs, or an entry that only one has, as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedChange {
    /// The entry's name, or the section of what the scenario has once.
    pub entry: String,
    /// The column or key; empty for an entry that came or went.
    pub column: String,
    /// As it is written before; empty where it is not.
    pub before: String,
    /// As it is written after; `came` or `went` for an entry.
    pub after: String,
}

/// A change with what is listed of it, and where it belongs.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) change: Change,
    /// Nothing where it only follows another change.
    pub(super) rows: Vec<ListedChange>,
    pub(super) step: Step,
}

/// The steps, in their order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Basis,
    Delivery,
    AreaCame(usize, String),
    AreaWent(usize, String),
    Decisions(Of),
    Column(usize, &'static str, Of),
    Risks,
    Prices,
    ProgrammeCosts,
    Grants,
    Exit,
    Sharing,
    Dependence,
    Workforce,
}

/// The area whose decision or column it is, by its position in the later programme.
pub(super) type Of = (usize, String);

/// The columns of the areas table that are steps of their own, in the order of the model.
const COLUMNS: [&str; 21] = [
    "go_live",
    "annual_saving",
    "realisation",
    "embedding_months",
    "slippage_months",
    "implementation_cost",
    "implementation_months",
    "cost_overrun",
    "delay_cost_per_month",
    "abandoned_share",
    "running_cost",
    "cashable_share",
    "posts_removed",
    "pay_share",
    "workforce_lag_months",
    "redundancy_share",
    "redundancy_cost_per_post",
    "portfolio",
    "collaboration_model",
    "savings_share",
    "costs_share",
];

/// All changes of figures between two programmes.
pub(super) fn units(programmes: [&Programme; 2], written: [&Reading; 2], changes: Vec<Change>) -> Vec<Unit> {
    let listing = Listing { before: programmes[0], after: programmes[1], written };
    let mut units: Vec<Unit> = changes.into_iter().map(|change| listing.unit(change)).collect();
    // A date, a share or a cell that only follows something else is listed where that is.
    units.sort_by(|one, other| one.step.cmp(&other.step));
    units
}

struct Listing<'a> {
    before: &'a Programme,
    after: &'a Programme,
    written: [&'a Reading; 2],
}

impl Listing<'_> {
    fn unit(&self, change: Change) -> Unit {
        let step = self.step(&change);
        let rows = if self.follows(&change) { Vec::new() } else { self.rows(&change) };
        Unit { change, rows, step }
    }

    fn step(&self, change: &Change) -> Step {
        match change {
            Change::Programme(value) => of_programme(value),
            Change::Area(name, edit) => self.of_area(name, edit, change),
            Change::Risk(name, Edit::Went) if self.lies_behind(name) => Step::Delivery,
            Change::Risk(_, Edit::Value(RiskValue::Date(_))) if self.is_blank_in_both(change) => Step::Delivery,
            Change::Risk(..) => Step::Risks,
            Change::Actual(..) => Step::Delivery,
            Change::ProgrammeCost(_, Edit::Value(ProgrammeCostValue::From(_) | ProgrammeCostValue::Until(_)))
                if self.is_blank_in_both(change) =>
            {
                Step::Basis
            }
            Change::ProgrammeCost(..) => Step::ProgrammeCosts,
            Change::Grant(..) => Step::Grants,
            Change::Exit(_) => Step::Exit,
            Change::Partner(..) => Step::Sharing,
            Change::Correlation(..) | Change::Target(..) => Step::Dependence,
            Change::Workforce(..) => Step::Workforce,
        }
    }

    fn of_area(&self, name: &str, edit: &Edit<AreaValue>, change: &Change) -> Step {
        let position = |programme: &Programme| programme.areas.iter().position(|area| area.name == *name);
        let of = (position(self.after).unwrap_or_default(), name.to_owned());
        let value = match edit {
            Edit::Came(_) => return Step::AreaCame(of.0, of.1),
            Edit::Went => return Step::AreaWent(position(self.before).unwrap_or_default(), of.1),
            Edit::Value(value) => value,
        };
        let with_status = if self.turns_live(name) { Step::Delivery } else { Step::Decisions(of.clone()) };
        match value {
            AreaValue::Status(_) | AreaValue::Probability(_) | AreaValue::Requires(_) => with_status,
            AreaValue::Ends(_) | AreaValue::After(_) | AreaValue::InPlan(_) => Step::Decisions(of),
            AreaValue::Workforce(_) => Step::Workforce,
            AreaValue::Quantity(..) | AreaValue::ImplementationMonths(_)
                if self.is_blank_in_both(change) && self.changes_status(name) =>
            {
                with_status
            }
            _ => {
                // What is stated by year is the same figure in another form.
                let column = match value.column() {
                    "saving" => "annual_saving",
                    "cost" => "implementation_cost",
                    column => column,
                };
                let place = COLUMNS.iter().position(|known| *known == column);
                Step::Column(place.unwrap_or(COLUMNS.len()), column, of)
            }
        }
    }

    /// The status of an area in both.
    fn statuses(&self, name: &str) -> Option<[&Status; 2]> {
        let of = |programme: &'_ Programme| programme.areas.iter().position(|area| area.name == *name);
        Some([&self.before.areas[of(self.before)?].status, &self.after.areas[of(self.after)?].status])
    }

    fn changes_status(&self, name: &str) -> bool {
        self.statuses(name).is_some_and(|[one, other]| one.name() != other.name())
    }

    /// Whether an area is live in either: what changes of its status is what was delivered.
    fn turns_live(&self, name: &str) -> bool {
        let live = |status: &Status| matches!(status, Status::Live(_));
        self.statuses(name).is_some_and(|[one, other]| one != other && (live(one) || live(other)))
    }

    /// Whether a risk's date lies before the later data date.
    fn lies_behind(&self, name: &str) -> bool {
        let risk = self.before.risks.iter().find(|risk| risk.name == *name);
        risk.is_some_and(|risk| match risk.occurrence {
            Occurrence::Once { date, .. } => date < self.after.as_of,
            Occurrence::Recurs { .. } => false,
        })
    }

    /// Whether nothing is written for it in either file.
    fn is_blank_in_both(&self, change: &Change) -> bool {
        self.texts(change).iter().all(Option::is_none)
    }

    /// What is written in the cell itself.
    fn texts(&self, change: &Change) -> [Option<String>; 2] {
        let at = [change.at(self.before), change.at(self.after)];
        [0, 1].map(|side: usize| at[side].and_then(|at| self.written[side].text_of(at)))
    }

    /// Whether a change only follows another: a date or a year that is not written, or shares by a rule that stays.
    fn follows(&self, change: &Change) -> bool {
        let [before, after] = self.texts(change);
        match change {
            Change::Risk(_, Edit::Value(RiskValue::Date(_)))
            | Change::ProgrammeCost(_, Edit::Value(ProgrammeCostValue::From(_) | ProgrammeCostValue::Until(_))) => {
                before.is_none() && after.is_none()
            }
            Change::Programme(ProgrammeValue::SavingsShares(_) | ProgrammeValue::CostsShares(_)) => before == after,
            _ => false,
        }
    }

    fn rows(&self, change: &Change) -> Vec<ListedChange> {
        let (kind, name, column) = change.what();
        let entry = entry_name(kind, name);
        if let Some(went_or_came) = whole(change) {
            if let Change::Actual(_, edit) = change {
                return self.actuals(entry, edit, change);
            }
            let row = ListedChange { entry, column: String::new(), before: String::new(), after: went_or_came.into() };
            return vec![row];
        }
        if let Change::Area(_, Edit::Value(AreaValue::Status(_))) = change {
            return self.of_status(name);
        }
        let [before, after] = self.with_defaults(change);
        vec![ListedChange { entry, column: column.into(), before, after }]
    }

    /// The amounts of what was reported in one of the two only.
    fn actuals(&self, entry: String, edit: &Edit<ActualValue>, change: &Change) -> Vec<ListedChange> {
        let side = usize::from(matches!(edit, Edit::Came(_)));
        let programme = [self.before, self.after][side];
        let Some(at) = change.at(programme) else { return Vec::new() };
        let text = |column: &'static str| self.written[side].text_of(At { column, ..at });
        let row = |column: &'static str| {
            let mut sides = [String::new(), String::new()];
            sides[side] = text(column)?;
            let [before, after] = sides;
            Some(ListedChange { entry: entry.clone(), column: column.into(), before, after })
        };
        ["gross_saving", "cost", "grant"].into_iter().filter_map(row).collect()
    }

    /// Status, date and share of an area, those that differ.
    fn of_status(&self, name: &str) -> Vec<ListedChange> {
        let Some([one, other]) = self.statuses(name) else { return Vec::new() };
        let live = |status: &Status| match status {
            Status::Live(achieved) => (Some(achieved.went_live), achieved.realised_share),
            Status::Design | Status::Approved => (None, None),
        };
        let (before, after) = (live(one), live(other));
        let differ = [
            ("status", one.name() != other.name()),
            ("went_live", before.0 != after.0),
            ("realised_share", before.1 != after.1),
        ];
        let row = |column: &'static str| {
            let text = |programme: &Programme, side: usize| {
                let area = programme.areas.iter().position(|area| area.name == *name)?;
                self.written[side].text_of(At::area(area, column))
            };
            let [before, after] = [text(self.before, 0), text(self.after, 1)].map(Option::unwrap_or_default);
            ListedChange { entry: name.into(), column: column.into(), before, after }
        };
        differ.into_iter().filter(|(_, differs)| *differs).map(|(column, _)| row(column)).collect()
    }

    /// The text of the default that fills a blank cell of an area.
    fn default_of(&self, at: At, side: usize) -> Option<String> {
        let area = at.entry.filter(|_| at.kind == EntryKind::Area)?;
        let status = [self.before, self.after][side].areas.get(area)?.status.name();
        self.written[side].default_text(at.column, status)
    }

    /// What is written of a value, or the default that fills its cell.
    fn with_defaults(&self, change: &Change) -> [String; 2] {
        let programmes = [self.before, self.after];
        [0, 1].map(|side: usize| {
            let text = change
                .at(programmes[side])
                .and_then(|at| self.written[side].text_of(at).or_else(|| self.default_of(at, side)));
            text.unwrap_or_else(|| once(change, programmes[side]))
        })
    }
}

/// A value that is not written, as it is understood.
fn once(change: &Change, programme: &Programme) -> String {
    match change {
        Change::Programme(ProgrammeValue::DiscountBase(_)) => programme.discounting.base.to_string(),
        Change::Programme(ProgrammeValue::PriceBase(_)) => programme.prices.base.to_string(),
        Change::Programme(ProgrammeValue::AsOf(_)) => programme.as_of.to_string(),
        Change::Programme(ProgrammeValue::Terms(_)) => programme.prices.terms.name().into(),
        Change::Area(name, Edit::Value(AreaValue::SavingsShares(_))) => {
            shares(programme, name, |area| area.savings_shares.as_ref())
        }
        Change::Area(name, Edit::Value(AreaValue::CostsShares(_))) => {
            shares(programme, name, |area| area.costs_shares.as_ref())
        }
        _ => String::new(),
    }
}

/// `Avon 0.7; Borset 0.3`.
fn shares(programme: &Programme, area: &str, of: impl Fn(&Area) -> Option<&Shares>) -> String {
    let shares = programme.areas.iter().find(|known| known.name == area).and_then(of);
    let named = |(partner, share): (&Partner, &Decimal)| format!("{} {}", partner.name, share.normalize());
    let all = shares.map(|shares| programme.partners.iter().zip(shares.iter()).map(named).collect::<Vec<_>>());
    all.unwrap_or_default().join("; ")
}

/// `came` or `went`, for an entry as a whole.
fn whole(change: &Change) -> Option<&'static str> {
    fn of<V>(edit: &Edit<V>) -> Option<&'static str> {
        match edit {
            Edit::Came(_) => Some("came"),
            Edit::Went => Some("went"),
            Edit::Value(_) => None,
        }
    }
    match change {
        Change::Programme(_) => None,
        Change::Partner(_, edit) => of(edit),
        Change::Workforce(_, edit) => of(edit),
        Change::Area(_, edit) => of(edit),
        Change::Risk(_, edit) => of(edit),
        Change::Actual(_, edit) => of(edit),
        Change::ProgrammeCost(_, edit) => of(edit),
        Change::Grant(_, edit) => of(edit),
        Change::Exit(edit) => of(edit),
        Change::Correlation(_, edit) => of(edit),
        Change::Target(_, edit) => of(edit),
    }
}

/// An entry's name; that of its section for what the scenario has once.
fn entry_name(kind: EntryKind, name: &str) -> String {
    match kind {
        EntryKind::Scenario => String::new(),
        _ if name.is_empty() => kind.table().into(),
        _ => name.into(),
    }
}

fn of_programme(value: &ProgrammeValue) -> Step {
    match value {
        ProgrammeValue::AsOf(_) => Step::Delivery,
        ProgrammeValue::Start(_)
        | ProgrammeValue::End(_)
        | ProgrammeValue::Terms(_)
        | ProgrammeValue::PriceBase(_)
        | ProgrammeValue::DiscountBase(_)
        | ProgrammeValue::DiscountRates(_) => Step::Basis,
        ProgrammeValue::Growth(..) | ProgrammeValue::Persistence(_) => Step::Prices,
        ProgrammeValue::SavingsShares(_) | ProgrammeValue::CostsShares(_) => Step::Sharing,
    }
}

/// The columns are those of the programme.
const _: () = assert!(COLUMNS.len() >= AreaColumn::COUNT + 3);
