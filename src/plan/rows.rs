//! Which figures are counted over the trials, and where the others follow from.
//!
//! Most figures need not be counted: years before the data date are known, a running sum's first
//! year is that year, a partner has a fixed share of what no exception changes, and risks that strike at a
//! known month cost nothing in other years. [`Rows`] says of every
//! measure whether it is known, follows from a counted row, or is a row of its own.

use super::Amount;
use crate::programme::{Direction, Flow, Measure, Staffing, Stock, TargetPart, Whole};
use std::collections::HashMap;

/// A part of the programme: all of it, a partner's share, or the areas that a target looks at.
#[derive(Clone, Debug)]
pub struct PartPlan {
    /// Which part it is.
    pub of: TargetPart,
    /// Share of the programme's savings by the common rule; 0 for the areas of a target.
    pub savings_rule: f64,
    /// Share of the programme's costs by the common rule, and of its own amounts.
    pub costs_rule: f64,
    /// Whether it is a partner's share: the number of live areas is not divided.
    pub is_partner: bool,
    /// Whether areas add to it beyond the rule.
    pub has_own_areas: bool,
    /// Which flows those areas can change from the data date on, by [`Flow`].
    pub own: [bool; Flow::COUNT],
    /// Whether any of them removes posts.
    pub own_posts: bool,
    /// What fell before the data date, by year, £: each flow, then each level (year-ends up to the data date).
    pub past: Past,
    /// What is known of the workforce group, where it is one.
    pub staff: Option<StaffPlan>,
}

/// What is known of a workforce group, in full-time equivalents.
#[derive(Clone, Debug)]
pub struct StaffPlan {
    /// Its headcount at an instant is this less the posts removed by then.
    pub establishment: f64,
    /// Headcount at the first instant of the year that contains the data date.
    pub opening: f64,
    /// The share that leaves of itself in a year, where it is known.
    pub leavers_per_year: Option<Amount>,
    /// Before the data date, by [`Staffing`], then year.
    pub past: Vec<Vec<f64>>,
}

/// What a part got and spent before the data date.
#[derive(Clone, Debug)]
pub struct Past {
    /// By [`Flow`], then year.
    pub flows: Vec<Vec<f64>>,
    /// By [`Stock`], then year; zero for years that end after the data date.
    pub stocks: Vec<Vec<f64>>,
    /// The saving rate at the data date, £ a year.
    pub current_run_rate: f64,
}

/// A figure of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RowId {
    /// Position of the part.
    pub part: usize,
    /// The measure.
    pub measure: Measure,
    /// The year, from 0; 0 for measures of the whole horizon.
    pub year: usize,
}

/// Where the kernel leaves a trial's values of a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// Of a part.
    Part(RowId),
    /// Of an area, by its position in the scenario.
    Area(usize, AreaSlot),
}

/// What the kernel leaves of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AreaSlot {
    /// Gross saving over the horizon, £.
    GrossSaving,
    /// Own cost over the horizon, £.
    Cost,
    /// Net saving over the horizon, £.
    NetSaving,
    /// Go-live, months; not a number where it does not go ahead.
    GoLive,
    /// 1 where it goes live before the end of the horizon and before an exit, else 0.
    IsLive,
}

impl AreaSlot {
    /// How many there are.
    pub const COUNT: usize = 5;
}

/// How a row's values are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Mean, deviation and quantiles of an amount; trials without a value are left out.
    Amount,
    /// Mean, P10, P50 and P90 of an amount; trials without a value are left out.
    Tenths,
    /// Whole numbers from 0 to the given largest.
    Whole(usize),
    /// The mean alone.
    Mean,
    /// The same in every trial.
    Constant,
}

/// A figure, seen from the results.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Figure {
    /// Known before any trial.
    Known(f64),
    /// Counted.
    Row {
        /// Position in [`Rows::shown`].
        row: usize,
        /// The figure is this times the row's value,
        scale: f64,
        /// plus this.
        offset: f64,
    },
}

