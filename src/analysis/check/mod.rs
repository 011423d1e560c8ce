//! Opening a scenario: what its text says, and what only its plan tells of it.
//!
//! Every command opens its scenario here, so that `check` refuses what `run` would refuse, and warns of what it would.

mod staffing;

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::plan::{PlanError, counted};
use crate::programme::{At, EntryKind, Programme};
use crate::scenario::{self, Files, Reading};

/// Reads a scenario, counts its plan, and warns of what the plan asks of people that they cannot give.
///
/// # Errors
///
/// All faults of all files, or that the plan is too large to be counted exactly; warnings are among them.
pub fn open(files: &Files) -> Result<Reading, Diagnostics> {
    let mut reading = scenario::read(files)?;
    let more: Vec<(At, Diagnostic)> = match counted(&reading.programme) {
        Ok(lines) => staffing::warnings(&reading.programme, &lines),
        Err(error) => vec![too_large(&reading.programme, &error)],
    };
    for (at, diagnostic) in more {
        let place = reading.place(at);
        reading.warnings.push(diagnostic.at(place));
    }
    reading.warnings.sort();
    if reading.warnings.errors() > 0 { Err(reading.warnings) } else { Ok(reading) }
}

/// Where a plan becomes too large, and what to do.
fn too_large(programme: &Programme, error: &PlanError) -> (At, Diagnostic) {
    let (at, help) = match error {
        PlanError::Index { index, .. } => (
            At::of(EntryKind::Prices, 0, index.name()),
            "growth of so much over so many years is beyond any money: write the growth of one year, such as `2%`",
        ),
        PlanError::Amount { area: Some(area), .. } => {
            let position = programme.areas.iter().position(|known| known.name == *area);
            (
                At::name(EntryKind::Area, position.unwrap_or_default()),
                "check the amounts of this row and how prices grow",
            )
        }
        PlanError::Amount { area: None, .. } => {
            let kind = if programme.programme_costs.is_empty() { EntryKind::Grant } else { EntryKind::ProgrammeCost };
            (At::of(kind, 0, ""), "check the amounts of the programme's own costs and grants and how prices grow")
        }
        PlanError::PresentValue => (
            At::of(EntryKind::Discounting, 0, "rate"),
            "write the rate of one year, such as `3.5%`, and a base year near the years counted",
        ),
    };
    (at, Diagnostic::error(Code::PlanTooLarge, error.to_string()).help(help))
}
