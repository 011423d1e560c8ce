//! Shares of the variance of a function of independent inputs: first-order and total indices of groups of them
//! (Azzini, Mara and Rosati 2021, "Comparison of two sets of Monte Carlo estimators of Sobol' indices").

use super::{Estimate, error_of};

/// The indices of a group of inputs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct VarianceShares {
    /// The share of the variance that would go on average if the group were known.
    pub first_order: Estimate,
    /// The share that would stay if all else were known.
    pub total: Estimate,
}

/// Values of the function at two independent samples of its inputs, and at each of these with the group's inputs taken
/// from the other, trial by trial.
#[derive(Clone, Copy, Debug)]
pub struct Exchanged<'a> {
    /// `f(u)`.
    pub one: &'a [f64],
    /// `f(u')`.
    pub other: &'a [f64],
    /// `f(u)` with the group from `u'`.
    pub one_exchanged: &'a [f64],
    /// `f(u')` with the group from `u`.
    pub other_exchanged: &'a [f64],
}

impl Exchanged<'_> {
    /// The group's shares of the variance; `None` where the function does not vary.
    ///
    /// `S = 2 sum (B_g - B)(A - A_g) / sum [(A - B)^2 + (B_g - A_g)^2]`, `T = sum [(B - B_g)^2 + (A - A_g)^2]` over the
    /// same. Errors are those of a ratio of means: its influence values are `(numerator - index * denominator)` over the
    /// mean denominator.
    pub fn shares(&self) -> Option<VarianceShares> {
        let terms: Vec<Terms> = (0..self.one.len()).map(|k| self.terms(k)).collect();
        let sum = |of: fn(&Terms) -> f64| terms.iter().map(of).sum::<f64>();
        let whole = sum(|term| term.whole);
        if whole <= 0.0 {
            return None;
        }
        let ratio = |of: fn(&Terms) -> f64| {
            let (value, mean) = (sum(of) / whole, whole / terms.len() as f64);
            let influence: Vec<f64> = terms.iter().map(|term| (of(term) - value * term.whole) / mean).collect();
            Estimate { value, error: error_of(&influence) }
        };
        Some(VarianceShares { first_order: ratio(|term| term.first_order), total: ratio(|term| term.total) })
    }

    fn terms(&self, k: usize) -> Terms {
        let (a, b, a_g, b_g) = (self.one[k], self.other[k], self.one_exchanged[k], self.other_exchanged[k]);
        Terms {
            first_order: 2.0 * (b_g - b) * (a - a_g),
            total: (b - b_g) * (b - b_g) + (a - a_g) * (a - a_g),
            whole: (a - b) * (a - b) + (b_g - a_g) * (b_g - a_g),
        }
    }
}

/// What a trial adds to the sums.
struct Terms {
    first_order: f64,
    total: f64,
    whole: f64,
}
