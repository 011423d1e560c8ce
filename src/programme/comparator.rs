//! Published cases that a scenario's assumptions can be set beside.

use super::{Limits, Mark};

/// One published case of a quantity.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparator {
    /// What it is a case of.
    pub quantity: Yardstick,
    /// What it was, in words.
    pub case: String,
    /// The programme, force or study. Cases of one count as one together.
    pub programme: String,
    /// `officers`, `staff`, `PCSOs` or `all`, for a case of a workforce.
    pub group: Option<String>,
    /// One of [`SECTORS`], `study`, or what a scenario calls it; [`Comparator::OWN`] where it does not.
    pub sector: String,
    /// In the quantity's unit.
    pub value: f64,
    /// Where a range was published: its lower end.
    pub low: Option<f64>,
    /// And its upper end.
    pub high: Option<f64>,
    /// How far it is like what it is compared with.
    pub alike: Alike,
    /// The document read.
    pub source_title: String,
    /// Its year; `None` where it is undated.
    pub source_year: Option<i32>,
    /// Address, paragraph or article.
    pub source_ref: Option<String>,
    /// How far the figure can be relied on.
    pub mark: Mark,
    /// Caveats.
    pub note: Option<String>,
}

/// How far a case is like what it is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alike {
    /// The same quantity over the same period.
    LikeForLike,
    /// Scope or period differ.
    Partial,
    /// Of another kind of programme or measure: for scale only.
    Loose,
}

impl Comparator {
    /// The same as it stands beside a programme of a sector, or of the police where that is not stated: of another
    /// sector it is one degree less alike. A scenario's own cases are of its sector unless they name another.
    pub fn seen_from(self, sector: Option<&str>) -> Self {
        let alike = if self.is_of(sector.unwrap_or(SECTORS[0])) { self.alike } else { self.alike.less() };
        Comparator { alike, ..self }
    }

    /// Whether it is of a sector.
    pub fn is_of(&self, sector: &str) -> bool {
        self.sector == Self::OWN || self.sector == sector
    }

    /// The sector of a scenario's own cases that name none.
    pub const OWN: &'static str = "own";
}

impl Alike {
    /// One degree less.
    const fn less(self) -> Self {
        match self {
            Alike::LikeForLike => Alike::Partial,
            Alike::Partial | Alike::Loose => Alike::Loose,
        }
    }

    /// All, closest first.
    pub const ALL: [Alike; 3] = [Alike::LikeForLike, Alike::Partial, Alike::Loose];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Alike::LikeForLike => "like_for_like",
            Alike::Partial => "partial",
            Alike::Loose => "loose",
        }
    }

    /// As it stands in a sentence.
    pub const fn in_words(self) -> &'static str {
        match self {
            Alike::LikeForLike => "like for like",
            Alike::Partial => "alike in part",
            Alike::Loose => "for scale only",
        }
    }
}

/// The sectors of published cases, as a scenario and the evidence name them.
pub const SECTORS: [&str; 6] = ["police", "local government", "nhs", "fire", "central government", "ict"];

/// What a benchmark asks of its own.
#[derive(Clone, Debug, Default)]
pub struct Benchmarking {
    /// The sector that the programme belongs to: one of [`SECTORS`].
    pub sector: Option<&'static str>,
    /// Cases of the scenario's own.
    pub comparators: Vec<Comparator>,
    /// Whether they stand in place of the shipped ones, instead of beside them.
    pub replace: bool,
    /// Programmes whose cases are left out: nothing is compared with itself.
    pub exclude: Vec<String>,
}

/// A quantity that can be compared across programmes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Yardstick {
    /// Posts removed over the whole plan, as a fraction of the headcount.
    PostsShare,
    /// The same for a year on average.
    PostsSharePerYear,
    /// Yearly saving for each post removed, £.
    SavingPerPost,
    /// Cost of each redundancy, £.
    RedundancyCostPerPost,
    /// Fraction of the headcount that leaves of itself in a year.
    LeaversPerYear,
    /// Yearly saving as a fraction of yearly budgets.
    SavingShareOfBudget,
    /// One-off cost for each pound of yearly saving, £.
    InvestToSave,
    /// Fraction of savings that comes from collaboration.
    CollaborationShareOfSavings,
    /// Fraction of net revenue expenditure that is spent on collaboration.
    CollaborationShareOfSpending,
    /// Posts removed over posts planned.
    PostsRealisation,
    /// Saving delivered over saving planned.
    Realisation,
    /// Fraction of the savings rated green within a year, and not delivered then, that came by its end.
    GreenDelivered,
    /// The same of those rated amber.
    AmberDelivered,
    /// Fraction of savings found sound by auditors.
    SavingsSound,
    /// Fraction of savings found overstated or absent.
    SavingsOverstated,
    /// Months of delay of a go-live that is late.
    SlippageIfLate,
    /// Fraction of projects that are late.
    ShareLate,
    /// Fraction of approved areas that are live a year later.
    LiveWithinAYear,
    /// Actual over planned cost of a programme.
    CostRatio,
    /// The mean of that over the projects of a study.
    MeanCostRatio,
    /// Lower and upper optimism-bias bounds of cost, as actual over planned.
    CostRatioBounds,
}

/// The unit of a yardstick.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum YardstickUnit {
    /// £.
    Pounds,
    /// £ for each £.
    PoundsPerPound,
    /// A fraction, shown in per cent.
    Fraction,
    /// A ratio of actual to planned, shown in per cent of the plan.
    Ratio,
    /// Months.
    Months,
}

