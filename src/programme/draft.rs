//! A programme that nobody has checked yet.

use super::{
    Actual, Area, Benchmarking, Correlation, Discounting, EntryKind, Exit, Grant, Growth, InputFile, Measure, Members,
    Override, Partner, PriceIndex, Prices, ProgrammeCost, Register, Risk, Sharing, Simulation, Target, Workforce,
};
use crate::fiscal::{FinancialYear, Horizon, Month};
use rust_decimal::Decimal;

/// Everything that a forecast depends on, open to be filled in and changed. [`Programme::new`](super::Programme::new)
/// closes it, where it keeps the rules.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What the programme is called, on every chart and table.
    pub title: String,
    /// Where the figures come from, in words.
    pub source: Option<String>,
    /// Anything else a reader should know.
    pub notes: Option<String>,
    /// The financial years that are counted.
    pub horizon: Horizon,
    /// The data date: the first month that is still forecast (the model's `A`).
    pub as_of: Month,
    /// How to simulate, unless the command line says otherwise.
    pub simulation: Simulation,
    /// Real or cash terms, and how pay and prices grow.
    pub prices: Prices,
    /// The discount rates of net present values.
    pub discounting: Discounting,
    /// Who shares, in the order of the file; may be empty.
    pub partners: Vec<Partner>,
    /// The programme's rules for sharing.
    pub sharing: Sharing,
    /// Business areas in the order of the file.
    pub areas: Vec<Area>,
    /// Groups of posts, in the order of the file.
    pub workforce: Vec<Workforce>,
    /// Risks in the order of the file.
    pub risks: Vec<Risk>,
    /// What has been reported for the past.
    pub actuals: Vec<Actual>,
    /// Cost lines of the programme itself.
    pub programme_costs: Vec<ProgrammeCost>,
    /// Grants that have been promised or bid for.
    pub grants: Vec<Grant>,
    /// The chance that the alliance is dissolved.
    pub exit: Option<Exit>,
    /// What is said about dependence between inputs.
    pub correlations: Vec<Correlation>,
    /// What has been promised to whom.
    pub targets: Vec<Target>,
    /// What it is to be compared with.
    pub benchmarking: Benchmarking,
    /// The measures by year that are charted beside the usual ones.
    pub charts: Vec<Measure>,
    /// Where each figure comes from.
    pub register: Option<Register>,
    /// What was put in the place of what is written in these files.
    pub overrides: Vec<Override>,
    /// The files it was read from, in the order of reading.
    pub files: Vec<InputFile>,
}

impl Draft {
    /// `A`: the data date in months since the horizon's first April.
    pub fn as_of_months(&self) -> i32 {
        self.horizon.months(self.as_of)
    }

    /// Position of the year that contains the data date; the horizon's length where it lies at the end.
    pub fn year_of_as_of(&self) -> usize {
        self.as_of_months() as usize / 12
    }

    /// Every area's shares of savings: its own, else the programme's. One per partner.
    pub fn savings_shares<'a>(&'a self, area: &'a Area) -> &'a [Decimal] {
        area.savings_shares.as_deref().unwrap_or(&self.sharing.savings)
    }

    /// Every area's shares of costs: its own, else the programme's. One per partner.
    pub fn costs_shares<'a>(&'a self, area: &'a Area) -> &'a [Decimal] {
        area.costs_shares.as_deref().unwrap_or(&self.sharing.costs)
    }

    /// The names of the entries of a kind, in their order; empty for kinds without.
    pub fn names(&self, kind: EntryKind) -> Vec<&str> {
        match kind {
            EntryKind::Partner => self.partners.iter().map(|partner| partner.name.as_str()).collect(),
            EntryKind::Workforce => self.workforce.iter().map(|group| group.name.as_str()).collect(),
            EntryKind::Area => self.areas.iter().map(|area| area.name.as_str()).collect(),
            EntryKind::Risk => self.risks.iter().map(|risk| risk.name.as_str()).collect(),
            EntryKind::ProgrammeCost => self.programme_costs.iter().map(|line| line.name.as_str()).collect(),
            EntryKind::Grant => self.grants.iter().map(|grant| grant.name.as_str()).collect(),
            EntryKind::Target => self.targets.iter().map(|target| target.name.as_str()).collect(),
            _ => Vec::new(),
        }
    }

    /// How many entries of a kind there are.
    pub fn count(&self, kind: EntryKind) -> usize {
        match kind {
            EntryKind::Partner => self.partners.len(),
            EntryKind::Workforce => self.workforce.len(),
            EntryKind::Area => self.areas.len(),
            EntryKind::Risk => self.risks.len(),
            EntryKind::Actual => self.actuals.len(),
            EntryKind::ProgrammeCost => self.programme_costs.len(),
            EntryKind::Grant => self.grants.len(),
            EntryKind::Exit => usize::from(self.exit.is_some()),
            EntryKind::Correlation => self.correlations.len(),
            EntryKind::Target => self.targets.len(),
            EntryKind::Comparator => self.benchmarking.comparators.len(),
            EntryKind::Scenario | EntryKind::Prices | EntryKind::Discounting | EntryKind::Sharing => 1,
        }
    }

    /// The financial years whose growth the indices of the horizon need; none in real terms.
    pub fn years_of_growth(&self) -> Vec<FinancialYear> {
        self.prices.years_needed(self.horizon)
    }

    /// The growth of an index in each year that is needed.
    pub fn growth(&self, index: PriceIndex) -> Vec<Growth> {
        let rates = self.prices.growth(index);
        let of = |year| Some(Growth { year, rate: rates.of(year)?.clone() });
        self.years_of_growth().into_iter().filter_map(of).collect()
    }

    /// The positions of the areas behind which a common cause stands, ascending.
    pub fn members(&self, members: &Members) -> Vec<usize> {
        let areas = 0..self.areas.len();
        match members {
            Members::All => areas.collect(),
            Members::Among(areas) => areas.iter().copied().collect(),
            Members::Portfolio(name) => {
                areas.filter(|&area| self.areas[area].portfolio.as_deref() == Some(name)).collect()
            }
        }
    }
}
