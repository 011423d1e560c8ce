//! The values of a risk.

use super::entry::Entry;
use super::refer::{Names, Refused};
use crate::fiscal::Month;
use crate::programme::{Draft, EntryKind, Occurrence, Quantity, Risk, RiskColumn, Struck};
use rust_decimal::Decimal;

/// A value of a risk; the areas that it strikes are named.
#[derive(Clone, Debug, PartialEq)]
pub enum RiskValue {
    /// How often it happens, and when.
    Occurrence(Occurrence),
    /// The chance of a risk that happens at most once.
    Probability(Decimal),
    /// When such a risk happens.
    Date(Month),
    /// The areas that it strikes; `None` for all.
    Areas(Option<Vec<String>>),
    /// A quantity.
    Quantity(RiskColumn, Quantity),
}

impl RiskValue {
    /// The column that it stands in.
    pub const fn column(&self) -> &'static str {
        match self {
            RiskValue::Occurrence(Occurrence::Once { .. }) | RiskValue::Probability(_) => "probability",
            RiskValue::Date(_) => "date",
            RiskValue::Occurrence(Occurrence::Recurs { .. }) => "frequency_per_year",
            RiskValue::Areas(_) => "areas",
            RiskValue::Quantity(column, _) => column.name(),
        }
    }
}

impl Entry for Risk {
    type Value = RiskValue;

    const KIND: EntryKind = EntryKind::Risk;

    fn name(&self, _: &Names<'_>) -> String {
        self.name.clone()
    }

    fn values(&self, names: &Names<'_>) -> Vec<RiskValue> {
        let areas = match &self.areas {
            Struck::All => None,
            Struck::Areas(areas) => Some(names.sorted(EntryKind::Area, areas)),
        };
        let mut values = vec![RiskValue::Occurrence(self.occurrence.clone()), RiskValue::Areas(areas)];
        values.extend(RiskColumn::ALL.map(|column| RiskValue::Quantity(column, self.quantity(column).clone())));
        values
    }

    fn apart(old: &RiskValue, new: RiskValue) -> Vec<RiskValue> {
        let once = |value: &RiskValue| match value {
            RiskValue::Occurrence(Occurrence::Once { probability, date }) => Some((*probability, *date)),
            _ => None,
        };
        let (Some(before), Some(after)) = (once(old), once(&new)) else { return vec![new] };
        let chance = (before.0 != after.0).then_some(RiskValue::Probability(after.0));
        let date = (before.1 != after.1).then_some(RiskValue::Date(after.1));
        chance.into_iter().chain(date).collect()
    }

    fn set(&mut self, value: &RiskValue, names: &Names<'_>) -> Result<(), Refused> {
        match (value, &mut self.occurrence) {
            (RiskValue::Probability(chance), Occurrence::Once { probability, .. }) => *probability = *chance,
            (RiskValue::Date(month), Occurrence::Once { date, .. }) => *date = *month,
            _ => {}
        }
        match value {
            // What recurs has neither.
            RiskValue::Probability(_) | RiskValue::Date(_) => {}
            RiskValue::Occurrence(occurrence) => self.occurrence = occurrence.clone(),
            RiskValue::Areas(None) => self.areas = Struck::All,
            RiskValue::Areas(Some(areas)) => {
                let areas = areas.iter().map(|name| names.find(EntryKind::Area, name));
                self.areas = Struck::Areas(areas.collect::<Result<_, _>>()?);
            }
            RiskValue::Quantity(column, quantity) => self.quantities[*column as usize] = quantity.clone(),
        }
        Ok(())
    }

    fn blank(name: &str, names: &Names<'_>) -> Result<Self, Refused> {
        Ok(Risk {
            name: name.to_owned(),
            occurrence: Occurrence::Once { probability: Decimal::ZERO, date: names.programme.as_of },
            areas: Struck::All,
            quantities: [Quantity::ZERO, Quantity::ZERO, Quantity::ZERO],
            owner: None,
            source: None,
            note: None,
        })
    }

    fn take(programme: &mut Draft) -> Vec<Self> {
        std::mem::take(&mut programme.risks)
    }

    fn put(programme: &mut Draft, entries: Vec<Self>) {
        programme.risks = entries;
    }
}
