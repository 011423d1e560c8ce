//! What happens to the programme as a whole: risks, cost lines, grants and exit (sections 5 and 6).

use super::{Limits, Quantity, RiskColumn};
use crate::fiscal::{FinancialYear, Month};
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// Something that may go wrong (or right, with a negative cost).
#[derive(Clone, Debug, PartialEq)]
pub struct Risk {
    /// Unique name.
    pub name: String,
    /// How often it happens.
    pub occurrence: Occurrence,
    /// The areas that it strikes.
    pub areas: Struck,
    /// Months of delay, £ and share of saving lost, by [`RiskColumn`].
    pub quantities: [Quantity; 3],
    /// Who answers for it.
    pub owner: Option<String>,
    /// Where its figures come from.
    pub source: Option<String>,
    /// Anything else.
    pub note: Option<String>,
}

impl Risk {
    /// A programme has at most so many risks.
    pub const MOST: usize = 1_000;
    /// What a frequency must be: a risk strikes at most daily, as every event is simulated.
    pub const FREQUENCY_PER_YEAR: Limits = Limits::between(0, 365);

    /// Its quantity of a column.
    pub fn quantity(&self, column: RiskColumn) -> &Quantity {
        &self.quantities[column as usize]
    }
}

/// The areas that a risk strikes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Struck {
    /// All.
    All,
    /// Those at these positions.
    Areas(BTreeSet<usize>),
}

impl Struck {
    /// Whether the area at a position is among them.
    pub fn contains(&self, area: usize) -> bool {
        match self {
            Struck::All => true,
            Struck::Areas(areas) => areas.contains(&area),
        }
    }
}

/// How often a risk happens.
#[derive(Clone, Debug, PartialEq)]
pub enum Occurrence {
    /// At most once.
    Once {
        /// 0 to 1.
        probability: Decimal,
        /// When; not before the data date.
        date: Month,
    },
    /// Again and again, from the data date to the end of the horizon.
    Recurs {
        /// Mean number of events a year, >= 0.
        frequency_per_year: Decimal,
    },
}

impl Occurrence {
    /// Whether it happens again and again.
    pub const fn recurs(&self) -> bool {
        matches!(self, Occurrence::Recurs { .. })
    }
}

/// A cost line of the programme itself.
#[derive(Clone, Debug, PartialEq)]
pub struct ProgrammeCost {
    /// Unique name.
    pub name: String,
    /// £ a year, base-year prices.
    pub per_year: Quantity,
    /// From when.
    pub from: Month,
    /// Until when.
    pub until: Until,
}

/// The end of a cost line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// A date.
    Date(Month),
    /// The latest go-live of the areas that go ahead.
    LastGoLive,
}

/// Income that may be paid in one year.
#[derive(Clone, Debug, PartialEq)]
pub struct Grant {
    /// Unique name.
    pub name: String,
    /// The financial year of payment.
    pub year: FinancialYear,
    /// £, not indexed.
    pub amount: Quantity,
    /// 0 to 1.
    pub probability: Decimal,
}

/// The chance that the alliance is dissolved.
#[derive(Clone, Debug, PartialEq)]
pub struct Exit {
    /// 0 to 1.
    pub probability: Decimal,
    /// Months after the data date, >= 0.
    pub months: Quantity,
    /// £ at the exit, base-year prices.
    pub dismantling_cost: Quantity,
    /// `h`: share of the saving rate that is kept, 0 to 1.
    pub saving_kept: Quantity,
}
