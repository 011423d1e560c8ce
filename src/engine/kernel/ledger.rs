//! What areas add up to, by year.
//!
//! Most years of an area bring the same every month. Such a year is not visited: the monthly amount is entered
//! once, in the year from which it is steady, and the running sums are taken when the measures are.

use super::super::abreast::{Abreast, Packed};
use crate::plan::{AreaPlan, PartPlan, Plan};
use crate::programme::Flow;

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
    const ALL: [Basic; 13] = [
        Basic::GrossPrice,
        Basic::GrossPay,
        Basic::CashPrice,
        Basic::CashPay,
        Basic::Running,
        Basic::Posts,
        Basic::Live,
        Basic::RatePrice,
        Basic::RatePay,
        Basic::Implementation,
        Basic::Delay,
        Basic::Redundancy,
        Basic::Turnover,
    ];

    /// How many of them (the first) have steady amounts.
    pub(super) const STEADY: usize = 7;

    /// Whether any area has it.
    fn is_used(self, plan: &Plan) -> bool {
        let used = plan.used;
        match self {
            Basic::GrossPrice | Basic::RatePrice | Basic::Live => true,
            Basic::GrossPay | Basic::RatePay => used.pay,
            Basic::CashPrice => used.cashable,
            Basic::CashPay => used.cashable && used.pay,
            Basic::Running => used.running,
            Basic::Posts => used.posts,
            Basic::Implementation => used.implementation,
            Basic::Delay => used.delay,
            Basic::Redundancy => used.redundancy,
            Basic::Turnover => plan.areas.iter().any(|area| area.in_workforce),
        }
    }

    /// Whether a part other than the programme may have more or less of it than its share by the common rule.
    fn is_of(self, part: &PartPlan) -> bool {
        let own = |flow: Flow| part.own[flow as usize];
        match self {
            Basic::GrossPrice | Basic::GrossPay | Basic::RatePrice | Basic::RatePay => own(Flow::GrossSaving),
            Basic::CashPrice | Basic::CashPay => own(Flow::CashableSaving),
            Basic::Running => own(Flow::RunningCost),
            Basic::Implementation => own(Flow::ImplementationCost),
            Basic::Delay => own(Flow::DelayCost),
            Basic::Redundancy => own(Flow::RedundancyCost),
            Basic::Posts | Basic::Turnover => part.own_posts,
            Basic::Live => !part.is_partner,
        }
    }

    /// Whether it is a cost, of which parts have other shares than of savings.
    fn is_cost(self) -> bool {
        matches!(self, Basic::Running | Basic::Implementation | Basic::Delay | Basic::Redundancy)
    }
}

/// How an amount falls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// In one year.
    Entered,
    /// Every month (at every instant, for levels) from the first of a year on.
    Steady,
    /// At the exit, of which a share is kept; the year is the first.
    AtExit,
}

/// What an area adds to a part that keeps an account of its own.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    /// Where the part's account begins.
    pub(super) account: usize,
    pub(super) savings: f64,
    pub(super) costs: f64,
    pub(super) count: f64,
}

/// Where a ledger has what: the same for every trial.
#[derive(Debug)]
pub(super) struct Layout {
    /// The first simulated year.
    first_year: usize,
    /// By [`Kind`] and [`Basic`]: where it begins in an account. What only the programme has comes last.
    begins: [[usize; Basic::ALL.len()]; 3],
    /// How much of an account other parts have.
    shared: usize,
    /// By part: where its account begins; `None` where it has none of its own.
    accounts: Vec<Option<usize>>,
    /// How long a ledger is.
    len: usize,
}

impl Layout {
    /// The layout for a plan: the programme has an account, and each part that areas add to beyond a rule.
    pub(super) fn new(plan: &Plan) -> Self {
        let years = plan.clock.years - plan.clock.first_year.min(plan.clock.years);
        let mut begins = [[usize::MAX; Basic::ALL.len()]; 3];
        let mut account_len = 0;
        let mut place = |basics: &mut dyn Iterator<Item = Basic>| {
            for basic in basics {
                let mut kind = |kind: Kind, len: usize| {
                    begins[kind as usize][basic as usize] = account_len;
                    account_len += len;
                };
                kind(Kind::Entered, years);
                if (basic as usize) < Basic::STEADY {
                    kind(Kind::Steady, years);
                    if plan.exit.is_some() {
                        kind(Kind::AtExit, 1);
                    }
                }
            }
            account_len
        };
        let used = || Basic::ALL.into_iter().filter(|basic| basic.is_used(plan));
        let is_shared = |basic: &Basic| plan.parts[1..].iter().any(|part| basic.is_of(part));
        let shared = place(&mut used().filter(is_shared));
        let account_len = place(&mut used().filter(|basic| !is_shared(basic)));
        let mut len = account_len;
        let others = plan.parts[1..].iter().map(|part| {
            part.has_own_areas.then(|| {
                len += shared;
                len - shared
            })
        });
        let accounts = std::iter::once(Some(0)).chain(others).collect();
        Layout { first_year: plan.clock.first_year, begins, shared, accounts, len }
    }

    /// How many numbers a trial's ledger has.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Where a part's account begins.
    pub(super) fn account(&self, part: usize) -> Option<usize> {
        self.accounts[part]
    }

    /// What an area adds to the parts that keep accounts, the programme's aside.
    pub(super) fn shares(&self, area: &AreaPlan) -> Vec<Share> {
        let share = |weight: &crate::plan::PartWeight| {
            let account = self.accounts[weight.part]?;
            Some(Share { account, savings: weight.savings, costs: weight.costs, count: weight.count })
        };
        area.parts.iter().filter_map(share).collect()
    }

    #[inline(always)]
    fn place(&self, kind: Kind, basic: Basic, year: usize) -> usize {
        let offset = if kind == Kind::AtExit { 0 } else { year - self.first_year };
        self.begins[kind as usize][basic as usize] + offset
    }
}

/// The sums over areas of 32 trials.
pub(super) struct Ledger<'a> {
    layout: &'a Layout,
    numbers: &'a mut [Packed],
}

impl<'a> Ledger<'a> {
    /// The ledger in a piece of memory.
    #[inline(always)]
    pub(super) fn new(layout: &'a Layout, numbers: &'a mut [Packed]) -> Self {
        Ledger { layout, numbers }
    }

    /// Adds an amount to the programme's account and to those of the area's parts by their shares.
    #[inline(always)]
    pub(super) fn enter<E: Abreast>(&mut self, (kind, basic, year): (Kind, Basic, usize), shares: &[Share], amount: E) {
        let place = self.layout.place(kind, basic, year);
        self.add(place, amount);
        if place >= self.layout.shared {
            return;
        }
        for share in shares {
            let weight = match basic {
                Basic::Live => share.count,
                basic if basic.is_cost() => share.costs,
                _ => share.savings,
            };
            self.add(share.account + place, amount * E::all(weight));
        }
    }

    #[inline(always)]
    fn add<E: Abreast>(&mut self, place: usize, amount: E) {
        let number = &mut self.numbers[place].0;
        (E::load(number) + amount).store(number);
    }

    /// What an account has; it begins at `account`.
    #[inline(always)]
    pub(super) fn read<E: Abreast>(&self, account: usize, (kind, basic, year): (Kind, Basic, usize)) -> E {
        E::load(&self.numbers[account + self.layout.place(kind, basic, year)].0)
    }
}
