//! A business area: the unit that goes live and saves.

use super::{ByYear, Limits, Quantity, Shares, Unit};
use crate::fiscal::Month;
use rust_decimal::Decimal;
use std::ops::Index;

/// A business area, with the columns of section 2 after defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Unique name.
    pub name: String,
    /// In design, approved or live.
    pub status: Status,
    /// `G`: the planned go-live.
    pub go_live: Month,
    /// `g`: chance that it goes ahead, 0 to 1. One for live areas.
    pub probability: Decimal,
    /// `M`: months of planned spend that end at go-live, above 0.
    pub implementation_months: Decimal,
    /// `S`: savings by year, in place of `B`, `E` and `w`, which are zero then.
    pub saving_by_year: Option<ByYear>,
    /// `J`: costs by year, in place of `K` and `M`.
    pub cost_by_year: Option<ByYear>,
    /// `Z`: from when saving and running cost stop.
    pub ends: Option<Month>,
    /// `P`: predecessors.
    pub after: Vec<Predecessor>,
    /// Positions of the areas that must go ahead for this one to.
    pub requires: Vec<usize>,
    /// Its own shares of savings, one per partner, where it overrides the programme's.
    pub savings_shares: Option<Shares>,
    /// Its own shares of costs, likewise.
    pub costs_shares: Option<Shares>,
    /// Whether the plan line counts it: an area that was not promised is upside.
    pub in_plan: bool,
    /// Position of the workforce group that its posts are removed from.
    pub workforce: Option<usize>,
    /// Portfolio that it belongs to.
    pub portfolio: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// How the partners work together in it.
    pub collaboration_model: Option<CollaborationModel>,
    /// Where its figures come from.
    pub source: Option<String>,
    /// Anything else.
    pub note: Option<String>,
    /// The quantities that may be uncertain, by [`AreaColumn`].
    pub quantities: [Quantity; AreaColumn::COUNT],
}

impl Area {
    /// A programme has at most so many areas.
    pub const MOST: usize = 5_000;
    /// What the share that a live area is seen to realise must be.
    pub const REALISED_SHARE: Limits = Limits::between(0, 2);
    /// What the months of planned spend must be.
    pub const IMPLEMENTATION_MONTHS: Limits = Limits::above(0);
    /// What a lag must be, in months.
    pub const LAG_MONTHS: Limits = Limits::between(0, 1200);

    /// When it went live, for a live area.
    pub fn went_live(&self) -> Option<Month> {
        match &self.status {
            Status::Live(achieved) => Some(achieved.went_live),
            Status::Design | Status::Approved => None,
        }
    }

    /// The share of its planned saving that it was seen to realise.
    pub fn realised_share(&self) -> Option<Decimal> {
        match &self.status {
            Status::Live(achieved) => achieved.realised_share,
            Status::Design | Status::Approved => None,
        }
    }

    /// Whether it is live at the data date.
    pub fn is_live(&self) -> bool {
        matches!(self.status, Status::Live(_))
    }
}

/// Its quantity of a column.
impl Index<AreaColumn> for Area {
    type Output = Quantity;

    fn index(&self, column: AreaColumn) -> &Quantity {
        &self.quantities[column as usize]
    }
}

/// Where an area stands at the data date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Being designed.
    Design,
    /// Approved, not live yet.
    Approved,
    /// Live.
    Live(Achieved),
}

impl Status {
    /// Its name in scenario files and results.
    pub const fn name(&self) -> &'static str {
        match self {
            Status::Design => "design",
            Status::Approved => "approved",
            Status::Live(_) => "live",
        }
    }
}

/// What is known of a live area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Achieved {
    /// `W`: when it went live; not after the data date.
    pub went_live: Month,
    /// Observed realisation, 0 to 2.
    pub realised_share: Option<Decimal>,
}

/// An area that must be live before another can start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Predecessor {
    /// Its position.
    pub area: usize,
    /// Months between its go-live and the earliest go-live of the successor, >= 0.
    pub lag_months: Decimal,
}

/// How the partners work together in an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CollaborationModel {
    /// One joint unit.
    Joint,
    /// One force leads.
    Lead,
    /// The lead is shared.
    LeadShared,
    /// One force hosts.
    Host,
}

impl CollaborationModel {
    /// All models.
    pub const ALL: [CollaborationModel; 4] =
        [CollaborationModel::Joint, CollaborationModel::Lead, CollaborationModel::LeadShared, CollaborationModel::Host];

    /// Its name in scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            CollaborationModel::Joint => "joint",
            CollaborationModel::Lead => "lead",
            CollaborationModel::LeadShared => "lead-shared",
            CollaborationModel::Host => "host",
        }
    }
}

