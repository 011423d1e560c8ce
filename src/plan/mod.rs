//! The flat program that the kernel runs, and the exact plan line.
//!
//! [`Plan`] is compiled from a [`Programme`]: names have become
//! positions, dates months, decimal money `f64`. What the model knows without drawing (the past,
//! live areas' dates, fixed numbers) is folded in here, once; the kernel adds what is random.
//! Section numbers are those of `docs/model.md`.

mod area;
mod compile;
mod exact;
mod implementation;
mod input;
mod kinds;
mod learning;
mod part;
mod risk;
mod rows;
mod sources;
mod steps;
mod without;

pub use area::{AreaPast, AreaPlan, PartWeight, Timing};
pub use compile::{compile, compile_kinds, compile_with, units_per};
pub use exact::{
    Amounts, Lines, Mixed, PlanError, Reported, Staff, WholeAmounts, counted, discount_factors, past, past_with,
    planned, reported, whole,
};
pub use implementation::{ImplementationPlan, SpendPlan};
pub use input::{Amount, Censor, Chance, Draw, Input, Known, Score};
pub use kinds::{Kind, Kinds};
pub use learning::{Cause, Evidence, Learning, Seen};
pub use part::Part;
pub use risk::{EventAmount, ExitPlan, OccurrencePlan, RiskPlan, RiskQuantities};
pub use rows::{AreaSlot, Check, Compare, Figure, Figures, PartPlan, Past, RowId, Rows, Shown, Slot, StaffPlan};

pub use sources::{Dimensions, Source};
pub use steps::Steps;
pub use without::Taken;

use crate::programme::{Flow, Programme, Target, TargetPart};

/// A compiled programme.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The months that are simulated.
    pub clock: Clock,
    /// Every single-draw input.
    pub inputs: Vec<Input>,
    /// Common causes.
    pub causes: Vec<Cause>,
    /// How many inputs' normal scores others depend on: they have slots `0..score_slots`.
    pub score_slots: usize,
    /// The inputs whose scores fill those slots, parents before children.
    pub score_order: Vec<usize>,
    /// Pay and price indices.
    pub indices: Indices,
    /// The chance of an exit.
    pub exit: Option<ExitPlan>,
    /// Risks in the order of the scenario.
    pub risks: Vec<RiskPlan>,
    /// Areas, predecessors and requirements before those that need them.
    pub areas: Vec<AreaPlan>,
    /// Cost lines of the programme.
    pub programme_costs: Vec<CostLine>,
    /// Grants that are not facts.
    pub grants: Vec<GrantPlan>,
    /// The programme, the partners and the parts that targets look at, with what they got before the data date.
    pub parts: Vec<PartPlan>,
    /// The position among the parts of what each target looks at.
    pub part_of_target: Vec<usize>,
    /// The position among the parts of each workforce group.
    pub part_of_workforce: Vec<usize>,
    /// Discount factor of each year.
    pub discount: Vec<f64>,
    /// What is counted.
    pub rows: Rows,
    /// The quantities that areas have, so that of others nothing need be kept.
    pub used: Used,
    /// Which flows any trial can change, by [`Flow`]; of others the past is all.
    pub moving: [bool; Flow::COUNT],
    /// Whether cashable savings are gross savings, and the effect on budgets the net saving.
    pub all_cashable: bool,
    /// How many uniforms a trial draws, events of recurring risks aside; where the numbering is over several plans
    /// those of the first, of the first two and so on.
    pub dimensions: Vec<usize>,
}

impl Plan {
    /// Where each figure comes from.
    pub fn figures(&self) -> Figures<'_> {
        compile::figures(self)
    }

    /// The position among the parts of one of them; `None` where it was neither asked for nor looked at by a target.
    pub fn place_of(&self, of: &TargetPart) -> Option<usize> {
        self.parts.iter().position(|part| part.of == *of)
    }

    /// Whether an area costs the same in every trial: it is live, and no price, exit or cost is drawn.
    pub fn cost_is_known(&self, area: &AreaPlan) -> bool {
        let known = |amount: Amount| matches!(amount, Amount::Known(_));
        let index = |index: &IndexPlan| matches!(index, IndexPlan::Known(_));
        self.exit.is_none()
            && index(&self.indices.pay)
            && index(&self.indices.price)
            && matches!(area.timing, Timing::Live { .. })
            && known(area.running_cost)
            && area.implementation.as_ref().is_none_or(ImplementationPlan::is_known)
            && (area.posts.is(0.0) || area.redundancy_share.is(0.0) || area.redundancy_cost.is(0.0))
    }

    /// How a value is compared with a target of the programme that was compiled.
    pub fn compare(&self, programme: &Programme, target: &Target) -> Compare {
        compile::compare(programme, target, 0)
    }
}

/// The simulated months: from the data date to the end of the horizon.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clock {
    /// `A`, months.
    pub start: f64,
    /// `12Y`, months.
    pub end: f64,
    /// Number of financial years `Y`.
    pub years: usize,
    /// The year that contains `A`; `Y` where the data date is the end of the horizon.
    pub first_year: usize,
}

impl Clock {
    /// The years that have simulated months.
    pub fn simulated_years(&self) -> std::ops::Range<usize> {
        self.first_year..self.years
    }

    /// The first simulated instant of year `y`, months.
    pub fn opens(&self, y: usize) -> f64 {
        self.start.max(12.0 * y as f64)
    }

    /// The end of year `y`, months.
    pub fn closes(&self, y: usize) -> f64 {
        12.0 * (y + 1) as f64
    }

    /// The simulated year that contains instant `t`, kept within the simulated years; the number of years where none is
    /// simulated.
    pub fn year_of(&self, t: f64) -> usize {
        if t <= self.start {
            return self.first_year;
        }
        ((t / 12.0) as usize).min(self.years - 1).max(self.first_year)
    }
}

/// Pay and price indices of the years.
#[derive(Clone, Debug)]
pub struct Indices {
    /// One per year: known, in trials without drawn growth or before any is drawn.
    pub pay: IndexPlan,
    /// Likewise.
    pub price: IndexPlan,
}

/// An index over the years (section 6, prices).
#[derive(Clone, Debug)]
pub enum IndexPlan {
    /// Nothing is drawn: the index of each year.
    Known(Vec<f64>),
    /// Some growth is drawn.
    Drawn {
        /// Growth into each year, ascending.
        growth: Vec<Amount>,
        /// The first of those years, counted from the horizon's first (may be negative).
        first: i32,
        /// The base year, likewise.
        base: i32,
    },
}

/// A cost line of the programme.
#[derive(Clone, Debug)]
pub struct CostLine {
    /// £ a year.
    pub per_year: Amount,
    /// From when, months.
    pub from: f64,
    /// Until when; `None` for the last go-live.
    pub until: Option<f64>,
}

/// A grant that is not a fact.
#[derive(Clone, Debug)]
pub struct GrantPlan {
    /// Whether it is paid.
    pub chance: Chance,
    /// The year, from 0.
    pub year: usize,
    /// £.
    pub amount: Amount,
}

/// Which quantities any area has after the data date.
#[derive(Clone, Copy, Debug, Default)]
pub struct Used {
    /// Pay and price part are kept apart: terms are cash, or some area has a workforce lag.
    pub pay: bool,
    /// Some cashable share is not one.
    pub cashable: bool,
    /// Some area invests.
    pub implementation: bool,
    /// Some area has a cost of delay.
    pub delay: bool,
    /// Some area has running costs.
    pub running: bool,
    /// Some area pays redundancy.
    pub redundancy: bool,
    /// Some area removes posts.
    pub posts: bool,
}
