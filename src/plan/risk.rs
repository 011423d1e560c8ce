//! Risks and the exit, as the kernel runs them.

use super::input::{Amount, Chance, Draw};
use crate::distribution::Distribution;

/// The chance of an exit.
#[derive(Clone, Debug)]
pub struct ExitPlan {
    /// Whether it comes.
    pub chance: Chance,
    /// Months after the data date.
    pub months: Amount,
    /// £ at the exit.
    pub dismantling_cost: Amount,
    /// `h`.
    pub saving_kept: Amount,
}

/// A risk.
#[derive(Clone, Debug)]
pub struct RiskPlan {
    /// Its name.
    pub name: String,
    /// How often it happens.
    pub occurrence: OccurrencePlan,
    /// Months of delay, pounds and share of saving lost.
    pub quantities: RiskQuantities,
    /// Whether any area that is not live is delayed by it.
    pub delays: bool,
    /// Whether any area loses saving by it.
    pub loses: bool,
}

impl RiskPlan {
    /// Whether it can cost (or bring) anything.
    pub fn costs(&self) -> bool {
        match &self.quantities {
            RiskQuantities::Once { cost, .. } => !cost.is(0.0),
            RiskQuantities::Each { cost, .. } => !matches!(cost, EventAmount::Known(0.0)),
        }
    }
}

/// How often a risk happens.
#[derive(Clone, Debug)]
pub enum OccurrencePlan {
    /// At most once, at a month.
    Once {
        /// Whether it does.
        chance: Chance,
        /// When.
        at: f64,
    },
    /// So many events in the simulated months, on average.
    Recurs {
        /// The uniform of their number.
        draw: Draw,
        /// The mean of the Poisson number.
        mean: f64,
    },
}

/// What an event of a risk draws.
#[derive(Clone, Debug)]
pub enum RiskQuantities {
    /// Inputs, drawn once.
    Once {
        /// Months.
        delay: Amount,
        /// Pounds.
        cost: Amount,
        /// Fraction.
        loss: Amount,
    },
    /// Laws, drawn for each event.
    Each {
        /// Months.
        delay: EventAmount,
        /// Pounds.
        cost: EventAmount,
        /// Fraction.
        loss: EventAmount,
    },
}

/// A quantity that each event draws.
#[derive(Clone, Debug)]
pub enum EventAmount {
    /// Known.
    Known(f64),
    /// Drawn by this law and clamped to this range.
    Drawn(Distribution, (f64, f64)),
}
