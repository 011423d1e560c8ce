//! The domain's nouns: what a scenario means, valid by construction.
//!
//! A [`Programme`] is built by reading a scenario and never changed afterwards. Names are
//! resolved to positions, defaults are filled in, shares add up to one, precedence has no
//! cycle, and every quantity lies within its range. An `Option` means that absence itself
//! means something. Symbols and section numbers are those of `docs/model.md`.

mod area;
mod comparator;
mod correlation;
mod input;
mod measure;
mod payback;
mod prices;
mod quantity;
mod register;
mod risk;
mod target;
mod workforce;

pub use area::{Achieved, Area, AreaColumn, CollaborationModel, Predecessor, Status};
pub use comparator::{Alike, Benchmarking, Comparator, Yardstick, YardstickUnit};
pub use correlation::Correlation;
pub use input::{InputId, PriceIndex, RiskColumn};
pub use measure::{Flow, Measure, Stock, Whole};
pub use payback::Payback;
pub use prices::{Discounting, Growth, Prices, Terms};
pub use quantity::Quantity;
pub use register::{Mark, Register, RegisterEntry};
pub use risk::{Exit, Grant, Occurrence, ProgrammeCost, Risk, Until};
pub use target::{Direction, Target, TargetPart, Threshold};
pub use workforce::{Staffing, Workforce};

use crate::fiscal::{FinancialYear, Horizon, Month};
use crate::money::Pounds;
use rust_decimal::Decimal;

/// A collaboration programme: everything that a forecast depends on.
#[derive(Clone, Debug)]
pub struct Programme {
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
    /// Where each figure comes from.
    pub register: Option<Register>,
    /// The files it was read from, in the order of reading.
    pub files: Vec<InputFile>,
}

impl Programme {
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
#[derive(Clone, Debug)]
pub struct Partner {
    /// Its name.
    pub name: String,
    /// Its yearly net revenue budget, where given.
    pub net_revenue_budget: Option<Pounds>,
}

/// The programme's shares, one per partner in their order; each list sums to one.
#[derive(Clone, Debug, Default)]
pub struct Sharing {
    /// Of gross and cashable savings, run rate and posts.
    pub savings: Vec<Decimal>,
    /// Of everything else.
    pub costs: Vec<Decimal>,
}

/// A reported amount that stands for the model's figure in a year that has ended, or in
/// the part of the current year before the data date.
#[derive(Clone, Debug)]
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

/// A file that was read, as a manifest names it.
#[derive(Clone, Debug)]
pub struct InputFile {
    /// Path relative to the scenario's folder.
    pub name: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}
