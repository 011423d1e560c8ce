//! The flat program that the kernel runs, and the exact plan line.
//!
//! [`Plan`] is compiled from a [`Programme`]: names have become
//! positions, dates months, decimal money `f64`. What the model knows without drawing (the past,
//! live areas' dates, fixed numbers) is folded in here, once; the kernel adds what is random.
//! Section numbers are those of `docs/model.md`.

mod compile;
mod exact;
mod implementation;
mod kinds;
mod learning;
mod part;
mod rows;
mod sources;
mod steps;
mod without;

pub use exact::{
    Amounts, Lines, Mixed, PlanError, Reported, Staff, WholeAmounts, counted, discount_factors, past, planned,
    reported, whole,
};
pub use part::Part;

pub use implementation::{ImplementationPlan, SpendPlan};
pub use learning::Evidence;
pub use learning::{Cause, Learning, Seen};
pub use rows::{AreaSlot, Check, Compare, Figure, Figures, PartPlan, Past, RowId, Rows, Shown, Slot, StaffPlan};

use crate::distribution::Distribution;
use crate::programme::{Flow, InputId, Programme, Target, TargetPart};

pub use compile::{compile, compile_kinds, compile_with, units_per};
pub use kinds::{Kind, Kinds};
pub use sources::{Dimensions, Source};
pub use steps::Steps;
pub use without::Taken;

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
#[derive(Clone, Copy, Debug)]
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

/// A uniform that is drawn once in each trial.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draw {
    /// Its name; its values depend on nothing else of the scenario.
    pub name: String,
    /// Its position among all draws, for the designs that stratify: those of the programme as a whole before those of
    /// areas, each in order of their names.
    pub dimension: usize,
}

impl Draw {
    /// The draw of that name; its dimension is set when all are known.
    pub fn named(name: impl Into<String>) -> Self {
        Draw { name: name.into(), dimension: 0 }
    }
}

/// A random input that is drawn once in each trial.
#[derive(Clone, Debug)]
pub struct Input {
    /// Which input it is.
    pub id: InputId,
    /// Its own uniform.
    pub draw: Draw,
    /// Its law; conditioned on what has not happened where no other input has to do with it.
    pub law: Distribution,
    /// Draws outside this closed range are clamped to it.
    pub range: (f64, f64),
    /// Where its normal score comes from.
    pub score: Score,
    /// What is known of its score.
    pub known: Known,
    /// Where its normal score is kept for inputs that depend on it.
    pub slot: Option<usize>,
}

/// Where an input's normal score comes from (section 8).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Score {
    /// From nothing else.
    Own,
    /// `z = sqrt(rho) F + sqrt(1 - rho) own`.
    Common {
        /// Position of the common cause.
        cause: usize,
        /// `sqrt(rho)`.
        shared: f64,
        /// `sqrt(1 - rho)`.
        own: f64,
    },
    /// `z = rho z_parent + sqrt(1 - rho^2) own`.
    Parent {
        /// The parent's slot.
        slot: usize,
        /// `rho`.
        rho: f64,
        /// `sqrt(1 - rho^2)`.
        own: f64,
    },
}

/// What is known of an input's normal score (sections 3 and 8).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Known {
    /// Nothing.
    Nothing,
    /// It has not happened yet.
    AtLeast(Censor),
    /// It was observed: the score lies between these, which are equal but at a step of the distribution function.
    Between(f64, f64),
}

/// The condition that what has not happened puts on a score (section 3).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Censor {
    /// The score that is not undercut.
    pub score: f64,
    /// Beyond the largest value of a history: the draw is this many months plus an exponential
    /// of this mean, by how far the score lies in its tail.
    pub tail: Option<(f64, f64)>,
}

/// A number of the flat program: known, or drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Amount {
    /// Known.
    Known(f64),
    /// Position in [`Plan::inputs`].
    Drawn(usize),
}

impl Amount {
    /// Nothing.
    pub const ZERO: Amount = Amount::Known(0.0);

    /// Whether it is known to be `value`.
    pub fn is(self, value: f64) -> bool {
        self == Amount::Known(value)
    }
}

