//! Groups of posts that a programme counts down, and what it takes to lose them.

use super::{Limits, Quantity};
use crate::fiscal::Month;
use rust_decimal::Decimal;

/// A group of posts, for example the police officers.
#[derive(Clone, Debug, PartialEq)]
pub struct Workforce {
    /// Unique name.
    pub name: String,
    /// Full-time equivalents when it was counted, above 0.
    pub headcount: Decimal,
    /// The first instant of this month is when it was counted; not after the data date.
    pub as_at: Month,
    /// Fraction of the headcount that leaves of itself in a year, 0 to 1, where it is known.
    pub leavers_per_year: Option<Quantity>,
    /// Whether its members can be made redundant.
    pub redundancy_possible: bool,
}

impl Workforce {
    /// What a headcount must be.
    pub const HEADCOUNT: Limits = Limits::above(0);
    /// A programme has at most so many groups.
    pub const MOST: usize = 100;
}

/// What is measured of a workforce group alone, each year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Staffing {
    /// Full-time equivalents at the year's last instant: those counted less the posts removed since.
    Headcount,
    /// Full-time equivalents released in the year other than by redundancy.
    TurnoverNeeded,
    /// Full-time equivalents that leave of their own accord: the leavers' share of the headcount at the year's
    /// first instant.
    TurnoverAvailable,
}

impl Staffing {
    /// All, in the order of results.
    pub const ALL: [Staffing; 3] = [Staffing::Headcount, Staffing::TurnoverNeeded, Staffing::TurnoverAvailable];

    /// Its name in scenario files and results.
    pub const fn name(self) -> &'static str {
        match self {
            Staffing::Headcount => "headcount",
            Staffing::TurnoverNeeded => "turnover_needed",
            Staffing::TurnoverAvailable => "turnover_available",
        }
    }
}
