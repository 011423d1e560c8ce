//! The figure that an analysis is about: a measure, with its year where it has one, of the programme or of one part.
//!
//! [`Asked`] is what a person asks for, by name; [`Asked::of`] finds it in a programme, or says why it is not there.
//! Paybacks and the ratio of benefits to costs are blank in some trials, and are no figures.

mod asked;
mod statistics;

pub use asked::{Asked, NoSuchFigure, PartAsked};
pub use statistics::{FigureStatistics, StatisticKind};

use crate::engine::{Drawing, Engine, Interrupted, Together, Wanted, Watch};
use crate::fiscal::FinancialYear;
use crate::forecast::{self, Trouble};
use crate::plan::{Compare, Plan, PlanError, RowId, compile_with};
use crate::programme::{Measure, Programme, Target, TargetPart};
use crate::statistics::Trials;
use std::collections::BTreeSet;

/// A figure of a programme, and the target that it is held to, where it is asked for by one.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The measure.
    pub measure: Measure,
    /// The year of a yearly measure.
    pub year: Option<FinancialYear>,
    /// Whose part.
    pub part: TargetPart,
    /// The target.
    pub target: Option<Target>,
}

/// A plan, and where a figure stands in it.
#[derive(Clone, Debug)]
pub struct FigurePlan {
    /// The compiled programme.
    pub plan: Plan,
    /// The figure.
    pub id: RowId,
    /// How its values are compared with the target, where there is one.
    pub compare: Option<Compare>,
}

impl Figure {
    /// The programme's plan, with the figure's part.
    ///
    /// # Errors
    /// Where the plan is too large to be counted exactly.
    pub fn plan(&self, programme: &Programme) -> Result<FigurePlan, PlanError> {
        let plan = compile_with(programme, std::slice::from_ref(&self.part))?;
        let part = plan.place_of(&self.part).expect("a part that is asked for is among the parts");
        let year = self.year.and_then(|year| programme.horizon.index_of(year)).unwrap_or(0);
        let compare = self.target.as_ref().map(|target| plan.compare(programme, target));
        Ok(FigurePlan { plan, id: RowId { part, measure: self.measure, year }, compare })
    }

    /// What the plan promises of it, as forecasts say it: money to the penny.
    ///
    /// # Errors
    /// Where the plan is too large to be counted exactly.
    pub fn planned(&self, programme: &Programme) -> Result<f64, PlanError> {
        let planned = forecast::planned_figure(programme, &self.part, (self.measure, self.year))?;
        Ok(planned.expect("a figure is blank in no trial, nor in the plan"))
    }

    /// Its values in the trials of a programme.
    ///
    /// # Errors
    /// Where the plan is too large to be counted exactly, or the watch says stop.
    pub fn trials(
        &self,
        programme: &Programme,
        engine: &Engine,
        drawing: &Drawing,
        watch: &Watch,
    ) -> Result<Trials, Trouble> {
        Ok(Trials::new(self.plan(programme)?.values(engine, drawing, watch)?))
    }
}

impl FigurePlan {
    /// The figure's values in the trials, in their order.
    ///
    /// # Errors
    /// Where the watch says stop.
    pub fn values(&self, engine: &Engine, drawing: &Drawing, watch: &Watch) -> Result<Vec<f64>, Interrupted> {
        Ok(engine.sample(&self.plan, &[Wanted::Figure(self.id)], drawing, watch)?.only())
    }

    /// The figure, to be computed together with others.
    pub fn together(&self) -> Together<'_> {
        Together::new(&self.plan, self.id)
    }

    /// Likewise, with some draws from the second stream.
    pub fn with_redrawn(&self, redrawn: BTreeSet<String>) -> Together<'_> {
        Together { redrawn, ..self.together() }
    }
}
