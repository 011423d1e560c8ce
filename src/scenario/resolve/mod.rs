//! From what was typed to what it means: defaults, references, cross-checks.
//!
//! One file for each part of a programme. Every part is read even where another is faulty, so that all faults are
//! found: what could not be read has a stand-in in the [`Draft`] and is noted in the reader's `open`, and a rule
//! that rests on it says nothing, so that no consequence of a fault is reported.

mod actuals;
mod areas;
mod benchmark;
mod by_year;
mod calendar;
mod charts;
mod correlations;
mod costs;
mod coverage;
mod defaults;
mod effects;
mod names;
mod observations;
mod partners;
mod precedence;
mod prices;
mod references;
mod register;
mod risks;
mod shares;
mod simulation;
mod stated;
mod targets;
mod totals;
mod workforce;

pub(super) use areas::needed;
pub(super) use benchmark::comparators;
pub use coverage::Uncovered;
pub use stated::Stated;
pub(super) use stated::stated;

use super::Scenario;
use super::reader::Reader;
use crate::diagnostic::Diagnostic;
use crate::programme::{At, Broken, Draft, Programme};
use calendar::Calendar;
use names::Names;

/// What a scenario was resolved to.
pub(crate) struct Resolved {
    /// The programme that it means.
    pub programme: Programme,
    /// Which of its figures the register does not cover.
    pub uncovered: Vec<Uncovered>,
}

/// The names that may be referred to.
#[derive(Debug, Default)]
struct Known {
    partners: Names,
    workforce: Names,
    areas: Names,
    risks: Names,
    costs: Names,
    grants: Names,
    targets: Names,
}

/// What scenarios are resolved from: what was typed, and its time.
#[derive(Clone, Copy)]
struct Context<'a> {
    scenario: &'a Scenario,
    calendar: Calendar,
}

/// What a scenario means; `None` where faults were reported.
pub(crate) fn resolve(scenario: &Scenario, reader: &mut Reader) -> Option<Resolved> {
    let calendar = calendar::read(&scenario.root, reader);
    let context = Context { scenario, calendar };
    let mut known = Known::default();
    let mut draft = context.facts(&mut known, reader);
    draft.correlations = correlations::read(&scenario.root, &draft, &known.areas, reader);
    draft.targets = targets::read(&scenario.root, &mut known, &calendar, reader);
    draft.register = register::read(scenario, &known, reader);
    let uncovered = draft.register.as_ref().map(|register| coverage::uncovered(register, scenario));
    let uncovered = uncovered.unwrap_or_default();
    if let Some(register) = &mut draft.register {
        register.uncovered = uncovered.len();
    }
    for broken in draft.check() {
        scenario.report(broken, reader);
    }
    scenario.warn(&draft, reader);
    if reader.diagnostics.errors() > 0 {
        return None;
    }
    draft.overrides = reader.given().to_vec();
    draft.files = std::mem::take(&mut reader.inputs);
    let programme = Programme::new(draft).expect("a draft without faults breaks no rule");
    Some(Resolved { programme, uncovered })
}

impl Context<'_> {
    /// Everything but what is said about dependence, targets and sources.
    fn facts(self, known: &mut Known, reader: &mut Reader) -> Draft {
        let Context { scenario, calendar } = self;
        let root = &scenario.root;
        let title = reader.text_at(root, "title").map(|typed| typed.text.clone());
        let defaults = defaults::read(root, reader);
        let partners = partners::read(root, &mut known.partners, reader);
        let workforce = workforce::read(root, &mut known.workforce, &calendar, reader);
        let areas = areas::read(self, known, &partners, &defaults, reader);
        Draft {
            title: title.unwrap_or_default(),
            source: reader.free_text(root, "source"),
            notes: reader.free_text(root, "notes"),
            horizon: calendar.horizon,
            as_of: calendar.as_of,
            simulation: simulation::read(root, reader),
            prices: prices::read(root, &calendar, reader),
            discounting: prices::discounting(root, &calendar, reader),
            sharing: shares::sharing(root, &known.partners, &partners, reader),
            partners,
            risks: risks::read(self, known, reader),
            actuals: actuals::read(scenario.actuals.as_deref(), &known.areas, &calendar, reader),
            areas,
            workforce,
            programme_costs: costs::programme_costs(root, &mut known.costs, &calendar, reader),
            grants: costs::grants(root, &mut known.grants, &calendar, reader),
            exit: costs::exit(root, reader),
            correlations: Vec::new(),
            targets: Vec::new(),
            benchmarking: benchmark::read(root, scenario.comparators.as_deref(), reader),
            charts: charts::read(root, reader),
            register: None,
            overrides: Vec::new(),
            files: Vec::new(),
        }
    }
}

impl Scenario {
    /// Says that a rule is broken, where all that it rests on is known; what is at fault is not known from then on.
    fn report(&self, broken: Broken, reader: &mut Reader) {
        if reader.open.silences(&broken) {
            return;
        }
        reader.open.note(broken.at);
        reader.open.note(At { item: None, ..broken.at });
        let at = broken.or_at.filter(|_| self.written(broken.at).is_none()).unwrap_or(broken.at);
        let mut fault = Diagnostic::error(broken.code, broken.message).at(self.place(at));
        if let Some((at, label)) = broken.also {
            fault = fault.also(self.place(at), label);
        }
        reader.report(fault.maybe_help(Some(broken.help).filter(|help| !help.is_empty())));
    }

    /// Says what keeps the rules and may yet not mean what its author wanted.
    fn warn(&self, draft: &Draft, reader: &mut Reader) {
        precedence::warn(self, draft, reader);
        observations::warn(self, draft, reader);
        effects::warn(self, draft, reader);
    }
}