impl Yardstick {
    /// All, in the order of reports.
    pub const ALL: [Yardstick; 21] = [
        Yardstick::PostsShare,
        Yardstick::PostsSharePerYear,
        Yardstick::SavingPerPost,
        Yardstick::RedundancyCostPerPost,
        Yardstick::LeaversPerYear,
        Yardstick::SavingShareOfBudget,
        Yardstick::InvestToSave,
        Yardstick::CollaborationShareOfSavings,
        Yardstick::CollaborationShareOfSpending,
        Yardstick::PostsRealisation,
        Yardstick::Realisation,
        Yardstick::GreenDelivered,
        Yardstick::AmberDelivered,
        Yardstick::SavingsSound,
        Yardstick::SavingsOverstated,
        Yardstick::SlippageIfLate,
        Yardstick::ShareLate,
        Yardstick::LiveWithinAYear,
        Yardstick::CostRatio,
        Yardstick::MeanCostRatio,
        Yardstick::CostRatioBounds,
    ];

    /// Its name in files.
    pub const fn name(self) -> &'static str {
        match self {
            Yardstick::PostsShare => "posts_share",
            Yardstick::PostsSharePerYear => "posts_share_per_year",
            Yardstick::SavingPerPost => "saving_per_post",
            Yardstick::RedundancyCostPerPost => "redundancy_cost_per_post",
            Yardstick::LeaversPerYear => "leavers_per_year",
            Yardstick::SavingShareOfBudget => "saving_share_of_budget",
            Yardstick::InvestToSave => "invest_to_save",
            Yardstick::CollaborationShareOfSavings => "collaboration_share_of_savings",
            Yardstick::CollaborationShareOfSpending => "collaboration_share_of_spending",
            Yardstick::PostsRealisation => "posts_realisation",
            Yardstick::Realisation => "realisation",
            Yardstick::GreenDelivered => "green_delivered",
            Yardstick::AmberDelivered => "amber_delivered",
            Yardstick::SavingsSound => "savings_sound",
            Yardstick::SavingsOverstated => "savings_overstated",
            Yardstick::SlippageIfLate => "slippage_if_late",
            Yardstick::ShareLate => "share_late",
            Yardstick::LiveWithinAYear => "live_within_a_year",
            Yardstick::CostRatio => "cost_ratio",
            Yardstick::MeanCostRatio => "mean_cost_ratio",
            Yardstick::CostRatioBounds => "cost_ratio_bounds",
        }
    }

    /// Its heading in reports.
    pub const fn heading(self) -> &'static str {
        match self {
            Yardstick::PostsShare => "posts removed, share of the workforce",
            Yardstick::PostsSharePerYear => "posts removed a year, share of the workforce",
            Yardstick::SavingPerPost => "yearly saving per post removed",
            Yardstick::RedundancyCostPerPost => "cost of a redundancy",
            Yardstick::LeaversPerYear => "share of the workforce that leaves in a year",
            Yardstick::SavingShareOfBudget => "yearly saving, share of yearly budgets",
            Yardstick::InvestToSave => "one-off cost for £1 of yearly saving",
            Yardstick::CollaborationShareOfSavings => "share of savings from collaboration",
            Yardstick::CollaborationShareOfSpending => "share of spending that is on collaboration",
            Yardstick::PostsRealisation => "posts removed over posts planned",
            Yardstick::Realisation => "delivered over planned saving",
            Yardstick::GreenDelivered => "green savings delivered in the end",
            Yardstick::AmberDelivered => "amber savings delivered in the end",
            Yardstick::SavingsSound => "share of savings that is sound",
            Yardstick::SavingsOverstated => "share of savings overstated or absent",
            Yardstick::SlippageIfLate => "delay of a go-live that is late",
            Yardstick::ShareLate => "share that is late",
            Yardstick::LiveWithinAYear => "share of approved areas live within a year",
            Yardstick::CostRatio => "actual over planned cost",
            Yardstick::MeanCostRatio => "mean of actual over planned cost",
            Yardstick::CostRatioBounds => "optimism-bias bounds of cost",
        }
    }

    /// Its unit.
    pub const fn unit(self) -> YardstickUnit {
        match self {
            Yardstick::SavingPerPost | Yardstick::RedundancyCostPerPost => YardstickUnit::Pounds,
            Yardstick::InvestToSave => YardstickUnit::PoundsPerPound,
            Yardstick::SlippageIfLate => YardstickUnit::Months,
            Yardstick::PostsRealisation
            | Yardstick::Realisation
            | Yardstick::CostRatio
            | Yardstick::MeanCostRatio
            | Yardstick::CostRatioBounds => YardstickUnit::Ratio,
            _ => YardstickUnit::Fraction,
        }
    }

    /// What a case of it must be: a share is at most all, and a ratio beyond these is one in per cent, without the
    /// sign.
    pub const fn limits(self) -> Limits {
        match self {
            Yardstick::PostsRealisation | Yardstick::Realisation => Limits::between(-5, 5),
            Yardstick::CostRatio | Yardstick::MeanCostRatio | Yardstick::CostRatioBounds => Limits::between(0, 20),
            _ => match self.unit() {
                YardstickUnit::Fraction => Limits::SHARE,
                _ => Limits::NOT_NEGATIVE,
            },
        }
    }

    /// The yardstick of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|yardstick| yardstick.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_yardstick_is_found_by_its_name() {
        for yardstick in Yardstick::ALL {
            assert_eq!(Yardstick::parse(yardstick.name()), Some(yardstick));
        }
    }
}
