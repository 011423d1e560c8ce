//! A stream of money that starts with an area: part of its saving, or its running cost (section 4).

use super::super::abreast::Abreast;
use super::ledger::{Entry, Item, Ledger};
use super::rise::Rise;
use super::trials::Area;

/// Beyond every month: an exit that does not come is taken for one that comes then.
const NEVER: f64 = 1e9;

/// A stream in 32 trials.
#[derive(Clone, Copy)]
pub(super) struct Stream<'a, E: Abreast> {
    pub(super) item: Item,
    /// Its rate at year-ends, where results give it.
    pub(super) level: Option<Item>,
    /// The cashable part of it, where that is counted separately, and its share.
    pub(super) cash: Option<(Item, E)>,
    pub(super) with_pay: bool,
    pub(super) loses: bool,
    /// Full rate, £ a month.
    pub(super) rate: E,
    /// When it starts, months.
    pub(super) start: E,
    pub(super) rise: Rise<'a, E>,
    /// The earliest start, months.
    pub(super) begins: f64,
    /// When all trials that have it have it in full, months.
    pub(super) settles: f64,
}

impl<E: Abreast> Stream<'_, E> {
    /// Enters an amount, and its cashable part.
    #[inline(always)]
    pub(super) fn enter(&self, area: Area, entry: Entry, amount: E, ledger: &mut Ledger) {
        area.enter(ledger, entry, amount);
        if let Some((cash, share)) = self.cash {
            area.enter(ledger, entry.of(cash), amount * share);
        }
    }

    /// Enters what falls in a year; returns it, indexed.
    #[inline(always)]
    pub(super) fn enter_year(&self, area: Area, year: usize, amount: E, ledger: &mut Ledger) -> E {
        self.enter(area, Entry::in_year(self.item, year), amount, ledger);
        amount * if self.with_pay { area.trials.pay(year) } else { area.trials.price(year) }
    }

    /// `u` at an exit; where there is none it is never used.
    #[inline(always)]
    pub(super) fn share_at_exit(&self, exit: E) -> E {
        self.rise.share(exit.min(E::all(NEVER)) - self.start)
    }

    /// Enters what is steady from a year on, and what there is at the exit, `remaining` being what losses have left;
    /// returns their sum, indexed.
    #[inline(always)]
    pub(super) fn settle(&self, area: Area, from: usize, remaining: E, ledger: &mut Ledger) -> E {
        let (trials, clock) = (area.trials, area.trials.clock());
        if area.plan().ends < clock.end {
            return E::all(0.0);
        }
        let rate = self.rate * remaining;
        let index = if self.with_pay { &trials.years.pay } else { &trials.years.price };
        let steady = self.rise.finally(rate);
        let mut sum = steady * trials.of(&index.months_before[from.min(clock.years)]);
        if from < clock.years {
            self.enter(area, Entry::monthly_from(self.item, from), steady, ledger);
        }
        if trials.may_exit() {
            let exit: E = trials.exit();
            let at_exit = (rate * self.share_at_exit(exit)).only(exit.lt(E::all(NEVER)));
            sum = sum + at_exit * trials.of(&index.months_after);
            self.enter(area, Entry::at_exit(self.item), at_exit, ledger);
        }
        sum
    }
}
