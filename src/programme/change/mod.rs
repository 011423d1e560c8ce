//! Changes of a programme by name: what two programmes differ in, and a programme with some of that.
//!
//! A [`Change`] names an entry and says that it came, that it went, or what one of its values is. References to other
//! entries are names too, so that a change means the same in a programme in which these stand elsewhere.
//! [`changes`] lists all of one programme against another, and [`Programme::with`] makes any subset of them, or
//! of an analysis's own.
//!
//! What has no bearing on figures (titles, sources, owners, notes, the register, how to simulate) is no change.

mod apply;
mod area;
mod correlation;
mod entry;
mod programme;
mod refer;
mod renumber;
mod risk;
mod target;
mod values;

pub use area::AreaValue;
pub use correlation::{CorrelationValue, NamedDependence, NamedMembers};
pub use programme::ProgrammeValue;
pub use refer::NamedShares;
pub use risk::RiskValue;
pub use target::{NamedPart, TargetValue};
pub use values::{ActualValue, ExitValue, GrantValue, PartnerValue, ProgrammeCostValue, WorkforceValue};

use super::{At, Broken, Draft, EntryKind, InputId, Programme, Quantity};
use entry::Both;
use refer::Names;
use rust_decimal::Decimal;

/// One difference between two programmes, or one change to make.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Of what the programme has once: dates, prices, discounting, sharing.
    Programme(ProgrammeValue),
    /// Of a partner.
    Partner(String, Edit<PartnerValue>),
    /// Of a workforce group.
    Workforce(String, Edit<WorkforceValue>),
    /// Of a business area.
    Area(String, Edit<AreaValue>),
    /// Of a risk.
    Risk(String, Edit<RiskValue>),
    /// Of the amounts reported of an area (or the programme itself) in a year.
    Actual(String, Edit<ActualValue>),
    /// Of a cost line.
    ProgrammeCost(String, Edit<ProgrammeCostValue>),
    /// Of a grant.
    Grant(String, Edit<GrantValue>),
    /// Of the chance of an exit.
    Exit(Edit<ExitValue>),
    /// Of what is said about dependence; its name says of what.
    Correlation(String, Edit<CorrelationValue>),
    /// Of a target.
    Target(String, Edit<TargetValue>),
}

/// What happens to an entry.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit<V> {
    /// It comes, with these values.
    Came(Vec<V>),
    /// It goes.
    Went,
    /// A value of it becomes this.
    Value(V),
}

impl Change {
    /// The kind of entry, its name, and the column; the column is empty for an entry that came or went.
    pub fn what(&self) -> (EntryKind, &str, &'static str) {
        match self {
            Change::Programme(value) => (value.kind(), "", value.column()),
            Change::Partner(name, edit) => (EntryKind::Partner, name, edit.column(PartnerValue::column)),
            Change::Workforce(name, edit) => (EntryKind::Workforce, name, edit.column(WorkforceValue::column)),
            Change::Area(name, edit) => (EntryKind::Area, name, edit.column(AreaValue::column)),
            Change::Risk(name, edit) => (EntryKind::Risk, name, edit.column(RiskValue::column)),
            Change::Actual(name, edit) => (EntryKind::Actual, name, edit.column(ActualValue::column)),
            Change::ProgrammeCost(name, edit) => {
                (EntryKind::ProgrammeCost, name, edit.column(ProgrammeCostValue::column))
            }
            Change::Grant(name, edit) => (EntryKind::Grant, name, edit.column(GrantValue::column)),
            Change::Exit(edit) => (EntryKind::Exit, "", edit.column(ExitValue::column)),
            Change::Correlation(name, edit) => (EntryKind::Correlation, name, edit.column(CorrelationValue::column)),
            Change::Target(name, edit) => (EntryKind::Target, name, edit.column(TargetValue::column)),
        }
    }

    /// Where what it changes stands in a programme; `None` where the programme has no such entry.
    pub fn at(&self, programme: &Draft) -> Option<At> {
        let (kind, name, column) = self.what();
        let entry = entry::position(programme, kind, name)?;
        Some(At::of(kind, entry, column))
    }

    /// That an entry about dependence goes, by its position; `None` where there is no such entry.
    pub fn without_correlation(programme: &Draft, position: usize) -> Option<Self> {
        let name = entry::names_of(&programme.correlations, &Names::of(programme)).into_iter().nth(position)?;
        Some(Change::Correlation(name, Edit::Went))
    }

