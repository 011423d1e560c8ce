//! The measures of section 6.

use super::Staffing;

/// A figure that a forecast gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// An amount of one year.
    Flow(Flow),
    /// The running sum of a flow up to a year's end.
    Cumulative(Flow),
    /// A level at a year's last instant.
    Stock(Stock),
    /// What is measured of a workforce group alone; see [`Measure::of_workforce`].
    Staffing(Staffing),
    /// One figure for the whole horizon.
    Whole(Whole),
}

impl Measure {
    /// Its name in scenario files and results.
    pub fn name(self) -> String {
        match self {
            Measure::Flow(flow) => flow.name().into(),
            Measure::Cumulative(flow) => format!("cumulative_{}", flow.name()),
            Measure::Stock(stock) => stock.name().into(),
            Measure::Staffing(staffing) => staffing.name().into(),
            Measure::Whole(whole) => whole.name().into(),
        }
    }

    /// The measure of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::all().chain(Self::of_workforce()).find(|measure| measure.name() == name)
    }

    /// The measures of a workforce group, in the order of results.
    pub fn of_workforce() -> [Measure; 4] {
        [
            Measure::Staffing(Staffing::Headcount),
            Measure::Stock(Stock::PostsRemoved),
            Measure::Staffing(Staffing::TurnoverNeeded),
            Measure::Staffing(Staffing::TurnoverAvailable),
        ]
    }

    /// Every measure of the programme and of its partners, in the order of results.
    pub fn all() -> impl Iterator<Item = Measure> {
        (Flow::ALL.into_iter().map(Measure::Flow))
            .chain(Flow::ALL.into_iter().map(Measure::Cumulative))
            .chain(Stock::ALL.into_iter().map(Measure::Stock))
            .chain(Whole::ALL.into_iter().map(Measure::Whole))
    }

    /// Every measure that has a value for each year, those of workforce groups last.
    pub fn yearly() -> impl Iterator<Item = Measure> {
        let of_groups = Staffing::ALL.into_iter().map(Measure::Staffing);
        Self::all().filter(|measure| measure.is_yearly()).chain(of_groups)
    }

    /// Whether it is an amount of pounds.
    pub const fn is_money(self) -> bool {
        match self {
            Measure::Flow(_) | Measure::Cumulative(_) => true,
            Measure::Stock(stock) => matches!(stock, Stock::RunRate),
            Measure::Staffing(_) => false,
            Measure::Whole(whole) => !matches!(whole, Whole::BenefitCostRatio) && !self.is_label(),
        }
    }

    /// Whether its values are financial years, or never.
    pub const fn is_label(self) -> bool {
        matches!(self, Measure::Whole(Whole::PaybackYear | Whole::PaybackFromNow))
    }

    /// Whether it has a value for each year.
    pub const fn is_yearly(self) -> bool {
        !matches!(self, Measure::Whole(_))
    }

    /// Whether its mean and standard deviation say something: a ratio's and a year's do not.
    pub const fn has_mean(self) -> bool {
        !matches!(self, Measure::Whole(Whole::BenefitCostRatio)) && !self.is_label()
    }

    /// Whether its cautious figure is the high percentile: of costs, of posts that stay and of turnover that is needed.
    pub const fn is_cautious_when_high(self) -> bool {
        self.is_cost() || matches!(self, Measure::Staffing(Staffing::Headcount | Staffing::TurnoverNeeded))
    }

    /// Whether more of it is worse, so that its cautious figure is the high percentile.
    pub const fn is_cost(self) -> bool {
        match self {
            Measure::Flow(flow) | Measure::Cumulative(flow) => flow.is_cost(),
            Measure::Stock(_) | Measure::Staffing(_) => false,
            Measure::Whole(whole) => matches!(whole, Whole::HorizonCost) || self.is_label(),
        }
    }
}

/// An amount of pounds in a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flow {
    /// Savings before any cost.
    GrossSaving,
    /// The part of them that releases cash.
    CashableSaving,
    /// Invest to save.
    ImplementationCost,
    /// Cost of lateness.
    DelayCost,
    /// Cost to operate.
    RunningCost,
    /// Redundancy payments.
    RedundancyCost,
    /// The programme's own cost lines.
    ProgrammeCost,
    /// Cost of risk events.
    RiskCost,
    /// Cost of an exit.
    DismantlingCost,
    /// Grants: income, not a saving.
    Grant,
    /// The sum of the costs.
    TotalCost,
    /// Gross saving plus grants less costs.
    NetSaving,
    /// Cashable saving plus grants less costs.
    BudgetEffect,
}

