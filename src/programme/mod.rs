//! The domain's nouns: what a scenario means, valid by construction.
//!
//! A [`Draft`] is filled in, by reading a scenario or by an analysis; a [`Programme`] is a draft that keeps the
//! rules, and is never changed afterwards. Names are resolved to positions, defaults are filled in, shares add
//! up to one, precedence has no cycle, and every quantity lies within its range. An `Option` means that
//! absence itself means something. Symbols and section numbers are those of `docs/model.md`.

mod area;
mod at;
mod by_year;
mod change;
mod comparator;
mod correlation;
mod draft;
mod driver;
mod input;
mod limits;
mod measure;
mod payback;
mod prices;
mod quantity;
mod register;
mod risk;
mod rules;
mod sharing;
mod target;
mod workforce;

pub use area::{Achieved, Area, AreaColumn, CollaborationModel, Predecessor, Status};
pub use at::{At, EntryKind};
pub use by_year::{ByYear, SavingLevel, YearsSpend};
pub use change::{
    ActualValue, AreaValue, Change, CorrelationValue, Edit, ExitValue, GrantValue, NamedDependence, NamedMembers,
    NamedPart, NamedShares, PartnerValue, ProgrammeCostValue, ProgrammeValue, RiskValue, TargetValue, WorkforceValue,
    changes,
};
pub use comparator::{Alike, Benchmarking, Comparator, SECTORS, Yardstick, YardstickUnit};
pub use correlation::{Correlation, Members};
pub use draft::Draft;
pub use driver::{Driver, Way};
pub use input::{Draw, InputId, NoSuchInput, PriceIndex, RiskColumn};
pub use limits::{Limits, Misfit, Unit};
pub use measure::{Flow, Measure, Stock, Whole};
pub use payback::Payback;
pub use prices::{Discounting, Growth, GrowthRates, Prices, Terms};
pub use quantity::Quantity;
pub use register::{Mark, Register, RegisterEntry};
pub use risk::{Exit, Grant, Occurrence, ProgrammeCost, Risk, Struck, Until};
pub use rules::Broken;
pub(crate) use rules::{beyond_counting, split_lag, too_many};
pub use sharing::{Shares, Sharing};
pub use target::{Direction, Target, TargetPart, Threshold};
pub use workforce::{Staffing, Workforce};

use crate::fiscal::FinancialYear;
use crate::money::Pounds;
use std::ops::Deref;
use std::sync::Arc;

/// A collaboration programme that keeps the rules. It is read as its [`Draft`], cannot be changed, and is cheap
/// to clone.
#[derive(Clone, Debug)]
pub struct Programme(Arc<Draft>);

impl Programme {
    /// The programme of a draft.
    ///
    /// # Errors
    /// All rules that the draft breaks.
    pub fn new(draft: Draft) -> Result<Self, Vec<Broken>> {
        let broken = draft.check();
        if broken.is_empty() { Ok(Programme(Arc::new(draft))) } else { Err(broken) }
    }

    /// All that it says, open to be changed.
    pub fn draft(&self) -> Draft {
        (*self.0).clone()
    }
}

impl Deref for Programme {
    type Target = Draft;

    fn deref(&self) -> &Draft {
        &self.0
    }
}

/// Tests of single functions may look at what no scenario can say.
#[cfg(test)]
impl From<Draft> for Programme {
    fn from(draft: Draft) -> Self {
        Programme(Arc::new(draft))
    }
}

/// Likewise.
#[cfg(test)]
impl std::ops::DerefMut for Programme {
    fn deref_mut(&mut self) -> &mut Draft {
        Arc::make_mut(&mut self.0)
    }
}

/// How a scenario asks to be simulated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Simulation {
    /// Number of trials, 1 to 1,000,000,000.
    pub trials: u64,
    /// 0 to 2^63 - 1.
    pub seed: u64,
    /// The sampling design.
    pub sampling: Sampling,
}

/// The sampling designs of section 9.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sampling {
    /// Independent trials.
    Random,
    /// Latin hypercube: every input stratified.
    Lhs,
    /// Scrambled Sobol' points.
    Sobol,
}

impl Simulation {
    /// The largest number of trials.
    pub const MOST_TRIALS: u64 = 1_000_000_000;
}

impl Sampling {
    /// Its name in scenario files and results.
    pub const fn name(self) -> &'static str {
        match self {
            Sampling::Random => "random",
            Sampling::Lhs => "lhs",
            Sampling::Sobol => "sobol",
        }
    }
}

/// One of the bodies that share savings and costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// Its yearly net revenue budget, where given.
    pub net_revenue_budget: Option<Pounds>,
}

impl Partner {
    /// What a budget must be.
    pub const BUDGET: Limits = Limits::NOT_NEGATIVE;
    /// A programme has at most so many.
    pub const MOST: usize = 100;
}

/// A reported amount that stands for the model's figure in a year that has ended, or in
/// the part of the current year before the data date.
#[derive(Clone, Debug, PartialEq)]
pub struct Actual {
    /// Position of the area; `None` for the programme's own.
    pub area: Option<usize>,
    /// The financial year.
    pub year: FinancialYear,
    /// Reported gross saving.
    pub gross_saving: Option<Pounds>,
    /// Reported cost: all of an area's kinds, or the programme's own.
    pub cost: Option<Pounds>,
    /// Reported grant.
    pub grant: Option<Pounds>,
}

/// A value that stands in the place of one that is written in a scenario: `area.ICT.go_live` and `2027-09`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// What it is the value of: a key, `table.key`, `table.entry.key` or `area.NAME.column`.
    pub key: String,
    /// The value as it was typed.
    pub value: String,
}

/// A file that was read, as a manifest names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Path relative to the scenario's folder.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}
