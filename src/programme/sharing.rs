//! Shares of partners, which add up to one.

use super::{Limits, Partner};
use rust_decimal::Decimal;
use std::ops::Deref;

/// The shares of all partners, in their order. They add up to one exactly.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares(Vec<Decimal>);

/// The programme's rules for sharing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sharing {
    /// Of gross and cashable savings, run rate and posts.
    pub savings: Shares,
    /// Of everything else.
    pub costs: Shares,
}

impl Shares {
    /// What a share must be.
    pub const LIMITS: Limits = Limits::SHARE;

    /// Shares that add up to one within a millionth; the last that is not zero takes what rounding leaves.
    ///
    /// # Errors
    /// The sum, where it is not one.
    pub fn new(shares: &[Decimal]) -> Result<Self, Decimal> {
        let sum: Decimal = shares.iter().sum();
        let fits = shares.is_empty() || (sum - Decimal::ONE).abs() <= Decimal::new(1, 6);
        if fits { Ok(Self::in_proportion(shares, sum)) } else { Err(sum) }
    }

    /// The same share for each of so many partners.
    pub fn equal(partners: usize) -> Self {
        Self::in_proportion(&vec![Decimal::ONE; partners], Decimal::from(partners))
    }

    /// Shares in proportion to the partners' budgets; `None` where one has none, or all are zero.
    pub fn by_budget(partners: &[Partner]) -> Option<Self> {
        let budgets: Option<Vec<Decimal>> =
            partners.iter().map(|partner| partner.net_revenue_budget.map(|budget| budget.decimal())).collect();
        let budgets = budgets?;
        let sum: Decimal = budgets.iter().sum();
        (budgets.is_empty() || !sum.is_zero()).then(|| Self::in_proportion(&budgets, sum))
    }

    /// The shares of those that stay: fewer than there were, and as many as there are partners only where the others
    /// had none.
    pub(super) fn of_those(&self, stays: &dyn Fn(usize) -> bool) -> Self {
        let going = self.0.iter().enumerate().any(|(at, share)| !stays(at) && !share.is_zero());
        let kept = self.0.iter().enumerate().filter(|(at, _)| going || stays(*at)).map(|(_, share)| *share);
        Shares(kept.collect())
    }

    fn in_proportion(weights: &[Decimal], sum: Decimal) -> Self {
        let mut shares: Vec<Decimal> = weights.iter().map(|weight| weight / sum).collect();
        if let Some(last) = shares.iter().rposition(|share| !share.is_zero()) {
            shares[last] = Decimal::ONE - shares[..last].iter().sum::<Decimal>();
        }
        Shares(shares)
    }
}

impl Deref for Shares {
    type Target = [Decimal];

    fn deref(&self) -> &[Decimal] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_to_one_exactly() {
        let close = ["0.3333333", "0.3333333", "0.3333333"].map(|share| share.parse().unwrap());
        for shares in [Shares::new(&close).unwrap(), Shares::equal(3), Shares::equal(7)] {
            assert_eq!(shares.iter().sum::<Decimal>(), Decimal::ONE);
        }
        assert!(Shares::equal(0).is_empty());
    }

    #[test]
    fn rounding_leaves_nothing_to_partners_without_a_share() {
        let shares = Shares::in_proportion(&[3, 1, 3, 0].map(Decimal::from), Decimal::from(7));
        assert_eq!(shares.iter().sum::<Decimal>(), Decimal::ONE);
        assert_eq!(shares[3], Decimal::ZERO);
    }

    #[test]
    fn shares_that_do_not_add_up_are_refused_with_their_sum() {
        assert_eq!(Shares::new(&[Decimal::new(5, 1), Decimal::new(6, 1)]), Err(Decimal::new(11, 1)));
    }
}
