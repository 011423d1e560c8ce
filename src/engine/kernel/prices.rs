//! What is known of prices before any trial.

use crate::plan::{IndexPlan, Plan};

/// Price indices that are the same in every trial, and what follows from them; of drawn ones nothing is known.
#[derive(Debug)]
pub(super) struct KnownPrices {
    /// Whether all indices are 1.
    pub(super) are_one: bool,
    /// By year: the months from it on, each times its price index; of no year where prices or an exit are drawn.
    pub(super) months_from: Vec<f64>,
    /// What each year's nominal pounds are multiplied by in present values.
    pub(super) discount: Vec<f64>,
}

impl KnownPrices {
    /// Those of a plan.
    pub(super) fn new(plan: &Plan) -> Self {
        let IndexPlan::Known(price) = &plan.indices.price else {
            return KnownPrices { are_one: false, months_from: Vec::new(), discount: Vec::new() };
        };
        KnownPrices {
            are_one: price.iter().all(|price| *price == 1.0),
            months_from: if plan.exit.is_none() { months_from(plan, price) } else { Vec::new() },
            discount: plan.discount.iter().zip(price).map(|(discount, price)| discount / price).collect(),
        }
    }
}

fn months_from(plan: &Plan, price: &[f64]) -> Vec<f64> {
    let clock = plan.clock;
    let mut months = vec![0.0; clock.years + 1];
    for year in clock.simulated_years().rev() {
        months[year] = months[year + 1] + price[year] * (clock.closes(year) - clock.opens(year));
    }
    months
}
