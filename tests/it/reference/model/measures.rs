//! Section 6: shares, measures and targets.

use super::account::Account;
use super::inputs::number;
use super::prices::{Indices, discount_factors};
use super::time::Clock;
use foresave::programme::{self, Area, Flow, Measure, Programme, Staffing, Stock, TargetPart, Terms, Whole};

/// Everything that came of a trial, or of the plan.
pub struct Outcome {
    /// Past and future, by area.
    pub areas: Vec<Account>,
    /// Past and future, of the programme itself.
    pub own: Account,
    pub indices: Indices,
    /// `L` of every area that goes ahead.
    pub go_lives: Vec<Option<f64>>,
    pub exit_at: f64,
    /// 12 times the saving rate at the data date, by area.
    pub current_run_rates: Vec<f64>,
    /// Posts removed when its group was counted, by area; 0 of an area of no group.
    pub posts_when_counted: Vec<f64>,
    /// Share of leavers by workforce group and year.
    pub leavers: Vec<Option<Vec<f64>>>,
}

/// How much of every area's amounts, and of the programme's own, belongs to a part of it.
pub struct Shares {
    savings: Vec<f64>,
    costs: Vec<f64>,
    own_savings: f64,
    own_costs: f64,
    /// The areas whose going live it counts.
    counts: Vec<bool>,
    group: Option<usize>,
}

impl Shares {
    pub fn of(programme: &Programme, part: &TargetPart) -> Self {
        match part {
            TargetPart::Programme => {
                Shares { own_savings: 1.0, own_costs: 1.0, ..Shares::of_areas(programme, |_, _| true) }
            }
            TargetPart::Partner(partner) => Shares::of_partner(programme, *partner),
            TargetPart::Portfolio(name) => {
                Shares::of_areas(programme, |_, area| area.portfolio.as_deref() == Some(name))
            }
            TargetPart::Area(one) => Shares::of_areas(programme, |place, _| place == *one),
            TargetPart::Workforce(group) => {
                let of_group = Shares::of_areas(programme, |_, area| area.workforce == Some(*group));
                Shares { group: Some(*group), ..of_group }
            }
        }
    }

    /// Gross and cashable saving, run rate and posts by the savings' rule, everything else by the costs' rule, unless an
    /// area overrides it. The number of live areas is not divided.
    fn of_partner(programme: &Programme, partner: usize) -> Self {
        let of = |own: &Option<programme::Shares>, rule| number(own.as_ref().unwrap_or(rule)[partner]);
        let sharing = &programme.sharing;
        Shares {
            savings: programme.areas.iter().map(|area| of(&area.savings_shares, &sharing.savings)).collect(),
            costs: programme.areas.iter().map(|area| of(&area.costs_shares, &sharing.costs)).collect(),
            own_savings: number(sharing.savings[partner]),
            own_costs: number(sharing.costs[partner]),
            counts: vec![true; programme.areas.len()],
            group: None,
        }
    }

    fn of_areas(programme: &Programme, belongs: impl Fn(usize, &Area) -> bool) -> Self {
        let counts: Vec<bool> = programme.areas.iter().enumerate().map(|(place, area)| belongs(place, area)).collect();
        let whole: Vec<f64> = counts.iter().map(|counts| f64::from(u8::from(*counts))).collect();
        Shares { savings: whole.clone(), costs: whole, own_savings: 0.0, own_costs: 0.0, counts, group: None }
    }
}

/// Finds measures of an outcome.
pub struct Measures<'a> {
    pub programme: &'a Programme,
    pub clock: &'a Clock,
    pub outcome: &'a Outcome,
}

