//! What of the past depends on a trial, where some kinds of uncertainty are as the plan line takes them.
//!
//! What is overdue is then live since its planned date, *where it goes ahead*; and a cost line that runs until the last
//! go-live may have ended before the data date. The kernel adds what falls from that date on, and knows of neither.

use super::{Amounts, Calendar, Course, Indices, Lines, PlanError, lines, own, reported};
use crate::plan::{Kind, Kinds};
use crate::programme::{Flow, Programme, Until};
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// Amounts to be added to the past of a plan with some kinds of uncertainty.
#[derive(Clone, Debug)]
pub struct Mixed<'a> {
    programme: &'a Programme,
    kinds: Kinds,
    calendar: Calendar,
    indices: Indices,
}

impl<'a> Mixed<'a> {
    /// Of a programme with some kinds.
    ///
    /// # Errors
    /// Where an index is too large to be counted exactly.
    pub fn new(programme: &'a Programme, kinds: Kinds) -> Result<Self, PlanError> {
        let calendar = Calendar { horizon: programme.horizon, until: programme.as_of_months() };
        Ok(Mixed { programme, kinds, calendar, indices: Indices::most_likely(programme)? })
    }

    /// What each area that is overdue and may not go ahead has brought and cost more where it does, by its position; where
    /// something was reported of it, that stands either way.
    ///
    /// # Errors
    /// Where an amount is too large to be counted exactly.
    pub fn where_ahead(&self) -> Result<BTreeMap<usize, Lines>, PlanError> {
        let Mixed { programme, kinds, .. } = *self;
        let mut all = BTreeMap::new();
        for (at, area) in programme.areas.iter().enumerate() {
            let counts = kinds.is_overdue(programme, area) && !kinds.leaves_out(area);
            if counts && !kinds.is_certain(programme, at) {
                let along = |course: &Course| lines::along(course, programme, self.calendar, &self.indices);
                let mut amounts = along(&Course::as_planned(area, programme.horizon))?;
                amounts.subtract(&along(&Course::not_gone_ahead(area, programme.horizon))?);
                amounts.add_up_costs();
                if kinds.has(Kind::Delivery) {
                    keep_reported(&mut amounts, programme, at);
                }
                let mut lines = self.nothing();
                lines.areas[at] = amounts;
                all.insert(at, lines);
            }
        }
        Ok(all)
    }

    fn nothing(&self) -> Lines {
        let nothing = || Amounts::nothing(self.programme.horizon.len());
        Lines {
            areas: self.programme.areas.iter().map(|_| nothing()).collect(),
            own: nothing(),
            pay_index: self.indices.pay.clone(),
            price_index: self.indices.price.clone(),
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

/// What was reported of an area stands whether it goes ahead or not.
fn keep_reported(amounts: &mut Amounts, programme: &Programme, area: usize) {
    for ((of, year), reported) in reported(programme) {
        if of != Some(area) {
            continue;
        }
        if reported.gross_saving.is_some() {
            amounts[Flow::GrossSaving][year] = Decimal::ZERO;
            amounts[Flow::CashableSaving][year] = Decimal::ZERO;
        }
        if reported.cost.is_some() {
            amounts[Flow::TotalCost][year] = Decimal::ZERO;
        }
    }
}
