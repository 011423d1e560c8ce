//! The values of a business area.

use super::entry::Entry;
use super::refer::{NamedShares, Names, Refused};
use crate::fiscal::Month;
use crate::programme::{Area, AreaColumn, ByYear, CollaborationModel, Draft, EntryKind, Predecessor, Quantity, Status};
use rust_decimal::Decimal;

/// A value of a business area; other areas, partners and groups are named.
#[derive(Clone, Debug, PartialEq)]
pub enum AreaValue {
    /// Where it stands, with when it went live and what it was seen to realise.
    Status(Status),
    /// The planned go-live.
    GoLive(Month),
    /// The chance that it goes ahead.
    Probability(Decimal),
    /// Months of planned spend.
    ImplementationMonths(Decimal),
    /// Savings by year, in place of an annual saving.
    SavingByYear(Option<ByYear>),
    /// Costs by year, in place of one sum.
    CostByYear(Option<ByYear>),
    /// When saving and running cost stop.
    Ends(Option<Month>),
    /// What it comes after, each with the months between.
    After(Vec<(String, Decimal)>),
    /// What must go ahead for it to.
    Requires(Vec<String>),
    /// Whether the plan counts it.
    InPlan(bool),
    /// The group that its posts belong to.
    Workforce(Option<String>),
    /// The portfolio that it belongs to.
    Portfolio(Option<String>),
    /// How the partners work together in it.
    CollaborationModel(Option<CollaborationModel>),
    /// Its own shares of savings.
    SavingsShares(Option<NamedShares>),
    /// Its own shares of costs.
    CostsShares(Option<NamedShares>),
    /// A quantity.
    Quantity(AreaColumn, Quantity),
}

impl AreaValue {
    /// The column that it stands in.
    pub const fn column(&self) -> &'static str {
        match self {
            AreaValue::Status(_) => "status",
            AreaValue::GoLive(_) => "go_live",
            AreaValue::Probability(_) => "probability",
            AreaValue::ImplementationMonths(_) => "implementation_months",
            AreaValue::SavingByYear(_) => "saving",
            AreaValue::CostByYear(_) => "cost",
            AreaValue::Ends(_) => "ends",
            AreaValue::After(_) => "after",
            AreaValue::Requires(_) => "requires",
            AreaValue::InPlan(_) => "in_plan",
            AreaValue::Workforce(_) => "workforce",
            AreaValue::Portfolio(_) => "portfolio",
            AreaValue::CollaborationModel(_) => "collaboration_model",
            AreaValue::SavingsShares(_) => "savings_share",
            AreaValue::CostsShares(_) => "costs_share",
            AreaValue::Quantity(column, _) => column.name(),
        }
    }
}

impl Entry for Area {
    type Value = AreaValue;

    const KIND: EntryKind = EntryKind::Area;

    fn name(&self, _: &Names<'_>) -> String {
        self.name.clone()
    }

    fn values(&self, names: &Names<'_>) -> Vec<AreaValue> {
        let area = |position| names.name(EntryKind::Area, position);
        let shares = |shares: &Option<_>| shares.as_ref().map(|shares| names.named(shares));
        let mut values = vec![
            AreaValue::Status(self.status.clone()),
            AreaValue::GoLive(self.go_live),
            AreaValue::Probability(self.probability),
            AreaValue::ImplementationMonths(self.implementation_months),
            AreaValue::SavingByYear(self.saving_by_year.clone()),
            AreaValue::CostByYear(self.cost_by_year.clone()),
            AreaValue::Ends(self.ends),
            AreaValue::After(self.after.iter().map(|before| (area(before.area), before.lag_months)).collect()),
            AreaValue::Requires(self.requires.iter().map(|&needed| area(needed)).collect()),
            AreaValue::InPlan(self.in_plan),
            AreaValue::Workforce(self.workforce.map(|group| names.name(EntryKind::Workforce, group))),
            AreaValue::Portfolio(self.portfolio.clone()),
            AreaValue::CollaborationModel(self.collaboration_model),
            AreaValue::SavingsShares(shares(&self.savings_shares)),
            AreaValue::CostsShares(shares(&self.costs_shares)),
        ];
        values.extend(AreaColumn::ALL.map(|column| AreaValue::Quantity(column, self[column].clone())));
        values
    }

    fn set(&mut self, value: &AreaValue, names: &Names<'_>) -> Result<(), Refused> {
        let area = |name: &String| names.find(EntryKind::Area, name);
        let shares = |shares: &Option<NamedShares>| shares.as_ref().map(|shares| names.shares(shares)).transpose();
        match value {
            AreaValue::Status(status) => self.status = status.clone(),
            AreaValue::GoLive(month) => self.go_live = *month,
            AreaValue::Probability(probability) => self.probability = *probability,
            AreaValue::ImplementationMonths(months) => self.implementation_months = *months,
            AreaValue::SavingByYear(plan) => self.saving_by_year = plan.clone(),
            AreaValue::CostByYear(plan) => self.cost_by_year = plan.clone(),
            AreaValue::Ends(month) => self.ends = *month,
            AreaValue::After(after) => {
                let before = |(name, lag): &(String, Decimal)| Ok(Predecessor { area: area(name)?, lag_months: *lag });
                self.after = after.iter().map(before).collect::<Result<_, _>>()?;
            }
            AreaValue::Requires(needed) => self.requires = needed.iter().map(area).collect::<Result<_, _>>()?,
            AreaValue::InPlan(in_plan) => self.in_plan = *in_plan,
            AreaValue::Workforce(group) => {
                let position = |name| names.find(EntryKind::Workforce, name);
                self.workforce = group.as_deref().map(position).transpose()?;
            }
            AreaValue::Portfolio(portfolio) => self.portfolio = portfolio.clone(),
            AreaValue::CollaborationModel(model) => self.collaboration_model = *model,
            AreaValue::SavingsShares(named) => self.savings_shares = shares(named)?,
            AreaValue::CostsShares(named) => self.costs_shares = shares(named)?,
            AreaValue::Quantity(column, quantity) => self.quantities[*column as usize] = quantity.clone(),
        }
        Ok(())
    }

    fn blank(name: &str, names: &Names<'_>) -> Result<Self, Refused> {
        Ok(Area {
            name: name.to_owned(),
            status: Status::Approved,
            go_live: names.programme.as_of,
            probability: Decimal::ONE,
            implementation_months: Decimal::from(12),
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
            quantities: AreaColumn::ALL.map(AreaColumn::built_in),
        })
    }

    fn take(programme: &mut Draft) -> Vec<Self> {
        std::mem::take(&mut programme.areas)
    }

    fn put(programme: &mut Draft, entries: Vec<Self>) {
        programme.areas = entries;
    }
}
