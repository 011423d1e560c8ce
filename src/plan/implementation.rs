//! Invest to save: what is left of it at the data date.

use super::{Amount, Steps};

/// What an area still has to invest.
#[derive(Clone, Debug)]
pub struct ImplementationPlan {
    /// What is left of the plan at the data date.
    pub spend: SpendPlan,
    /// Where that begins, months.
    pub from: f64,
    /// `o`.
    pub overrun: Amount,
    /// Fraction of what is left that is spent where the area does not go ahead.
    pub abandoned: Amount,
}

/// How an investment is planned.
#[derive(Clone, Debug)]
pub enum SpendPlan {
    /// Evenly, until the planned go-live.
    Once {
        /// `K`.
        cost: Amount,
        /// The part of the planned window that lies after the data date, 0 to 1.
        left: f64,
    },
    /// Year by year: £ a month, by months after its beginning.
    ByYear {
        /// What is left.
        steps: Steps,
        /// How many months the plan goes on.
        months: f64,
    },
}

impl ImplementationPlan {
    /// Whether it costs the same in every trial of an area that is live.
    pub fn is_known(&self) -> bool {
        let known = |amount: Amount| matches!(amount, Amount::Known(_));
        match self.spend {
            SpendPlan::Once { cost, .. } => known(cost) && known(self.overrun),
            SpendPlan::ByYear { .. } => known(self.overrun),
        }
    }
}
