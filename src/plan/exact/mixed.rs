//! What of the past depends on a trial, where some kinds of uncertainty are as the plan line takes them.
//!
//! What is overdue is then live since its planned date, *where it goes ahead*; and a cost line that runs until the last
//! go-live may have ended before the data date. The kernel adds what falls from that date on, and knows of neither.

use super::{Alike, Amounts, Calendar, Course, Indices, Lines, PlanError, Reported, lines, own, reported};
use crate::plan::{Kind, Kinds};
use crate::programme::{Area, Flow, Programme, Until};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Amounts to be added to the past of a plan with some kinds of uncertainty.
#[derive(Clone, Debug)]
pub struct Mixed<'a> {
    programme: &'a Programme,
    kinds: Kinds,
    calendar: Calendar,
    indices: Indices,
    reported: BTreeMap<(Option<usize>, usize), Reported>,
}

impl<'a> Mixed<'a> {
    /// Of a programme with some kinds.
    ///
    /// # Errors
    /// Where an index is too large to be counted exactly.
    pub fn new(programme: &'a Programme, kinds: Kinds) -> Result<Self, PlanError> {
        let calendar = Calendar { horizon: programme.horizon, until: programme.as_of_months() };
        let indices = Indices::most_likely(programme)?;
        Ok(Mixed { programme, kinds, calendar, indices, reported: reported(programme) })
    }

    /// The areas that are overdue and may not go ahead, by position.
    pub fn doubtful(&self) -> impl Iterator<Item = usize> {
        let Mixed { programme, kinds, .. } = *self;
        let is_doubtful = move |(at, area): &(usize, &Area)| {
            kinds.is_overdue(programme, area) && !kinds.leaves_out(area) && !kinds.is_certain(programme, *at)
        };
        programme.areas.iter().enumerate().filter(is_doubtful).map(|(at, _)| at)
    }

    /// What an area that is overdue has brought and cost more where it goes ahead; where something was reported of it,
    /// that stands either way.
    ///
    /// # Errors
    /// Where an amount is too large to be counted exactly.
    pub fn where_ahead(&self, at: usize) -> Result<Lines, PlanError> {
        let area = &self.programme.areas[at];
        let along = |course: &Course| lines::along(course, self.programme, self.calendar, &self.indices);
        let mut amounts = along(&Course::as_planned(area, self.programme.horizon))?;
        amounts.subtract(&along(&Course::not_gone_ahead(area, self.programme.horizon))?);
        amounts.add_up_costs();
        if self.kinds.has(Kind::Delivery) {
            self.keep_reported(&mut amounts, at);
        }
        let mut lines = self.nothing();
        lines.areas[at] = amounts;
        Ok(lines)
    }

    /// What was reported of an area stands whether it goes ahead or not.
    fn keep_reported(&self, amounts: &mut Amounts, area: usize) {
        for (&(_, year), reported) in self.reported.range((Some(area), 0)..=(Some(area), usize::MAX)) {
            if reported.gross_saving.is_some() {
                amounts[Flow::GrossSaving][year] = Decimal::ZERO;
                amounts[Flow::CashableSaving][year] = Decimal::ZERO;
            }
            if reported.cost.is_some() {
                amounts[Flow::TotalCost][year] = Decimal::ZERO;
            }
        }
    }

    /// Areas without amounts in any year.
    fn nothing(&self) -> Lines {
        Lines {
            areas: vec![Amounts::nothing(0); self.programme.areas.len()],
            own: Amounts::nothing(self.programme.horizon.len()),
            pay_index: self.indices.pay.clone(),
            price_index: self.indices.price.clone(),
            alike: Alike::of(self.programme),
        }
    }

    /// Whether a cost line may have ended before the data date with the last go-live.
    pub fn may_have_ended(&self) -> bool {
        let waits = self
            .programme
            .programme_costs
            .iter()
            .any(|line| line.until == Until::LastGoLive && line.from < self.programme.as_of);
        waits && !self.kinds.has(Kind::Delivery)
    }

    /// What the programme's own lines have cost more by the data date where the last go-live was in a month before it:
    /// less than nothing.
    ///
    /// # Errors
    /// Where an amount is too large to be counted exactly.
    pub fn ended_at(&self, last_go_live: i32) -> Result<Lines, PlanError> {
        let own = |last| own::amounts(self.programme, self.calendar, &self.indices, last);
        let mut amounts = own(last_go_live.min(self.calendar.until))?;
        amounts.subtract(&own(self.calendar.until)?);
        amounts.add_up_costs();
        Ok(Lines { own: amounts, ..self.nothing() })
    }
}
