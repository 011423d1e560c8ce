//! Savings by year (section 4).

use super::{Exact, Instant, Side, Span};
use crate::programme::SavingLevel;

/// `p(t)`: what is saved from one month to the next of them, an area being live as planned.
#[derive(Clone, Debug)]
pub(super) struct Levels(pub(super) Vec<SavingLevel>);

impl Levels {
    /// What is saved within a span, £, by an area that is `late` by so many months.
    pub(super) fn integral(&self, span: Span, late: i32) -> Exact {
        let ends = self.0.iter().skip(1).map(|next| Some(next.from + late)).chain([None]);
        let saved = |(level, end): (&SavingLevel, Option<i32>)| {
            // A level that is over before it begins has nothing of the span.
            let of_level = span.starting_at(Exact::from(level.from + late));
            let to = end.map_or(of_level.to, |end| of_level.to.min(Exact::from(end)));
            Exact::from(level.saving) * Span { to, ..of_level }.length() / i32::from(level.months)
        };
        self.0.iter().zip(ends).map(saved).fold(Exact::ZERO, |sum, saved| sum + saved)
    }

    /// £ a year at an instant.
    pub(super) fn rate(&self, at: Instant, late: i32) -> Exact {
        let has_begun = |level: &&SavingLevel| match at.side {
            Side::Left => level.from + late < at.month,
            Side::Right => level.from + late <= at.month,
        };
        let level = self.0.iter().rev().find(has_begun);
        level.map_or(Exact::ZERO, |level| Exact::from(level.saving) * 12 / i32::from(level.months))
    }
}
