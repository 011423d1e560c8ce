//! Kinds of uncertainty that a plan has as the scenario has them, while the others are as the plan line takes them.
//!
//! With all of them a plan is that of the forecast, with none that of the plan line; those between say what each kind does.
//! What is drawn stays what it was, so that trials belong together.

use crate::programme::{Area, AreaColumn, InputId, Programme};
use rust_decimal::Decimal;

/// A kind of uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Areas that the plan does not count; without it they bring and cost nothing and hold nobody up.
    AreasNotInPlan,
    /// What was delivered and reported; without it live areas went live as planned, fully realised, and nothing is
    /// learnt of them.
    Delivery,
    /// Whether areas go ahead; without it all do.
    GoingAhead,
    /// When areas go live that are not live; without it when they were planned to, or later by the delays of risks.
    Lateness,
    /// What such areas realise; without it all.
    Shortfall,
    /// What strikes; without it nothing does.
    Risks,
    /// Whether the alliance is dissolved; without it it is not.
    Exit,
    /// All other distributions, overruns and grants in doubt; without it most likely values, and grants as planned.
    OtherRanges,
}

impl Kind {
    /// All kinds, in the order in which they are explained.
    pub const ALL: [Kind; 8] = [
        Kind::AreasNotInPlan,
        Kind::Delivery,
        Kind::GoingAhead,
        Kind::Lateness,
        Kind::Shortfall,
        Kind::Risks,
        Kind::Exit,
        Kind::OtherRanges,
    ];

    /// Its name in results.
    pub const fn name(self) -> &'static str {
        match self {
            Kind::AreasNotInPlan => "areas not in the plan",
            Kind::Delivery => "delivery so far",
            Kind::GoingAhead => "going ahead",
            Kind::Lateness => "lateness",
            Kind::Shortfall => "shortfall",
            Kind::Risks => "risks",
            Kind::Exit => "exit",
            Kind::OtherRanges => "other ranges",
        }
    }
}

/// Some kinds of uncertainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Kinds([bool; Kind::ALL.len()]);

impl Kinds {
    /// All of them.
    pub const ALL: Kinds = Kinds([true; Kind::ALL.len()]);
    /// None of them.
    pub const NONE: Kinds = Kinds([false; Kind::ALL.len()]);

    /// Whether a kind is among them.
    pub const fn has(self, kind: Kind) -> bool {
        self.0[kind as usize]
    }

    /// These and one more.
    #[must_use]
    pub fn with(mut self, kind: Kind) -> Self {
        self.0[kind as usize] = true;
        self
    }

    /// Those of them that what lies before the data date depends on.
    #[must_use]
    pub fn of_the_past(self) -> Self {
        let those = [Kind::AreasNotInPlan, Kind::Delivery, Kind::GoingAhead, Kind::Lateness];
        those.into_iter().filter(|kind| self.has(*kind)).fold(Kinds::NONE, Kinds::with)
    }

    /// Whether an area is left out: it is not in the plan, and such areas are not among these.
    pub fn leaves_out(self, area: &Area) -> bool {
        !area.in_plan && !self.has(Kind::AreasNotInPlan)
    }

    /// Whether an area goes ahead in every trial: it is live, or neither its own chance nor one that it requires fails.
    pub fn is_certain(self, programme: &Programme, area: usize) -> bool {
        let mut waiting = vec![area];
        let mut seen = vec![false; programme.areas.len()];
        while let Some(at) = waiting.pop() {
            let area = &programme.areas[at];
            if area.is_live() || self.leaves_out(area) || std::mem::replace(&mut seen[at], true) {
                continue;
            }
            if self.has(Kind::GoingAhead) && area.probability < Decimal::ONE {
                return false;
            }
            waiting.extend(&area.requires);
        }
        true
    }

    /// Whether an area that is not live goes live on its planned date, which has passed: what is overdue is live since
    /// then where it goes ahead.
    pub fn is_overdue(self, programme: &Programme, area: &Area) -> bool {
        !area.is_live() && !self.has(Kind::Lateness) && area.go_live < programme.as_of
    }

    /// Whether an input of an area is as the scenario has it, where it is drawn or read as any other quantity.
    pub fn has_input(self, id: InputId) -> bool {
        match id {
            InputId::Area(_, AreaColumn::SlippageMonths | AreaColumn::Realisation)
            | InputId::AreaGoesAhead(_)
            | InputId::Risk(..)
            | InputId::RiskOccurs(_)
            | InputId::ExitOccurs
            | InputId::ExitMonths
            | InputId::ExitDismantlingCost
            | InputId::ExitSavingKept => true,
            InputId::Area(..)
            | InputId::ProgrammeCost(_)
            | InputId::GrantAmount(_)
            | InputId::GrantPaid(_)
            | InputId::Leavers(_)
            | InputId::Growth(..) => self.has(Kind::OtherRanges),
        }
    }
}
