//! The yearly amounts of an area, of the programme's own lines, or of a part of all of them.

use crate::programme::{Flow, Measure, Stock};
use rust_decimal::{Decimal, RoundingStrategy};
use std::ops::{Index, IndexMut};

/// Decimal places that are kept of an amount handed out. Thirds and sevenths leave dust in the
/// 28th digit; without it an exact half penny is one, and rounds as on paper.
const PLACES_KEPT: u32 = 12;

/// The kinds of cost that add up to [`Flow::TotalCost`].
const COST_KINDS: [Flow; 7] = [
    Flow::ImplementationCost,
    Flow::DelayCost,
    Flow::RunningCost,
    Flow::RedundancyCost,
    Flow::ProgrammeCost,
    Flow::RiskCost,
    Flow::DismantlingCost,
];

/// Amounts by year of the horizon, unrounded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amounts {
    /// £ a year, by [`Flow`] as an index, then by year. In the past, the total cost is the
    /// reported one where there is one, and the kinds are the model's.
    pub flows: [Vec<Decimal>; Flow::COUNT],
    /// £ a year at each year's last instant.
    pub run_rate: Vec<Decimal>,
    /// Full-time equivalents at each year's last instant.
    pub posts_removed: Vec<Decimal>,
    /// Full-time equivalents released in each year other than by redundancy.
    pub turnover_needed: Vec<Decimal>,
    /// Number of areas that went live before each year's end.
    pub areas_live: Vec<Decimal>,
    /// £ a year at the data date.
    pub current_run_rate: Decimal,
    /// Posts removed just before the first instant of the horizon.
    pub posts_at_start: Decimal,
    /// Posts removed just before each area's workforce group was counted.
    pub posts_when_counted: Decimal,
}

impl Amounts {
    /// Nothing in any of `years` years.
    pub fn nothing(years: usize) -> Self {
        let zero = || vec![Decimal::ZERO; years];
        Amounts {
            flows: std::array::from_fn(|_| zero()),
            run_rate: zero(),
            posts_removed: zero(),
            turnover_needed: zero(),
            areas_live: zero(),
            current_run_rate: Decimal::ZERO,
            posts_at_start: Decimal::ZERO,
            posts_when_counted: Decimal::ZERO,
        }
    }

    /// The number of years.
    pub fn years(&self) -> usize {
        self.run_rate.len()
    }

    /// The running sums of a flow, by year.
    pub fn cumulative(&self, flow: Flow) -> Vec<Decimal> {
        let mut sum = Decimal::ZERO;
        self[flow]
            .iter()
            .map(|amount| {
                sum += amount;
                sum
            })
            .collect()
    }

    /// A measure by year, `None` for a measure of the whole horizon (see [`super::whole`]) or of a
    /// workforce group alone (see [`super::Staff`]).
    pub fn yearly(&self, measure: Measure) -> Option<Vec<Decimal>> {
        match measure {
            Measure::Flow(flow) => Some(self[flow].clone()),
            Measure::Cumulative(flow) => Some(self.cumulative(flow)),
            Measure::Stock(Stock::RunRate) => Some(self.run_rate.clone()),
            Measure::Stock(Stock::PostsRemoved) => Some(self.posts_removed.clone()),
            Measure::Stock(Stock::AreasLive) => Some(self.areas_live.clone()),
            Measure::Staffing(_) | Measure::Whole(_) => None,
        }
    }

    /// Makes the total cost of every year the sum of its kinds.
    pub(super) fn add_up_costs(&mut self) {
        for year in 0..self.years() {
            self[Flow::TotalCost][year] = COST_KINDS.iter().map(|&kind| self[kind][year]).sum();
        }
    }

    /// Makes net saving and effect on budgets follow from savings, grants and total costs.
    pub(super) fn balance(&mut self) {
        for year in 0..self.years() {
            let other = self[Flow::Grant][year] - self[Flow::TotalCost][year];
            self[Flow::NetSaving][year] = self[Flow::GrossSaving][year] + other;
            self[Flow::BudgetEffect][year] = self[Flow::CashableSaving][year] + other;
        }
    }

    /// Adds the weighted amounts of `other`; net saving and effect on budgets are left to [`Self::balance`].
    pub(super) fn add(&mut self, other: &Amounts, savings: Decimal, costs: Decimal) {
        for flow in Flow::ALL {
            let weight = if is_shared_like_savings(flow) { savings } else { costs };
            add_weighted(&mut self[flow], &other[flow], weight);
        }
        add_weighted(&mut self.run_rate, &other.run_rate, savings);
        add_weighted(&mut self.posts_removed, &other.posts_removed, savings);
        add_weighted(&mut self.turnover_needed, &other.turnover_needed, savings);
        self.current_run_rate += other.current_run_rate * savings;
        self.posts_at_start += other.posts_at_start * savings;
        self.posts_when_counted += other.posts_when_counted * savings;
    }

    /// Takes the amounts of `other` away.
    pub(super) fn subtract(&mut self, other: &Amounts) {
        self.add(other, Decimal::NEGATIVE_ONE, Decimal::NEGATIVE_ONE);
        add_weighted(&mut self.areas_live, &other.areas_live, Decimal::NEGATIVE_ONE);
    }

    /// Clears the dust of divisions from all amounts.
    pub(super) fn dust(&mut self) {
        let series = [&mut self.run_rate, &mut self.posts_removed, &mut self.turnover_needed];
        let single = [&mut self.current_run_rate, &mut self.posts_at_start, &mut self.posts_when_counted];
        for amount in self.flows.iter_mut().chain(series).flatten().chain(single) {
            *amount = amount.round_dp_with_strategy(PLACES_KEPT, RoundingStrategy::MidpointAwayFromZero);
        }
    }
}

fn is_shared_like_savings(flow: Flow) -> bool {
    matches!(flow, Flow::GrossSaving | Flow::CashableSaving)
}

pub(super) fn add_weighted(sums: &mut [Decimal], amounts: &[Decimal], weight: Decimal) {
    for (sum, amount) in sums.iter_mut().zip(amounts) {
        *sum += amount * weight;
    }
}

impl Index<Flow> for Amounts {
    type Output = Vec<Decimal>;

    fn index(&self, flow: Flow) -> &Vec<Decimal> {
        &self.flows[flow as usize]
    }
}

impl IndexMut<Flow> for Amounts {
    fn index_mut(&mut self, flow: Flow) -> &mut Vec<Decimal> {
        &mut self.flows[flow as usize]
    }
}