    /// That the quantity of an input becomes another. An input without a quantity, or of another programme, is left
    /// as it is.
    pub fn quantity(programme: &Draft, input: InputId, quantity: Quantity) -> Option<Self> {
        let names = |kind, entry: usize| programme.names(kind).get(entry).map(|name| (*name).to_owned());
        Some(match input {
            InputId::Area(area, column) => {
                let name = names(EntryKind::Area, area)?;
                Change::Area(name, Edit::Value(AreaValue::Quantity(column, quantity)))
            }
            InputId::Risk(risk, column) => {
                let name = names(EntryKind::Risk, risk)?;
                Change::Risk(name, Edit::Value(RiskValue::Quantity(column, quantity)))
            }
            InputId::ProgrammeCost(line) => {
                let name = names(EntryKind::ProgrammeCost, line)?;
                Change::ProgrammeCost(name, Edit::Value(ProgrammeCostValue::PerYear(quantity)))
            }
            InputId::GrantAmount(grant) => {
                let name = names(EntryKind::Grant, grant)?;
                Change::Grant(name, Edit::Value(GrantValue::Amount(quantity)))
            }
            InputId::Leavers(group) => {
                let name = names(EntryKind::Workforce, group)?;
                Change::Workforce(name, Edit::Value(WorkforceValue::LeaversPerYear(Some(quantity))))
            }
            InputId::ExitMonths => Change::Exit(Edit::Value(ExitValue::Months(quantity))),
            InputId::ExitDismantlingCost => Change::Exit(Edit::Value(ExitValue::DismantlingCost(quantity))),
            InputId::ExitSavingKept => Change::Exit(Edit::Value(ExitValue::SavingKept(quantity))),
            InputId::Growth(index, year) => {
                let mut rates = programme.prices.growth(index).clone();
                rates.by_year.insert(year, quantity);
                Change::Programme(ProgrammeValue::Growth(index, rates))
            }
            InputId::AreaGoesAhead(_) | InputId::RiskOccurs(_) | InputId::GrantPaid(_) | InputId::ExitOccurs => {
                return None;
            }
        })
    }

    /// That the chance of an input becomes another, likewise.
    pub fn chance(programme: &Draft, input: InputId, chance: Decimal) -> Option<Self> {
        let names = |kind, entry: usize| programme.names(kind).get(entry).map(|name| (*name).to_owned());
        Some(match input {
            InputId::AreaGoesAhead(area) => {
                Change::Area(names(EntryKind::Area, area)?, Edit::Value(AreaValue::Probability(chance)))
            }
            InputId::RiskOccurs(risk) => {
                if programme.risks.get(risk)?.occurrence.recurs() {
                    return None;
                }
                Change::Risk(names(EntryKind::Risk, risk)?, Edit::Value(RiskValue::Probability(chance)))
            }
            InputId::GrantPaid(grant) => {
                Change::Grant(names(EntryKind::Grant, grant)?, Edit::Value(GrantValue::Probability(chance)))
            }
            InputId::ExitOccurs => Change::Exit(Edit::Value(ExitValue::Probability(chance))),
            _ => return None,
        })
    }
}

impl<V> Edit<V> {
    fn column(&self, of: impl Fn(&V) -> &'static str) -> &'static str {
        match self {
            Edit::Came(_) | Edit::Went => "",
            Edit::Value(value) => of(value),
        }
    }
}

/// All that `after` has otherwise than `before`, by name: with all of it, `before` means what `after` does.
pub fn changes(before: &Programme, after: &Programme) -> Vec<Change> {
    let both = Both { before: Names::of(before), after: Names::of(after) };
    let once = programme::values(&both.before, &both.after);
    let mut changes: Vec<Change> = once.into_iter().map(Change::Programme).collect();
    both.compare(&before.partners, &after.partners, Change::Partner, &mut changes);
    both.compare(&before.workforce, &after.workforce, Change::Workforce, &mut changes);
    both.compare(&before.areas, &after.areas, Change::Area, &mut changes);
    both.compare(&before.risks, &after.risks, Change::Risk, &mut changes);
    both.compare(&before.actuals, &after.actuals, Change::Actual, &mut changes);
    both.compare(&before.programme_costs, &after.programme_costs, Change::ProgrammeCost, &mut changes);
    both.compare(&before.grants, &after.grants, Change::Grant, &mut changes);
    let exit = |_, edit| Change::Exit(edit);
    both.compare(before.exit.as_slice(), after.exit.as_slice(), exit, &mut changes);
    both.compare(&before.correlations, &after.correlations, Change::Correlation, &mut changes);
    both.compare(&before.targets, &after.targets, Change::Target, &mut changes);
    changes
}

impl Programme {
    /// The programme with changes. Values are set when all entries have come, and entries go last, so that the
    /// order is of no account.
    ///
    /// # Errors
    /// All rules that it breaks with them, a name that nothing has among them.
    pub fn with(&self, changes: &[Change]) -> Result<Programme, Vec<Broken>> {
        Programme::new(apply::apply(self.draft(), changes)?)
    }
}
