//! Where a programme stands before anything is moved: the same for all its drivers.

use super::criterion::{Criterion, Margin};
use crate::analysis::asking::Asking;
use crate::analysis::figure::{Figure, FigurePlan};
use crate::engine::{Drawing, Sample, Together};
use crate::forecast::Trouble;
use crate::programme::Programme;

/// A programme with a criterion, and its trials.
pub struct Standing<'a> {
    pub programme: &'a Programme,
    pub figure: &'a Figure,
    pub criterion: Criterion,
    pub asking: Asking<'a>,
    /// The figure's trials.
    pub values: Vec<f64>,
    /// By how much the criterion is met.
    pub margin: Margin,
}

impl<'a> Standing<'a> {
    /// Of a programme, of which a figure must meet a criterion.
    pub fn of(
        programme: &'a Programme,
        (figure, criterion): (&'a Figure, Criterion),
        asking: Asking<'a>,
    ) -> Result<Self, Trouble> {
        let values = figure.plan(programme)?.values(asking.engine, asking.drawing, asking.watch)?;
        let margin = criterion.margin(values.clone());
        Ok(Standing { programme, figure, criterion, asking, values, margin })
    }

    /// The figure's trials in plans of programmes that differ from this one in little: the first of them, or all.
    pub fn values_of(&self, plans: &[FigurePlan], trials: u64) -> Result<Vec<Vec<f64>>, Trouble> {
        let Asking { engine, drawing, watch } = self.asking;
        let drawing = Drawing { trials, ..drawing.clone() };
        let runs: Vec<Together> = plans.iter().map(FigurePlan::together).collect();
        Ok(engine.sample_together(&runs, &drawing, watch)?.into_iter().map(Sample::only).collect())
    }

    /// How many runs of so many trials are made at a time.
    pub fn fits_together(&self, trials: u64) -> usize {
        self.asking.engine.fits_together(self.programme.areas.len(), trials)
    }

    /// Of how many drivers the families are kept at a time: each is made of two runs at most.
    pub fn drivers_at_a_time(&self) -> usize {
        self.fits_together(self.trials()) / 2
    }

    /// How many trials there are.
    pub fn trials(&self) -> u64 {
        self.asking.drawing.trials
    }
}
