//! How large a programme may be.

use super::Broken;
use crate::diagnostic::Code;
use crate::money::group_thousands;
use crate::programme::{Area, At, Draft, EntryKind, Occurrence, Partner, Risk, RiskColumn, Struck, Workforce};
use rust_decimal::Decimal;

/// All risks that recur strike at most so often in a trial, on average: every event is kept until a go-live has
/// been found.
const MOST_EVENTS: u64 = 25_000;

/// They strike areas at most so often: what such an event delays or loses is found for each area by itself.
const MOST_STRIKES: u64 = 100_000;

/// A scenario brings at most so many cases of its own: charts and documents show each.
const MOST_CASES: usize = 1_000;

/// A programme has at most so many targets, cost lines, grants and correlations.
const MOST_LINES: usize = 1_000;

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    let all_areas = At::all(EntryKind::Area);
    if draft.areas.is_empty() {
        let message = "this table has no rows: a programme needs one area at least";
        broken.push(Broken::new(Code::TableEmpty, all_areas, message, "write a row for each business area"));
    }
    for (kind, count) in [
        (EntryKind::Area, draft.areas.len()),
        (EntryKind::Risk, draft.risks.len()),
        (EntryKind::Partner, draft.partners.len()),
        (EntryKind::Workforce, draft.workforce.len()),
        (EntryKind::Target, draft.targets.len()),
        (EntryKind::ProgrammeCost, draft.programme_costs.len()),
        (EntryKind::Grant, draft.grants.len()),
        (EntryKind::Correlation, draft.correlations.len()),
        (EntryKind::Comparator, draft.benchmarking.comparators.len()),
    ] {
        broken.extend(too_many(kind, count));
    }
    limit_events(draft, broken);
}

/// That there are more entries of a kind than a programme may have.
pub(crate) fn too_many(kind: EntryKind, count: usize) -> Option<Broken> {
    let (what, most, help) = match kind {
        EntryKind::Area => ("areas", Area::MOST, "join small areas"),
        EntryKind::Risk => ("risks", Risk::MOST, "join small risks"),
        EntryKind::Partner => ("partners", Partner::MOST, "join small partners"),
        EntryKind::Workforce => ("workforce groups", Workforce::MOST, "join small groups"),
        EntryKind::Target => ("targets", MOST_LINES, "leave out what no one is promised"),
        EntryKind::ProgrammeCost => ("programme costs", MOST_LINES, "join small ones"),
        EntryKind::Grant => ("grants", MOST_LINES, "join small ones"),
        EntryKind::Correlation => ("correlations", MOST_LINES, "use `across` and `within` in place of many pairs"),
        EntryKind::Comparator => ("cases", MOST_CASES, "leave out those of programmes that are least alike"),
        _ => return None,
    };
    let is_table = matches!(kind, EntryKind::Area | EntryKind::Risk | EntryKind::Comparator);
    let (subject, at) =
        if is_table { ("this table", At::all(kind)) } else { ("this scenario", At::of(kind, most, "")) };
    let message = format!("{subject} has {count} {what}; at most {most} are read");
    (count > most).then(|| Broken::new(Code::TableTooLarge, at, message, help))
}

/// Risks that strike so often that a trial would take minutes and more memory than there is.
fn limit_events(draft: &Draft, broken: &mut Vec<Broken>) {
    let months = draft.horizon.end() - draft.as_of_months();
    let recurring = draft.risks.iter().filter_map(|risk| match risk.occurrence {
        // What is out of range by itself is said elsewhere.
        Occurrence::Recurs { frequency_per_year } => Some((risk, frequency_per_year.min(Decimal::from(366)))),
        Occurrence::Once { .. } => None,
    });
    let by_the_end = |a_year: Decimal| a_year * Decimal::from(months) / Decimal::from(12);
    let events = by_the_end(recurring.clone().map(|(_, frequency)| frequency).sum());
    let of_areas = |(risk, frequency): (&Risk, Decimal)| frequency * Decimal::from(areas_changed(draft, risk));
    let strikes = by_the_end(recurring.map(of_areas).sum());
    if events > Decimal::from(MOST_EVENTS) {
        let help = "give frequent risks a lower `frequency_per_year` and a larger effect each time, or join them";
        broken.push(too_often("strike", (events, MOST_EVENTS), help));
    } else if strikes > Decimal::from(MOST_STRIKES) {
        let help = "give frequent risks fewer `areas`, or a lower `frequency_per_year` and a larger effect each time";
        broken.push(too_often("strike areas", (strikes, MOST_STRIKES), help));
    }
}

/// Of how many areas a risk changes go-live or saving.
fn areas_changed(draft: &Draft, risk: &Risk) -> usize {
    let changes = |column| risk.quantity(column).fixed() != Some(Decimal::ZERO);
    match &risk.areas {
        _ if !changes(RiskColumn::DelayMonths) && !changes(RiskColumn::SavingLoss) => 0,
        Struck::All => draft.areas.len(),
        Struck::Areas(areas) => areas.len(),
    }
}

fn too_often(strike: &str, (count, most): (Decimal, u64), help: &str) -> Broken {
    let [count, most] = [count.round().to_string(), most.to_string()].map(|number| group_thousands(&number));
    let message = format!(
        "these risks {strike} {count} times by the end of the horizon, of which at most {most} can be simulated"
    );
    let too_many = Broken::new(Code::TableTooLarge, At::all(EntryKind::Risk), message, help);
    too_many.resting_on([At::scenario("end"), At::scenario("as_of")])
}
