//! Programme -> forecast: the whole pipeline.

use super::{Forecast, summarise};
use crate::engine::{Drawing, Engine, Interrupted, Outcomes, Watch};
use crate::plan::{Plan, PlanError, compile};
use crate::programme::Programme;
use std::fmt;
use std::time::Instant;

/// A simulated programme.
#[derive(Debug)]
pub struct Run {
    /// What was simulated.
    pub plan: Plan,
    /// What came of it.
    pub outcomes: Outcomes,
    /// What it says.
    pub forecast: Forecast,
}

/// Why there is no forecast.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The plan is too large to be counted.
    Plan(PlanError),
    /// The run was stopped.
    Interrupted,
}

/// Simulates a programme.
///
/// # Errors
/// Where an amount of the plan line is too large to be counted exactly, or the watch says stop.
pub fn forecast(programme: &Programme, engine: &Engine, drawing: &Drawing, watch: &Watch) -> Result<Run, Trouble> {
    forecast_plan(programme, compile(programme)?, engine, (drawing, watch))
}

/// Simulates the plan of a programme.
///
/// # Errors
/// As [`forecast`].
pub fn forecast_plan(
    programme: &Programme,
    plan: Plan,
    engine: &Engine,
    (drawing, watch): (&Drawing, &Watch),
) -> Result<Run, Trouble> {
    let started = Instant::now();
    let outcomes = engine.simulate(&plan, drawing, watch)?;
    let mut forecast = summarise(programme, &plan, &outcomes)?;
    forecast.run.elapsed_seconds = started.elapsed().as_secs_f64();
    Ok(Run { plan, outcomes, forecast })
}

impl From<PlanError> for Trouble {
    fn from(error: PlanError) -> Self {
        Trouble::Plan(error)
    }
}

impl From<Interrupted> for Trouble {
    fn from(_: Interrupted) -> Self {
        Trouble::Interrupted
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Trouble::Plan(error) => error.fmt(f),
            Trouble::Interrupted => f.write_str("interrupted"),
        }
    }
}

impl std::error::Error for Trouble {}
