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
mod defaults;
mod dependence;
mod evidence;
mod inputs;
mod names;
mod partners;
mod precedence;
mod prices;
mod references;
mod register;
mod risks;
mod shares;
mod simulation;
mod targets;
mod workforce;

pub use areas::MOST_AREAS;
pub use register::Uncovered;
pub use risks::MOST_RISKS;

use super::Scenario;
use super::reader::Reader;
use crate::diagnostic::Place;
use crate::programme::Programme;

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
    let root = &scenario.root;
    let title = reader.text_at(root, "title").map(|typed| typed.text.clone());
    let calendar = calendar::read(root, reader);
    let simulation = simulation::read(root, reader);
    let defaults = defaults::read(root, reader);
    let partners = partners::read(root, reader);
    let workforce = workforce::read(root, &calendar, reader);
    let areas = areas::read(scenario.areas.as_deref(), &defaults, (&partners, &workforce.names), &calendar, reader);
    workforce::check(&areas, &workforce, reader);
    let prices = prices::read(root, &calendar, reader);
    let discounting = prices::discounting(root, &calendar, reader);
    precedence::check(&areas, reader);
    evidence::check(&areas, &calendar, reader);
    let risks = match &scenario.risks {
        None if root.get("risks").is_some() || reader.is_misspelt(&root.place, "risks") => names::Named::unreadable(),
        table => risks::read(table.as_deref(), &areas, &calendar, reader),
    };
    let actuals = actuals::read(scenario.actuals.as_deref(), &areas, &calendar, reader);
    let programme_costs = costs::programme_costs(root, &calendar, reader);
    let grants = costs::grants(root, &calendar, reader);
    let exit = costs::exit(root, reader);
    let parts = correlations::Parts {
        areas: &areas,
        risks: &risks,
        costs: &programme_costs,
        grants: &grants,
        exit: exit.as_ref(),
        workforce: &workforce,
        exit_is_typed: root.get("exit").is_some() || reader.is_misspelt(&root.place, "exit"),
        prices: prices.as_ref(),
        calendar: &calendar,
    };
    let correlations = correlations::read(root, &parts, reader);
    let targets = targets::read(root, (&areas, &partners, &workforce), &calendar, reader);
    let benchmarking = benchmark::read(root, scenario.comparators.as_deref(), reader);
    let entries = register::Entries {
        areas: &areas.names,
        risks: &risks.names,
        partners: &partners.names,
        workforce: &workforce.names,
        costs: &programme_costs.names,
        grants: &grants.names,
        targets: &targets.names,
        scenario,
    };
    let register = register::read(scenario.register.as_deref(), &entries, reader);
    let sharing = shares::sharing(root, &partners, reader);
    if reader.diagnostics.errors() > 0 {
        return None;
    }
    let uncovered = register.as_ref().map_or_else(Vec::new, |register| register::uncovered(register, &entries));
    let workforce_places = (0..workforce.list.len()).filter_map(|group| workforce.names.place(group).cloned()).collect();
    let programme = Programme {
        title: title?,
        source: reader.free_text(root, "source"),
        notes: reader.free_text(root, "notes"),
        horizon: calendar.horizon?,
        as_of: calendar.as_of?,
        simulation: simulation?,
        prices: prices?,
        discounting: discounting?,
        partners: partners.list,
        sharing: sharing?,
        areas: areas.finished()?,
        workforce: workforce.list.into_iter().collect::<Option<_>>()?,
        risks: risks.list.into_iter().collect::<Option<_>>()?,
        actuals: actuals?,
        programme_costs: programme_costs.list.into_iter().collect::<Option<_>>()?,
        grants: grants.list.into_iter().collect::<Option<_>>()?,
        exit,
        correlations: correlations?,
        targets: targets.list.into_iter().collect::<Option<_>>()?,
        benchmarking: benchmarking?,
        register,
        files: std::mem::take(&mut reader.files),
    };
    Some(Resolved { programme, uncovered, workforce_places })
}
