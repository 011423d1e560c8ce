//! The random inputs by their names, before there is a programme.

use super::correlations::Parts;
use crate::diagnostic::{Suggestion, nearest, shortened};
use crate::fiscal::FinancialYear;
use crate::programme::{AreaColumn, InputId, Occurrence, PriceIndex, Quantity, RiskColumn};
use rust_decimal::Decimal;

/// What a name was found to be.
pub(super) enum Found {
    /// An input.
    Input(InputId),
    /// Nothing; with advice where there is any.
    Nothing(Option<String>),
    /// Perhaps an input, in a part where a fault was reported.
    Unclear,
}

/// Whether an input is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Draw {
    /// Once in each trial.
    Once,
    /// Never: it is a fixed number, or lies in the past.
    Never,
    /// At each event of a recurring risk.
    AtEachEvent,
}

impl Parts<'_> {
    /// The input of that name, as [`InputId::name`] writes it.
    pub fn find(&self, name: &str) -> Found {
        let kinds = ["area.", "risk.", "programme_cost.", "grant.", "workforce.", "exit.", "prices."];
        let Some(kind) = kinds.into_iter().find(|kind| name.starts_with(kind)) else {
            return Found::Nothing(Some(
                "inputs are called `area.NAME.COLUMN`, `risk.NAME.COLUMN`, `exit.months` and the like".into(),
            ));
        };
        let rest = &name[kind.len()..];
        match kind {
            "exit." => self.find_exit(rest),
            "prices." => self.find_growth(rest),
            _ => self.find_named(kind, rest),
        }
    }

    fn find_named(&self, kind: &str, rest: &str) -> Found {
        let Some((name, column)) = rest.rsplit_once('.') else {
            return Found::Nothing(Some(format!("write `{kind}NAME.COLUMN`")));
        };
        let names = match kind {
            "area." => &self.areas.names,
            "risk." => &self.risks.names,
            "programme_cost." => &self.costs.names,
            "workforce." => &self.workforce.names,
            _ => &self.grants.names,
        };
        let Some(position) = names.get(name) else {
            let advice = nearest(name, names.iter()).advice();
            return if names.incomplete { Found::Unclear } else { Found::Nothing(advice) };
        };
        let input = match (kind, column) {
            ("area.", "probability") => Some(InputId::AreaGoesAhead(position)),
            ("area.", _) => {
                find_column(&AreaColumn::ALL, column, AreaColumn::name).map(|it| InputId::Area(position, it))
            }
            ("risk.", "occurs") => Some(InputId::RiskOccurs(position)),
            ("risk.", _) => {
                find_column(&RiskColumn::ALL, column, RiskColumn::name).map(|it| InputId::Risk(position, it))
            }
            ("programme_cost.", "per_year") => Some(InputId::ProgrammeCost(position)),
            ("workforce.", "leavers_per_year") => Some(InputId::Leavers(position)),
            ("grant.", "amount") => Some(InputId::GrantAmount(position)),
            ("grant.", "probability") => Some(InputId::GrantPaid(position)),
            _ => None,
        };
        let advice = || match nearest(column, columns(kind)) {
            Suggestion::Nearest(near) => Some(format!("did you mean `{kind}{}.{near}`?", shortened(name))),
            all @ Suggestion::OneOf(_) => all.advice(),
        };
        input.map_or_else(|| Found::Nothing(advice()), Found::Input)
    }

    fn find_exit(&self, key: &str) -> Found {
        if self.exit.is_none() {
            return if self.exit_is_typed {
                Found::Unclear
            } else {
                Found::Nothing(Some("the scenario has no `[exit]`".into()))
            };
        }
        match key {
            "probability" => Found::Input(InputId::ExitOccurs),
            "months" => Found::Input(InputId::ExitMonths),
            "dismantling_cost" => Found::Input(InputId::ExitDismantlingCost),
            "saving_kept" => Found::Input(InputId::ExitSavingKept),
            _ => Found::Nothing(nearest(key, ["probability", "months", "dismantling_cost", "saving_kept"]).advice()),
        }
    }

    fn find_growth(&self, rest: &str) -> Found {
        let advice =
            || Found::Nothing(Some("growth is called `prices.pay_growth.2018/19`, with a year that is needed".into()));
        let Some(prices) = self.prices else { return Found::Unclear };
        let Some((index, year)) = rest.split_once('.') else { return advice() };
        let (index, rates) = match index {
            "pay_growth" => (PriceIndex::Pay, &prices.pay_growth),
            "price_growth" => (PriceIndex::Price, &prices.price_growth),
            _ => return advice(),
        };
        let year = FinancialYear::parse(year).filter(|year| rates.iter().any(|growth| growth.year == *year));
        year.map_or_else(advice, |year| Found::Input(InputId::Growth(index, year)))
    }

    /// Whether an input is drawn; `None` where a fault was reported in it.
    pub fn draw(&self, input: InputId) -> Option<Draw> {
        match input {
            InputId::Area(area, column) => {
                self.areas.rows.get(area)?.quantities[column as usize].as_ref().map(of_quantity)
            }
            InputId::AreaGoesAhead(area) => self.areas.rows.get(area)?.probability.map(of_probability),
            InputId::Risk(risk, column) => {
                let risk = self.risks.list.get(risk)?.as_ref()?;
                let recurs = matches!(risk.occurrence, Occurrence::Recurs { .. });
                Some(if recurs { Draw::AtEachEvent } else { of_quantity(risk.quantity(column)) })
            }
            InputId::RiskOccurs(risk) => match &self.risks.list.get(risk)?.as_ref()?.occurrence {
                Occurrence::Once { probability, .. } => Some(of_probability(*probability)),
                Occurrence::Recurs { .. } => Some(Draw::AtEachEvent),
            },
            InputId::ProgrammeCost(line) => Some(of_quantity(&self.costs.list.get(line)?.as_ref()?.per_year)),
            InputId::Leavers(group) => {
                let leavers = self.workforce.list.get(group)?.as_ref()?.leavers_per_year.as_ref();
                Some(leavers.map_or(Draw::Never, of_quantity))
            }
            InputId::GrantAmount(grant) => {
                let grant = self.grants.list.get(grant)?.as_ref()?;
                self.unless_past(grant.year, of_quantity(&grant.amount))
            }
            InputId::GrantPaid(grant) => {
                let grant = self.grants.list.get(grant)?.as_ref()?;
                self.unless_past(grant.year, of_probability(grant.probability))
            }
            InputId::ExitOccurs => self.exit.map(|exit| of_probability(exit.probability)),
            InputId::ExitMonths => self.exit.map(|exit| of_quantity(&exit.months)),
            InputId::ExitDismantlingCost => self.exit.map(|exit| of_quantity(&exit.dismantling_cost)),
            InputId::ExitSavingKept => self.exit.map(|exit| of_quantity(&exit.saving_kept)),
            InputId::Growth(index, year) => {
                let prices = self.prices?;
                let rates = if index == PriceIndex::Pay { &prices.pay_growth } else { &prices.price_growth };
                let growth = rates.iter().find(|growth| growth.year == year)?;
                self.unless_past(year, of_quantity(&growth.rate))
            }
        }
    }

    /// Years that end by the data date are facts.
    fn unless_past(&self, year: FinancialYear, draw: Draw) -> Option<Draw> {
        let is_past = year.plus(1).april() <= self.calendar.as_of?;
        Some(if is_past { Draw::Never } else { draw })
    }

    /// Growth inputs that follow another: (the year before, the year).
    pub fn chained_growth(&self) -> Vec<(InputId, InputId)> {
        let Some(prices) = self.prices.filter(|prices| prices.persistence > 0.0) else { return Vec::new() };
        let mut chained = Vec::new();
        for (index, rates) in [(PriceIndex::Pay, &prices.pay_growth), (PriceIndex::Price, &prices.price_growth)] {
            let inputs = rates.iter().map(|growth| InputId::Growth(index, growth.year));
            let drawn: Vec<InputId> = inputs.filter(|&input| self.draw(input) == Some(Draw::Once)).collect();
            chained.extend(drawn.windows(2).map(|two| (two[0], two[1])));
        }
        chained
    }

    /// An input's name, as [`InputId::name`] writes it.
    pub fn name_of(&self, input: InputId) -> String {
        let area = |area: usize| self.areas.names.at(area).unwrap_or("?");
        let risk = |risk: usize| self.risks.names.at(risk).unwrap_or("?");
        let grant = |grant: usize| self.grants.names.at(grant).unwrap_or("?");
        match input {
            InputId::Area(at, column) => format!("area.{}.{}", area(at), column.name()),
            InputId::AreaGoesAhead(at) => format!("area.{}.probability", area(at)),
            InputId::Risk(at, column) => format!("risk.{}.{}", risk(at), column.name()),
            InputId::RiskOccurs(at) => format!("risk.{}.occurs", risk(at)),
            InputId::ProgrammeCost(at) => format!("programme_cost.{}.per_year", self.costs.names.at(at).unwrap_or("?")),
            InputId::Leavers(at) => {
                format!("workforce.{}.leavers_per_year", self.workforce.names.at(at).unwrap_or("?"))
            }
            InputId::GrantAmount(at) => format!("grant.{}.amount", grant(at)),
            InputId::GrantPaid(at) => format!("grant.{}.probability", grant(at)),
            InputId::ExitOccurs => "exit.probability".into(),
            InputId::ExitMonths => "exit.months".into(),
            InputId::ExitDismantlingCost => "exit.dismantling_cost".into(),
            InputId::ExitSavingKept => "exit.saving_kept".into(),
            InputId::Growth(index, year) => format!("prices.{}.{year}", index.name()),
        }
    }
}

fn find_column<C: Copy>(all: &[C], name: &str, name_of: impl Fn(C) -> &'static str) -> Option<C> {
    all.iter().copied().find(|&column| name_of(column) == name)
}

fn columns(kind: &str) -> Vec<&'static str> {
    match kind {
        "area." => AreaColumn::ALL.iter().map(|column| column.name()).chain(["probability"]).collect(),
        "risk." => RiskColumn::ALL.iter().map(|column| column.name()).chain(["occurs"]).collect(),
        "programme_cost." => vec!["per_year"],
        "workforce." => vec!["leavers_per_year"],
        _ => vec!["amount", "probability"],
    }
}

fn of_quantity(quantity: &Quantity) -> Draw {
    if quantity.law().is_some() { Draw::Once } else { Draw::Never }
}

fn of_probability(probability: Decimal) -> Draw {
    if probability.is_zero() || probability == Decimal::ONE { Draw::Never } else { Draw::Once }
}