/// Something that happens with a probability.
#[derive(Clone, Debug)]
pub struct Chance {
    /// Its uniform: it happens where that lies below the probability.
    pub draw: Draw,
    /// 0 to 1.
    pub probability: f64,
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

/// The chance of an exit.
#[derive(Clone, Debug)]
pub struct ExitPlan {
    /// Whether it comes.
    pub chance: Chance,
    /// Months after the data date.
    pub months: Amount,
    /// £ at the exit.
    pub dismantling_cost: Amount,
    /// `h`.
    pub saving_kept: Amount,
}

/// A risk.
#[derive(Clone, Debug)]
pub struct RiskPlan {
    /// Its name.
    pub name: String,
    /// How often it happens.
    pub occurrence: OccurrencePlan,
    /// Months of delay, pounds and share of saving lost.
    pub quantities: RiskQuantities,
    /// Whether any area that is not live is delayed by it.
    pub delays: bool,
    /// Whether any area loses saving by it.
    pub loses: bool,
}

impl RiskPlan {
    /// Whether it can cost (or bring) anything.
    pub fn costs(&self) -> bool {
        match &self.quantities {
            RiskQuantities::Once { cost, .. } => !cost.is(0.0),
            RiskQuantities::Each { cost, .. } => !matches!(cost, EventAmount::Known(0.0)),
        }
    }
}

/// How often a risk happens.
#[derive(Clone, Debug)]
pub enum OccurrencePlan {
    /// At most once, at a month.
    Once {
        /// Whether it does.
        chance: Chance,
        /// When.
        at: f64,
    },
    /// So many events in the simulated months, on average.
    Recurs {
        /// The uniform of their number.
        draw: Draw,
        /// The mean of the Poisson number.
        mean: f64,
    },
}

/// What an event of a risk draws.
#[derive(Clone, Debug)]
pub enum RiskQuantities {
    /// Inputs, drawn once.
    Once {
        /// Months.
        delay: Amount,
        /// Pounds.
        cost: Amount,
        /// Fraction.
        loss: Amount,
    },
    /// Laws, drawn for each event.
    Each {
        /// Months.
        delay: EventAmount,
        /// Pounds.
        cost: EventAmount,
        /// Fraction.
        loss: EventAmount,
    },
}

/// A quantity that each event draws.
#[derive(Clone, Debug)]
pub enum EventAmount {
    /// Known.
    Known(f64),
    /// Drawn by this law and clamped to this range.
    Drawn(Distribution, (f64, f64)),
}

/// A business area.
#[derive(Clone, Debug)]
pub struct AreaPlan {
    /// Its position in the scenario.
    pub index: usize,
    /// When it goes live.
    pub timing: Timing,
    /// `G`, months.
    pub planned: f64,
    /// `Z`, months; infinite where it never ends.
    pub ends: f64,
    /// `B`; of savings by year 12, so that their steps are multiples of £1 a month.
    pub annual_saving: Amount,
    /// `p`, £ a month by months after go-live, where savings are by year.
    pub saving_by_year: Option<Steps>,
    /// `r`.
    pub realisation: Amount,
    /// `E`.
    pub embedding: Amount,
    /// `w`.
    pub workforce_lag: Amount,
    /// `f`.
    pub pay_share: Amount,
    /// `c`.
    pub cashable_share: Amount,
    /// `C`.
    pub running_cost: Amount,
    /// What the plan still has to spend at the data date.
    pub implementation: Option<ImplementationPlan>,
    /// `D`.
    pub delay_cost: Amount,
    /// `N`.
    pub posts: Amount,
    /// Whether its posts are of a workforce group, so that the turnover they need is counted.
    pub in_workforce: bool,
    /// `q U` of each post.
    pub redundancy_share: Amount,
    /// `U`.
    pub redundancy_cost: Amount,
    /// Risks with a loss of saving that strike it, by position; ascending by date where all have one.
    pub losses: Vec<usize>,
    /// Parts other than the programme that it belongs to: (part, weight of savings, weight of costs), the
    /// partner's weights being those beyond the programme's rule.
    pub parts: Vec<PartWeight>,
    /// Its own gross saving, total cost, and reported grant before the data date, over all years.
    pub past: AreaPast,
}

/// What an area adds to a part.
#[derive(Clone, Copy, Debug)]
pub struct PartWeight {
    /// Position in [`Plan::parts`].
    pub part: usize,
    /// Weight of its savings, run rate and posts.
    pub savings: f64,
    /// Weight of its costs.
    pub costs: f64,
    /// Weight in the number of live areas.
    pub count: f64,
}

/// What an area brought and cost before the data date, £.
#[derive(Clone, Copy, Debug, Default)]
pub struct AreaPast {
    /// Gross saving.
    pub gross_saving: f64,
    /// Cost.
    pub cost: f64,
    /// Reported grants.
    pub grant: f64,
}

/// When an area goes live.
#[derive(Clone, Debug)]
pub enum Timing {
    /// It did.
    Live {
        /// `W`, months.
        at: f64,
    },
    /// It may.
    Ahead {
        /// The earliest month that it may go live in: the data date, or minus infinity where it may have been live since.
        not_before: f64,
        /// `s`.
        slippage: Amount,
        /// The latest `L_p + lag` of its live predecessors; minus infinity without.
        floor: f64,
        /// Predecessors that are not live: position in the order of [`Plan::areas`], lag in months.
        after: Vec<(usize, f64)>,
        /// Areas not live that must go ahead: positions in the order of [`Plan::areas`].
        requires: Vec<usize>,
        /// Its own chance; `None` where it is certain.
        chance: Option<Chance>,
        /// Risks with a delay that strike it, by position.
        delays: Vec<usize>,
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