impl Figure {
    /// The figure with a known amount more.
    fn plus(self, amount: f64) -> Figure {
        match self {
            Figure::Known(value) => Figure::Known(value + amount),
            Figure::Row { row, scale, offset } => Figure::Row { row, scale, offset: offset + amount },
        }
    }
}

/// From here on, 2^52, all numbers are whole.
const WHOLE_BEYOND: f64 = 4_503_599_627_370_496.0;

/// Which target is compared, and of which year of the horizon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// The position of the target.
    pub target: usize,
    /// The year, 0 for a measure of the whole horizon.
    pub year: usize,
}

/// A comparison with a target, made in every trial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Compare {
    /// What is compared.
    pub slot: Slot,
    direction: Direction,
    /// The last value, in units, that meets the target.
    edge: f64,
    /// Values are rounded to whole units before comparing: a penny for money.
    per_unit: f64,
}

impl Compare {
    /// Compares a figure with `threshold` units, of which there are `per_unit` in one of the figure.
    pub fn new(slot: Slot, direction: Direction, threshold: f64, per_unit: f64) -> Self {
        // Half a unit beyond a threshold still rounds to it where away from zero means towards it.
        let edge = match direction {
            _ if threshold.abs() >= WHOLE_BEYOND => threshold,
            Direction::AtLeast if threshold > 0.0 => threshold - 0.5,
            Direction::AtLeast => (threshold - 0.5).next_up(),
            Direction::AtMost if threshold < 0.0 => threshold + 0.5,
            Direction::AtMost => (threshold + 0.5).next_down(),
        };
        Compare { slot, direction, edge, per_unit }
    }

    /// The same comparison of another figure.
    pub fn of(self, slot: Slot) -> Self {
        Compare { slot, ..self }
    }

    /// Whether a value meets the target: after rounding, half away from zero. What is not a number does not.
    pub fn holds(&self, value: f64) -> bool {
        let units = value * self.per_unit;
        match self.direction {
            Direction::AtLeast => units >= self.edge,
            Direction::AtMost => units <= self.edge,
        }
    }
}

/// What is counted.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Rows with statistics.
    pub shown: Vec<(Slot, Shown)>,
    /// Targets whose value differs between trials, in their own year and, where the measure has years, in each other one.
    pub compares: Vec<(Check, Compare)>,
    places: HashMap<Slot, usize>,
}

impl Rows {
    /// The row of `slot`, added if it was not there.
    pub fn want(&mut self, slot: Slot, shown: Shown) -> usize {
        *self.places.entry(slot).or_insert_with(|| {
            self.shown.push((slot, shown));
            self.shown.len() - 1
        })
    }

    /// The row of `slot`.
    pub fn find(&self, slot: Slot) -> Option<usize> {
        self.places.get(&slot).copied()
    }
}

/// Gives the row of a slot.
pub type Want<'a> = dyn FnMut(Slot, Shown) -> usize + 'a;

/// Decides where a part's figures come from.
pub struct Figures<'a> {
    /// The parts; the first is the programme.
    pub parts: &'a [PartPlan],
    /// Number of years.
    pub years: usize,
    /// The first year that is simulated.
    pub first_year: usize,
    /// By year: which flows any trial can change in it, by [`Flow`].
    pub moving: Vec<[bool; Flow::COUNT]>,
    /// Whether cashable savings are gross savings.
    pub all_cashable: bool,
    /// Whether posts are removed at all.
    pub posts: bool,
    /// Number of areas.
    pub areas: usize,
}

