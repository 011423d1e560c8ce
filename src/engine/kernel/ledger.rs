//! What areas add up to, by year.
//!
//! Most years of an area bring the same every month. Such a year is not visited: the monthly amount is entered
//! once, in the year from which it is steady, and the running sums are taken when the measures are.

use super::super::abreast::{Abreast, Packed};
use crate::plan::{AreaPlan, PartPlan, Plan};
use crate::programme::Flow;

/// What is added up separately until indices are applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Item {
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

impl Item {
    const ALL: [Item; 13] = [
        Item::GrossPrice,
        Item::GrossPay,
        Item::CashPrice,
        Item::CashPay,
        Item::Running,
        Item::Posts,
        Item::Live,
        Item::RatePrice,
        Item::RatePay,
        Item::Implementation,
        Item::Delay,
        Item::Redundancy,
        Item::Turnover,
    ];

    /// How many of them (the first) have steady amounts.
    pub(super) const STEADY: usize = 7;

    /// Whether any area has it.
    fn is_used(self, plan: &Plan) -> bool {
        let used = plan.used;
        match self {
            Item::GrossPrice | Item::RatePrice | Item::Live => true,
            Item::GrossPay | Item::RatePay => used.pay,
            Item::CashPrice => used.cashable,
            Item::CashPay => used.cashable && used.pay,
            Item::Running => used.running,
            Item::Posts => used.posts,
            Item::Implementation => used.implementation,
            Item::Delay => used.delay,
            Item::Redundancy => used.redundancy,
            Item::Turnover => plan.areas.iter().any(|area| area.in_workforce),
        }
    }

    /// Whether a part other than the programme may have more or less of it than its share by the common rule.
    fn is_of(self, part: &PartPlan) -> bool {
        let own = |flow: Flow| part.own[flow as usize];
        match self {
            Item::GrossPrice | Item::GrossPay | Item::RatePrice | Item::RatePay => own(Flow::GrossSaving),
            Item::CashPrice | Item::CashPay => own(Flow::CashableSaving),
            Item::Running => own(Flow::RunningCost),
            Item::Implementation => own(Flow::ImplementationCost),
            Item::Delay => own(Flow::DelayCost),
            Item::Redundancy => own(Flow::RedundancyCost),
            Item::Posts | Item::Turnover => part.own_posts,
            Item::Live => !part.is_partner,
        }
    }

    /// Whether it is a cost, of which parts have other shares than of savings.
    fn is_cost(self) -> bool {
        matches!(self, Item::Running | Item::Implementation | Item::Delay | Item::Redundancy)
    }
}

/// How an amount is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Posting {
    InYear,
    Monthly,
    AtExit,
}

/// Where an amount is posted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    item: Item,
    posting: Posting,
    year: usize,
}

impl Entry {
    /// An amount that falls in a year.
    #[inline(always)]
    pub(super) fn in_year(item: Item, year: usize) -> Self {
        Entry { item, posting: Posting::InYear, year }
    }

    /// An amount that falls in every month (levels: at every instant) from the beginning of a year on.
    #[inline(always)]
    pub(super) fn monthly_from(item: Item, year: usize) -> Self {
        Entry { item, posting: Posting::Monthly, year }
    }

    /// The amount a month (levels: the level) at the exit, of which a share is kept.
    #[inline(always)]
    pub(super) fn at_exit(item: Item) -> Self {
        Entry { item, posting: Posting::AtExit, year: 0 }
    }

    /// The same of another item.
    #[inline(always)]
    pub(super) fn of(self, item: Item) -> Self {
        Entry { item, ..self }
    }
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
    /// By [`Posting`] and [`Item`]: where it begins in an account. What only the programme has comes last.
    begins: [[usize; Item::ALL.len()]; 3],
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
        let mut begins = [[usize::MAX; Item::ALL.len()]; 3];
        let mut account_len = 0;
        let mut place = |items: &mut dyn Iterator<Item = Item>| {
            for item in items {
                let mut posting = |posting: Posting, len: usize| {
                    begins[posting as usize][item as usize] = account_len;
                    account_len += len;
                };
                posting(Posting::InYear, years);
                if (item as usize) < Item::STEADY {
                    posting(Posting::Monthly, years);
                    if plan.exit.is_some() {
                        posting(Posting::AtExit, 1);
                    }
                }
            }
            account_len
        };
        let used = || Item::ALL.into_iter().filter(|item| item.is_used(plan));
        let is_shared = |item: &Item| plan.parts[1..].iter().any(|part| item.is_of(part));
        let shared = place(&mut used().filter(is_shared));
        let account_len = place(&mut used().filter(|item| !is_shared(item)));
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
    fn place(&self, entry: Entry) -> usize {
        let offset = if entry.posting == Posting::AtExit { 0 } else { entry.year - self.first_year };
        self.begins[entry.posting as usize][entry.item as usize] + offset
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

    /// Forgets the trials before; places with their numbers are what the ledger has from the beginning.
    pub(super) fn begin(&mut self, constants: &[(usize, Packed)]) {
        self.numbers.fill(Packed::ZERO);
        for &(place, constant) in constants {
            self.numbers[place] = constant;
        }
    }

    /// Adds an amount to the programme's account and to those of the area's parts by their shares.
    #[inline(always)]
    pub(super) fn enter<E: Abreast>(&mut self, entry: Entry, shares: &[Share], amount: E) {
        let place = self.layout.place(entry);
        self.add(place, amount);
        if place >= self.layout.shared {
            return;
        }
        for share in shares {
            let weight = match entry.item {
                Item::Live => share.count,
                item if item.is_cost() => share.costs,
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
    pub(super) fn read<E: Abreast>(&self, account: usize, entry: Entry) -> E {
        E::load(&self.numbers[account + self.layout.place(entry)].0)
    }
}
