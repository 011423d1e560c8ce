//! From what was typed to what it means: defaults, references, cross-checks.
//!
//! One file for each part of a programme. Every part is read even where another is faulty, so
//! that all faults are found; what depends on a faulty part is left unchecked, so that no
//! consequence of a fault is reported.

mod actuals;
mod areas;
mod benchmark;
mod calendar;
mod correlations;
mod costs;
mod coverage;
mod defaults;
mod dependence;
mod evidence;
mod inputs;
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
mod targets;
mod totals;
mod workforce;

pub use areas::MOST_AREAS;
pub use coverage::Uncovered;
pub use risks::MOST_RISKS;

use super::Scenario;
use super::reader::Reader;
use crate::diagnostic::Place;
use crate::programme::{
    Actual, Benchmarking, Correlation, Discounting, Exit, Grant, Prices, Programme, ProgrammeCost, Register, Risk,
    Sharing, Simulation, Target, Workforce,
};
use areas::Areas;
use calendar::Calendar;
use names::Named;
use partners::Partners;

/// What a scenario was resolved to.
pub(crate) struct Resolved {
    /// The programme that it means.
    pub programme: Programme,
    /// Which of its figures the register does not cover.
    pub uncovered: Vec<Uncovered>,
    /// Where the name of each workforce group stands.
    pub workforce_places: Vec<Place>,
}

/// What a scenario means; `None` where faults were reported.
pub(crate) fn resolve(scenario: &Scenario, reader: &mut Reader) -> Option<Resolved> {
    let facts = Facts::read(scenario, reader);
    let money = Money::read(scenario, &facts, reader);
    let mut promises = Promises::read(scenario, &facts, &money, reader);
    if reader.diagnostics.errors() > 0 {
        return None;
    }
    let mut uncovered = Vec::new();
    if let Some(register) = &mut promises.register {
        uncovered = coverage::uncovered(register, scenario);
        register.uncovered = uncovered.len();
    }
    let groups = 0..facts.workforce.list.len();
    let workforce_places = groups.filter_map(|group| facts.workforce.names.place(group).cloned()).collect();
    Some(Resolved { programme: programme(facts, money, promises, reader)?, uncovered, workforce_places })
}

/// Who does what and when, as far as it could be read.
struct Facts {
    title: Option<String>,
    source: Option<String>,
    notes: Option<String>,
    calendar: Calendar,
    simulation: Option<Simulation>,
    partners: Partners,
    workforce: Named<Workforce>,
    areas: Areas,
    risks: Named<Risk>,
}

impl Facts {
    fn read(scenario: &Scenario, reader: &mut Reader) -> Self {
        let root = &scenario.root;
        let title = reader.text_at(root, "title").map(|typed| typed.text.clone());
        let (source, notes) = (reader.free_text(root, "source"), reader.free_text(root, "notes"));
        let calendar = calendar::read(root, reader);
        let simulation = simulation::read(root, reader);
        let defaults = defaults::read(root, reader);
        let partners = partners::read(root, reader);
        let workforce = workforce::read(root, &calendar, reader);
        let known = (&partners, &workforce.names);
        let areas = areas::read(scenario.areas.as_deref(), &defaults, known, &calendar, reader);
        workforce::check(&areas, &workforce, reader);
        precedence::check(&areas, reader);
        evidence::check(&areas, &calendar, reader);
        let risks = match &scenario.risks {
            None if root.get("risks").is_some() || reader.is_misspelt(&root.place, "risks") => Named::unreadable(),
            table => risks::read(table.as_deref(), &areas, &calendar, reader),
        };
        Facts { title, source, notes, calendar, simulation, partners, workforce, areas, risks }
    }
}

/// Money beside that of areas and risks.
struct Money {
    prices: Option<Prices>,
    discounting: Option<Discounting>,
    sharing: Option<Sharing>,
    actuals: Option<Vec<Actual>>,
    costs: Named<ProgrammeCost>,
    grants: Named<Grant>,
    exit: Option<Exit>,
}

impl Money {
    fn read(scenario: &Scenario, facts: &Facts, reader: &mut Reader) -> Self {
        let (root, calendar) = (&scenario.root, &facts.calendar);
        Money {
            prices: prices::read(root, calendar, reader),
            discounting: prices::discounting(root, calendar, reader),
            sharing: shares::sharing(root, &facts.partners, reader),
            actuals: actuals::read(scenario.actuals.as_deref(), &facts.areas, calendar, reader),
            costs: costs::programme_costs(root, calendar, reader),
            grants: costs::grants(root, calendar, reader),
            exit: costs::exit(root, reader),
        }
    }
}

/// What is said about all of that.
struct Promises {
    correlations: Option<Vec<Correlation>>,
    targets: Named<Target>,
    benchmarking: Option<Benchmarking>,
    register: Option<Register>,
}

impl Promises {
    fn read(scenario: &Scenario, facts: &Facts, money: &Money, reader: &mut Reader) -> Self {
        let root = &scenario.root;
        let parts = correlations::Parts {
            areas: &facts.areas,
            risks: &facts.risks,
            costs: &money.costs,
            grants: &money.grants,
            exit: money.exit.as_ref(),
            workforce: &facts.workforce,
            exit_is_typed: root.get("exit").is_some() || reader.is_misspelt(&root.place, "exit"),
            prices: money.prices.as_ref(),
            calendar: &facts.calendar,
        };
        let correlations = correlations::read(root, &parts, reader);
        observations::check(&facts.areas, correlations.as_deref().unwrap_or_default(), reader);
        let targets = targets::read(root, (&facts.areas, &facts.partners, &facts.workforce), &facts.calendar, reader);
        let benchmarking = benchmark::read(root, scenario.comparators.as_deref(), reader);
        let entries = register::Entries {
            areas: &facts.areas.names,
            risks: &facts.risks.names,
            partners: &facts.partners.names,
            workforce: &facts.workforce.names,
            costs: &money.costs.names,
            grants: &money.grants.names,
            targets: &targets.names,
            scenario,
        };
        let register = register::read(scenario.register.as_deref(), &entries, reader);
        Promises { correlations, targets, benchmarking, register }
    }
}

/// The parts together; `None` only where a fault was reported.
fn programme(facts: Facts, money: Money, promises: Promises, reader: &mut Reader) -> Option<Programme> {
    Some(Programme {
        title: facts.title?,
        source: facts.source,
        notes: facts.notes,
        horizon: facts.calendar.horizon?,
        as_of: facts.calendar.as_of?,
        simulation: facts.simulation?,
        prices: money.prices?,
        discounting: money.discounting?,
        partners: facts.partners.list,
        sharing: money.sharing?,
        areas: facts.areas.finished()?,
        workforce: facts.workforce.sound()?,
        risks: facts.risks.sound()?,
        actuals: money.actuals?,
        programme_costs: money.costs.sound()?,
        grants: money.grants.sound()?,
        exit: money.exit,
        correlations: promises.correlations?,
        targets: promises.targets.sound()?,
        benchmarking: promises.benchmarking?,
        register: promises.register,
        files: std::mem::take(&mut reader.inputs),
    })
}
