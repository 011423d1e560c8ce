//! The values of a target.

use super::entry::Entry;
use super::refer::{Names, Refused};
use crate::fiscal::FinancialYear;
use crate::programme::{Direction, Draft, EntryKind, Measure, Target, TargetPart, Threshold, Whole};
use rust_decimal::Decimal;

/// A value of a target.
#[derive(Clone, Debug, PartialEq)]
pub enum TargetValue {
    /// What is measured.
    Measure(Measure),
    /// In which year.
    By(Option<FinancialYear>),
    /// Of whom.
    Part(NamedPart),
    /// What it is held to.
    Limit(Direction, Threshold),
}

/// Whose part of a measure, by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedPart {
    /// The whole programme.
    Programme,
    /// A partner.
    Partner(String),
    /// A portfolio.
    Portfolio(String),
    /// An area.
    Area(String),
    /// A workforce group.
    Workforce(String),
}

impl TargetValue {
    /// The key that it stands at.
    pub const fn column(&self) -> &'static str {
        match self {
            TargetValue::Measure(_) => "measure",
            TargetValue::By(_) => "by",
            TargetValue::Part(NamedPart::Programme | NamedPart::Partner(_)) => "partner",
            TargetValue::Part(NamedPart::Portfolio(_)) => "portfolio",
            TargetValue::Part(NamedPart::Area(_)) => "area",
            TargetValue::Part(NamedPart::Workforce(_)) => "workforce",
            TargetValue::Limit(Direction::AtLeast, _) => "at_least",
            TargetValue::Limit(Direction::AtMost, _) => "at_most",
        }
    }
}

impl Entry for Target {
    type Value = TargetValue;

    const KIND: EntryKind = EntryKind::Target;

    fn name(&self, _: &Names<'_>) -> String {
        self.name.clone()
    }

    fn values(&self, names: &Names<'_>) -> Vec<TargetValue> {
        let name = |kind, position| names.name(kind, position);
        let part = match &self.part {
            TargetPart::Programme => NamedPart::Programme,
            TargetPart::Partner(partner) => NamedPart::Partner(name(EntryKind::Partner, *partner)),
            TargetPart::Portfolio(portfolio) => NamedPart::Portfolio(portfolio.clone()),
            TargetPart::Area(area) => NamedPart::Area(name(EntryKind::Area, *area)),
            TargetPart::Workforce(group) => NamedPart::Workforce(name(EntryKind::Workforce, *group)),
        };
        vec![
            TargetValue::Measure(self.measure),
            TargetValue::By(self.by),
            TargetValue::Part(part),
            TargetValue::Limit(self.direction, self.threshold),
        ]
    }

    fn set(&mut self, value: &TargetValue, names: &Names<'_>) -> Result<(), Refused> {
        let position = |kind, name: &str| names.find(kind, name);
        match value {
            TargetValue::Measure(measure) => self.measure = *measure,
            TargetValue::By(year) => self.by = *year,
            TargetValue::Limit(direction, threshold) => (self.direction, self.threshold) = (*direction, *threshold),
            TargetValue::Part(part) => {
                self.part = match part {
                    NamedPart::Programme => TargetPart::Programme,
                    NamedPart::Partner(name) => TargetPart::Partner(position(EntryKind::Partner, name)?),
                    NamedPart::Portfolio(name) => TargetPart::Portfolio(name.clone()),
                    NamedPart::Area(name) => TargetPart::Area(position(EntryKind::Area, name)?),
                    NamedPart::Workforce(name) => TargetPart::Workforce(position(EntryKind::Workforce, name)?),
                };
            }
        }
        Ok(())
    }

    fn blank(name: &str, _: &Names<'_>) -> Result<Self, Refused> {
        Ok(Target {
            name: name.to_owned(),
            measure: Measure::Whole(Whole::HorizonNetSaving),
            by: None,
            part: TargetPart::Programme,
            direction: Direction::AtLeast,
            threshold: Threshold::Amount(Decimal::ZERO),
        })
    }

    fn take(programme: &mut Draft) -> Vec<Self> {
        std::mem::take(&mut programme.targets)
    }

    fn put(programme: &mut Draft, entries: Vec<Self>) {
        programme.targets = entries;
    }
}
