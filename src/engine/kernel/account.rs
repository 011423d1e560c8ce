//! What areas add up to, by year.
//!
//! Most years of an area bring the same every month. Such a year is not visited: the monthly amount is entered
//! once, in the year from which it is steady, and the running sums are taken when the measures are.

use super::super::lanes::{LANES, Lanes};
use crate::plan::Plan;

/// The amounts that are kept apart until indices are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Basic {
    /// Saving that grows with prices, £.
    GrossPrice,
    /// Saving that grows with pay, £.
    GrossPay,
    /// The cashable part of the first.
    CashPrice,
    /// The cashable part of the second.
    CashPay,
    /// Running cost, £.
    Running,
    /// Posts removed, a level.
    Posts,
    /// Areas live, a level.
    Live,
    /// Saving rate that grows with prices, £ a year, a level.
    RatePrice,
    /// Saving rate that grows with pay, £ a year, a level.
    RatePay,
    /// Invest to save, £.
    Implementation,
    /// Cost of delay, £.
    Delay,
    /// Redundancy, £.
    Redundancy,
    /// Posts released other than by redundancy.
    Turnover,
}

impl Basic {
    /// How many there are, and how many of them (the first) have steady amounts.
    pub(super) const COUNT: usize = 13;
    const STEADY: usize = 7;
}

/// The sums over areas of a part of the programme.
#[derive(Clone, Debug)]
pub(super) struct Account {
    years: usize,
    /// By [`Basic`] and year: what is entered year by year.
    entered: Vec<Lanes>,
    /// By [`Basic`] and year: monthly amounts (levels, for levels) that are steady from that year on.
    steady: Vec<Lanes>,
    /// By [`Basic`]: monthly amounts (levels) at the exit, of which a share is kept.
    at_exit: Vec<Lanes>,
    /// Which of `entered`, `steady` and `at_exit` hold anything.
    dirty: Vec<bool>,
    dirty_steady: Vec<bool>,
    dirty_exit: Vec<bool>,
}

const NIL: Lanes = Lanes::all(0.0);

impl Account {
    /// Nothing entered.
    pub(super) fn new(plan: &Plan) -> Self {
        let years = plan.clock.years;
        Account {
            years,
            entered: vec![NIL; Basic::COUNT * years],
            steady: vec![NIL; Basic::STEADY * years],
            at_exit: vec![NIL; Basic::STEADY],
            dirty: vec![false; Basic::COUNT * years],
            dirty_steady: vec![false; Basic::STEADY * years],
            dirty_exit: vec![false; Basic::STEADY],
        }
    }

    /// Forgets what was entered.
    #[inline(always)]
    pub(super) fn clear(&mut self) {
        self.dirty.fill(false);
        self.dirty_steady.fill(false);
        self.dirty_exit.fill(false);
    }

    /// Adds `weight` times the amounts of a year.
    #[inline(always)]
    pub(super) fn enter(&mut self, basic: Basic, year: usize, weight: f64, amounts: &Lanes) {
        let place = basic as usize * self.years + year;
        add(&mut self.entered[place], &mut self.dirty[place], weight, amounts);
    }

    /// Adds `weight` times monthly amounts, or levels, that are steady from a year on.
    #[inline(always)]
    pub(super) fn enter_steady(&mut self, basic: Basic, from: usize, weight: f64, amounts: &Lanes) {
        let place = basic as usize * self.years + from;
        add(&mut self.steady[place], &mut self.dirty_steady[place], weight, amounts);
    }

    /// Adds `weight` times what there is at the exit.
    #[inline(always)]
    pub(super) fn enter_at_exit(&mut self, basic: Basic, weight: f64, amounts: &Lanes) {
        let place = basic as usize;
        add(&mut self.at_exit[place], &mut self.dirty_exit[place], weight, amounts);
    }

    /// What was entered for a year, if anything.
    #[inline(always)]
    pub(super) fn entered(&self, basic: Basic, year: usize) -> Option<&Lanes> {
        let place = basic as usize * self.years + year;
        self.dirty[place].then(|| &self.entered[place])
    }

    /// What became steady in a year, if anything.
    #[inline(always)]
    pub(super) fn steady(&self, basic: Basic, year: usize) -> Option<&Lanes> {
        let place = basic as usize * self.years + year;
        self.dirty_steady[place].then(|| &self.steady[place])
    }

    /// What there is at the exit, if anything.
    #[inline(always)]
    pub(super) fn at_exit(&self, basic: Basic) -> Option<&Lanes> {
        self.dirty_exit[basic as usize].then(|| &self.at_exit[basic as usize])
    }
}

#[inline(always)]
fn add(sum: &mut Lanes, dirty: &mut bool, weight: f64, amounts: &Lanes) {
    if *dirty {
        for lane in 0..LANES {
            sum[lane] += weight * amounts[lane];
        }
    } else {
        for lane in 0..LANES {
            sum[lane] = weight * amounts[lane];
        }
        *dirty = true;
    }
}