/// The columns of an area that may hold a distribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AreaColumn {
    /// `B`, £ a year.
    AnnualSaving,
    /// `r`, achieved over planned saving, 0 to 2.
    Realisation,
    /// `E`, months from go-live to full saving.
    EmbeddingMonths,
    /// `s`, the area's own lateness in months.
    SlippageMonths,
    /// `K`, £ once.
    ImplementationCost,
    /// `o`, achieved over planned implementation cost.
    CostOverrun,
    /// `D`, £ a month of lateness.
    DelayCostPerMonth,
    /// Fraction of K spent where the area does not go ahead.
    AbandonedShare,
    /// `C`, £ a year.
    RunningCost,
    /// `c`, fraction of the saving that releases cash.
    CashableShare,
    /// `N`, full-time equivalents.
    PostsRemoved,
    /// `f`, fraction of B that is pay.
    PayShare,
    /// `w`, months from go-live until posts start to be released.
    WorkforceLagMonths,
    /// `q`, fraction of the posts that leave by redundancy.
    RedundancyShare,
    /// `U`, £ a post.
    RedundancyCostPerPost,
}

impl AreaColumn {
    /// How many there are.
    pub const COUNT: usize = 15;

    /// All columns, in the order of section 2.
    pub const ALL: [AreaColumn; Self::COUNT] = [
        AreaColumn::AnnualSaving,
        AreaColumn::Realisation,
        AreaColumn::EmbeddingMonths,
        AreaColumn::SlippageMonths,
        AreaColumn::ImplementationCost,
        AreaColumn::CostOverrun,
        AreaColumn::DelayCostPerMonth,
        AreaColumn::AbandonedShare,
        AreaColumn::RunningCost,
        AreaColumn::CashableShare,
        AreaColumn::PostsRemoved,
        AreaColumn::PayShare,
        AreaColumn::WorkforceLagMonths,
        AreaColumn::RedundancyShare,
        AreaColumn::RedundancyCostPerPost,
    ];

    /// Its name in scenario files.
    pub const fn name(self) -> &'static str {
        match self {
            AreaColumn::AnnualSaving => "annual_saving",
            AreaColumn::Realisation => "realisation",
            AreaColumn::EmbeddingMonths => "embedding_months",
            AreaColumn::SlippageMonths => "slippage_months",
            AreaColumn::ImplementationCost => "implementation_cost",
            AreaColumn::CostOverrun => "cost_overrun",
            AreaColumn::DelayCostPerMonth => "delay_cost_per_month",
            AreaColumn::AbandonedShare => "abandoned_share",
            AreaColumn::RunningCost => "running_cost",
            AreaColumn::CashableShare => "cashable_share",
            AreaColumn::PostsRemoved => "posts_removed",
            AreaColumn::PayShare => "pay_share",
            AreaColumn::WorkforceLagMonths => "workforce_lag_months",
            AreaColumn::RedundancyShare => "redundancy_share",
            AreaColumn::RedundancyCostPerPost => "redundancy_cost_per_post",
        }
    }

    /// What its values must be.
    pub const fn limits(self) -> Limits {
        match self {
            AreaColumn::AnnualSaving | AreaColumn::SlippageMonths | AreaColumn::RunningCost => Limits::ANY,
            AreaColumn::Realisation => Area::REALISED_SHARE,
            AreaColumn::AbandonedShare
            | AreaColumn::CashableShare
            | AreaColumn::PayShare
            | AreaColumn::RedundancyShare => Limits::SHARE,
            _ => Limits::NOT_NEGATIVE,
        }
    }

    /// Its unit.
    pub const fn unit(self) -> Unit {
        match self {
            AreaColumn::AnnualSaving | AreaColumn::RunningCost => Unit::MoneyPerYear,
            AreaColumn::DelayCostPerMonth => Unit::MoneyPerMonth,
            AreaColumn::ImplementationCost | AreaColumn::RedundancyCostPerPost => Unit::Money,
            AreaColumn::EmbeddingMonths | AreaColumn::SlippageMonths | AreaColumn::WorkforceLagMonths => Unit::Months,
            AreaColumn::PostsRemoved => Unit::Posts,
            AreaColumn::Realisation
            | AreaColumn::CostOverrun
            | AreaColumn::AbandonedShare
            | AreaColumn::CashableShare
            | AreaColumn::PayShare
            | AreaColumn::RedundancyShare => Unit::Fraction,
        }
    }

    /// What a blank cell means where a scenario gives no default.
    pub fn built_in(self) -> Quantity {
        match self {
            AreaColumn::Realisation | AreaColumn::CostOverrun | AreaColumn::CashableShare => Quantity::ONE,
            AreaColumn::AbandonedShare => Quantity::Fixed(Decimal::new(5, 1)),
            _ => Quantity::ZERO,
        }
    }
}