impl Figures<'_> {
    /// Where a figure comes from; `want` gives its row where it needs one.
    pub fn figure(&self, id: RowId, want: &mut Want) -> Figure {
        match id.measure {
            Measure::Flow(flow) => self.flow(id, flow, want),
            Measure::Cumulative(flow) => self.cumulative(id, flow, want),
            Measure::Stock(stock) => self.stock(id, stock, want),
            Measure::Staffing(staffing) => self.staffing(id, staffing, want),
            Measure::Whole(whole) => self.whole(id, whole, want),
        }
    }

    fn flow(&self, id: RowId, flow: Flow, want: &mut Want) -> Figure {
        if !self.moving[id.year][flow as usize] {
            return Figure::Known(self.parts[id.part].past.flows[flow as usize][id.year]);
        }
        if let Some(twin) = self.cashable_twin(flow) {
            return self.figure(RowId { measure: Measure::Flow(twin), ..id }, want);
        }
        self.by_rule(id, flow, want).unwrap_or_else(|| self.row(id, Shown::Amount, want))
    }

    fn cumulative(&self, id: RowId, flow: Flow, want: &mut Want) -> Figure {
        let past = &self.parts[id.part].past.flows[flow as usize];
        let mut moving_years = (0..=id.year).rev().filter(|&year| self.moving[year][flow as usize]);
        let Some(latest) = moving_years.next() else {
            return Figure::Known(past[..=id.year].iter().sum());
        };
        if latest < id.year {
            // Nothing moves any more: the sum of that year, and what is known since.
            let since: f64 = past[latest + 1..=id.year].iter().sum();
            return self.cumulative(RowId { year: latest, ..id }, flow, want).plus(since);
        }
        if moving_years.next().is_none() {
            let before: f64 = past[..latest].iter().sum();
            return self.flow(RowId { measure: Measure::Flow(flow), ..id }, flow, want).plus(before);
        }
        if let Some(twin) = self.cashable_twin(flow) {
            return self.figure(RowId { measure: Measure::Cumulative(twin), ..id }, want);
        }
        self.by_rule(id, flow, want).unwrap_or_else(|| self.row(id, Shown::Amount, want))
    }

    fn stock(&self, id: RowId, stock: Stock, want: &mut Want) -> Figure {
        let known = id.year < self.first_year || (stock == Stock::PostsRemoved && !self.posts);
        if known {
            return Figure::Known(self.parts[id.part].past.stocks[stock as usize][id.year]);
        }
        match stock {
            Stock::AreasLive if self.parts[id.part].is_partner => {
                self.row(RowId { part: 0, ..id }, Shown::Whole(self.areas), want)
            }
            Stock::AreasLive => self.row(id, Shown::Whole(self.areas), want),
            Stock::RunRate | Stock::PostsRemoved => {
                let part = &self.parts[id.part];
                let own = if stock == Stock::RunRate { part.own[Flow::GrossSaving as usize] } else { part.own_posts };
                self.by_share(id, (part.savings_rule, own), want).unwrap_or_else(|| self.row(id, Shown::Amount, want))
            }
        }
    }

    fn staffing(&self, id: RowId, staffing: Staffing, want: &mut Want) -> Figure {
        match &self.parts[id.part].staff {
            Some(staff) if id.year < self.first_year => Figure::Known(staff.past[staffing as usize][id.year]),
            _ => self.row(id, Shown::Amount, want),
        }
    }

    fn whole(&self, id: RowId, whole: Whole, want: &mut Want) -> Figure {
        let last = self.years - 1;
        let sum_of = |flow| RowId { measure: Measure::Cumulative(flow), year: last, ..id };
        match whole {
            Whole::HorizonGrossSaving => self.figure(sum_of(Flow::GrossSaving), want),
            Whole::HorizonCost => self.figure(sum_of(Flow::TotalCost), want),
            Whole::HorizonNetSaving => self.figure(sum_of(Flow::NetSaving), want),
            Whole::HorizonBudgetEffect => self.figure(sum_of(Flow::BudgetEffect), want),
            Whole::CurrentRunRate => Figure::Known(self.parts[id.part].past.current_run_rate),
            Whole::Npv | Whole::BenefitCostRatio => self.row(id, Shown::Amount, want),
            Whole::PaybackYear | Whole::PaybackFromNow => self.row(id, Shown::Whole(self.years), want),
        }
    }

    /// The figure that the kernel keeps for this one: where every saving releases cash, cashable savings are gross
    /// savings and the effect on budgets is the net saving.
    pub fn kept(&self, id: RowId) -> RowId {
        let twin = |flow| self.cashable_twin(flow).unwrap_or(flow);
        let measure = match id.measure {
            Measure::Flow(flow) => Measure::Flow(twin(flow)),
            Measure::Cumulative(flow) => Measure::Cumulative(twin(flow)),
            Measure::Whole(Whole::HorizonBudgetEffect) if self.all_cashable => Measure::Whole(Whole::HorizonNetSaving),
            measure => measure,
        };
        RowId { measure, ..id }
    }

    /// The flow that a cashable flow equals where every saving releases cash.
    fn cashable_twin(&self, flow: Flow) -> Option<Flow> {
        match flow {
            Flow::CashableSaving if self.all_cashable => Some(Flow::GrossSaving),
            Flow::BudgetEffect if self.all_cashable => Some(Flow::NetSaving),
            _ => None,
        }
    }

    /// The programme's figure times the part's share, where no area beyond the rule changes the part's.
    fn by_rule(&self, id: RowId, flow: Flow, want: &mut Want) -> Option<Figure> {
        let part = &self.parts[id.part];
        let share = match flow {
            Flow::GrossSaving | Flow::CashableSaving => part.savings_rule,
            Flow::NetSaving | Flow::BudgetEffect if part.savings_rule != part.costs_rule => return None,
            _ => part.costs_rule,
        };
        let own = part.own[flow as usize];
        if share == 0.0 && id.part != 0 && !own {
            return Some(Figure::Known(self.past_of(id)));
        }
        self.by_share(id, (share, own), want)
    }

    fn by_share(&self, id: RowId, (share, own): (f64, bool), want: &mut Want) -> Option<Figure> {
        (id.part != 0 && !own).then(|| self.scaled(id, share, want))
    }

    /// `share` of the programme's figure; what lies in the past may be shared by another key, so it is exchanged.
    fn scaled(&self, id: RowId, share: f64, want: &mut Want) -> Figure {
        let programme = self.figure(RowId { part: 0, ..id }, want);
        let correction = self.past_of(id) - share * self.past_of(RowId { part: 0, ..id });
        match programme {
            Figure::Known(value) => Figure::Known(share * value + correction),
            Figure::Row { row, scale, offset } => {
                Figure::Row { row, scale: share * scale, offset: share * offset + correction }
            }
        }
    }

    /// The part of a figure that fell before the data date.
    fn past_of(&self, id: RowId) -> f64 {
        let past = &self.parts[id.part].past;
        match id.measure {
            Measure::Flow(flow) => past.flows[flow as usize][id.year],
            Measure::Cumulative(flow) => past.flows[flow as usize][..=id.year].iter().sum(),
            Measure::Stock(_) | Measure::Staffing(_) | Measure::Whole(_) => 0.0,
        }
    }

    fn row(&self, id: RowId, shown: Shown, want: &mut Want) -> Figure {
        Figure::Row { row: want(Slot::Part(id), shown), scale: 1.0, offset: 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{AtLeast, AtMost};

    /// What the model says: rounded half away from zero to whole units, then compared.
    fn by_rounding(direction: Direction, threshold: f64, units: f64) -> bool {
        match direction {
            AtLeast => units.round() >= threshold,
            AtMost => units.round() <= threshold,
        }
    }

    #[test]
    fn a_figure_meets_a_target_as_if_it_were_rounded_first() {
        let slot = Slot::Part(RowId { part: 0, measure: Measure::all().next().expect("one"), year: 0 });
        let thresholds =
            [-1e17, -4_503_599_627_370_497.0, -3.0, -1.0, 0.0, 1.0, 2.0, 1e6, 4_503_599_627_370_495.0, 1e17];
        for threshold in thresholds {
            for offset in [-1.5, -1.0, -0.5, 0.0, 0.5, 1.0, 1.5] {
                let at: f64 = threshold + offset;
                for units in [at.next_down(), at, at.next_up()] {
                    for direction in [AtLeast, AtMost] {
                        let compare = Compare::new(slot, direction, threshold, 1.0);
                        let expected = by_rounding(direction, threshold, units);
                        assert_eq!(compare.holds(units), expected, "{direction:?} {threshold} {units}");
                    }
                }
            }
            for direction in [AtLeast, AtMost] {
                assert!(!Compare::new(slot, direction, threshold, 1.0).holds(f64::NAN));
            }
        }
    }
}
