//! Names of the random inputs (section 9).
//!
//! An input's uniform in a trial depends on its name alone, so the names are part of the
//! promise that two scenarios can be compared on common random numbers.

use super::{AreaColumn, At, Draft, EntryKind, Growth, Limits, Occurrence, Quantity, Unit};
use crate::diagnostic::{Suggestion, nearest, shortened};
use crate::fiscal::FinancialYear;
use rust_decimal::Decimal;

/// A random input, by its place in a [`Programme`](super::Programme).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InputId {
    /// A quantity of an area.
    Area(usize, AreaColumn),
    /// Whether an area goes ahead.
    AreaGoesAhead(usize),
    /// A quantity of a risk.
    Risk(usize, RiskColumn),
    /// Whether a risk that occurs once does, or how often a recurring one does.
    RiskOccurs(usize),
    /// A cost line's pounds a year.
    ProgrammeCost(usize),
    /// A grant's amount.
    GrantAmount(usize),
    /// Whether a grant is paid.
    GrantPaid(usize),
    /// Whether the alliance is dissolved.
    ExitOccurs,
    /// Months from the data date to the exit.
    ExitMonths,
    /// Cost of dismantling.
    ExitDismantlingCost,
    /// Share of the saving kept after an exit.
    ExitSavingKept,
    /// The share of a workforce group that leaves of itself in a year.
    Leavers(usize),
    /// Growth of an index into a financial year.
    Growth(PriceIndex, FinancialYear),
}

/// Whether an input is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draw {
    /// Once in each trial.
    Once,
    /// Never: it is a fixed number, or lies in the past.
    Never,
    /// At each event of a recurring risk.
    AtEachEvent,
}

/// Why a name is not that of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoSuchInput {
    /// Where an entry of that name, or what the name needs, is missing: of which kind.
    pub missing: Option<EntryKind>,
    /// What to write instead, where there is anything to say.
    pub advice: Option<String>,
}

impl InputId {
    /// Its name, for example `area.ICT.slippage_months`.
    pub fn name(self, programme: &Draft) -> String {
        match self {
            InputId::Area(area, column) => format!("area.{}.{}", programme.areas[area].name, column.name()),
            InputId::AreaGoesAhead(area) => format!("area.{}.probability", programme.areas[area].name),
            InputId::Risk(risk, column) => format!("risk.{}.{}", programme.risks[risk].name, column.name()),
            InputId::RiskOccurs(risk) => format!("risk.{}.occurs", programme.risks[risk].name),
            InputId::ProgrammeCost(line) => {
                format!("programme_cost.{}.per_year", programme.programme_costs[line].name)
            }
            InputId::GrantAmount(grant) => format!("grant.{}.amount", programme.grants[grant].name),
            InputId::GrantPaid(grant) => format!("grant.{}.probability", programme.grants[grant].name),
            InputId::ExitOccurs => "exit.probability".into(),
            InputId::ExitMonths => "exit.months".into(),
            InputId::ExitDismantlingCost => "exit.dismantling_cost".into(),
            InputId::ExitSavingKept => "exit.saving_kept".into(),
            InputId::Leavers(group) => format!("workforce.{}.leavers_per_year", programme.workforce[group].name),
            InputId::Growth(index, year) => format!("prices.{}.{year}", index.name()),
        }
    }

    /// The input of that name. Names of entries may hold dots: the column is what follows the last.
    ///
    /// # Errors
    /// Where the programme has no such input, with what might be meant.
    pub fn parse(programme: &Draft, name: &str) -> Result<Self, NoSuchInput> {
        let (kind, rest) = name.split_once('.').unwrap_or((name, ""));
        match kind {
            "area" => named(programme, EntryKind::Area, rest),
            "risk" => named(programme, EntryKind::Risk, rest),
            "programme_cost" => named(programme, EntryKind::ProgrammeCost, rest),
            "grant" => named(programme, EntryKind::Grant, rest),
            "workforce" => named(programme, EntryKind::Workforce, rest),
            "exit" => of_exit(programme, rest),
            "prices" => growth(programme, rest),
            _ => Err(advice("inputs are called `area.NAME.COLUMN`, `risk.NAME.COLUMN`, `exit.months` and the like")),
        }
    }

    /// Its quantity; `None` for a chance, and for what the programme does not have.
    pub fn quantity(self, programme: &Draft) -> Option<&Quantity> {
        match self {
            InputId::Area(area, column) => Some(&programme.areas.get(area)?[column]),
            InputId::Risk(risk, column) => Some(programme.risks.get(risk)?.quantity(column)),
            InputId::ProgrammeCost(line) => Some(&programme.programme_costs.get(line)?.per_year),
            InputId::GrantAmount(grant) => Some(&programme.grants.get(grant)?.amount),
            InputId::ExitMonths => Some(&programme.exit.as_ref()?.months),
            InputId::ExitDismantlingCost => Some(&programme.exit.as_ref()?.dismantling_cost),
            InputId::ExitSavingKept => Some(&programme.exit.as_ref()?.saving_kept),
            InputId::Leavers(group) => programme.workforce.get(group)?.leavers_per_year.as_ref(),
            InputId::Growth(index, year) => programme.prices.growth(index).of(year),
            InputId::AreaGoesAhead(_) | InputId::RiskOccurs(_) | InputId::GrantPaid(_) | InputId::ExitOccurs => None,
        }
    }

