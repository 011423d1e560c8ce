//! How large a programme may be.

use super::Broken;
use crate::diagnostic::Code;
use crate::money::group_thousands;
use crate::programme::{Area, At, Draft, EntryKind, Occurrence, Risk};
use rust_decimal::Decimal;

/// All risks that recur strike at most so often in a trial, on average: every event is kept until a go-live has
/// been found.
const MOST_EVENTS: u64 = 100_000;

pub(super) fn check(draft: &Draft, broken: &mut Vec<Broken>) {
    let all_areas = At::all(EntryKind::Area);
    if draft.areas.is_empty() {
        let message = "this table has no rows: a programme needs one area at least";
        broken.push(Broken::new(Code::TableEmpty, all_areas, message, "write a row for each business area"));
    }
    broken.extend(too_many(EntryKind::Area, draft.areas.len()));
    broken.extend(too_many(EntryKind::Risk, draft.risks.len()));
    limit_events(draft, broken);
}

/// That there are more entries of a kind than a programme may have.
pub(crate) fn too_many(kind: EntryKind, count: usize) -> Option<Broken> {
    let (what, most) = match kind {
        EntryKind::Area => ("areas", Area::MOST),
        EntryKind::Risk => ("risks", Risk::MOST),
        _ => return None,
    };
    let message = format!("this table has {count} {what}; at most {most} are read");
    (count > most).then(|| Broken::new(Code::TableTooLarge, At::all(kind), message, format!("join small {what}")))
}

/// Risks that strike so often that a trial would take minutes and more memory than there is.
fn limit_events(draft: &Draft, broken: &mut Vec<Broken>) {
    let months = draft.horizon.end() - draft.as_of_months();
    let frequencies = draft.risks.iter().filter_map(|risk| match risk.occurrence {
        Occurrence::Recurs { frequency_per_year } => Some(frequency_per_year),
        Occurrence::Once { .. } => None,
    });
    // What is out of range by itself is said elsewhere.
    let events = frequencies.map(|frequency| frequency.min(Decimal::from(366))).sum::<Decimal>()
        * Decimal::from(months)
        / Decimal::from(12);
    if events > Decimal::from(MOST_EVENTS) {
        let [events, most] =
            [events.round().to_string(), MOST_EVENTS.to_string()].map(|number| group_thousands(&number));
        let message = format!(
            "these risks strike {events} times by the end of the horizon, of which at most {most} can be simulated"
        );
        let help = "give frequent risks a lower `frequency_per_year` and a larger effect each time, or join them";
        let too_many = Broken::new(Code::TableTooLarge, At::all(EntryKind::Risk), message, help);
        broken.push(too_many.resting_on([At::scenario("end"), At::scenario("as_of")]));
    }
}
