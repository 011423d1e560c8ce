//! The course that an area takes: as it was planned, or as it has been delivered so far.

use super::{Exact, Levels, Ramp, Span};
use crate::fiscal::Horizon;
use crate::plan::{Kind, Kinds};
use crate::programme::{Area, AreaColumn, Programme, YearsSpend};
use rust_decimal::Decimal;

/// An area's dates in model months, and how much of its saving is realised.
#[derive(Clone, Debug)]
pub(super) struct Course<'a> {
    pub(super) area: &'a Area,
    /// `L`; `None` where it has not gone live.
    pub(super) live: Option<i32>,
    /// The months for which lateness is paid.
    pub(super) late: Span,
    /// `r`.
    pub(super) realisation: Exact,
    /// `Z`.
    pub(super) ends: Option<i32>,
    /// Savings by year, where they are.
    pub(super) levels: Option<Levels>,
    /// Costs by year, where they are.
    spend_by_year: Option<Vec<YearsSpend>>,
    /// `G`.
    planned: i32,
    /// Most likely values, by [`AreaColumn`].
    values: [Exact; AreaColumn::COUNT],
}

/// The most likely value of a quantity of an area, clamped to its column's range as draws are.
pub(super) fn most_likely(area: &Area, column: AreaColumn) -> Exact {
    let (least, greatest) = column.limits().ends();
    // A range that is open on a side has no decimal there.
    let [least, greatest] = [least, greatest].map(|end| Decimal::try_from(end).ok().map(Exact::from));
    let value = Exact::most_likely(&area[column]);
    let value = least.map_or(value, |least| value.max(least));
    greatest.map_or(value, |greatest| value.min(greatest))
}

impl<'a> Course<'a> {
    /// Live on the planned date, fully realised.
    pub(super) fn as_planned(area: &'a Area, horizon: Horizon) -> Self {
        let planned = horizon.months(area.go_live);
        Course {
            area,
            live: Some(planned),
            late: Span { from: Exact::from(planned), to: Exact::from(planned) },
            realisation: Exact::ONE,
            ends: area.ends.map(|date| horizon.months(date)),
            levels: area.saving_levels(horizon).map(Levels),
            spend_by_year: area.spend_by_year(horizon),
            planned,
            values: AreaColumn::ALL.map(|column| most_likely(area, column)),
        }
    }

    /// As delivered by the data date: an area that is not live has been late from its planned date on.
    /// Where no share was observed, all of the saving counts as realised, as in the plan.
    pub(super) fn as_delivered(area: &'a Area, programme: &Programme) -> Self {
        let horizon = programme.horizon;
        let live = area.went_live().map(|date| horizon.months(date));
        let late_to = live.unwrap_or(programme.as_of_months());
        let planned = Self::as_planned(area, horizon);
        Course {
            live,
            late: Span { from: planned.late.from, to: Exact::from(late_to) },
            realisation: area.realised_share().map_or(Exact::ONE, Exact::from),
            ..planned
        }
    }

    /// As delivered where that counts, and as planned where it does not: live since the planned date, and fully realised.
    /// What is overdue is live since then, where it goes ahead for certain.
    pub(super) fn so_far(area: &'a Area, programme: &Programme, kinds: Kinds) -> Self {
        let overdue = kinds.is_overdue(programme, area);
        let at = || programme.areas.iter().position(|known| std::ptr::eq(known, area));
        match area.is_live() {
            true if !kinds.has(Kind::Delivery) => Self::as_planned(area, programme.horizon),
            false if overdue && at().is_some_and(|at| kinds.is_certain(programme, at)) => {
                Self::as_planned(area, programme.horizon)
            }
            false if overdue => Self::not_gone_ahead(area, programme.horizon),
            _ => Self::as_delivered(area, programme),
        }
    }

    /// Spent as planned, and nothing else.
    pub(super) fn not_gone_ahead(area: &'a Area, horizon: Horizon) -> Self {
        Course { live: None, ..Self::as_planned(area, horizon) }
    }

    /// What is planned to be spent within a span: of `K` evenly in the window `[G - M, G]`, of costs by year evenly in
    /// each.
    pub(super) fn planned_spend(&self, span: Span) -> Exact {
        let Some(years) = &self.spend_by_year else {
            let planned = Exact::from(self.planned);
            let window = Span { from: planned - self.area.implementation_months, to: planned };
            let cost = self.likely(AreaColumn::ImplementationCost);
            return cost * window.overlap(span) / self.area.implementation_months;
        };
        let spent = |year: &YearsSpend| {
            let months = Span { from: Exact::from(year.from), to: Exact::from(year.from + 12) }.overlap(span);
            Exact::from(year.cost) * months / 12
        };
        years.iter().map(spent).fold(Exact::ZERO, |sum, spent| sum + spent)
    }

    /// By how many months the area went live later than planned.
    pub(super) fn lateness(&self) -> i32 {
        self.live.map_or(0, |live| live - self.planned)
    }

    /// A quantity at its most likely value.
    pub(super) fn likely(&self, column: AreaColumn) -> Exact {
        self.values[column as usize]
    }

    /// How saving and posts grow.
    pub(super) fn ramp(&self) -> Ramp {
        Ramp { months: self.likely(AreaColumn::EmbeddingMonths) }
    }

    /// Posts removed when all have gone, `min(r, 1) N`.
    pub(super) fn posts_in_full(&self) -> Exact {
        self.realisation.min(Exact::ONE) * self.likely(AreaColumn::PostsRemoved)
    }
}