    /// The chance that it is; `None` for a quantity, a recurring risk, and what the programme does not have.
    pub fn chance(self, programme: &Draft) -> Option<Decimal> {
        match self {
            InputId::AreaGoesAhead(area) => Some(programme.areas.get(area)?.probability),
            InputId::RiskOccurs(risk) => match programme.risks.get(risk)?.occurrence {
                Occurrence::Once { probability, .. } => Some(probability),
                Occurrence::Recurs { .. } => None,
            },
            InputId::GrantPaid(grant) => Some(programme.grants.get(grant)?.probability),
            InputId::ExitOccurs => Some(programme.exit.as_ref()?.probability),
            _ => None,
        }
    }

    /// Whether it is drawn.
    pub fn draw(self, programme: &Draft) -> Draw {
        let is_past = |year: FinancialYear| year.plus(1).april() <= programme.as_of;
        let is_certain = match self {
            InputId::Risk(risk, _) | InputId::RiskOccurs(risk)
                if programme.risks.get(risk).is_some_and(|risk| risk.occurrence.recurs()) =>
            {
                return Draw::AtEachEvent;
            }
            InputId::GrantAmount(grant) | InputId::GrantPaid(grant)
                if programme.grants.get(grant).is_some_and(|grant| is_past(grant.year)) =>
            {
                true
            }
            InputId::Growth(_, year) if is_past(year) => true,
            _ => {
                let is_fixed = self.quantity(programme).is_none_or(|quantity| quantity.law().is_none());
                let is_sure = self.chance(programme).is_none_or(|chance| chance.is_zero() || chance == Decimal::ONE);
                is_fixed && is_sure
            }
        };
        if is_certain { Draw::Never } else { Draw::Once }
    }

    /// What its values must be.
    pub const fn limits(self) -> Limits {
        match self {
            InputId::Area(_, column) => column.limits(),
            InputId::Risk(_, column) => column.limits(),
            InputId::ProgrammeCost(_) | InputId::GrantAmount(_) | InputId::ExitDismantlingCost => Limits::ANY,
            InputId::ExitMonths => Limits::NOT_NEGATIVE,
            InputId::Growth(..) => Growth::LIMITS,
            InputId::AreaGoesAhead(_)
            | InputId::RiskOccurs(_)
            | InputId::GrantPaid(_)
            | InputId::ExitOccurs
            | InputId::ExitSavingKept
            | InputId::Leavers(_) => Limits::SHARE,
        }
    }

    /// Its unit.
    pub const fn unit(self) -> Unit {
        match self {
            InputId::Area(_, column) => column.unit(),
            InputId::Risk(_, column) => column.unit(),
            InputId::ProgrammeCost(_) => Unit::MoneyPerYear,
            InputId::GrantAmount(_) | InputId::ExitDismantlingCost => Unit::Money,
            InputId::ExitMonths => Unit::Months,
            InputId::AreaGoesAhead(_)
            | InputId::RiskOccurs(_)
            | InputId::GrantPaid(_)
            | InputId::ExitOccurs
            | InputId::ExitSavingKept
            | InputId::Leavers(_)
            | InputId::Growth(..) => Unit::Fraction,
        }
    }

    /// Where it stands.
    pub const fn at(self) -> At {
        match self {
            InputId::Area(area, column) => At::area(area, column.name()),
            InputId::AreaGoesAhead(area) => At::area(area, "probability"),
            InputId::Risk(risk, column) => At::of(EntryKind::Risk, risk, column.name()),
            InputId::RiskOccurs(risk) => At::of(EntryKind::Risk, risk, "probability"),
            InputId::ProgrammeCost(line) => At::of(EntryKind::ProgrammeCost, line, "per_year"),
            InputId::GrantAmount(grant) => At::of(EntryKind::Grant, grant, "amount"),
            InputId::GrantPaid(grant) => At::of(EntryKind::Grant, grant, "probability"),
            InputId::ExitOccurs => At::of(EntryKind::Exit, 0, "probability"),
            InputId::ExitMonths => At::of(EntryKind::Exit, 0, "months"),
            InputId::ExitDismantlingCost => At::of(EntryKind::Exit, 0, "dismantling_cost"),
            InputId::ExitSavingKept => At::of(EntryKind::Exit, 0, "saving_kept"),
            InputId::Leavers(group) => At::of(EntryKind::Workforce, group, "leavers_per_year"),
            InputId::Growth(index, _) => At::of(EntryKind::Prices, 0, index.name()),
        }
    }
}

fn advice(text: impl Into<String>) -> NoSuchInput {
    NoSuchInput { missing: None, advice: Some(text.into()) }
}