impl Flow {
    /// All flows, in the order of results.
    pub const ALL: [Flow; 13] = [
        Flow::GrossSaving,
        Flow::CashableSaving,
        Flow::ImplementationCost,
        Flow::DelayCost,
        Flow::RunningCost,
        Flow::RedundancyCost,
        Flow::ProgrammeCost,
        Flow::RiskCost,
        Flow::DismantlingCost,
        Flow::Grant,
        Flow::TotalCost,
        Flow::NetSaving,
        Flow::BudgetEffect,
    ];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its name in scenario files and results.
    pub const fn name(self) -> &'static str {
        match self {
            Flow::GrossSaving => "gross_saving",
            Flow::CashableSaving => "cashable_saving",
            Flow::ImplementationCost => "implementation_cost",
            Flow::DelayCost => "delay_cost",
            Flow::RunningCost => "running_cost",
            Flow::RedundancyCost => "redundancy_cost",
            Flow::ProgrammeCost => "programme_cost",
            Flow::RiskCost => "risk_cost",
            Flow::DismantlingCost => "dismantling_cost",
            Flow::Grant => "grant",
            Flow::TotalCost => "total_cost",
            Flow::NetSaving => "net_saving",
            Flow::BudgetEffect => "budget_effect",
        }
    }

    /// Whether more of it is worse.
    pub const fn is_cost(self) -> bool {
        matches!(
            self,
            Flow::ImplementationCost
                | Flow::DelayCost
                | Flow::RunningCost
                | Flow::RedundancyCost
                | Flow::ProgrammeCost
                | Flow::RiskCost
                | Flow::DismantlingCost
                | Flow::TotalCost
        )
    }
}

/// A level at a year's last instant, taken from the left.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stock {
    /// The saving rate, £ a year.
    RunRate,
    /// Posts removed, full-time equivalents.
    PostsRemoved,
    /// Number of areas that went live. Not divided among partners.
    AreasLive,
}

impl Stock {
    /// All levels, in the order of results.
    pub const ALL: [Stock; 3] = [Stock::RunRate, Stock::PostsRemoved, Stock::AreasLive];

    /// Its name in scenario files and results.
    pub const fn name(self) -> &'static str {
        match self {
            Stock::RunRate => "run_rate",
            Stock::PostsRemoved => "posts_removed",
            Stock::AreasLive => "areas_live",
        }
    }
}

/// One figure for the whole horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whole {
    /// All gross savings.
    HorizonGrossSaving,
    /// All costs.
    HorizonCost,
    /// All net savings.
    HorizonNetSaving,
    /// All effects on budgets.
    HorizonBudgetEffect,
    /// The saving rate at the data date, £ a year; not random.
    CurrentRunRate,
    /// Net present value, £.
    Npv,
    /// Discounted gross savings over discounted costs.
    BenefitCostRatio,
    /// The year from which the cumulative net saving stays at or above zero.
    PaybackYear,
    /// The same, counted from the beginning of the data date's year.
    PaybackFromNow,
}

impl Whole {
    /// All, in the order of results.
    pub const ALL: [Whole; 9] = [
        Whole::HorizonGrossSaving,
        Whole::HorizonCost,
        Whole::HorizonNetSaving,
        Whole::HorizonBudgetEffect,
        Whole::CurrentRunRate,
        Whole::Npv,
        Whole::BenefitCostRatio,
        Whole::PaybackYear,
        Whole::PaybackFromNow,
    ];

    /// Its name in scenario files and results.
    pub const fn name(self) -> &'static str {
        match self {
            Whole::HorizonGrossSaving => "horizon_gross_saving",
            Whole::HorizonCost => "horizon_cost",
            Whole::HorizonNetSaving => "horizon_net_saving",
            Whole::HorizonBudgetEffect => "horizon_budget_effect",
            Whole::CurrentRunRate => "current_run_rate",
            Whole::Npv => "npv",
            Whole::BenefitCostRatio => "benefit_cost_ratio",
            Whole::PaybackYear => "payback_year",
            Whole::PaybackFromNow => "payback_from_now",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_is_found_by_its_name() {
        assert_eq!(Measure::all().count(), 13 + 13 + 3 + 9);
        for measure in Measure::all().chain(Measure::of_workforce()) {
            assert_eq!(Measure::parse(&measure.name()), Some(measure));
        }
    }
}
