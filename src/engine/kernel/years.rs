//! The exit, the price and pay indices, and how much of each year lies before the exit and after it (section 6).

use super::super::abreast::Abreast;
use super::super::lanes::{LANES, Lanes, enlarge};
use super::draws::Draws;
use crate::plan::{Amount, Clock, ExitPlan, IndexPlan, Plan, Source};

/// What a chunk's trials know of the years.
#[derive(Clone, Debug)]
pub(super) struct Years {
    /// `X`, months; infinite where there is no exit.
    pub(super) exit: Lanes,
    /// `h`.
    pub(super) share_kept: Lanes,
    pub(super) price: Index,
    pub(super) pay: Index,
    /// Months of a year before the exit, and after it; by year.
    pub(super) before: Vec<Lanes>,
    pub(super) after: Vec<Lanes>,
    /// What they follow from, where nothing of them is drawn.
    known: Option<Known>,
}

/// What known years follow from.
#[derive(Clone, Debug, PartialEq)]
struct Known {
    clock: Clock,
    price: Vec<f64>,
    pay: Vec<f64>,
}

/// An index, with sums of what it multiplies.
#[derive(Clone, Debug)]
pub(super) struct Index {
    /// By year.
    pub(super) years: Vec<Lanes>,
    /// Months before the exit, each times its index, from a year to the end. One more than there are years.
    pub(super) months_before: Vec<Lanes>,
    /// Months after the exit, each times its index and `h`, of all years.
    pub(super) months_after: Lanes,
}

impl Years {
    /// No years.
    pub(super) const NONE: Years = Years {
        exit: Lanes::ZERO,
        share_kept: Lanes::ZERO,
        price: Index::NONE,
        pay: Index::NONE,
        before: Vec::new(),
        after: Vec::new(),
        known: None,
    };

    /// The years of a chunk, which are the same for every chunk where nothing of them is drawn.
    pub(super) fn draw<E: Abreast>(&mut self, plan: &Plan, draws: Draws) {
        let known = match (&plan.exit, &plan.indices.price, &plan.indices.pay) {
            (None, IndexPlan::Known(price), IndexPlan::Known(pay)) => Some((price, pay)),
            _ => None,
        };
        let are_those = |old: &Known, (price, pay): (&Vec<f64>, &Vec<f64>)| {
            old.clock == plan.clock && old.price == *price && old.pay == *pay
        };
        if known.zip(self.known.as_ref()).is_some_and(|(known, old)| are_those(old, known)) {
            return;
        }
        self.known = known.map(|(price, pay)| Known { clock: plan.clock, price: price.clone(), pay: pay.clone() });
        self.enlarge(plan.clock.years);
        match &plan.exit {
            Some(exit) => self.draw_exit::<E>(exit, plan.clock, draws),
            None => self.exit.fill_with(f64::INFINITY),
        }
        self.price.draw::<E>(&plan.indices.price, draws);
        self.pay.draw::<E>(&plan.indices.pay, draws);
        E::apart(
            #[inline(always)]
            || self.sum_months(plan.clock),
        );
    }

    /// Room for so many years.
    fn enlarge(&mut self, years: usize) {
        enlarge(&mut self.before, years);
        enlarge(&mut self.after, years);
        for index in [&mut self.price, &mut self.pay] {
            enlarge(&mut index.years, years);
            enlarge(&mut index.months_before, years + 1);
        }
    }

    fn draw_exit<E: Abreast>(&mut self, plan: &ExitPlan, clock: Clock, draws: Draws) {
        let (mut occurs, mut months) = (Lanes::ZERO, Lanes::ZERO);
        draws.source::<E>(Source::Exits, &mut occurs);
        draws.amount::<E>(plan.months, &mut months);
        for lane in 0..LANES {
            let time = clock.start + months[lane];
            self.exit[lane] = if occurs[lane] > 0.0 && time < clock.end { time } else { f64::INFINITY };
        }
        draws.amount::<E>(plan.saving_kept, &mut self.share_kept);
    }

    #[inline(always)]
    fn sum_months(&mut self, clock: Clock) {
        self.price.clear(clock.years);
        self.pay.clear(clock.years);
        for year in clock.simulated_years().rev() {
            let (opens, closes) = (clock.opens(year), clock.closes(year));
            let (before, after) = (&mut self.before[year], &mut self.after[year]);
            for lane in 0..LANES {
                before[lane] = (self.exit[lane].min(closes) - opens).max(0.0);
                after[lane] = closes - opens - before[lane];
            }
            self.price.add_year(year, before, (after, &self.share_kept));
            self.pay.add_year(year, before, (after, &self.share_kept));
        }
    }
}

impl Index {
    const NONE: Index = Index { years: Vec::new(), months_before: Vec::new(), months_after: Lanes::ZERO };

    fn draw<E: Abreast>(&mut self, index: &IndexPlan, draws: Draws) {
        match index {
            IndexPlan::Known(known) => {
                self.years.iter_mut().zip(known).for_each(|(year, value)| year.fill_with(*value));
            }
            IndexPlan::Drawn { growth, first, base } => self.multiply_growth::<E>(growth, (*first, *base), draws),
        }
    }

    /// Multiplies growth, whose first year is `first`, from the base year outwards.
    fn multiply_growth<E: Abreast>(&mut self, growth: &[Amount], (first, base): (i32, i32), draws: Draws) {
        let (mut rate, mut level) = (Lanes::ZERO, Lanes::all(1.0));
        let last = first + growth.len() as i32 - 1;
        for year in base..=last.max(base) {
            if year > base {
                draws.amount::<E>(growth[(year - first) as usize], &mut rate);
                for lane in 0..LANES {
                    level[lane] *= 1.0 + rate[lane];
                }
            }
            self.set(year, &level);
        }
        level.fill_with(1.0);
        for year in (first - 1..base).rev() {
            draws.amount::<E>(growth[(year + 1 - first) as usize], &mut rate);
            for lane in 0..LANES {
                level[lane] /= 1.0 + rate[lane];
            }
            self.set(year, &level);
        }
    }

    /// Sets the index of a year, if it is one of the horizon's.
    fn set(&mut self, year: i32, level: &Lanes) {
        if let Some(of_year) = usize::try_from(year).ok().and_then(|year| self.years.get_mut(year)) {
            of_year.copy_from_slice(&level[..]);
        }
    }

    #[inline(always)]
    fn clear(&mut self, years: usize) {
        self.months_before[years].fill_with(0.0);
        self.months_after.fill_with(0.0);
    }

    /// Adds a year to the sums, the later ones of which have been added.
    #[inline(always)]
    fn add_year(&mut self, year: usize, before: &Lanes, (after, share_kept): (&Lanes, &Lanes)) {
        let index = &self.years[year];
        let (sums, later) = self.months_before.split_at_mut(year + 1);
        for lane in 0..LANES {
            sums[year][lane] = later[0][lane] + index[lane] * before[lane];
            self.months_after[lane] += share_kept[lane] * index[lane] * after[lane];
        }
    }
}