/// An input of an entry that has a name, from `NAME.COLUMN`.
fn named(programme: &Draft, kind: EntryKind, rest: &str) -> Result<InputId, NoSuchInput> {
    let prefix = match kind {
        EntryKind::Area => "area",
        EntryKind::Risk => "risk",
        other => other.table(),
    };
    let Some((name, column)) = rest.rsplit_once('.') else {
        return Err(advice(format!("write `{prefix}.NAME.COLUMN`")));
    };
    let names = programme.names(kind);
    let Some(entry) = names.iter().position(|known| *known == name) else {
        return Err(NoSuchInput { missing: Some(kind), advice: nearest(name, names).advice() });
    };
    let inputs = inputs_of(kind, entry);
    if let Some((_, input)) = inputs.iter().find(|(known, _)| *known == column) {
        return Ok(*input);
    }
    let advice = match nearest(column, inputs.iter().map(|(known, _)| *known)) {
        Suggestion::Nearest(near) => Some(format!("did you mean `{prefix}.{}.{near}`?", shortened(name))),
        all @ Suggestion::OneOf(_) => all.advice(),
    };
    Err(NoSuchInput { missing: None, advice })
}

/// The inputs of an entry, by the column in their names.
fn inputs_of(kind: EntryKind, entry: usize) -> Vec<(&'static str, InputId)> {
    match kind {
        EntryKind::Area => (AreaColumn::ALL.into_iter())
            .map(|column| (column.name(), InputId::Area(entry, column)))
            .chain([("probability", InputId::AreaGoesAhead(entry))])
            .collect(),
        EntryKind::Risk => (RiskColumn::ALL.into_iter())
            .map(|column| (column.name(), InputId::Risk(entry, column)))
            .chain([("occurs", InputId::RiskOccurs(entry))])
            .collect(),
        EntryKind::ProgrammeCost => vec![("per_year", InputId::ProgrammeCost(entry))],
        EntryKind::Workforce => vec![("leavers_per_year", InputId::Leavers(entry))],
        EntryKind::Grant => {
            vec![("amount", InputId::GrantAmount(entry)), ("probability", InputId::GrantPaid(entry))]
        }
        EntryKind::Exit => vec![
            ("probability", InputId::ExitOccurs),
            ("months", InputId::ExitMonths),
            ("dismantling_cost", InputId::ExitDismantlingCost),
            ("saving_kept", InputId::ExitSavingKept),
        ],
        _ => Vec::new(),
    }
}

fn of_exit(programme: &Draft, key: &str) -> Result<InputId, NoSuchInput> {
    if programme.exit.is_none() {
        let advice = Some("the scenario has no `[exit]`".into());
        return Err(NoSuchInput { missing: Some(EntryKind::Exit), advice });
    }
    let inputs = inputs_of(EntryKind::Exit, 0);
    let found = inputs.iter().find(|(known, _)| *known == key).map(|(_, input)| *input);
    found.ok_or_else(|| NoSuchInput {
        missing: None,
        advice: nearest(key, inputs.iter().map(|(known, _)| *known)).advice(),
    })
}

fn growth(programme: &Draft, rest: &str) -> Result<InputId, NoSuchInput> {
    let found = rest.split_once('.').and_then(|(index, year)| {
        let index = PriceIndex::ALL.into_iter().find(|known| known.name() == index)?;
        let year = FinancialYear::parse(year).filter(|year| programme.years_of_growth().contains(year))?;
        Some(InputId::Growth(index, year))
    });
    found.ok_or_else(|| NoSuchInput {
        missing: Some(EntryKind::Prices),
        advice: Some("growth is called `prices.pay_growth.2018/19`, with a year that is needed".into()),
    })
}

/// The quantities of a risk that may hold a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RiskColumn {
    /// Months of delay of each area struck, >= 0.
    DelayMonths,
    /// £ at the time of the event.
    Cost,
    /// Fraction of the struck areas' saving lost from then on.
    SavingLoss,
}

impl RiskColumn {
    /// All columns.
    pub const ALL: [RiskColumn; 3] = [RiskColumn::DelayMonths, RiskColumn::Cost, RiskColumn::SavingLoss];

    /// Its name in scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            RiskColumn::DelayMonths => "delay_months",
            RiskColumn::Cost => "cost",
            RiskColumn::SavingLoss => "saving_loss",
        }
    }

    /// What its values must be.
    pub const fn limits(self) -> Limits {
        match self {
            RiskColumn::DelayMonths => Limits::NOT_NEGATIVE,
            RiskColumn::Cost => Limits::ANY,
            RiskColumn::SavingLoss => Limits::SHARE,
        }
    }

    /// Its unit.
    pub const fn unit(self) -> Unit {
        match self {
            RiskColumn::DelayMonths => Unit::Months,
            RiskColumn::Cost => Unit::Money,
            RiskColumn::SavingLoss => Unit::Fraction,
        }
    }
}

/// The two price indices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PriceIndex {
    /// Of pay.
    Pay,
    /// Of everything else.
    Price,
}

impl PriceIndex {
    /// Both.
    pub const ALL: [PriceIndex; 2] = [PriceIndex::Pay, PriceIndex::Price];

    /// The key of its growth in scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            PriceIndex::Pay => "pay_growth",
            PriceIndex::Price => "price_growth",
        }
    }
}