impl Measures<'_> {
    /// The value of a measure in a year (0 for one of the whole horizon): not a number where it is blank, and
    /// the position of the year for a payback year, or the number of years for never.
    pub fn value(&self, shares: &Shares, measure: Measure, y: usize) -> f64 {
        match measure {
            Measure::Flow(flow) => self.flow(shares, flow, y),
            Measure::Cumulative(flow) => self.sum(shares, flow, 0..y + 1),
            Measure::Stock(stock) => self.stock(shares, stock, y),
            Measure::Staffing(staffing) => self.staffing(shares, staffing, y),
            Measure::Whole(whole) => self.whole(shares, whole),
        }
    }

    fn flow(&self, shares: &Shares, flow: Flow, y: usize) -> f64 {
        let of = |flow| self.flow(shares, flow, y);
        match flow {
            Flow::GrossSaving | Flow::CashableSaving => {
                let areas = self.outcome.areas.iter().zip(&shares.savings);
                areas.map(|(area, share)| share * area[flow][y]).sum::<f64>()
                    + shares.own_savings * self.outcome.own[flow][y]
            }
            Flow::NetSaving => of(Flow::GrossSaving) + of(Flow::Grant) - of(Flow::TotalCost),
            Flow::BudgetEffect => of(Flow::CashableSaving) + of(Flow::Grant) - of(Flow::TotalCost),
            _ => {
                let areas = self.outcome.areas.iter().zip(&shares.costs);
                areas.map(|(area, share)| share * area[flow][y]).sum::<f64>()
                    + shares.own_costs * self.outcome.own[flow][y]
            }
        }
    }

    fn sum(&self, shares: &Shares, flow: Flow, mut years: std::ops::Range<usize>) -> f64 {
        let first = years.next().map_or(0.0, |y| self.flow(shares, flow, y));
        years.fold(first, |sum, y| sum + self.flow(shares, flow, y))
    }

    fn stock(&self, shares: &Shares, stock: Stock, y: usize) -> f64 {
        let areas = self.outcome.areas.iter().enumerate();
        match stock {
            Stock::RunRate => areas.map(|(place, area)| shares.savings[place] * area.run_rate[y]).sum(),
            Stock::PostsRemoved => areas.map(|(place, area)| shares.savings[place] * area.posts[y + 1]).sum(),
            Stock::AreasLive => areas.filter(|(place, _)| shares.counts[*place]).map(|(_, area)| area.live[y]).sum(),
        }
    }

    /// Posts of a group that were removed since it was counted, just before the beginning of year `y`.
    fn posts_since_counted(&self, shares: &Shares, y: usize) -> f64 {
        let counted = &self.outcome.posts_when_counted;
        let areas = self.outcome.areas.iter().enumerate();
        areas.map(|(place, area)| shares.savings[place] * (area.posts[y] - counted[place])).sum()
    }

    fn staffing(&self, shares: &Shares, staffing: Staffing, y: usize) -> f64 {
        let group = shares.group.expect("staffing is measured of a workforce group");
        let headcount = |y| number(self.programme.workforce[group].headcount) - self.posts_since_counted(shares, y);
        let areas = self.outcome.areas.iter().enumerate();
        match staffing {
            Staffing::Headcount => headcount(y + 1),
            Staffing::TurnoverNeeded => {
                areas.map(|(place, area)| shares.savings[place] * area.turnover_needed[y]).sum()
            }
            Staffing::TurnoverAvailable => {
                self.outcome.leavers[group].as_ref().map_or(f64::NAN, |leavers| leavers[y] * headcount(y))
            }
        }
    }

    /// A measure of the whole horizon.
    pub fn whole(&self, shares: &Shares, whole: Whole) -> f64 {
        let horizon = |flow| self.sum(shares, flow, 0..self.clock.years);
        match whole {
            Whole::HorizonGrossSaving => horizon(Flow::GrossSaving),
            Whole::HorizonCost => horizon(Flow::TotalCost),
            Whole::HorizonNetSaving => horizon(Flow::NetSaving),
            Whole::HorizonBudgetEffect => horizon(Flow::BudgetEffect),
            Whole::CurrentRunRate => {
                self.outcome.current_run_rates.iter().zip(&shares.savings).map(|(rate, share)| rate * share).sum()
            }
            Whole::Npv => self.discounted(shares, Flow::NetSaving),
            Whole::BenefitCostRatio => {
                let costs = self.discounted(shares, Flow::TotalCost);
                if costs.abs() < 0.005 { f64::NAN } else { self.discounted(shares, Flow::GrossSaving) / costs }
            }
            Whole::PaybackYear => self.payback(shares, 0),
            Whole::PaybackFromNow => self.payback(shares, self.programme.year_of_as_of()),
        }
    }

    fn discounted(&self, shares: &Shares, flow: Flow) -> f64 {
        let deflator = |y: usize| match self.programme.prices.terms {
            Terms::Cash => self.outcome.indices.price[y],
            Terms::Real => 1.0,
        };
        let factors = discount_factors(self.programme);
        (0..self.clock.years).map(|y| self.flow(shares, flow, y) / deflator(y) * factors[y]).sum()
    }

    /// The present value of all costs, and the sum of those of their kinds whatever their signs.
    pub fn discounted_costs(&self, shares: &Shares) -> (f64, f64) {
        let kinds = Flow::ALL.into_iter().filter(|flow| flow.is_cost() && *flow != Flow::TotalCost);
        let sum = kinds.map(|kind| self.discounted(shares, kind).abs()).sum();
        (self.discounted(shares, Flow::TotalCost), sum)
    }

    /// The first year, from `first`, from which the net saving counted from the beginning of `first` stays at or above
    /// zero, to the penny.
    fn payback(&self, shares: &Shares, first: usize) -> f64 {
        let years = first..self.clock.years;
        let penny = |amount: f64| (100.0 * amount).round();
        if years.clone().all(|y| penny(self.flow(shares, Flow::TotalCost, y)) <= 0.0) {
            return f64::NAN;
        }
        let is_below = |y: usize| penny(self.sum(shares, Flow::NetSaving, first..y + 1)) < 0.0;
        years.rev().find(|y| is_below(*y)).map_or(first, |y| y + 1) as f64
    }
}
